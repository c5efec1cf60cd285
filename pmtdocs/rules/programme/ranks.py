"""PRG003: « livrables de l'objectif 2 de l'axe 1 », under objective 2 of axis 1."""

from __future__ import annotations

import re
from decimal import Decimal

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.programme import Element
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import plain
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule


@cites("Déduit des documents : un titre dit le rang de ce qu'il annonce")
@needs("programme")
@rule("rang-discordant", Severity.WARNING)
def PRG003(dossier: Dossier) -> Faults:
    """L'intitulé des livrables qui cite un axe ou un objectif par son numéro cite le sien.

    Pourquoi : Un objectif ajouté décale les numéros tapés à la main : les livrables
    se rattachent alors à un autre objectif.
    Faux : Sous l'objectif 2 : « Livrables à fournir sur l'objectif 3 ».
    Juste : Sous l'objectif 2 : « Livrables à fournir sur l'objectif 2 ».
    """
    programme = given(dossier.programme)
    levels = [plain(level.nom).replace("-", " ") for level in programme.niveaux]
    for i, element in enumerate(programme.elements):
        yield from _within(("programme", "elements", i), element, levels, (i + 1,))


def _within(path: Path, element: Element, levels: list[str], numbers: tuple[int, ...]) -> Faults:
    if element.livrables:
        where = (*path, "livrables", "intitule")
        for level, number in zip(levels, numbers, strict=False):
            yield from _rank(where, element.livrables.intitule, level, number, path)
    for i, child in enumerate(element.enfants):
        yield from _within((*path, "enfants", i), child, levels, (*numbers, i + 1))


def _rank(path: Path, text: str, level: str, number: int, place: Path) -> Faults:
    """One number after the name of the level; a list of numbers names several of them."""
    pattern = rf"\b{re.escape(level)}s? (?:n° ?)?(\d+)(?! ?(?:,|et|a|-|ou) ?\d)"
    said = [int(n) for n in re.findall(pattern, plain(text))]
    if len(said) == 1 and said[0] != number:
        yield Fault(
            path,
            f"« {text} » dit {level} {said[0]}, ces livrables sont sous le n° {number}.",
            ((*place, "titre"),),
            "Corrigez le numéro, ou déplacez ces livrables.",
            (Decimal(number), Decimal(said[0])),
        )
