"""The values of the tree as Typst writes them: words, measures, colours, lines, looks.

Each combination of what is said becomes one function, defined once and called by its name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from pmtdocs.language.glyphs import symbols
from pmtdocs.render.page import fonts
from pmtdocs.word.formatting import (
    Border,
    CellStyle,
    Colour,
    ParagraphStyle,
    RunStyle,
    Spacing,
    Style,
    TableStyle,
)
from pmtdocs.word.room import LINE_RATIO

#: The part of a line of single spacing above its base: the ascent of Carlito and half of what its
#: lines are apart, as WeasyPrint shares it.
_ASCENT = 0.8604
#: Carlito, then what it lacks; the name of the family is that of the file.
_FONTS = ("Carlito", fonts.SIGNS)
_DASHES = ("dotted", "dashed")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_WRITTEN = str.maketrans(_ESCAPES)
_SPECIAL = re.compile(r'[\\"\n\r\t]')


def quoted(words: str) -> str:
    """Words as a string: nothing in them is ever code or markup."""
    return f'"{words.translate(_WRITTEN) if _SPECIAL.search(words) else words}"'


def points(value: float) -> str:
    """``12.5pt``."""
    return f"{value:g}pt"


def named(values: Mapping[str, object]) -> str:
    """``a: 1, b: 2``."""
    return ", ".join(f"{name}: {value}" for name, value in values.items())


def colour(value: Colour) -> str:
    """``rgb("#0A0B0C")``."""
    return 'rgb("#{:02X}{:02X}{:02X}")'.format(*value)


def line(border: Border) -> str:
    """A stroke, or none."""
    if border.kind in ("none", "hidden") or not border.width:
        return "none"
    look = {"paint": colour(border.colour), "thickness": points(border.width)}
    if border.kind in _DASHES:
        look["dash"] = quoted(border.kind)
    return f"({named(look)})"


SIDES = ("top", "right", "bottom", "left")


def sides(said: Mapping[str, object], of: str) -> dict[str, Any]:
    """What is said of each side: its lines, or its padding."""
    return {side: said[f"{of}_{side}"] for side in SIDES if f"{of}_{side}" in said}


def lines(said: Mapping[str, object]) -> str:
    """The lines of the sides that have one said, as one stroke; nothing, if none has."""
    found = {side: line(one) for side, one in sides(said, "border").items()}
    return f"({named(found)})" if found else ""


def framed(said: Mapping[str, object]) -> dict[str, object]:
    """The lines, shade and padding of a paragraph, as arguments; lines take room of their own."""
    out = _shaded(said)
    if strokes := lines(said):
        out["stroke"] = strokes
    widths = {side: _width(one) for side, one in sides(said, "border").items()}
    padding = sides(said, "padding")
    inner = {s: padding.get(s, 0.0) + widths.get(s, 0.0) for s in SIDES if s in padding | widths}
    if inner:
        out["inset"] = _sized(inner)
    if any(widths.values()):  # Typst draws a line on the edge, half of it outside
        out["outset"] = _sized({side: -width / 2 for side, width in widths.items()})
    return out


def cell(table: TableStyle, own: CellStyle, shade: Colour | None) -> dict[str, object]:
    """What a table and its row say of a cell, then what it says of itself.

    The line between two rows takes room once, whichever of them says it.
    """
    above, beside = table.get("padding", (0.0, 0.0))
    said: dict[str, object] = {
        "padding_top": above, "padding_bottom": above,
        "padding_left": beside, "padding_right": beside,
    }  # fmt: skip
    if "inside_rows" in table:
        said["border_top"] = table["inside_rows"]
    if "inside_columns" in table:
        said["border_left"] = table["inside_columns"]
    inner = {k: v for k, v in table.items() if k.startswith("padding_") or k == "shade"}
    said = {**said, **inner, **({"shade": shade} if shade else {}), **own}
    widths = (_width(said.get(f"border_{side}")) for side in ("top", "bottom"))
    padding = sides(said, "padding")
    padding["bottom"] += max(widths)
    return {**_shaded(said), "stroke": lines(said) or "none", "inset": _sized(padding)}


def _beside(said: Mapping[str, object], side: str) -> float:
    """What the line of a side takes beside the words, which stay where they are in Word."""
    width = _width(said.get(f"border_{side}"))
    return width + cast(float, said.get(f"padding_{side}", 0.0)) if width else 0.0


def _shaded(said: Mapping[str, object]) -> dict[str, object]:
    return {"fill": colour(cast(Colour, said["shade"]))} if said.get("shade") else {}


def _sized(values: Mapping[str, float]) -> str:
    return f"({named({side: points(round(one, 3)) for side, one in values.items()})})"


def _width(border: object) -> float:
    return border.width if isinstance(border, Border) and line(border) != "none" else 0.0


_TEXT: dict[str, tuple[str, Callable[[Any], str]]] = {
    "size": ("size", points),
    "bold": ("weight", lambda on: quoted("bold" if on else "regular")),
    "italic": ("style", lambda on: quoted("italic" if on else "normal")),
    "colour": ("fill", colour),
    "tracking": ("tracking", points),
    "language": ("lang", lambda tag: quoted(tag.partition("-")[0].lower())),
}


def words(style: RunStyle) -> dict[str, object]:
    """The arguments of ``text`` for what is said of words."""
    said = ((name, value) for name, value in style.items() if name in _TEXT)
    out: dict[str, object] = {_TEXT[name][0]: _TEXT[name][1](value) for name, value in said}
    if not style.keys().isdisjoint(("font", "small_capitals")):
        small = (fonts.SMALL_CAPITALS,) if style.get("small_capitals") else ()
        out["font"] = _family(*small, *_FONTS)
    return out


def _family(*names: str) -> str:
    return f"({', '.join(map(quoted, names))})"


def edges(spacing: Spacing | None, size: float) -> dict[str, object]:
    """How high a line is above and below its base: the room is shared as CSS and Word share it."""
    if spacing and spacing.in_points:
        spare = (spacing.value - LINE_RATIO * size) / 2
        up, down = _ASCENT * size + spare, (LINE_RATIO - _ASCENT) * size + spare
        return {"top-edge": points(round(up, 3)), "bottom-edge": points(round(-down, 3))}
    spare = LINE_RATIO * ((spacing.value if spacing else 1) - 1) / 2
    up, down = _ASCENT + spare, LINE_RATIO - _ASCENT + spare
    return {"top-edge": f"{up:.4g}em", "bottom-edge": f"{-down:.4g}em"}


def height(style: Style) -> float:
    """Of a line."""
    spacing, size = style.paragraph.get("spacing"), style.run.get("size", 11.0)
    if spacing and spacing.in_points:
        return spacing.value
    return LINE_RATIO * size * (spacing.value if spacing else 1)


def run_look(style: RunStyle) -> str:
    """The body of a function that shows ``it`` as words of a style; nothing, if none is said."""
    arguments, shown = words(style), "it"
    if style.get("raised"):
        up = -0.33 if style["raised"] == "super" else 0.2
        arguments |= {"size": "0.65em", "baseline": f"{up / 0.65:.3g}em"}
        arguments |= {"top-edge": "0pt", "bottom-edge": "0pt"}
    if arguments:
        shown = f"text({named(arguments)}, {shown})"
    if style.get("struck"):
        shown = f"strike({shown})"
    if style.get("underlined"):
        shown = f"{'under' if style.get('struck') else 'underline'}({shown})"
    if shade := style.get("shade"):
        shown = f"highlight(fill: {colour(shade)}, extent: 0pt, {shown})"
    return "" if shown == "it" else shown


def paragraph_look(style: Style, said: ParagraphStyle, is_short: bool) -> str:
    """The body of a function that lays ``it`` out as a paragraph, less high than a page or not."""
    whole = Style(style.run, {**style.paragraph, **said})
    look = whole.paragraph
    outer: dict[str, object] = {
        "width": "100%", "above": points(max(0.0, look.get("before", 0.0))),
        "below": points(max(0.0, look.get("after", 0.0))),
    }  # fmt: skip
    if look.get("with_next"):
        outer["sticky"] = "true"
    left = look.get("left", 0.0) - _beside(look, "left")
    right = look.get("right", 0.0) - _beside(look, "right")
    box = framed(look)
    if left or right:
        outer["inset"] = f"(left: {points(left)}, right: {points(right)})"
    align = look.get("align", "left")
    aligned = "left" if align == "justify" else align
    text = {**words(whole.run), **edges(look.get("spacing"), whole.run.get("size", 11.0))}
    inside = (
        f"set align({aligned}); set par(justify: {str(align == 'justify').lower()}); "
        f"set text({named(text)}); it"
    )
    inside = f"{{{inside}}}"
    if box:
        inside = f"block(width: 100%, {named(box)}, {inside})"
    if look.get("together") and is_short:
        outer["breakable"] = "false"
    elif look.get("together"):
        inside = f"whole({inside})"
    return f"block({named(outer)}, {inside})"


@dataclass
class Looks:
    """Functions by what they do, in the order of first use."""

    names: dict[str, str] = field(default_factory=dict)
    known: dict[Hashable, str] = field(default_factory=dict)
    """What they show, by what it was made of."""

    def of(self, key: Hashable, body: Callable[[], str]) -> str:
        """The name of a function of ``it`` by its body, made once; nothing, if that is."""
        if key not in self.known:
            made = body()
            self.known[key] = made and self.names.setdefault(made, f"f{len(self.names) + 1}")
        return self.known[key]

    def defined(self) -> list[str]:
        """The definitions of all."""
        return [f"#let {name}(it) = {body}" for body, name in self.names.items()]


def is_sign(piece: str) -> bool:
    """Is it drawn by the font of signs?"""
    return piece[0] in symbols()
