"""Cells whose text is turned, upwards or downwards: a box as high as their lines are long.

WeasyPrint knows no vertical writing, and a box that is turned keeps the room that it had.
"""

from __future__ import annotations

from pmtdocs.render.page.css import points
from pmtdocs.word.formatting import CellStyle

_LEFT, _RIGHT = "0 auto 0 0", "0 0 0 auto"


def turned(style: CellStyle, inside: str) -> str:
    """The blocks of a cell in a box that is turned, where lines beside one another go its way."""
    length, thick = style["length"], style["thick"]
    way, first, last = f"translateX({points(thick)}) rotate(90deg)", _RIGHT, _LEFT
    if style["turned"] == "up":
        way, first, last = f"translateY({points(length)}) rotate(-90deg)", _LEFT, _RIGHT
    places = {"middle": "0 auto", "bottom": last}
    margin = places.get(style.get("vertical", "top"), first)
    outer = f"width:{points(thick)};height:{points(length)}"
    inner = f"width:{points(length)};transform-origin:0 0;transform:{way}"
    inside = f'<div style="{inner}">{inside}</div>'
    return f'<div class="turned" style="{outer};margin:{margin}">{inside}</div>'
