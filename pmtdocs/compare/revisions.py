"""Pending changes of a Word file: counted, then taken as accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmtdocs.compare.text import remark
from pmtdocs.language.french import plural
from pmtdocs.word.package import Element, after_properties, parse, remove, val, w
from pmtdocs.word.words import text_of

_GONE = [w(n) for n in ("del", "moveFrom")]
_KEPT = [w(n) for n in ("ins", "moveTo")]
_MARKED = (w("rPr"), w("trPr"))


def pending(root: Element) -> list[Element]:
    """The changes of a piece that nobody accepted yet."""
    # Of the mark of a paragraph or of a row, the words are counted already.
    found = [(e, e.getparent()) for e in root.iter(*_GONE, *_KEPT)]
    return [e for e, parent in found if parent is None or parent.tag not in _MARKED]


def notes(changes: list[Element], comments: bytes | None) -> Iterator[str]:
    """What a reader must know: pending changes, comments."""
    if changes:
        count = plural(len(changes), "modification suivie", "modifications suivies")
        yield f"{count} en attente ({_authors(changes)}) : comparées comme acceptées."
    if comments is not None and (said := [*parse(comments).iter(w("comment"))]):
        count = plural(len(said), "commentaire")
        words = (" ".join(text_of(comment).split()) for comment in said)
        yield remark(f"{count} ({_authors(said)}), hors comparaison", words)


def accept(body: Element) -> None:
    """Change a piece as Word's « Accepter toutes les modifications » does."""
    for name, mark in (("tr", "trPr/del"), ("tc", "tcPr/cellDel")):
        remove(each for each in body.iter(w(name)) if each.find(w(mark)) is not None)
    marks = [f"{w('pPr/rPr')}/{tag}" for tag in _GONE]
    ended = [p for p in body.iter(w("p")) if any(p.find(mark) is not None for mark in marks)]
    remove(body.iter(*_GONE))
    for element in [*body.iter(*_KEPT)]:
        if (parent := element.getparent()) is not None:
            at = parent.index(element)
            parent[at : at + 1] = list(element)
    for paragraph in ended:
        _join_next(paragraph)


def _join_next(paragraph: Element) -> None:
    """A paragraph whose mark is deleted runs into the next one."""
    following = paragraph.getnext()
    if following is not None and following.tag == w("p"):
        at = after_properties(following)
        following[at:at] = [child for child in paragraph if child.tag != w("pPr")]
        remove([paragraph])


def _authors(elements: Iterable[Element]) -> str:
    names = {val(e, "author") or "auteur inconnu" for e in elements}
    return ", ".join(sorted(names))
