"""Pictures beside the line of words, as CSS: exactly placed on paper, floating on a screen."""

from __future__ import annotations

import base64
from html import escape
from typing import Literal

from pmtdocs.render.page.css import Css, points, text_of
from pmtdocs.render.page.tree import Image, Inline, Link
from pmtdocs.word.formatting import Place, Position, Sheet
from pmtdocs.word.placing import across, down, start

#: Where an image stands: in the words, or in a header or footer, whose box has its own origin.
#: Words that begin below a tall header are measured from below.
Within = Literal["body", "pushed", "header", "footer"]
#: The corner of a paragraph that a picture is placed from, which takes no room. Were it the
#: paragraph itself, its words would be drawn, and so read from the PDF, after all others.
HOLDS = (
    ".held{position:relative;display:inline-block;width:0;height:0;vertical-align:top}"
    "@media screen{.held{display:contents}}"
)
_GAP = "4pt"


def looks(image: Image, place: Place, sheet: Sheet, within: Within) -> tuple[str, str]:
    """What is declared of a placed picture on paper, and on a screen."""
    left = start(place.across, image.width, across(sheet))
    to_left = _is_on_the_left(image, left, sheet)
    declare = {"beside": _floating, "apart": _apart, "over": _laid, "under": _laid}[place.wrap]
    paper = declare(image, place, left, sheet, within)
    side = "left" if to_left else "right"
    gap = f"{_GAP} 8pt {_GAP} 0" if to_left else f"{_GAP} 0 {_GAP} 8pt"
    screen = {"position": "static", "float": side, "margin": gap, "z-index": "auto"}
    if place.wrap == "apart":
        screen = {"margin-left": "auto", "margin-right": "auto"}
    return text_of(paper), text_of(screen)


def element(image: Image, name: str) -> str:
    """An image of class ``name``, if it has one.

    Decoration is a background, which no reader of a PDF is told of (PDF/UA-1, 7.1).
    """
    size = f"width:{image.width:g}pt;height:{image.height:g}pt"
    source = f"data:{image.kind};base64,{base64.b64encode(image.data).decode()}"
    named = f' class="{name}"' if name else ""
    if image.alt:
        return f'<img{named} alt="{escape(image.alt)}" style="{size}" src="{source}">'
    shown = f"background:url({source}) 0 0/100% 100%;image-rendering:crisp-edges"
    return f'<span{named} style="display:inline-block;{size};{shown}"></span>'


def held(piece: Inline, html: str) -> str:
    """``html`` in the corner of its paragraph, if it is a picture that is measured from there."""
    return f'<span class="held">{html}</span>' if _is_laid(piece) else html


def _is_laid(piece: Inline) -> bool:
    place = _placed(piece)
    return place is not None and place.wrap in ("over", "under") and place.down.origin == "text"


def ordered(content: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Pictures that stand somewhere from the top of their paragraph come before its words."""
    return tuple(sorted(content, key=lambda one: not (_is_beside(one) or _is_laid(one))))


def _is_beside(piece: Inline) -> bool:
    place = _placed(piece)
    return place is not None and place.wrap in ("beside", "apart")


def _placed(piece: Inline) -> Place | None:
    if isinstance(piece, Link) and piece.content:
        piece = piece.content[0]
    return piece.place if isinstance(piece, Image) else None


def _is_on_the_left(image: Image, left: float, sheet: Sheet) -> bool:
    return left + image.width / 2 <= across(sheet).inside / 2


def _points(*values: float) -> str:
    return " ".join(points(round(value, 2)) for value in values)


def _floating(image: Image, place: Place, left: float, sheet: Sheet, within: Within) -> Css:
    """Words flow on the side that has more room; Word's own both sides are one."""
    _, right, below, before = place.around
    top = _below_paragraph(image, place.down, sheet, within)
    if _is_on_the_left(image, left, sheet):
        return {"float": "left", "margin": _points(top, right, below, left)}
    rest = across(sheet).inside - left - image.width
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
    if within == "pushed":
        return out | {"bottom": _points(down(sheet).inside - top - image.height)}
    return out | {"top": _points(top)}
