"""The reasoning behind a vote, as a clerk reads it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from pmtdocs.commands.report.vote import render
from pmtdocs.dossier.load import Loaded, load
from pmtdocs.finding import ExitCode, PmtdocsError
from pmtdocs.language.columns import WIDTH

GOLDEN = Path(__file__).parent / "vote-2024-13.txt"
Patch = Callable[[str, str, str], None]


def folded(text: str) -> str:
    return " ".join(text.split())


def small_vote(small: Path, report: int | None = 2) -> str:
    return folded(render(load(small, "bon").dossier, report))


def test_report_13_of_2024(dossier_2024: Loaded) -> None:
    head, section = render(dossier_2024.dossier, 13).split("\n\n", 1)
    assert head.startswith("Séance du jeudi 11\u00a0avril\u00a02024 : 123 membres en exercice")
    assert f"{section}\n" == GOLDEN.read_text(encoding="utf-8")


def test_every_report_of_2024_then_its_own(dossier_2024: Loaded) -> None:
    text = render(dossier_2024.dossier, None)
    assert text.endswith(GOLDEN.read_text(encoding="utf-8").rstrip("\n"))
    rows = re.findall(r"^ *n° (\d+) +(\d+) +(\d+) +(\d+) +(\d+) / (\d+) atteint$", text, re.M)
    counts = {int(row[0]): tuple(int(n) for n in row[1:]) for row in rows}
    assert list(counts) == list(range(1, 34))
    assert counts[1] == (76, 28, 104, 76, 62)
    assert counts[13] == (79, 27, 106, 77, 62)
    assert counts[14] == (79, 27, 106, 79, 62)
    assert counts[29] == (78, 28, 106, 78, 62)
    before, after = text.split("  n° 12  ", 1)
    assert "Arrive : M. Jean-Marc JOUFFROY" in before[-200:]
    assert "Part : M. Anthony POULIN" in after


def test_the_order_of_passage_is_followed(dossier_2020: Loaded) -> None:
    numbers = re.findall(r"^ *n° (\d+) ", render(dossier_2020.dossier, None), re.M)
    assert numbers[:4] == ["1", "2", "38", "3"]
    assert len(numbers) == 38


def test_video_members_and_unnamed_votes_of_2020(dossier_2020: Loaded) -> None:
    text = folded(render(dossier_2020.dossier, 31))
    assert "En visioconférence, sans voter : 40" in text
    assert "Voix qui peuvent s'exprimer : 65 + 52 = 117" in text
    assert "ne prenant pas part 3 total 117 117" in text


def test_a_report_whose_interests_are_unknown_says_so(dossier_2024: Loaded) -> None:
    text = folded(render(dossier_2024.dossier, 3))
    assert "Voix qui peuvent s'exprimer : 76 + 28 = 104" in text
    assert "M. Abdel GHEZALI à M. Yannick POUJET : le porteur n'est pas dans la salle" in text
    assert "M. Yannick POUJET (à compter de la question n° 5) : pas encore là" in text
    assert "ne sont connus que pour le rapport du dossier" in text
    assert "Vote imprimé" not in text


def test_a_quorum_that_is_missed(small: Path, patch: Patch) -> None:
    patch("bon/deliberation.yaml", "interesses:\n", "sortis: [eva-simon]\ninteresses:\n")
    text = small_vote(small)
    assert "Quorum : 5 (plus de la moitié de 9) ; 4 comptent : NON ATTEINT" in text
    assert "(jusqu'à la question n° 3 incluse) : hors de la salle pour ce rapport" in text
    assert "Vote imprimé par l'acte : écart de 1" in text
    assert "n° 2 5 2 7 4 / 5 NON ATTEINT" in small_vote(small, None)


def test_what_is_printed_beside_what_is_computed(small: Path, patch: Patch) -> None:
    patch("bon/deliberation.yaml", "publie: 2}", "publie: 1}")
    assert "M. Hugo MOREL 2 1 sa voix + la procuration de Mme Léa FOURNIER" in small_vote(small)


def test_a_report_that_the_sitting_did_not_see(dossier_2024: Loaded) -> None:
    with pytest.raises(PmtdocsError, match="n° 34 n'est pas dans l'ordre de passage") as caught:
        render(dossier_2024.dossier, 34)
    assert caught.value.exit_code == ExitCode.USAGE


@pytest.mark.parametrize("file", ["seance.yaml", "deliberation.yaml"])
def test_what_a_dossier_does_not_carry(small: Path, file: str) -> None:
    (small / "bon" / file).unlink()
    text = small_vote(small, None)
    assert ("pas de séance" in text) == (file == "seance.yaml")
    assert "Conseillers intéressés (" not in text


def test_before_the_vote_there_is_no_ballot(small: Path, patch: Patch) -> None:
    path = small / "bon" / "deliberation.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(re.sub(r"vote:\n(  .*\n)+", "", text), encoding="utf-8")
    shown = small_vote(small)
    assert "Vote imprimé" not in shown
    assert "M. Hugo MOREL 2 2" in shown


def test_lines_stay_within_the_page(dossier_2024: Loaded, dossier_2020: Loaded) -> None:
    for loaded in (dossier_2024, dossier_2020):
        lines = render(loaded.dossier, None).split("\n")
        assert max(len(line) for line in lines) <= WIDTH
