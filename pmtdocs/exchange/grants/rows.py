"""A received table as rows of text with their places: a workbook or a CSV file."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path as FilePath
from typing import NamedTuple

from pmtdocs.exchange.budget import cells
from pmtdocs.exchange.csv_rows import csv_rows
from pmtdocs.exchange.grants.columns import COLUMNS, is_heading, recognise
from pmtdocs.exchange.sitting.pasted_text import read_pasted
from pmtdocs.finding import Location, ReadError, Span
from pmtdocs.language.french import number

#: Titles stand above the headings, not pages of them.
_HEAD = 40


class Box(NamedTuple):
    """The words of a cell; an amount as people type it."""

    text: str
    place: Location
    lost: bool = False
    """Is its value unknown: an error, or a formula that was never calculated?"""


class Table(NamedTuple):
    """The rows under the headings, each by the key of its column."""

    rows: list[dict[str, Box]]
    unread: list[Box]
    """The headings of the columns that mean nothing here."""


def read(file: FilePath, shown: str, sheet: str = "") -> Table:
    """The only table of a file. Raises ReadError or LimitError in French."""
    found = _workbook(file, shown, sheet) if _is_workbook(file) else [("", [*_text(file, shown)])]
    tables = [one for one in (_table(rows) for _, rows in found) if one]
    if not tables:
        wanted = ", ".join(words[0] for words in COLUMNS.values())
        raise ReadError(
            f"{file.name} : aucune ligne de titres avec « Bénéficiaire » et « Montant ».",
            f"Colonnes : {wanted}.",
        )
    if len(tables) > 1:
        names = ", ".join(f"« {name} »" for name, rows in found if _table(rows))
        raise ReadError(f"Plusieurs feuilles ont un tableau : {names}.", "Choisissez : --sheet NOM")
    return tables[0]


def _is_workbook(file: FilePath) -> bool:
    return file.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods", ".xlsb")


Rows = list[dict[int, Box]]


def _table(rows: Rows) -> Table | None:
    for at, row in enumerate(rows[:_HEAD]):
        width = max(row, default=-1) + 1
        headings = [row[i].text if i in row else "" for i in range(width)]
        if not is_heading(headings):
            continue
        keys = recognise(headings)
        kept = [{keys[i]: box for i, box in one.items() if i in keys} for one in rows[at + 1 :]]
        unread = [box for i, box in row.items() if i not in keys]
        return Table([one for one in kept if one], unread)
    return None


def _workbook(file: FilePath, shown: str, wanted: str) -> list[tuple[str, Rows]]:
    sheets = cells.read(file, shown).sheets
    names = [sheet.name for sheet in sheets]
    if wanted and wanted not in names:
        said = f"Le classeur n'a pas de feuille « {wanted} »."
        raise ReadError(said, f"Ses feuilles : {', '.join(names)}.")
    found = []
    for sheet in sheets:
        if sheet.name == wanted or not (wanted or sheet.hidden):
            rows: dict[int, dict[int, Box]] = {}
            for (row, column), cell in sorted(sheet.cells.items()):
                if (box := _box(cell)).text or box.lost:
                    rows.setdefault(row, {})[column - 1] = box
            found.append((sheet.name, [*rows.values()]))
    return found


def _box(cell: cells.Cell) -> Box:
    if cell.error or (cell.formula and cell.value is None):
        return Box("", cell.location(), lost=True)
    if cell.is_number:
        value = Decimal(str(cell.value)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        whole = value == value.to_integral()
        return Box(number(value.to_integral() if whole else value), cell.location())
    if isinstance(cell.value, bool):
        return Box("oui" if cell.value else "non", cell.location())
    return Box(cell.text, cell.location())


def _text(file: FilePath, shown: str) -> Iterator[dict[int, Box]]:
    text = read_pasted(file).text
    lines = text.split("\n")
    mark = max(";\t,", key=lambda one: sum(line.count(one) for line in lines[:_HEAD]))
    for start, row in csv_rows(lines, mark):
        boxes = {i: _placed(shown, start, i, words) for i, words in enumerate(row)}
        yield {i: box for i, box in boxes.items() if box.text}


def _placed(shown: str, line: int, column: int, words: str) -> Box:
    said = " ".join(words.split())
    said = said[1:] if said[:2] in ("'=", "'+", "'-", "'@") else said  # as we write them
    label = f"{FilePath(shown).name}, ligne {line}, colonne {column + 1}"
    return Box(said, Location((), Span(shown, line, 1, line, 1), label))
