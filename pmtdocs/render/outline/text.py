"""An outline in the terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

import click

from pmtdocs.language.columns import WIDTH, columns, wrapped
from pmtdocs.render.outline import outline as nodes
from pmtdocs.render.outline.outline import Mark, plain, runs

#: A column of names wider than that leaves no room for the figures.
_NAME = 44


def render(blocks: Iterable[nodes.Block]) -> str:
    """The whole, a block after the other."""
    return "\n".join(line for block in blocks for line in _block(block)).strip()


def _block(block: nodes.Block) -> Iterator[str]:
    match block:
        case nodes.Heading():
            yield from _heading(block)
        case nodes.Bullets(items=items) | nodes.Picture(sentences=items):
            yield from (line for item in items for line in wrapped(f"- {item}", 0))
        case nodes.Passage():
            yield from _passage(block)
        case nodes.Grid(numbers=True):
            yield from _figures(block)
        case nodes.Grid():
            yield from (said for _, lines in block.groups for line in lines for said in _row(line))
        case nodes.Contents():
            pass  # nothing to follow


def _heading(heading: nodes.Heading) -> Iterator[str]:
    yield ""
    words = heading.words.upper() if heading.level == 2 else heading.words
    yield click.style(f"{'  ' * max(heading.level - 3, 0)}{words}", bold=True)
    if heading.level < 3:
        yield "=" * len(words) if heading.level == 1 else "-" * len(words)


def _passage(passage: nodes.Passage) -> Iterator[str]:
    words = "".join(marked(mark, text) for mark, text in runs(passage.words)).strip()
    if passage.place:
        yield f"  {passage.place} :"
        yield from textwrap.wrap(words, WIDTH, initial_indent=" " * 6, subsequent_indent=" " * 6)
        yield _reference(passage.references)
    else:
        yield from wrapped(words, 0)


def marked(mark: Mark, text: str) -> str:
    """Words removed « [-…-] » and added « {+…+} », as ``git diff --word-diff`` writes them."""
    return {Mark.REMOVED: f"[-{text}-]", Mark.ADDED: f"{{+{text}+}}"}.get(mark, text)


def _figures(grid: nodes.Grid) -> Iterator[str]:
    """The names are folded; a group has its title on a line of its own."""
    rows: list[tuple[str, ...]] = [grid.head]
    blank = ("",) * (len(grid.head) - 1)
    for title, lines in grid.groups:
        rows.append((f"{title} :", *blank))
        for line in lines:
            name, *figures = map(plain, line.cells)
            *folded, last = textwrap.wrap(name, _NAME) or [""]
            rows += [(f"  {part}", *blank) for part in folded]
            rows.append((f"  {last}", *figures))
    yield from columns(rows, right=range(1, len(grid.head)))


def _row(line: nodes.Line) -> Iterator[str]:
    """A row of words as a sentence, its cells one after the other when it has none."""
    yield from wrapped(f"- {line.said or ' ; '.join(filter(None, map(plain, line.cells)))}", 2)
    if line.places:
        yield _reference(line.places)


def _reference(places: tuple[str, ...]) -> str:
    return click.style(f"      --> {', '.join(places)}", dim=True)
