"""What is printed, as a tree of values: whatever writes pages writes them from this.

Measures are points; a style is complete, and what stands beside it is what was said beyond it
(``word.formatting``). No node knows HTML, CSS or any other writer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from pmtdocs.word import formatting

#: Signs of the words of a run that are more than letters.
TAB, LINE_BREAK, NO_BREAK_HYPHEN, SOFT_HYPHEN = "\t", "\n", "\u2011", "\u00ad"

# --- inside a paragraph ----------------------------------------------------------------------


class Run(NamedTuple):
    """Words of one formatting, with the four signs above."""

    text: str
    style: formatting.RunStyle


class Link(NamedTuple):
    """Words that lead to a bookmark of the document, or to an address."""

    target: str
    inside: bool
    paged: bool
    """In a table of contents: the number of the page aimed at follows."""
    content: tuple[Inline, ...]


class Image(NamedTuple):
    """A picture and what it says to whoever does not see it: nothing, for mere decoration."""

    alt: str
    width: float
    height: float
    kind: str
    data: bytes
    place: formatting.Place | None = None
    """Beside the line of words, if it is."""


class PageNumber(NamedTuple):
    """Of this page, of the last, or of that of a bookmark: counted when pages are laid out."""

    of: Literal["this", "last", "there"]
    target: str = ""


class PageBreak(NamedTuple):
    """What follows begins a page."""


class ColumnBreak(NamedTuple):
    """What follows begins a column, and a page where there is but one."""


class Note(NamedTuple):
    """The call of a note, and what the note says: at the foot of the page, or after the text."""

    mark: str
    """« 2 », « * »: what Word counts, written out."""
    style: formatting.RunStyle
    at_end: bool
    blocks: tuple[Block, ...]


class NoteMark(NamedTuple):
    """Inside a note, the mark of its call."""

    mark: str
    style: formatting.RunStyle


Inline = Run | Link | Image | PageNumber | PageBreak | ColumnBreak | Note | NoteMark

# --- blocks ----------------------------------------------------------------------------------


class Paragraph(NamedTuple):
    """A paragraph, a heading when it has a level."""

    style: str
    said: formatting.ParagraphStyle
    level: int | None
    number: Run | None
    """« Article 3 – », « – »: what Word counts, written out."""
    anchors: tuple[str, ...]
    """Bookmarks that links aim at."""
    content: tuple[Inline, ...]


class List(NamedTuple):
    """Its items; each is a paragraph, then the list that stands deeper, either alone at times."""

    items: tuple[tuple[Paragraph | List, ...], ...]


class Cell(NamedTuple):
    """A cell over so many columns and rows, which may head its column or its row."""

    style: formatting.CellStyle
    heads: Literal["", "col", "row"]
    columns: int
    rows: int
    blocks: tuple[Block, ...]


class Row(NamedTuple):
    """``shade`` is that of all its cells, which then say none."""

    shade: formatting.Colour | None
    together: bool
    cells: tuple[Cell, ...]
    height: float = 0
    """At least, whatever is in it."""
    with_next: bool = False
    """On the page of the row below."""


class Table(NamedTuple):
    """A table of data."""

    name: str
    widths: tuple[float, ...]
    style: formatting.TableStyle
    head: tuple[Row, ...]
    body: tuple[Row, ...]


class Box(NamedTuple):
    """A share of the width of its line."""

    share: float
    blocks: tuple[Block, ...]
    style: formatting.CellStyle


class Line(NamedTuple):
    """Boxes side by side, as high as one another, and at least so high."""

    boxes: tuple[Box, ...]
    height: float


class Boxes(NamedTuple):
    """A layout table: lines of boxes, read from left to right; where it stands."""

    lines: tuple[Line, ...]
    style: formatting.TableStyle


class Columns(NamedTuple):
    """Blocks in columns of one width, as high as one another."""

    number: int
    width: float
    """Of each."""
    gap: float
    ruled: bool
    blocks: tuple[Block, ...]


Block = Paragraph | List | Table | Boxes | Columns


def inside(block: Block) -> Iterator[tuple[Block, ...]]:
    """The blocks that a block holds, item by item, cell by cell, box by box."""
    match block:
        case Paragraph():
            return
        case List(items):
            yield from items
        case Table():
            yield from (cell.blocks for row in (*block.head, *block.body) for cell in row.cells)
        case Boxes(lines):
            yield from (box.blocks for line in lines for box in line.boxes)
        case Columns():
            yield block.blocks


# --- the whole -------------------------------------------------------------------------------


class Margin(NamedTuple):
    """A header or footer; without blocks, these pages have none."""

    place: Literal["header", "footer"]
    pages: Literal["all", "first", "even"]
    """Of the section: its first one alone, or the even ones."""
    blocks: tuple[Block, ...]
    height: float
    """About, in points: whoever lays it out knows better."""


class Section(NamedTuple):
    """Pages of one paper; each section begins one, on the side of the paper that it wants."""

    starts: Literal["page", "even", "odd"]
    numbers: formatting.PageNumbers
    sheet: formatting.Sheet
    margins: tuple[Margin, ...]
    blocks: tuple[Block, ...]


class Pages(NamedTuple):
    """A document to print, with the paragraph styles that it uses."""

    sections: tuple[Section, ...]
    styles: Mapping[str, formatting.Style]
