"""Where the tabs of a paragraph lead: to its stops, in the order of its words (17.3.1.38)."""

from __future__ import annotations

from typing import Literal

from pmtdocs.word.formatting import TabStop
from pmtdocs.word.package import Element, val, w, whole
from pmtdocs.word.room import size_of, width
from pmtdocs.word.styles import Styles
from pmtdocs.word.words import segments

_ALIGNED: dict[str, Literal["left", "center", "right"]] = {
    "center": "center", "right": "right", "end": "right", "decimal": "right",
}  # fmt: skip


def leads(styles: Styles, paragraph: Element, room: float) -> tuple[TabStop, ...]:
    """The stop of each tab; ``room`` is the width of the line. Past the last, tabs lead nowhere."""
    stops = _stops(styles, paragraph)
    out: list[TabStop] = []
    at = 0.0
    for node, text in segments(paragraph):
        if node.tag == w("ptab"):
            align = _ALIGNED.get(val(node, "alignment") or "", "left")
            stop = TabStop(align, {"left": 0.0, "center": room / 2, "right": room}[align])
        elif node.tag == w("tab"):
            stop = next((s for s in stops if s.at > at), TabStop("left", 0))
        else:
            at += width(text, size_of(styles, next(node.iterancestors(w("r")))))
            continue
        out.append(stop)
        at = max(at, stop.at)
    return tuple(out)


def _stops(styles: Styles, paragraph: Element) -> list[TabStop]:
    """Those of its style along its ancestors, then its own, which may take one away."""
    own = paragraph.find(w("pPr"))
    style = styles.style_of(paragraph)
    said = [*styles.chain(style, "pPr")][::-1] + ([] if own is None else [own])
    found: dict[float, TabStop] = {}
    for properties in said:
        for tab in properties.iterfind(w("tabs/tab")):
            at, kind = whole(val(tab, "pos")) / 20, val(tab, "val") or "left"
            if kind == "clear":
                found.pop(at, None)
            elif kind != "bar":
                found[at] = TabStop(_ALIGNED.get(kind, "left"), at)
    return sorted(found.values(), key=lambda stop: stop.at)
