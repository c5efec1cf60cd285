"""The budget as table rows, with the total that the stage of the dossier calls for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pmtdocs.finding import Path
from pmtdocs.model import Dossier
from pmtdocs.model.budget import WHOLE, Amounts, Budget, Group, Side
from pmtdocs.views.tree import AmountLeaf, Leaf, RateLeaf, YearLeaf


@dataclass(frozen=True)
class BudgetRow:
    """A row: a line, a subtotal or the total."""

    genre: Leaf
    """ligne, sous-total, total"""
    libelle: Leaf
    montant: AmountLeaf
    """Somme des années."""
    montants: tuple[AmountLeaf, ...]
    """Un montant par année, dans l'ordre de `annees`."""


@dataclass(frozen=True)
class BudgetSide:
    """One of the two tables."""

    intitule: Leaf
    colonne_libelle: Leaf
    colonne_montant: Leaf
    lignes: tuple[BudgetRow, ...]
    total: AmountLeaf


@dataclass(frozen=True)
class BudgetView:
    """``budget`` in templates."""

    intitule: Leaf
    taxe: Leaf
    annees: tuple[YearLeaf, ...]
    """Vide quand le budget n'est pas donné par année."""
    depenses: BudgetSide
    recettes: BudgetSide
    total: AmountLeaf
    """Total du budget, côté dépenses."""
    taux_financeur: RateLeaf
    """Part de la subvention dans le total, en %."""


def budget_view(dossier: Dossier, budget: Budget) -> BudgetView:
    """An adopted act prints the totals that it published; a draft prints the sums."""
    years = sorted({*budget.depenses.sum(), *budget.recettes.sum()} - {WHOLE})
    rows = _Rows(dossier, tuple(years))
    spent = rows.side(budget.depenses, ("budget", "depenses"))
    granted = dossier.convention.subvention.montant if dossier.convention else Decimal(0)
    total = spent.total.value
    share = 100 * granted / total if isinstance(total, Decimal) and total else Decimal(0)
    return BudgetView(
        intitule=Leaf(budget.intitule, ("budget", "intitule")),
        taxe=Leaf(budget.taxe, ("budget", "taxe")),
        annees=tuple(Leaf(year) for year in years),
        depenses=spent,
        recettes=rows.side(budget.recettes, ("budget", "recettes")),
        total=spent.total,
        taux_financeur=Leaf(share, ("budget",)),
    )


@dataclass(frozen=True)
class _Rows:
    """How the lines of one dossier become rows."""

    dossier: Dossier
    years: tuple[int, ...]

    def side(self, side: Side, root: Path) -> BudgetSide:
        rows = [
            row
            for g, group in enumerate(side.groupes)
            for row in self.part("sous-total", group, (*root, "groupes", g))
        ]
        rows += self.part("total", side, root)
        return BudgetSide(
            Leaf(side.intitule, (*root, "intitule")),
            Leaf(side.colonne_libelle, (*root, "colonne_libelle")),
            Leaf(side.colonne_montant, (*root, "colonne_montant")),
            tuple(rows),
            rows[-1].montant,
        )

    def part(self, kind: str, part: Group | Side, root: Path) -> Iterator[BudgetRow]:
        """The lines directly in a group or a side, then their (sub)total."""
        for i, line in enumerate(part.lignes):
            path = (*root, "lignes", i)
            named = "libelle" if line.libelle else "financeur"
            label = Leaf(line.name(self.dossier.commun), (*path, named))
            yield self.row("ligne", label, line.montant, (*path, "montant"))
        label = Leaf(part.libelle_total, (*root, "libelle_total"))
        if part.publie and self.dossier.voted:
            yield self.row(kind, label, part.publie.total, (*root, "publie", "total"))
        else:
            yield self.row(kind, label, part.sum(), root)

    def row(self, kind: str, label: Leaf, amounts: Amounts, path: Path) -> BudgetRow:
        by_year = tuple(Leaf(amounts.get(y, Decimal(0)), (*path, str(y))) for y in self.years)
        return BudgetRow(Leaf(kind), label, Leaf(sum(amounts.values(), Decimal(0)), path), by_year)
