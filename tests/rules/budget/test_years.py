"""A grant given year by year, against the credit of one year; what is due for each year."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from pmtdocs.dossier.load import load
from pmtdocs.dossier.model.deliberation import Credit
from pmtdocs.dossier.views.deadlines import deadlines
from pmtdocs.render.output.documents import build
from pmtdocs.render.page.walk import walk
from pmtdocs.render.page.words import words_of
from pmtdocs.rules.budget.subsidy import BUD010, BUD012
from pmtdocs.rules.engine import run
from tests.conftest import Patch
from tests.support.command import ROOT

NEUTRAL = ROOT / "pmtdocs" / "modeles" / "neutre"


@pytest.fixture
def by_year(small: Path, patch: Patch) -> Path:
    """20 000 over two years, 12 000 the first."""
    patch("bon/dossier.yaml", "exercices: [2024]", "exercices: [2024, 2025]")
    contract = "bon/convention.yaml"
    patch(contract, "montant: 20 000", "montant: {2024: 12 000, 2025: 8 000}")
    patch(contract, "{taux: 60,", "{annee: 2024, taux: 100,")
    patch(contract, "{taux: 40 %,", "{annee: 2025, taux: 100,")
    return small


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        ("BP 2024\n  credit: 12 000", []),
        ("BP 2024\n  credit: 11 999", ["La part de 2024 de la subvention est de 12 000 €"]),
        ("BP 2025\n  credit: 8 000", []),
        ("BP 2025, article 65748\n  credit: 7 000", ["La part de 2025 de la subvention"]),
        ("BP 2024\n  credit: 15 000\n  engage: 4 000", ["il reste 11 000 €"]),
        ("AP 2024\n  credit: 11 999", []),
        ("BP 2024-2025\n  credit: 11 999", []),
        ("Budget principal\n  credit: 11 999", []),
    ],
)
def test_the_credit_of_a_year_pays_its_part(
    by_year: Path, patch: Patch, entry: str, said: list[str]
) -> None:
    patch("bon/deliberation.yaml", "BP 2024\n  credit: 50 000", entry)
    loaded = load(by_year, "bon")
    found = run(loaded.dossier, (BUD010, BUD012), loaded.locate)
    messages = [one.message.replace("\u202f", " ").replace("\xa0", " ") for one in found]
    assert len(messages) == len(said)
    for message, words in zip(messages, said, strict=True):
        assert words in message


def test_a_year_is_one_of_those_of_the_dossier() -> None:
    entry = Credit.model_validate({"budget": "BP 2031, article 2042", "credit": "1"})
    assert (entry.year([2031, 2032]), entry.year([2032])) == (2031, None)


def test_a_report_is_due_for_each_year(by_year: Path) -> None:
    found = [d for d in deadlines(load(by_year, "bon").dossier) if "au plus tard" in d.name]
    assert [(d.name, d.due) for d in found] == [
        (f"Recevoir le compte rendu financier de {year}, au plus tard", dt.date(year + 1, 6, 30))
        for year in (2024, 2025)
    ]


@pytest.mark.parametrize(
    ("entry", "charged"),
    [
        (
            "BP 2024",
            "la dépense de l'exercice 2024 est imputée sur le crédit suivant : BP 2024, et celle "
            "de chaque autre exercice sur le crédit inscrit à son budget ;",
        ),
        ("AP 2024", "la dépense est imputée sur le crédit suivant : AP 2024 ;"),
    ],
)
def test_the_deliberation_says_what_each_year_pays(
    by_year: Path, patch: Patch, entry: str, charged: str
) -> None:
    patch("bon/deliberation.yaml", "budget: BP 2024", f"budget: {entry}")
    dossier = load(by_year, "bon").dossier
    built = build(dossier, NEUTRAL, {"d": ("deliberation",)}, draft=False)["d"]
    said = " | ".join(one.words for one in words_of(walk(built)))
    said = said.replace("\u202f", " ").replace("\xa0", " ").replace("’", "'")
    assert "dont exercice 2024 | 12 000 € | dont exercice 2025 | 8 000 €" in said
    assert charged in said
