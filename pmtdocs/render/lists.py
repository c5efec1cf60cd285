"""Lists of a part → lists of the document, each counted again from its start."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from pmtdocs.render.package import NS, Element, parse, val, w
from pmtdocs.render.styles import Styles

_EMPTY = f"<w:numbering xmlns:w='{NS['w']}'/>".encode()
# The order of w:pPr's children matters to Word: numPr stands after these.
_BEFORE_NUM = {
    w(n) for n in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
}


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

    def take(self, body: Element, numbering: bytes | None) -> None:
        """Give every list of ``body`` a ``w:num`` of its own, with ``startOverride``.

        ``numbering`` is the part's own numbering.xml, which direct formatting refers to; lists
        that come from a style are those of the charte.
        """
        own = parse(numbering, "numbering.xml") if numbering else None
        fresh: dict[tuple[str, str], str] = {}
        for properties in body.iter(w("pPr")):
            direct = properties.find(w("numPr"))
            if direct is None:
                self._restart_style_list(properties, fresh)
            elif own is not None and (number := direct.find(w("numId"))) is not None:
                key = ("own", val(number) or "0")
                if key not in fresh:
                    fresh[key] = self._import(own, key[1])
                number.set(w("val"), fresh[key])

    def _restart_style_list(self, properties: Element, fresh: dict[tuple[str, str], str]) -> None:
        listed = self.styles.list_of(val(properties.find(w("pStyle"))))
        if listed is None or not self._counts(*listed):
            return
        number, depth = listed
        if ("style", number) not in fresh:
            fresh["style", number] = self._num(_abstract_of(self.root, number) or "0")
        element = etree.Element(w("numPr"))
        etree.SubElement(element, w("ilvl"), {w("val"): depth})
        etree.SubElement(element, w("numId"), {w("val"): fresh["style", number]})
        properties.insert(sum(child.tag in _BEFORE_NUM for child in properties), element)

    def _counts(self, number: str, depth: str) -> bool:
        """Does a level of the charte count? Bullets need no start of their own."""
        if (number, depth) not in self.counting:
            abstract = self._abstract(_abstract_of(self.root, number))
            levels = abstract.iterfind(w("lvl")) if abstract is not None else ()
            level = next((v for v in levels if val(v, "ilvl") == depth), None)
            kind = None if level is None else val(level.find(w("numFmt")))
            self.counting[number, depth] = kind != "bullet"
        return self.counting[number, depth]

    def _abstract(self, wanted: str | None) -> Element | None:
        return next((a for a in self.root.iter(w("abstractNum")) if _id(a) == wanted), None)

    def _import(self, own: Element, number: str) -> str:
        """Copy a list of the part; abstract lists stand before all ``w:num``, as Word wants."""
        wanted = _abstract_of(own, number)
        source = next((a for a in own.iter(w("abstractNum")) if _id(a) == wanted), None)
        if source is None:
            return "0"
        abstract = deepcopy(source)
        ids = [int(_id(a) or 0) for a in self.root.iter(w("abstractNum"))]
        fresh = str(max(ids, default=-1) + 1)
        abstract.set(w("abstractNumId"), fresh)
        for name in ("styleLink", "numStyleLink", "lvl/{*}pStyle"):
            for element in abstract.findall(f"{{*}}{name}"):
                parent = element.getparent()
                if parent is not None:
                    parent.remove(element)
        first = self.root.find(w("num"))
        at = len(self.root) if first is None else self.root.index(first)
        self.root.insert(at, abstract)
        return self._num(fresh)

    def _num(self, abstract: str) -> str:
        """A new list over an abstract one, every level from its start."""
        ids = [int(val(n, "numId") or 0) for n in self.root.iter(w("num"))]
        number = str(max(ids, default=0) + 1)
        num = etree.SubElement(self.root, w("num"))
        num.set(w("numId"), number)
        etree.SubElement(num, w("abstractNumId")).set(w("val"), abstract)
        model = self._abstract(abstract)
        for level in model.iterfind(w("lvl")) if model is not None else ():
            override = etree.SubElement(num, w("lvlOverride"))
            override.set(w("ilvl"), val(level, "ilvl") or "0")
            start = etree.SubElement(override, w("startOverride"))
            start.set(w("val"), val(level.find(w("start"))) or "1")
        return number


def _id(abstract: Element) -> str | None:
    return val(abstract, "abstractNumId")


def _abstract_of(root: Element, number: str) -> str | None:
    """The abstract list behind a ``w:num``."""
    num = next((n for n in root.iter(w("num")) if val(n, "numId") == number), None)
    return None if num is None else val(num.find(w("abstractNumId")))
