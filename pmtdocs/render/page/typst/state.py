"""What a program is written from, and what is gathered while it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from pmtdocs.render.page import tree
from pmtdocs.render.page.typst.values import Looks, quoted
from pmtdocs.word.formatting import ParagraphStyle, Sheet


@dataclass
class State:
    """One document while it is written."""

    pages: tree.Pages
    sheet: Sheet
    """Of the section at hand."""
    looks: Looks = field(default_factory=Looks)
    images: dict[str, bytes] = field(default_factory=dict)
    """Pictures, by the names that the program gives them."""
    heads: list[tuple[str, ...]] = field(default_factory=list)
    """What each cell of a row of a table heads, in the order of the words."""
    tables: list[str] = field(default_factory=list)
    """The names of tables."""
    endnotes: list[str] = field(default_factory=list)
    calls: int = 0
    """Of endnotes met: each has two labels, its own and that of its call."""
    back: str = ""
    """The label of the call of the endnote at hand."""
    figures: str = "1"
    """Of the pages of the section at hand."""
    width: float = 0.0
    """Of what holds the lines at hand, about."""
    line: float = 0.0
    """How wide they are; in a header, where tabs part them, nothing is known of it."""
    size: float = 11.0
    """Of their letters."""
    in_margin: bool = False
    inside: int = 0
    """In how many cells: no page begins there."""
    in_head: int = 0
    """In how many heads of tables: they stand on each page again."""
    level: int = 0
    """Of the last heading."""
    known: frozenset[str] = frozenset()
    """The bookmarks that the document sets."""
    placed: set[str] = field(default_factory=set)
    """Those met."""

    def __post_init__(self) -> None:
        found = (name for section in self.pages.sections for name in _anchors(section.blocks))
        self.known = frozenset(found)

    def style(self, paragraph: tree.Paragraph) -> ParagraphStyle:
        """All that is said of a paragraph."""
        return {**self.pages.styles[paragraph.style].paragraph, **paragraph.said}

    def picture(self, data: bytes, kind: str) -> str:
        """The name of a picture, a string; the same one has the same name."""
        for name, known in self.images.items():
            if known == data:
                return quoted(name)
        name = f"{len(self.images) + 1}.{kind}"
        self.images[name] = data
        return quoted(name)

    @contextmanager
    def in_cell(self, width: float) -> Iterator[None]:
        """While what stands in a cell or a box is written, about so wide."""
        outside, self.width = self.width, width
        self.inside += 1
        yield
        self.inside -= 1
        self.width = outside

    def heading(self, level: int) -> int:
        """The level of a heading: none is skipped on the way down (PDF/UA-1, 7.4.2)."""
        self.level = min(level, self.level + 1)
        return self.level

    def anchored(self, names: Iterable[str]) -> list[str]:
        """The bookmarks that stand here, for links; a header, being on many pages, sets none."""
        fresh = [name for name in names if name not in self.placed and not self.in_margin]
        self.placed.update(fresh)
        return [anchor(bookmark(name)) for name in fresh]


def bookmark(name: str) -> str:
    """The label of a bookmark of Word's; ours begin with no « # »."""
    return f"label({quoted(f'#{name}')})"


def anchor(label: str) -> str:
    """What a label stands on."""
    return f"[#metadata(none)#{label}]"


def block_of(lines: Iterable[str]) -> str:
    """One value made of several, in a row."""
    return f"{{{'; '.join(lines)}}}"


def _anchors(blocks: Iterable[tree.Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, tree.Paragraph):
            yield from block.anchors
        else:
            for inner in tree.inside(block):
                yield from _anchors(inner)
