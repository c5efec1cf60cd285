"""An Excel file that came by e-mail: judged before it is inflated, and only what is needed is kept.

Macros, drawings, links and names never reach the library that reads the cells.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree
from openpyxl.worksheet.cell_range import CellRange

from pmtdocs.finding import ReadError
from pmtdocs.system import limits, safexml, safezip

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#: ISO 29500 strict, which Excel offers as another format.
_STRICT = b"http://purl.oclc.org/ooxml/"
_SHEETS = "xl/worksheets/"
_WANTED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/_rels/workbook\.xml\.rels"
    rf"|xl/(?:workbook|sharedStrings|styles)\.xml|{_SHEETS}[^/]*\.xml"
    r"|xl/(?:vbaProject\.bin|macrosheets/.*)|xl/(?:comments|threadedComments|drawings).*\.xml"
)
#: Notes and drawings are words beside the cells, where a unit may be said.
_NOTES = re.compile(r"xl/(?:comments|threadedComments|drawings)")
#: What parts one note or one shape from another.
_NOTE = re.compile(r"\}(?:comment|threadedComment|txBody)$")
_MACROS = ("xl/vbaProject.bin", "xl/macrosheets/")
#: What a sheet keeps: its cells, which rows and columns are hidden, which cells are merged, and the
#: words of its margins, where a unit may be said.
_KEPT = {
    f"{{{_SHEET}}}{name}"
    for name in ("sheetFormatPr", "cols", "sheetData", "mergeCells", "headerFooter")
}
_KEPT_OF_WORKBOOK = {f"{{{_SHEET}}}{name}" for name in ("workbookPr", "bookViews", "sheets")}
_RESAVE = "Ouvrez-le dans Excel et enregistrez-le au format « Classeur Excel (.xlsx) »."
_LIGHT = "Dans Excel, supprimez les lignes vides sous le tableau et les images, et enregistrez-le."
#: What other files begin with, whatever their name says.
_BEGINNINGS = (
    (rb"%PDF-", "est un PDF", "Demandez le classeur Excel d'où il vient."),
    (rb"(?i)\s*(?:<!doctype html|<html|<table)", "est une page web", _RESAVE),
    (rb"\s*<\?xml", "est un fichier XML", _RESAVE),
    (rb"\{\\rtf", "est un document RTF", "Demandez le classeur Excel."),
    (rb"[^\0\n]*[;,\t][^\0\n]*\r?\n", "est un fichier texte (CSV)", _RESAVE),
)
#: The part that tells what another zip is.
_ZIPS = {
    "content.xml": (
        "est au format OpenDocument (.ods)",
        "Ouvrez-le dans LibreOffice Calc ou Excel et enregistrez-le au format « Excel (.xlsx) ».",
    ),
    "xl/workbook.bin": ("est au format binaire d'Excel (.xlsb)", _RESAVE),
    "word/document.xml": ("est un document Word", "Recopiez son tableau dans un classeur Excel."),
    "Index/Document.iwa": (
        "est un fichier Numbers",
        "Dans Numbers : Fichier, Exporter vers, Excel ; choisissez .xlsx.",
    ),
}


class Reduced(NamedTuple):
    """A workbook with nothing but its cells."""

    buffer: io.BytesIO
    macros: bool
    notes: list[str]
    """The words of its comments and drawings."""


def reduced(file: Path) -> Reduced:
    """What is needed of a workbook. Raises ReadError or LimitError."""
    data = _bytes(file)
    try:
        return _reduced(file.name, _parts(file.name, data))
    except limits.LimitError as error:
        raise limits.LimitError(error.message, _LIGHT) from error


def _reduced(shown: str, parts: dict[str, bytes]) -> Reduced:
    apart = {name for name in parts if name.startswith(_MACROS) or _NOTES.match(name)}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name in (name for name in parts if name not in apart):
            if (kept := _reduce(shown, name, parts[name])) is not None:
                archive.writestr(name, kept)
    notes = [note for name in sorted(apart) if _NOTES.match(name) for note in _notes(name, parts)]
    return Reduced(buffer, any(name.startswith(_MACROS) for name in apart), notes)


def _notes(name: str, parts: dict[str, bytes]) -> Iterator[str]:
    try:
        root = safexml.parse(parts[name], name)
    except safexml.BrokenXmlError:
        return  # no cell stands there
    for note in (each for each in root.iter() if _NOTE.search(str(each.tag))):
        yield " ".join("".join(map(str, note.itertext())).split())


def _bytes(file: Path) -> bytes:
    data = safezip.load(file)
    if data.startswith(_OLE):
        # Excel puts an encrypted workbook inside a file of the old kind, under this name.
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise ReadError(
                f"{file.name} est protégé par un mot de passe : il ne peut pas être lu.",
                "Dans Excel : Fichier, Informations, Protéger le classeur ; retirez-le.",
            )
        raise ReadError(f"{file.name} est dans l'ancien format d'Excel (.xls).", _RESAVE)
    if not data:
        raise ReadError(f"{file.name} est vide.", "Demandez-le de nouveau.")
    for beginning, what, help in _BEGINNINGS:
        if re.match(beginning, data):
            raise ReadError(f"{file.name} {what}, pas un classeur Excel.", help)
    return data


def _parts(shown: str, data: bytes) -> dict[str, bytes]:
    """The parts of the zip that are needed."""
    try:
        parts = safezip.unzip(data, shown, lambda n: n in _ZIPS or _WANTED.fullmatch(n))
    except safezip.BrokenZipError as error:
        raise ReadError(
            f"{shown} n'est pas un classeur Excel lisible : {error}.", _RESAVE
        ) from error
    if "xl/workbook.xml" not in parts:
        known = (_ZIPS[name] for name in parts if name in _ZIPS)
        what, help = next(known, ("n'est pas un classeur Excel", _RESAVE))
        raise ReadError(f"{shown} {what}.", help)
    return {name: part for name, part in parts.items() if name not in _ZIPS}


def _reduce(shown: str, name: str, data: bytes) -> bytes | None:
    """A part with the elements that are needed; None for one that is only judged."""
    if _STRICT in data:
        raise ReadError(f"{shown} est au format « Open XML strict ».", _RESAVE)
    try:
        root = safexml.parse(data, shown)
    except safexml.BrokenXmlError as error:
        raise ReadError(
            f"{shown} est refusé : le composant {name} ne se lit pas, car {error}.", _RESAVE
        ) from error
    if name == "_rels/.rels":
        return None
    if sheet := name.startswith(_SHEETS):
        _count(shown, root)
    if sheet or name == "xl/workbook.xml":
        kept = _KEPT if sheet else _KEPT_OF_WORKBOOK
        for child in [child for child in root if child.tag not in kept]:
            root.remove(child)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _count(shown: str, root: safexml.Element) -> None:
    """Merging a whole sheet takes one line of XML and millions of cells in memory.

    A row that stands after those below it would be left out by openpyxl, without a word.
    """
    rows = [n.zfill(7) for row in root.iter(f"{{{_SHEET}}}row") if (n := row.get("r"))]
    if rows != sorted(set(rows)):
        raise ReadError(f"{shown} est abîmé : lignes en désordre.", _RESAVE)
    refs = [ref for cell in root.iter(f"{{{_SHEET}}}c") if (ref := cell.get("r"))]
    if len(set(refs)) < len(refs):
        raise ReadError(f"{shown} est abîmé : deux valeurs dans une cellule.", _RESAVE)
    cells = sum(1 for _ in root.iter(f"{{{_SHEET}}}c"))
    for merged in root.iter(f"{{{_SHEET}}}mergeCell"):
        try:
            size = CellRange(merged.get("ref", "")).size
        except (TypeError, ValueError):
            raise ReadError(f"{shown} est abîmé : cellules fusionnées.", _RESAVE) from None
        cells += size["rows"] * size["columns"]
    limits.EXCEL_CELLS.check(cells, shown)
