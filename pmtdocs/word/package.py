"""A DOCX as a zip of parts: read with limits, written with the same bytes each time."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from functools import cache, lru_cache
from pathlib import Path

from lxml import etree

from pmtdocs.finding import ExitCode, PmtdocsError
from pmtdocs.finding import Path as DataPath
from pmtdocs.system import safexml, safezip

Element = etree._Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PR = "http://schemas.openxmlformats.org/package/2006/relationships"
CT = "http://schemas.openxmlformats.org/package/2006/content-types"
XML = "http://www.w3.org/XML/1998/namespace"
NS = {"w": W, "r": R}

_RESAVE = "Ouvrez-le dans Word et enregistrez-le de nouveau au format .docx."
_EPOCH = (1980, 1, 1, 0, 0, 0)


class TemplateError(PmtdocsError):
    """A Word template that cannot be used as it is.

    ``path`` is the place in the data, when it is these that the template cannot print.
    """

    exit_code = ExitCode.TEMPLATE

    def __init__(self, message: str, help: str = "", path: DataPath = ()) -> None:
        super().__init__(message, help)
        self.path = path


@cache
def w(name: str) -> str:
    """``p`` → the qualified name of w:p."""
    return f"{{{W}}}{name}"


def val(element: Element | None, attribute: str = "val") -> str | None:
    """A w: attribute of an element that may be absent."""
    return None if element is None else element.get(w(attribute))


def is_on(element: Element | None) -> bool:
    """A Word toggle: present and not switched off."""
    return element is not None and val(element) not in ("0", "false", "off", "none")


#: Word has no wider table.
MOST_COLUMNS = 63


def whole(text: str | None, default: int = 0, most: int = 1_000_000_000) -> int:
    """A measure or a number of Word. Raises TemplateError for anything else, or beyond ``most``."""
    if not text:
        return default
    found = re.fullmatch(r"\s*([+-]?\d{1,10})(?:\.\d{1,10})?\s*", text, re.ASCII)
    if found is None or abs(int(found[1])) > most:
        raise TemplateError(
            f"Une mesure du document Word n'en est pas une : « {text[:40]} ».", _RESAVE
        )
    return int(found[1])


def parse(data: bytes | str, name: str = "") -> Element:
    """Strict XML, without DTD, entities or network. Raises TemplateError or LimitError."""
    try:
        return safexml.parse(data, name)
    except safexml.BrokenXmlError as error:
        raise TemplateError(
            f"{name} : une pièce du document Word ne se lit pas, car {error}.", _RESAVE
        ) from error


def serialize(element: Element) -> bytes:
    """An element as an XML file."""
    return etree.tostring(element, xml_declaration=True, encoding="UTF-8", standalone=True)


def read(file: Path) -> dict[str, bytes]:
    """The parts of a DOCX by name. Raises TemplateError or LimitError in French."""
    try:
        return safezip.unzip(safezip.load(file), file.name)
    except FileNotFoundError:
        raise TemplateError(
            f"Le modèle Word {file.name} manque dans {file.parent.name}.",
            "Vérifiez `modele:` et `documents:` dans dossier.yaml.",
        ) from None
    except OSError as error:
        raise TemplateError(f"{file.name} ne peut pas être lu : {error.strerror}.") from error
    except safezip.BrokenZipError as error:
        raise TemplateError(
            f"{file.name} n'est pas un fichier Word lisible : {error}.", _RESAVE
        ) from error


def write(parts: dict[str, bytes]) -> bytes:
    """A DOCX with fixed dates and order: the same parts give the same bytes."""
    buffer = io.BytesIO()
    first = ["[Content_Types].xml", "_rels/.rels"]
    names = [*first, *sorted(name for name in parts if name not in first)]
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name in names:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, parts[name])
    return buffer.getvalue()


def relationships(parts: dict[str, bytes], part: str) -> dict[str, tuple[str, str, bool]]:
    """Relationships of a part: id → (type's last word, target, is external).

    The target is the name of another part, or an address when it is external.
    """
    folder, _, name = part.rpartition("/")
    data = parts.get(f"{folder}/_rels/{name}.rels")
    return {} if data is None else _relationships(data, folder)


@lru_cache(maxsize=256)
def _relationships(data: bytes, folder: str) -> dict[str, tuple[str, str, bool]]:
    out = {}
    for relation in parse(data, f"{folder}/_rels"):
        external = relation.get("TargetMode") == "External"
        target = relation.get("Target", "")
        if not external:  # « media/a.png » as Word writes it, « /word/media/a.png » elsewhere
            target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        kind = relation.get("Type", "").rpartition("/")[2]
        out[relation.get("Id", "")] = (kind, target, external)
    return out


def piece(parts: dict[str, bytes], name: str, file: Path) -> bytes:
    """A part that another one names. Raises TemplateError when the file lacks it."""
    if name not in parts:
        raise TemplateError(
            f"{file.name} est incomplet : il y manque {name}.",
            _RESAVE,
        )
    return parts[name]
