"""What the papers of a sitting list, as templates see it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pmtdocs.dossier.load import load
from pmtdocs.dossier.model import BLANK
from pmtdocs.dossier.views.affairs import affairs_view
from pmtdocs.dossier.views.context import context
from pmtdocs.dossier.views.tree import Leaf, Node
from tests.support.shared_sittings import another, change, papers, share


def listed(small: Path, name: str = "papiers") -> list[tuple[Any, ...]]:
    rows = affairs_view(load(small, name).dossier)
    return [(r.rapport.value, r.intitule.value, r.resultat.value) for r in rows]


def test_affairs_and_points_in_the_order_of_passage(small: Path) -> None:
    points = "points:\n  - {rapport: 4, intitule: Questions, resultat: pris acte}\nmembres:\n"
    file = share(small)
    change(file, "ordre: 1-4", "ordre: 4, 1-3")
    change(file, "membres:\n", points)
    another(small, "autre", 1)
    papers(small)
    assert listed(small) == [
        (4, "Questions", "pris acte"),
        (1, "Soutien au programme autre", "adoptée à l'unanimité"),
        (2, "Soutien au programme 2024", "adoptée à l'unanimité"),
    ]
    assert listed(small, "bon") == listed(small)


def test_without_an_order_numbers_rank(small: Path) -> None:
    change(share(small), "ordre: 1-4\n", "")
    for name, report in (("a", 12), ("b", 3)):
        another(small, name, report)
    papers(small)
    assert [row[0] for row in listed(small)] == [2, 3, 12]


def test_an_act_of_several_dossiers_is_one_affair(small: Path) -> None:
    share(small)
    change(another(small, "autre", 2) / "deliberation.yaml", "programme autre", "programme 2024")
    papers(small)
    assert [row[0] for row in listed(small)] == [2]


def test_what_was_decided(small: Path) -> None:
    change(share(small), "ordre: 1-4\n", "")
    for name, report in (("contre", 5), ("rejet", 6), ("projet", 7)):
        another(small, name, report)
    mention = "  unanimite: à l'unanimité\n"
    change(small / "contre" / "deliberation.yaml", "pour: 6, contre: 0", "pour: 5, contre: 1")
    change(small / "contre" / "deliberation.yaml", mention, "")
    change(small / "rejet" / "deliberation.yaml", mention, "  adopte: non\n")
    change(small / "projet" / "dossier.yaml", "etat: voté", "etat: projet")
    papers(small)
    assert [row[2] for row in listed(small)] == [
        "adoptée à l'unanimité",
        "adoptée à la majorité des suffrages exprimés",
        "rejetée",
        BLANK,
    ]


def test_a_title_names_the_facts_of_its_own_dossier(small: Path) -> None:
    share(small)
    change(small / "bon" / "deliberation.yaml", "programme 2024", "programme {programme.nom}")
    named = load(small, "bon").dossier.programme
    assert named is not None
    papers(small)
    assert listed(small)[0][1] == f"Soutien au programme {named.nom}"


def test_a_value_stands_in_the_file_of_its_dossier(small: Path) -> None:
    share(small)
    loaded = load(small, papers(small))
    (affair,) = affairs_view(loaded.dossier)
    for field, line in (("intitule", 3), ("pour", 13)):
        span = loaded.locate(getattr(affair, field).path).span
        assert span is not None
        assert (span.file, span.line) == ("data/bon/deliberation.yaml", line)


def test_no_affair_without_a_sitting(small: Path) -> None:
    assert listed(small, "pluriannuel") == []


def test_a_count_that_no_hour_places_is_a_hole(small: Path) -> None:
    change(share(small), "a_compter_de: 2}", "arrivee: 18h20}")
    papers(small)
    (row,) = affairs_view(load(small, "papiers").dossier)
    assert (row.presents.value, row.pour.value) == (BLANK, 6)


def test_a_sitting_whose_members_are_not_counted_yet_has_a_quorum_to_fill_in(small: Path) -> None:
    change(share(small), "membres_en_exercice: 9", "membres_en_exercice: à compléter")
    found = context(load(small, papers(small)).dossier)["seance"]
    assert isinstance(found, Node)
    assert found["quorum"] == Leaf(BLANK)
