"""Pictures beside the line of words, as CSS: exactly placed on paper, floating on a screen."""

from __future__ import annotations

from typing import Literal

from pmtdocs.render.page.tree import Image
from pmtdocs.word.formatting import Place, Position, Sheet
from pmtdocs.word.placing import across, down, start

Css = dict[str, str]
#: Where an image stands: in the words, or in a header or footer, whose box has its own origin.
Within = Literal["body", "header", "footer"]
#: Browsers read this condition, WeasyPrint does not: a screen has no paper to measure on.
ON_SCREEN = "@media (min-width:0)"
_GAP = "4pt"


def rules(name: str, image: Image, place: Place, sheet: Sheet, within: Within) -> str:
    """The class of one placed picture."""
    left = start(place.across, image.width, across(sheet))
    room = across(sheet).inside
    to_left = left + image.width / 2 <= room / 2
    declare = {"beside": _floating, "apart": _apart, "over": _laid, "under": _laid}[place.wrap]
    paper = declare(image, place, left, sheet, within)
    side = "left" if to_left else "right"
    gap = f"{_GAP} 8pt {_GAP} 0" if to_left else f"{_GAP} 0 {_GAP} 8pt"
    screen = {"position": "static", "float": side, "margin": gap, "z-index": "auto"}
    if place.wrap == "apart":
        screen = {"margin-left": "auto", "margin-right": "auto"}
    return f".{name}{{{_text(paper)}}}\n{ON_SCREEN}{{.{name}{{{_text(screen)}}}}}"


def is_laid(image: Image) -> bool:
    """Does it stand over or under the words of its paragraph, and is it measured from there?"""
    place = image.place
    return place is not None and place.wrap in ("over", "under") and place.down.origin == "text"


def _text(declarations: Css) -> str:
    return ";".join(f"{name}:{value}" for name, value in declarations.items())


def _points(*values: float) -> str:
    return " ".join(f"{round(value, 2):g}pt" for value in values)


def _floating(image: Image, place: Place, left: float, sheet: Sheet, within: Within) -> Css:
    """Words flow on the side that has more room; Word's own both sides are one."""
    room = across(sheet).inside
    _, right, below, before = place.around
    top = _below_paragraph(image, place.down, sheet, within)
    if left + image.width / 2 <= room / 2:
        return {"float": "left", "margin": _points(top, right, below, left)}
    rest = room - left - image.width
    return {"float": "right", "margin": _points(top, rest, below, before)}


def _apart(image: Image, place: Place, left: float, sheet: Sheet, within: Within) -> Css:
    above, _, below, _ = place.around
    top = _below_paragraph(image, place.down, sheet, within)
    return {"display": "block", "margin": _points(max(top, above), 0, below, left)}


def _below_paragraph(image: Image, position: Position, sheet: Sheet, within: Within) -> float:
    """How far below the paragraph that it is written in: of the page's own heights, none."""
    if position.origin == "text":
        return max(0.0, position.offset)
    if within == "header":  # which begins at a height of the page, and this one likely with it
        return start(position, image.height, down(sheet)) + sheet.top - sheet.header
    return 0.0


def _laid(image: Image, place: Place, left: float, sheet: Sheet, within: Within) -> Css:
    """Over the words, or under them; what has no height of its own pushes nothing."""
    out = {"position": "absolute", "left": _points(left)}
    out |= {"z-index": "-1"} if place.wrap == "under" else {}
    if place.down.origin == "text":
        return out | {"top": _points(place.down.offset)}
    top = start(place.down, image.height, down(sheet))
    if within == "header":
        return out | {"top": _points(top + sheet.top - sheet.header)}
    if within == "footer":
        bottom = sheet.height - sheet.footer - (top + sheet.top + image.height)
        return out | {"bottom": _points(bottom)}
    return out | {"top": _points(top)}
