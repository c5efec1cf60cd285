"""Bookmarks of a part → bookmarks of the document."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain, count

from lxml import etree

from pmtdocs.word import package
from pmtdocs.word.fields import read
from pmtdocs.word.package import Element, add, refers_to, val, w


def surround(paragraph: Element, name: str, bookmarks: list[str]) -> None:
    """A new bookmark around the words of a paragraph."""
    bookmarks.append(name)
    number = str(len(bookmarks))
    start = etree.Element(w("bookmarkStart"), {w("id"): number, w("name"): name})
    paragraph.insert(package.after_properties(paragraph), start)
    add(paragraph, "bookmarkEnd", id=number)


def rename(body: Element, bookmarks: list[str]) -> dict[str, str]:
    """Ids and names are unique in a document; ends follow their starts, links their targets.

    ``bookmarks`` are the names that the document has; those of the body are added. Gives those of
    its names that are others now.
    """
    ids: dict[str, str] = {}
    names: dict[str, str] = {}
    for mark in body.iter(w("bookmarkStart"), w("bookmarkEnd")):
        old = val(mark, "id") or ""
        if mark.tag == w("bookmarkEnd"):
            mark.set(w("id"), ids.get(old, "0"))
            continue
        name = val(mark, "name") or ""
        others = (f"{name}_{n}" for n in count(len(bookmarks)))
        fresh = next(n for n in chain([name], others) if n not in bookmarks)
        bookmarks.append(fresh)
        ids[old] = str(len(bookmarks))
        names.setdefault(name, fresh)
        mark.set(w("id"), ids[old])
        mark.set(w("name"), fresh)
    redirect(body, names)
    for code in body.iter(w("instrText")):
        said = read(code.text or "")
        if said.name == "PAGEREF" and said.argument in names:
            code.text = f" PAGEREF {names[said.argument]} \\h "
    return {old: fresh for old, fresh in names.items() if old != fresh}


def redirect(root: Element, names: Mapping[str, str]) -> bool:
    """Lead links to bookmarks by their new names; were there any?"""
    found = [e for e in root.iter(w("hyperlink")) if val(e, "anchor") in names and not refers_to(e)]
    for link in found:
        link.set(w("anchor"), names[val(link, "anchor") or ""])
    return bool(found)
