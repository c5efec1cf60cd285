"""What is said of words, paragraphs, tables and paper, as values: points, colours, yes or no.

A style holds what was said and nothing else, in the order in which it was first said: ``|`` lays
one over another, as ``basedOn`` and direct formatting do. ``properties`` reads them from Word.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypedDict

Lines = Literal["none", "hidden", "solid", "double", "dotted", "dashed"]


class Colour(NamedTuple):
    """From 0 to 255 each."""

    red: int
    green: int
    blue: int


BLACK, WHITE = Colour(0, 0, 0), Colour(255, 255, 255)
#: Those of Word's marker (ISO 29500-1, 17.18.40).
HIGHLIGHTS = {name: Colour(*bytes.fromhex(code)) for name, code in {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF",
    "red": "FF0000", "yellow": "FFFF00", "white": "FFFFFF", "darkBlue": "000080",
    "darkCyan": "008080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000",
    "darkYellow": "808000", "darkGray": "808080", "lightGray": "C0C0C0",
}.items()}  # fmt: skip


class Border(NamedTuple):
    """A line on a side; « none » takes away what a style drew, « hidden » what is drawn around."""

    kind: Lines
    width: float
    colour: Colour


class Spacing(NamedTuple):
    """From a line to the next: points, or so many times the font's own height."""

    value: float
    in_points: bool


class RunStyle(TypedDict, total=False):
    """What is said of words (``w:rPr``)."""

    font: str
    size: float
    bold: bool
    italic: bool
    underlined: bool
    struck: bool
    capitals: bool
    small_capitals: bool
    hidden: bool
    colour: Colour
    shade: Colour
    tracking: float
    raised: Literal["super", "sub"]
    language: str
    """« en-GB »; nothing for French."""


class _Boxed(TypedDict, total=False):
    border_top: Border
    border_right: Border
    border_bottom: Border
    border_left: Border
    padding_top: float
    padding_right: float
    padding_bottom: float
    padding_left: float
    shade: Colour


class TabStop(NamedTuple):
    """What words stand against after a tab, and how; at zero, they only stand apart."""

    align: Literal["left", "center", "right"]
    at: float


class ParagraphStyle(_Boxed, total=False):
    """What is said of a paragraph (``w:pPr``); a first line that hangs out is below zero."""

    align: Literal["left", "right", "center", "justify"]
    before: float
    after: float
    spacing: Spacing
    left: float
    right: float
    first: float
    with_next: bool
    together: bool
    on_new_page: bool
    tabs: tuple[TabStop, ...]
    """Where each tab of a paragraph of a header or a footer leads."""


class CellStyle(_Boxed, total=False):
    """What a cell says of itself (``w:tcPr``)."""

    vertical: Literal["top", "middle", "bottom"]
    turned: Literal["up", "down"]
    """Which way its lines go, where it is neither left nor right."""
    length: float
    """How far they may go then."""
    thick: float
    """How much they take then beside one another."""


class TableStyle(_Boxed, total=False):
    """What a table says (``w:tblPr``): its outer borders, the padding and lines of its cells."""

    padding: tuple[float, float]
    """Word's own, above and beside, for sides that say none."""
    inside_rows: Border
    inside_columns: Border
    indent: float
    place: Literal["left", "center", "right"]
    """In the width of the page; where it is « left », the indent counts."""


class Style(NamedTuple):
    """A paragraph style, complete: what nobody said is Word's own default."""

    run: RunStyle
    paragraph: ParagraphStyle


class Sheet(NamedTuple):
    """The paper of a section, its margins, how far headers and footers stand from the edge."""

    width: float
    height: float
    top: float
    right: float
    bottom: float
    left: float
    header: float
    footer: float


Origin = Literal["page", "margin", "text"]
Against = Literal["", "start", "center", "end", "after"]
Wrap = Literal["beside", "apart", "over", "under"]


class Position(NamedTuple):
    """Where something stands, across or down: so far from there, or against one side of it."""

    origin: Origin
    """The paper, what its margins leave, or the column and the paragraph that it belongs to."""
    align: Against
    """« after » what the origin takes up: in the margin that follows."""
    offset: float


class Place(NamedTuple):
    """Where a picture stands that is not in the line of words, and what words do there."""

    wrap: Wrap
    across: Position
    down: Position
    around: tuple[float, float, float, float]
    """How far words keep away: above, on the right, below, on the left."""


class PageNumbers(NamedTuple):
    """From where a section counts its pages, if not from the one before; in which figures."""

    first: int | None
    format: Literal["decimal", "lower-roman", "upper-roman", "lower-alpha", "upper-alpha"]
