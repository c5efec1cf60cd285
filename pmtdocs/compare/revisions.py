"""Pending changes of a Word file: counted, then taken as accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmtdocs.language.french import plural
from pmtdocs.word.package import Element, parse, val, w

_GONE = [w(n) for n in ("del", "moveFrom")]
_KEPT = [w(n) for n in ("ins", "moveTo")]
_MARK = f"{w('pPr')}/{w('rPr')}"


def notes(body: Element, comments: bytes | None) -> Iterator[str]:
    """What a reader must know: changes that nobody accepted yet, comments."""
    changes = [e for e in body.iter(*_GONE, *_KEPT) if not _is_mark(e)]
    if changes:
        count = plural(len(changes), "modification suivie", "modifications suivies")
        yield f"{count} en attente ({_authors(changes)}) : comparées comme acceptées."
    if comments is not None and (found := [*parse(comments).iter(w("comment"))]):
        count = plural(len(found), "commentaire")
        yield f"{count} ({_authors(found)}), hors comparaison : {_first_words(found)}"


def accept(body: Element) -> None:
    """Change the body as Word's « Accepter toutes les modifications » does."""
    for row in [*body.iter(w("tr"))]:
        if row.find(f"{w('trPr')}/{w('del')}") is not None:
            _remove(row)
    ended = [p for p in body.iter(w("p")) if _mark_is_gone(p)]
    for element in [*body.iter(*_GONE)]:
        if element.getparent() is not None:
            _remove(element)
    for element in [*body.iter(*_KEPT)]:
        _unwrap(element)
    for paragraph in ended:
        _join_next(paragraph)


def _is_mark(element: Element) -> bool:
    """Of a paragraph's mark or of a row: its words are counted already."""
    parent = element.getparent()
    return parent is not None and parent.tag in (w("rPr"), w("trPr"))


def _mark_is_gone(paragraph: Element) -> bool:
    return any(paragraph.find(f"{_MARK}/{tag}") is not None for tag in _GONE)


def _join_next(paragraph: Element) -> None:
    """A paragraph whose mark is deleted runs into the next one."""
    following = paragraph.getnext()
    if following is not None and following.tag == w("p"):
        properties = following.find(w("pPr"))
        at = 0 if properties is None else 1
        content = [child for child in paragraph if child.tag != w("pPr")]
        for offset, child in enumerate(content):
            following.insert(at + offset, child)
        _remove(paragraph)


def _remove(element: Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for offset, child in enumerate(list(element)):
        parent.insert(at + offset, child)
    parent.remove(element)


def _authors(elements: Iterable[Element]) -> str:
    names = {val(e, "author") or "auteur inconnu" for e in elements}
    return ", ".join(sorted(names))


def _first_words(comments: Iterable[Element]) -> str:
    said = (" ".join("".join(t.text or "" for t in c.iter(w("t"))).split()) for c in comments)
    return " ; ".join(f"« {words} »" for words in said) + "."
