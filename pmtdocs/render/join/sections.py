"""Headers and footers that Word leaves unsaid: « Lier au précédent », written out.

Where a section names none, Word repeats that of the section before: in a joined document, that
would be the header of another part.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import deepcopy

from lxml import etree

from pmtdocs.word.order import place
from pmtdocs.word.package import NS, Element, R, add, is_on, remove, val, w
from pmtdocs.word.printable import has_words

_ROOTS = {"header": "hdr", "footer": "ftr"}
_A4 = {
    "pgSz": {"w": 11906, "h": 16838},
    "pgMar": {
        "top": 1134, "right": 1134, "bottom": 1134, "left": 1134, "header": 567, "footer": 567,
        "gutter": 0,
    },
}  # fmt: skip


def give_paper(body: Element, charter: Callable[[], Element | None]) -> None:
    """The paper and margins of the charte's section for those that say none, else A4.

    Word would take American paper. A file may have no section at all: pandoc writes none.
    """
    if len(body) == 0 or body[-1].tag != w("sectPr"):
        ended = None if len(body) == 0 or has_words(body[-1]) else body[-1].find(w("pPr/sectPr"))
        body.append(etree.Element(w("sectPr")) if ended is None else ended)
    for section in body.iter(w("sectPr")):
        for name, usual in _A4.items():
            if section.find(w(name)) is None:
                model = charter()
                found = None if model is None else model.find(w(name))
                paper = add(section, name, **usual) if found is None else deepcopy(found)
                place(section, paper)


def complete(
    body: Element, write: Callable[[str, Element], str], even: bool, own_even: bool
) -> None:
    """Give each section of a part a header and a footer: inherited, else blank.

    ``even`` pages of the document have their own; those of a part without ``own_even`` repeat the
    others, as Word shows this part.

    A draft is marked on each page. ``write`` takes "header" or "footer" and its tree, and returns
    its relationship id.
    """
    before: dict[tuple[str, str], Element] = {}
    kinds = next(body.iter(w("sectPr"))).findall(w("type"))
    remove(
        kind for kind in kinds if val(kind) not in ("evenPage", "oddPage")
    )  # a part has its page
    for section in body.iter(w("sectPr")):
        if not own_even:
            remove(e for e in references(section) if val(e, "type") == "even")
        for name in _ROOTS:
            for element in section.iterfind(w(f"{name}Reference")):
                before[name, val(element, "type") or "default"] = element
        first, wanted = is_on(section.find(w("titlePg"))), ["default"]
        wanted += ["first"] * first + ["even"] * even
        for name in reversed(_ROOTS):
            own = {val(e, "type") or "default" for e in section.iterfind(w(f"{name}Reference"))}
            for kind in [k for k in wanted if k not in own]:
                found = before.get((name, "default" if kind == "even" and not own_even else kind))
                if found is None:
                    blank = etree.Element(w(_ROOTS[name]), nsmap=NS)
                    add(blank, "p")
                    target = {w("type"): kind, f"{{{R}}}id": write(name, blank)}
                    found = etree.Element(w(f"{name}Reference"), target)
                before[name, kind] = deepcopy(found)
                before[name, kind].set(w("type"), kind)
                section.insert(0, before[name, kind])


def references(section: Element) -> Iterator[Element]:
    """Those of its headers and footers."""
    return section.iterchildren(*(w(f"{name}Reference") for name in _ROOTS))


def is_empty(margin: Element) -> bool:
    """One paragraph, without a word or a rule."""
    return len(margin) == 1 and len(margin[0]) == 0
