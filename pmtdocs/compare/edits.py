"""From words that match to edits that people understand: changed, dropped, added, moved."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from pmtdocs.compare import stamps
from pmtdocs.compare.align import Pair, Range, align, gaps
from pmtdocs.compare.pairing import Piece, pair, pieces, slide_back
from pmtdocs.compare.text import PAGE, Text
from pmtdocs.compare.words import (
    END,
    Figure,
    Kind,
    Token,
    as_written,
    keys,
    tokens,
    uncut,
    without_ends,
)

#: An equal run of so many words between two changes is chance, and read with them.
_CHANCE = 2
#: Two paragraphs that share this part of their words are one, rewritten.
_ALIKE = 0.4
#: Fewer words than that are found in many places: a paragraph has not moved for all that.
_TOO_SHORT = 3
#: What is never matched by chance.
_FIRM = (Kind.END, Kind.BLANK, Kind.TAG)


@dataclass(frozen=True)
class Edit:
    """``a[i1:i2]`` became ``b[j1:j2]``; one side may be empty, never both."""

    i1: int
    i2: int
    j1: int
    j2: int
    is_whole: bool = False
    """A whole paragraph dropped or added."""


class Half(NamedTuple):
    """What an edit takes of one file: ``words[start:end]``, which may be nothing."""

    text: Text
    words: list[Token]
    start: int
    end: int

    @property
    def tokens(self) -> list[Token]:
        return self.words[self.start : self.end]

    @property
    def block(self) -> int:
        """The paragraph of the first word."""
        return self.words[self.start].block

    def said(self, shown: Sequence[Figure] = ()) -> str:
        """As it stands in the file, widened to whole figures."""
        return as_written(self.text, self.tokens, shown)


@dataclass
class Comparison:
    """Two files aligned word by word."""

    old: Text
    new: Text

    def __post_init__(self) -> None:
        self.mixed = self.old.is_pdf or self.new.is_pdf
        with_ends = not self.mixed
        self.a = tokens(self.old, with_ends)
        self.b = tokens(self.new, with_ends)
        self.known = {token.key for token in self.a}
        self.stamps: list[Sequence[Token]] = []
        """What B says more as a stamp or a signature: set aside, as no difference."""
        said = without_ends(self.b)
        mentions = stamps.found(self.new, said, self.known)
        if mentions:
            others = stamps.found(self.old, without_ends(self.a), self.known)
            kept = stamps.kept(others, mentions)
            self._set_aside(stamps.stamps(self.new, said, [m for m in mentions if m not in kept]))
            self._set_aside_parted()

    def _set_aside(self, found: list[Sequence[Token]]) -> None:
        gone = {token for stamp in found for token in stamp}
        self.stamps += found
        self.b = [token for token in self.b if token not in gone]

    def _set_aside_parted(self) -> None:
        """The stamps that the text runs through, as a PDF read line by line shows them."""
        edits = [edit for edit in self.edits if edit.i1 == edit.i2]
        added = [token for edit in edits for token in self.b[edit.j1 : edit.j2]]
        said = without_ends(added)
        both = (self.b[j] for _, j in reversed(self.pairs))
        last = next((token.block for token in both if token.kind is not Kind.END), None)
        mentions = stamps.found(self.new, said, self.known)
        if found := stamps.stamps(self.new, said, mentions, last):
            self._set_aside(found)
            del self.__dict__["pairs"], self.__dict__["edits"]

    @cached_property
    def pairs(self) -> list[Pair]:
        """The words that stand in both files."""
        found = self._by_words((0, len(self.a), 0, len(self.b))) if self.mixed else self._by_units()
        found = [(i, j) for i, j in found if self._same_case(self.a[i], self.b[j])]
        return _without_chance(self.a, self.b, found)

    def _by_units(self) -> list[Pair]:
        """Whole paragraphs and table rows first, then the words of what lies between."""
        left, right = _units(self.old, self.a), _units(self.new, self.b)
        out: list[Pair] = []
        i = j = 0
        for at_a, at_b in align([unit.said for unit in left], [unit.said for unit in right]):
            one, other, size = left[at_a], right[at_b], len(left[at_a].said)
            out += self._by_words((i, one.start, j, other.start))
            out += self._by_words((one.start, one.body, other.start, other.body))
            out += [(one.body + k, other.body + k) for k in range(size)]
            i, j = one.body + size, other.body + size
        return out + self._by_words((i, len(self.a), j, len(self.b)))

    def _by_words(self, within: Range) -> list[Pair]:
        i1, i2, j1, j2 = within
        found = align([t.key for t in self.a[i1:i2]], [t.key for t in self.b[j1:j2]])
        return [(i1 + i, j1 + j) for i, j in found]

    @cached_property
    def edits(self) -> list[Edit]:
        """Everything that differs, in the order of the old file."""
        out: list[Edit] = []
        last = 0
        for gap in gaps(self.pairs, len(self.a), len(self.b)):
            i1, i2, j1, j2 = self._slide(*gap, gap[0] - last)
            last = gap[1]
            if not self._is_layout(self.a[i1:i2], self.b[j1:j2]):
                out += self._edits(i1, i2, j1, j2)
        return out

    def home(self, edit: Edit) -> int | None:
        """The paragraph of the old file that an edit is in; None for a paragraph added."""
        if edit.i1 < edit.i2:
            return self.a[edit.i1].block
        if edit.is_whole:
            return None
        goes_on = edit.j1 and self.b[edit.j1 - 1].block == self.b[edit.j1].block
        if edit.i1 and (goes_on or edit.i1 == len(self.a)):
            return self.a[edit.i1 - 1].block
        return self.a[edit.i1].block if edit.i1 < len(self.a) else None

    def halves(self, edit: Edit) -> tuple[Half, Half]:
        """What an edit drops and what it adds."""
        return Half(self.old, self.a, edit.i1, edit.i2), Half(self.new, self.b, edit.j1, edit.j2)

    def is_numbering(self, edit: Edit) -> bool:
        """Only numbers that Word counts by itself: an article more, or less, before them."""
        halves = self.halves(edit)
        return all(t.end <= h.text.blocks[t.block].prefix for h in halves for t in h.tokens)

    def _same_case(self, a: Token, b: Token) -> bool:
        """A PDF shows the capitals that a style only asks Word for."""
        return a.exact == b.exact or (self.mixed and (a.exact.isupper() or b.exact.isupper()))

    def _is_layout(self, a: Sequence[Token], b: Sequence[Token]) -> bool:
        """Only where paragraphs end; in a PDF, also where a line cuts a word, never a number."""
        left, right = ([t for t in side if t.key != END] for side in (a, b))
        if not self.mixed:
            return [t.exact for t in left] == [t.exact for t in right]
        if not left or not right:
            return tuple(t.key for t in left or right) in self._heads
        one, other = uncut(left), uncut(right)
        either = any("".join(side).isupper() for side in (one, other))
        folded = ([word.casefold() for word in side] for side in (one, other))
        if len(one) == len(other) and PAGE in [*one, *other]:
            both = [{x, y} for x, y in zip(one, other, strict=True) if x != y]
            return all(PAGE in pair and "".join(pair - {PAGE}).isdigit() for pair in both)
        return one == other or (either and operator.eq(*folded))

    @cached_property
    def _heads(self) -> set[tuple[str, ...]]:
        """The rows that come back where a table goes on, on a page of a PDF."""
        return {(), *(keys(head) for text in (self.old, self.new) for head in text.heads)}

    # --- gaps ---------------------------------------------------------------------------------

    def _slide(self, i1: int, i2: int, j1: int, j2: int, room: int) -> tuple[int, int, int, int]:
        """A dropped or added run moved, among places that say the same, to whole paragraphs.

        ``room`` is how many words match just before it.
        """
        run = (self.a, i1, i2) if j1 == j2 else (self.b, j1, j2)
        back = slide_back(*run, room) if i1 == i2 or j1 == j2 else 0
        return i1 - back, i2 - back, j1 - back, j2 - back

    def _edits(self, i1: int, i2: int, j1: int, j2: int) -> Iterator[Edit]:
        left, right = pieces(self.a, i1, i2), pieces(self.b, j1, j2)
        i, j = i1, j1
        one_each = len(left) == len(right) == 1
        both = zip(left, right, strict=True) if one_each else pair(left, right, self._likeness)
        for one, other in both:
            if one and other:
                yield Edit(one.start, one.end, other.start, other.end)
            elif one:
                yield Edit(one.start, one.end, j, j, one.is_whole)
            elif other:
                yield Edit(i, i, other.start, other.end, other.is_whole)
            i, j = one.end if one else i, other.end if other else j

    def _likeness(self, one: Piece, other: Piece) -> float:
        """0 for what has nothing to do with one another, to 1 and a little more in one place."""
        if not one.opens and not other.opens:
            return 2.0  # the rest of one paragraph
        if not one.closes and not other.closes:
            return 2.0
        cell, twin = self.old.blocks[one.block].cell, self.new.blocks[other.block].cell
        if cell and twin:
            same = cell.column == twin.column and cell.row_label == twin.row_label
            return 1.5 if same else 0.5 if cell.column == twin.column else 0.0
        words = {t.key for t in self.a[one.start : one.end] if t.kind is Kind.WORD}
        others = {t.key for t in self.b[other.start : other.end] if t.kind is Kind.WORD}
        if not words or not others:
            return 0.5 if bool(words) == bool(others) else 0.0
        share = len(words & others) / max(len(words), len(others))
        return share if share >= _ALIKE else 0.0

    # --- moves --------------------------------------------------------------------------------

    @cached_property
    def moves(self) -> list[tuple[Edit, Edit]]:
        """Paragraphs dropped here and added there, word for word."""
        added: dict[tuple[str, ...], list[Edit]] = {}
        for edit in self.edits:
            if edit.is_whole and edit.i1 == edit.i2:
                added.setdefault(_said(self.b[edit.j1 : edit.j2]), []).append(edit)
        out = []
        for edit in self.edits:
            said = _said(self.a[edit.i1 : edit.i2])
            if edit.is_whole and len(said) >= _TOO_SHORT and added.get(said):
                out.append((edit, added[said].pop(0)))
        return out


@dataclass(frozen=True)
class _Unit:
    """A paragraph or a table row: its words, the automatic number apart, and where they begin."""

    said: tuple[str, ...]
    start: int
    body: int


def _units(text: Text, words: list[Token]) -> list[_Unit]:
    out, at = [], 0
    for _, group in groupby(words, key=lambda t: text.blocks[t.block].row or t.block):
        here = list(group)
        block = text.blocks[here[0].block]
        prefix = 0 if block.row else block.prefix
        numbers = sum(token.end <= prefix for token in here if token.kind is not Kind.END)
        said = tuple(token.key for token in here[numbers:])
        out.append(_Unit(said, at, at + numbers))
        at += len(here)
    return out


def _said(words: Iterable[Token]) -> tuple[str, ...]:
    return tuple(t.key for t in words if t.key != END)


def _without_chance(a: list[Token], b: list[Token], pairs: list[Pair]) -> list[Pair]:
    """The pairs without short runs lost between two longer changes: « de », « la »."""
    runs = _runs(pairs)
    out: list[Pair] = []
    last_i = last_j = 0
    for index, run in enumerate(runs):
        (i1, j1), (i2, j2) = run[0], run[-1]
        next_i, next_j = runs[index + 1][0] if index + 1 < len(runs) else (len(a), len(b))
        before = min(i1 - last_i, j1 - last_j)
        after = min(next_i - i2 - 1, next_j - j2 - 1)
        lost = len(run) <= _CHANCE and before > len(run) and after > len(run)
        if not lost or any(a[i].kind in _FIRM for i, _ in run):
            out += run
            last_i, last_j = i2 + 1, j2 + 1
    return out


def _runs(pairs: list[Pair]) -> list[list[Pair]]:
    """Those that follow one another on both sides: as far ahead of their rank."""
    ahead = groupby(enumerate(pairs), key=lambda at: (at[1][0] - at[0], at[1][1] - at[0]))
    return [[pair for _, pair in run] for _, run in ahead]
