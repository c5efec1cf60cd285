"""Where a picture that is not in the line of words stands on its page, in points."""

from __future__ import annotations

from typing import NamedTuple

from pmtdocs.word.formatting import Place, Position, Sheet
from pmtdocs.word.pictures import Picture

#: What words need beside a picture: Word puts none in less.
_INCH = 72
#: A line: what stands less than that below the top of its paragraph is at its top.
_LINE = 14


class Span(NamedTuple):
    """What an axis offers: the paper, and what its margins take at both ends."""

    length: float
    before: float
    after: float

    @property
    def inside(self) -> float:
        return self.length - self.before - self.after


def across(sheet: Sheet) -> Span:
    """From the left to the right."""
    return Span(sheet.width, sheet.left, sheet.right)


def down(sheet: Sheet) -> Span:
    """From the top to the bottom."""
    return Span(sheet.height, sheet.top, sheet.bottom)


def start(position: Position, size: float, span: Span) -> float:
    """How far a thing of that size stands from where the words begin; before them, below zero."""
    if position.align == "after":
        return span.inside + position.offset
    on_paper = position.origin == "page"
    room = span.length if on_paper else span.inside
    shares = {"": 0.0, "start": 0.0, "center": 0.5, "end": 1.0}
    return (
        shares[position.align] * (room - size) + position.offset - (span.before if on_paper else 0)
    )


def is_near(picture: Picture, sheet: Sheet, in_header: bool) -> bool:
    """Is it printed near the place that Word gives it, and not at it?

    A header begins at a height of the page: what is measured from there is exact.
    """
    place = picture.place
    if place is None or place.wrap in ("over", "under"):
        return False
    if place.down.origin != "text" and not in_header:
        return True
    if place.down.origin == "text" and place.down.offset > _LINE:
        return True
    return place.wrap == "beside" and _splits(place, picture.width, sheet)


def _splits(place: Place, width: float, sheet: Sheet) -> bool:
    """Has Word room for words on both sides?"""
    span = across(sheet)
    left = start(place.across, width, span)
    return min(left, span.inside - left - width) > _INCH
