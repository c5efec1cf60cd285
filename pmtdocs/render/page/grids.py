"""The grid of a table whose columns a loop has multiplied: a column a year, a column a party.

Word counts on one ``w:gridCol`` a column. After ``{%tc for %}``
there are more cells than the template's grid foresaw.
"""

from __future__ import annotations

from pmtdocs.word.package import MOST_COLUMNS, Element, add, remove, val, w, whole


def fit(root: Element) -> None:
    """Give each table whose rows have other columns than its grid a grid that is theirs."""
    for table in root.iter(w("tbl")):
        grid = table.find(w("tblGrid"))
        rows = table.findall(w("tr"))
        if grid is None or not rows:
            continue
        widest = max(rows, key=_columns)
        if _columns(widest) != len(grid):
            _refit(table, grid, widest)


def _columns(row: Element) -> int:
    return sum(around(row)) + sum(span(cell) for cell in row.iterfind(w("tc")))


def around(row: Element) -> tuple[int, int]:
    """How many columns a row skips before its first cell, and after its last one."""
    before, after = (
        whole(val(row.find(w(f"trPr/grid{side}"))), 0, MOST_COLUMNS) for side in ("Before", "After")
    )
    return before, after


def span(cell: Element) -> int:
    """How many columns a cell takes."""
    return whole(val(cell.find(w("tcPr/gridSpan"))), 1, MOST_COLUMNS)


def _refit(table: Element, grid: Element, model: Element) -> None:
    """Columns as wide as the cells of the widest row say, brought to the width of the table."""
    cells = model.findall(w("tc"))
    asked = [_width(cell) / span(cell) for cell in cells for _ in range(span(cell))]
    asked = [*_skipped(model, "Before"), *asked, *_skipped(model, "After")]
    weight: float = sum(asked)
    total = sum(whole(val(column, "w")) for column in grid) or round(weight)
    widths = [round(total * width / weight) for width in asked]
    widths[0] += total - sum(widths)
    remove([*grid])
    for width in widths:
        add(grid, "gridCol", w=width)
    for row in table.iterfind(w("tr")):
        at, _ = around(row)
        for cell in row.iterfind(w("tc")):
            size = cell.find(w("tcPr/tcW"))
            if size is not None:
                size.set(w("w"), str(sum(widths[at : at + span(cell)])))
            at += span(cell)


def _skipped(row: Element, side: str) -> list[float]:
    """The widths of the columns that a row skips, of which it says the sum."""
    columns = whole(val(row.find(w(f"trPr/grid{side}"))), 0, MOST_COLUMNS)
    total = whole(val(row.find(w(f"trPr/w{side}")), "w")) or columns
    return [total / columns] * columns if columns else []


def _width(cell: Element) -> int:
    return whole(val(cell.find(w("tcPr/tcW")), "w")) or 1
