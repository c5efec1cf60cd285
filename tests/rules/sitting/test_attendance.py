"""SEA and VOT on the real sittings, by the law of their day, and on sittings made at random."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pmtdocs.dossier.load import Loaded, load
from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.sitting import SecondCall
from pmtdocs.dossier.views.quorum import Quorum, quorum_of
from pmtdocs.dossier.views.sitting import vote_view
from pmtdocs.dossier.views.vote import vote_of
from pmtdocs.finding import Location
from pmtdocs.rules import engine, sitting
from pmtdocs.rules.base import Fault
from pmtdocs.rules.sitting.attendance import SEA001, SEA006
from pmtdocs.rules.sitting.proxies import SEA002
from pmtdocs.rules.sitting.vote import VOT001
from tests.support.sittings import correct_dossiers, with_vote

Patch = Callable[[str, str, str], None]
ORDINARY, RELAXED = "2020-11-09", "2020-11-23"


def codes(dossier: Dossier) -> list[str]:
    return [f.code for f in engine.run(dossier, sitting.RULES, Location) if f.code != "RES001"]


def figures(faults: Iterable[Fault]) -> list[tuple[int, ...]]:
    return [tuple(int(figure) for figure in fault.figures) for fault in faults]


def quorum_found(dossier: Dossier) -> Quorum:
    found = quorum_of(dossier)
    assert found is not None
    return found


def on(dossier: Dossier, day: str) -> Dossier:
    """The same sitting on another day."""
    assert dossier.seance is not None
    sitting = dossier.seance.model_copy(update={"date": dt.date.fromisoformat(day)})
    return dossier.model_copy(update={"seance": sitting})


def held_by(dossier: Dossier, holder: str, givers: tuple[str, ...]) -> Dossier:
    """The same sitting, these proxies given to one member."""
    assert dossier.seance is not None
    given = tuple(
        p.model_copy(update={"a": holder}) if p.de in givers else p
        for p in dossier.seance.procurations
    )
    sitting = dossier.seance.model_copy(update={"procurations": given})
    return dossier.model_copy(update={"seance": sitting})


def with_present(dossier: Dossier, kept: int) -> Dossier:
    """The same sitting with so many members left in the room."""
    assert dossier.seance is not None
    room = [m for m in dossier.seance.membres if m.mode == "salle"]
    gone = {m.person for m in room[kept:]}
    members = tuple(
        m.model_copy(update={"mode": "absent"}) if m.person in gone else m
        for m in dossier.seance.membres
    )
    sitting = dossier.seance.model_copy(update={"membres": members})
    return dossier.model_copy(update={"seance": sitting})


# --- the real sittings ----------------------------------------------------------------------


def test_2024_counts_and_raises_nothing(dossier_2024: Loaded) -> None:
    dossier = dossier_2024.dossier
    vote, found = vote_of(dossier), quorum_found(dossier)
    assert vote is not None
    assert (len(vote.presents), len(vote.procurations), vote.votants) == (79, 27, 106)
    assert (found.membres, found.requis, len(found.presents), found.atteint) == (123, 62, 77, True)
    assert [m.person for m in found.retires] == ["frederique-baehr", "sebastien-coudry"]
    assert codes(dossier) == []


def quorum_printed(dossier: Dossier) -> list[object]:
    view = vote_view(dossier)
    return [view.comptes_au_quorum.value, view.quorum.value, view.regle_du_quorum.value]


def test_templates_print_the_figure_that_counts(dossier_2024: Loaded) -> None:
    """79 are present, of whom two withdraw; on a second notice no quorum is wanted."""
    dossier = dossier_2024.dossier
    assert quorum_printed(dossier) == [77, 62, "plus de la moitié de 123"]
    assert dossier.seance is not None
    call = SecondCall.model_validate({"premiere": "2024-04-04"})
    again = dossier.seance.model_copy(update={"seconde_convocation": call})
    few = with_present(dossier.model_copy(update={"seance": again}), 12)
    count, *rest = quorum_printed(few)
    assert rest == [0, "sans condition de quorum, sur seconde convocation"]
    assert isinstance(count, int)
    assert count < 12


def test_2020_raises_what_the_act_leaves_open(dossier_2020: Loaded) -> None:
    """Two holders with a substitute and a proxy; three votes nobody explains. No error."""
    assert codes(dossier_2020.dossier) == ["SEA007", "SEA007", "VOT006"]


def test_the_rules_of_2020_that_cannot_run_say_so(dossier_2020: Loaded) -> None:
    blind = {rule.code for rule in sitting.RULES if rule.missing(dossier_2020.dossier)}
    shared = {"SEA041", "SEA042", "SEA044", "SEA045"}  # no other dossier tells this sitting
    assert blind - shared == {"SEA003", "SEA004", "SEA011", "SEA012", "SEA015", "VOT005", "VOT007"}


# --- the law of the day ---------------------------------------------------------------------


def test_2020_is_judged_under_the_ordinary_regime_and_two_weeks_later_under_the_relaxed_one(
    data: Path, patch: Patch
) -> None:
    before = load(data, "2020").dossier
    patch("2020/seance.yaml", f"date: {ORDINARY}", f"date: {RELAXED}")
    after = load(data, "2020").dossier
    regimes = [quorum_found(dossier) for dossier in (before, after)]
    assert [r.requis for r in regimes] == [62, 41]
    assert [r.regle for r in regimes] == ["plus de la moitié de 123", "au moins le tiers de 123"]
    allowed = [dossier.droit("procurations-par-membre") for dossier in (before, after)]
    assert [value.value for value in allowed if value] == [1, 2]
    assert codes(before) == codes(after)


@pytest.mark.parametrize(
    ("day", "present", "found"),
    [
        (ORDINARY, 62, []),
        (ORDINARY, 61, [(61, 62)]),
        (RELAXED, 61, []),
        (RELAXED, 41, []),
        (RELAXED, 40, [(40, 41)]),
        ("2020-03-11", 61, [(61, 62)]),
        ("2020-07-11", 41, []),
        ("2020-07-11", 40, [(40, 41)]),
        ("2020-08-30", 41, []),
        ("2020-08-31", 61, [(61, 62)]),
        ("2020-11-14", 61, [(61, 62)]),
        ("2020-11-15", 61, []),
        ("2021-09-30", 41, []),
        ("2021-10-01", 61, [(61, 62)]),
        ("2021-11-09", 61, [(61, 62)]),
        ("2021-11-10", 41, []),
        ("2022-07-31", 61, []),
        ("2022-08-01", 61, [(61, 62)]),
    ],
)
def test_the_quorum_follows_the_date(
    dossier_2020: Loaded, day: str, present: int, found: list[tuple[int, int]]
) -> None:
    dossier = with_present(on(dossier_2020.dossier, day), present)
    assert figures(SEA001.check(dossier)) == found


@pytest.mark.parametrize(("day", "counted"), [("2020-06-11", True), ("2024-04-11", False)])
def test_it_says_of_proxies_what_the_law_of_the_day_does(
    dossier_2020: Loaded, day: str, counted: bool
) -> None:
    """Even when none is in force: nobody is left to hold one."""
    (fault,) = SEA001.check(with_present(on(dossier_2020.dossier, day), 0))
    assert ("0 membre présent ou représenté" in fault.message) == counted
    assert ("une procuration ne compte pas" in fault.help) != counted


@pytest.mark.parametrize(
    ("day", "givers", "found"),
    [
        (ORDINARY, ("thomas-javaux",), [(2, 1)]),
        (RELAXED, ("thomas-javaux",), []),
        (RELAXED, ("thomas-javaux", "hasni-alem"), [(3, 2)]),
    ],
)
def test_the_number_of_proxies_follows_the_date(
    dossier_2020: Loaded, day: str, givers: tuple[str, ...], found: list[tuple[int, int]]
) -> None:
    """M. Philippe SIMONIN holds one already."""
    dossier = held_by(on(dossier_2020.dossier, day), "philippe-simonin", givers)
    assert figures(SEA002.check(dossier)) == found


def test_what_the_law_of_december_2025_changes_is_to_be_verified(dossier_2024: Loaded) -> None:
    dossier = on(dossier_2024.dossier, "2026-04-16")
    assert codes(dossier) == []
    (fault,) = SEA001.check(with_present(dossier, 40))
    assert "loi n° 2025-1249, art. 32" in fault.message
    assert "à vérifier" in fault.message


def test_members_designated_by_law_leave_the_denominator(dossier_2024: Loaded) -> None:
    report = dossier_2024.dossier.deliberation
    assert report is not None
    by_law = tuple(
        i.model_copy(update={"fondement_deport": "désigné par la loi"}) for i in report.interesses
    )
    changed = report.model_copy(update={"interesses": by_law})
    found = quorum_found(dossier_2024.dossier.model_copy(update={"deliberation": changed}))
    assert (found.membres, found.requis, len(found.presents)) == (120, 61, 77)


# --- sittings made at random ----------------------------------------------------------------


@settings(max_examples=100)
@given(correct_dossiers())
def test_a_correct_sitting_raises_nothing(dossier: Dossier) -> None:
    assert codes(dossier) == []


@settings(max_examples=40)
@given(correct_dossiers(), st.sampled_from(("pour", "contre", "abstention")))
def test_one_vote_more_is_always_noticed(dossier: Dossier, where: str) -> None:
    assert dossier.deliberation is not None
    assert dossier.deliberation.vote is not None
    printed = dossier.deliberation.vote.publie
    changed = with_vote(dossier, **{where: getattr(printed, where) + 1})
    (fault,) = VOT001.check(changed)
    assert fault.figures[1] - fault.figures[0] == 1


@settings(max_examples=40)
@given(correct_dossiers(), st.data())
def test_a_seat_left_out_is_always_noticed(dossier: Dossier, data: st.DataObject) -> None:
    assert dossier.seance is not None
    members = dossier.seance.membres
    dropped = data.draw(st.integers(0, len(members) - 1))
    left = members[:dropped] + members[dropped + 1 :]
    sitting = dossier.seance.model_copy(update={"membres": left})
    found = SEA006.check(dossier.model_copy(update={"seance": sitting}))
    assert figures(found) == [(len(left), len(members))]
