"""A row that bears a label is imported with its amount, or a finding names its cell."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pmtdocs.finding import ReadError
from tests.support.excel import Formula, read, save

#: What may stand in a cell of amounts, and the amount that it is for certain.
READ: list[tuple[Any, str]] = [
    (1234.56, "1234.56"), (0, "0"), ("10 000 euros", "10000"), ("1 234,56 euros", "1234.56"),
    ("12 000 € TTC", "12000"), ("12\u202f000,50\u00a0€", "12000.50"), ("700 EUR", "700"),
    (Formula("=500+200", 700), "700"), (Formula("=ROUND(2100/3,0)", 700), "700"),
    (Formula("=Tableau1[Montant]", 80), "80"),
]  # fmt: skip
UNREAD: list[Any] = [
    "environ 12 000", "≈ 12 000", "~12000", "à définir", "à préciser (devis)", "12 OOO", "l2 000",
    "12 k€", "1,2 M€", "(1 200)", "1.200,00", "1,200.00", "1'200", "5 000 à 6 000", "2 x 500",
    "25 %", "1 200 CHF", "voir annexe", "selon devis", "cf. budget", "inclus", "?", "offert",
    "12/03/2024", "#REF!", "#N/A", "N/A", "12 000 ou 13 000", "douze mille euros", "X", "✓",
    dt.date(2024, 3, 12), dt.time(18, 30), True, False, -700, 1e300,
    Formula("=cmd|' /C calc'!A0", 12), Formula("=SUM(", 12), Formula("=B3+", -12),
]  # fmt: skip
NOTHING: list[Any] = ["-", "–", "—", "néant", "Néant.", "pour mémoire", "p.m.", "PM", "sans objet"]
#: What leaves an amount unknown: nothing is written.
_STOPS = {"XLS001", "XLS002", "XLS003", "XLS004", "XLS014"}
LABELS = [
    "Loyer", "Achats divers", "60 Fournitures", "Charges directes", "Produits", "Dont primes",
    "Excédent reporté", "Prestations 2024 (3 jours)", "Budget communication", "Prix et montants",
    "Région", "Résultat", "ADMINISTRATION",
]  # fmt: skip
_CELLS = st.sampled_from([*READ, *((cell, None) for cell in (*UNREAD, *NOTHING))])
_LINES = st.lists(st.tuples(st.sampled_from(LABELS), _CELLS), max_size=6)
_HEADINGS = st.sampled_from(
    [None, ("Postes", "Sollicité"), ("Actions menées", "Montant"), (None, "Budget 2024")]
)


@st.composite
def _side(draw: st.DrawFn, side: str) -> tuple[list[Any], list[Any]]:
    """The rows of a side, and its lines: a label, its cell, its amount if that is certain.

    One line is sure, anywhere: without any amount there is no table.
    """
    lines = draw(_LINES)
    lines.insert(draw(st.integers(0, len(lines))), ("Assurance", (50, "50")))
    named = [(f"{label} n° {side}{n}", *cell) for n, (label, cell) in enumerate(lines)]
    heading = draw(_HEADINGS)
    rows = [heading, *(line[:2] for line in named)] if heading else [line[:2] for line in named]
    if draw(st.booleans()):
        rows.append(("Total", sum(Decimal(amount or 0) for *_, amount in named)))
    return rows, named


# A workbook written and read for each example: shrinking one would take minutes.
@settings(max_examples=60, phases=[Phase.explicit, Phase.generate])
@given(_side("A"), _side("B"), st.booleans())
def test_each_row_is_imported_or_named(
    tmp_path: Path, spent: Any, received: Any, beside: bool
) -> None:
    left, right = [("Dépenses",), *spent[0]], [("Recettes",), *received[0]]
    if beside:
        pairs = zip_longest(left, right, fillvalue=())
        rows = [(*a, *(None,) * (2 - len(a)), *b) for a, b in pairs]
    else:
        rows = [*left, (), *right]
    try:
        imported = read(save(tmp_path / "b.xlsx", rows), tax="TTC")
    except ReadError:
        return  # a column that holds rates above all: nothing is written either
    told = " ".join(f"{f.primary.label} {f.message}" for f in imported.findings)
    sides = (imported.budget.depenses, imported.budget.recettes) if imported.budget else ()
    kept = {line.libelle: line.montant[0] for side in sides for _, line in side.lines()}
    assert bool(imported.text) is not any(f.code in _STOPS for f in imported.findings)
    places = {
        label: f"{'BCD'[column]}{number}"
        for number, row in enumerate(rows, 1)
        for column, label in enumerate(row[:-1])
    }
    for label, cell, amount in (*spent[1], *received[1]):
        if not re.search(rf"\b{places[label]}\b", told):
            assert amount is not None, (label, cell, places[label])
            assert not imported.text or kept[label] == Decimal(amount), (label, cell)
