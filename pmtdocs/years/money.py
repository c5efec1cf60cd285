"""What changed in a budget: its lines, wherever their group, its subtotals and totals."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from dataclasses import dataclass

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.budget import Budget, Line, Total
from pmtdocs.dossier.model.budget import Group as BudgetGroup
from pmtdocs.dossier.model.budget import Side as Table
from pmtdocs.finding import Path
from pmtdocs.years.changes import Change, Kind, Subject, Value
from pmtdocs.years.likeness import match, said
from pmtdocs.years.reading import Side
from pmtdocs.years.walk import Walk

_SIDES = {"recettes": Subject.RECEIPTS, "depenses": Subject.EXPENSES}
#: What the lines are made of, and the words that head the tables: looked at here, or of no import.
SKIPPED = frozenset({"libelle", "montant", "financeur", "groupes", "lignes", "publie", "nom"})


@dataclass(frozen=True)
class BudgetLine:
    """A line, with its name and path."""

    path: Path
    line: Line
    name: str

    @property
    def amount(self) -> Total:
        return Total.of(self.line.montant)

    @property
    def named(self) -> Path:
        """Where its name is written."""
        return (*self.path, "libelle" if self.line.libelle else "financeur")


def table_of(dossier: Dossier, side: str) -> Table | None:
    """``recettes`` or ``depenses``, if the dossier has a budget."""
    return getattr(dossier.budget, side) if dossier.budget else None


def lines_of(dossier: Dossier, side: str) -> list[BudgetLine]:
    """The lines of a side, in printed order."""
    table = table_of(dossier, side)
    return [
        BudgetLine(("budget", side, *path), line, line.name(dossier.commun))
        for path, line in (table.lines() if table else ())
    ]


def match_lines(left: list[BudgetLine], right: list[BudgetLine]) -> list[tuple[int, int]]:
    """Which line became which: its funder, its account and words, its words, near words."""

    def account(item: BudgetLine) -> Hashable:
        return (item.line.compte, said(item.name)) if item.line.compte else None

    def funder(item: BudgetLine) -> Hashable:
        return item.line.financeur

    return match(left, right, lambda item: item.name, funder, account)


def total_of(dossier: Dossier, side: str) -> tuple[Total, Path] | None:
    """The total that the document prints, and where: an adopted act's own, else the sum."""
    table = table_of(dossier, side)
    return None if table is None else _stated(dossier, table, ("budget", side))


def _stated(dossier: Dossier, part: Table | BudgetGroup, path: Path) -> tuple[Total, Path]:
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
    left, right = (lines_of(face.dossier, side) for face in (walk.old, walk.new))
    pairs = match_lines(left, right)
    for one, other in ((left[i], right[j]) for i, j in pairs):
        yield from walk.renamed(one.name, other.name, (one.named, other.named), about)
        before, after = _amount(walk.old, one), _amount(walk.new, other)
        yield from _moved(about, (one.name, other.name), before, after)
        details = Walk(walk.old, walk.new, SKIPPED)
        yield from details.facts(one.line, other.line, (one.path, other.path))
    kept, come = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, line in enumerate(left):
        if i not in kept:
            yield Change(Kind.REMOVED, about, (line.name, ""), _amount(walk.old, line), None)
    for j, line in enumerate(right):
        if j not in come:
            yield Change(Kind.ADDED, about, ("", line.name), None, _amount(walk.new, line))


def _amount(side: Side, line: BudgetLine) -> Value:
    return side.euros(line.amount, (*line.path, "montant"))


def _moved(about: Subject, names: tuple[str, str], before: Value, after: Value) -> Iterator[Change]:
    if before.text != after.text:
        yield Change(Kind.CHANGED, about, names, before, after)


def _totals(walk: Walk, old: Budget, new: Budget, side: str) -> Iterator[Change]:
    """The subtotals of groups that stand for one another, then the total."""
    tables: tuple[Table, Table] = getattr(old, side), getattr(new, side)
    for i, j in match(tables[0].groupes, tables[1].groupes, lambda group: group.nom):
        at = (("budget", side, "groupes", i), ("budget", side, "groupes", j))
        yield from _total(walk, side, (tables[0].groupes[i], tables[1].groupes[j]), at)
    yield from _total(walk, side, tables, (("budget", side), ("budget", side)))


def _total(
    walk: Walk,
    side: str,
    parts: tuple[Table | BudgetGroup, Table | BudgetGroup],
    at: tuple[Path, Path],
) -> Iterator[Change]:
    values, names = [], []
    for face, part, path in zip((walk.old, walk.new), parts, at, strict=True):
        amount, place = _stated(face.dossier, part, path)
        values.append(face.euros(amount, place))
        names.append(part.libelle_total)
    yield from _moved(_SIDES[side], (names[0], names[1]), values[0], values[1])
