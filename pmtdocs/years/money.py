"""What changed in a budget: its lines, wherever their group, its subtotals and totals."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.budget import Budget, Line, Total
from pmtdocs.dossier.model.budget import Group as BudgetGroup
from pmtdocs.dossier.model.budget import Side as Table
from pmtdocs.finding import Path
from pmtdocs.years.changes import Change, Subject, Value
from pmtdocs.years.likeness import Matched, match, said
from pmtdocs.years.reading import Side
from pmtdocs.years.walk import Paths, Walk

_SIDES = {"recettes": Subject.RECEIPTS, "depenses": Subject.EXPENSES}
#: What the lines are made of, and the words that head the tables: looked at here, or of no import.
SKIPPED = frozenset({"libelle", "montant", "financeur", "groupes", "lignes", "publie", "nom"})
_Part = Table | BudgetGroup


@dataclass(frozen=True)
class BudgetLine:
    """A line, with its name and path."""

    path: Path
    line: Line
    name: str

    @property
    def named(self) -> Path:
        """Where its name is written."""
        return (*self.path, "libelle" if self.line.libelle else "financeur")


def lines_of(dossier: Dossier, side: str) -> list[BudgetLine]:
    """The lines of a side, in printed order."""
    table: Table | None = getattr(dossier.budget, side, None)
    return [
        BudgetLine(("budget", side, *path), line, line.name(dossier.commun))
        for path, line in (table.lines() if table else ())
    ]


def _match(left: list[BudgetLine], right: list[BudgetLine]) -> Matched[BudgetLine]:
    """Which line became which: its funder, its account and words, its words, near words."""

    def account(item: BudgetLine) -> Hashable:
        return (item.line.compte, said(item.name)) if item.line.compte else None

    return match(left, right, lambda item: item.name, lambda item: item.line.financeur, account)


def total_of(dossier: Dossier, side: str) -> tuple[Total, Path] | None:
    """The total that the document prints, and where: an adopted act's own, else the sum."""
    table: Table | None = getattr(dossier.budget, side, None)
    return None if table is None else _stated(dossier, table, ("budget", side))


def _stated(dossier: Dossier, part: _Part, path: Path) -> tuple[Total, Path]:
    if part.publie and dossier.voted:
        return Total.of(part.publie.total), (*path, "publie", "total")
    return Total.of(part.sum()), path


def changes(walk: Walk) -> Iterator[Change]:
    """Lines, subtotals, totals, tax."""
    old, new = walk.old.dossier.budget, walk.new.dossier.budget
    if old is None or new is None:
        yield from walk.leaf(old, new, (("budget",), ("budget",)))
        return
    yield from Walk(walk.old, walk.new, SKIPPED).facts(old, new, (("budget",), ("budget",)))
    for side in _SIDES:
        yield from _lines(walk, side)
        yield from _totals(walk, old, new, side)


def _lines(walk: Walk, side: str) -> Iterator[Change]:
    about = _SIDES[side]
    found = _match(lines_of(walk.old.dossier, side), lines_of(walk.new.dossier, side))
    for one, other in found.pairs:
        yield from walk.renamed(one.name, other.name, (one.named, other.named), about)
        before, after = _amount(walk.old, one), _amount(walk.new, other)
        yield from _moved(about, (one.name, other.name), before, after)
        details = Walk(walk.old, walk.new, SKIPPED)
        yield from details.facts(one.line, other.line, (one.path, other.path))
    for line in found.gone:
        yield Change(about, (line.name,), _amount(walk.old, line), None)
    for line in found.come:
        yield Change(about, (line.name,), None, _amount(walk.new, line))


def _amount(side: Side, line: BudgetLine) -> Value:
    return side.euros(Total.of(line.line.montant), (*line.path, "montant"))


def _moved(about: Subject, names: tuple[str, str], before: Value, after: Value) -> Iterator[Change]:
    if before.text != after.text:
        yield Change(about, names, before, after)


def _totals(walk: Walk, old: Budget, new: Budget, side: str) -> Iterator[Change]:
    """The subtotals of groups that stand for one another, then the total."""
    tables: tuple[Table, Table] = getattr(old, side), getattr(new, side)
    left, right = (list(enumerate(table.groupes)) for table in tables)
    for (i, one), (j, other) in match(left, right, lambda group: group[1].nom).pairs:
        at = (("budget", side, "groupes", i), ("budget", side, "groupes", j))
        yield from _total(walk, side, (one, other), at)
    yield from _total(walk, side, tables, (("budget", side), ("budget", side)))


def _total(walk: Walk, side: str, parts: tuple[_Part, _Part], at: Paths) -> Iterator[Change]:
    names = parts[0].libelle_total, parts[1].libelle_total
    before = walk.old.euros(*_stated(walk.old.dossier, parts[0], at[0]))
    after = walk.new.euros(*_stated(walk.new.dossier, parts[1], at[1]))
    yield from _moved(_SIDES[side], names, before, after)
