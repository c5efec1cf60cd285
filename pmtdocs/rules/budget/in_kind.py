"""BUD018: what the funder gives in kind is worth the same in the convention and in the budget."""

from __future__ import annotations

from decimal import Decimal

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.budget import add, comparable
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import euros
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule
from pmtdocs.rules.budget.subsidy import in_year

_VALUE: Path = ("convention", "en_nature", "valeur")


@cites("Loi n° 2000-321, art. 9-1 (l'acte valorise l'aide en nature) ; déduit des documents")
@needs("convention.en_nature", "budget", "dossier.financeur")
@rule("aide-en-nature-discordante", Severity.ERROR)
def BUD018(dossier: Dossier) -> Faults:
    """L'aide en nature a la même valeur dans la convention et dans la recette en nature que le
    budget attend du financeur, s'il en attend une.

    Pourquoi : Deux valeurs dans un même acte : ni le seuil ni le taux d'aide ne se calculent.
    Faux : Local évalué à 3 600 € par la convention, à 3 000 € par le budget.
    Juste : Local évalué à 3 600 € des deux côtés.
    """
    lines = {
        ("budget", "recettes", *path, "montant"): line.montant
        for path, line in given(dossier.budget).recettes.lines()
        if line.en_nature and line.financeur == dossier.dossier.financeur
    }
    if not lines:
        return
    valued = given(given(dossier.convention).en_nature).valeur.by_year
    expected, granted = comparable(add(lines.values()), valued)
    for year in sorted({*expected, *granted}):
        one, other = (total.get(year, Decimal(0)) for total in (expected, granted))
        if one != other:
            yield Fault(
                next(iter(lines)),
                f"Le budget évalue{in_year(year)} à {euros(one)} l'aide en nature du financeur, la "
                f"convention à {euros(other)} : écart de {euros(abs(one - other))}.",
                (_VALUE,),
                "Vérifiez laquelle est juste, et mettez-la aux deux endroits.",
                (one, other),
            )
