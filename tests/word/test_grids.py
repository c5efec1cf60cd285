"""The grid of a table after a loop over its columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.word.grids import fit
from pmtdocs.word.package import Element, local, parse, val, w

_XMLNS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def cell(width: int, span: int = 1) -> str:
    merged = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{merged}</w:tcPr><w:p/></w:tc>'


def table(grid: list[int], *rows: str, wrap: str = "{}") -> Element:
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in grid)
    inside = wrap.format("".join(f"<w:tr>{row}</w:tr>" for row in rows))
    text = f"<w:body {_XMLNS}><w:tbl><w:tblGrid>{columns}</w:tblGrid>{inside}</w:tbl></w:body>"
    return parse(text, "essai")


def grid(root: Element) -> list[int]:
    return [int(val(column, "w") or 0) for column in root.iter(w("gridCol"))]


def cells(root: Element) -> list[int]:
    return [int(val(size, "w") or 0) for size in root.iter(w("tcW"))]


def test_a_column_a_year() -> None:
    root = table([6000, 1500, 1500], cell(3000) + cell(1000) * 3 + cell(3000))
    fit(root)
    assert grid(root) == [3000, 1000, 1000, 1000, 3000]
    assert cells(root) == grid(root)


def test_a_merged_row_keeps_the_whole_width() -> None:
    root = table([5000, 4000], cell(3000) + cell(3000) + cell(3000), cell(9000, 3))
    fit(root)
    assert grid(root) == [3000, 3000, 3000]
    assert cells(root) == [3000, 3000, 3000, 9000]


@pytest.mark.parametrize(
    "root",
    [
        table([6000, 3000], cell(6000) + cell(3000), cell(9000, 2)),
        table([6000, 3000], cell(6000) + cell(3000), cell(6000)),
        table([6000, 3000]),
        table([9000], cell(1) + cell(2), wrap="<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"),
    ],
    ids=["its own grid", "a short row", "no row", "a content control"],
)
def test_what_is_left_alone(root: Element) -> None:
    before = grid(root), cells(root)
    fit(root)
    assert (grid(root), cells(root)) == before


@given(st.integers(1, 12), st.integers(0, 4000), st.integers(0, 4000))
def test_the_table_keeps_its_width(years: int, first: int, other: int) -> None:
    root = table([6000, 1500, 1798], cell(first) + cell(other) * years + cell(1400))
    fit(root)
    assert sum(grid(root)) == 9298
    assert len(grid(root)) == years + 2
    assert all(width >= 0 for width in grid(root))


def test_columns_that_rows_skip_are_counted() -> None:
    """The grid was right: nothing changes; after a loop, skipped columns keep their width."""
    skips = '<w:trPr><w:gridBefore w:val="1"/><w:wBefore w:w="1000"/></w:trPr>'
    right = table([1000, 2000], cell(1000) + cell(2000), skips + cell(2000))
    fit(right)
    assert grid(right) == [1000, 2000]
    grown = table([1000, 2000], skips + cell(2000) * 3)
    fit(grown)
    assert len(grid(grown)) == 4
    assert sum(grid(grown)) == 3000
    assert grid(grown)[0] == 429


@pytest.mark.parametrize(
    ("given_grid", "rows", "columns", "shape"),
    [
        ([2000, 1000], [cell(2000) + cell(1000), cell(2000)], [2000, 1000], "after 1"),
        ([2000, 1000], [cell(2000) + cell(1000), cell(3000)], [2000, 1000], "span 2"),
        ([2000], [cell(500) * 2, cell(1000, 2)], [1000, 1000], ""),
        ([2000, 500, 500], [cell(2000) + cell(1000)], [2000, 1000], ""),
        ([0, 0], [cell(300) + cell(600)], [300, 600], ""),
        ([], [cell(0) + cell(0)], [4535, 4535], ""),
    ],
    ids=["a short row", "a row of one wide cell", "too few", "too many", "no width", "no grid"],
)
def test_rows_and_grid_agree(
    given_grid: list[int], rows: list[str], columns: list[int], shape: str
) -> None:
    """As other programs write them; what is required of a table is there."""
    root = table(given_grid, *rows)
    fit(root)
    assert grid(root) == pytest.approx(columns, abs=1)
    assert [local(e.tag) for e in root[0]][:2] == ["tblPr", "tblGrid"]
    names = {"gridSpan": "span", "gridAfter": "after"}
    last = root[0][-1]
    said = [f"{names[local(e.tag)]} {val(e)}" for e in last.iter(*map(w, names))]
    assert not shape or said == [shape]
