"""Bookmarks of a part → bookmarks of the document."""

from __future__ import annotations

from itertools import chain, count

from pmtdocs.word.fields import read
from pmtdocs.word.package import Element, refers_to, val, w


def rename(body: Element, bookmarks: list[str]) -> None:
    """Ids and names are unique in a document; ends follow their starts, links their targets.

    ``bookmarks`` are the names that the document has; those of the body are added.
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
    for link in body.iter(w("hyperlink")):
        if (anchor := val(link, "anchor")) in names and not refers_to(link):
            link.set(w("anchor"), names[anchor or ""])
    for code in body.iter(w("instrText")):
        said = read(code.text or "")
        if said.name == "PAGEREF" and said.argument in names:
            code.text = f" PAGEREF {names[said.argument]} \\h "
