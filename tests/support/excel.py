"""Workbooks for the tests, written as rows; what a formula gives stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pmtdocs.dossier.model.common import Commons, Organisation
from pmtdocs.exchange.budget import read_excel, xlsx_bytes
from pmtdocs.exchange.budget.read_excel import Imported, Wanted
from pmtdocs.finding import Finding
from tests.support.messages import faults

COMMONS = Commons(
    organisations={
        "gbm": Organisation(nom="Grand Besançon Métropole", sigle="GBM", nature="collectivité"),
        "region": Organisation(
            nom="Région Bourgogne-Franche-Comté", article="la", nature="collectivité"
        ),
        "etat": Organisation(nom="État", article="l'", nature="État"),
    }
)


class Formula(NamedTuple):
    """A formula and the value that the spreadsheet stored."""

    text: str
    value: int | Decimal


Row = Sequence[Any]


def sheet(rows: Iterable[Row], title: str = "Budget") -> tuple[Workbook, Worksheet]:
    """A workbook of one sheet; formulas have no value yet."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    made = workbook.create_sheet(title)
    for row in rows:
        made.append([cell.text if isinstance(cell, Formula) else cell for cell in row])
    return workbook, made


def save(file: Path, rows: Sequence[Row]) -> Path:
    """A workbook whose formulas were calculated."""
    workbook, made = sheet(rows)
    stored = {
        made.cell(r, c).coordinate: Decimal(cell.value)
        for r, row in enumerate(rows, 1)
        for c, cell in enumerate(row, 1)
        if isinstance(cell, Formula)
    }
    file.write_bytes(xlsx_bytes.write(workbook, stored))
    return file


def read(file: Path, **wanted: Any) -> Imported:
    return read_excel.import_budget(file, file.name, COMMONS, Wanted(**wanted))


def said(found: Iterable[Finding]) -> list[tuple[str, str]]:
    """Code and cell of each finding, whose words are held to French too."""
    found = tuple(found)
    assert [fault for f in found for fault in faults(f.message) + faults(f.help)] == []
    return [(f.code, f.primary.label.rpartition(" ")[2]) for f in found]
