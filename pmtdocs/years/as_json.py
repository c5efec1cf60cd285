"""The comparison for machines: stable keys, each value with its path, file and line."""

from __future__ import annotations

from typing import Any

from pmtdocs.finding import Location
from pmtdocs.language.json_text import dump
from pmtdocs.years.changes import Change, Value
from pmtdocs.years.columns import Column
from pmtdocs.years.table import Cell, Row, Table
from pmtdocs.years.whole import Evolution, Step
from pmtdocs.years.words import PartChange


def render(evolution: Evolution) -> str:
    """One object: the table, then a step from each dossier to the next."""
    table = evolution.table
    made = {
        "dossiers": [loaded.dossier.nom for loaded in evolution.loadeds],
        "comparable": table.comparable,
        "notes": [*filter(None, [evolution.taxes]), *evolution.notes],
        "table": {
            "columns": [_column(evolution, column) for column in table.columns],
            "gap_between": list(table.ends),
            "rows": [_row(title, row, table) for title, rows in table.sections for row in rows],
        },
        "steps": [_step(step) for step in evolution.steps],
    }
    return dump(made)


def _column(evolution: Evolution, column: Column) -> dict[str, Any]:
    return {
        "title": column.title,
        "dossier": evolution.loadeds[column.dossier].dossier.nom,
        "years": list(column.years),
        "tax": evolution.table.taxes[column.dossier] or None,
    }


def _row(section: str, row: Row, table: Table) -> dict[str, Any]:
    return {
        "section": section,
        "name": row.name,
        "unit": row.unit.value or None,
        "comparable": table.comparable or not row.taxed,
        "cells": [_cell(cell) for cell in row.cells],
        "gap": row.gap,
        "gap_percent": row.rate,
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "state": cell.state.value,
        "value": cell.figure,
        "places": [_place(place) for place in cell.places],
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "from": step.names[0],
        "to": step.names[1],
        "caveat": step.caveat or None,
        "data": [_change(change) for change in step.changes],
        "wording": [_part(part) for part in step.parts],
    }


def _change(change: Change) -> dict[str, Any]:
    return {
        "kind": change.kind.value,
        "subject": change.subject.value,
        "name": change.name,
        "within": change.within or None,
        "before": _value(change.before),
        "after": _value(change.after),
        "gap": change.gap,
        "gap_percent": change.rate,
    }


def _value(value: Value | None) -> dict[str, Any] | None:
    if value is None:
        return None
    return {"text": value.text, "number": value.number, **_place(value.place)}


def _part(part: PartChange) -> dict[str, Any]:
    return {
        "before": part.old or None,
        "after": part.new or None,
        "passages": [
            {
                "heading": passage.heading,
                "place": passage.place,
                "references": {"before": passage.reference[0], "after": passage.reference[1]},
                "words": [{"mark": mark.value, "text": text} for mark, text in passage.runs],
            }
            for passage in part.passages
        ],
    }


def _place(place: Location) -> dict[str, Any]:
    return {
        "path": ".".join(map(str, place.path)),
        "file": place.span.file if place.span else None,
        "line": place.span.line if place.span else None,
    }
