"""A partial tree over a whole one: what changes, what stays, and where each value was written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pmtdocs.dossier.overlay import Merged, merge
from pmtdocs.dossier.source import Source
from pmtdocs.dossier.yaml_source import read_source

BASE = """\
nom: Budget
lignes:
  - {libelle: Salaires, montant: 10}
  - {libelle: Frais de port, montant: 20}
  - {libelle: Frais de bouche, montant: 30, compte: 62}
publie: {total: 60}
annees: [2024, 2025]
"""
#: The same line, taken away and changed.
TWICE = """\
  - {libelle: Salaires, suppression: oui}
  - {libelle: Salaires, montant: 2}
"""


def source(folder: Path, name: str, text: str) -> Source:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return read_source(file, name, (name,))


def lay(folder: Path, changes: str) -> tuple[Merged, Source]:
    base, stated = source(folder, "base", BASE), source(folder, "avenant", changes)
    assert not base.findings + stated.findings
    return merge(base, ("base",), stated, ("avenant",)), stated


def differences(merged: Merged) -> list[tuple[Any, ...]]:
    return [(".".join(map(str, d.path[1:])), d.before, d.after) for d in merged.differences]


def test_a_value_changes_and_the_rest_keeps_its_place(tmp_path: Path) -> None:
    merged, _ = lay(tmp_path, "lignes:\n  - {libelle: Salaires, montant: 15}\n")
    assert differences(merged) == [("lignes.0.montant", "10", "15")]
    places = merged.source.values
    assert places["base", "lignes", 0, "montant"][:2] == ("avenant", 2)
    assert places["base", "lignes", 1, "montant"][:2] == ("base", 4)
    assert places["base", "nom"][:2] == ("base", 1)


def test_a_printed_total_falls_with_its_lines_alone(tmp_path: Path) -> None:
    changed, _ = lay(tmp_path, "lignes:\n  - {libelle: Salaires, montant: 15}\n")
    assert isinstance(changed.source.tree, dict)
    assert "publie" not in changed.source.tree
    same, _ = lay(tmp_path, "lignes:\n  - {libelle: Salaires, montant: 10}\n")
    assert isinstance(same.source.tree, dict)
    assert same.source.tree["publie"] == {"total": "60"}
    stated, _ = lay(tmp_path, "nom: Autre\npublie: {total: 65}\n")
    assert isinstance(stated.source.tree, dict)
    assert stated.source.tree["publie"] == {"total": "65"}


def test_items_are_added_where_asked_taken_away_and_renamed(tmp_path: Path) -> None:
    changes = """\
lignes:
  - {libelle: Études, montant: 5, ajout: oui, apres: Salaires}
  - {libelle: Frais de port, suppression: oui}
  - libelle: {ancien: Frais de bouche, nouveau: Réceptions}
"""
    merged, _ = lay(tmp_path, changes)
    assert isinstance(merged.source.tree, dict)
    assert merged.source.tree["lignes"] == [
        {"libelle": "Salaires", "montant": "10"},
        {"libelle": "Études", "montant": "5"},
        {"libelle": "Réceptions", "montant": "30", "compte": "62"},
    ]
    assert differences(merged) == [
        ("lignes.1.libelle", None, "Études"),
        ("lignes.1.montant", None, "5"),
        ("lignes.2.libelle", "Frais de bouche", "Réceptions"),
        ("lignes.1.libelle", "Frais de port", None),
        ("lignes.1.montant", "20", None),
    ]


def test_what_is_added_may_say_so_wherever_it_is_new(tmp_path: Path) -> None:
    merged, _ = lay(
        tmp_path, "primes:\n  - {libelle: A, ajout: oui, sous: [{nom: B, ajout: oui}]}\n"
    )
    assert isinstance(merged.source.tree, dict)
    assert merged.source.tree["primes"] == [{"libelle": "A", "sous": [{"nom": "B"}]}]


def test_a_key_is_taken_away_and_a_list_without_names_stated_whole(tmp_path: Path) -> None:
    changes = "lignes:\n  - {libelle: Frais de b…, compte: {suppression: oui}}\nannees: [2024]\n"
    merged, _ = lay(tmp_path, changes)
    assert isinstance(merged.source.tree, dict)
    assert merged.source.tree["annees"] == ["2024"]
    assert differences(merged) == [("annees.1", "2025", None), ("lignes.2.compte", "62", None)]


def test_what_was_there_is_told_apart_from_what_changes(tmp_path: Path) -> None:
    merged, _ = lay(tmp_path, "nom: {ancien: Budjet, nouveau: Plan}\n")
    assert differences(merged) == [("nom", "Budget", "Plan")]
    assert [(s.at, s.old) for s in merged.said] == [(("avenant", "nom", "ancien"), ("base", "nom"))]
    assert isinstance(merged.asserted, dict)
    assert merged.asserted["nom"] == "Budjet"


@pytest.mark.parametrize(
    ("changes", "code", "line", "words"),
    [
        ("lignes:\n  - {libelle: Salaire, montant: 1}\n", "AVN101", 2, "« Salaires »"),
        ("lignes:\n  - {libelle: Frais de…, montant: 1}\n", "AVN102", 2, "2 éléments"),
        ("lignes:\n  - {libelle: A, ajout: oui, apres: B}\n", "AVN101", 2, "« B »"),
        ("nom: {ancien: Budget}\n", "AVN103", 1, "vont par deux"),
        ("taxe: {ancien: HT, nouveau: TTC}\n", "AVN103", 1, "ne donne pas"),
        ("publie: {ancien: 60, nouveau: 65}\n", "AVN103", 1, "un groupe"),
        (f"lignes:\n{TWICE}", "AVN102", 3, "deux fois"),
    ],
)
def test_what_cannot_be_laid_is_said_at_its_line(
    tmp_path: Path, changes: str, code: str, line: int, words: str
) -> None:
    _, stated = lay(tmp_path, changes)
    found = [(f.code, f.primary.span.line) for f in stated.findings if f.primary.span]
    assert found == [(code, line)]
    assert words in stated.findings[0].message
