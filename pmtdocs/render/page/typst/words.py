"""What stands inside a paragraph, as Typst: values in a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import cast

from pmtdocs.render.page import css_margins, tree
from pmtdocs.render.page.markup_words import LONG, between_tabs, parted
from pmtdocs.render.page.pdf import UnfitError
from pmtdocs.render.page.typst import values
from pmtdocs.render.page.typst.state import State, anchor, block_of, bookmark
from pmtdocs.render.page.typst.values import points, quoted
from pmtdocs.word.formatting import Place, TabStop
from pmtdocs.word.placing import across, down, start
from pmtdocs.word.room import width

#: How much wider than worked out words may be.
_SLACK = 1.05
#: Where lines may end inside a word (Unicode 14: SY, HY).
_PARTS = re.compile(r"[^-/]+[-/]*|[-/]+")
_MARKS = re.compile(f"([{tree.TAB}{tree.LINE_BREAK}])")
_AS = {tree.TAB: "tab", tree.LINE_BREAK: "linebreak()"}


def run(state: State, piece: tree.Run) -> str:
    """Words of one formatting."""
    text = piece.text.upper() if piece.style.get("capitals") else piece.text
    size = piece.style.get("size", state.size)
    shown = [*_written(text, state.line / size)] or ['""']
    said = shown[0] if len(shown) == 1 else block_of(shown)
    look = state.looks.of(tuple(piece.style.items()), lambda: values.run_look(piece.style))
    return f"{look}({said})" if look else said


def _written(text: str, line: float) -> Iterator[str]:
    """Words by pieces: those that break or are drawn in a way of their own stand apart.

    What is wider than a ``line``, of so many times the size of letters, is cut anywhere.
    """
    for piece, is_apart in parted(text):
        plain = piece.replace(tree.NO_BREAK_HYPHEN, "-")  # the font lacks U+2011
        if is_apart and values.is_sign(piece):
            yield f"sign({quoted(piece)})"
        elif is_apart and len(piece) >= LONG:
            for part in _PARTS.findall(plain):
                is_wide = _SLACK * width(part, 1) > line
                yield f"anywhere({quoted(part)})" if is_wide else quoted(part)
        elif is_apart:
            yield f"box({quoted(plain)})"
        else:
            yield from (_AS.get(one) or quoted(one) for one in _MARKS.split(piece) if one)


def inlines(state: State, content: Iterable[tree.Inline]) -> list[str]:
    """Pieces in a row; those that show nothing are left out."""
    return [said for piece in content if (said := _inline(state, piece))]


def _inline(state: State, piece: tree.Inline) -> str:
    match piece:
        case tree.Run(text, style):
            return run(state, piece) if text and not style.get("hidden") else ""
        case tree.Link():
            return _link(state, piece)
        case tree.Image():
            return image(state, piece)
        case tree.PageNumber():
            return _page_number(state, piece)
        case tree.Note():
            return _note(state, piece)
        case tree.NoteMark(mark, style):
            said = run(state, tree.Run(mark, style))
            return f"link({state.back}, {said})" if state.back else said
        case tree.PageBreak() | tree.ColumnBreak():
            raise UnfitError("un saut de page à l'intérieur d'un lien")


def _link(state: State, link: tree.Link) -> str:
    """An address or a bookmark; in a header, which is no part of the tagged words, none."""
    there = bookmark(link.target) if link.inside else quoted(link.target)
    is_dead = link.inside and link.target not in state.known
    paged = link.paged and not is_dead
    inside = inlines(
        state, (c for c in link.content if not (paged and isinstance(c, tree.PageNumber)))
    )
    if paged:
        inside += ["h(1fr)", f"page-of({there})"]
    if state.in_margin or is_dead or not inside:
        return block_of(inside) if inside else ""
    return f"link({there}, {block_of(inside)})"


def _page_number(state: State, number: tree.PageNumber) -> str:
    if number.of == "there":
        known = number.target in state.known
        return f"page-of({bookmark(number.target)})" if known else '"…"'
    return f"this-page({quoted(state.figures)})" if number.of == "this" else "last-page"


# --- notes -----------------------------------------------------------------------------------


def _note(state: State, note: tree.Note) -> str:
    """A note of the foot of the page stands in its call; one of the end is kept for it."""
    from pmtdocs.render.page.typst.blocks import joined

    mark = run(state, tree.Run(note.mark, note.style))
    if not note.at_end:
        return f"footnote(numbering: _ => {mark}, {joined(state, note.blocks)})"
    state.calls += 1
    there, state.back = (f'label("{name}-{state.calls}")' for name in ("note", "appel"))
    called = block_of([anchor(state.back), f"link({there}, {mark})"])
    state.endnotes.append(block_of([anchor(there), joined(state, note.blocks)]))
    state.back = ""
    return called


# --- pictures --------------------------------------------------------------------------------


def is_aside(piece: tree.Inline) -> bool:
    """Does it stand beside the line of words?"""
    return isinstance(piece, tree.Image) and piece.place is not None


def image(state: State, piece: tree.Image) -> str:
    """A picture in its line, or where it is placed. Raises UnfitError where words flow around."""
    name = state.picture(piece.data, piece.kind.rpartition("/")[2].partition("+")[0])
    size = f'width: {points(piece.width)}, height: {points(piece.height)}, fit: "stretch"'
    alt = f", alt: {quoted(piece.alt)}" if piece.alt else ""
    made = f"image({name}, {size}{alt})"
    if not piece.alt and not state.in_margin:
        made = f"pdf.artifact({made})"
    return _placed(state, piece, piece.place, made) if piece.place else f"inline({made})"


def _placed(state: State, piece: tree.Image, place: Place, made: str) -> str:
    left = start(place.across, piece.width, across(state.sheet))
    if place.wrap == "beside" and not state.in_margin:
        raise UnfitError("une image que le texte contourne")
    if place.wrap == "apart":
        above, _, below, _ = place.around
        around = f"above: {points(above)}, below: {points(below)}, inset: (left: {points(left)})"
        return f"block({around}, {made})"
    if place.down.origin == "text":
        return f"place(top + left, dx: {points(left)}, dy: {points(place.down.offset)}, {made})"
    top = start(place.down, piece.height, down(state.sheet)) + state.sheet.top
    return f"on-page({points(left + state.sheet.left)}, {points(top)}, {made})"


# --- the tabs of a header --------------------------------------------------------------------


def tabbed(state: State, content: Sequence[tree.Inline], stops: tuple[TabStop, ...]) -> str:
    """The pieces of a line of a header, where its tabs push them; nothing, if it has none."""
    pieces = [*between_tabs(content)]
    if len(pieces) < 2:
        return ""
    columns: list[str] = []
    cells: list[str] = []
    for piece, style in css_margins.columns(pieces, stops, state.sheet):
        width = style.get("flex", "").rpartition(" ")[2]
        if not width and columns:  # pushed apart
            columns.append("1fr")
            cells.append("none")
        columns.append({"": "auto", "0": "1fr"}.get(width, width))
        inside = block_of(inlines(state, piece))
        align = style.get("text-align")
        cells.append(f"align({align}, {inside})" if align else inside)
    return f"grid(columns: ({', '.join(columns)},), {', '.join(cells)})"


def pieces(content: Iterable[tree.Inline]) -> list[list[tree.Inline]]:
    """What stands between breaks of pages or columns."""
    out: list[list[tree.Inline]] = [[]]
    for one in content:
        if isinstance(one, tree.PageBreak | tree.ColumnBreak):
            out.append([])
        else:
            out[-1].append(one)
    return out


def laid(content: Iterable[tree.Inline]) -> list[tree.Image]:
    """The pictures that stand beside the line of words."""
    return [cast(tree.Image, one) for one in content if is_aside(one)]
