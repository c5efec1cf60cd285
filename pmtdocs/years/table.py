"""The table for the elected: what each year gave and cost, the gap from first to last."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.blank import has_blank
from pmtdocs.dossier.model.budget import WHOLE, Total
from pmtdocs.dossier.model.known import spelled
from pmtdocs.finding import Location, Path
from pmtdocs.years.changes import Unit, rate
from pmtdocs.years.columns import Column, columns_of, ends_of, granted_of
from pmtdocs.years.money import total_of
from pmtdocs.years.sitting import vote_counts
from pmtdocs.years.tracks import Track, tracks_of


class State(StrEnum):
    """Why a cell holds no figure."""

    KNOWN = "connu"
    ABSENT = "absent"
    """The budget has no such line: it counts as nothing."""
    UNKNOWN = "non détaillé"
    """Known for all years together only."""
    BLANK = "à compléter"
    """A hole of a draft, or what is worked out from one."""
    NONE = "sans objet"
    """The dossier has no budget, no convention or no vote."""


@dataclass(frozen=True)
class Cell:
    """A figure and the places that it comes from."""

    state: State
    figure: Decimal | None = None
    places: tuple[Location, ...] = ()

    @property
    def counted(self) -> Decimal | None:
        """What a gap counts it as; None when no gap can be told."""
        return Decimal(0) if self.state is State.ABSENT else self.figure


@dataclass(frozen=True)
class Row:
    """One thing followed over the columns. ``taxed``: does the tax basis bear on it?"""

    name: str
    unit: Unit
    cells: tuple[Cell, ...]
    ends: tuple[int, int]
    taxed: bool = False
    is_total: bool = False

    @property
    def gap(self) -> Decimal | None:
        """From the first end to the last; None if either is unknown, or neither has it."""
        first, last = (self.cells[end] for end in self.ends)
        if State.KNOWN not in (first.state, last.state):
            return None
        before, after = first.counted, last.counted
        return None if before is None or after is None else after - before

    @property
    def rate(self) -> Decimal | None:
        """The gap in %; None from nothing, and for a share, whose gap is in points."""
        if self.unit is Unit.SHARE:
            return None
        return rate(self.cells[self.ends[0]].figure, self.gap)


@dataclass(frozen=True)
class Table:
    """The rows by section, in order."""

    columns: tuple[Column, ...]
    ends: tuple[int, int]
    sections: tuple[tuple[str, tuple[Row, ...]], ...]
    taxes: tuple[str, ...]
    """The tax basis of each dossier's budget; empty without one."""

    @property
    def comparable(self) -> bool:
        """Are the amounts at both ends on one tax basis?"""
        taxes = {self.taxes[self.columns[end].dossier] for end in self.ends} - {""}
        return len(taxes) < 2


def table_of(loadeds: Sequence[Loaded]) -> Table:
    """The table of several dossiers, in the order that they were given in."""
    return _Maker(loadeds).table()


class _Maker:
    def __init__(self, loadeds: Sequence[Loaded]) -> None:
        self.loadeds = loadeds
        self.dossiers = [spelled(loaded.dossier) for loaded in loadeds]
        self.columns = columns_of(self.dossiers)
        self.ends = ends_of(self.columns)

    def table(self) -> Table:
        sections = {
            "Subvention": list(self._subsidy()),
            "Budget": list(self._totals()),
            "Recettes par financeur": [self._track(t) for t in self.receipts],
            "Dépenses par ligne": [self._track(t) for t in tracks_of(self.dossiers, "depenses")],
            "Vote": list(self._votes()),
        }
        taxes = tuple(d.budget.taxe if d.budget else "" for d in self.dossiers)
        kept = tuple((name, tuple(rows)) for name, rows in sections.items() if rows)
        return Table(self.columns, self.ends, kept, taxes)

    @cached_property
    def receipts(self) -> list[Track]:
        return tracks_of(self.dossiers, "recettes")

    def _row(self, name: str, cells: list[Cell], unit: Unit = Unit.EUROS, **how: bool) -> Row:
        return Row(name, unit, tuple(cells), self.ends, **how)

    # --- cells ------------------------------------------------------------------------------

    def _cell(self, column: Column, amount: Total | None, *paths: Path) -> Cell:
        """An amount at a column: the whole, or the part of its year."""
        if amount is None:
            return Cell(State.NONE)
        places = tuple(self.loadeds[column.dossier].locate(path) for path in paths)
        if has_blank(amount):
            return Cell(State.BLANK, None, places)
        if column.year is None:
            return Cell(State.KNOWN, Decimal(amount), places)
        if WHOLE in amount.by_year:
            return Cell(State.UNKNOWN, None, places)
        return Cell(State.KNOWN, amount.by_year.get(column.year, Decimal(0)), places)

    def _subsidy(self) -> Iterator[Row]:
        path: Path = ("convention", "subvention", "montant")
        granted = [self._cell(c, granted_of(self._of(c)), path) for c in self.columns]
        yield self._row("Subvention", granted, is_total=True)
        totals = self._total("depenses")
        shares = [_share(part, whole) for part, whole in zip(granted, totals, strict=True)]
        yield self._row("Part de la subvention dans le budget", shares, Unit.SHARE, taxed=True)

    def _totals(self) -> Iterator[Row]:
        spent, received = self._total("depenses"), self._total("recettes")
        if all(cell.state is State.NONE for cell in (*spent, *received)):
            return
        yield self._row("Total des dépenses", spent, taxed=True, is_total=True)
        yield self._row("Total des recettes", received, taxed=True, is_total=True)
        public = [self._public(column) for column in self.columns]
        yield self._row("dont financeurs publics", public)
        shares = [_private(part, whole) for part, whole in zip(public, received, strict=True)]
        yield self._row("Part des autres ressources", shares, Unit.SHARE, taxed=True)

    def _total(self, side: str) -> list[Cell]:
        totals = ((column, total_of(self._of(column), side)) for column in self.columns)
        return [self._cell(column, *(found or (None,))) for column, found in totals]

    def _public(self, column: Column) -> Cell:
        """What the public funders bring together."""
        if self._of(column).budget is None:
            return Cell(State.NONE)
        cells = [
            self._cell(column, stretch.amount, *stretch.paths)
            for track in self.receipts
            if (stretch := track.stretches.get(column.dossier)) and stretch.public
        ]
        if unknown := _unknown(*cells):
            return Cell(unknown)
        total = sum((cell.figure or Decimal(0) for cell in cells), Decimal(0))
        return Cell(State.KNOWN, total, tuple(p for cell in cells for p in cell.places))

    def _track(self, track: Track) -> Row:
        cells = []
        for column in self.columns:
            if stretch := track.stretches.get(column.dossier):
                cells.append(self._cell(column, stretch.amount, *stretch.paths))
            else:
                cells.append(Cell(State.ABSENT if self._of(column).budget else State.NONE))
        return self._row(track.last.name, cells, taxed=not track.last.public)

    def _votes(self) -> Iterator[Row]:
        found = [vote_counts(dossier) for dossier in self.dossiers]
        for name in dict.fromkeys(name for one in found for name in one):
            cells = [self._count(c, found[c.dossier].get(name)) for c in self.columns]
            yield self._row(name, cells, Unit.COUNT)

    def _count(self, column: Column, found: tuple[int, Path] | None) -> Cell:
        """A count of the whole dossier: a vote is of no year."""
        if found is None or column.year is not None:
            return Cell(State.NONE)
        place = self.loadeds[column.dossier].locate(found[1])
        return Cell(State.KNOWN, Decimal(found[0]), (place,))

    def _of(self, column: Column) -> Dossier:
        return self.dossiers[column.dossier]


def _share(part: Cell, whole: Cell) -> Cell:
    """One in % of the other, when both are known."""
    if part.figure is None or not whole.figure:
        return Cell(_unknown(part, whole) or State.NONE)
    return Cell(State.KNOWN, 100 * part.figure / whole.figure, (*part.places, *whole.places))


def _unknown(*cells: Cell) -> State | None:
    """Why what is worked out from these cells is not known."""
    states = [cell.state for cell in cells]
    return next((state for state in (State.BLANK, State.UNKNOWN) if state in states), None)


def _private(public: Cell, whole: Cell) -> Cell:
    """What is left to others, in %."""
    share = _share(public, whole)
    return share if share.figure is None else replace(share, figure=100 - share.figure)
