"""A Word file that shows, as tracked changes, what makes B of A: A's own paragraphs, marked.

Refusing every change gives A's words, accepting every one gives B's. Paragraphs keep A's styles;
where B only ends its paragraphs elsewhere, nothing is marked.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from pmtdocs.compare.docx import DocxFile
from pmtdocs.compare.edits import Comparison, Edit
from pmtdocs.compare.text import Block
from pmtdocs.compare.tracked import Marker, Patch
from pmtdocs.compare.words import Kind, Token
from pmtdocs.word.package import Element, serialize, w, write
from pmtdocs.word.styles import style_of


def redline(comparison: Comparison, old: DocxFile, new: DocxFile | None, date: str = "") -> bytes:
    """The marked file. ``old`` is spent: its trees are those that are marked.

    Headers are held against headers, footers against footers; what has none gets none.
    """
    marker, body = Marker(date), next(iter(old.trees))
    _Redline(comparison, old, new, marker).run()
    for one, other in zip(old.margins, new.margins if new else (), strict=False):
        if one.sources:
            _Redline(Comparison(one.text, other.text), one, other, marker).run()
    trees = old.trees | {part: tree for one in old.margins for part, tree in one.trees.items()}
    marked = {
        part: serialize(tree)
        for part, tree in trees.items()
        if part == body or next(tree.iter(w("ins"), w("del")), None) is not None
    }
    return write({**old.parts, **marked})


@dataclass
class _Redline:
    comparison: Comparison
    old: DocxFile
    new: DocxFile | None
    marker: Marker
    patches: dict[int, list[Patch]] = field(default_factory=lambda: defaultdict(list))
    """What changes inside each paragraph of A."""
    added: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Paragraphs of B to add after each paragraph of A; -1 is before the first."""
    dropped: set[int] = field(default_factory=set)

    def run(self) -> None:
        """Sort the edits by paragraph, then mark paragraphs: none moves another's words."""
        for edit in self.comparison.edits:
            self._sort(edit)
        for block in self.dropped:
            self.marker.drop(self.old.sources[block])
        for block, patches in self.patches.items():
            self.marker.patch(self.old.sources[block], patches)
        for block, news in self.added.items():
            self._add(block, news)
        self._drop_rows()

    def _sort(self, edit: Edit) -> None:
        a, b = self.comparison.a, self.comparison.b
        if edit.is_whole and edit.i1 < edit.i2:
            self.dropped.add(a[edit.i1].block)
        elif edit.is_whole and not self._is_inside(edit.i1):
            self.added[a[edit.i1 - 1].block if edit.i1 else -1].append(b[edit.j1].block)
        elif edit.i1 == edit.i2:
            self._insertion(edit)
        else:
            start, end, words = *_with_space(a, edit), ""
            if edit.j1 < edit.j2:
                start, end = a[edit.i1].start, a[edit.i2 - 1].end
                words = self._of_b(b[edit.j1].start, b[edit.j2 - 1].end, edit.j1)
            self._patch(a[edit.i1].block, start, end, words)

    def _is_inside(self, at: int) -> bool:
        """Does a place of A stand between two words of one paragraph?"""
        around = self.comparison.a[at - 1 : at + 1] if at else []
        if len(around) < 2 or around[1].kind is Kind.END:
            return False
        return around[0].block == around[1].block

    def _insertion(self, edit: Edit) -> None:
        """Words put in: after the word that they follow in B, else before the one they precede."""
        a, b, (j1, j2) = self.comparison.a, self.comparison.b, (edit.j1, edit.j2)
        block = b[j1].block
        if edit.i1 and (edit.i1 == len(a) or (j1 and b[j1 - 1].block == block)):
            before = a[edit.i1 - 1]
            start = b[j1 - 1].end if j1 and b[j1 - 1].block == block else b[j1].start
            self._patch(before.block, before.end, before.end, self._of_b(start, b[j2 - 1].end, j1))
        elif edit.i1 < len(a):
            after = a[edit.i1]
            end = b[j2].start if j2 < len(b) and b[j2].block == block else b[j2 - 1].end
            self._patch(after.block, after.start, after.start, self._of_b(b[j1].start, end, j1))

    def _of_b(self, start: int, end: int, j: int) -> str:
        """Words of a paragraph of B, without its automatic number."""
        block = self.comparison.new.blocks[self.comparison.b[j].block]
        return self._said(block, start, end)

    def _said(self, block: Block, start: int = 0, end: int | None = None) -> str:
        """Words of B on one line, without the number that Word will write: a PDF's has none."""
        prefix = block.prefix if self.new else 0
        return block.words[max(start, prefix) : end].replace("\n", " ")

    def _patch(self, block: int, start: int, end: int, words: str) -> None:
        prefix = self.comparison.old.blocks[block].prefix
        start, end = max(start - prefix, 0), max(end - prefix, 0)
        if start < end or words:
            self.patches[block].append(Patch(start, end, words))

    # --- paragraphs and rows ------------------------------------------------------------------

    def _add(self, block: int, news: list[int]) -> None:
        """New paragraphs of B after a paragraph of A; a whole row of B as a row."""
        anchor = self._anchor(block)
        rows: dict[tuple[int, int], dict[int, str]] = {}
        for index in news:
            new = self.comparison.new.blocks[index]
            if new.cell and self._ends(block, "tr"):
                words, column = rows.setdefault((new.cell.table, new.cell.row), {}), new.cell.column
                words[column] = f"{words.get(column, '')} {new.words}".strip()
                continue
            is_in_table = self.new and _ancestor(self.new.sources[index], "tbl") is not None
            if not is_in_table and self._ends(block, "tbl"):
                table = _ancestor(anchor, "tbl")
                anchor = anchor if table is None else table
            added = self.marker.paragraph(self._said(new), self._style(index))
            if block < 0:
                anchor.addprevious(added)
            else:
                anchor.addnext(added)
                anchor = added
        after = model = _ancestor(self._anchor(block), "tr")
        if model is not None and after is not None:
            for words in rows.values():
                row = self.marker.row(model, words)
                after.addnext(row)
                after = row

    def _ends(self, block: int, name: str) -> bool:
        """Is it the last paragraph with words of its table row, of its table?"""
        if block < 0:
            return False
        around = [_ancestor(source, name) for source in self.old.sources[block : block + 2]]
        return around[0] is not None and (len(around) == 1 or around[1] is not around[0])

    def _anchor(self, block: int) -> Element:
        """Where to add: a paragraph of A that says something, or its first child if none does."""
        if self.old.sources:
            return self.old.sources[max(block, 0)]
        body, *_ = self.old.trees.values()
        return next(child for inside in body.iter(w("body")) for child in inside)

    def _style(self, index: int) -> str | None:
        """A's style of the same name as that of a paragraph of B."""
        if self.new is None:
            return None
        return self.old.styles.id_of(self.new.styles.name_of(style_of(self.new.sources[index])))

    def _drop_rows(self) -> None:
        """A row whose every paragraph is dropped goes as a row."""
        left: dict[Element, bool] = {}
        for block, source in enumerate(self.old.sources):
            row = _ancestor(source, "tr")
            if row is not None:
                left[row] = left.get(row, True) and block in self.dropped
        for row, gone in left.items():
            if gone:
                self.marker.mark_row(row, "del")


def _with_space(words: list[Token], edit: Edit) -> tuple[int, int]:
    """A run of words dropped with the space after it, or before it at the end of a paragraph."""
    first, last = words[edit.i1], words[edit.i2 - 1]
    following = words[edit.i2] if edit.i2 < len(words) else None
    if following is not None and following.block == last.block and following.end > following.start:
        return first.start, following.start
    before = words[edit.i1 - 1] if edit.i1 else None
    is_near = before is not None and before.block == first.block
    return (before.end if before is not None and is_near else first.start), last.end


def _ancestor(element: Element, name: str) -> Element | None:
    return next(element.iterancestors(w(name)), None)
