"""What a simple formula makes of the values that are stored: SUM and chains of + and −."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import TokenizerError
from openpyxl.utils.cell import range_boundaries

from pmtdocs.exchange.budget.cells import Cell, Sheet

#: A sum of more cells than that is no budget's.
_MAX_AREA = 500


def references(cell: Cell) -> list[tuple[int, int]] | None:
    """The (row, column) that a simple formula adds up; None when it is not simple."""
    terms = _terms(cell)
    return None if terms is None else [place for _, places, _ in terms for place in places]


def evaluate(cell: Cell) -> Decimal | None:
    """The value of a simple formula, or None: no formula, another one, or cells without value."""
    terms = _terms(cell)
    if terms is None:
        return None
    total = Decimal(0)
    for sign, places, constant in terms:
        values = [_number(cell.sheet, place) for place in places]
        if any(value is None for value in values):
            return None
        total += sign * (constant + sum((v for v in values if v is not None), Decimal(0)))
    return total


def _number(sheet: Sheet, place: tuple[int, int]) -> Decimal | None:
    """As SUM reads a cell: empty cells and texts count for nothing."""
    cell = sheet.at(*place)
    if cell is None or isinstance(cell.value, str | bool):
        return None if cell is not None and cell.error else Decimal(0)
    return Decimal(repr(cell.value)) if cell.is_number else None


#: Sign, cells added up, constant.
_Term = tuple[int, list[tuple[int, int]], Decimal]


#: « [1]Paie!B2 »; « Tableau1[Montant] » is a column of the same workbook.
_EXTERNAL = re.compile(r"\[[^\[\]]+\][^\[\]!]*!|\[[^\[\]]+\.xl\w+\]", re.IGNORECASE)
_WORDS = re.compile(r'"[^"]*"')


def reads_elsewhere(formula: str) -> bool:
    """Does it take its value in another workbook?"""
    return bool(_EXTERNAL.search(_WORDS.sub('""', formula)))


def is_formula(formula: str) -> bool:
    """Can it be read? « cmd|'/C calc'!A0 » (DDE) calls another program."""
    if not formula.startswith(("=", "{=")):
        return True  # an array or a table of data: an object whose text is not shown
    if "|" in _WORDS.sub("", formula):
        return False
    try:
        return bool(Tokenizer(formula).items)
    except (TokenizerError, IndexError):
        return False


@lru_cache(maxsize=4096)
def _terms(cell: Cell) -> list[_Term] | None:
    """The terms of a formula, or None when anything else than +, − and SUM is in it."""
    if not cell.formula.startswith("=") or not is_formula(cell.formula):
        return None
    terms: list[_Term] = []
    sign, depth = 1, 0
    for token in Tokenizer(cell.formula).items:
        if token.type in ("WHITE-SPACE", "SEP"):
            continue
        if token.type.startswith("OPERATOR-") and token.value in "+-" and not depth:
            sign = -1 if token.value == "-" else 1
        elif token.type == "FUNC" and token.value.upper() in ("SUM(", ")"):
            depth += 1 if token.subtype == "OPEN" else -1
        elif token.type == "OPERAND" and (term := _operand(cell.sheet, token.value, depth)):
            terms.append((sign, *term))
        else:
            return None
        if len(terms) + sum(len(places) for _, places, _ in terms) > _MAX_AREA:
            return None
    return terms


def _operand(sheet: Sheet, text: str, depth: int) -> tuple[list[tuple[int, int]], Decimal] | None:
    if text.replace(".", "", 1).isdecimal():
        return [], Decimal(text)
    try:
        left, top, right, bottom = range_boundaries(text.replace("$", ""))
    except (TypeError, ValueError):
        return None
    bottom = min(bottom or sheet.last_row, sheet.last_row)
    right = min(right or sheet.last_column, sheet.last_column)
    if (bottom - (top or 1) + 1) * (right - (left or 1) + 1) > _MAX_AREA:
        return None
    places = [
        (row, column)
        for row in range(top or 1, bottom + 1)
        for column in range(left or 1, right + 1)
        if (row, column) in sheet.cells
    ]
    # « =A1 » of a text is no sum: Excel would not add it.
    alone = ":" not in text and not depth
    return None if alone and any(sheet.cells[p].text for p in places) else (places, Decimal(0))
