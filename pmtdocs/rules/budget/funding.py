"""What a dossier grants, and public money in the receipts of a budget."""

from __future__ import annotations

from decimal import Decimal

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.budget import add
from pmtdocs.finding import Path


def granted(dossier: Dossier) -> tuple[Decimal | None, Path]:
    """The amount of the convention; without one, that of the report; and where it is written."""
    if dossier.subvention:
        return dossier.subvention.montant, ("convention", "subvention", "montant")
    report = dossier.deliberation
    said = report.operation if report else None
    return said, ("deliberation", "inscription", "publie", "operation")


def public_by_year(dossier: Dossier) -> dict[int, Decimal]:
    """What public bodies pay, by year, as far as the lines name them: a lower bound.

    Empty for a budget of several years given as one sum: no year is then known.
    """
    if dossier.budget is None:
        return {}
    bodies = dossier.commun.organisations
    totals = add(
        line.montant
        for _, line in dossier.budget.recettes.lines()
        if line.financeur and bodies[line.financeur].public and not line.en_nature
    )
    whole = set(totals) == {0} and len(dossier.dossier.exercices) > 1
    return {} if whole else totals
