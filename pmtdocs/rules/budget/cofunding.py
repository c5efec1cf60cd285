"""BUD014: what the budget of a programme expects of each of its funders."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.dossier import COFUNDERS
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import euros, join
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule


class _Grant(NamedTuple):
    """What one dossier of the programme gives."""

    dossier: str
    funder: str
    amount: Decimal
    path: Path


def _grants(dossier: Dossier) -> Iterator[_Grant]:
    """The grants of the programme as far as the dossiers tell them, this one's first."""
    path: Path = ("convention", "subvention", "montant")
    subsidy, funder = dossier.subvention, dossier.dossier.financeur
    if subsidy and funder:
        yield _Grant(dossier.nom, funder, subsidy.montant, path)
    for name, other in dossier.cofinancements.items():
        subsidy, funder = other.subvention, other.dossier.financeur
        if subsidy and funder:
            yield _Grant(name, funder, subsidy.montant, (COFUNDERS, name, *path))


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
    for grant in _grants(dossier):
        by_funder.setdefault(grant.funder, []).append(grant)
    for funder, grants in by_funder.items():
        if [grant.dossier for grant in grants] == [dossier.nom]:
            continue  # a dossier's own grant is BUD006
        lines = [
            (("budget", "recettes", *path, "montant"), sum(line.montant.values(), Decimal(0)))
            for path, line in given(dossier.budget).recettes.lines()
            if line.financeur == funder and not line.en_nature
        ]
        yield from _share(dossier, grants, lines)


def _share(dossier: Dossier, grants: list[_Grant], lines: list[tuple[Path, Decimal]]) -> Faults:
    granted = sum((grant.amount for grant in grants), Decimal(0))
    expected = sum((amount for _, amount in lines), Decimal(0))
    if granted == expected:
        return
    body = dossier.commun.organisations[grants[0].funder]
    several = len(grants) > 1
    names = join([f"« {grant.dossier} »" for grant in grants])
    said = (
        f"les conventions (dossiers {names}) accordent ensemble"
        if several
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
