"""A fault of a Word template, and how a check says one: in a paragraph, at a tag, of the file.

What the cache keeps, and ``check`` reads without the template: neither lxml nor Jinja.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from pmtdocs.finding import Finding, Kind, Location, Span
from pmtdocs.templates.kinds import KINDS

if TYPE_CHECKING:
    from pmtdocs.templates.reading import Tag, Template, Typed


class Fault(NamedTuple):
    """What is wrong in a template, free of where its file is: what the cache keeps."""

    kind: Kind
    message: str
    help: str
    label: str
    """The place for people: « convention, article 7, tableau 1, ligne 3, colonne 2 »."""
    number: int = 1
    """Rank of the paragraph, as ``wording`` counts: the « line » of the place."""
    start: int = 1
    end: int = 1
    """Columns in the paragraph as typed, from 1."""
    text: str = ""
    """The paragraph as typed, tags included."""
    rank: int = 0
    """Among all the paragraphs of the body, for whoever writes a comment there; 0 elsewhere."""

    @property
    def code(self) -> str:
        return self.kind.code

    def finding(self, file: str, part: str) -> Finding:
        """The finding; ``file`` is how messages name the file."""
        span = Span(file, self.number, self.start, self.number, self.end)
        location = Location(("modele", part), span, self.label)
        return Finding(self.kind, self.message, location, help=self.help)


Faults = Iterator[Fault]


def at(paragraph: Typed, code: str, message: str, help: str, start: int = 0, end: int = 0) -> Fault:
    """A fault in a paragraph; ``start`` and ``end`` count characters from 0, all by default."""
    text, rank = paragraph.text, 0 if paragraph.margin else paragraph.rank
    place = paragraph.label, paragraph.number, start + 1, (end or len(text)) + 1, text, rank
    return Fault(KINDS[code], message, help, *place)


def at_tag(paragraph: Typed, tag: Tag, code: str, message: str, help: str) -> Fault:
    """A fault of a tag; the paragraph stands for one in an alternative text."""
    span = (tag.start, tag.end) if tag.start >= 0 else ()
    return at(paragraph, code, message, help, *span)


def whole(
    template: Template, code: str, message: str, help: str, paragraph: Typed | None = None
) -> Fault:
    """A fault of a file; in a paragraph, if one shows it."""
    if paragraph:
        return at(paragraph, code, message, help)
    first = template.paragraphs[0] if template.paragraphs else None
    return Fault(KINDS[code], message, help, template.name, text=first.text if first else "")
