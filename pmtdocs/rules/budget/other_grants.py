"""BUD013, BUD014: the grants of earlier years, as the report recalls them, and of other funders."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import NamedTuple

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.common import Organisation
from pmtdocs.dossier.model.dossier import COFUNDERS, Cofunding
from pmtdocs.dossier.model.prose import Contribution
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import euros, join
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


class _Grant(NamedTuple):
    """What one dossier of the programme gives."""

    dossier: str
    amount: Decimal
    path: Path


@cites("Déduit des documents : un budget attend de chaque financeur ce qu'il accorde")
@needs("budget", COFUNDERS)
@rule("financeurs-discordants", Severity.ERROR)
def BUD014(dossier: Dossier) -> Faults:
    """La subvention de chaque financeur du même programme est sa ligne dans le budget commun.

    Pourquoi : Une ligne sans convention laisse un trou dans le plan de financement ;
    une convention sans ligne le dépasse.
    Faux : Ligne du cofinanceur 8 000, sa convention (autre dossier) 8 500.
    Juste : Ligne du cofinanceur 8 000, sa convention (autre dossier) 8 000.
    """
    by_funder: dict[str, list[_Grant]] = {}
    tellers: list[tuple[str, Dossier | Cofunding, Path]] = [(dossier.nom, dossier, ())]
    tellers += [(name, one, (COFUNDERS, name)) for name, one in dossier.cofinancements.items()]
    for name, one, root in tellers:
        if one.subvention and (funder := one.dossier.financeur):
            path: Path = (*root, "convention", "subvention", "montant")
            grant = _Grant(name, one.subvention.montant, path)
            by_funder.setdefault(funder, []).append(grant)
    for funder, grants in by_funder.items():
        if [grant.dossier for grant in grants] == [dossier.nom]:
            continue  # a dossier's own grant is BUD006
        lines = [
            (("budget", "recettes", *path, "montant"), sum(line.montant.values(), Decimal(0)))
            for path, line in given(dossier.budget).recettes.lines()
            if line.financeur == funder and not line.en_nature
        ]
        yield from _share(dossier.commun.organisations[funder], grants, lines)


def _share(body: Organisation, grants: list[_Grant], lines: list[tuple[Path, Decimal]]) -> Faults:
    granted = sum((grant.amount for grant in grants), Decimal(0))
    expected = sum((amount for _, amount in lines), Decimal(0))
    if granted == expected:
        return
    names = join([f"« {grant.dossier} »" for grant in grants])
    said = (
        f"les conventions (dossiers {names}) accordent ensemble"
        if len(grants) > 1
        else f"la convention (dossier {names}) accorde"
    )
    wanted = f"attend {body.du} {euros(expected)}" if lines else f"n'attend rien {body.du}"
    yield Fault(
        lines[0][0] if lines else ("budget", "recettes"),
        f"Le budget du programme {wanted}, or {said} {euros(granted)} : "
        f"écart de {euros(abs(granted - expected))}.",
        tuple(grant.path for grant in grants),
        "Mettez le montant juste aux deux endroits, ou ajoutez la ligne de ce financeur.",
        (granted, expected),
    )
