"""BUD013: the grants of earlier years, as the report recalls them."""

from __future__ import annotations

from collections import Counter

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.prose import Contribution
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import euros
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, repeated, rule
from pmtdocs.rules.budget.hints import swaps

_ROOT: Path = ("expose", "contributions")


@cites("Déduit des documents : une subvention par an, et la même d'une année à l'autre")
@needs("expose.contributions")
@rule("subvention-rappelee-douteuse", Severity.WARNING)
def BUD013(dossier: Dossier) -> Faults:
    """Le rapport rappelle une subvention par année ; aucun montant ne diffère des autres d'un seul
    euro ou par deux chiffres intervertis.

    Pourquoi : Le conseil compare la demande à ce qu'il a déjà donné.
    Faux : 45 000 en 2028, 54 000 en 2029, 45 000 en 2030.
    Juste : 45 000 en 2028, 45 000 en 2029, 45 000 en 2030.
    """
    grants = given(dossier.expose).contributions
    for i, first in repeated(grant.annee for grant in grants):
        yield Fault(
            (*_ROOT, i, "annee"),
            f"Deux subventions antérieures sont rappelées pour {grants[i].annee}.",
            ((*_ROOT, first, "annee"),),
            "Corrigez l'année de l'une, ou faites-en une seule ligne.",
        )
    yield from _amounts(grants)


def _amounts(grants: tuple[Contribution, ...]) -> Faults:
    """« 45 000, 45 000, 54 000 »: two digits swapped, or one euro, beside an amount that recurs."""
    usual, times = Counter(grant.montant for grant in grants).most_common(1)[0]
    for i, grant in enumerate(grants):
        near = abs(grant.montant - usual) == 1 or grant.montant in swaps(usual)
        if times > 1 and grant.montant != usual and near:
            same = next(j for j, other in enumerate(grants) if other.montant == usual)
            yield Fault(
                (*_ROOT, i, "montant"),
                f"La subvention rappelée pour {grant.annee} est de {euros(grant.montant)}, celle "
                f"d'autres années de {euros(usual)} : écart de "
                f"{euros(abs(grant.montant - usual))}.",
                ((*_ROOT, same, "montant"),),
                "Vérifiez ce montant dans l'acte de cette année-là.",
                (usual, grant.montant),
            )
