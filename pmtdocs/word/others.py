"""Files handed over as Word files: what one is that is none, which part one is a copy of."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_IN_WORD = "Dans Word : Fichier, Enregistrer sous, « Document Word (.docx) »."
_IN_LIBREOFFICE = "Dans LibreOffice : Fichier, Enregistrer sous, « Word 2010-365 (.docx) »."
_ORIGINAL = "Demandez, ou retrouvez, le fichier Word (.docx) dont il vient."
_PASSWORD = "Dans Word : Fichier, Informations, Protéger le document ; retirez le mot de passe."  # noqa: S105
_COPY = "Recopiez ce qu'il contient dans un document Word."
#: The first bytes of the old binary files of Office, and of what Office encrypts.
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
#: An OpenDocument says what it is first, and not compressed (OpenDocument 1.3, part 2, 3.3).
_OPEN_DOCUMENT = rb"PK.{26,40}mimetypeapplication/vnd\.oasis\.opendocument\."
_ODT = ("est un document LibreOffice (.odt)", _IN_LIBREOFFICE)
_BEGINNINGS = (
    (rb"\s*\Z", "est vide", _ORIGINAL),
    (rb".{0,1000}%PDF-", "est un PDF", _ORIGINAL),
    (rb"\s*\{\\rtf", "est un document RTF (.rtf)", _IN_WORD),
    (_OPEN_DOCUMENT + b"text", *_ODT),
    (_OPEN_DOCUMENT, "est un fichier LibreOffice qui n'est pas un texte", _COPY),
    (rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype\s+html|html)", "est une page web", _IN_WORD),
    (rb"(?:\xef\xbb\xbf)?\s*<\?xml", "est un document XML", _IN_WORD),
)
_ZIPS = {
    "content.xml": _ODT,
    **dict.fromkeys(("xl/workbook.xml", "xl/workbook.bin"), ("est un classeur Excel", _COPY)),
    "ppt/presentation.xml": ("est une présentation PowerPoint", _COPY),
    "Index/Document.iwa": (
        "est un document Pages",
        "Dans Pages : Fichier, Exporter vers, Word ; choisissez .docx.",
    ),
}

Said = tuple[str, str]
#: What browsers and systems add to the name of a copy: « (1) », « - Copie », « copie 2 ».
_COPIED = re.compile(r"(?:\s*\(\d+\)|[\s_-]*(?:copie|copy)(?:\s+(?:de\s+)?\d+)?)+$", re.IGNORECASE)


def by_bytes(data: bytes) -> Said | None:
    """« est un PDF », and what to do; None for what may be a Word file."""
    if data.startswith(_OLE) and _ENCRYPTED in data:
        return "est protégé par un mot de passe", _PASSWORD
    if data.startswith(_OLE):
        return "est un ancien document Word (.doc)", _IN_WORD
    head = data[:2_000]
    found = (s for beginning, *s in _BEGINNINGS if re.match(beginning, head, re.DOTALL | re.I))
    return next(((what, help) for what, help in found), None)


def by_names(names: Iterable[str]) -> Said | None:
    """The same, of the names of what a zip holds."""
    return next((_ZIPS[name] for name in names if name in _ZIPS), None)


def part_of(name: str, parts: Iterable[str]) -> str | None:
    """Which part a file is by its name: « annexe-3 (1).docx » is « annexe-3 »."""
    stem = unicodedata.normalize("NFC", name.rpartition(".")[0])
    wanted = (stem.casefold(), _COPIED.sub("", stem).casefold())
    return next((part for part in parts if part.casefold() in wanted), None)
