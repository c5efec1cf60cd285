"""The lines of the headers and footers of a PDF: none of its words, unless their figures differ."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby, pairwise
from typing import NamedTuple

from pmtdocs.compare.text import Text
from pmtdocs.compare.words import fold

#: Headers and footers stand in this share of the page, at the top and at the bottom (22 mm of A4).
_MARGIN = 0.075
#: What is drawn out of order is this much apart, as a share of the page: cells of a row are less.
_APART = 0.02
#: A line of a header is laid out on so many lines at most.
_BROKEN = 4
_PAGE_NUMBER = re.compile(r"(?:.*\bpage )?\d+ ?(?:/|sur) ?\d+|page \d+", re.IGNORECASE)
_FIGURE = re.compile(r"\d+")
#: A figure that is no year, or the end of a sentence.
_NO_HEAD = re.compile(r"(?!\b(?:19|20)\d\d\b)\b\d+|[.;:!?]$")
#: What is left of a page number without its figures.
_PAGE = ("", "/", "sur", "page", "page/", "pagesur")


class Line(NamedTuple):
    """A line of a page; ``height`` is 0 at its bottom, 1 at its top."""

    page: int
    words: str
    height: float


def running(lines: list[Line], other: Text | None) -> set[Line]:
    """The lines of headers and footers: page numbers, what the other file is known to print there.

    Without one, those that come back at one height, page after page.
    """
    counts = Counter(mark for _, mark in {(line.page, _mark(line)) for line in lines})
    there = other or Text("", ())
    margins = [_bare(margin) for margin in there.margins]
    blocks = [_bare(block.words) for block in there.blocks]
    known, joined, body = set(margins), "".join(margins), "".join(blocks)
    figures = {figure for margin in there.margins for figure in _FIGURE.findall(margin)}
    pages = max((line.page for line in lines), default=0)

    def has_known_figures(line: Line) -> bool:
        """None but the other file's and page numbers? An account is none of these."""
        return all(f in figures or int(f) <= pages for f in _FIGURE.findall(line.words))

    def is_running(line: Line) -> bool:
        # « 3 » on page 3, « Annexe 2 – page 8 sur 9 ».
        if line.words == str(line.page) or _PAGE_NUMBER.fullmatch(line.words):
            return True
        bare, comes_back = _bare(line.words), counts[_mark(line)] > 1
        if other is None:
            return comes_back
        if line.words in other.edges:
            return True
        is_known = bare in known or (comes_back and (bare in joined or bare in body))
        return is_known and has_known_figures(line)

    tall = filter(has_known_figures, _tall(lines, known - {*blocks}))
    return {line for line in at_edge(lines) if is_running(line)} | {*tall}


def at_edge(lines: Iterable[Line]) -> Iterator[Line]:
    """Those that stand where headers and footers do."""
    return (line for line in lines if not _MARGIN <= line.height <= 1 - _MARGIN)


def in_order(lines: list[Line]) -> list[Line]:
    """The lines of a page as read: what is drawn after all that stands below it comes before."""
    heights = [line.height for line in lines]
    highest, lowest = [*accumulate(heights, max)], [*accumulate(reversed(heights), min)][::-1]
    cuts = (at for at in range(1, len(lines)) if lowest[at] - highest[at - 1] > _APART)
    parts = [lines[start:end] for start, end in pairwise([0, *cuts, len(lines)])]
    return [line for part in reversed(parts) for line in part]


def heads(lines: list[Line], other: Text | None) -> Iterator[list[Line]]:
    """What begins a page and stands on the one before too, as the row that heads a table does;
    with a sum or as a sentence, only that of the other file."""
    known = {tight(head) for head in other.heads} if other else set()
    pages = [[*page] for _, page in groupby(lines, lambda line: line.page)]
    for before, page in pairwise(pages):
        said = "\n".join(["", *(line.words for line in before), ""])
        for size in range(_BROKEN, 0, -1):
            head = "\n".join(line.words for line in page[:size])
            is_head = tight(head) in known or not _NO_HEAD.search(head)
            if is_head and f"\n{head}\n" in said:
                yield page[:size]
                break


def tight(words: str) -> str:
    """Words without what the end of a line may change of them."""
    return re.sub(r"[\s-]+", "", fold(words)).casefold()


def said(found: set[Line], lines: list[Line]) -> tuple[str, ...]:
    """What those of ``lines`` print, once each, but for page numbers."""
    margins = {_bare(line.words): line.words for line in lines if line in found}
    return tuple(words for bare, words in margins.items() if bare not in _PAGE)


def _tall(lines: list[Line], known: set[str]) -> Iterator[Line]:
    """Those of a letterhead, which takes more of its page: all ``known`` ones, from the edge."""
    in_pages = sorted(lines, key=lambda line: (line.page, -line.height))
    for _, page in groupby(in_pages, lambda line: line.page):
        downwards = [*page]
        for step in (1, -1):
            left = downwards[::step]
            while size := _taken(left, step, known):
                yield from left[:size]
                left = left[size:]


def _taken(lines: list[Line], step: int, known: set[str]) -> int:
    """How many of the next lines are one of a header, which is broken where it is too long."""
    bare = [_bare(line.words) for line in lines[:_BROKEN]]
    sizes = range(len(bare), 0, -1)
    return next((n for n in sizes if all(bare[:n]) and "".join(bare[:n][::step]) in known), 0)


def _mark(line: Line) -> tuple[str, float]:
    """A line without its figures (« page # sur # ») and its height."""
    return re.sub(r"\s+", "", _FIGURE.sub("#", line.words)), round(line.height, 2)


def _bare(words: str) -> str:
    """A line without figures: page numbers are fields, which Word's margins are read without."""
    return re.sub(r"[\s\d]+", "", words).casefold()
