"""Who was there and who voted for whom, report by report."""

from __future__ import annotations

import pytest

from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.model.sitting import Presence, Sitting
from pmtdocs.dossier.views.vote import Vote, covers, vote_at, vote_of


def vote(loaded: Loaded) -> Vote:
    found = vote_of(loaded.dossier)
    assert found is not None
    return found


def sitting(loaded: Loaded) -> Sitting:
    assert loaded.dossier.seance is not None
    return loaded.dossier.seance


def test_votes_of_2024(dossier_2024: Loaded) -> None:
    found = vote(dossier_2024)
    assert (len(found.presents), len(found.procurations), found.votants) == (79, 27, 106)
    assert found.poids == {"frederique-baehr": 1, "sebastien-coudry": 2, "benoit-vuillemin": 1}
    report = dossier_2024.dossier.deliberation
    assert report is not None
    assert report.vote is not None
    printed = report.vote.publie
    assert printed.pour == found.votants - sum(found.poids.values()) == 102
    assert printed.interesses == sum(found.poids.values()) == 4
    assert [i.publie for i in report.interesses] == list(found.poids.values())


def test_votes_of_2020(dossier_2020: Loaded) -> None:
    found = vote(dossier_2020)
    assert (len(found.presents), len(found.procurations), found.votants) == (65, 52, 117)
    assert found.poids == {}


@pytest.mark.parametrize(
    ("report", "presents", "proxies"),
    [(1, 76, 28), (5, 77, 29), (6, 77, 29), (10, 77, 29), (11, 78, 28), (12, 79, 27), (29, 78, 28)],
)
def test_arrivals_and_departures_of_2024(
    dossier_2024: Loaded, report: int, presents: int, proxies: int
) -> None:
    found = vote_at(sitting(dossier_2024), report)
    assert (len(found.presents), len(found.procurations)) == (presents, proxies)


def test_presence_follows_the_order_of_passage(dossier_2020: Loaded) -> None:
    one = sitting(dossier_2020)
    assert one.ordre[:4] == (1, 2, 38, 3)
    seat = {"membre": "anne-vignot", "mode": "salle"}
    late = Presence.model_validate({**seat, "a_compter_de": "3"})
    assert [covers(late, one, report) for report in (2, 38, 3, 37)] == [False, False, True, True]
    early = Presence.model_validate({**seat, "jusqu_a": "38"})
    assert [covers(early, one, report) for report in (2, 38, 3, 37)] == [True, True, False, False]


def test_video_members_count_where_they_vote_themselves(dossier_2020: Loaded) -> None:
    found = vote_at(sitting(dossier_2020).model_copy(update={"visio_vote": True}), 31)
    assert len(found.presents) == 105
    givers = {proxy.de for proxy in found.procurations}
    assert givers.isdisjoint(seat.person for seat in found.presents)


def test_no_vote_without_a_sitting(dossier_2024: Loaded) -> None:
    assert vote_of(dossier_2024.dossier.model_copy(update={"seance": None})) is None


def test_nobody_votes_twice(dossier_2024: Loaded, dossier_2020: Loaded) -> None:
    for loaded in (dossier_2024, dossier_2020):
        for report in sitting(loaded).ordre:
            found = vote_at(sitting(loaded), report)
            voters = [m.person for m in found.presents] + [p.de for p in found.procurations]
            assert len(voters) == len(set(voters)) == found.votants <= 123
            assert {p.a for p in found.procurations} <= {m.person for m in found.presents}


def test_an_interested_member_who_is_away_weighs_nothing(dossier_2024: Loaded) -> None:
    found = vote_at(sitting(dossier_2024), 13, ("thomas-javaux", "andre-terzo", "lorine-gaglilolo"))
    assert found.poids == {"thomas-javaux": 0, "andre-terzo": 1, "lorine-gaglilolo": 2}
