"""One table of a budget: its columns of words and of amounts, its headings, its rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from openpyxl.utils import get_column_letter as letters

from pmtdocs.exchange.budget import vocabulary
from pmtdocs.exchange.budget.amounts import is_blank, is_rate, looks_like
from pmtdocs.exchange.budget.areas import Area, heads, is_year
from pmtdocs.exchange.budget.cells import Cell
from pmtdocs.finding import ReadError
from pmtdocs.language.french import plain


@dataclass
class Row:
    """A row of a table: its words, and its amounts by column."""

    number: int
    label: Cell | None
    text: str
    amounts: dict[int, Cell]
    published: dict[int, Cell]
    total: Cell | None
    """The years together."""
    special: dict[str, Cell]
    """What the columns « Compte », « Financeur », « En nature » say."""
    nothing: list[Cell]
    """« néant », « pour mémoire » in a column of amounts."""
    covered: list[Cell]
    """Amounts of a row above, whose cell is merged with those of this one."""

    @property
    def typed(self) -> bool:
        """Does one of its cells hold what reads as an amount?"""
        return any(map(looks_like, self.amounts.values()))


@dataclass
class Table:
    """One side of the budget as the sheet shows it."""

    area: Area
    title: str
    label_heading: str
    amount_heading: str
    words: list[int]
    """The columns that name a line."""
    years: dict[int, int]
    """Column of amounts → year; 0 when there is one column."""
    witnesses: dict[int, int]
    """The same for published totals."""
    totals: list[int]
    """Columns of the years together."""
    special: dict[int, str]

    @cached_property
    def rows(self) -> list[Row]:
        return [self._row(number) for number in self.area.rows()]

    def has(self, special: str) -> bool:
        return special in self.special.values()

    def unread(self, number: int) -> list[Cell]:
        """The cells that would name a line, if what their formula gives were known."""
        return [c for c in self._at(number, self.words) if c.formula and c.value is None]

    def named(self, number: int) -> list[Cell]:
        """The cells that name a line."""
        return [cell for cell in self._at(number, self.words) if _words(cell)]

    def _at(self, number: int, columns: Iterable[int]) -> list[Cell]:
        return [c for column in columns if (c := self.area.sheet.at(number, column))]

    def _row(self, number: int) -> Row:
        columns, covered = (*self.years, *self.totals), self.area.sheet.covered
        words = self.named(number)
        return Row(
            number,
            next((c for c in words if c.text), None),
            " ".join(_words(c) for c in words),
            self._amounts(number, self.years),
            self._amounts(number, self.witnesses),
            next(iter(self._amounts(number, dict.fromkeys(self.totals, 0)).values()), None),
            {self.special[c.column]: c for c in self._at(number, self.special) if not is_blank(c)},
            [c for c in self._at(number, columns) if is_blank(c)],
            [c for column in columns if (c := covered.get((number, column)))],
        )

    def _amounts(self, number: int, columns: dict[int, int]) -> dict[int, Cell]:
        """Whatever stands in these columns: what is no amount is told when it is read."""
        cells = {year: self.area.sheet.at(number, column) for column, year in columns.items()}
        return {year: c for year, c in cells.items() if c and not is_blank(c)}


def _words(cell: Cell) -> str:
    """The words of a cell; an account in a column of its own is the first of them."""
    account = cell.is_number and str(cell.value).isdigit() and 60 <= int(str(cell.value)[:2]) < 90
    return str(cell.value) if account else cell.text


def table(area: Area, chosen: tuple[str, ...]) -> Table | None:
    """The columns and rows of an area; None when it holds no amount.

    ``chosen`` are the letters of the columns of amounts, when there are several to choose from.
    """
    announced = _announced(area)
    first = next((r for r in area.rows() if _is_line(area, r, announced)), None)
    if first is None:
        return None
    found = _amount_columns(area, first, announced)
    columns = [column for column in found if letters(column) in chosen] or found
    headings = _headings(area, first, columns)
    # What the last words above a column say.
    last = {column: cells[-1].text for column, cells in headings.items()}
    special = {column: name for column, text in last.items() if (name := vocabulary.column(text))}
    published = [c for c in columns if special.get(c) == vocabulary.PUBLISHED]
    columns = [c for c in columns if c not in special]
    if not columns:
        return None
    totals = [c for c in columns if len(columns) > 1 and vocabulary.is_total(last.get(c, ""))]
    columns = [c for c in columns if c not in totals]
    # A column of amounts that was not chosen names nothing.
    before = [c for c in range(area.title.column, min(columns)) if c not in found]
    words = [c for c in before if c not in special]
    if not any(area.sheet.at(row, c) for row in area.rows() for c in words):
        # « Financeur | Montant »: the lines are named by their funders.
        special = {c: name for c, name in special.items() if c not in before}
        words = before
    years = _years(area, headings, columns)
    only = next(iter(years.values())) if len(years) == 1 else 0
    by_year = any(years.values())
    return Table(
        area,
        _title(area),
        _heading(headings, words) or area.title.text,
        _heading(headings, columns, skip_years=True) or "Montant",
        words,
        years,
        {column: _year(headings, column) or only if by_year else 0 for column in published},
        totals,
        special,
    )


#: How many rows of headings a table may have.
_HEADINGS = 5


def _announced(area: Area) -> dict[int, int]:
    """The columns under « Montant », « Budget 2030 », and the last row that says so."""
    out: dict[int, int] = {}
    for row in range(area.title.row, min(area.title.row + _HEADINGS, area.bottom + 1)):
        cells = [c for c in area.cells(row) if c.column > area.title.column]
        if any(looks_like(c) and not is_year(c) for c in cells):
            break
        out |= {c.column: row for c in cells if vocabulary.announces_amounts(c.text)}
    return out


def _is_line(area: Area, row: int, announced: dict[int, int]) -> bool:
    """Words, then an amount; a year beside a heading is no amount."""
    cells = area.cells(row)
    amounts = [c for c in cells if looks_like(c) and not c.percent]
    amounts += [c for c in cells if row > announced.get(c.column, row) and not heads(c)]
    words = [c for c in cells if c.text and c not in amounts]
    below_years = all(is_year(c) for c in amounts) and _only_headings(words)
    return bool(words and amounts) and not below_years


def _only_headings(words: list[Cell]) -> bool:
    known = ("libelle", "intitule", "nature", "poste", "postes", "designation", "rubrique")
    return all(
        vocabulary.side_of(c.text)
        or vocabulary.column(c.text)
        or vocabulary.is_total(c.text)
        or plain(c.text) in known
        for c in words
    )


def _amount_columns(area: Area, first: int, announced: dict[int, int]) -> list[int]:
    """The columns where amounts prevail over words, after the words; rates are left out.

    One that is announced is a column of amounts whatever stands in it.
    """
    amounts, words = [], []
    for column in range(area.title.column, min(area.right, area.sheet.last_column) + 1):
        cells = [
            c
            for row in range(first, area.bottom + 1)
            if (c := area.sheet.at(row, column)) and not is_blank(c)
        ]
        meant = [c for c in cells if looks_like(c) or vocabulary.puts_off(c.text)]
        prevail = any(map(looks_like, meant)) and len(meant) * 2 >= len(cells)
        if prevail or (cells and column in announced):
            rates = sum(map(is_rate, meant))
            amounts += [column] if rates * 2 < len(meant) else []
        elif cells:
            words.append(column)
    # Account numbers stand before the words.
    return [column for column in amounts if column > min(words, default=0)]


#: Column → the words above it, from the top.
_Headings = dict[int, list[Cell]]


def _headings(area: Area, first: int, columns: list[int]) -> _Headings:
    """The rows of headings: those above the first line with words over a column of amounts."""
    rows: list[int] = []
    for row in range(area.title.row, first):
        over = [c for column in columns if (c := area.sheet.at(row, column)) and not is_blank(c)]
        if over and row > area.headings and not _is_heading(area, over):
            break  # a line, whose amount cannot be read
        rows += [row] if over or row <= area.headings else []
    area.headings = max(rows, default=area.headings)
    out: _Headings = {}
    for row in rows:
        for cell in area.cells(row):
            out.setdefault(cell.column, []).append(cell)
    return out


def _is_heading(area: Area, over: list[Cell]) -> bool:
    """Does the row head the table, by the cells over its amounts or by the words beside them?"""
    row, first = over[0].row, min(c.column for c in over)
    words = [c for c in area.cells(row) if c.column < first and c.text]
    bold = all(c.bold for c in (*over, *words))
    amounts = any(looks_like(c) or vocabulary.puts_off(c.text) for c in over)
    by_words = bool(words) and _only_headings(words)
    return (bold and not amounts) or all(map(heads, over)) or by_words


def _year(headings: _Headings, column: int) -> int | None:
    years = [vocabulary.year(str(cell.value)) for cell in headings.get(column, ())]
    return next((year for year in reversed(years) if year), None)


def _years(area: Area, headings: _Headings, columns: list[int]) -> dict[int, int]:
    """The year of each column; one column alone stands for the whole."""
    if len(columns) == 1:
        only = headings.get(columns[0], [])
        alone = bool(only) and is_year(only[-1])
        return {columns[0]: (_year(headings, columns[0]) or 0) if alone else 0}
    years = {column: _year(headings, column) for column in columns}
    if None in years.values() or len(set(years.values())) < len(years):
        named = ", ".join(letters(c) for c in columns)
        raise ReadError(
            f"Feuille « {area.sheet.name} » : plusieurs colonnes de montants ({named}) sous "
            f"« {area.title.text} », sans une année pour chacune.",
            f"Dites laquelle lire, pour chaque tableau : --column {letters(columns[0])}",
        )
    return {column: year for column, year in years.items() if year}


def _heading(headings: _Headings, columns: list[int], skip_years: bool = False) -> str:
    """The last words above the first of these columns."""
    cells = (cell for column in columns for cell in reversed(headings.get(column, [])))
    return next((c.text for c in cells if c.text and not (skip_years and is_year(c))), "")


def _title(area: Area) -> str:
    """The title: the words above the headings, the last that stand alone on their row."""
    title = area.title.text
    for row in range(area.title.row + 1, area.headings):
        cells = area.cells(row)
        if len(cells) == 1 and cells[0].text and not looks_like(cells[0]):
            title = cells[0].text
    return title
