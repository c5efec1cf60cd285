"""Tags in the addresses of links: Word keeps an address apart from its words, and percent-encodes.

Such an address is written on its link, where it is filled in with the words around it; the link of
a loop has an address each time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from pmtdocs.word.fields import fields
from pmtdocs.word.package import Element, R, Related, w
from pmtdocs.word.tags import TAG, repaired

#: The address of a link, when a tag is in it.
ADDRESS = "pmtdocs-address"
#: What names the relation of an address: a link, or the picture that is one.
_LINKS = (w("hyperlink"), "{http://schemas.openxmlformats.org/drawingml/2006/main}hlinkClick")
#: Where a link of the web leads, whatever is filled in.
_WEB = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_OPEN, _CLOSE, _INSIDE = r"(?:\{|%7B)", r"(?:\}|%7D)", r"(?:(?!\{|%7B).)*?"
#: A tag as Word writes it in an address: « %7B%7B%20nom%20%7D%7D ».
_CODED = re.compile(
    rf"{_OPEN}(?:{_OPEN}{_INSIDE}{_CLOSE}|%(?:25)?{_INSIDE}%(?:25)?){_CLOSE}", re.IGNORECASE
)


def is_web(address: str) -> bool:
    """Does it lead to http(s) or mailto?"""
    return _WEB.match(address) is not None


def may_be_web(address: str) -> bool:
    """Does it, or will what is filled in say?"""
    return is_web(address) or decoded(address).lstrip().startswith("{{")


def decoded(address: str) -> str:
    """An address with its tags as they were typed."""
    return _CODED.sub(lambda m: repaired(unquote(m[0])), address)


def address(root: Element, relations: Mapping[str, Related]) -> bool:
    """Write on each link the address that holds a tag, and put together the code of a field that
    does; were there any?"""
    found = False
    for link in root.iter(*_LINKS):
        related = relations.get(link.get(f"{{{R}}}id", ""))
        if related and related.external and TAG.search(typed := decoded(related.target)):
            link.set(ADDRESS, typed)
            found = True
    for field in fields(root):
        if field.code.name == "HYPERLINK" and TAG.search(typed := decoded(field.instruction)):
            inside = field.elements()
            end = inside.index(field.separated) if field.separated in inside else len(inside)
            for rank, code in enumerate([e for e in inside[:end] if e.tag == w("instrText")]):
                code.text = "" if rank else typed
            if field.first is field.last:
                field.first.set(w("instr"), typed)
            found = True
    return found


def beside_tags(paragraph: Element, relations: Mapping[str, Related]) -> Iterator[str]:
    """What the addresses of a paragraph's links say beside their tags."""
    named = (relations.get(link.get(f"{{{R}}}id", "")) for link in paragraph.iter(*_LINKS))
    said = [related.target for related in named if related]
    said += [f.instruction for f in fields(paragraph) if f.code.name == "HYPERLINK"]
    yield from (unquote(TAG.sub(" ", decoded(one))) for one in said)


def tags_of(paragraph: Element) -> Iterator[str]:
    """The tags in the addresses of a paragraph's links."""
    for _, address in addresses_of(paragraph):
        yield from TAG.findall(address)


def addresses_of(paragraph: Element) -> Iterator[tuple[Element, str]]:
    """The addresses of a paragraph's links that may hold tags, each with where its link begins."""
    yield from ((link, link.get(ADDRESS, "")) for link in paragraph.iter(*_LINKS))
    coded = (field for field in fields(paragraph) if field.code.name == "HYPERLINK")
    yield from ((field.first, field.instruction) for field in coded)
