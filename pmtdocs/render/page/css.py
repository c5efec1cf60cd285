"""The styles of the tree as CSS.

Each paragraph style becomes one class that is complete in itself: nothing depends on inheritance,
and WeasyPrint has less to match. Each combination of direct formatting is a class too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pmtdocs.render.page import fonts
from pmtdocs.render.page.fonts import FAMILY
from pmtdocs.render.page.tree import Margin, Section
from pmtdocs.word.formatting import Border, Colour, Sheet, Spacing, Style, TableStyle
from pmtdocs.word.placing import across
from pmtdocs.word.room import LINE_RATIO

Css = dict[str, str]
#: What a style of the tree says.
Said = Mapping[str, Any]
NOTHING: Said = {}

#: Free fonts with the same widths as the ones that Word users have: lines break alike.
SUBSTITUTES = {"Calibri": (FAMILY, "Carlito"), "Carlito": (FAMILY,)}


@dataclass
class Classes:
    """Declarations, each combination written once, as a class, in the order of first use."""

    names: dict[str, str] = field(default_factory=dict)
    known: dict[tuple[tuple[str, object], ...], str] = field(default_factory=dict)

    def of(self, style: Said) -> str:
        """The class of a style; empty for what declares nothing."""
        key = tuple(style.items())
        if key not in self.known:
            text = text_of(declared(style))
            new = f"d{len(self.names) + 1}"
            self.known[key] = self.names.setdefault(text, new) if text else ""
        return self.known[key]

    def rules(self) -> list[str]:
        """The style sheet of all."""
        return [f".{name}{{{text}}}" for text, name in self.names.items()]


def declared(style: Said) -> Css:
    """The declarations of what a style of the tree says, in its order."""
    out: Css = {}
    for name, value in style.items():
        out |= _DECLARED[name](value)
    if style.get("small_capitals") and style.get("font") in SUBSTITUTES:
        out["font-family"] = f'"{fonts.SMALL_CAPITALS}",{out["font-family"]}'
    if lines := [line for name, line in _DECORATIONS.items() if style.get(name)]:
        out["text-decoration"] = " ".join(lines)
    return out


def outdented(said: Said, style: Said = NOTHING) -> Said:
    """What a paragraph says over its style, its indents drawn out for the lines at its sides.

    In Word they leave the words where they are.
    """
    out, whole = {**said}, {**style, **said}
    for side in ("left", "right"):
        line = whole.get(f"border_{side}")
        if line is not None and not said.keys().isdisjoint((side, f"border_{side}")):
            taken = line.width + whole.get(f"padding_{side}", 0) if line.width else 0
            out[side] = whole.get(side, 0) - taken
    return out


def text_of(declarations: Css) -> str:
    """Declarations as CSS text."""
    return ";".join(f"{name}:{value}" for name, value in declarations.items())


@lru_cache(maxsize=256)
def class_name(style: str) -> str:
    """A CSS class for a style id: Word keeps accents in ids, CSS selectors are safer without."""
    return "s-" + re.sub(r"[^A-Za-z0-9]", lambda m: f"_{ord(m[0]):x}_", style)


def style_rule(name: str, style: Style) -> str:
    """A paragraph style as a class."""
    out = {"margin": "0"} | declared(style.run) | declared(outdented(style.paragraph))
    out.setdefault("line-height", f"{LINE_RATIO:.3g}")
    return f".{class_name(name)}{{{text_of(out)}}}"


#: From how much of the page on a layout table takes all of it.
_NEARLY = 0.95


def of_line(table: TableStyle, height: float, total: float, sheet: Sheet | None) -> Said:
    """A line of a layout table: as wide as the page, unless it clearly is narrower."""
    out: dict[str, object] = {k: v for k, v in table.items() if k in ("indent", "place") and v}
    out |= (
        {"width": total}
        if sheet and total < _NEARLY * across(sheet).inside and "indent" not in out
        else {}
    )
    return out | ({"least": height} if height else {})


def of_box(style: Said) -> Said:
    """A box of a line, which is no cell: it stands in its line as its words would in a cell."""
    return {"stands" if name == "vertical" else name: value for name, value in style.items()}


#: The rule of what the font of signs draws; a browser has one of the others.
SIGNS = f'.sign{{font-family:"{fonts.SIGNS}","Segoe UI Symbol","Apple Symbols","DejaVu Sans"}}'

#: What only pages have: at their top, the room above a paragraph counts after a break alone.
PAPER = """\
section>*,li>*{margin-break:discard}
section>:first-child,.head+*,.foot+*,.cut+*,.new{margin-break:keep}
.page::after{content:counter(page)}
.pages::after{content:counter(pages)}
.toc::after{content:leader(" ") target-counter(attr(href),page)}
.pageof span{display:none}
.pageof::after{content:target-counter(attr(href),page)}"""


# --- pages -----------------------------------------------------------------------------------


def sheet_rules(name: str, section: Section) -> str:
    """The named page of a section: its paper, the side where it begins, how it is numbered."""
    sheet, starts, (first, figures) = section.sheet, section.starts, section.numbers
    sides = " ".join(map(points, (sheet.top, sheet.right, sheet.bottom, sheet.left)))
    side = {"odd": "right", "even": "left"}.get(starts, "page")
    rules = [
        f"@page {name}{{size:{points(sheet.width)} {points(sheet.height)};margin:{sides}}}",
        f".{name}{{page:{name};break-before:{side}}}",
    ]
    if starts != "page":
        rules += [
            f"@page {name}:blank{{@top-center{{content:none}}@bottom-center{{content:none}}}}"
        ]
    if first is not None:
        rules += [f"@page :nth(1 of {name}){{counter-reset:page {first}}}"]
    if figures != "decimal":
        rules += [f".{name} .page::after{{content:counter(page,{figures})}}"]
    return "\n".join(rules)


def pages_of(name: str, margin: Margin) -> str:
    """The pages that a header or footer is on; the first rules over the even, these over all."""
    pages = {"all": name, "first": f":nth(1 of {name})", "even": f"{name}:left"}
    return f"@page {pages[margin.pages]}"


def margin_rules(name: str, margin: Margin, box: str, sheet: Sheet) -> str:
    """A header or footer as the running element ``box`` of the section's pages, or none there."""
    side, distance = ("top", sheet.header) if margin.place == "header" else ("bottom", sheet.footer)
    page = pages_of(name, margin)
    if not margin.blocks:
        return f"{page}{{@{side}-center{{content:none}}}}"
    return (
        f".{box}{{position:running({box})}}\n"
        f"{page}{{@{side}-center{{content:element({box});width:100%;"
        f"vertical-align:{side};padding-{side}:{points(distance)}}}}}"
    )


#: Notes as Word parts them from the text, by a short line.
_LINE = (
    "background:url(\"data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='192' "
    "height='1'%3E%3Cpath d='M0 0h192v.7H0z'/%3E%3C/svg%3E\") no-repeat"
)
NOTES = f".notes,.ends{{margin-top:18pt;padding-top:4pt;{_LINE}}}"
#: On a page, each stands at its foot: a note is inside the paragraph that calls it, and takes
#: nothing of its look.
FOOTNOTES = f"""\
@page{{@footnote{{margin-top:8pt;padding-top:4pt;{_LINE}}}}}
article.note{{float:footnote;margin:0;font:12pt sans-serif;color:#000;letter-spacing:normal;\
text-align:left;text-indent:0;text-transform:none;font-variant-caps:normal;white-space:normal}}
.note::footnote-call,.note::footnote-marker{{content:none;line-height:0;vertical-align:baseline}}
[data-title]{{bookmark-label:attr(data-title)}}"""


#: What is turned is painted after what is not: all is painted so, in the order of the words, since
#: whoever reads a PDF by its content, to compare or to copy it, reads in that order.
TURNED = "section>:not(.head,.foot,:has(img,span[style])),td>*,th>*{transform:translate(0)}"
#: Word begins a column; a narrow screen has no room for several.
COLUMNS = """\
.cb{display:block;break-after:column}
@media screen{@media (max-width:50rem){.cols{columns:1}}}"""


# --- value by value --------------------------------------------------------------------------


def points(value: float) -> str:
    """``12.5pt``."""
    return f"{value:g}pt"


def _rem(size: float) -> str:
    """Points in ``rem``, of 12 each: on a screen, the reader's own size of text counts."""
    return f"{size / 12:.6g}rem"


def _family(font: str) -> str:
    """The free font, then Word's own, which a reader of the page may have.

    Quoted: a name may begin with a digit, and must not leave the style sheet.
    """
    names = (*SUBSTITUTES.get(font, ()), font)
    quoted = [f'"{re.sub(r"[^-. 0-9A-Za-zÀ-ÿ]", "", name)}"' for name in names]
    return ",".join([*quoted, "sans-serif"])


def _colour(colour: Colour) -> str:
    return "#{:02X}{:02X}{:02X}".format(*colour)


def _border(border: Border) -> str:
    if border.kind in ("none", "hidden"):
        return border.kind
    return f"{points(border.width)} {border.kind} {_colour(border.colour)}"


def _spacing(spacing: Spacing) -> str:
    return _rem(spacing.value) if spacing.in_points else f"{spacing.value * LINE_RATIO:.4g}"


_Declare = Callable[[Any], Css]


def _as(name: str, shown: Callable[[Any], str] = str) -> _Declare:
    return lambda value: {name: shown(value)}


def _either(name: str, on: str, off: str) -> _Declare:
    return lambda value: {name: on if value else off}


_SIDES = ("top", "right", "bottom", "left")
#: Both may be said of the same words.
_DECORATIONS = {"underlined": "underline", "struck": "line-through"}
_PLACES: dict[str, Css] = {
    "left": {},
    "center": {"margin-left": "auto", "margin-right": "auto"},
    "right": {"margin-left": "auto"},
}
_SWITCHES = {
    "bold": ("font-weight", "bold", "normal"), "italic": ("font-style", "italic", "normal"),
    "underlined": ("text-decoration", "underline", "none"),
    "struck": ("text-decoration", "line-through", "none"),
    "capitals": ("text-transform", "uppercase", "none"),
    "small_capitals": ("font-variant-caps", "small-caps", "normal"),
    "on_new_page": ("break-before", "page", "auto"),
    "with_next": ("break-after", "avoid", "auto"), "together": ("break-inside", "avoid", "auto"),
}  # fmt: skip
_MEASURES = {
    "before": "margin-top", "after": "margin-bottom", "left": "margin-left",
    "right": "margin-right", "first": "text-indent", "tracking": "letter-spacing",
    "gap": "column-gap", "height": "height", "least": "min-height", "indent": "margin-left",
    **{f"padding_{side}": f"padding-{side}" for side in _SIDES},
}  # fmt: skip
_LINES = {
    "inside_rows": "border-top", "inside_columns": "border-left",
    **{f"border_{side}": f"border-{side}" for side in _SIDES},
}  # fmt: skip
_STANDS = {"top": "flex-start", "middle": "center", "bottom": "flex-end"}
_DECLARED: dict[str, _Declare] = {
    **{name: _either(*said) for name, said in _SWITCHES.items()},
    **{name: _as(said, points) for name, said in _MEASURES.items()},
    **{name: _as(said, _border) for name, said in _LINES.items()},
    "font": _as("font-family", _family),
    "size": _as("font-size", _rem),
    "colour": _as("color", _colour),
    "shade": _as("background", _colour),
    "raised": lambda side: {"vertical-align": side, "font-size": "65%", "line-height": "0"},
    "align": _as("text-align"),
    "spacing": _as("line-height", _spacing),
    "columns": _as("columns"),
    "ruled": lambda rule: {"column-rule": ".5pt solid #000"} if rule else {},
    "place": lambda side: _PLACES[side],
    "width": lambda total: {"width": points(total), "max-width": "100%"},
    "padding": lambda sides: {"padding": "{:g} {:g}pt".format(*sides)},
    "vertical": _as("vertical-align"),
    "stands": lambda side: {
        "display": "flex",
        "flex-direction": "column",
        "justify-content": _STANDS[side],
    },
    **dict.fromkeys(("tabs", "turned", "length", "thick", "hidden", "language"), lambda _: {}),
}
