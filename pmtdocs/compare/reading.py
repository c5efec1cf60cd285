"""Reading what people hand over: Word by its zip, PDF by its first bytes."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pmtdocs.compare.docx import DocxFile, read_docx
from pmtdocs.compare.pdf import Pdf, read_pdf
from pmtdocs.compare.text import Text
from pmtdocs.finding import ReadError
from pmtdocs.system import files
from pmtdocs.system.limits import COMPARE_FILE
from pmtdocs.word import others

_MAGIC = 1024  # a PDF may begin with a few other bytes


class Read(NamedTuple):
    """The words of a file, and the Word file itself if it is one."""

    text: Text
    docx: DocxFile | None = None


def read_file(file: Path) -> Read:
    """A file. Raises ReadError, UnreadableError or LimitError."""
    return _words(_read(file))


def read_pair(old: Path, new: Path) -> tuple[Read, Read]:
    """Two files; the headers and footers of each are known in the PDF of the other."""
    one, other = _read(old), _read(new)
    return _words(one, _words(other).text), _words(other, _words(one).text)


def _words(found: Pdf | DocxFile, other: Text | None = None) -> Read:
    return Read(found.text(other)) if isinstance(found, Pdf) else Read(found.text, found)


def _read(file: Path) -> Pdf | DocxFile:
    data = files.read(file, COMPARE_FILE)
    head = data[:_MAGIC]
    if b"%PDF-" in head:
        return read_pdf(file)
    if head.startswith(b"PK"):
        return read_docx(file)
    what, help = others.by_bytes(data) or ("n'est ni un fichier Word (.docx) ni un PDF", "")
    raise ReadError(f"{file.name} {what}.", help)
