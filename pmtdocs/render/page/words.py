"""The words of pages, in the order of reading: what the rules on printed words are given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmtdocs.render.page import tree
from pmtdocs.word.printed import Kind, Paragraph
from pmtdocs.word.words import GAP


def words_of(pages: tree.Pages) -> tuple[Paragraph, ...]:
    """Each paragraph, header and footer once, then the notes. A table of contents only repeats."""
    notes: list[tree.Block] = []
    margins: dict[Paragraph, None] = {}
    found: list[Paragraph] = []
    for section in pages.sections:
        for margin in section.margins:
            margins |= dict.fromkeys(_blocks(margin.blocks, margin.place, notes))
        found.append(Paragraph("", "section"))
        found += _blocks(section.blocks, "text", notes)
    return (*found, *margins, *_blocks(notes, "note", []))


def _blocks(
    blocks: Iterable[tree.Block], kind: Kind, notes: list[tree.Block]
) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, tree.Paragraph):
            yield from _paragraph(block, kind, notes)
            continue
        within = kind
        if isinstance(block, tree.Table) and kind == "text":
            yield Paragraph(block.name, "table", len(block.body))
        if kind == "text" and not isinstance(block, tree.Columns):
            within = "item" if isinstance(block, tree.List) else "cell"
        for held in tree.inside(block):
            yield from _blocks(held, within, notes)


def _paragraph(block: tree.Paragraph, kind: Kind, notes: list[tree.Block]) -> Iterator[Paragraph]:
    words = "".join(_inline(block.content, notes))
    if words.strip() and not any(isinstance(i, tree.Link) and i.paged for i in block.content):
        number = block.number.text if block.number else ""
        heading = kind == "text" and block.level is not None
        yield Paragraph(words, "heading" if heading else kind, block.level or 0, number)


def _inline(content: Iterable[tree.Inline], notes: list[tree.Block]) -> Iterator[str]:
    for one in content:
        match one:
            case tree.Run(text):
                yield text.replace(tree.SOFT_HYPHEN, "")
            case tree.Link():
                yield from _inline(one.content, notes)
            case tree.PageNumber():
                yield GAP
            case tree.Note():
                notes += one.blocks
