"""A second writer of the page tree: plain text, to show that the tree suffices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pmtdocs.render.page import tree


def words(pages: tree.Pages) -> str:
    """A line a paragraph; page numbers are for those who count pages."""
    return "\n".join(Plain().lines(pages))


class Plain(NamedTuple):
    """What is written beside the body: headers and footers, the numbers of lists."""

    margins: bool = True
    numbers: bool = True

    def lines(self, pages: tree.Pages) -> Iterator[str]:
        for section in pages.sections:
            for margin in section.margins if self.margins else ():
                yield from self._lines(margin.blocks)
            yield from self._lines(section.blocks)

    def _lines(self, blocks: Iterable[tree.Block]) -> Iterator[str]:
        for block in blocks:
            if isinstance(block, tree.Paragraph):
                before = block.number.text if block.number and self.numbers else ""
                yield f"{before} {''.join(map(_inline, block.content))}".strip()
            else:
                for inside in _inside(block):
                    yield from self._lines(inside)


def _inside(
    block: tree.List | tree.Table | tree.Boxes | tree.Columns,
) -> Iterator[Iterable[tree.Block]]:
    """The blocks of each item, cell or box."""
    match block:
        case tree.List(items):
            yield from items
        case tree.Table(head=head, body=body):
            yield from (cell.blocks for row in (*head, *body) for cell in row.cells)
        case tree.Columns(blocks=blocks):
            yield blocks
        case tree.Boxes(lines):
            yield from (box.blocks for line in lines for box in line.boxes)


def _inline(piece: tree.Inline) -> str:
    match piece:
        case tree.Run(text):
            return text
        case tree.Link(content=content):
            return "".join(map(_inline, content))
        case _:
            return ""
