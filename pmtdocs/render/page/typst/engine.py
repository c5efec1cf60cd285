"""Typst at work: a program laid out, its tags completed; PDF/A-3a and PDF/UA-1.

No system library is asked for: the same bytes on Linux, macOS and Windows. Importing this module
loads Typst and pikepdf.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

import typst

from pmtdocs.render.join.join import Document
from pmtdocs.render.page.fonts import FONTS
from pmtdocs.render.page.pdf import Engine, UnfitError
from pmtdocs.render.page.tree import Pages
from pmtdocs.render.page.typst import tags
from pmtdocs.render.page.typst.source import Source, to_typst

_STANDARDS: Final[list[typst.PDFStandard]] = ["a-3a", "ua-1"]


@cache
def engine() -> str:
    """Typst, what completes its pages, the fonts and this room: what a PDF's bytes depend on."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for file in sorted([*here.glob("*.py"), *here.glob("*.typ"), *FONTS.glob("*.ttf")]):
        digest.update(file.read_bytes())
    return f"Typst {version('typst')}, pikepdf {version('pikepdf')}, {digest.hexdigest()}"


@cache
def _compiler() -> typst.Compiler:
    """With our fonts alone: the same pages on every machine."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
    return typst.Compiler(font_paths=fonts, ignore_system_fonts=True)


#: What Typst says that it refuses, and in French.
_REFUSED = {
    r"assertion failed: (.*)": r"\1",
    r".*the text `\"(.*)\"` could not be displayed.*": r"le signe « \1 »",
    r".*artifacts may not contain links.*": "une note ou un lien dans un en-tête de tableau répété",
    r".*occurs multiple times.*": "un signet dans un en-tête de tableau répété",
}


def _said(message: str) -> str:
    found = ((re.fullmatch(known, message, re.DOTALL), said) for known, said in _REFUSED.items())
    named = (match.expand(said) for match, said in found if match)
    return next(named, f"ce que Typst refuse ({message})")


#: The process in which Typst has been at work.
_used: list[int] = []


class Job(NamedTuple):
    """A program to lay out. ``date`` (ISO) becomes the creation date of its PDF."""

    source: Source
    date: str
    attachment: bytes = b""

    @staticmethod
    def of(pages: Pages, document: Document, draft: bool = False, attachment: bytes = b"") -> Job:
        """That of a document walked. Raises UnfitError for what Typst does not lay out."""
        source = to_typst(pages, document.title, document.date, draft)
        return Job(source, document.date, attachment)

    @property
    def engine(self) -> Engine:
        """Typst."""
        return "typst"

    def weight(self) -> int:
        """How long it takes, beside others."""
        return len(self.source.text)

    def origin(self) -> str:
        """All that its bytes come from, as a digest."""
        found = hashlib.sha256("\0".join((engine(), self.date, self.source.text)).encode())
        for name, data in self.source.images.items():
            found.update(f"\0{name}\0".encode() + data)
        found.update(b"\0" + self.attachment)
        return found.hexdigest()

    def lay_out(self) -> bytes:
        """Its PDF. Raises UnfitError for what Typst refuses; ``pdf.write_all`` calls it."""
        if not _used:
            _used.append(os.getpid())
        elif _used != [os.getpid()]:  # its threads stayed in the other process: it would never end
            raise RuntimeError("Typst was at work in the process that this one was forked from")
        day = dt.datetime.fromisoformat(f"{self.date}T00:00:00+00:00")
        with TemporaryDirectory(prefix="pmtdocs-") as root:
            for name, data in self.source.images.items():
                (Path(root) / name).write_bytes(data)
            try:
                pdf = _compiler().compile(
                    self.source.attaching(self.attachment).encode(), root=root, format="pdf",
                    pdf_standards=_STANDARDS, timestamp=day,
                )  # fmt: skip
            except typst.TypstError as error:
                raise UnfitError(_said(error.message)) from error
        if not isinstance(pdf, bytes):
            raise TypeError("Typst wrote something else than one PDF")
        return tags.completed(pdf, self.source.heads, self.source.tables)
