"""The dates that a grant has to keep: when they fall, and what they wait for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pmtdocs.dossier.load import Loaded, load
from pmtdocs.dossier.views.deadlines import Deadline, deadlines
from tests.conftest import Patch


def named(data: Path, name: str, words: str) -> list[Deadline]:
    return [d for d in deadlines(load(data, name).dossier) if words in d.name]


def test_five_clear_days_before_the_sitting_of_2024(dossier_2024: Loaded) -> None:
    first = deadlines(dossier_2024.dossier)[0]
    asked, sent = dt.date(2024, 4, 5), dt.date(2024, 4, 4)
    assert (first.name, first.due, first.done) == ("Envoyer la convocation", asked, sent)
    assert "L. 2121-12" in first.basis


def test_they_come_in_order_and_the_unknown_last(dossier_2024: Loaded) -> None:
    days = [d.due for d in deadlines(dossier_2024.dossier)]
    known = [day for day in days if day]
    assert known == sorted(known)
    assert days[: len(known)] == known
    assert None in days


def test_what_waits_for_an_event_says_which(data: Path) -> None:
    (found,) = named(data, "2024", "données")
    assert (found.due, found.since) == (None, "la signature de la convention")


@pytest.mark.parametrize(
    ("signed", "due"), [("2024-04-30", dt.date(2024, 7, 30)), ("2024-11-30", dt.date(2025, 2, 28))]
)
def test_three_months_from_the_signature(
    data: Path, patch: Patch, signed: str, due: dt.date
) -> None:
    patch("2024/convention.yaml", "  date: à compléter", f"  date: {signed}")
    (found,) = named(data, "2024", "données")
    assert found.due == due


def test_below_the_threshold_nothing_has_to_be_published(small: Path) -> None:
    assert not named(small, "bon", "données")


def test_sixty_days_from_the_notification_unless_an_event_is_set(small: Path, patch: Patch) -> None:
    assert [d.name for d in named(small, "bon", "Payer")] == [
        "Payer le versement n°\u00a01, à la signature",
        "Payer le versement n°\u00a02, à la remise du bilan",
    ]
    patch("bon/convention.yaml", ", evenement: à la signature", "")
    patch("bon/convention.yaml", "tribunal:", "notification: 2024-05-02\ntribunal:")
    first = named(small, "bon", "n°\u00a01")[0]
    assert (first.due, first.basis) == (dt.date(2024, 7, 1), "Loi n° 2021-875")


def test_the_report_is_due_six_months_after_the_last_year(dossier_2020: Loaded) -> None:
    found = deadlines(dossier_2020.dossier)
    (report,) = [d for d in found if "au plus tard" in d.name]
    assert report.due == dt.date(2021, 6, 30)


def test_a_grant_of_before_the_law_has_no_delay_of_it(dossier_2020: Loaded) -> None:
    assert not [d for d in deadlines(dossier_2020.dossier) if "2021-875" in d.basis]


@pytest.mark.parametrize(
    ("published", "due", "said"),
    [
        ("2024-04-24", dt.date(2024, 6, 25), ""),  # neither the first day counts nor the last
        ("2024-04-29", dt.date(2024, 7, 1), "prorogé du dimanche 30/06/2024"),
        ("2024-05-28", dt.date(2024, 7, 29), ""),
        ("2024-06-14", dt.date(2024, 8, 16), "prorogé du jeudi 15/08/2024"),
        ("2024-02-29", dt.date(2024, 4, 30), ""),
        ("2023-12-31", dt.date(2024, 3, 1), ""),  # February has no 31
        ("2024-10-31", dt.date(2025, 1, 2), "prorogé du mercredi 01/01/2025"),
    ],
)
def test_an_appeal_has_two_clear_months_and_ends_on_a_working_day(
    data: Path, patch: Patch, published: str, due: dt.date, said: str
) -> None:
    patch("2024/seance.yaml", "publication: 2024-04-24", f"publication: {published}")
    (found,) = named(data, "2024", "recours")
    assert found.due == due
    assert found.basis.removeprefix("CJA, art. R. 421-1") == (f" ; {said}" if said else "")


def test_a_day_of_the_convention_is_not_put_off(data: Path, patch: Patch) -> None:
    patch("2024/convention.yaml", "fin: 2025-04-30", "fin: 2025-06-29")
    (found,) = named(data, "2024", "Fin de la convention")
    assert (found.due, found.basis) == (dt.date(2025, 6, 29), "Convention ; dimanche")


@pytest.mark.parametrize(
    ("funder", "sitting", "due"),
    [
        ("type: commune, population: 800", "", dt.date(2024, 4, 7)),
        ("type: commune, population: 4000", "", dt.date(2024, 4, 5)),
        ("type: commune, population: 800", "urgence: oui\n", dt.date(2024, 4, 9)),
        ("type: commune", "seconde_convocation: {premiere: 2024-04-04}\n", dt.date(2024, 4, 7)),
        ("type: région", "", None),
    ],
)
def test_the_convocation_is_due_by_the_law_of_its_authority(
    small: Path, patch: Patch, funder: str, sitting: str, due: dt.date | None
) -> None:
    named_so = "nom: Grand Besançon Métropole, nature: collectivité"
    patch("_commun/organisations.yaml", named_so, f"{named_so}, {funder}")
    patch("bon/seance.yaml", "instance:", f"{sitting}instance:")
    assert [d.due for d in named(small, "bon", "convocation")] == ([due] if due else [])


def test_the_reports_of_a_departement_are_sent_twelve_days_before(
    small: Path, patch: Patch
) -> None:
    named_so = "nom: Grand Besançon Métropole, nature: collectivité"
    patch("_commun/organisations.yaml", named_so, f"{named_so}, type: département")
    (found,) = named(small, "bon", "rapports")
    assert found.due == dt.date(2024, 3, 30)
    patch("bon/seance.yaml", "Conseil de Communauté", "Commission permanente")
    assert not named(small, "bon", "Envoyer")


def test_an_act_can_be_challenged_from_its_notification(small: Path) -> None:
    """8 July and two clear months: 9 September 2024, a Monday."""
    (appeal,) = [d for d in deadlines(load(small, "decision").dossier) if "recours" in d.name]
    assert (appeal.name, appeal.due) == (
        "Fin du délai de recours contre l'acte",
        dt.date(2024, 9, 9),
    )
    assert appeal.path == ("acte", "notification")
