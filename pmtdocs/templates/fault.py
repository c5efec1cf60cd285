"""A fault of a Word template: what the cache keeps, and ``check`` reads without the template."""

from __future__ import annotations

from typing import NamedTuple

from pmtdocs.finding import Finding, Kind, Location, Span


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
