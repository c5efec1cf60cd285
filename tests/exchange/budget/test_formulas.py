"""What a simple formula makes of the values stored beside it; the others are left alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pmtdocs.exchange.budget.cells import Cell, Sheet
from pmtdocs.exchange.budget.formulas import evaluate


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("=SUM(B1:B3)", "60"),
        ("=SUM($B$1:$B$3)", "60"),
        ("=sum(B1,B3)", "40"),
        ("=SUM(B:B)", "60"),
        ("=B1+B2-B3", "0"),
        ("=-B1+15,5", None),
        ("=-B1+15.5", "5.5"),
        ("=+B1", "10"),
        ("=B1-SUM(B2:B3)", "-40"),
        ("=SUM(A1:B3)", "60"),  # SUM ignores words
        ("=B1+A1", None),  # + does not
        ("=SUM(B1:B9)", "60"),  # empty cells count for nothing
        ("=SUM(B1:B3)*2", None),
        ("=ROUND(B1,2)", None),
        ("=IF(B1>0,B2,B3)", None),
        ("=Feuil2!B1", None),
        ("=SUM(A1:XFD1048576)", "60"),  # as far as there are cells
        ("=SUM(C1:C1)", None),  # never calculated
        ("texte", None),
        ("", None),
    ],
)
def test_a_formula_is_calculated_when_it_is_simple(formula: str, expected: str | None) -> None:
    sheet = Sheet("b.xlsx", "Budget")
    for row, value in enumerate((10, 20, 30), 1):
        sheet.cells[row, 1] = Cell(sheet, row, 1, "mots")
        sheet.cells[row, 2] = Cell(sheet, row, 2, value)
    if formula == "=SUM(C1:C1)":
        sheet.cells[1, 3] = Cell(sheet, 1, 3, None, "=B1")
    computed = evaluate(Cell(sheet, 9, 2, 0, formula))
    assert computed == (None if expected is None else Decimal(expected))
