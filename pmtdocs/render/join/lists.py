"""Lists of a part → lists of the document, each counted again from its start."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache, lru_cache

from lxml import etree

from pmtdocs.word.notes import NOTES
from pmtdocs.word.order import made
from pmtdocs.word.package import NS, Element, add, inner, local, parse, remove, val, w, whole
from pmtdocs.word.styles import Styles

_EMPTY = f"<w:numbering xmlns:w='{NS['w']}'/>".encode()
#: The list of the document for each list of a body, by what counts alone there (the notes
#: of a kind, a header, the rest: "") and its number.
Fresh = dict[tuple[str, str], str]
#: Abstract lists already copied for a story, with their first ``w:num``.
_Taken = dict[tuple[str, str], tuple[str, str]]
#: Where the levels of a list start.
Starts = dict[str, str | None]


@dataclass
class Lists:
    """The numbering of the document being joined, begun with the charte's."""

    root: Element
    styles: Styles
    counting: dict[tuple[str, str], bool] = field(default_factory=dict)

    @classmethod
    def begin(cls, charter: bytes | None, styles: Styles) -> Lists:
        """From the charte's numbering.xml."""
        return cls(parse(charter or _EMPTY, "numbering.xml"), styles)

    def take(self, body: Element, numbering: bytes | None, styled: Fresh) -> None:
        """Give every list of ``body`` a ``w:num`` of its own, with ``startOverride``.

        Notes count apart from the body that calls them, a header from all else.

        ``numbering`` is the part's own numbering.xml, which direct formatting refers to; lists
        that come from a style are those of the charte. ``styled`` are those that an earlier body
        began and this one goes on: a clause counts with its part.
        """
        fresh: Fresh = {}
        taken: _Taken = {}
        own, hidden = _own(numbering or _EMPTY), self.styles.hidden(body)
        apart = {p: local(n.tag) for n in body.iter(*NOTES) for p in n.iter(w("pPr"))}
        whole_story = "" if body.tag == w("body") else local(body.tag)
        for properties, element in self._listed(body).items():
            if hidden and properties.getparent() in hidden:
                _leave(properties)
                continue
            direct = inner(element, "numId")
            story = apart.get(properties, whole_story)
            if direct is None:
                self._restart_style_list(properties, element, styled, story)
                continue
            key = story, val(direct) or "0"
            if key not in fresh:
                fresh[key] = self._import(own, *key, taken)
            direct.set(w("val"), fresh[key])

    def _listed(self, body: Element) -> dict[Element, Element | None]:
        """The properties of the paragraphs in lists that count, with their own ``w:numPr``."""
        found: dict[Element, Element | None] = {}
        counts = cache(lambda style: self._counts(*self.styles.list_of(style) or ("", "")))
        for mark in body.iter(w("pStyle"), w("numPr")):
            own = mark.tag == w("numPr")
            properties = mark.getparent() if own or counts(val(mark)) else None
            if properties is not None:
                found[properties] = mark if own else None
        return found

    def _restart_style_list(
        self, properties: Element, element: Element | None, fresh: Fresh, story: str
    ) -> None:
        listed = self.styles.list_of(val(inner(properties, "pStyle")))
        if listed is None:
            return
        number, depth = listed
        if (story, number) not in fresh:
            num = _one(self.root, "num", number)
            abstract = _abstract_of(num) or "0"
            if story and (model := _one(self.root, "abstractNum", abstract)) is not None:
                abstract = self._copy(model, [])
            fresh[story, number] = self._num(abstract, num)
        if element is None:
            element = made(properties, "numPr")
            add(element, "ilvl", val=depth)
        # else only the level was set directly: the list is the style's
        add(element, "numId", val=fresh[story, number])

    def _counts(self, number: str, depth: str) -> bool:
        """Does a level of the charte count? Bullets need no start of their own."""
        if number and (number, depth) not in self.counting:
            num = _one(self.root, "num", number)
            abstract = _one(self.root, "abstractNum", _abstract_of(num))
            levels = abstract.iterfind(w("lvl")) if abstract is not None else ()
            level = next((v for v in levels if val(v, "ilvl") == depth), None)
            kind = None if level is None else val(level.find(w("numFmt")))
            self.counting[number, depth] = kind != "bullet"
        return self.counting.get((number, depth), False)

    def adopt(self, numbering: bytes | None, number: str) -> str:
        """Take the list that a style of a part puts its paragraphs in."""
        return self._import(_own(numbering or _EMPTY), "", number, {})

    def renew(self, root: Element) -> None:
        """Have the lists of a copy begin again."""
        found = {val(one): _one(self.root, "num", val(one)) for one in root.iter(w("numId"))}
        fresh = {key: self._num(_abstract_of(num) or "0", num) for key, num in found.items()}
        for one in root.iter(w("numId")):
            one.set(w("val"), fresh[val(one)])

    def said_by(self, root: Element, numbering: bytes | None) -> bytes:
        """What the lists of a header are, beside its own words."""
        numbers = [val(one) or "0" for one in root.iter(w("numId"))]
        return b"".join(self.said(numbering, number) for number in numbers)

    def said(self, numbering: bytes | None, number: str) -> bytes:
        """What a list of a part is: two styles may differ by that alone."""
        own = _own(numbering or _EMPTY)
        num = _one(own, "num", number)
        found = (one for one in (num, _source(own, num)) if one is not None)
        return b"".join(map(etree.tostring, found))

    def _import(self, own: Element, story: str, number: str, taken: _Taken) -> str:
        """Copy a list of the part; abstract lists stand before all ``w:num``, as Word wants.

        The ``w:num`` of one abstract list count together, but where one starts anew.
        """
        num = _one(own, "num", number)
        source = _source(own, num)
        if num is None or source is None:
            return "0"
        redefined = num.findall(w("lvlOverride/lvl"))
        key = story, _abstract_of(num) or ""
        if key in taken and not redefined:
            abstract, first = taken[key]
            starts = num.find(w("lvlOverride/startOverride")) is not None
            return self._num(abstract, num, _starts(num)) if starts else first
        fresh = self._copy(source, redefined)
        number = self._num(fresh, num)
        if not redefined:
            taken[key] = fresh, number
        return number

    def _copy(self, source: Element, redefined: list[Element]) -> str:
        abstract = deepcopy(source)
        fresh = self._next("abstractNum", 0)
        abstract.set(w("abstractNumId"), fresh)
        for name in ("styleLink", "numStyleLink", "lvl/{*}pStyle", "lvl/{*}lvlPicBulletId"):
            remove(abstract.findall(f"{{*}}{name}"))
        for level in redefined:
            for old in [v for v in abstract.iterfind(w("lvl")) if _depth(v) == _depth(level)]:
                abstract.replace(old, deepcopy(level))
        at = self.root.find(w("num"))
        self.root.insert(len(self.root) if at is None else self.root.index(at), abstract)
        return fresh

    def _num(self, abstract: str, source: Element | None, only: Starts | None = None) -> str:
        """A new list over an abstract one; each level starts where ``source`` or the model says.

        With ``only`` these levels start, and the others go on.
        """
        starts = _starts(source)
        number = self._next("num", 1)
        num = add(self.root, "num", numId=number)
        add(num, "abstractNumId", val=abstract)
        model = _one(self.root, "abstractNum", abstract)
        for level in model.iterfind(w("lvl")) if model is not None else ():
            if only is None or _depth(level) in only:
                override = add(num, "lvlOverride", ilvl=_depth(level))
                start = starts.get(_depth(level)) or val(level.find(w("start"))) or "1"
                add(override, "startOverride", val=start)
        return number

    def _next(self, kind: str, first: int) -> str:
        """The first id that no list of the document has."""
        ids = (whole(val(one, f"{kind}Id")) for one in self.root.iter(w(kind)))
        return str(max(ids, default=first - 1) + 1)


@lru_cache(maxsize=32)
def _own(numbering: bytes) -> Element:
    """The numbering of a part, read once for the same bytes, from which lists are copied."""
    return parse(numbering, "numbering.xml")


def _one(root: Element, kind: str, wanted: str | None) -> Element | None:
    """The ``w:num`` or the ``w:abstractNum`` of an id."""
    return next((one for one in root.iter(w(kind)) if val(one, f"{kind}Id") == wanted), None)


def _leave(properties: Element) -> None:
    """Out of its list: Word counts no hidden paragraph, LibreOffice does."""
    remove(properties.findall(w("numPr")))
    add(made(properties, "numPr"), "numId", val=0)


def _starts(num: Element | None) -> Starts:
    """Where a ``w:num`` says that levels start."""
    found = num.iterfind(w("lvlOverride")) if num is not None else ()
    return {_depth(one): val(one.find(w("startOverride"))) for one in found}


def _source(own: Element, num: Element | None) -> Element | None:
    """The abstract list of a ``w:num``, or the one that it takes from a style of lists."""
    found = _one(own, "abstractNum", _abstract_of(num))
    link = None if found is None else val(found.find(w("numStyleLink")))
    linked = (a for a in own.iter(w("abstractNum")) if link and link == val(a.find(w("styleLink"))))
    return next(linked, found)


def _depth(level: Element) -> str:
    return val(level, "ilvl") or "0"


def _abstract_of(num: Element | None) -> str | None:
    """The abstract list behind a ``w:num``."""
    return None if num is None else val(num.find(w("abstractNumId")))
