"""Reading what people hand over: Word by its zip, PDF by its first bytes."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pmtdocs.compare.docx import DocxFile, read_docx
from pmtdocs.compare.pdf import read_pdf
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


def read_file(file: Path, other: Text | None = None) -> Read:
    """A file; a PDF, without the headers and footers of the other file.

    Raises ReadError, UnreadableError or LimitError.
    """
    data = files.read(file, COMPARE_FILE)
    head = data[:_MAGIC]
    if b"%PDF-" in head:
        return Read(read_pdf(file, other))
    if head.startswith(b"PK"):
        docx = read_docx(file)
        return Read(docx.text, docx)
    what, help = others.by_bytes(data) or ("n'est ni un fichier Word (.docx) ni un PDF", "")
    raise ReadError(f"{file.name} {what}.", help)


def read_pair(old: Path, new: Path) -> tuple[Read, Read]:
    """Two files; the headers and footers of a Word file are known in the PDF of the other."""
    before = read_file(old)
    after = read_file(new, before.text)
    if before.docx is None and after.docx is not None:
        before = read_file(old, after.text)
    return before, after
