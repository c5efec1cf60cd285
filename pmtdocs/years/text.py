"""The comparison in the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import click

from pmtdocs.language.columns import WIDTH, columns, wrapped
from pmtdocs.years.outline import (
    Block,
    Bullets,
    Grid,
    Heading,
    Line,
    Paragraph,
    Picture,
    outline,
)
from pmtdocs.years.whole import Evolution
from pmtdocs.years.words import Mark

#: A column of names wider than that leaves no room for the figures.
_NAME = 44


def render(evolution: Evolution) -> str:
    """The whole, a block after the other."""
    return "\n".join(line for block in outline(evolution) for line in _block(block)).strip()


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield from _heading(block)
        case Bullets():
            yield from (line for item in block.items for line in wrapped(f"- {item}", 0))
        case Paragraph():
            yield from _paragraph(block)
        case Picture():
            yield from _block(Bullets(block.chart.sentences))
        case Grid():
            yield from _grid(block) if block.numbers else _changes(block)


def _heading(heading: Heading) -> Iterator[str]:
    yield ""
    words = heading.words.upper() if heading.level == 2 else heading.words
    yield click.style(f"{'  ' * max(heading.level - 3, 0)}{words}", bold=True)
    if heading.level < 3:
        yield "=" * len(words) if heading.level == 1 else "-" * len(words)


def _paragraph(paragraph: Paragraph) -> Iterator[str]:
    words = "".join(marked(mark, text) for mark, text in paragraph.runs).strip()
    if paragraph.place:
        yield f"  {paragraph.place} :"
        yield from textwrap.wrap(words, WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6)
        yield click.style(f"      --> {', '.join(paragraph.references)}", dim=True)
    else:
        yield from wrapped(words, 0)


def marked(mark: Mark, text: str) -> str:
    """Words removed « [-…-] » and added « {+…+} », as ``git diff --word-diff`` writes them."""
    if mark is Mark.KEPT:
        return text
    return f"[-{text}-]" if mark is Mark.REMOVED else f"{{+{text}+}}"


def _grid(grid: Grid) -> Iterator[str]:
    """The names are folded; a group has its title on a line of its own."""
    rows: list[tuple[str, ...]] = [grid.head]
    for title, lines in grid.groups:
        blank = ("",) * (len(grid.head) - 1)
        rows.append((f"{title} :", *blank))
        for line in lines:
            first, *more = textwrap.wrap(line.cells[0], _NAME) or [""]
            rows += [(f"  {part}", *blank) for part in (first, *more)[: len(more)]]
            rows.append((f"  {(first, *more)[-1]}", *line.cells[1:]))
    yield from columns(rows, right=range(1, len(grid.head)))


def _changes(grid: Grid) -> Iterator[str]:
    for _, lines in grid.groups:
        yield from (said for line in lines for said in _change(line))


def _change(line: Line) -> Iterator[str]:
    """« Frais de structure : 205 000 € → 104 000 € (écart) »."""
    name, before, after, *gap = (cell.replace("\n", " ; ") for cell in line.cells)
    if after == "–":
        words = f"{before}, supprimé"
    elif before == "–":
        words = f"{after}, ajouté"
    else:
        words = f"{before} → {after}"
    said = f" ; écart {gap[0]}" if gap and gap[0] else ""
    yield from wrapped(f"- {name} : {words}{said}", 2)
    if line.places:
        yield click.style(f"      --> {', '.join(line.places)}", dim=True)
