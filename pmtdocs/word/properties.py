"""Word's properties (``w:rPr``, ``w:pPr``, ``w:tcPr``, ``w:tblPr``, ``w:sectPr``) as values.

Word measures in twentieths of a point, borders in eighths, fonts in halves.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import cast

from pmtdocs.word import formatting
from pmtdocs.word.formatting import BLACK, Border, Colour, ParagraphStyle, RunStyle, Style
from pmtdocs.word.package import Element, is_on, local, val, w, whole
from pmtdocs.word.styles import Style as Word
from pmtdocs.word.styles import Styles

#: The font of a document that names none.
FONT = "Calibri"


@lru_cache(maxsize=256)
def complete_style(styles: Styles, style: str) -> Style:
    """A paragraph style along its ancestors, down to the document's defaults."""
    run, paragraph = (
        _laid([styles.defaults.get(part), *_along(styles, style, part)], rules)
        for part, rules in (("rPr", RUN), ("pPr", PARAGRAPH))
    )
    return Style(cast(RunStyle, {"font": FONT} | run), cast(ParagraphStyle, paragraph))


def computed(styles: Styles, style: Word) -> dict[str, object]:
    """What a style of any kind comes to, with what Word does where nothing is said."""
    if style.kind == "paragraph":
        run, paragraph = complete_style(styles, style.id)
        return {**_UNSAID, "size": 10, **run, **paragraph}
    part, rules = ("tblPr", TABLE) if style.kind == "table" else ("rPr", RUN)
    return _laid(_along(styles, style.id, part), rules)


def run_style(styles: Styles, properties: Element | None) -> RunStyle:
    """What words say beyond their paragraph: their character style, then themselves."""
    if properties is None:
        return {}
    style = val(properties.find(w("rStyle")))
    return cast(
        RunStyle, _laid([*(_along(styles, style, "rPr") if style else ()), properties], _WORDS)
    )


def paragraph_style(properties: Element) -> ParagraphStyle:
    """What a paragraph says beyond its style."""
    return cast(ParagraphStyle, _laid([properties], PARAGRAPH))


def cell_style(properties: Element | None) -> formatting.CellStyle:
    """Borders, shading, vertical alignment."""
    return cast(formatting.CellStyle, _laid([properties], CELL))


def table_style(styles: Styles, own: Element | None) -> formatting.TableStyle:
    """The style of a table along its ancestors, then its own properties."""
    style = None if own is None else val(own.find(w("tblStyle")))
    said = _laid([*_along(styles, style or styles.default_table, "tblPr"), own], TABLE)
    return cast(formatting.TableStyle, {"padding": (0, 5.4)} | said)


def _along(styles: Styles, style: str | None, part: str) -> list[Element]:
    """What a style and its ancestors say, from the farthest."""
    return [*styles.chain(style, part)][::-1]


def indents(element: Element) -> ParagraphStyle:
    """Indents (``w:ind``), a list's too."""
    said = {
        "left": val(element, "left") or val(element, "start"),
        "right": val(element, "right") or val(element, "end"),
        "first": val(element, "firstLine"),
    }
    out = {side: _points(measure) for side, measure in said.items() if measure}
    if hanging := val(element, "hanging"):
        out["first"] = -_points(hanging)
    return cast(ParagraphStyle, out)


_SHEET = ("top", "right", "bottom", "left")


def sheet(section: Element) -> formatting.Sheet:
    """The paper of a section (``w:sectPr``). Landscape is no special case: sizes are swapped.

    A margin below zero is one that no header pushes: its size is what counts.
    """
    size, margins = section.find(w("pgSz")), section.find(w("pgMar"))
    sides = ((val(margins, side) or "1134").lstrip("-") for side in _SHEET)
    distances = (val(margins, side) or "567" for side in ("header", "footer"))
    paper = val(size, "w") or "11906", val(size, "h") or "16838"
    return formatting.Sheet(*map(_points, (*paper, *sides, *distances)))


def widths(table: Element) -> tuple[float, ...]:
    """Of the columns, by its grid; at least one."""
    columns = table.iterfind(w("tblGrid/gridCol"))
    return tuple((whole(val(c, "w")) or 1) / 20 for c in columns) or (1,)


# --- element by element ----------------------------------------------------------------------

_Rules = Mapping[str, Callable[[Element], Mapping[str, object]]]


def _laid(sources: Iterable[Element | None], rules: _Rules) -> dict[str, object]:
    """What each source says, over what those before it said; None takes it back."""
    out: dict[str, object] = {}
    for properties in sources:
        for child in properties if properties is not None else ():
            if (rule := rules.get(local(child.tag))) is not None:
                out |= rule(child)
    return {name: value for name, value in out.items() if value is not None}


def _points(twentieths: str | None) -> float:
    return whole(twentieths) / 20


@lru_cache(maxsize=256)
def colour(text: str | None) -> Colour | None:
    """``1F3A5F``; None for what is automatic or no colour."""
    if not re.fullmatch("[0-9A-Fa-f]{6}", text or ""):
        return None
    return Colour(*bytes.fromhex(text or ""))


def _toggles(**names: str) -> _Rules:
    """Present is on, ``w:val="0"`` switches off what a style switched on."""
    return {word: lambda e, name=name: {name: is_on(e)} for word, name in names.items()}  # type: ignore[misc]


def _if_any(name: str, value: object) -> dict[str, object]:
    return {name: value} if value else {}


def _spacing(element: Element) -> dict[str, object]:
    said = {side: val(element, side) for side in ("before", "after")}
    out: dict[str, object] = {s: _points(measure) for s, measure in said.items() if measure}
    if line := val(element, "line"):
        in_points = val(element, "lineRule") in ("exact", "atLeast")
        out["spacing"] = formatting.Spacing(whole(line) / (20 if in_points else 240), in_points)
    return out


def _border(element: Element) -> Border:
    kind, width = _LINES.get(val(element) or "none", "solid"), val(element, "sz")
    if kind == "none":
        return Border("none", 0, BLACK)
    return Border(kind, whole(width, 4) / 8, colour(val(element, "color")) or BLACK)


_LINES: dict[str, formatting.Lines] = {
    "nil": "none", "none": "none", "double": "double", "dotted": "dotted", "dashed": "dashed",
}  # fmt: skip
#: Sides as Word names them, in either direction of writing.
_SIDES = {s: s for s in ("top", "right", "bottom", "left")} | {"start": "left", "end": "right"}
_INSIDE = {"insideH": "inside_rows", "insideV": "inside_columns"}


def _borders(element: Element) -> dict[str, object]:
    names = {**_INSIDE, **{word: f"border_{side}" for word, side in _SIDES.items()}}
    return {names[local(line.tag)]: _border(line) for line in element if local(line.tag) in names}


def _paragraph_borders(element: Element) -> dict[str, object]:
    """Those of a paragraph say how far they stand from its words, in points."""
    out: dict[str, object] = {}
    for line in element:
        if side := _SIDES.get(local(line.tag)):
            border, space = _border(line), val(line, "space")
            padding = float(whole(space)) if space and border.kind != "none" else None
            out |= {f"border_{side}": border, f"padding_{side}": padding}
    return out


def _margins(element: Element) -> dict[str, object]:
    sides = ((_SIDES[local(m.tag)], m) for m in element if local(m.tag) in _SIDES)
    return {f"padding_{side}": _points(val(margin, "w")) for side, margin in sides}


def _language(element: Element) -> dict[str, object]:
    known = re.fullmatch(r"(?!fr\b)[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", val(element) or "")
    return {"language": known and known[0]}


def _shade(element: Element) -> dict[str, object]:
    return {"shade": colour(val(element, "fill"))}


_ALIGN = {"both": "justify", "end": "right", "right": "right", "center": "center"}
_TURNED = {"btLr": "up", "lr": "up"} | dict.fromkeys(
    ("tbRl", "tbRlV", "tbLrV", "rl", "rlV", "lrV"), "down"
)
_VERTICAL = {"center": "middle", "bottom": "bottom"}
_PLACE = {"left": "left", "start": "left", "center": "center", "right": "right", "end": "right"}
_RAISED = {"superscript": "super", "subscript": "sub"}
#: What is read of runs, paragraphs, cells and tables; ``printable`` says what of the rest is lost.
RUN: _Rules = {
    "rFonts": lambda e: _if_any("font", val(e, "ascii")),
    "sz": lambda e: {"size": whole(val(e), 22) / 2},
    **_toggles(
        b="bold", i="italic", u="underlined", strike="struck", caps="capitals",
        smallCaps="small_capitals", vanish="hidden",
    ),
    "color": lambda e: {"colour": colour(val(e))},
    "shd": _shade,
    "spacing": lambda e: {"tracking": _points(val(e))},
    "vertAlign": lambda e: {"raised": _RAISED.get(val(e) or "")},
}  # fmt: skip
#: The language of a style is that of the program that wrote it; that of words, somebody chose.
_WORDS: _Rules = {**RUN, "lang": _language}
PARAGRAPH: _Rules = {
    "jc": lambda e: {"align": _ALIGN.get(val(e) or "", "left")},
    "spacing": _spacing,
    "ind": indents,
    **_toggles(keepNext="with_next", keepLines="together", pageBreakBefore="on_new_page"),
    "pBdr": _paragraph_borders,
    "shd": _shade,
}
#: What a paragraph style comes to when it says nothing of it.
_UNSAID: dict[str, object] = {
    "align": "left", "spacing": formatting.Spacing(1, False), "colour": Colour(0, 0, 0),
}  # fmt: skip
CELL: _Rules = {
    "tcBorders": _borders,
    "shd": _shade,
    "vAlign": lambda e: {"vertical": _VERTICAL.get(val(e) or "", "top")},
    "textDirection": lambda e: _if_any("turned", _TURNED.get(val(e) or "")),
    "tcMar": _margins,
}
TABLE: _Rules = {
    "tblBorders": _borders,
    "tblCellMar": _margins,
    "jc": lambda e: _if_any("place", _PLACE.get(val(e) or "")),
    "tblInd": lambda e: _if_any("indent", _points(val(e, "w"))),
}
