"""Tracked changes in a paragraph, a paragraph, a table row: what Word itself would write."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import accumulate, count
from typing import NamedTuple

from lxml import etree

from pmtdocs.word.order import made
from pmtdocs.word.package import XML, Element, add, w
from pmtdocs.word.words import printed, segments

AUTHOR = "pmtdocs"
_EQUATION = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
#: What stands in ``w:pPr`` after the properties of the paragraph mark.
_AFTER_MARK = (w("sectPr"), w("pPrChange"))


class Patch(NamedTuple):
    """The words from ``start`` to ``end`` of a paragraph become ``words``."""

    start: int
    end: int
    words: str


class _Piece(NamedTuple):
    """Words that an element prints, and where they begin in their paragraph."""

    start: int
    node: Element
    text: str


@dataclass
class Marker:
    """Writes the marks, each with its own number; ``date`` is ISO, or empty for none."""

    date: str
    ids: count[int] = field(default_factory=lambda: count(900_000))

    def patch(self, paragraph: Element, patches: Sequence[Patch]) -> None:
        """Several changes, given in order, made from the last: places before one stay true."""
        _split(paragraph, {place for patch in patches for place in (patch.start, patch.end)})
        pieces = _pieces(paragraph)
        for patch in reversed(patches):
            last = self._delete(pieces, patch.start, patch.end)
            if patch.words:
                self._insert(paragraph, pieces, patch, last)

    def drop(self, paragraph: Element) -> None:
        """A paragraph and its mark; the mark of a cell's only paragraph must stay."""
        self._delete(_pieces(paragraph), 0, len(printed(paragraph)))
        properties = made(paragraph, "pPr")
        alone = paragraph.getnext() is None or properties.find(w("sectPr")) is not None
        if not alone:
            self._mark(properties, "del")

    def paragraph(self, words: str, style: str | None) -> Element:
        """A new paragraph."""
        paragraph = etree.Element(w("p"))
        properties = made(paragraph, "pPr")
        if style:
            add(properties, "pStyle", val=style)
        self._mark(properties, "ins")
        if words:
            etree.SubElement(paragraph, w("ins"), self._said()).append(_run(None, _text(words)))
        return paragraph

    def row(self, model: Element, words: dict[int, str]) -> Element:
        """A new row, cell by cell like ``model``; ``words`` by column."""
        row = etree.Element(w("tr"))
        if (properties := model.find(w("trPr"))) is not None:
            row.append(deepcopy(properties))
        self.mark_row(row, "ins")
        for column, cell in enumerate(model.iter(w("tc")), 1):
            new = etree.SubElement(row, w("tc"))
            if (look := cell.find(w("tcPr"))) is not None:
                new.append(deepcopy(look))
            paragraph = self.paragraph(words.get(column, ""), None)
            if (style := cell.find(w("p/pPr/pStyle"))) is not None:
                made(paragraph, "pPr").insert(0, deepcopy(style))
            new.append(paragraph)
        return row

    # --- inside a paragraph -------------------------------------------------------------------

    def _delete(self, pieces: list[_Piece], start: int, end: int) -> Element | None:
        """Mark the words as deleted; the last mark made."""
        mark = None
        first = bisect_left(pieces, start, key=lambda piece: piece.start)
        last = bisect_left(pieces, end, first, key=lambda piece: piece.start)
        for run in dict.fromkeys(_run_of(piece.node) for piece in pieces[first:last]):
            mark = etree.Element(w("del"), self._said())
            run.addprevious(mark)
            mark.append(run)
            for node in run.iter(w("t")):
                node.tag = w("delText")
        return mark

    def _insert(
        self, paragraph: Element, pieces: list[_Piece], patch: Patch, after: Element | None
    ) -> None:
        """New words where old ones were deleted, else after the run that ends there."""
        mark, following = etree.Element(w("ins"), self._said()), None
        if after is None:
            at = bisect_left(pieces, patch.start, key=lambda piece: piece.start)
            after = _run_of(pieces[at - 1].node) if at else None
            following = _run_of(pieces[at].node) if at < len(pieces) else None
        look = None if after is None else after.find(f".//{w('rPr')}")
        if after is not None:
            after.addnext(mark)
        elif following is not None:
            look = following.find(w("rPr"))
            following.addprevious(mark)
        else:
            paragraph.append(mark)
        mark.append(_run(look, _text(patch.words)))

    # --- marks --------------------------------------------------------------------------------

    def _said(self) -> dict[str, str]:
        out = {w("id"): str(next(self.ids)), w("author"): AUTHOR}
        return out | ({w("date"): f"{self.date}T00:00:00Z"} if self.date else {})

    def _mark(self, properties: Element, name: str) -> None:
        """On the mark that ends a paragraph."""
        marks = properties.find(w("rPr"))
        if marks is None:
            marks = etree.Element(w("rPr"))
            before = [child for child in properties if child.tag not in _AFTER_MARK]
            properties.insert(len(before), marks)
        marks.insert(0, etree.Element(w(name), self._said()))

    def mark_row(self, row: Element, name: str) -> None:
        """A row that comes (« ins ») or goes (« del ») as a whole."""
        properties = row.find(w("trPr"))
        if properties is None:
            properties = etree.Element(w("trPr"))
            row.insert(0 if row.find(w("tblPrEx")) is None else 1, properties)
        etree.SubElement(properties, w(name), self._said())


def _run_of(node: Element) -> Element:
    """The run that holds words; an equation goes and comes as a whole."""
    return next(node.iterancestors(w("r"), _EQUATION))


def _run(look: Element | None, *content: Element) -> Element:
    run = etree.Element(w("r"))
    if look is not None:
        run.append(deepcopy(look))
    run.extend(content)
    return run


def _text(words: str) -> Element:
    text = etree.Element(w("t"))
    text.set(f"{{{XML}}}space", "preserve")
    text.text = words
    return text


def _pieces(paragraph: Element) -> list[_Piece]:
    """The pieces of a paragraph that print words, each with the place of its first."""
    found = [(node, text) for node, text in segments(paragraph) if text]
    starts = accumulate((len(text) for _, text in found), initial=0)
    return [_Piece(start, node, text) for start, (node, text) in zip(starts, found, strict=False)]


def _split(paragraph: Element, places: Iterable[int]) -> None:
    """Make a run begin at each place; nothing to do at the ends of the paragraph."""
    wanted = sorted(places)
    for piece in reversed(_pieces(paragraph)):
        while wanted and wanted[-1] >= piece.start:
            cut = wanted.pop() - piece.start
            if cut < len(piece.text) and (cut == 0 or piece.node.tag == w("t")):
                _break_run(_run_of(piece.node), _cut(piece.node, cut))


def _cut(node: Element, place: int) -> Element:
    """The element that begins at a place of a text, parted if that is inside."""
    if not place:
        return node
    words = node.text or ""
    rest = _text(words[place:])
    node.text = words[:place]
    node.set(f"{{{XML}}}space", "preserve")
    node.addnext(rest)
    return rest


def _break_run(run: Element, first: Element) -> None:
    """The run ends before its child ``first``; what follows goes to a run of the same look."""
    look = run.find(w("rPr"))
    if run.tag == _EQUATION or all(child is look for child in first.itersiblings(preceding=True)):
        return
    run.addnext(_run(look, first, *first.itersiblings()))
