"""An aid in kind, with or without money, in the neutral modèle."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtdocs.dossier.load import load
from pmtdocs.render.output.documents import build, chosen
from pmtdocs.render.page.walk import walk
from pmtdocs.render.page.words import words_of
from tests.conftest import Patch
from tests.support.command import ROOT

NEUTRAL = ROOT / "pmtdocs" / "modeles" / "neutre"
PARTS = ("deliberation", "convention", "lettre-notification")
LENT = "en_nature: {objet: 'la salle Exemple, chaque mardi', valeur: '3 600,50'}\n"
MONEY = """subvention:
  montant: 20 000
  versements:
    - {taux: 60, montant: 12 000, evenement: à la signature}
    - {taux: 40 %, montant: 8 000, evenement: à la remise du bilan}
  affectee: oui
"""
WORTH = "3 600,50 € (trois mille six cents euros et cinquante centimes)"


def said(data: Path, name: str, documents: dict[str, tuple[str, ...]]) -> dict[str, str]:
    built = build(load(data, name).dossier, NEUTRAL, documents, draft=False)
    words = {n: " | ".join(one.words for one in words_of(walk(d))) for n, d in built.items()}
    spaces = str.maketrans({"\u202f": " ", "\xa0": " ", "’": "'"})
    return {name: text.translate(spaces) for name, text in words.items()}


@pytest.fixture
def lent(small: Path, patch: Patch) -> Path:
    patch("bon/convention.yaml", "duree:", f"{LENT}duree:")
    return small


def alone(patch: Patch) -> None:
    """Nothing is paid: no credit is wanted."""
    patch("bon/convention.yaml", MONEY, "")
    entry = "inscription:\n  budget: BP 2024\n  credit: 50 000\n  publie: {operation: 20 000}\n"
    patch("bon/deliberation.yaml", entry, "")


def test_a_room_lent_and_nothing_paid(lent: Path, patch: Patch) -> None:
    alone(patch)
    act, contract, letter = said(lent, "bon", {part: (part,) for part in PARTS}).values()
    gives = f"l'aide en nature suivante : la salle Exemple, chaque mardi, d'une valeur de {WORTH} ;"
    assert f"accorde au Pôle des Microtechniques, à titre gratuit, {gives}" in act
    assert f"Elle est évaluée à {WORTH} et ne donne lieu à aucun versement." in contract
    assert (
        f"accorde une aide en nature, d'une valeur de {WORTH}, au Pôle des Microtechniques"
        in letter
    )
    for words in (act, contract, letter):
        for paid in ("attribue", "crédit", "versée", "aucune subvention", "Comptable", "imputée"):
            assert paid not in words


def test_a_room_lent_beside_a_grant(lent: Path) -> None:
    act, contract, letter = said(lent, "bon", {part: (part,) for part in PARTS}).values()
    assert "attribue une subvention de 20 000 €" in act
    assert f"d'une valeur de {WORTH} ;" in act
    assert "Le financeur attribue au bénéficiaire une subvention de 20 000 €" in contract
    assert f"Elle est évaluée à {WORTH}" in contract
    assert "Le bénéficiaire emploie l'aide au seul objet" in contract
    assert (
        "20 000 € (vingt mille euros), et une aide en nature d'une valeur de 3 600,50 €" in letter
    )


def test_a_grant_alone_says_nothing_in_kind(small: Path) -> None:
    for words in said(small, "bon", {part: (part,) for part in PARTS}).values():
        assert "en nature" not in words


def test_a_line_in_kind_has_a_convention_that_says_so(small: Path) -> None:
    table, patched = small / "plusieurs" / "attributions.yaml", "nature: en nature"
    signed = f"{patched}, convention: oui, representant: hugo-morel, fonction: Président"
    table.write_text(table.read_text("utf-8").replace(patched, signed), "utf-8")
    sheet = small / "plusieurs" / "dossier.yaml"
    made = "documents:\n  c-{beneficiaire}: {parties: [convention], pour: conventions}\n"
    sheet.write_text(sheet.read_text("utf-8") + made, "utf-8")
    dossier = load(small, "plusieurs").dossier
    assert dossier.attributions is not None
    words = said(small, "plusieurs", chosen(dossier, ()))
    assert sum("l'aide en nature suivante : " in text for text in words.values()) == 1
