"""An Excel file that came by e-mail: judged before it is inflated, and only what is needed is kept.

Macros, drawings, links and names never reach the library that reads the cells.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from pathlib import Path

from lxml import etree

from pmtdocs.finding import ExitCode, PmtdocsError

#: A budget weighs some 20 kB and holds some 15 parts; a hundred times that is no budget.
MAX_FILE = 10_000_000
MAX_MEMBERS = 500
MAX_PART = 20_000_000
MAX_TOTAL = 60_000_000
#: Excel compresses its XML some 5 to 20 times; small parts may do better by chance.
MAX_RATIO = 200
RATIO_FROM = 1_000_000
MAX_CELLS = 100_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#: ISO 29500 strict, which Excel offers as another format.
_STRICT = b"http://purl.oclc.org/ooxml/"
#: What a sheet keeps: its cells, which rows and columns are hidden, which cells are merged.
_KEPT = {f"{{{_SHEET}}}{name}" for name in ("sheetFormatPr", "cols", "sheetData", "mergeCells")}
_KEPT_OF_WORKBOOK = {f"{{{_SHEET}}}{name}" for name in ("workbookPr", "bookViews", "sheets")}
_RESAVE = "Ouvrez-le dans Excel et enregistrez-le au format « Classeur Excel (.xlsx) »."


class WorkbookError(PmtdocsError):
    """A workbook that cannot be read."""

    exit_code = ExitCode.DATA


class LimitError(PmtdocsError):
    """A workbook larger than any budget."""

    exit_code = ExitCode.LIMIT


def reduced(file: Path) -> io.BytesIO:
    """The same workbook with nothing but its cells. Raises WorkbookError or LimitError."""
    parts = _parts(file.name, _bytes(file))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in parts.items():
            if (kept := _reduce(file.name, name, data)) is not None:
                archive.writestr(name, kept)
    return buffer


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as stream:
            data = stream.read(MAX_FILE + 1)
    except FileNotFoundError:
        raise WorkbookError(f"Le fichier « {file} » n'existe pas.") from None
    except OSError as error:
        raise WorkbookError(f"« {file} » ne peut pas être lu : {error.strerror}.") from error
    if len(data) > MAX_FILE:
        raise LimitError(
            f"{file.name} dépasse {MAX_FILE // 1_000_000} Mo : ce n'est pas un budget."
        )
    if data.startswith(_OLE):
        # Excel puts an encrypted workbook inside a file of the old kind, under this name.
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise WorkbookError(
                f"{file.name} est protégé par un mot de passe : il ne peut pas être lu.",
                "Dans Excel : Fichier, Informations, Protéger le classeur ; retirez-le.",
            )
        raise WorkbookError(f"{file.name} est dans l'ancien format d'Excel (.xls).", _RESAVE)
    return data


def _parts(shown: str, data: bytes) -> dict[str, bytes]:
    """The parts of the zip, none of which is inflated before all have been weighed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [m for m in archive.infolist() if not m.is_dir()]
            _weigh(shown, members)
            if "xl/workbook.xml" not in archive.namelist():
                raise WorkbookError(f"{shown} n'est pas un classeur Excel.", _RESAVE)
            return {m.filename: archive.read(m) for m in members if _wanted(m.filename)}
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, OSError) as error:
        # RuntimeError: an encrypted or exotic zip
        raise WorkbookError(f"{shown} n'est pas un classeur Excel lisible.", _RESAVE) from error


def _weigh(shown: str, members: list[zipfile.ZipInfo]) -> None:
    big = [m for m in members if m.file_size > MAX_PART]
    dense = [
        m
        for m in members
        if m.file_size > RATIO_FROM and m.file_size > MAX_RATIO * max(m.compress_size, 1)
    ]
    too_much = sum(m.file_size for m in members) > MAX_TOTAL
    if len(members) > MAX_MEMBERS or big or dense or too_much:
        raise LimitError(
            f"{shown} est anormalement gros une fois décompressé : il n'a pas été ouvert.",
            "Copiez le budget seul dans un classeur neuf.",
        )
    if len({m.filename for m in members}) < len(members):
        raise WorkbookError(f"{shown} contient deux fois la même partie.", _RESAVE)


def _wanted(name: str) -> bool:
    return name in (
        "[Content_Types].xml",
        "_rels/.rels",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/sharedStrings.xml",
        "xl/styles.xml",
    ) or (posixpath.dirname(name) == "xl/worksheets" and name.endswith(".xml"))


def _reduce(shown: str, name: str, data: bytes) -> bytes | None:
    """A part with the elements that are needed."""
    root = _parse(shown, name, data)
    if posixpath.dirname(name) == "xl/worksheets":
        _count(shown, root)
        _keep(root, _KEPT)
    elif name == "xl/workbook.xml":
        _keep(root, _KEPT_OF_WORKBOOK)
    elif name == "_rels/.rels":
        return None
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _parse(shown: str, name: str, data: bytes) -> etree._Element:
    if _STRICT in data:
        raise WorkbookError(f"{shown} est au format « Open XML strict ».", _RESAVE)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(_without_dtd(shown, data), parser)
    except etree.XMLSyntaxError as error:
        raise WorkbookError(f"{shown} est abîmé : la partie {name} est rompue.", _RESAVE) from error
    return root


def _without_dtd(shown: str, data: bytes) -> bytes:
    """The same bytes; a DTD, which may define endless entities, is refused in any encoding."""
    if b"<!DOCTYPE" in data.replace(b"\0", b""):
        raise WorkbookError(
            f"{shown} déclare une DTD, ce qu'aucun tableur n'écrit : il est refusé.",
            "Demandez à l'expéditeur d'où vient ce fichier.",
        )
    return data


def _count(shown: str, root: etree._Element) -> None:
    """Merging a whole sheet takes one line of XML and millions of cells in memory."""
    from openpyxl.worksheet.cell_range import CellRange

    cells = sum(1 for _ in root.iter(f"{{{_SHEET}}}c"))
    for merged in root.iter(f"{{{_SHEET}}}mergeCell"):
        try:
            size = CellRange(merged.get("ref", "")).size
        except (TypeError, ValueError):
            raise WorkbookError(f"{shown} est abîmé : cellules fusionnées.", _RESAVE) from None
        cells += size["rows"] * size["columns"]
    if cells > MAX_CELLS:
        raise LimitError(
            f"{shown} : une feuille a plus de {MAX_CELLS} cellules, ce n'est pas un budget.",
            "Copiez le budget seul dans un classeur neuf.",
        )


def _keep(root: etree._Element, tags: set[str]) -> None:
    for child in list(root):
        if child.tag not in tags:
            root.remove(child)
