"""A budget in two sections, in the neutral modèle."""

from __future__ import annotations

import pytest

from pmtdocs.dossier.load import Loaded
from pmtdocs.render.output.documents import build
from pmtdocs.render.page.walk import walk
from pmtdocs.render.page.words import words_of
from tests.support import sections
from tests.support.command import ROOT

NEUTRAL = ROOT / "pmtdocs" / "modeles" / "neutre"


@pytest.mark.parametrize("part", ["annexe-2", "annexe-2-par-annee"])
def test_each_section_is_printed_with_its_balance(part: str, dossier_2024: Loaded) -> None:
    dossier = dossier_2024.dossier.model_copy(update={"budget": sections.budget()})
    built = build(dossier, NEUTRAL, {part: (part,)}, draft=False)[part]
    said = " | ".join(one.words for one in words_of(walk(built)))
    said = said.replace("\u202f", " ").replace("\xa0", " ").replace("’", "'")
    for expected in (
        "Dépenses, section de fonctionnement",
        "Total de la section de fonctionnement",
        "Recettes, section d'investissement",
        "19 999,50",
        "Section d'investissement | 20 000 | 20 000 | 0",
        "Total des sections | 90 000 | 90 000 | 0",
    ):
        assert expected in said
