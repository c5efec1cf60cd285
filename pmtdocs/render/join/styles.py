"""The styles of the document being joined: the charte's, and those that a part brings.

A style is known by its name and its kind: Word may give one style another id in each file. One that
the charte lacks comes with what it is based on, looks as it did in its file, and keeps its list.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, count
from pathlib import Path

from pmtdocs.render.fill.compiled import Part, Story
from pmtdocs.render.join.lists import Lists
from pmtdocs.word import order, theme
from pmtdocs.word.inherited import settle
from pmtdocs.word.order import made
from pmtdocs.word.package import Element, local, parse, remove, serialize, val, w
from pmtdocs.word.styles import NAMING, Style, Styles

#: What leads to a style of the other file, or says that it is the one taken where none is named.
_LEADING = ("basedOn", "next", "link")


@dataclass
class StyleSheet:
    """styles.xml of the document, written again when a part brings a style."""

    data: bytes | None
    themed: bytes | None
    """The theme of the charte."""
    lists: Lists
    root: Element | None = None
    """The tree of the document's own, once a part has brought a style."""
    brought: dict[tuple[bytes, bytes], str] = field(default_factory=dict)
    """By what it says, the id of each style that came with a part."""

    bringing: dict[Path, _Bringing] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.charter = self.styles = Styles.read(self.data, self.themed)

    def written(self) -> bytes:
        """styles.xml."""
        return self.data or b"" if self.root is None else serialize(self.root)

    def take(self, part: Part, story: Story, root: Element) -> None:
        """Give each element of ``root``, a story of a part, a style of the document; one that no
        file defines is none, as in Word."""
        if _are_same(part.styles, self.charter, story.naming):
            return
        if part.file not in self.bringing:
            self.bringing[part.file] = _Bringing(self, part)
        bringing, name = self.bringing[part.file], w("val")
        for element in [*root.iter(*NAMING)]:
            own = element.get(name, "")
            key = bringing.id_of(own, NAMING[str(element.tag)])
            if not key:
                remove([element])
            elif key != own:
                element.set(name, key)

    def add(self, element: Element, said: tuple[bytes, bytes]) -> str:
        """Add a style under an id and a name that no other has."""
        own = element.get(w("styleId"), "")
        ids = chain([own], (f"{own}-{n}" for n in count(2)))
        key = next(one for one in ids if one not in self.styles.by_id)
        element.set(w("styleId"), key)
        if (name := element.find(w("name"))) is not None:
            names = chain([val(name) or ""], (f"{val(name)} ({n})" for n in count(2)))
            name.set(w("val"), next(one for one in names if not self.styles.id_of(one)))
        if self.root is None:  # the charte's are shared, and stay as they are
            self.root = parse(self.data or b"", "styles.xml")
            theme.spell_out(self.root, theme.read(self.themed))
            self.styles = self.lists.styles = Styles.of_tree(self.root)
        self.root.append(element)
        self.styles.include(element)
        self.brought[said] = key
        return key


@lru_cache(maxsize=256)
def _are_same(own: Styles, charter: Styles, naming: tuple[tuple[str, str], ...]) -> bool:
    """Has the charte the styles that a part names so, under the same ids?"""
    found = ((own.by_id.get(key), kind) for key, kind in naming)
    return all(one and one.kind == kind and charter.like(one) == one.id for one, kind in found)


class _Bringing:
    """The styles of a part, by the ids that they have in the document."""

    def __init__(self, sheet: StyleSheet, part: Part) -> None:
        self.sheet, self.part = sheet, part
        self.own = part.styles
        self.known: dict[tuple[str, str], str | None] = {}
        self.numbers: dict[str, str] = {}

    def id_of(self, key: str, kind: str) -> str | None:
        """The id in the document of what the part calls ``key``; None for what nobody defines."""
        if (named := (key, kind)) not in self.known:
            self.known[named] = None  # a circle ends
            self.known[named] = self._find(key, kind)
        return self.known[named]

    def _find(self, key: str, kind: str) -> str | None:
        charter, own = self.sheet.charter, self.own.by_id.get(key)
        if own is None or own.kind != kind:
            found = charter.by_id.get(charter.id_of(key) or key)
            return found.id if found and found.kind == kind else None
        return charter.like(own) or self._bring(own)

    def _bring(self, style: Style) -> str:
        if (style.based_on, style.kind) not in self.known:  # however long the line is
            for above in reversed([*self.own.lineage(style.based_on)]):
                self.id_of(above.id, style.kind)
        base = self.id_of(style.based_on, style.kind) if style.based_on else None
        element = self._copied(style, base)
        lists = [e for e in element.iter(w("numId")) if val(e) not in (None, "0")]
        numbering = self.part.sheet("numbering")
        listed = b"".join(self.sheet.lists.said(numbering, val(e) or "") for e in lists)
        said = (serialize(element), listed)
        if said in self.sheet.brought:
            return self.sheet.brought[said]
        for number in lists:
            old = val(number) or ""
            if old not in self.numbers:
                self.numbers[old] = self.sheet.lists.adopt(numbering, old)
            number.set(w("val"), self.numbers[old])
        return self.sheet.add(element, said)

    def _copied(self, style: Style, base: str | None) -> Element:
        """The style over ``base``, without what leads elsewhere."""
        element = deepcopy(style.element)
        element.attrib.pop(w("default"), "")
        remove(chain.from_iterable(element.findall(w(name)) for name in _LEADING))
        remove(e for e in element.iter("{*}*") if e.tag != w(local(e.tag)))
        order.settle(element)
        if base is None or base in self.sheet.charter.by_id:
            settle(element, self.own, self.sheet.styles, base)
        if base:
            made(element, "basedOn").set(w("val"), base)
        return element
