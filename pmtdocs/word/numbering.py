"""Word's automatic numbers, worked out: « Article 3 – », « II. », « – »."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from pmtdocs.language.french import roman
from pmtdocs.word.package import MOST_COUNTED, Element, head, inner, is_on, parse, val, w, whole
from pmtdocs.word.styles import Styles
from pmtdocs.word.symbols import is_symbolic, written

#: A bullet that no font of ours knows, and Symbol's minus, by which Word draws its dash.
_PLAINEST, _DASHES = "•", {"−": "–"}


#: Paragraphs, with their list and their level in it.
Places = dict[Element, tuple[str, int]]


@dataclass(frozen=True)
class Level:
    """A level of a list: number format, text with %1 %2, start, and its own properties."""

    format: str
    text: str
    start: int
    paragraph: Element | None
    run: Element | None
    restart: int | None = None
    """It begins again after this level, counted from one, or those above; 0: it never does."""
    legal: bool = False
    """« 1.1 » under « Titre I »: what stands above is written in figures (17.9.4)."""
    picture: bool = False
    """Is its bullet a picture?"""
    tab: bool = True
    """Does a tab follow the number? Else a space, or nothing (17.9.28)."""

    @property
    def runs_in(self) -> bool:
        """Is the number the first words of the text (« Article 1er – »), not a sign beside it?"""
        indent = None if self.paragraph is None else self.paragraph.find(w("ind"))
        return not self.tab and (indent is None or val(indent, "hanging") in (None, "0"))

    @property
    def unlike(self) -> str:
        """What is not printed of it as Word does."""
        if self.picture:
            return "puce en image"
        known = self.format == "bullet" or self.format in FORMATS
        return "" if known else f"numéros au format « {self.format} », écrits en chiffres"


@dataclass
class Label:
    """What stands before a paragraph. ``number`` is the bare number of its level (« 3 »)."""

    text: str
    number: str
    level: Level
    depth: int
    above: tuple[str, ...] = ()
    """The bare numbers of the levels above its own."""

    @property
    def context(self) -> str:
        """« 3.a »: its number and those above."""
        return ".".join(filter(None, (*self.above, self.number)))


@dataclass
class Numbering:
    """Counters of a document; ``label`` is called once for each paragraph, in order."""

    styles: Styles
    abstract: dict[str, Element] = field(default_factory=dict)
    nums: dict[str, tuple[str, dict[int, int]]] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)
    """The lists met."""
    read_levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    """The levels of the abstract lists that were asked for."""
    read_places: dict[Element, Places] = field(default_factory=dict)

    @classmethod
    def read(cls, data: bytes | None, styles: Styles) -> Numbering:
        """From numbering.xml, which a document may lack."""
        return cls(styles) if data is None else cls.of_tree(parse(data, "numbering.xml"), styles)

    @classmethod
    def of_tree(cls, root: Element, styles: Styles) -> Numbering:
        """From the tree of numbering.xml."""
        numbering = cls(styles)
        for abstract in root.iter(w("abstractNum")):
            numbering.abstract[val(abstract, "abstractNumId") or ""] = abstract
        for num in root.iter(w("num")):
            starts = {
                whole(val(one, "ilvl")): whole(val(start), 1, MOST_COUNTED)
                for one in num.iter(w("lvlOverride"))
                if (start := inner(one, "startOverride")) is not None
            }
            abstract_id = val(inner(num, "abstractNumId")) or ""
            numbering.nums[val(num, "numId") or ""] = (abstract_id, starts)
        return numbering

    def anew(self) -> Numbering:
        """The same lists, none begun: a header counts alone, and again on each page."""
        return replace(self, counters={}, begun=set())

    def _levels(self, number: str) -> dict[int, Level]:
        """The levels of a list."""
        key = self.nums[number][0]
        if key not in self.read_levels:
            found = self.abstract[key].iter(w("lvl")) if key in self.abstract else ()
            self.read_levels[key] = {whole(val(v, "ilvl")): _level(v) for v in found}
        return self.read_levels[key]

    def of(self, paragraph: Element) -> tuple[str, int] | None:
        """The list and level of a paragraph, its own or its style's; a hidden one has none."""
        found = inner(head(paragraph), "numPr")
        style = self.styles.style_of(paragraph) if found is None else ""
        place = self._styled(style) if found is None else self._said(found)
        return None if place is None or self.styles.hides(paragraph) else place

    def places(self, root: Element) -> Places:
        """The list and level of all the paragraphs of an element that have one, in their order; as
        they were when it was first asked."""
        if root not in self.read_places:
            hidden = self.styles.hidden(root)
            said = self.styles.said(root, "numPr", self._said, self._styled).items()
            self.read_places[root] = {p: at for p, at in said if at and p not in hidden}
        return self.read_places[root]

    def _said(self, own: Element) -> tuple[str, int] | None:
        number, level = val(inner(own, "numId")), val(inner(own, "ilvl"))
        return (number, whole(level)) if number in self.nums else None

    def _styled(self, style: str) -> tuple[str, int] | None:
        number, level = self.styles.list_of(style) or ("", "")
        return (number, whole(level)) if number in self.nums else None

    def level(self, paragraph: Element) -> Level | None:
        """How the list of a paragraph is numbered there; None outside lists."""
        place = self.of(paragraph)
        return None if place is None else self._levels(place[0]).get(place[1])

    def label(self, paragraph: Element) -> Label | None:
        """Count the paragraph and return what stands before it; None outside lists."""
        place = self.of(paragraph)
        return None if place is None else self._label(*place)

    def labels(self, root: Element) -> dict[Element, Label]:
        """Count all the paragraphs of an element, and give what stands before those in lists."""
        found = ((p, self._label(*place)) for p, place in self.places(root).items())
        return {p: label for p, label in found if label}

    def _label(self, number: str, depth: int) -> Label | None:
        levels = self._levels(number)
        if (level := levels.get(depth)) is None:
            return None
        counters = self._counted(number, depth, levels)
        if level.legal:
            levels = {at: replace(other, format="decimal") for at, other in levels.items()}
        text = re.sub(r"%(\d)", lambda m: self._number(levels, counters, int(m[1]) - 1), level.text)
        if level.format == "bullet":
            return Label(_bullet(text, level.run), "", level, depth)
        above = tuple(self._number(levels, counters, at) for at in range(depth))
        return Label(text, self._number(levels, counters, depth), level, depth, above)

    def _counted(self, number: str, depth: int, levels: dict[int, Level]) -> dict[int, int]:
        """The counters of a list once a paragraph of it is counted; those above count as begun
        (« 1.a) », then « 2. », Microsoft KB Q110380)."""
        abstract, starts = self.nums[number]
        counters = self.counters.setdefault(abstract, {})
        if number not in self.begun:
            self.begun.add(number)
            for at in starts:
                counters.pop(at, None)
        for at in (at for at in levels if at <= depth):
            counters.setdefault(at, starts.get(at, levels[at].start) - (at == depth))
        counters[depth] += 1
        for deeper in [at for at in counters if at > depth and _restarts(levels.get(at), depth)]:
            del counters[deeper]
        return counters

    def _number(self, levels: dict[int, Level], counters: dict[int, int], depth: int) -> str:
        level = levels.get(depth)
        value = counters.get(depth, level.start if level else 1)
        return numeral(level.format if level else "decimal", value)


def numeral(format: str, value: int) -> str:
    """A number as a format of Word writes it: « iv », « D », « † »; in figures for the others."""
    return FORMATS.get(format, str)(value)


def _level(element: Element) -> Level:
    restart = element.find(w("lvlRestart"))
    return Level(
        val(next(element.iter(w("numFmt")), None)) or "decimal",
        val(element.find(w("lvlText"))) or "",
        whole(val(element.find(w("start"))), 1, MOST_COUNTED),
        element.find(w("pPr")),
        element.find(w("rPr")),
        None if restart is None else whole(val(restart)),
        is_on(element.find(w("isLgl"))),
        element.find(w("lvlPicBulletId")) is not None,
        val(element.find(w("suff"))) in (None, "tab"),
    )


def _restarts(level: Level | None, above: int) -> bool:
    """Does a level count anew after a paragraph of the level ``above`` (17.9.10)?"""
    return level is None or level.restart is None or above < level.restart


def _bullet(text: str, run: Element | None) -> str:
    """Word's bullets are often codes of its fonts of signs; « o » is one of Courier's."""
    fonts = None if run is None else run.find(w("rFonts"))
    named = val(fonts, "ascii") or val(fonts, "hAnsi")
    font = named if is_symbolic(named) else None
    if text == "o" and not font:
        return "○"
    shown = "".join(sign or _PLAINEST for _, sign in written(font, text))
    return _DASHES.get(shown, shown) if text != shown else text


def _letters(value: int) -> str:
    """1 → A, 26 → Z, 27 → AA, as Word counts."""
    return chr(ord("A") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _signs(value: int) -> str:
    """1 → *, 4 → §, 5 → **: the order of the Chicago Manual of Style."""
    return "*†‡§"[(value - 1) % 4] * ((value - 1) // 4 + 1)


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "upperRoman": roman,
    "lowerRoman": lambda n: roman(n).lower(),
    "upperLetter": _letters,
    "lowerLetter": lambda n: _letters(n).lower(),
    "decimalZero": lambda n: f"{n:02}",
    "none": lambda _: "",
    "chicago": _signs,
}
