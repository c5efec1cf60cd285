"""The budget as table rows, with the total that the stage of the dossier calls for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any, NamedTuple

from pmtdocs.dossier.model import Blank, Dossier
from pmtdocs.dossier.model.budget import (
    WHOLE,
    Amounts,
    Budget,
    Group,
    Section,
    Side,
    add,
    section_name,
)
from pmtdocs.dossier.views.tree import AmountLeaf, Leaf, RateLeaf, YearLeaf, YesNoLeaf
from pmtdocs.finding import Path


class BudgetRow(NamedTuple):
    """A row: a line, a subtotal or the total."""

    genre: Leaf
    """ligne, sous-total, total"""
    libelle: Leaf
    """Ce que la ligne nomme : une dépense, un financeur, un total."""
    montant: AmountLeaf
    """Somme des années."""
    montants: tuple[AmountLeaf, ...]
    """Un montant par année, dans l'ordre de `annees` ; vide s'il n'est connu qu'en tout."""
    deduit: Leaf
    """D'où vient un montant jamais publié ; vide pour les autres."""


class BudgetSide(NamedTuple):
    """One of the two tables."""

    intitule: Leaf
    """Titre du tableau : « Dépenses »."""
    colonne_libelle: Leaf
    """En-tête de la première colonne."""
    colonne_montant: Leaf
    """En-tête de la colonne des montants."""
    lignes: tuple[BudgetRow, ...]
    """Les lignes, les sous-totaux et le total, dans l'ordre."""
    total: AmountLeaf
    """Total du tableau."""


class BudgetSection(NamedTuple):
    """The lines of one section; of the whole budget, where it has none."""

    nom: Leaf
    """« section d'investissement » ; vide si le budget n'en a pas."""
    depenses: BudgetSide
    """Ses dépenses et leur total."""
    recettes: BudgetSide
    """Ses recettes et leur total."""
    ecart: AmountLeaf
    """Recettes moins dépenses : 0 quand la section est en équilibre."""


class BudgetView(NamedTuple):
    """``budget`` in templates."""

    intitule: Leaf
    """Titre du budget."""
    taxe: Leaf
    """Base des montants : « TTC », « HT », « net de taxe » ou « sans précision de TVA »."""
    annees: tuple[YearLeaf, ...]
    """Vide quand le budget n'est pas donné par année."""
    depenses: BudgetSide
    """Le tableau des dépenses."""
    recettes: BudgetSide
    """Le tableau des recettes."""
    sections: tuple[BudgetSection, ...]
    """Les sections, dans l'ordre ; une seule, sans nom, si le budget n'est pas par section."""
    par_section: YesNoLeaf
    """Le budget a-t-il une section de fonctionnement et une section d'investissement ?"""
    ecart: AmountLeaf
    """Recettes moins dépenses, toutes sections ensemble."""
    total: AmountLeaf
    """Total du budget, côté dépenses."""
    taux_financeur: RateLeaf
    """Part de la subvention dans le total, contributions en nature comprises, en %."""
    total_hors_nature: AmountLeaf
    """Total des dépenses sans les contributions volontaires en nature."""
    taux_hors_nature: RateLeaf
    """Part de la subvention dans ces dépenses, en % : celle que le prorata d'un solde suit."""
    part_privee: RateLeaf
    """Part des recettes qui ne viennent pas d'un organisme public, en %."""


def budget_view(budget: Budget, dossier: Dossier, *_: object) -> BudgetView:
    """An adopted act prints the totals that it published; a draft prints the sums."""
    years = sorted(budget.depenses.years() | budget.recettes.years())
    rows = _Rows(dossier, tuple(years))
    spent = rows.side(budget.depenses, ("budget", "depenses"))
    received = rows.side(budget.recettes, ("budget", "recettes"))
    whole = BudgetSection(Leaf("", ("budget",)), spent, received, _gap(spent, received))
    granted = dossier.subvention.montant if dossier.subvention else Decimal(0)
    total: Any = spent.total.value
    in_cash = total - _in_kind(budget.depenses)
    return BudgetView(
        intitule=Leaf(budget.intitule, ("budget", "intitule")),
        taxe=Leaf(budget.taxe, ("budget", "taxe")),
        annees=tuple(Leaf(year) for year in years),
        depenses=spent,
        recettes=received,
        sections=tuple(rows.section(budget, one) for one in budget.sections) or (whole,),
        par_section=Leaf(bool(budget.sections), ("budget",)),
        ecart=whole.ecart,
        total=spent.total,
        taux_financeur=Leaf(_share(granted, total), ("budget",)),
        total_hors_nature=Leaf(in_cash, ("budget", "depenses")),
        taux_hors_nature=Leaf(_share(granted, in_cash), ("budget",)),
        part_privee=Leaf(_private_share(dossier, budget.recettes), ("budget", "recettes")),
    )


def _gap(spent: BudgetSide, received: BudgetSide) -> Leaf:
    """Receipts less expenses."""
    of_one: Any = spent.total.value
    return Leaf(received.total.value - of_one, received.total.path)


def _in_kind(spent: Side) -> Any:
    lines = (line.montant.values() for _, line in spent.lines() if line.en_nature)
    return sum((sum(amounts, Decimal(0)) for amounts in lines), Decimal(0))


def _private_share(dossier: Dossier, receipts: Side) -> Any:
    """What is left once the lines of public funders are taken out, in %."""
    total = private = Decimal(0)
    for _, line in receipts.lines():
        amount = sum(line.montant.values(), Decimal(0))
        funder = dossier.commun.organisations.get(line.financeur or "")
        total += amount
        private += 0 if funder and funder.public else amount
    return _share(private, total)


def _share(part: Any, whole: Any) -> Any:
    """In %; of nothing, nothing; a hole when one of them is."""
    return 100 * part / whole if whole or isinstance(whole, Blank) else Decimal(0)


class _Rows(NamedTuple):
    """How the lines of one dossier become rows."""

    dossier: Dossier
    years: tuple[int, ...]

    def side(self, side: Side, root: Path) -> BudgetSide:
        rows = self.groups(enumerate(side.groupes), root)
        rows += self.part("total", side, root)
        return self.table(side, root, rows)

    def section(self, budget: Budget, section: Section) -> BudgetSection:
        name = Leaf(section_name(section), ("budget",))
        spent, received = (
            self.side_of(getattr(budget, key), ("budget", key), section)
            for key in ("depenses", "recettes")
        )
        return BudgetSection(name, spent, received, _gap(spent, received))

    def side_of(self, side: Side, root: Path, section: Section) -> BudgetSide:
        """The groups of a section, then its total: the subtotal of its only group, if it is one."""
        groups = side.of(section)
        rows = self.groups(groups, root)
        if len(groups) == 1:
            rows[-1] = rows[-1]._replace(genre=Leaf("total"))
        else:
            voted = self.dossier.voted
            total = add(group.stated() if voted else group.sum() for _, group in groups)
            label = Leaf(f"Total de la {section_name(section)}", root)
            rows.append(self.row("total", label, total, root))
        return self.table(side, root, rows)

    def groups(self, groups: Iterable[tuple[int, Group]], root: Path) -> list[BudgetRow]:
        """The lines of each and its subtotal."""
        return [
            row
            for g, group in groups
            for row in self.part("sous-total", group, (*root, "groupes", g))
        ]

    def table(self, side: Side, root: Path, rows: list[BudgetRow]) -> BudgetSide:
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
            deduced = Leaf(line.deduit, (*path, "deduit"))
            yield self.row("ligne", label, line.montant, (*path, "montant"), deduced)
        label = Leaf(part.libelle_total, (*root, "libelle_total"))
        if part.publie and self.dossier.voted:
            yield self.row(kind, label, part.publie.total, (*root, "publie", "total"))
        else:
            yield self.row(kind, label, part.sum(), root)

    def row(
        self, kind: str, label: Leaf, amounts: Amounts, path: Path, deduced: Leaf | None = None
    ) -> BudgetRow:
        unknown = None if WHOLE in amounts else Decimal(0)
        by_year = tuple(Leaf(amounts.get(y, unknown), (*path, str(y))) for y in self.years)
        total = Leaf(sum(amounts.values(), Decimal(0)), path)
        return BudgetRow(Leaf(kind), label, total, by_year, deduced or Leaf(None, path))
