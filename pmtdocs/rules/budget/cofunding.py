"""BUD014 and CNV016: the funders of one programme, compared with one another."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.budget import WHOLE, whole
from pmtdocs.dossier.model.dossier import COFUNDERS, Cofunding
from pmtdocs.finding import Kind, Path, Severity
from pmtdocs.language.french import euros, join
from pmtdocs.rules.base import Doc, Fault, Rule


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


def shares(dossier: Dossier) -> Iterator[Fault]:
    """BUD014: what each funder grants is what the shared budget expects of it."""
    if dossier.budget is None:
        return
    by_funder: dict[str, list[_Grant]] = {}
    for grant in _grants(dossier):
        by_funder.setdefault(grant.funder, []).append(grant)
    for funder, grants in by_funder.items():
        if [grant.dossier for grant in grants] == [dossier.nom]:
            continue  # a dossier's own grant is BUD006
        lines = [
            (("budget", "recettes", *path, "montant"), sum(line.montant.values(), Decimal(0)))
            for path, line in dossier.budget.recettes.lines()
            if line.financeur == funder
        ]
        yield from _share(dossier, grants, lines)


def _share(
    dossier: Dossier, grants: list[_Grant], lines: list[tuple[Path, Decimal]]
) -> Iterator[Fault]:
    granted = sum((grant.amount for grant in grants), Decimal(0))
    expected = sum((amount for _, amount in lines), Decimal(0))
    if granted == expected:
        return
    body = dossier.commun.organisations[grants[0].funder]
    several = len(grants) > 1
    names = join([f"« {grant.dossier} »" for grant in grants])
    said = (
        f"ses conventions (dossiers {names}) accordent ensemble"
        if several
        else f"sa convention (dossier {names}) accorde"
    )
    wanted = f"attend {body.du} {euros(expected)}" if lines else f"n'attend rien {body.du}"
    yield Fault(
        lines[0][0] if lines else ("budget", "recettes"),
        f"Le budget du programme {wanted}, {said} {euros(granted)} : "
        f"écart de {euros(abs(granted - expected))}.",
        tuple(grant.path for grant in grants),
        "Mettez le même montant aux deux endroits, ou ajoutez la ligne de ce financeur.",
        (granted, expected),
    )


def same_programme(dossier: Dossier) -> Iterator[Fault]:
    """CNV016: the dossiers of one programme have its beneficiary, years, total and tax basis."""
    for name, other in dossier.cofinancements.items():
        yield from _sheets(dossier, name, other)
        yield from _budgets(dossier, name, other)


def _differs(path: Path, name: str, mine: str, theirs: str, within: Path = ()) -> Fault:
    return Fault(
        path,
        f"{mine} ; dans le dossier « {name} » du même programme, {theirs}.",
        ((COFUNDERS, name, *(within or path)),),
        "Corrigez celui des deux qui se trompe ; si ce sont deux programmes, retirez « base ».",
    )


def _sheets(dossier: Dossier, name: str, other: Cofunding) -> Iterator[Fault]:
    mine, theirs = dossier.dossier, other.dossier
    bodies = dossier.commun.organisations
    if mine.beneficiaire != theirs.beneficiaire:
        yield _differs(
            ("dossier", "beneficiaire"),
            name,
            f"Le bénéficiaire est {bodies[mine.beneficiaire].le}",
            f"c'est {bodies[theirs.beneficiaire].le}",
        )
    if set(mine.exercices) != set(theirs.exercices):
        years, others = (join([str(y) for y in s.exercices]) for s in (mine, theirs))
        yield _differs(
            ("dossier", "exercices"), name, f"Le dossier porte sur {years}", f"c'est {others}"
        )


def _budgets(dossier: Dossier, name: str, other: Cofunding) -> Iterator[Fault]:
    """Only a dossier that wrote a budget of its own can state another."""
    mine, theirs = dossier.budget, other.budget
    if mine is None or theirs is None:
        return
    if mine.taxe != theirs.taxe:
        yield _differs(
            ("budget", "taxe"), name, f"Le budget est {mine.taxe}", f"il est {theirs.taxe}"
        )
    total, stated = (whole(b.depenses.stated())[WHOLE] for b in (mine, theirs))
    if total != stated:
        path: Path = ("budget", "depenses")
        fault = _differs(
            path, name, f"Le programme coûte {euros(total)}", f"il coûte {euros(stated)}"
        )
        yield fault._replace(figures=(total, stated))


BUD014 = Rule(
    Kind(
        "BUD014",
        "financeurs-discordants",
        Severity.ERROR,
        "Déduit des documents : un budget attend de chaque financeur ce qu'il accorde",
    ),
    Doc(
        "La subvention de chaque financeur du même programme est sa ligne dans le budget commun.",
        "Une ligne qu'aucune convention ne tient laisse un trou dans le plan de financement ; une "
        "convention sans ligne le dépasse.",
        "Ligne du cofinanceur 8 000, sa convention (autre dossier) 8 500.",
        "Ligne du cofinanceur 8 000, sa convention (autre dossier) 8 000.",
    ),
    shares,
    needs=("budget", COFUNDERS),
)
CNV016 = Rule(
    Kind(
        "CNV016",
        "programmes-discordants",
        Severity.ERROR,
        "Déduit des documents : les financeurs d'un programme soutiennent le même",
    ),
    Doc(
        "Les dossiers d'un même programme ont le même bénéficiaire, les mêmes exercices, et, si "
        "chacun écrit son budget, le même total sur la même base de taxe.",
        "Chaque financeur calcule sa part sur ce total : deux totaux font deux taux, et l'un des "
        "deux actes est faux.",
        "Budget commun de 800 000 € HT, budget d'un cofinanceur de 800 000 € TTC.",
        "Budget commun de 800 000 € HT, repris par le cofinanceur (« base: »).",
    ),
    same_programme,
    needs=(COFUNDERS,),
)
COFUNDING_RULES = (BUD014, CNV016)
