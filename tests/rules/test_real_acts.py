"""The adopted acts under the rules of dates, convention, deliberation and publication."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pmtdocs.dossier.load import Loaded, load
from pmtdocs.finding import Finding
from pmtdocs.rules import RULES, engine

#: The other families have tests of their own.
HERE = [
    rule
    for rule in RULES
    if rule.code[:3] in ("ACT", "CNV", "DAT", "DEL", "OPN")
    or rule.code in ("BUD007", "BUD008", "BUD009", "BUD010", "BUD011", "BUD012")
]


def found(loaded: Loaded) -> list[Finding]:
    bare = loaded.dossier.dossier.model_copy(update={"reserves": ()})
    dossier = loaded.dossier.model_copy(update={"dossier": bare})
    return engine.run(dossier, HERE, loaded.locate)


def test_three_originals_for_two_parties_and_nothing_else_in_2024(dossier_2024: Loaded) -> None:
    (finding,) = found(dossier_2024)
    assert finding.code == "CNV009"
    assert "3 originaux pour 2 parties" in finding.message
    assert [place.label for place in finding.related] == [
        "Convention, partie « Mme Anne VIGNOT »",
        "Convention, partie « M. Laurent DESCHAMPS »",
    ]


def test_nothing_in_2020(dossier_2020: Loaded) -> None:
    assert found(dossier_2020) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "code"),
    [
        ("seance.yaml", "jour: jeudi", "jour: vendredi", "DAT001"),
        ("seance.yaml", "publication: 2024-04-24", "publication: 2024-04-01", "DAT001"),
        ("deliberation.yaml", "date: 2024-03-13", "date: 2024-04-13", "DAT001"),
        ("deliberation.yaml", "date: 2024-03-13", "date: 2024-03-31", "DAT003"),
        ("deliberation.yaml", "delai_mois: 2", "delai_mois: 1", "DEL003"),
        ("deliberation.yaml", "personne: francoise-presse", "personne: nicolas-bodin", "DEL004"),
        ("deliberation.yaml", "credit: 214 400", "credit: 21 440", "BUD012"),
        ("convention.yaml", "  fin: 2025-04-30", "  fin: 2025-07-30", "CNV004"),
        ("convention.yaml", "  fin: 2025-04-30", "  fin: 2023-04-30", "CNV011"),
        ("expose.yaml", "{annee: 2023, montant", "{annee: 2024, montant", "DAT002"),
        ("bilan.yaml", "annee: 2023", "annee: 2022", "DAT002"),
        ("bilan.yaml", "annee: 2023", "annee: 2024", "DAT002"),
        ("dossier.yaml", "exercices: [2024]", "exercices: [2025]", "DAT002"),
    ],
)
def test_what_changes_one_fact_is_noticed(
    data: Path, patch: Callable[[str, str, str], None], file: str, old: str, new: str, code: str
) -> None:
    patch(f"2024/{file}", old, new)
    assert code in {finding.code for finding in found(load(data, "2024"))}
