"""A file as the comparison sees it: its paragraphs in order, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from pmtdocs.finding import ExitCode, PmtdocsError
from pmtdocs.language.columns import quoted

#: What a number stands before in a heading: « Article 3 – Montant » is called « article 3 ».
_NUMBERED = re.compile(r"\s*(article|annexe|titre|chapitre)\s+(\d+|[ivx]+)\b", re.IGNORECASE)


class ReadError(PmtdocsError):
    """A file whose words cannot be read."""

    exit_code = ExitCode.DATA


@dataclass(frozen=True)
class Cell:
    """Where a paragraph of a table of data stands; all count from 1."""

    table: int
    row: int
    column: int
    row_label: str = ""
    column_label: str = ""

    @property
    def label(self) -> str:
        """« tableau 1, ligne « Frais de structure », colonne « Montant » »."""
        row = f"« {quoted(self.row_label)} »" if self.row_label else str(self.row)
        column = f"« {quoted(self.column_label)} »" if self.column_label else str(self.column)
        return f"tableau {self.table}, ligne {row}, colonne {column}"


@dataclass(frozen=True)
class Block:
    """A paragraph. ``words`` are as printed, with the number that Word writes before them."""

    words: str
    number: int
    """Rank among all paragraphs of a Word file, from 1; page of a PDF."""
    heading: str = ""
    """« article 3 », « annexe 2 »: the headings that it stands under."""
    rank: int = 0
    """Rank under its heading; 0 for the heading itself and for a table."""
    level: int = 0
    """Heading level from 1; 0 for body text."""
    cell: Cell | None = None
    prefix: int = 0
    """How many characters of ``words`` are the automatic number."""
    signed: bool = False
    """Does it stand where people sign?"""

    def label(self, is_pdf: bool) -> str:
        """« article 3, paragraphe 2 », « annexe 2, tableau 1, ligne « Total », colonne 2 »."""
        steps = [self.heading] if self.heading else []
        if is_pdf:
            steps.append(f"page {self.number}")
        elif self.cell:
            steps.append(self.cell.label)
        elif self.rank:
            steps.append(f"paragraphe {self.rank}")
        return ", ".join(steps) or "début du document"


@dataclass(frozen=True)
class Text:
    """The words of a file."""

    file: str
    """Its name, as messages show it."""
    blocks: tuple[Block, ...]
    is_pdf: bool = False
    margins: tuple[str, ...] = ()
    """What its headers and footers print; known of Word files only."""
    notes: tuple[str, ...] = ()
    """What a reader of the comparison must know: pending changes, comments."""
    unread: tuple[int, ...] = ()
    """Pages of a PDF that show something and hold no text: numbers from 1."""

    def place(self, block: int) -> str:
        """The place of a paragraph for people."""
        return self.blocks[block].label(self.is_pdf)

    def reference(self, block: int) -> str:
        """The place of a paragraph for machines: file, then paragraph or page."""
        return f"{self.file}:{self.blocks[block].number}"


@dataclass
class Headings:
    """The headings open at a point of a document, and the paragraphs counted under the last."""

    stack: list[tuple[int, str]] = field(default_factory=list)
    rank: int = 0

    def open(self, level: int, words: str) -> None:
        """A heading closes those of its level and deeper."""
        self.stack = [(at, label) for at, label in self.stack if at < level]
        match = _NUMBERED.match(words)
        name = f"{match[1].lower()} {match[2]}" if match else f"« {quoted(words)} »"
        self.stack.append((level, name))
        self.rank = 0

    def next(self) -> int:
        """The rank of one more paragraph."""
        self.rank += 1
        return self.rank

    @property
    def label(self) -> str:
        """The outermost heading and the nearest: « annexe 1, « Objectif 2 » »."""
        names = [label for _, label in self.stack]
        if names and names[-1].startswith("article"):
            return names[-1]
        return ", ".join(dict.fromkeys([*names[:1], *names[-1:]]))


def as_lines(text: Text) -> Iterable[str]:
    """One paragraph a line, one table row a line, headings marked: what ``git diff`` compares."""
    row: list[str] = []
    at: tuple[int, int] | None = None
    for block in text.blocks:
        cell = block.cell
        here = (cell.table, cell.row) if cell else None
        if row and here != at:
            yield f"| {' | '.join(row)} |"
            row = []
        words = " ".join(block.words.split())
        if cell:
            row.append(words)
        elif words:
            yield f"{'#' * block.level} {words}".lstrip()
        at = here
    if row:
        yield f"| {' | '.join(row)} |"
    yield from (f"[en-tête ou pied de page] {margin}" for margin in text.margins)
