"""A workbook as cells with their place: what Excel stored, and the formula behind it.

Nothing is calculated here: a value is the one that the spreadsheet saved.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path as FilePath
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL
from openpyxl.styles.colors import COLOR_INDEX
from openpyxl.utils import get_column_letter as letters
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.worksheet import Worksheet

from pmtdocs.dossier.source import FORBIDDEN
from pmtdocs.exchange.budget import received_file
from pmtdocs.finding import Location, Path, ReadError, Span
from pmtdocs.system.limits import EXCEL_COLUMNS, EXCEL_ROWS

_WHITE = ("FFFFFF", 0.0)
_PAGES = ("odd", "even", "first")
_SPACES = re.compile(r"\s+")
#: What the library raises on a workbook whose parts contradict one another.
_BROKEN = (
    ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError, SyntaxError,
    OSError,
)  # fmt: skip


@dataclass(frozen=True, eq=False)
class Cell:
    """One cell that is not empty."""

    sheet: Sheet = field(repr=False)
    row: int
    column: int
    value: object
    """As stored: None for a formula that was never calculated."""
    formula: str = ""
    """« =SUM(B2:B5) », or nothing."""
    error: bool = False
    format: str = ""
    """How the number is shown: « #,##0.00 "€" »."""
    bold: bool = False
    struck: bool = False
    """Is it struck out?"""
    faint: bool = False
    """Is it written in the colour of its ground?"""

    @property
    def ref(self) -> str:
        """« B7 »."""
        return f"{letters(self.column)}{self.row}"

    @cached_property
    def text(self) -> str:
        """The words of the cell on one line, without what the eye cannot see; else nothing."""
        if not isinstance(self.value, str) or self.error:
            return ""
        # « _x000D_ » is the carriage return of somebody's Alt+Enter.
        return FORBIDDEN.sub("", _SPACES.sub(" ", unescape(self.value))).strip()

    @property
    def percent(self) -> bool:
        return "%" in self.format

    @property
    def is_number(self) -> bool:
        return isinstance(self.value, int | float) and not isinstance(self.value, bool)

    def location(self, path: Path = ()) -> Location:
        """« Budget.xlsx, feuille « Budget », cellule B7 »."""
        file = self.sheet.file
        label = f"{FilePath(file).name}, feuille « {self.sheet.name} », cellule {self.ref}"
        span = Span(file, self.row, self.column, self.row, self.column + 1)
        return Location(path, span, label)


@dataclass
class Sheet:
    """The cells of one sheet that are not empty."""

    file: str
    name: str
    hidden: bool = False
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    margins: str = ""
    """The words that Excel prints above and below each page."""
    covered: dict[tuple[int, int], Cell] = field(default_factory=dict)
    """Places merged into a cell above that holds a number, and that cell."""

    def at(self, row: int, column: int) -> Cell | None:
        return self.cells.get((row, column))

    def row(self, row: int, left: int, right: int) -> Iterator[Cell]:
        """The cells of a stretch of a row, from left to right."""
        places = range(left, min(right, self.last_column) + 1)
        yield from (cell for c in places if (cell := self.at(row, c)))

    @property
    def too_big(self) -> bool:
        """Is it anything but a budget?"""
        return self.last_row > EXCEL_ROWS.most or self.last_column > EXCEL_COLUMNS.most

    @cached_property
    def last_row(self) -> int:
        return max((row for row, _ in self.cells), default=0)

    @cached_property
    def last_column(self) -> int:
        return max((column for _, column in self.cells), default=0)


class Book(NamedTuple):
    """A workbook."""

    sheets: list[Sheet]
    macros: bool
    """Does the file hold programs? They were neither read nor run."""
    notes: list[str]
    """The words of its comments and drawings."""


def read(file: FilePath, shown: str) -> Book:
    """The cells of a workbook. Raises ReadError or LimitError in French."""
    buffer, macros, notes = received_file.reduced(file)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that are not read
            formulas = load_workbook(buffer, keep_links=False)
            buffer.seek(0)
            values = load_workbook(buffer, read_only=True, keep_links=False, data_only=True)
            pairs = zip(formulas.worksheets, values.worksheets, strict=True)
            return Book([_sheet(shown, typed, stored) for typed, stored in pairs], macros, notes)
    except _BROKEN as error:
        raise ReadError(
            f"{file.name} est abîmé : son contenu ne peut pas être lu.",
            "Ouvrez-le dans Excel et enregistrez-le de nouveau.",
        ) from error


def _sheet(shown: str, typed: Worksheet, stored: Any) -> Sheet:
    sheet = Sheet(shown, _SPACES.sub(" ", typed.title), typed.sheet_state != "visible")
    # The rows of a sheet that is only read: those of `typed` would make every cell up to the last,
    # and one cell at the far end of a sheet would be enough to fill the memory.
    for value in (value for row in stored.iter_rows() for value in row if value is not EMPTY_CELL):
        cell = typed.cell(value.row, value.column)
        if cell.value is not None:
            sheet.cells[value.row, value.column] = _cell(sheet, cell, value)
    rows = typed.row_dimensions.items()
    sheet.hidden_rows = {number for number, row in rows if row.hidden or row.height == 0}
    for column in typed.column_dimensions.values():
        if column.hidden or column.width == 0:
            sheet.hidden_columns.update(range(column.min or 1, (column.max or 0) + 1))
    for merged in typed.merged_cells.ranges:
        _spread(sheet, merged.min_col, merged.min_row, merged.max_row)
    printed = [getattr(typed, f"{on}{where}") for on in _PAGES for where in ("Header", "Footer")]
    parts = [part for one in printed if one for part in (one.left, one.center, one.right)]
    sheet.margins = _SPACES.sub(" ", " ".join(part.text or "" for part in parts if part))
    return sheet


def _cell(sheet: Sheet, typed: Any, stored: Any) -> Cell:
    # An array formula is an object that holds its text.
    formula = str(getattr(typed.value, "text", typed.value)) if typed.data_type == "f" else ""
    # « =SI(B3="";"";B3) » gives no word, and openpyxl nothing: it was calculated all the same.
    value = "" if stored.value is None and stored.data_type == "str" else stored.value
    shown, font = typed.number_format or "", typed.font
    bold, struck = bool(font and font.b), bool(font and font.strike)
    error, faint = stored.data_type == "e", _faint(typed)
    return Cell(sheet, typed.row, typed.column, value, formula, error, shown, bold, struck, faint)


def _faint(cell: Any) -> bool:
    """« Blanc sur blanc »."""
    ink, kind = cell.font and cell.font.color, cell.fill and cell.fill.fill_type
    ground = _rgb(cell.fill.fgColor) if kind == "solid" else None if kind else _WHITE
    return bool(ink) and _rgb(ink) == ground


def _rgb(color: Any) -> tuple[str, float]:
    """The colour, and how much lighter or darker it is made."""
    table = {"theme": {0: "FFFFFF", 1: "000000"}, "indexed": dict(enumerate(COLOR_INDEX))}
    value = table.get(color.type, {}).get(color.value, color.value)
    return str(value)[-6:].upper(), color.tint


def _spread(sheet: Sheet, column: int, top: int, bottom: int) -> None:
    """Words in cells merged downwards name each of their rows; an amount is that of the first."""
    first = sheet.at(top, column)
    for row in range(top + 1, bottom + 1) if first else ():
        if first and first.text and not first.formula:
            sheet.cells[row, column] = Cell(sheet, row, column, first.value, bold=first.bold)
        elif first:
            sheet.covered[row, column] = first
