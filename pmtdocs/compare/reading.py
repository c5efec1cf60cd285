"""Reading what people hand over: Word by its zip, PDF by its first bytes."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from pmtdocs.compare.docx import DocxFile, read_docx
from pmtdocs.compare.pdf import read_pdf
from pmtdocs.compare.text import ReadError, Text
from pmtdocs.system import files
from pmtdocs.system.limits import COMPARE_FILE

_MAGIC = 1024  # a PDF may begin with a few other bytes


class Read(NamedTuple):
    """The words of a file, and the Word file itself if it is one."""

    text: Text
    docx: DocxFile | None = None


def read_file(file: Path, margins: tuple[str, ...] = ()) -> Read:
    """A file; ``margins`` are headers and footers to leave out of a PDF.

    Raises ReadError, UnreadableError or LimitError.
    """
    head = files.read(file, COMPARE_FILE)[:_MAGIC]
    if b"%PDF-" in head:
        return Read(read_pdf(file, margins))
    if head.startswith(b"PK"):
        docx = read_docx(file)
        return Read(docx.text, docx)
    raise ReadError(
        f"{file.name} n'est ni un fichier Word (.docx) ni un PDF.",
        "Un ancien .doc ou un .odt s'enregistre au format .docx dans Word ou LibreOffice.",
    )


def read_pair(old: Path, new: Path) -> tuple[Read, Read]:
    """Two files; the headers and footers of a Word file are known in the PDF of the other."""
    before = read_file(old)
    after = read_file(new, before.text.margins)
    if before.docx is None and after.docx is not None:
        before = read_file(old, after.text.margins)
    return before, after
