"""Where each figure, date and name of a document comes from: the data, a view, the template.

The renderer says of each stretch of text which field printed it; here the mentions of the text are
found, and each is given the place in the data where it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.model.prose import FIELD
from pmtdocs.dossier.source import Tree
from pmtdocs.dossier.views.context import fields
from pmtdocs.dossier.views.fields import Fields, Said
from pmtdocs.finding import Location, Path
from pmtdocs.language.french import fold
from pmtdocs.language.mentions import Mention, Sort, mentions
from pmtdocs.language.propernames import Names


class Origin(StrEnum):
    """Where a mention comes from, in the words of reports."""

    DATA = "donnée"
    COMPUTED = "calcul"
    TEMPLATE = "modèle"
    NUMBERING = "numérotation"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text of one origin. ``path`` is that of its field; None for the words of the template."""

    text: str
    path: Path | None = None
    filters: tuple[str, ...] = ()
    numbering: bool = False


@dataclass(frozen=True)
class Line:
    """A paragraph of a document: its place for people, and the paragraph of the template."""

    part: str
    place: str
    template: Location
    stretches: tuple[Stretch, ...]
    margin: str = ""
    """« en-tête », « note 2 » : of which it is, if it is of one."""

    @cached_property
    def text(self) -> str:
        return "".join(stretch.text for stretch in self.stretches)

    def within(self, start: int, end: int) -> Iterator[tuple[Stretch, int, str]]:
        """The stretches that a range touches, with where each begins and the words taken of it."""
        at = 0
        for stretch in self.stretches:
            low, high = max(start, at), min(end, at + len(stretch.text))
            if low < high:
                yield stretch, at, stretch.text[low - at : high - at]
            at += len(stretch.text)


@dataclass(frozen=True)
class Traced:
    """A mention of a document and where it was written."""

    part: str
    place: str
    words: str
    sort: Sort
    origin: Origin
    source: Location
    """The data, or the paragraph of the template."""
    filters: tuple[str, ...] = ()
    via: Location | None = None
    """What names the source, when the field says it through a key: the member, for a name."""


@dataclass(frozen=True)
class Tracer:
    """Finds what the lines of a dossier's documents mention, and where it was written."""

    loaded: Loaded
    names: Names

    def trace(self, line: Line) -> Iterator[Traced]:
        """Each mention of a line, in order."""
        item: Path = ()
        for mention in mentions(line.text, self.names):
            stretch, begins = _carrier(line, mention)
            if mention.sort is Sort.NAME:
                item = self._item(line, mention, stretch, begins) or item
            path = stretch.path or ()
            if item and item[:-1] in (path, path[:-1]):
                path = item
            origin, path, via = self._origin(line, mention, stretch, begins, path)
            known = origin in (Origin.DATA, Origin.COMPUTED)
            yield Traced(
                line.part,
                line.place,
                line.text[mention.start : mention.end],
                mention.sort,
                origin,
                self.loaded.locate(path) if known else line.template,
                stretch.filters,
                self.loaded.locate(via) if via else None,
            )

    def _origin(
        self, line: Line, mention: Mention, stretch: Stretch, begins: int, at: Path
    ) -> tuple[Origin, Path, Path]:
        """The origin, the path, and the path that names it by a key."""
        if stretch.path is None:
            return (Origin.NUMBERING if stretch.numbering else Origin.TEMPLATE), (), ()
        tree = self._tree(at)
        words = line.text[mention.start : mention.end]
        if isinstance(tree, str):
            if found := self._named(at, tree, stretch.text, mention.start - begins):
                return *found, ()
            said = (other.value for other in mentions(tree, self.names))  # in its own form
            if _is_whole(line, mention, stretch) or mention.value in said:
                return Origin.DATA, at, ()
        if isinstance(mention.value, tuple):
            return Origin.DATA, *_of_name(mention.value, at)
        if isinstance(tree, list) and words in tree:
            return Origin.DATA, (*at, tree.index(words)), ()
        return Origin.COMPUTED, at, ()

    def _tree(self, path: Path) -> Tree:
        """What is written at a path."""
        here: Tree = self.loaded.trees if path else None
        for step in path:
            if isinstance(here, dict):
                here = here.get(str(step))
            elif isinstance(here, list) and isinstance(step, int) and step < len(here):
                here = here[step]
            else:
                return None
        return here

    def _item(self, line: Line, mention: Mention, stretch: Stretch, begins: int) -> Path:
        """In a list of people printed as one text, the item that a name opens."""
        path = stretch.path or ()
        group = path if isinstance(self._tree(path), list) else path[:-1]
        people = self._tree(group)
        holder = line.text[begins : mention.start].endswith(" à ")  # of a proxy: « A à B »
        if holder or not isinstance(people, list) or not isinstance(mention.value, tuple):
            return ()
        if mention.value[:-2] == group:
            return mention.value[:-1]  # « publie », the act's own spelling
        for i, item in enumerate(people):
            if isinstance(item, dict) and mention.value[-1] in [item.get(k) for k in _OPENING]:
                return (*group, i)
        return ()

    # --- figures written in a text --------------------------------------------------------------

    @cached_property
    def _figures(self) -> dict[str, list[Path]]:
        """Where each figure that a text may name is written."""
        found: dict[str, list[Path]] = {}
        for source in self.loaded.sources.values():
            for path in source.values:
                if path[-2:-1] == ("chiffres",):
                    found.setdefault(str(path[-1]), []).append(path)
        return found

    @cached_property
    def _facts(self) -> Fields:
        return fields(self.loaded.dossier)

    def _named(
        self, path: Path, written: str, printed: str, offset: int
    ) -> tuple[Origin, Path] | None:
        """Where a figure, or a fact, that a text names and prints at an offset is written."""
        named = [*FIELD.finditer(written)]
        match = self._pattern(written, named).search(fold(printed)) if named else None
        for i, field in enumerate(named if match else (), 1):
            start, end = match.span(i) if match else (0, 0)
            if not start <= offset < end:
                continue
            if figures := self._figures.get(field[1] or field[2]):
                return Origin.DATA, max(figures, key=lambda other: _shared(path, other))
            if isinstance(said := self._facts.read(field), Said):
                typed = isinstance(self._tree(said.leaf.path), str)
                return (Origin.DATA if typed else Origin.COMPUTED), said.leaf.path
        return None

    def _pattern(self, written: str, named: list[re.Match[str]]) -> re.Pattern[str]:
        """A text with what it names as groups, whatever its spaces and its emphasis have become."""
        words, at = [], 0
        for field in named:
            said = None if (field[1] or field[2]) in self._figures else self._facts.read(field)
            shown = _spoken(said.text) if isinstance(said, Said) else r"\d+(?: \d{3})*"
            words += [_spoken(written[at : field.start()]), f"({shown})"]
            at = field.end()
        return re.compile(r"\W*".join([*words, _spoken(written[at:])]))


#: The keys by which an item of a list of people names the one it is about.
_OPENING = ("membre", "suppleant", "de")


def _carrier(line: Line, mention: Mention) -> tuple[Stretch, int]:
    """The stretch that says a mention, and where it begins.

    Its figures say it; a single figure typed by hand is enough to make it the template's. Without
    figures its letters do, and « Mme » typed before a name of the data takes nothing from it.
    """
    found = list(line.within(mention.start, mention.end))
    counted = [f for f in found if any(c.isdigit() for c in f[2])]
    spoken = [f for f in found if any(c.isalpha() for c in f[2])]
    chosen = counted or spoken or found
    of_field = bool(counted)
    best = min(chosen, key=lambda f: ((f[0].path is not None) == of_field, f[0].numbering))
    return best[0], best[1]


def _is_whole(line: Line, mention: Mention, stretch: Stretch) -> bool:
    """Does a value that is no name say all that its field prints, in another form?"""
    if mention.sort is Sort.NAME:
        return False
    inside = [words for s, _, words in line.within(mention.start, mention.end) if s is stretch]
    return inside == [stretch.text.strip()]


def _of_name(known: Path, printed: Path) -> tuple[Path, Path]:
    """Where a name is written, and what led to it; of two homonyms, the one that was printed."""
    if known[:2] == printed[:2]:
        return (known if known[:3] == printed[:3] else printed), ()
    return known, printed


def _spoken(text: str) -> str:
    """The words of a text as a pattern, whatever parts them."""
    return r"\W*".join(re.findall(r"\w+", fold(text)))


def _shared(one: Path, other: Path) -> int:
    """How many steps two paths share."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(one))
