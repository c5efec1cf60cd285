"""Where the tables of a budget stand in a sheet: the rectangle under each title."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pmtdocs.exchange.budget import vocabulary
from pmtdocs.exchange.budget.amounts import is_blank, looks_like
from pmtdocs.exchange.budget.cells import Cell, Sheet


@dataclass
class Area:
    """A rectangle of a sheet under a title."""

    sheet: Sheet
    side: str
    title: Cell
    right: int
    bottom: int
    headings: int = 0
    """The last row of titles."""

    def rows(self) -> range:
        return range(self.headings + 1, self.bottom + 1)

    def cells(self, row: int) -> list[Cell]:
        return [c for c in self.sheet.row(row, self.title.column, self.right) if not is_blank(c)]


def areas(sheet: Sheet) -> list[Area]:
    """The areas of a sheet, each below its title; the title of a title is the same table."""
    if sheet.too_big:
        return []
    found: list[Area] = []
    for cell, side, right in _titles(sheet):
        over = (a for a in found if a.title.column <= cell.column <= a.right)
        above = next((a for a in over if cell.row <= a.bottom), None)
        if above and above.side == side and _filled(sheet, cell, right):
            continue  # « Charges directes | à définir » is a line
        if above and above.side == side:
            between = range(above.headings + 1, cell.row)
            if not _amounts(c for row in between for c in above.cells(row)):
                above.headings = cell.row
                continue
        for other in found:  # what stands higher ends here
            if other.title.column <= right and cell.column <= other.right:
                other.bottom = min(other.bottom, cell.row - 1)
        found.append(Area(sheet, side, cell, right, sheet.last_row, cell.row))
    return found


def _titles(sheet: Sheet) -> Iterator[tuple[Cell, str, int]]:
    """Each title of a table, its side, and the last column that it may cover."""
    for number in range(1, sheet.last_row + 1):
        row = list(sheet.row(number, 1, sheet.last_column))
        titled = [(c, side) for c in row if (side := vocabulary.side_of(c.text))]
        for i, (cell, side) in enumerate(titled):
            right = titled[i + 1][0].column - 1 if i + 1 < len(titled) else sheet.last_column
            if not _amounts(c for c in row if cell.column < c.column <= right):
                yield cell, side, right


def _filled(sheet: Sheet, title: Cell, right: int) -> bool:
    """Do words that are no heading stand beside these?"""
    beside = sheet.row(title.row, title.column + 1, right)
    return any(not is_blank(c) and not heads(c) for c in beside)


def heads(cell: Cell) -> bool:
    """Is it the words above a column of amounts, a year among them?"""
    return is_year(cell) or vocabulary.heads_amounts(cell.text)


def _amounts(cells: Iterable[Cell]) -> bool:
    """Is there one among these cells?"""
    return any(looks_like(c) and not is_year(c) for c in cells)


def is_year(cell: Cell) -> bool:
    """« 2030 », a number or not."""
    text = f"{cell.value:g}" if isinstance(cell.value, int | float) else cell.text
    return len(text) == 4 and vocabulary.year(text) is not None
