"""The template that a peer is given: a finished document, its words of data made tags again.

It is made mechanically from a document that we wrote: each run whose words no template of ours
holds is a tag; neighbours that differ in such words alone are one loop. No condition is left, and
one file is filled instead of four joined: a peer has less to do than we have.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Collection, Iterator
from itertools import groupby
from typing import NamedTuple

from lxml import etree

from pmtdocs.word.package import XML, Element, w

#: What a run of words holds once it is a tag, and not before.
_TAGS = {"{", "+"}
Data = dict[str, "str | list[dict[str, str]]"]


class Syntax(NamedTuple):
    """How a peer writes a value, that of an item, and a loop."""

    value: str
    item: str
    loop: Callable[[Element, str], list[Element]]
    """What stands for an item (a paragraph, a row) and the name of its group, in the template."""


def own(opened: str, closed: str) -> Callable[[Element, str], list[Element]]:
    """A loop whose tags have their own paragraph or row: « p » or « tr » stands for ``{kind}``."""

    def loop(item: Element, group: str) -> list[Element]:
        kind = etree.QName(item).localname
        tags = [one.replace("KIND", kind).replace("GROUP", group) for one in (opened, closed)]
        first, last = (_saying(item, tag) for tag in tags)
        return [first, item, last]

    return loop


def braces(item: Element, group: str) -> list[Element]:
    """``{#group}`` and ``{/group}``: inside a row, around a paragraph."""
    opened, closed = f"{{#{group}}}", f"{{/{group}}}"
    if item.tag == w("p"):
        return [_saying(item, opened), item, _saying(item, closed)]
    texts = list(item.iter(w("t")))
    texts[0].text = f"{opened}{texts[0].text}"
    texts[-1].text = f"{texts[-1].text}{closed}"
    return [item]


def numbered(item: Element, group: str) -> list[Element]:
    """An item and the next: ``{d.group[i].a0}``, then ``{d.group[i+1].a0}``."""
    following = copy.deepcopy(item)
    for text in following.iter(w("t")):
        text.text = (text.text or "").replace(f"{group}[i]", f"{group}[i+1]")
    return [item, following]


SYNTAXES = {
    "docxtpl": Syntax(
        "{{ NAME }}", "{{ r.NAME }}", own("{%KIND for r in GROUP %}", "{%KIND endfor %}")
    ),
    "docxtemplater": Syntax("{NAME}", "{NAME}", braces),
    "easy-template-x": Syntax("{NAME}", "{NAME}", braces),
    "carbone": Syntax("{d.NAME}", "{d.GROUP[i].NAME}", numbered),
    "docx-templates": Syntax(
        "+++NAME+++", "+++$r.NAME+++", own("+++FOR r IN GROUP+++", "+++END-FOR r+++")
    ),
}


def derived(body: Element, fixed: Collection[str], syntax: Syntax) -> Data:
    """Make a template of a finished body, in place; the data that gives the same words again."""
    data: Data = {}
    for parent in [body, *body.iter(w("tbl"))]:
        for items in list(_repeated(parent, fixed)):
            group = f"g{len(data)}"
            data[group] = [{f"a{n}": t.text or "" for n, t in _free(i, fixed)} for i in items]
            _loop(items, fixed, syntax, group)
    for _, text in _free(body, fixed):
        name = f"t{len(data)}"
        data[name] = text.text or ""
        _tag(text, syntax.value.replace("NAME", name))
    return data


def _loop(items: list[Element], fixed: Collection[str], syntax: Syntax, group: str) -> None:
    """Put a loop in the place of what it gives."""
    first = items[0]
    for n, text in _free(first, fixed):
        _tag(text, syntax.item.replace("GROUP", group).replace("NAME", f"a{n}"))
    parent = first.getparent()
    assert parent is not None
    at = parent.index(first)
    for item in items:
        parent.remove(item)
    parent[at:at] = syntax.loop(first, group)


def _free(element: Element, fixed: Collection[str]) -> list[tuple[int, Element]]:
    """The runs of words that come from the data and are no tag yet, numbered."""
    said = ((text, text.text or "") for text in element.iter(w("t")))
    free = [t for t, words in said if words.strip() and words not in fixed and not _TAGS & {*words}]
    return list(enumerate(free))


def _repeated(parent: Element, fixed: Collection[str]) -> Iterator[list[Element]]:
    """Neighbours of one shape, which a loop can give."""

    def shape(child: Element) -> bytes:
        bare = copy.deepcopy(child)
        for _, text in _free(bare, fixed):
            text.text = "?"
        return etree.tostring(bare)

    for _, found in groupby(parent, shape):
        items = list(found)
        if len(items) > 1 and items[0].tag in (w("p"), w("tr")) and _free(items[0], fixed):
            yield items


def _tag(text: Element, tag: str) -> None:
    text.text = tag
    text.set(f"{{{XML}}}space", "preserve")


def _saying(item: Element, tag: str) -> Element:
    """A paragraph or row of the same shape that holds a tag alone."""
    copied = copy.deepcopy(item)
    texts = list(copied.iter(w("t")))
    for text in texts:
        text.text = ""
    _tag(texts[0], tag)
    return copied
