"""How tall blocks may be, from what they say: what surely fits on a page need not be measured."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from textwrap import wrap

from pmtdocs.render.page import tree
from pmtdocs.render.page.typst.state import State
from pmtdocs.render.page.typst.values import height, sides
from pmtdocs.word.formatting import Style
from pmtdocs.word.placing import down


def fits(state: State, blocks: Iterable[tree.Block]) -> bool:
    """Are they less high than a page, on lines of the width at hand?"""
    return sum(_at_most(state, block) for block in blocks) <= down(state.sheet).inside


def fit_together(state: State, rows: Iterable[tree.Row]) -> bool:
    """Are rows less high than a page together?"""
    tallest = (max((sum(_at_most(state, b) for b in c.blocks) for c in r.cells), default=0.0)
               for r in rows)  # fmt: skip
    return sum(tallest) <= down(state.sheet).inside


def _at_most(state: State, block: tree.Block) -> float:
    """Every letter is taken to be as wide as it is high, which few are."""
    if isinstance(block, tree.List):
        return sum(_at_most(state, one) for item in block.items for one in item)
    if not isinstance(block, tree.Paragraph):
        return math.inf
    said, content = state.style(block), [*flat(block)]
    run = state.pages.styles[block.style].run
    runs = [one for one in content if isinstance(one, tree.Run)]
    looks = [run, *(one.style for one in runs)]
    size = max(look.get("size", 11.0 if look is run else 0.0) for look in looks)
    wide = size + max(look.get("tracking", 0.0) for look in looks)
    room = state.width - said.get("left", 0.0) - said.get("right", 0.0)
    if room < 2 * wide:
        return math.inf
    lines = 2 + _lines("".join(one.text for one in runs), int(room / wide))
    pictures = sum(piece.height for piece in content if isinstance(piece, tree.Image))
    run = {**run, "size": size}
    tall = height(Style(run, said))
    around = said.get("before", 0.0) + said.get("after", 0.0) + sum(sides(said, "padding").values())
    return float(pictures + lines * tall + around)


def _lines(words: str, most: int) -> int:
    """Of ``most`` letters; a tab is as wide as two."""
    lines = words.replace(tree.TAB, "mm").split(tree.LINE_BREAK)
    return sum(len(wrap(line, most, break_on_hyphens=False)) or 1 for line in lines)


def flat(inside: tree.Paragraph | tree.Link) -> Iterator[tree.Inline]:
    """What it holds, and what its links hold."""
    for piece in inside.content:
        yield from flat(piece) if isinstance(piece, tree.Link) else (piece,)
