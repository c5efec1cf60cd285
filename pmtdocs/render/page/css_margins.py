"""Headers and footers as CSS: their tabs, and the room that a tall one takes from the words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from pmtdocs.render.page.css import Css, pages_of, points
from pmtdocs.render.page.tree import Inline, Link, Margin, Run
from pmtdocs.word.formatting import Sheet, TabStop
from pmtdocs.word.placing import across

#: What a header may take beyond what is worked out: of another font than Calibri, for one.
_SLACK = 1.2
#: A header or footer to be measured: it holds its floating pictures, others are placed from it.
EDGE = (
    ".edge{position:relative;display:flow-root}.edge .row{margin-top:0}"
    ".edge>a:last-child{display:block}.edge p:has(>.piece){align-items:flex-end}"
)
_OPENS = ("first", "all", "even")
#: Words against the right margin may stop short of it by so much.
_SHORT = 12.0


class Shown(NamedTuple):
    """A header or footer as it is written, in a box of its own."""

    margin: Margin
    box: str
    html: str

    def said(self) -> tuple[str, ...]:
        """Its words in any order, those of its pictures too: even pages mirror the odd."""
        words = re.sub(r'<img[^>]* alt="([^"]*)"[^>]* src="([^"]*)">', r" \1 \2 ", self.html)
        return tuple(sorted(re.sub(r"<[^>]*>", " ", words).split()))

    def written(self, more: str = "") -> str:
        return f'<div class="{self.box} {self.margin.place[:4]}{more}">{self.html}</div>'


def arranged(shown: Iterable[Shown], known: set[tuple[str, ...]]) -> str:
    """Those of a section. A screen, which has no pages, shows one header above the words.

    It is that of the first page, if there is one; what the others say beyond it stands below the
    words, with the footers. What is ``known`` is not shown again.
    """
    opening: dict[str, Shown] = {}
    above, below, later = [], [], False
    for one in sorted(shown, key=lambda one: (not one.said(), _OPENS.index(one.margin.pages))):
        first, words = opening.setdefault(one.margin.place, one), one.said()
        again = words in known or (one is not first and {*words} <= {*first.said()})
        known.add(words)
        if again:  # a screen need not repeat it
            above.append(one.written(" again"))
        elif one is first and one.margin.place == "header":
            above.append(one.written())
        else:
            later = later or one is not first
            below.append(one)
    below.sort(key=lambda one: one.margin.place == "footer")
    html = "".join(one.written() for one in below)
    return "".join(above) + (f'<div class="foot">{html}</div>' if later else html)


def columns(
    parted: Sequence[Sequence[Inline]], stops: tuple[TabStop, ...], sheet: Sheet
) -> Iterator[tuple[Sequence[Inline], Css]]:
    """Which piece of a line, parted by tabs, stands where.

    In general they are pushed apart. Beside a centred one, three share the line: its middle is then
    that of the line, whatever stands on both sides; where it says nothing, they have all the room.
    """
    is_centred = tuple(stop.align for stop in stops) in (("center",), ("center", "right"))
    if is_centred and (len(parted) < 3 or _says(parted[1])):
        for piece, align in zip((*parted, ()), ("left", "center", "right"), strict=False):
            yield piece, {"flex": "1 1 0", "text-align": align}
        return
    starts, room = [0.0, *(stop.at for stop in stops)], across(sheet).inside
    for at, piece in enumerate(parted):
        stop = stops[at] if at < len(stops) else None
        last = stops[at - 1] if at else None
        if stop is not None and stop.align == "left" and stop.at > starts[at]:
            yield piece, {"flex": f"0 0 {points(stop.at - starts[at])}"}
        elif last is not None and at == len(parted) - 1 and last.align == "left" and last.at:
            yield piece, {"flex": "1 1 0"}
        elif last is not None and last.align == "right" and 0 < last.at < room - _SHORT:
            yield piece, {"margin-right": points(room - last.at)}
        else:
            yield piece, {}


def _says(piece: Iterable[Inline]) -> bool:
    return any(not isinstance(one, Run) or one.text.strip() for one in _flat(piece))


# --- height ------------------------------------------------------------------------------------


def is_tall(margin: Margin, sheet: Sheet) -> bool:
    """May it be taller than the page's own margin? Whoever lays out then measures it."""
    edge, distance = edges(margin, sheet)
    return bool(margin.blocks) and distance + margin.height * _SLACK > edge


def edges(margin: Margin, sheet: Sheet) -> tuple[float, float]:
    """The margin of the page, and how far from its edge the header or footer begins."""
    return (sheet.top, sheet.header) if margin.place == "header" else (sheet.bottom, sheet.footer)


def pushing(name: str, margin: Margin, box: str, sheet: Sheet) -> str:
    """For whoever lays out: the box to measure, on which pages, how far off, their margin.

    Pages without a header keep their margin whatever pushes the words of the others.
    """
    edge, distance = edges(margin, sheet)
    side = "top" if margin.place == "header" else "bottom"
    if not margin.blocks:
        return f"{pages_of(name, margin)}{{margin-{side}:{points(edge)}}}"
    return f"/*{box}|{pages_of(name, margin)}|{side}|{distance:g}|{edge:g}|{sheet.height:g}*/"


def _flat(content: Iterable[Inline]) -> Iterator[Inline]:
    for piece in content:
        if isinstance(piece, Link):
            yield from _flat(piece.content)
        else:
            yield piece
