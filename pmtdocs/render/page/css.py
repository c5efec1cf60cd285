"""The CSS that Word's measures, colours and borders come to, shared by styles and tables.

Word measures in twentieths of a point, borders in eighths.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pmtdocs.word.package import Element, val, w, whole

Css = dict[str, str]

_VERTICAL = {"center": "middle", "bottom": "bottom"}
_BORDER = {"single": "solid", "double": "double", "dotted": "dotted", "dashed": "dashed"}


def points(twentieths: str | None) -> str:
    """Twentieths of a point → ``12.5pt``."""
    return f"{whole(twentieths) / 20:g}pt"


def hex_colour(colour: str | None) -> str:
    """``1F3A5F`` → ``#1F3A5F``; empty for what is automatic or no colour."""
    return f"#{colour}" if re.fullmatch("[0-9A-Fa-f]{6}", colour or "") else ""


def shading(element: Element) -> Css:
    shown = hex_colour(val(element, "fill"))
    return {"background": shown} if shown else {}


def border_css(element: Element, padding: bool = False) -> Css:
    """Borders of a paragraph, a table or a cell."""
    out: Css = {}
    for line in element:
        if (side := _side(line)) in ("top", "bottom", "left", "right"):
            out[f"border-{side}"] = _line(line)
            if padding and (space := val(line, "space")):
                out[f"padding-{side}"] = f"{whole(space)}pt"
    return out


def _side(element: Element) -> str:
    name = element.tag.rpartition("}")[2]
    return {"start": "left", "end": "right"}.get(name, name)


def _line(element: Element) -> str:
    """A border as CSS; Word's ``sz`` counts eighths of a point."""
    kind = val(element) or "none"
    if kind in ("nil", "none"):
        return "none"
    colour = hex_colour(val(element, "color")) or "#000000"
    return f"{whole(val(element, 'sz'), 4) / 8:g}pt {_BORDER.get(kind, 'solid')} {colour}"


def cell_css(properties: Element | None) -> Css:
    """What a cell says of itself: borders, shading, vertical alignment."""
    out: Css = {}
    for child in properties if properties is not None else ():
        match child.tag.rpartition("}")[2]:
            case "tcBorders":
                out |= border_css(child)
            case "shd":
                out |= shading(child)
            case "vAlign":
                out["vertical-align"] = _VERTICAL.get(val(child) or "", "top")
    return out


def inner_css(sources: Iterable[Element]) -> Css:
    """What a table says of its cells: inside lines and margins (Word: 5.4 pt at the sides)."""
    out: Css = {"padding": "0 5.4pt"}
    for source in sources:
        for name, side in (("insideH", "top"), ("insideV", "left")):
            if (line := source.find(f"{w('tblBorders')}/{w(name)}")) is not None:
                out[f"border-{side}"] = _line(line)
        for margin in source.iterfind(f"{w('tblCellMar')}/*"):
            out[f"padding-{_side(margin)}"] = points(val(margin, "w"))
    return out
