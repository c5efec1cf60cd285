"""What is told to people: figures first, words, paragraphs, fields; and what was filled in."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby

from pmtdocs.compare import beside
from pmtdocs.compare.edits import Comparison, Edit, Half
from pmtdocs.compare.kinship import strangers
from pmtdocs.compare.permitted import is_permitted
from pmtdocs.compare.result import Category, Difference, Result
from pmtdocs.compare.text import Text
from pmtdocs.compare.words import Figure, Kind, Token, as_written, figures, touched, without_ends
from pmtdocs.language.french import plural

#: Words of context shown on each side of a change.
_AROUND = 6


def compare(comparison: Comparison) -> Result:
    """Everything that differs, and what was filled in; of two other documents, that they are."""
    old, new = comparison.old, comparison.new
    if kin := strangers(old, new, comparison.a, comparison.b):
        return Result(old, new, (Difference(Category.OTHER, new.file, new.file, "", kin),))
    differ = _Differ(comparison)
    differ.run()
    marks = {stamp[0].block for stamp in comparison.stamps}
    signed = {new.blocks[block].number for block in marks} if new.is_pdf else set()
    seen, mark = beside.things(old, new, signed)
    found = [*differ.found, *seen, *beside.others(old, new)]
    order = list(Category)
    found.sort(key=lambda d: order.index(d.category))
    return Result(old, new, tuple(found), (*differ.filled, *_stamps(comparison), *mark))


@dataclass
class _Differ:
    comparison: Comparison
    found: list[Difference] = field(default_factory=list)
    filled: list[Difference] = field(default_factory=list)

    def run(self) -> None:
        """Moves first: what they drop and add is no loss."""
        moved = {id(edit) for pair in self.comparison.moves for edit in pair}
        for dropped, added in self.comparison.moves:
            words, there = self._half(dropped).said(), self._half(added)
            where = there.text.place(there.block)
            self.found.append(
                Difference(Category.MOVED, *self._at(dropped), words, words, other=where)
            )
        left = [e for e in self.comparison.edits if id(e) not in moved]
        for row, group in groupby(left, key=self._row):
            edits = list(group)
            if row and (whole := self._whole_row(row, edits)):
                self.found.append(whole)
            else:
                for edit in edits:
                    self._edit(edit)

    def _half(self, edit: Edit) -> Half:
        """What an edit drops, else what it adds."""
        return self.comparison.halves(edit)[edit.i1 == edit.i2]

    # --- rows ---------------------------------------------------------------------------------

    def _row(self, edit: Edit) -> tuple[bool, tuple[int, int]] | None:
        """The table row that a dropped or added cell is of, and whether it is dropped."""
        if not edit.is_whole:
            return None
        half = self._half(edit)
        row = half.text.blocks[half.block].row
        return (edit.i1 < edit.i2, row) if row else None

    @cached_property
    def _rows(self) -> tuple[Counter[tuple[int, int] | None], ...]:
        """How many paragraphs each row of a table has, in B and in A."""
        texts = (self.comparison.new, self.comparison.old)
        return tuple(Counter(block.row for block in text.blocks) for text in texts)

    def _whole_row(self, row: tuple[bool, tuple[int, int]], edits: list[Edit]) -> Difference | None:
        """The row as one difference; None when some of its cells are still there."""
        is_old, (table, line) = row
        halves = [self._half(edit) for edit in edits]
        text, block = halves[0].text, halves[0].block
        if self._rows[is_old][row[1]] != len(edits):
            return None
        said = " | ".join(half.said() for half in halves)
        place = f"{text.blocks[block].heading}, tableau {table}, ligne {line}".lstrip(", ")
        words = (Category.DROPPED, said, "") if is_old else (Category.ADDED, "", said)
        return Difference(words[0], place, text.reference(block), *words[1:])

    # --- one edit -----------------------------------------------------------------------------

    def _edit(self, edit: Edit) -> None:
        if is_permitted(self.comparison, edit):
            self.filled.append(self._difference(Category.WORDING, edit))
        elif any(t.kind is Kind.TAG for half in self.comparison.halves(edit) for t in half.tokens):
            self.found += self._tags(edit)
        else:
            self.found.append(self._change(edit))

    def _change(self, edit: Edit) -> Difference:
        """A change of a figure shows it whole: « 45 000 € », not « 45 000 »."""
        if edit.is_whole and not self._row(edit):
            category = Category.DROPPED if edit.i1 < edit.i2 else Category.ADDED
            return self._difference(category, edit)
        if self.comparison.is_numbering(edit):
            return self._difference(Category.NUMBER, edit)
        old, new = (_figures(half) for half in self.comparison.halves(edit))
        if [f.value for f in old] == [f.value for f in new]:
            return self._difference(Category.WORDING, edit)
        found = self._difference(Category.FIGURE, edit, (old, new))
        before = found.before or self._twin(edit, new, is_old=True)
        return replace(
            found, before=before, after=found.after or self._twin(edit, old, is_old=False)
        )

    def _twin(self, edit: Edit, shown: list[Figure], *, is_old: bool) -> str:
        """The figure that one grew from, or shrank to: « vingt mille » of « vingt-cinq mille »."""
        old, new = self.comparison.halves(edit)
        there, here = (old, new) if is_old else (new, old)
        mate_of = self._mates[is_old]
        mates = [there.words[mate_of[n]] for n in _within(here, shown) if n in mate_of]
        if not mates:
            return ""
        found = figures(there.text.blocks[mates[0].block].left)
        kept = touched(found, mates[0].start, mates[-1].end)
        return as_written(there.text, mates, kept)

    @cached_property
    def _mates(self) -> tuple[dict[int, int], dict[int, int]]:
        """The word of B that each word of A stands for, and of A for each of B."""
        pairs = self.comparison.pairs
        return dict(pairs), {j: i for i, j in pairs}

    def _tags(self, edit: Edit) -> Iterator[Difference]:
        """In a template: fields and conditions apart from the words beside them."""
        old, new = self.comparison.halves(edit)
        for category, wanted in ((Category.TAG, True), (Category.WORDING, False)):
            before, after = (
                [t for t in h.tokens if (t.kind is Kind.TAG) is wanted and t.kind is not Kind.END]
                for h in (old, new)
            )
            if [t.exact for t in before] != [t.exact for t in after]:
                said = _each(old.text, before), _each(new.text, after)
                yield Difference(category, *self._at(edit), *said)

    # --- words --------------------------------------------------------------------------------

    def _difference(
        self, category: Category, edit: Edit, shown: tuple[list[Figure], list[Figure]] = ([], [])
    ) -> Difference:
        pairs = zip(self.comparison.halves(edit), shown, strict=True)
        before, after = (half.said(found) for half, found in pairs)
        excerpt = ("", "") if edit.is_whole else self._around(edit, shown)
        return Difference(category, *self._at(edit), before, after, excerpt)

    def _at(self, edit: Edit) -> tuple[str, str]:
        """The place for people and for machines; what is only in B has its place in B."""
        text, block = self.comparison.old, self.comparison.home(edit)
        if block is None:
            text, block = self.comparison.new, self.comparison.b[edit.j1].block
        return text.place(block), text.reference(block)

    def _around(self, edit: Edit, shown: tuple[list[Figure], list[Figure]]) -> tuple[str, str]:
        """The words beside a change, from the file that has them, beyond the figures shown."""
        half = self._half(edit)
        text, words, start, end = half
        found = shown[edit.i1 == edit.i2]
        first = min([words[start].start, *(figure.start for figure in found)])
        last = max([words[end - 1].end, *(figure.end for figure in found)])
        before = [t for t in words[max(0, start - _AROUND) : start] if t.block == half.block]
        after = [t for t in words[end : end + _AROUND] if t.block == half.block]
        left = as_written(text, [t for t in before if t.end <= first])
        return left, as_written(text, [t for t in after if t.start >= last])


def _each(text: Text, words: list[Token]) -> str:
    """Words that do not follow one another."""
    return " ".join(text.blocks[t.block].words[t.start : t.end] for t in words)


def _within(half: Half, shown: list[Figure]) -> Iterator[int]:
    """The words of the half's paragraph that the figures shown hold, by rank."""
    words, start, end = half.words, shown[0].start, shown[-1].end
    first = bisect_left(words, (half.block, start), key=lambda t: (t.block, t.end))
    last = bisect_left(words, (half.block, end), key=lambda t: (t.block, t.start))
    return (n for n in range(first, last) if touched(shown, words[n].start, words[n].end))


def _figures(half: Half) -> list[Figure]:
    """The figures that an edit touches; with no word of its own, none."""
    out = []
    for block, group in groupby(without_ends(half.tokens), key=lambda t: t.block):
        words = list(group)
        out += touched(figures(half.text.blocks[block].left), words[0].start, words[-1].end)
    return out


def _stamps(comparison: Comparison) -> Iterator[Difference]:
    """Each stamp or signature once, at its first place."""
    new = comparison.new
    places: dict[str, list[int]] = {}
    for stamp in sorted(comparison.stamps, key=lambda stamp: stamp[0].block):
        places.setdefault(as_written(new, stamp), []).append(stamp[0].block)
    for words, (first, *others) in places.items():
        more = plural(len(others), "autre endroit", "autres endroits")
        place = f"{new.place(first)} et {more}" if others else new.place(first)
        yield Difference(Category.STAMP, place, new.reference(first), "", words)
