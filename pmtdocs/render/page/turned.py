"""Cells whose text is turned, upwards or downwards: a box as high as their lines are long.

WeasyPrint knows no vertical writing, and a box that is turned keeps the room that it had: that of
its words is worked out here, from their number and their size, unless the row says its height.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from math import ceil

from pmtdocs.render.page import tree
from pmtdocs.render.page.css import LINE_RATIO, points
from pmtdocs.word.formatting import Style

#: How wide a letter is at most on the average, by its size: a box a little too long shows nothing.
_WIDE = 0.58
#: Points; longer words go to the next line.
_LONGEST = 240.0
_SIZE = 11.0
_LEFT, _RIGHT = "0 auto 0 0", "0 0 0 auto"


def turned(cell: tree.Cell, inside: str, styles: Mapping[str, Style]) -> str:
    """The blocks of a cell in a box that is turned, where lines beside one another go its way."""
    paragraphs = [*_paragraphs(cell.blocks)]
    wanted = max((_width(one, styles) for one in paragraphs), default=0.0)
    length = cell.style.get("length") or min(wanted, _LONGEST) or _SIZE
    thick = sum(_height(one, length, styles) for one in paragraphs) or _SIZE
    way, first, last = f"translateX({points(thick)}) rotate(90deg)", _RIGHT, _LEFT
    if cell.style.get("turned") == "up":
        way, first, last = f"translateY({points(length)}) rotate(-90deg)", _LEFT, _RIGHT
    places = {"middle": "0 auto", "bottom": last}
    margin = places.get(cell.style.get("vertical", "top"), first)
    outer = f"width:{points(thick)};height:{points(length)}"
    inner = f"width:{points(length)};transform-origin:0 0;transform:{way}"
    inside = f'<div style="{inner}">{inside}</div>'
    return f'<div class="turned" style="{outer};margin:{margin}">{inside}</div>'


def _paragraphs(blocks: Iterable[tree.Block]) -> Iterator[tree.Paragraph]:
    for block in blocks:
        if isinstance(block, tree.Paragraph):
            yield block
        elif isinstance(block, tree.List):
            for item in block.items:
                yield from _paragraphs(item)


def _size(paragraph: tree.Paragraph, styles: Mapping[str, Style]) -> float:
    sizes = [r.style.get("size", 0.0) for r in paragraph.content if isinstance(r, tree.Run)]
    return max([*sizes, styles[paragraph.style].run.get("size", _SIZE)])


def _width(paragraph: tree.Paragraph, styles: Mapping[str, Style]) -> float:
    runs = [piece.text for piece in paragraph.content if isinstance(piece, tree.Run)]
    runs += [paragraph.number.text + " "] if paragraph.number else []
    letters = max(map(len, "".join(runs).split(tree.LINE_BREAK)), default=0)
    said = styles[paragraph.style].paragraph | paragraph.said
    aside = said.get("left", 0.0) + said.get("right", 0.0) + max(said.get("first", 0.0), 0.0)
    return round(letters * _WIDE * _size(paragraph, styles) + aside, 1)


def _height(paragraph: tree.Paragraph, length: float, styles: Mapping[str, Style]) -> float:
    said = styles[paragraph.style].paragraph | paragraph.said
    breaks = sum(
        r.text.count(tree.LINE_BREAK) for r in paragraph.content if isinstance(r, tree.Run)
    )
    lines = max(1, ceil(_width(paragraph, styles) / length)) + breaks
    spacing = said.get("spacing")
    size = _size(paragraph, styles)
    line = spacing.value if spacing and spacing.in_points else size * LINE_RATIO
    line *= spacing.value if spacing and not spacing.in_points else 1
    return round(lines * line + said.get("before", 0.0) + said.get("after", 0.0), 1)
