"""What is told to people: figures first, words, paragraphs, fields; and what was filled in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby

from pmtdocs.compare.edits import Comparison, Edit
from pmtdocs.compare.permitted import is_permitted
from pmtdocs.compare.text import Text
from pmtdocs.compare.words import Figure, Kind, Token, figures, fold, keys

#: Words of context shown on each side of a change.
_AROUND = 6


class Category(StrEnum):
    """In the order that people want them: a figure is an error, words are to be read."""

    FIGURE = "chiffre"
    WORDING = "mots"
    DROPPED = "supprimé"
    ADDED = "ajouté"
    MOVED = "déplacé"
    TAG = "champ"
    NUMBER = "numéro"
    MARGIN = "en-tête"
    UNREAD = "page illisible"


@dataclass(frozen=True)
class Difference:
    """One difference. ``place`` and ``reference`` are those of A, or of B for what B adds."""

    category: Category
    place: str
    reference: str
    before: str
    after: str
    excerpt: tuple[str, str] = ("", "")
    """The words just before and just after."""
    other: str = ""
    """The place in B, when it has one of its own."""


@dataclass(frozen=True)
class Result:
    """What comparing two files found."""

    old: Text
    new: Text
    differences: tuple[Difference, ...] = ()
    filled: tuple[Difference, ...] = ()
    """Blanks filled in and signatures: permitted, shown."""

    def of(self, *categories: Category) -> list[Difference]:
        """Those of some categories."""
        return [d for d in self.differences if d.category in categories]


def compare(comparison: Comparison) -> Result:
    """Everything that differs, and what was filled in."""
    differ = _Differ(comparison)
    differ.run()
    old, new = comparison.old, comparison.new
    found = [*differ.found, *_margins(old, new), *_unread(old), *_unread(new)]
    order = list(Category)
    found.sort(key=lambda d: order.index(d.category))
    return Result(old, new, tuple(found), tuple(differ.filled))


@dataclass
class _Differ:
    comparison: Comparison
    found: list[Difference] = field(default_factory=list)
    filled: list[Difference] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.a, self.b = self.comparison.a, self.comparison.b
        self.old, self.new = self.comparison.old, self.comparison.new

    def run(self) -> None:
        """Moves first: what they drop and add is no loss."""
        moved = {id(edit) for pair in self.comparison.moves for edit in pair}
        for dropped, added in self.comparison.moves:
            words = self._words(self.old, self.a[dropped.i1 : dropped.i2])
            where = self.new.place(self.b[added.j1].block)
            at = self._at(dropped)
            self.found.append(Difference(Category.MOVED, *at, words, words, other=where))
        left = [e for e in self.comparison.edits if id(e) not in moved]
        for row, group in groupby(left, key=self._row):
            edits = list(group)
            if row is not None and self._is_whole_row(row, edits):
                self._whole_row(edits)
            else:
                for edit in edits:
                    self._edit(edit)

    # --- rows ---------------------------------------------------------------------------------

    def _row(self, edit: Edit) -> tuple[bool, int, int] | None:
        """The table row that a dropped or added cell is of."""
        if not edit.is_whole:
            return None
        is_old = edit.i1 < edit.i2
        text, token = (self.old, self.a[edit.i1]) if is_old else (self.new, self.b[edit.j1])
        cell = text.blocks[token.block].cell
        return (is_old, cell.table, cell.row) if cell else None

    def _is_whole_row(self, row: tuple[bool, int, int], edits: list[Edit]) -> bool:
        text = self.old if row[0] else self.new
        cells = (b.cell for b in text.blocks if b.cell)
        return sum((c.table, c.row) == row[1:] for c in cells) == len(edits)

    def _whole_row(self, edits: list[Edit]) -> None:
        is_old = edits[0].i1 < edits[0].i2
        text, words = (self.old, self.a) if is_old else (self.new, self.b)
        ranges = [(e.i1, e.i2) if is_old else (e.j1, e.j2) for e in edits]
        said = " | ".join(self._words(text, words[start:end]) for start, end in ranges)
        block = words[ranges[0][0]].block
        cell = text.blocks[block].cell
        heading = text.blocks[block].heading
        place = f"{heading}, tableau {cell.table}, ligne {cell.row}" if cell else heading
        category = Category.DROPPED if is_old else Category.ADDED
        before, after = (said, "") if is_old else ("", said)
        reference = text.reference(block)
        self.found.append(Difference(category, place.lstrip(", "), reference, before, after))

    # --- one edit -----------------------------------------------------------------------------

    def _edit(self, edit: Edit) -> None:
        if is_permitted(self.comparison, edit):
            self.filled.append(self._difference(Category.WORDING, edit))
        elif any(t.kind is Kind.TAG for t in self._touched(edit)):
            self._tags(edit)
        elif edit.is_whole and not self._in_cell(edit):
            category = Category.DROPPED if edit.i1 < edit.i2 else Category.ADDED
            self.found.append(self._difference(category, edit))
        else:
            self._change(edit)

    def _touched(self, edit: Edit) -> list[Token]:
        return self.a[edit.i1 : edit.i2] + self.b[edit.j1 : edit.j2]

    def _in_cell(self, edit: Edit) -> bool:
        return self._row(edit) is not None

    def _change(self, edit: Edit) -> None:
        """A change of a figure shows it whole: « 45 000 € », not « 45 000 »."""
        if self._is_numbering(edit):
            self.found.append(self._difference(Category.NUMBER, edit))
            return
        old = self._figures(self.old, self.a, edit.i1, edit.i2)
        new = self._figures(self.new, self.b, edit.j1, edit.j2)
        if [f.value for f in old] == [f.value for f in new]:
            self.found.append(self._difference(Category.WORDING, edit))
            return
        found = self._difference(Category.FIGURE, edit, (old, new))
        if not found.before:
            found = replace(found, before=self._twin(edit, new, is_old=True))
        if not found.after:
            found = replace(found, after=self._twin(edit, old, is_old=False))
        self.found.append(found)

    def _twin(self, edit: Edit, shown: list[Figure], *, is_old: bool) -> str:
        """The figure that one grew from, or shrank to: « vingt mille » of « vingt-cinq mille »."""
        here, there = (self.b, self.a) if is_old else (self.a, self.b)
        first = edit.j1 if is_old else edit.i1
        block = here[first].block
        mates = [
            there[i if is_old else j]
            for i, j in self.comparison.pairs
            if (word := here[j if is_old else i]).block == block
            and any(f.start <= word.start and word.end <= f.end for f in shown)
        ]
        if not mates:
            return ""
        text = self.old if is_old else self.new
        found = figures(text.blocks[mates[0].block])
        kept = [f for f in found if any(f.start < t.end and f.end > t.start for t in mates)]
        return self._words(text, mates, kept)

    def _is_numbering(self, edit: Edit) -> bool:
        """Only numbers that Word counts by itself: an article more, or less, before them."""
        sides = ((self.old, self.a[edit.i1 : edit.i2]), (self.new, self.b[edit.j1 : edit.j2]))
        return all(t.end <= text.blocks[t.block].prefix for text, side in sides for t in side)

    def _tags(self, edit: Edit) -> None:
        """In a template: fields and conditions apart from the words beside them."""
        place, reference = self._at(edit)
        old, new = self.a[edit.i1 : edit.i2], self.b[edit.j1 : edit.j2]
        for category, wanted in ((Category.TAG, True), (Category.WORDING, False)):
            before, after = (
                [t for t in side if (t.kind is Kind.TAG) is wanted and t.kind is not Kind.END]
                for side in (old, new)
            )
            if [t.exact for t in before] != [t.exact for t in after]:
                said = self._each(self.old, before), self._each(self.new, after)
                self.found.append(Difference(category, place, reference, *said))

    # --- words --------------------------------------------------------------------------------

    def _difference(
        self, category: Category, edit: Edit, shown: tuple[list[Figure], list[Figure]] = ([], [])
    ) -> Difference:
        place, reference = self._at(edit)
        sides = []
        for text, words, found in (
            (self.old, self.a[edit.i1 : edit.i2], shown[0]),
            (self.new, self.b[edit.j1 : edit.j2], shown[1]),
        ):
            sides.append(self._words(text, words, found))
        excerpt = ("", "") if edit.is_whole else self._around(edit, shown)
        return Difference(category, place, reference, sides[0], sides[1], excerpt)

    def _at(self, edit: Edit) -> tuple[str, str]:
        """The place for people and for machines; what is only in B has its place in B."""
        if (block := self.comparison.home(edit)) is not None:
            return self.old.place(block), self.old.reference(block)
        block = self.b[edit.j1].block
        return self.new.place(block), self.new.reference(block)

    def _words(self, text: Text, words: list[Token], shown: Sequence[Figure] = ()) -> str:
        """Words as they stand in the file, widened to whole figures."""
        out = []
        said = (t for t in words if t.kind is not Kind.END)
        for block, group in groupby(said, key=lambda t: t.block):
            here = list(group)
            start, end = here[0].start, here[-1].end
            for figure in shown:
                if figure.start < end and figure.end > start:
                    start, end = min(start, figure.start), max(end, figure.end)
            out.append(text.blocks[block].words[start:end])
        return " ".join(" ".join(out).split())

    def _each(self, text: Text, words: list[Token]) -> str:
        """Words that do not follow one another."""
        return " ".join(text.blocks[t.block].words[t.start : t.end] for t in words)

    def _around(self, edit: Edit, shown: tuple[list[Figure], list[Figure]]) -> tuple[str, str]:
        """The words beside a change, from the file that has them, beyond the figures shown."""
        is_old = edit.i1 < edit.i2
        text, words = (self.old, self.a) if is_old else (self.new, self.b)
        start, end = (edit.i1, edit.i2) if is_old else (edit.j1, edit.j2)
        block = words[start].block
        found = shown[0] if is_old else shown[1]
        first = min([words[start].start, *(figure.start for figure in found)])
        last = max([words[end - 1].end, *(figure.end for figure in found)])
        before = [t for t in words[max(0, start - _AROUND) : start] if t.block == block]
        after = [t for t in words[end : end + _AROUND] if t.block == block]
        left = self._words(text, [t for t in before if t.end <= first])
        return left, self._words(text, [t for t in after if t.start >= last])

    def _figures(self, text: Text, words: list[Token], start: int, end: int) -> list[Figure]:
        """The figures that an edit touches; with no word of its own, none."""
        out = []
        for block, group in groupby(words[start:end], key=lambda t: t.block):
            spans = [(t.start, t.end) for t in group if t.kind is not Kind.END]
            out += [
                figure
                for figure in figures(text.blocks[block])
                if any(figure.start < stop and figure.end > begin for begin, stop in spans)
            ]
        return out


def _margins(old: Text, new: Text) -> Iterator[Difference]:
    """Headers and footers, of two Word files."""
    if old.is_pdf or new.is_pdf:
        return
    known, now = ({keys(m): m for m in text.margins} for text in (old, new))
    place = "en-tête ou pied de page"
    for key in [k for k in known if k not in now]:
        yield Difference(Category.MARGIN, place, old.file, fold(known[key]), "")
    for key in [k for k in now if k not in known]:
        yield Difference(Category.MARGIN, place, new.file, "", fold(now[key]))


def _unread(text: Text) -> Iterator[Difference]:
    """A page without text may say anything: nobody may call the file faithful for it."""
    for page in text.unread:
        words = "page sans texte, sans doute numérisée : à lire par vous-même"
        reference = f"{text.file}:{page}"
        yield Difference(Category.UNREAD, f"page {page} de {text.file}", reference, "", words)
