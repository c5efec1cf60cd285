"""A file as the comparison sees it: its paragraphs in order, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from pmtdocs.language.columns import quoted

#: What a number stands before in a heading: « Article 3 – Montant » is called « article 3 ».
_NUMBERED = re.compile(r"\s*(article|annexe|titre|chapitre)\s+(\d+|[ivx]+)\b", re.IGNORECASE)
#: Any number of a page.
PAGE = "#page"
#: What is in a file and not said by it.
STRUCK, UNSEEN = "texte barré", "texte masqué (caché, minuscule ou de la couleur du fond)"
_SIGNED = re.compile(r"Fait\s+(?:en|à|le)\b")


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


class Thing(NamedTuple):
    """A picture, a chart, an object: what a file shows beside its words."""

    kind: str
    """« image », « graphique »."""
    said: str = ""
    """Its words, or those that stand for a picture."""
    digest: str = ""
    """Of what it shows: two that are alike have the same."""
    place: str = ""
    number: int = 0
    """The paragraph or the page where it stands; 0 in a header or a footer."""
    signed: bool = False
    """Does it stand where people sign, as their mark would?"""

    @property
    def named(self) -> str:
        """« image (logo de la ville) »."""
        return f"{self.kind} ({self.said})" if self.said else self.kind


@dataclass(frozen=True)
class Block:
    """A paragraph. ``words`` are as printed, with the number that Word writes before them."""

    words: str
    """Those of a PDF keep the ends of its lines."""
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
    bullet: bool = False
    """Has it a mark of a list before it, without a number?"""
    gone: tuple[tuple[int, int], ...] = ()
    """What of the words is struck out or hidden: from where to where."""
    calls: tuple[tuple[int, str], ...] = ()
    """The notes that it calls: after how many characters, by which mark; ``PAGE`` where it says
    the number of a page, which only a PDF knows."""

    @cached_property
    def left(self) -> str:
        """The words, with spaces for what is struck out or hidden."""
        pieces, at = [], 0
        for start, end in self.gone:
            pieces += [self.words[at:start], " " * (end - start)]
            at = end
        return "".join([*pieces, self.words[at:]])

    @property
    def row(self) -> tuple[int, int] | None:
        """The table and the row that it is of."""
        return (self.cell.table, self.cell.row) if self.cell else None

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
    """What its headers and footers print; of a PDF, the lines taken for them."""
    shown: tuple[str, ...] = ()
    """Those of a Word file that a page prints for sure."""
    edges: frozenset[str] = frozenset()
    """The lines of a PDF where headers and footers stand, be they such or not."""
    heads: tuple[str, ...] = ()
    """The rows that head a table, which come back on each page that it takes."""
    notes: tuple[str, ...] = ()
    """What a reader of the comparison must know: pending changes, comments."""
    hidden: tuple[str, ...] = ()
    """What is written in hidden letters."""
    watermarks: tuple[str, ...] = ()
    """What is written across its pages."""
    things: tuple[Thing, ...] = ()
    """Pictures and objects; of a PDF, pictures only."""
    footnotes: tuple[tuple[str, str], ...] = ()
    """The notes of a Word file: the mark and the words of each, in the order of their calls."""
    unread: tuple[tuple[int, str], ...] = ()
    """What cannot be read of a PDF: pages, from 1, and why each is to be looked at."""

    def place(self, block: int) -> str:
        """The place of a paragraph for people."""
        return self.blocks[block].label(self.is_pdf)

    def reference(self, block: int) -> str:
        """The place of a paragraph for machines: file, then paragraph or page."""
        return f"{self.file}:{self.blocks[block].number}"


def remark(head: str, words: Iterable[str], between: str = " ; ") -> str:
    """What a reader must know of words that are not compared: « texte barré : « à ôter ». »."""
    return f"{head} : {between.join(f'« {each} »' for each in words)}."


def gone_said(struck: Iterable[str], unseen: Iterable[str]) -> Iterator[str]:
    """What a reader must know of words that count as deleted."""
    for what, words in ((STRUCK, struck), (UNSEEN, unseen)):
        if found := [*map(quoted, filter(None, words))]:
            yield remark(f"{what}, compté comme supprimé", found)


@dataclass
class Headings:
    """The headings open at a point of a document, and the paragraphs counted under the last."""

    stack: list[tuple[int, str]] = field(default_factory=list)
    rank: int = 0
    signed: bool = False
    """Since « Fait à … », until the next heading or section."""

    def open(self, level: int, words: str) -> None:
        """A heading closes those of its level and deeper."""
        self.stack = [(at, label) for at, label in self.stack if at < level]
        match = _NUMBERED.match(words)
        name = f"{match[1].lower()} {match[2]}" if match else f"« {quoted(words)} »"
        self.stack.append((level, name))
        self.rank = 0

    def placed(self, block: Block) -> Block:
        """One more paragraph, with its place."""
        if block.level:
            self.open(block.level, block.words)
        elif not block.cell:
            self.rank += 1
        said = block.words[block.prefix :].strip()
        self.signed = not block.level and (self.signed or bool(_SIGNED.match(said)))
        rank = 0 if block.level or block.cell else self.rank
        signed = block.signed or self.signed
        return replace(block, heading=self.label, rank=rank, signed=signed)

    @property
    def label(self) -> str:
        """The outermost heading and the nearest: « annexe 1, « Objectif 2 » »."""
        names = [label for _, label in self.stack]
        if names and names[-1].startswith("article"):
            return names[-1]
        return ", ".join(dict.fromkeys([*names[:1], *names[-1:]]))


def as_lines(text: Text) -> Iterable[str]:
    """One paragraph a line, one table row a line, headings marked: what ``git diff`` compares."""
    for row, group in groupby(text.blocks, key=lambda block: block.row):
        lines = [("#" * block.level, " ".join(block.words.split())) for block in group]
        if row:
            yield f"| {' | '.join(words for _, words in lines)} |"
        else:
            yield from (f"{level} {words}".lstrip() for level, words in lines if words)
    yield from (f"[en-tête ou pied de page] {margin}" for margin in text.margins)
