"""The nodes of an outline: a report builds them once, each format writes them its own way."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias


class Mark(StrEnum):
    """What is told of a run of words."""

    KEPT = "gardé"
    REMOVED = "supprimé"
    ADDED = "ajouté"
    CODE = "à copier"
    """Typed in a template as it stands."""


#: Signs and lines of a cell beyond which its row may go over a page.
_TALL, _LINES = 400, 10

Run = tuple[Mark, str]
Words = str | tuple[Run, ...]


class Heading(NamedTuple):
    """A title; level 1 is the document's own. ``anchor``: what a link leads to it by."""

    level: int
    words: str
    anchor: str = ""


class Contents(NamedTuple):
    """Links to the headings that have an anchor, where there are links."""

    label: str


class Passage(NamedTuple):
    """A paragraph. ``place`` says where it stands, in files that ``references`` name."""

    words: Words
    place: str = ""
    references: tuple[str, ...] = ()


class Bullets(NamedTuple):
    """A list."""

    items: tuple[str, ...]


class Line(NamedTuple):
    """A row of a grid; a cell may hold several lines. ``places`` are files and lines."""

    cells: tuple[Words, ...]
    kind: Literal["line", "total", "group"] = "line"
    """A total, or what announces the rows below."""
    places: tuple[str, ...] = ()
    depth: int = 0
    """How far its first cell stands back."""
    said: str = ""
    """The row as a sentence, for a page too narrow for it."""

    @property
    def is_tall(self) -> bool:
        """So tall that a page which keeps it whole would leave half of another blank?"""
        words = [plain(cell) for cell in self.cells]
        return any(len(each) > _TALL or each.count("\n") > _LINES for each in words)


class Grid(NamedTuple):
    """A table; its groups of rows have a title, or none."""

    caption: str
    head: tuple[str, ...]
    groups: tuple[tuple[str, tuple[Line, ...]], ...]
    numbers: bool = False
    """Are all columns but the first figures?"""
    widths: tuple[int, ...] = ()
    """What each column takes of a hundred; none: columns of words alike."""


class Picture(NamedTuple):
    """A drawing (SVG), and all that it shows in words, for whoever cannot see it."""

    title: str
    drawing: str
    sentences: tuple[str, ...]


Block: TypeAlias = Heading | Contents | Passage | Bullets | Grid | Picture


class Outline(NamedTuple):
    """A whole report."""

    title: str
    blocks: tuple[Block, ...]
    wide: bool = False
    """Does its widest table want a page on its side?"""


def runs(words: Words) -> tuple[Run, ...]:
    """Words as runs."""
    return ((Mark.KEPT, words),) if isinstance(words, str) else words


def plain(words: Words) -> str:
    """Words without what is told of them."""
    return "".join(text for _, text in runs(words))


def codes(names: Iterable[str]) -> tuple[Run, ...]:
    """Names to copy, one after the other."""
    found = [run for name in names for run in ((Mark.KEPT, ", "), (Mark.CODE, name))]
    return tuple(found[1:])


def written(outline: Outline, shape: str, charter: Path, date: str) -> bytes:
    """As a file: ``text``, ``html``, ``pdf`` or ``docx``. Raises PmtdocsError."""
    if shape == "docx":
        from pmtdocs.render.outline import word

        return word.render(outline, charter, date)
    if shape == "text":
        from pmtdocs.render.outline import text

        return f"{text.render(outline.blocks)}\n".encode()
    from pmtdocs.render.outline import html

    if shape == "pdf":
        from pmtdocs.render.page import pdf

        if not pdf.has_pango():
            from pmtdocs.render.outline import word
            from pmtdocs.render.page.typst.engine import Job
            from pmtdocs.render.page.walk import walk

            document = word.document(outline, charter, date)
            try:
                return dict(pdf.write_all({"": Job.of(walk(document), document)}))[""]
            except pdf.UnfitError as error:
                raise pdf.NoPangoError.wanted_for(outline.title, error) from error
        return pdf.write_pdf(html.render(outline, embedded=True), date)
    return html.render(outline).encode()
