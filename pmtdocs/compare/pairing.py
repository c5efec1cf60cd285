"""Which paragraph of a gap became which: the best sum of likenesses, in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby

from pmtdocs.compare.words import Kind, Token

#: Beyond so many paragraphs a side, those of a gap are no longer paired two by two.
_MANY = 60


@dataclass(frozen=True)
class Piece:
    """The words of one paragraph inside a gap."""

    start: int
    end: int
    block: int
    opens: bool
    """Does it hold the first word of its paragraph?"""
    closes: bool
    """The last word?"""

    @property
    def is_whole(self) -> bool:
        return self.opens and self.closes


def pieces(words: list[Token], start: int, end: int) -> list[Piece]:
    """The words ``start`` to ``end``, a piece a paragraph; the mark of its end says nothing."""
    out, at = [], start
    for block, group in groupby(words[start:end], key=lambda t: t.block):
        stop = at + len(list(group))
        said = stop - (words[stop - 1].kind is Kind.END)
        opens = at == 0 or words[at - 1].block != block
        following = words[said] if said < len(words) else None
        closes = following is None or following.kind is Kind.END or following.block != block
        if said > at:
            out.append(Piece(at, said, block, opens, closes))
        at = stop
    return out


def slide_back(words: list[Token], start: int, end: int, room: int) -> int:
    """How far to move a run back so that it begins with a paragraph."""
    for back in range(room + 1):
        if start == back or words[start - back - 1].block != words[start - back].block:
            return back
        if words[start - back - 1].key != words[end - back - 1].key:
            return 0
    return 0


def pair(
    left: list[Piece], right: list[Piece], likeness: Callable[[Piece, Piece], float]
) -> Iterator[tuple[Piece | None, Piece | None]]:
    """The pieces of both sides in order, two by two or alone; a likeness of 0 is none."""
    if len(left) > _MANY or len(right) > _MANY:
        yield from ((piece, None) for piece in left)
        yield from ((None, piece) for piece in right)
        return
    best = _best(left, right, likeness)
    i = j = 0
    while i < len(left) or j < len(right):
        here = best[i, j]
        dropped = i < len(left) and here == best[i + 1, j]
        added = j < len(right) and here == best[i, j + 1]
        if added and not (dropped and right[j].opens):  # what goes on follows what matched
            yield None, right[j]
            j += 1
        elif dropped:
            yield left[i], None
            i += 1
        else:
            yield left[i], right[j]
            i, j = i + 1, j + 1


def _best(
    left: list[Piece], right: list[Piece], likeness: Callable[[Piece, Piece], float]
) -> dict[tuple[int, int], float]:
    """The best sum from each place on."""
    best = defaultdict[tuple[int, int], float](float)
    for i in reversed(range(len(left))):
        for j in reversed(range(len(right))):
            like = likeness(left[i], right[j])
            both = like and like + best[i + 1, j + 1]
            best[i, j] = max(both, best[i + 1, j], best[i, j + 1])
    return best
