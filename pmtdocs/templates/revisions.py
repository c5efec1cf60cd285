"""Tracked changes that nobody accepted or refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pmtdocs.language.columns import quoted
from pmtdocs.templates.fault import Fault, Faults, at, whole
from pmtdocs.templates.reading import Tag, Template, Typed
from pmtdocs.word.package import Element, local, qualified, w
from pmtdocs.word.words import offsets

_WORDED = {"ins": "L'ajout", "del": "La suppression", "moveTo": "Le déplacement"}
_CHANGES = qualified("ins del moveFrom moveTo")
_FORMATS = qualified(
    "rPrChange pPrChange sectPrChange tblPrChange trPrChange tcPrChange tblGridChange"
)
#: Of whole rows, of cells.
_OF_TABLES = {
    "trPr/ins": "L'ajout d'une ligne de tableau",
    "trPr/del": "La suppression d'une ligne de tableau",
    "tcPr/cellIns": "L'ajout d'une cellule", "tcPr/cellDel": "La suppression d'une cellule",
    "tcPr/cellMerge": "La fusion de cellules",
}  # fmt: skip
#: Their words are no more those of the paragraph.
_GONE = ("del", "moveFrom")
_ACCEPT = "Dans Word, onglet Révision : acceptez ou refusez cette modification."


class Change(NamedTuple):
    """A tracked change, with the characters of the paragraph that it covers."""

    element: Element
    start: int
    end: int
    words: str

    def breaks(self, tag: Tag) -> bool:
        """Does it cut a tag, or change a part of it?"""
        if self.start == self.end:
            return tag.start < self.start < tag.end
        inside = self.start < tag.end and tag.start < self.end
        return inside and not (self.start <= tag.start and tag.end <= self.end)


def revisions(template: Template) -> Faults:
    """One fault a change, with its author and its words."""
    for paragraph in template.paragraphs:
        for change in _changes(paragraph.element):
            yield _fault(paragraph, change)
        yield from _formats(paragraph)
    for tree in template.trees.values():
        yield from _of_tables(template, tree)


def _of_tables(template: Template, tree: Element) -> Faults:
    for name, what in _OF_TABLES.items():
        for mark in tree.iterfind(f".//{w(name)}"):
            said = f"{what} par {_author(mark)} est en attente : le document sortirait avec "
            said += "cette révision."
            yield whole(template, "MDL123", said, _ACCEPT, template.near(mark))


def _fault(paragraph: Typed, change: Change) -> Fault:
    author = _author(change.element)
    name = local(change.element.tag)
    done = _WORDED.get(name, "Le déplacement")
    what = f"{done} de « {quoted(change.words) or '¶'} » par {author}"
    tag = next((t for t in paragraph.tags if change.breaks(t)), None)
    if tag or (set("{}") & set(change.words) and name in _GONE):
        where = f" dans la balise « {tag.typed} »" if tag else ""
        message = f"{what}{where} est en attente : la balise ne serait pas celle que vous lisez."
        start, end = (tag.start, tag.end) if tag else (change.start, change.end)
        return at(paragraph, "MDL122", message, _ACCEPT, start, end)
    message = f"{what} est en attente : le document sortirait avec cette révision."
    return at(paragraph, "MDL123", message, _ACCEPT, change.start, change.end)


def _author(change: Element) -> str:
    return change.get(w("author"), "") or "un auteur inconnu"


def _changes(paragraph: Element) -> Iterator[Change]:
    changes = [*paragraph.iter(*_CHANGES)]
    before = offsets(paragraph) if changes else {}
    for element in changes:
        if next(element.iterancestors(w("p")), None) is not paragraph:
            continue
        words = "".join(text.text or "" for text in element.iter(w("t"), w("delText")))
        start, mark = before[element], element.getparent()
        shown = 0 if local(element.tag) in _GONE else len(words)
        if words or (mark is not None and mark.tag == w("rPr")):
            yield Change(element, start, start + shown, words)


def _formats(paragraph: Typed) -> Faults:
    authors = {
        _author(e): None
        for e in paragraph.element.iter(*_FORMATS)
        if next(e.iterancestors(w("p")), None) is paragraph.element
    }
    for author in authors:
        said = f"Un changement de mise en forme par {author} est en attente."
        yield at(paragraph, "MDL123", said, _ACCEPT)
