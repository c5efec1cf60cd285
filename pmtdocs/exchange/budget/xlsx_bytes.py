"""A workbook as bytes: the values of its formulas stored, the same bytes for the same cells.

openpyxl writes a formula without its value: a viewer, a preview or an import would show nothing
until a spreadsheet has calculated the file and saved it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING

from lxml import etree

from pmtdocs.system import samezip

if TYPE_CHECKING:
    from openpyxl import Workbook

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DCTERMS = "{http://purl.org/dc/terms/}"
_SHEET, _CORE = "xl/worksheets/sheet1.xml", "docProps/core.xml"

_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")

#: Cell reference → what its formula gives.
Stored = Mapping[str, Decimal | str]


def coded(text: str) -> str:
    """Words as a cell keeps them: Excel would read « _x0041_ » as « A »."""
    return _CODE.sub("_x005F_", text)


def write(workbook: Workbook, stored: Stored) -> bytes:
    """The bytes of a workbook of one sheet; ``stored`` are the values of its formulas."""
    made = io.BytesIO()
    workbook.save(made)
    with zipfile.ZipFile(made) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    for name in (_SHEET, _CORE):
        root = etree.fromstring(parts[name])
        _store(root, stored)
        # The day of the export is no property of the budget.
        for element in list(root.iterchildren(f"{_DCTERMS}created", f"{_DCTERMS}modified")):
            root.remove(element)
        parts[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return samezip.write(parts)


def _store(root: etree._Element, stored: Stored) -> None:
    for cell in root.iter(f"{_S}c"):
        if cell.find(f"{_S}f") is None:
            continue
        value = stored[cell.get("r", "")]
        element = cell.find(f"{_S}v")
        if element is None:
            element = etree.SubElement(cell, f"{_S}v")
        element.text = f"{value:f}" if isinstance(value, Decimal) else value
        if isinstance(value, str):
            cell.set("t", "str")
        else:
            cell.attrib.pop("t", "")
