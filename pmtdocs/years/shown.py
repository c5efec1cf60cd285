"""Figures of a comparison as a French table prints them."""

from __future__ import annotations

from decimal import Decimal

from pmtdocs.language.french import NBSP, euros, number, percent
from pmtdocs.years.changes import Change, Unit, Value
from pmtdocs.years.table import Cell, Row, State, Table

#: « sans objet »: no gap can be told.
NOTHING = "s.o."
_MINUS = "−"
_STATES = {State.ABSENT: "–", State.UNKNOWN: "n.d.", State.NONE: NOTHING, State.BLANK: State.BLANK}
LEGEND = (
    "« – » : le budget n'a pas cette ligne ; « n.d. » : montant non détaillé par année ; "
    "« s.o. » : sans objet (base nulle ou absente)."
)
TAXES = " « * » : budgets qui ne sont pas sur la même base de TVA."
_CENT = Decimal("0.01")


def figure(value: Decimal, unit: Unit) -> str:
    """« 45 000 € », « 9,18 % », « 102 »."""
    if unit is Unit.EUROS:
        return euros(value)
    return percent(value) if unit is Unit.SHARE else number(value)


def cell(one: Cell, unit: Unit) -> str:
    """The figure of a cell, or why there is none."""
    return _STATES[one.state] if one.figure is None else figure(one.figure, unit)


def gap(value: Decimal | None, unit: Unit) -> str:
    """« +4 000 € », « −3 », « +4,66 points »; « s.o. » for none."""
    if value is None:
        return NOTHING
    size = abs(value)
    if unit is Unit.SHARE:
        size = (size.quantize(_CENT)).normalize() + 0
        said = f"{number(size)}{NBSP}point{'s' if size >= 2 else ''}"
    else:
        said = figure(size, unit)
    return said if not size else f"{'+' if value > 0 else _MINUS}{said}"


def change_of_rate(value: Decimal | None) -> str:
    """« −40,97 % »; « s.o. » when there is nothing to count from."""
    if value is None:
        return NOTHING
    size = percent(abs(value))
    return size if not value else f"{'+' if value > 0 else _MINUS}{size}"


def row(one: Row, table: Table) -> tuple[str, ...]:
    """The cells of a row: its name, each column, the gap and its rate."""
    cells = (cell(c, one.unit) for c in one.cells)
    star = "" if table.comparable or not one.taxed or not one.gap else f"{NBSP}*"
    return (one.name, *cells, f"{gap(one.gap, one.unit)}{star}", change_of_rate(one.rate))


def head(table: Table) -> tuple[str, ...]:
    """The headings of the table; the gap says between which columns when there are several."""
    titles = [column.title for column in table.columns]
    first, last = (titles[end] for end in table.ends)
    between = f" {first} → {last}" if len(titles) > 2 else ""
    return ("Montants et votes", *titles, f"Écart{between}", "Écart en %")


def change_gap(change: Change) -> str:
    """« −197 812 € (−40,97 %) »; empty for what is no number."""
    if change.gap is None or change.before is None:
        return ""
    unit = change.before.unit
    said = gap(change.gap, unit)
    return said if unit is Unit.SHARE else f"{said} ({change_of_rate(change.rate)})"


def where(value: Value | None) -> str:
    """« data/2031/budget.yaml:13 »."""
    span = value.place.span if value else None
    return f"{span.file}:{span.line}" if span else ""
