"""Headers and footers that Word leaves unsaid: « Lier au précédent », written out.

Where a section names none, Word repeats that of the section before: in a joined document, that
would be the header of another part.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from pmtdocs.word.package import NS, Element, R, is_on, val, w

_ROOTS = {"header": "hdr", "footer": "ftr"}


def complete(body: Element, blank: Callable[[str], str]) -> None:
    """Give each section of a part a header and a footer: inherited, else blank.

    ``blank`` makes an empty "header" or "footer" and returns its relationship id.
    """
    before: dict[tuple[str, str], Element] = {}
    for section in body.iter(w("sectPr")):
        for name in _ROOTS:
            for element in section.iterfind(w(f"{name}Reference")):
                before[name, val(element, "type") or "default"] = element
        wanted = ("default", "first") if is_on(section.find(w("titlePg"))) else ("default",)
        for name in reversed(_ROOTS):
            own = {val(e, "type") or "default" for e in section.iterfind(w(f"{name}Reference"))}
            for kind in [k for k in wanted if k not in own]:
                found = before.get((name, kind))
                before[name, kind] = (
                    _reference(name, kind, blank(name)) if found is None else deepcopy(found)
                )
                section.insert(0, before[name, kind])


def _reference(name: str, kind: str, target: str) -> Element:
    reference = etree.Element(w(f"{name}Reference"))
    reference.set(w("type"), kind)
    reference.set(f"{{{R}}}id", target)
    return reference


def empty(name: str) -> Element:
    """A header or footer that prints nothing."""
    root = etree.Element(w(_ROOTS[name]), nsmap=NS)
    etree.SubElement(root, w("p"))
    return root


def is_empty(margin: Element) -> bool:
    """One paragraph, without a word or a rule."""
    return len(margin) == 1 and len(margin[0]) == 0
