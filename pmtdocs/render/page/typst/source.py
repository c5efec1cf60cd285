"""Tree → Typst: a program whose every word is a quoted string."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

from pmtdocs.render.join import draft
from pmtdocs.render.page import css_margins, tree
from pmtdocs.render.page.fonts import ATTACHED
from pmtdocs.render.page.typst.blocks import blocks, joined
from pmtdocs.render.page.typst.state import State, anchor
from pmtdocs.render.page.typst.values import SIDES, named, points, quoted
from pmtdocs.word.formatting import Sheet
from pmtdocs.word.placing import across

_FIGURES = {
    "decimal": "1", "lower-roman": "i", "upper-roman": "I", "lower-alpha": "a", "upper-alpha": "A",
}  # fmt: skip
#: The side of the page, what stands there, and what shows it.
_EDGES = (("top", "header", "head"), ("bottom", "footer", "foot"))
_FACTS = named({
    "relationship": quoted("source"), "mime-type": quoted("application/json"),
    "description": quoted("Faits imprimés par ce document"),
})  # fmt: skip


class Source(NamedTuple):
    """A program, the pictures that it names, and what its tags are completed with."""

    text: str
    images: dict[str, bytes]
    heads: tuple[tuple[str, ...], ...]
    """What each cell of a row of a table heads, « row », « col » or nothing, row by row."""
    tables: tuple[str, ...]
    """The names of tables."""

    def attaching(self, facts: bytes) -> str:
        """The program, with a JSON file to be carried inside (PDF/A-3) if there is one."""
        if not facts:
            return self.text
        inside = f"bytes({quoted(facts.decode())})"
        return f"{self.text}\n#pdf.attach({quoted(ATTACHED)}, {inside}, {_FACTS})"


def to_typst(pages: tree.Pages, title: str, date: str, is_draft: bool = False) -> Source:
    """The program of a tree; ``date`` is ISO. Raises UnfitError for what Typst does not lay out."""
    state = State(pages, pages.sections[0].sheet)
    watermark = state.picture(draft.SVG, "svg") if is_draft else ""
    body = [_section(state, n, one, watermark) for n, one in enumerate(pages.sections, 1)]
    if state.endnotes:
        body += ["#endnotes-rule", *(f"#{note}" for note in state.endnotes)]
    year, month, day = map(int, date.split("-"))
    day_of = f"datetime(year: {year}, month: {month}, day: {day})"
    about = f"#set document(title: {quoted(title)}, date: {day_of})"
    parts = [about, _prelude(), *state.looks.defined(), *body, '#[#metadata(none)#label("end")]']
    return Source("\n".join(parts), state.images, tuple(state.heads), tuple(state.tables))


@cache
def _prelude() -> str:
    return Path(__file__).with_name("prelude.typ").read_text(encoding="utf-8")


def _section(state: State, number: int, section: tree.Section, watermark: str) -> str:
    """Pages of one paper. Where a header may be taller than their margin, it is measured first."""
    sheet, (first, figures) = section.sheet, section.numbers
    state.sheet, state.figures = sheet, _FIGURES[figures]
    state.width = across(sheet).inside
    start = f'label("section-{number}")'
    margins = {side: points(getattr(sheet, side)) for side in SIDES}
    page: dict[str, object] = {"width": points(sheet.width), "height": points(sheet.height)}
    known, pushes = "", []
    for side, place, shown in _EDGES:
        words = _words(state, section, place)
        distance = points(getattr(sheet, place))
        page[place] = _edge(words, f"{shown}.with({distance})", start)
        if _is_tall(section, place):
            room = {"edge": margins[side], "distance": distance} | words
            width = points(across(sheet).inside)
            known += f"let at-{side} = rooms({named({**room, 'width': width})}); "
            margins[side] = f"at-{side}.all"
            pushes.append(f"#push-{side}(at-{side}.first - at-{side}.all)")
    page["margin"] = f"({named(margins)})"
    if watermark:
        page["background"] = _background(sheet, watermark)
    lines = [
        *([f"#counter(page).update({first})"] if first is not None else []),
        f"#{anchor(start)}", *pushes,
        *(f"#{line}" for line in blocks(state, section.blocks, held=True)),
    ]  # fmt: skip
    body = "\n".join(lines)
    side_of = (
        f'#set page(header: none, footer: none)\n#pagebreak(weak: true, to: "{section.starts}")\n'
    )
    before = side_of if section.starts != "page" and number > 1 else ""
    if not known:
        return f"{before}#set page({named(page)})\n{body}"
    return f"{before}#context {{ {known}set page({named(page)}); [\n{body}\n] }}"


def _words(state: State, section: tree.Section, place: str) -> dict[str, str]:
    """What headers or footers say, by the pages that they are on."""
    state.in_margin = True
    said: dict[str, str] = {
        margin.pages: joined(state, margin.blocks) if margin.blocks else "none"
        for margin in section.margins if margin.place == place
    }  # fmt: skip
    state.in_margin = False
    return said


def _edge(words: dict[str, str], shown: str, start: str) -> str:
    if set(words) <= {"all"}:
        return f"({shown})({words['all']})" if words.get("all", "none") != "none" else "none"
    return f"edge({shown}, {named(words)}, start: {start})"


def _is_tall(section: tree.Section, place: str) -> bool:
    return any(
        css_margins.is_tall(margin, section.sheet)
        for margin in section.margins if margin.place == place
    )  # fmt: skip


def _background(sheet: Sheet, picture: str) -> str:
    """« PROJET » in the middle of what the margins leave."""
    dx, dy = (sheet.left - sheet.right) / 2, (sheet.top - sheet.bottom) / 2
    image = f"image({picture}, width: {points(round(draft.SIDE))})"
    return f"place(center + horizon, dx: {points(dx)}, dy: {points(dy)}, {image})"
