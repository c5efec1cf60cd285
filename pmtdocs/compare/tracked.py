"""Tracked changes in a paragraph, a paragraph, a table row: what Word itself would write."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import count
from typing import NamedTuple

from lxml import etree

from pmtdocs.word.package import XML, Element, add, properties_of, w
from pmtdocs.word.words import printed, segments

AUTHOR = "pmtdocs"
#: What stands in ``w:pPr`` after the properties of the paragraph mark.
_AFTER_MARK = (w("sectPr"), w("pPrChange"))


class Patch(NamedTuple):
    """The words from ``start`` to ``end`` of a paragraph become ``words``."""

    start: int
    end: int
    words: str


@dataclass
class Marker:
    """Writes the marks, each with its own number; ``date`` is ISO, or empty for none."""

    date: str
    ids: count[int] = field(default_factory=lambda: count(900_000))

    def patch(self, paragraph: Element, patches: Sequence[Patch]) -> None:
        """Several changes, given in order, made from the last: places before one stay true."""
        for patch in reversed(patches):
            last = self._delete(paragraph, patch.start, patch.end)
            if patch.words:
                self._insert(paragraph, patch, last)

    def drop(self, paragraph: Element) -> None:
        """A paragraph and its mark; the mark of a cell's only paragraph must stay."""
        self._delete(paragraph, 0, len(printed(paragraph)))
        properties = properties_of(paragraph)
        alone = paragraph.getnext() is None or properties.find(w("sectPr")) is not None
        if not alone:
            self._mark(properties, "del")

    def paragraph(self, words: str, style: str | None) -> Element:
        """A new paragraph."""
        paragraph = etree.Element(w("p"))
        properties = properties_of(paragraph)
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
        self._mark_row(row, "ins")
        for column, cell in enumerate(model.iter(w("tc")), 1):
            new = etree.SubElement(row, w("tc"))
            if (look := cell.find(w("tcPr"))) is not None:
                new.append(deepcopy(look))
            paragraph = self.paragraph(words.get(column, ""), None)
            if (style := cell.find(w("p/pPr/pStyle"))) is not None:
                properties_of(paragraph).insert(0, deepcopy(style))
            new.append(paragraph)
        return row

    def drop_row(self, row: Element) -> None:
        """A row as a whole."""
        self._mark_row(row, "del")

    # --- inside a paragraph -------------------------------------------------------------------

    def _delete(self, paragraph: Element, start: int, end: int) -> Element | None:
        """Mark the words as deleted; the last mark made."""
        if start >= end:
            return None
        _split(paragraph, end)
        _split(paragraph, start)
        mark, at = None, 0
        runs: dict[Element, None] = {}
        for node, text in list(segments(paragraph)):
            if start <= at and at + len(text) <= end and text:
                runs[_run_of(node)] = None
            at += len(text)
        for run in runs:
            mark = etree.Element(w("del"), self._said())
            run.addprevious(mark)
            mark.append(run)
            for node in run.iter(w("t")):
                node.tag = w("delText")
        return mark

    def _insert(self, paragraph: Element, patch: Patch, after: Element | None) -> None:
        """New words where old ones were deleted, else after the run that ends there."""
        mark, following = etree.Element(w("ins"), self._said()), None
        if after is None:
            _split(paragraph, patch.start)
            at = 0
            for node, text in segments(paragraph):
                if text and at >= patch.start:
                    following = _run_of(node)
                    break
                after, at = (_run_of(node) if text else after), at + len(text)
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

    def _mark_row(self, row: Element, name: str) -> None:
        properties = row.find(w("trPr"))
        if properties is None:
            properties = etree.Element(w("trPr"))
            row.insert(0 if row.find(w("tblPrEx")) is None else 1, properties)
        etree.SubElement(properties, w(name), self._said())


def _run_of(node: Element) -> Element:
    return next(node.iterancestors(w("r")))


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


def _split(paragraph: Element, offset: int) -> None:
    """Make a run begin at ``offset``; nothing to do at the ends of the paragraph."""
    at = 0
    for node, text in segments(paragraph):
        if at <= offset < at + len(text):
            first = node
            if offset > at:
                first = _text(text[offset - at :])
                node.text = text[: offset - at]
                node.set(f"{{{XML}}}space", "preserve")
                node.addnext(first)
            _break_run(_run_of(node), first)
            return
        at += len(text)


def _break_run(run: Element, first: Element) -> None:
    """The run ends before its child ``first``; what follows goes to a run of the same look."""
    look = run.find(w("rPr"))
    if all(child is look for child in first.itersiblings(preceding=True)):
        return
    run.addnext(_run(look, first, *first.itersiblings()))
