"""Cross-references: Word's REF fields become links that say the number Word would count.

A field left in the document would be counted again by whoever opens it, each in its own way (Word
asks first, LibreOffice writes « Article 3 – »). A link says the same words everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from pmtdocs.word.fields import Field, fields
from pmtdocs.word.numbering import Label, Numbering
from pmtdocs.word.package import Element, TemplateError, add, add_words, remove, val, w

_REF = re.compile(r"\s*REF\s+(\S+).*\\[rn]")


def resolve(body: Element, numbering: Callable[[], Numbering]) -> None:
    """Replace every ``REF bookmark \\r`` of ``body`` by a link with the number of its paragraph.

    Raises TemplateError when a bookmark does not exist: the article was deleted.
    """
    found = [(field, match) for field in fields(body) if (match := _REF.match(field.instruction))]
    if not found:
        return
    labels = _labels(body, numbering())
    for field, match in found:
        if match[1] not in labels:
            raise TemplateError(
                f"Un renvoi vise « {match[1]} », qui n'existe plus.",
                "Dans Word, refaites le renvoi : Références > Renvoi.",
            )
        _link(field, match[1], labels[match[1]].number)


def _labels(body: Element, numbering: Numbering) -> dict[str, Label]:
    """The number of each bookmarked paragraph."""
    found = {}
    for paragraph in body.iter(w("p")):
        label = numbering.label(paragraph)
        if label:
            for mark in paragraph.iter(w("bookmarkStart")):
                found[val(mark, "name") or ""] = label
    return found


def _link(field: Field, bookmark: str, number: str) -> None:
    """« 3 »; « 1 » is followed by a raised « er », as French wants it."""
    runs = [run for run in field.elements() if run.tag == w("r")]
    taken = [field.first]
    if field.first is not field.last:
        if not runs:  # one run says all, or several paragraphs do: what Word showed stays
            return
        taken = [next(field.first.iterancestors(w("r"))), *runs]
    result = next((run for run in runs if run.find(w("t")) is not None), None)
    link = etree.Element(w("hyperlink"), {w("anchor"): bookmark})
    properties = None if result is None else result.find(w("rPr"))
    _text(link, number, properties)
    if number == "1":
        raised = deepcopy(properties) if properties is not None else etree.Element(w("rPr"))
        add(raised, "vertAlign", val="superscript")
        _text(link, "er", raised)
    taken[0].addprevious(link)
    remove(taken)


def _text(link: Element, text: str, properties: Element | None) -> None:
    run = add(link, "r")
    if properties is not None:
        run.append(deepcopy(properties))
    add_words(run, text)
