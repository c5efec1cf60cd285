"""The grid of a table: as many columns as its rows have, each of some width.

Word counts on one ``w:gridCol`` a column. After ``{%tc for %}``, a column a year, there are more
cells than the template's grid foresaw; other programs write rows that are short, or no grid.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmtdocs.word.order import made
from pmtdocs.word.package import MOST_COLUMNS, Element, add, inner, remove, val, w, whole

#: Between the usual margins of A4, for a table that says nothing of its width.
_ROOM = 9070


def fit(root: Element) -> None:
    """Give each table whose rows have other columns than its grid a grid that is theirs."""
    for table in root.iter(w("tbl")):
        rows = table.findall(w("tr"))
        if not rows:
            continue
        made(table, "tblPr")
        grid, counts = made(table, "tblGrid"), [*map(_columns, rows)]
        widths, most = [*map(_width, grid)], max(counts)
        if most != len(grid) or not any(widths):
            _refit(table, grid, rows[counts.index(most)])
            widths = [*map(_width, grid)]
        for row, count in zip(rows, counts, strict=True):
            if count < most:
                _fill(row, widths, most - count)


def _fill(row: Element, widths: list[int], missing: int) -> None:
    """Where a row is short, its last cell goes on if it says to be so wide; columns are skipped
    else, as PDF/UA wants rows of as many columns as one another (ISO 14289-1, 7.2)."""
    *others, last = row.findall(w("tc"))
    before, after = around(row)
    at, said = before + sum(map(span, others)), _width(last.find(w("tcPr/tcW")))
    own, whole_width = sum(widths[at : at + span(last)]), sum(widths[at : len(widths) - after])
    if said * 2 > own + whole_width:
        _set(made(last, "tcPr"), "gridSpan", span(last) + missing)
    else:
        _set(made(row, "trPr"), "gridAfter", after + missing)


def _set(properties: Element, name: str, value: int) -> None:
    made(properties, name).set(w("val"), str(value))


def _columns(row: Element) -> int:
    return sum(around(row)) + sum(span(cell) for cell in row.iterchildren(w("tc")))


def placed(row: Element) -> Iterator[tuple[int, Element]]:
    """The cells of a row, each with the column that it begins at."""
    at, _ = around(row)
    for cell in row.iterfind(w("tc")):
        yield at, cell
        at += span(cell)


def around(row: Element) -> tuple[int, int]:
    """How many columns a row skips before its first cell, and after its last one."""
    own = inner(row, "trPr")
    before, after = (val(inner(own, f"grid{side}")) for side in ("Before", "After"))
    return whole(before, 0, MOST_COLUMNS), whole(after, 0, MOST_COLUMNS)


def span(cell: Element) -> int:
    """How many columns a cell takes."""
    return whole(val(inner(inner(cell, "tcPr"), "gridSpan")), 1, MOST_COLUMNS)


def _refit(table: Element, grid: Element, model: Element) -> None:
    """Columns as wide as the cells of the widest row say, brought to the width of the table."""
    cells = model.findall(w("tc"))
    said = [_width(cell.find(w("tcPr/tcW"))) for cell in cells]
    asked = [
        (width or 1) / span(cell)
        for width, cell in zip(said, cells, strict=True)
        for _ in range(span(cell))
    ]
    asked = [*_skipped(model, "Before"), *asked, *_skipped(model, "After")]
    weight: float = sum(asked)
    total = sum(map(_width, grid)) or _width(table.find(w("tblPr/tblW")))
    total = total or (round(weight) if any(said) else _ROOM)
    widths = [round(total * width / weight) for width in asked]
    widths[0] += total - sum(widths)
    remove([*grid])
    for width in widths:
        add(grid, "gridCol", w=width)
    for at, cell in (one for row in table.iterfind(w("tr")) for one in placed(row)):
        if (size := cell.find(w("tcPr/tcW"))) is not None:
            size.set(w("w"), str(sum(widths[at : at + span(cell)])))


def _skipped(row: Element, side: str) -> list[float]:
    """The widths of the columns that a row skips, of which it says the sum."""
    columns = whole(val(row.find(w(f"trPr/grid{side}"))), 0, MOST_COLUMNS)
    total = whole(val(row.find(w(f"trPr/w{side}")), "w")) or columns
    return [total / columns] * columns if columns else []


def _width(said: Element | None) -> int:
    """In twentieths of a point; a share of the whole says nothing here."""
    return 0 if val(said, "type") in ("pct", "auto") else whole(val(said, "w"))
