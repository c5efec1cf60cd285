"""How tall blocks may be, from what they say: what surely fits on a page need not be measured."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from pmtdocs.render.page import tree
from pmtdocs.render.page.typst.state import State
from pmtdocs.render.page.typst.values import height, sides
from pmtdocs.word.formatting import Style
from pmtdocs.word.placing import down


def fits(state: State, blocks: Iterable[tree.Block]) -> bool:
    """Are they less high than a page, on lines of the width at hand?"""
    return sum(_at_most(state, block) for block in blocks) <= down(state.sheet).inside


def _at_most(state: State, block: tree.Block) -> float:
    """Every letter is taken to be as wide as it is high, which leaves room for how lines break."""
    if isinstance(block, tree.List):
        return sum(_at_most(state, one) for item in block.items for one in item)
    if not isinstance(block, tree.Paragraph):
        return math.inf
    said, content = state.style(block), [*flat(block)]
    run = state.pages.styles[block.style].run
    sizes = (c.style.get("size", 0.0) for c in content if isinstance(c, tree.Run))
    size = max((run.get("size", 11.0), *sizes))
    room = state.width - said.get("left", 0.0) - said.get("right", 0.0)
    if room < 2 * size:
        return math.inf
    words = "".join(c.text for c in content if isinstance(c, tree.Run))
    lines = 2 + words.count(tree.LINE_BREAK) + len(words) * size // room
    pictures = sum(piece.height for piece in content if isinstance(piece, tree.Image))
    run = {**run, "size": size}
    tall = height(Style(run, said))
    around = said.get("before", 0.0) + said.get("after", 0.0) + sum(sides(said, "padding").values())
    return float(pictures + lines * tall + around)


def flat(inside: tree.Paragraph | tree.Link) -> Iterator[tree.Inline]:
    """What it holds, and what its links hold."""
    for piece in inside.content:
        yield from flat(piece) if isinstance(piece, tree.Link) else (piece,)
