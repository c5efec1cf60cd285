"""BUD017: what one section of a budget hands to the other."""

from __future__ import annotations

import re
from decimal import Decimal

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.budget import Side, add, comparable
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import euros, plain
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule
from pmtdocs.rules.budget.subsidy import in_year

#: « Virement à la section d'investissement » (chapter 023), « de la section d'exploitation » (021).
_HANDED = re.compile(r"\bvirements? (?:a|vers|de) la section\b")


@cites("Instruction budgétaire et comptable M57 : chapitres 021 et 023, de même montant")
@needs("budget")
@rule("virement-entre-sections-inegal", Severity.ERROR)
def BUD017(dossier: Dossier) -> Faults:
    """Ce que la section de fonctionnement vire à la section d'investissement est ce que celle-ci
    en reçoit.

    Pourquoi : Le virement est une dépense d'une section et une recette de l'autre : l'argent ne
    change pas en chemin.
    Faux : Virement de 12 000 en dépenses de fonctionnement, 10 000 en recettes d'investissement.
    Juste : Virement de 12 000 des deux côtés.
    """
    budget = given(dossier.budget)
    if len(budget.sections) < 2:
        return
    out, into = (
        _handed(dossier, key, side, section)
        for key, side, section in (
            ("depenses", budget.depenses, "fonctionnement"),
            ("recettes", budget.recettes, "investissement"),
        )
    )
    if not (out and into):
        return  # what pays the other side may be called « autofinancement »
    spent, received = comparable(*(add(amounts.values()) for amounts in (out, into)))
    for year in sorted({*spent, *received}):
        one, other = (total.get(year, Decimal(0)) for total in (spent, received))
        if one != other:
            yield Fault(
                next(iter(out)),
                f"La section de fonctionnement vire{in_year(year)} {euros(one)} à la section "
                f"d'investissement, qui en reçoit {euros(other)} : écart de "
                f"{euros(abs(one - other))}.",
                tuple(into),
                "Mettez le même montant des deux côtés.",
                (one, other),
            )


def _handed(dossier: Dossier, key: str, side: Side, section: str) -> dict[Path, dict[int, Decimal]]:
    """The lines of a section that name the virement, with their amounts."""
    return {
        ("budget", key, "groupes", g, "lignes", i, "montant"): line.montant
        for g, group in enumerate(side.groupes)
        for i, line in enumerate(group.lignes)
        if group.section == section and _HANDED.search(plain(line.name(dossier.commun)))
    }
