"""Tables: columns, header rows, merged cells, borders and shading; layout tables are boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import takewhile
from typing import Literal, NamedTuple, cast

from pmtdocs.render.page.inline import one_line
from pmtdocs.render.page.tree import Block, Box, Boxes, Cell, Line, Row, Table
from pmtdocs.word import room
from pmtdocs.word.formatting import Border, CellStyle, Colour, TableStyle
from pmtdocs.word.grids import around, placed, span
from pmtdocs.word.package import Element, is_on, val, w, whole
from pmtdocs.word.printable import TRANSPARENT, has_words
from pmtdocs.word.properties import cell_style, table_style, widths
from pmtdocs.word.styles import Styles
from pmtdocs.word.table_looks import options

_HIDDEN = Border("hidden", 0, Colour(0, 0, 0))
#: Of words that are turned: fonts wider than Calibri, the most in points, and of none.
_SLACK, _LONGEST, _EMPTY = 1.15, 240.0, 11.0

Blocks = Callable[[Iterable[Element]], tuple[Block, ...]]
_Heads = Literal["", "col", "row"]


def read(styles: Styles, table: Element, blocks: Blocks) -> Table | Boxes:
    """A table; ``blocks`` reads what is inside a cell."""
    rows, style = [*_inside(table, "tr")], table_style(styles, table.find(w("tblPr")))
    if styles.lays_out(table):
        lines = (_line(row, widths(table), style, rows, blocks) for row in rows)
        return Boxes(tuple(lines), style)
    # Word heads pages with the first rows alone; one further down is a row like the others.
    heads = [*takewhile(lambda row: is_on(row.find(w("trPr/tblHeader"))), rows)]
    others = rows[len(heads) :]
    first: _Heads = "row" if options(table)["firstColumn"] else ""
    skipped = _Skipped(rows, style, styles)
    return Table(
        _name(table, heads),
        widths(table),
        style,
        tuple(_row(row, heads, ("col", "col"), blocks, skipped) for row in heads),
        tuple(_row(row, others, (first, ""), blocks, skipped) for row in others),
    )


def _line(
    row: Element, columns: tuple[float, ...], table: TableStyle, rows: list[Element], blocks: Blocks
) -> Line:
    """Boxes as wide as their columns; where the row skips some, an empty one stands."""
    (before, after), cells = around(row), [*placed(row)]
    skipped = [(0, before)] * (before > 0), [(len(columns) - after, after)] * (after > 0)
    boxes = [
        Box(
            sum(columns[at : at + span(cell)]),
            blocks(cell),
            _lines(table, row is rows[0], row is rows[-1], at == 0, at + span(cell) == len(columns))
            | cell_style(cell.find(w("tcPr"))),
        )
        for at, cell in cells
    ]
    first, last = ([Box(sum(columns[at : at + n]), (), {}) for at, n in one] for one in skipped)
    return Line((*first, *boxes, *last), _height(row))


def _lines(table: TableStyle, top: bool, bottom: bool, left: bool, right: bool) -> CellStyle:
    """Those that a table draws around a box, which may be on its edges."""
    lines: dict[str, Border | None] = {
        "border_top": table.get("border_top") if top else table.get("inside_rows"),
        "border_left": table.get("border_left") if left else table.get("inside_columns"),
        "border_bottom": table.get("border_bottom") if bottom else None,
        "border_right": table.get("border_right") if right else None,
    }
    drawn = {name: line for name, line in lines.items() if line and line.kind != "none"}
    return cast(CellStyle, drawn)


def _height(row: Element) -> float:
    return whole(val(row.find(w("trPr/trHeight")))) / 20


def _row(
    row: Element,
    group: list[Element],
    heads: tuple[_Heads, _Heads],
    blocks: Blocks,
    skipped: _Skipped,
) -> Row:
    """What the first cell heads, and the others, unless they are empty: a corner heads nothing."""
    elements = [*_inside(row, "tc")]
    styles = skipped.closed(row, [cell_style(cell.find(w("tcPr"))) for cell in elements])
    shades = {style.get("shade") for style in styles}
    # One rectangle a row: side by side, those of the cells would show a seam.
    shade = shades.pop() if len(shades) == 1 and around(row) == (0, 0) else None
    cells, (column, _) = [*skipped.cell(row, 0)], around(row)
    height = _height(row)
    for cell, style in zip(elements, styles, strict=True):
        if shade:
            del style["shade"]
        if style.get("turned"):
            style.update(_turned(skipped.known, cell, height))
        merge = cell.find(w("tcPr/vMerge"))
        if not _goes_on(merge) or not _is_under_another(group, row, column):
            below = 1 if merge is None else _rows_below(group, row, column)
            head = heads[column > 0]
            head = head if head and has_words(cell) else ""
            cells.append(Cell(style, head, span(cell), below, blocks(cell)))
        column += span(cell)
    together = is_on(row.find(w("trPr/cantSplit")))
    kept = all(is_on(p.find(w("pPr/keepNext"))) for p in row.iterfind(f"{w('tc')}/{w('p')}"))
    return Row(shade, together, (*cells, *skipped.cell(row, 1)), height, kept)


def _turned(styles: Styles, cell: Element, height: float) -> CellStyle:
    """The room of its words, a little more than what they want, or what the row leaves them."""
    length = height or round(min(room.widest(styles, cell) * _SLACK, _LONGEST), 1) or _EMPTY
    return {"length": length, "thick": round(room.height(styles, cell, length), 1) or _EMPTY}


class _Skipped(NamedTuple):
    """Where rows skip columns: an empty cell stands there, and no line around it."""

    rows: list[Element]
    style: TableStyle
    known: Styles

    def cell(self, row: Element, side: int) -> Iterator[Cell]:
        """The empty cell before a row (0) or after it (1), if it skips columns there.

        The lines above and below are those of the cells there.
        """
        style: CellStyle = {"border_right": _HIDDEN} if side else {"border_left": _HIDDEN}
        if columns := around(row)[side]:
            at = self.rows.index(row)
            if at == 0 or around(self.rows[at - 1])[side] >= columns:
                style["border_top"] = _HIDDEN
            if at == len(self.rows) - 1:
                style["border_bottom"] = _HIDDEN
            yield Cell(style, "", columns, 1, ())

    def closed(self, row: Element, styles: list[CellStyle]) -> list[CellStyle]:
        """The first and the last cell with the outer lines of the table, which they end."""
        before, after = around(row)
        if before and styles and "border_left" in self.style:
            styles[0] = {"border_left": self.style["border_left"], **styles[0]}
        if after and styles and "border_right" in self.style:
            styles[-1] = {"border_right": self.style["border_right"], **styles[-1]}
        return styles


def _inside(parent: Element, name: str) -> Iterator[Element]:
    """Rows or cells, those inside content controls too."""
    for child in parent:
        if child.tag == w(name):
            yield child
        elif child.tag in TRANSPARENT:
            yield from _inside(child, name)


def _name(table: Element, heads: list[Element]) -> str:
    """What a table is called: its title among Word's alternative texts, else its columns."""
    if title := val(table.find(w("tblPr/tblCaption"))):
        return title
    cells = [cell for row in heads[:1] for cell in _inside(row, "tc")]
    return ", ".join(filter(None, map(one_line, cells))) or "Tableau"


def _rows_below(rows: list[Element], row: Element, column: int) -> int:
    """How many rows a vertically merged cell spans, itself included."""
    count = 1
    for below in rows[rows.index(row) + 1 :]:
        if not _goes_on(_merge(below, column)):
            break
        count += 1
    return count


def _goes_on(merge: Element | None) -> bool:
    """Is it the mark of a cell that is one with the cell above?"""
    return merge is not None and val(merge) != "restart"


def _is_under_another(rows: list[Element], row: Element, column: int) -> bool:
    """Is there a merged cell above? The row where it began may have been left out."""
    at = rows.index(row)
    return at > 0 and _merge(rows[at - 1], column) is not None


def _merge(row: Element, column: int) -> Element | None:
    """The mark of a merged cell that begins at a column of a row."""
    return next((cell.find(w("tcPr/vMerge")) for at, cell in placed(row) if at == column), None)
