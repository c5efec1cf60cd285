"""The CSS that says what Word's styles say.

Each paragraph style becomes one class that is complete in itself (resolved along ``basedOn`` down
to the document's defaults): nothing depends on inheritance, and WeasyPrint has less to match.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from pmtdocs.render.page.css import Css, border_css, hex_colour, points, shading
from pmtdocs.render.page.fonts import FAMILY
from pmtdocs.word.package import Element, is_on, val, whole
from pmtdocs.word.styles import Styles

#: Free fonts with the same widths as the ones that Word users have: lines break alike.
SUBSTITUTES = {"Calibri": (FAMILY, "Carlito"), "Carlito": (FAMILY,)}
#: Height of a line of single spacing over the font size, from the fonts' own metrics.
LINE_RATIO = {"Calibri": 1.2207}
_DEFAULT_FONT = "Calibri"

_ALIGN = {"both": "justify", "end": "right", "right": "right", "center": "center", "left": "left"}


def style_css(styles: Styles, style: str) -> Css:
    """The whole CSS of a paragraph style: defaults, then ancestors, then itstyles."""
    out: Css = {"margin": "0", "font-family": _family(_DEFAULT_FONT)}
    paragraphs = [*styles.chain(style, "pPr")][::-1]
    runs = [*styles.chain(style, "rPr")][::-1]
    if "pPr" in styles.defaults:
        paragraphs.insert(0, styles.defaults["pPr"])
    if "rPr" in styles.defaults:
        runs.insert(0, styles.defaults["rPr"])
    for properties in runs:
        out |= run_css(properties)
    for properties in paragraphs:
        out |= paragraph_css(properties)
    out.setdefault("line-height", f"{LINE_RATIO[_DEFAULT_FONT]:.3g}")
    return out


@dataclass
class Classes:
    """Direct formatting: each combination of declarations is written once, as a class."""

    names: dict[str, str] = field(default_factory=dict)

    def name(self, css: Css) -> str:
        """The class of these declarations; empty for none."""
        return self.names.setdefault(text_of(css), f"d{len(self.names) + 1}") if css else ""

    def css(self) -> list[str]:
        """The rules."""
        return [f".{name}{{{text}}}" for text, name in self.names.items()]


def class_name(style: str) -> str:
    """A CSS class for a style id: Word keeps accents in ids, CSS selectors are safer without."""
    return "s-" + re.sub(r"[^A-Za-z0-9]", lambda m: f"_{ord(m[0]):x}_", style)


def text_of(css: Css) -> str:
    """Declarations as CSS text."""
    return ";".join(f"{name}:{value}" for name, value in css.items())


def run_css(properties: Element) -> Css:
    """Character formatting (``w:rPr``)."""
    return _translate(properties, _RUN)


def paragraph_css(properties: Element) -> Css:
    """Paragraph formatting (``w:pPr``)."""
    return _translate(properties, _PARAGRAPH)


_Rules = Mapping[str, Callable[[Element], Css]]


def _translate(properties: Element, rules: _Rules) -> Css:
    out: Css = {}
    for child in properties:
        if (rule := rules.get(child.tag.rpartition("}")[2])) is not None:
            out |= rule(child)
    return out


def _toggle(name: str, on: str, off: str) -> Callable[[Element], Css]:
    """A Word toggle: present is on, ``w:val="0"`` switches off what a style switched on."""
    return lambda element: {name: on if is_on(element) else off}


def _family(font: str) -> str:
    """The free font, then Word's own, which a reader of the page may have.

    Quoted: a name may begin with a digit, and must not leave the style sheet.
    """
    names = (*SUBSTITUTES.get(font, ()), font)
    quoted = [f'"{re.sub(r"[^-. 0-9A-Za-zÀ-ÿ]", "", name)}"' for name in names]
    return ",".join([*quoted, "sans-serif"])


def _rem(size: float) -> str:
    """Points in ``rem``, of 12 each: on a screen, the reader's own size of text counts."""
    return f"{size / 12:.6g}rem"


def _font(element: Element) -> Css:
    font = val(element, "ascii")
    return {"font-family": _family(font)} if font else {}


def _colour(element: Element) -> Css:
    shown = hex_colour(val(element))
    return {"color": shown} if shown else {}


def _raised(element: Element) -> Css:
    align = {"superscript": "super", "subscript": "sub"}.get(val(element) or "")
    return {"vertical-align": align, "font-size": "65%", "line-height": "0"} if align else {}


def _spacing(element: Element) -> Css:
    out: Css = {}
    if before := val(element, "before"):
        out["margin-top"] = points(before)
    if after := val(element, "after"):
        out["margin-bottom"] = points(after)
    if line := val(element, "line"):
        if val(element, "lineRule") in ("exact", "atLeast"):
            out["line-height"] = _rem(whole(line) / 20)
        else:
            out["line-height"] = f"{whole(line) / 240 * LINE_RATIO[_DEFAULT_FONT]:.4g}"
    return out


def indent_css(element: Element) -> Css:
    """Indents; a hanging indent is a negative ``text-indent``."""
    out: Css = {}
    if left := val(element, "left") or val(element, "start"):
        out["margin-left"] = points(left)
    if right := val(element, "right") or val(element, "end"):
        out["margin-right"] = points(right)
    if first := val(element, "firstLine"):
        out["text-indent"] = points(first)
    if hanging := val(element, "hanging"):
        out["text-indent"] = f"-{points(hanging)}"
    return out


_RUN: _Rules = {
    "rFonts": _font,
    "sz": lambda e: {"font-size": _rem(whole(val(e), 22) / 2)},
    "b": _toggle("font-weight", "bold", "normal"),
    "i": _toggle("font-style", "italic", "normal"),
    "u": _toggle("text-decoration", "underline", "none"),
    "strike": _toggle("text-decoration", "line-through", "none"),
    "caps": _toggle("text-transform", "uppercase", "none"),
    "smallCaps": _toggle("font-variant-caps", "small-caps", "normal"),
    "vanish": lambda e: {"display": "none"} if is_on(e) else {},
    "color": _colour,
    "shd": shading,
    "spacing": lambda e: {"letter-spacing": points(val(e))},
    "vertAlign": _raised,
}
_PARAGRAPH: _Rules = {
    "jc": lambda e: {"text-align": _ALIGN.get(val(e) or "", "left")},
    "spacing": _spacing,
    "ind": indent_css,
    "keepNext": _toggle("break-after", "avoid", "auto"),
    "keepLines": _toggle("break-inside", "avoid", "auto"),
    "pageBreakBefore": _toggle("break-before", "page", "auto"),
    "pBdr": lambda e: border_css(e, padding=True),
    "shd": shading,
}
