"""What Word works out itself: cross-references, tables of contents, numbers of pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pmtdocs.word.package import Element, val, w


@dataclass
class Field:
    """A field: what it asks for (« REF objet \\r »), between two marks or in one element."""

    first: Element
    last: Element
    instruction: str = ""

    def elements(self) -> list[Element]:
        """All that it takes, its marks too; nothing when it goes over several paragraphs."""
        if self.first is self.last:
            return [*self.first.iter()]
        above = next(self.first.iterancestors(w("p")), None)
        inside = [] if above is None else [*above.iter()]
        here = self.last in inside
        return inside[inside.index(self.first) : inside.index(self.last) + 1] if here else []


def fields(root: Element) -> Iterator[Field]:
    """Those of an element, each where it ends: what stands in another one comes before it."""
    begun: list[Field] = []
    for element in [*root.iter(w("fldChar"), w("instrText"), w("fldSimple"))]:
        kind = val(element, "fldCharType")
        if element.tag == w("fldSimple"):
            yield Field(element, element, val(element, "instr") or "")
        elif kind == "begin":
            begun.append(Field(element, element))
        elif kind == "end" and begun:
            begun[-1].last = element
            yield begun.pop()
        elif element.tag == w("instrText") and begun:
            begun[-1].instruction += element.text or ""
