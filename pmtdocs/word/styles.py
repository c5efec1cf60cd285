"""Word's styles: what each says, itself or along ``basedOn``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property

from pmtdocs.word.package import Element, parse, val, w, whole
from pmtdocs.word.words import W


@dataclass
class Style:
    """One style of styles.xml."""

    id: str
    name: str
    kind: str
    based_on: str | None
    element: Element


@dataclass
class Styles:
    """The styles of a document by id."""

    by_id: dict[str, Style] = field(default_factory=dict)
    defaults: dict[str, Element] = field(default_factory=dict)
    default_paragraph: str = ""
    default_table: str = ""
    _lists: dict[str | None, tuple[str, str] | None] = field(default_factory=dict)

    @classmethod
    @cache
    def read(cls, data: bytes) -> Styles:
        """From styles.xml; read once for the same bytes, never changed afterwards."""
        root = parse(data, "styles.xml")
        styles = cls()
        for name in ("pPr", "rPr"):
            found = root.find(f"{w('docDefaults')}/{w(name)}Default/{w(name)}")
            if found is not None:
                styles.defaults[name] = found
        for element in root.iter(w("style")):
            style = Style(
                val(element, "styleId") or "",
                val(element.find(w("name"))) or "",
                val(element, "type") or "",
                val(element.find(w("basedOn"))),
                element,
            )
            styles.by_id[style.id] = style
            if val(element, "default") in ("1", "true"):
                if style.kind == "paragraph":
                    styles.default_paragraph = style.id
                elif style.kind == "table":
                    styles.default_table = style.id
        return styles

    @cached_property
    def ids(self) -> dict[str, str]:
        """Style ids by name."""
        return {style.name: style.id for style in self.by_id.values()}

    def chain(self, style: str | None, part: str) -> Iterator[Element]:
        """The ``pPr``, ``rPr`` or ``tblPr`` of a style and its ancestors, nearest first."""
        seen: set[str] = set()
        while style and style in self.by_id and style not in seen:
            seen.add(style)
            found = self.by_id[style].element.find(w(part))
            if found is not None:
                yield found
            style = self.by_id[style].based_on

    def find(self, style: str | None, part: str, name: str) -> Element | None:
        """A property of a style, its own or inherited."""
        for properties in self.chain(style, part):
            found = properties.find(w(name))
            if found is not None:
                return found
        return None

    def is_a(self, style: str | None, name: str) -> bool:
        """Is it the style of that name, or one based on it?"""
        seen: set[str] = set()
        while style and style in self.by_id and style not in seen:
            if self.by_id[style].name.casefold() == name.casefold():
                return True
            seen.add(style)
            style = self.by_id[style].based_on
        return False

    def list_of(self, style: str | None) -> tuple[str, str] | None:
        """The list (numId, level) that a style puts its paragraphs in."""
        if style not in self._lists:
            self._lists[style] = self._find_list(style)
        return self._lists[style]

    def _find_list(self, style: str | None) -> tuple[str, str] | None:
        found = self.find(style, "pPr", "numPr")
        number = None if found is None else val(found.find(w("numId")))
        if found is None or number is None or number == "0":
            return None
        return number, val(found.find(w("ilvl"))) or "0"

    def outline(self, style: str | None) -> int | None:
        """Heading level from 1 (Word's outline level 0), or None for body text."""
        return _heading(val(self.find(style, "pPr", "outlineLvl")))

    def heading(self, paragraph: Element) -> int | None:
        """Heading level of a paragraph: what it says itself, else what its style says."""
        own = val(paragraph.find(f"{w('pPr')}/{w('outlineLvl')}"))
        style = val(paragraph.find(f"{w('pPr')}/{w('pStyle')}")) or self.default_paragraph
        return self.outline(style) if own is None else _heading(own)


def _heading(outline: str | None) -> int | None:
    """HTML and PDF have six levels of headings; Word counts from 0, and calls body text 9."""
    return whole(outline) + 1 if outline and 0 <= whole(outline) < 6 else None


#: Word counts outline levels from 0; beyond the sixth it is body text for us.
_DEEPEST = 6


def levels(styles: Element | None) -> dict[str, int]:
    """Heading level from 1 by style id, along ``basedOn``."""
    if styles is None:
        return {}
    own: dict[str, int | None] = {}
    based: dict[str, str] = {}
    for style in styles.iter(f"{W}style"):
        key = style.get(f"{W}styleId", "")
        own[key] = _level(style.find(f"{W}pPr/{W}outlineLvl"))
        parent = style.find(f"{W}basedOn")
        based[key] = "" if parent is None else parent.get(f"{W}val", "")
    found = {key: _inherited(key, own, based) for key in own}
    return {key: level for key, level in found.items() if level is not None}


def level_of(paragraph: Element, known: dict[str, int]) -> int | None:
    """The heading level of a paragraph; None for body text."""
    direct = paragraph.find(f"{W}pPr/{W}outlineLvl")
    if direct is not None:
        return _level(direct)
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return None if style is None else known.get(style.get(f"{W}val", ""))


def _level(outline: Element | None) -> int | None:
    value = "" if outline is None else outline.get(f"{W}val", "")
    return int(value) + 1 if value.isdigit() and int(value) < _DEEPEST else None


def _inherited(key: str, own: dict[str, int | None], based: dict[str, str]) -> int | None:
    seen: set[str] = set()
    while key and key not in seen:
        seen.add(key)
        if (level := own.get(key)) is not None:
            return level
        key = based.get(key, "")
    return None
