"""Cross-references: Word's REF fields become links that say the number Word would count.

A field left in the document would be counted again by whoever opens it, each in its own way (Word
asks first, LibreOffice writes « Article 3 – »). A link says the same words everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy

from lxml import etree

from pmtdocs.word.numbering import Label, Numbering
from pmtdocs.word.package import Element, TemplateError, add, add_words, remove, val, w

_REF = re.compile(r"^\s*REF\s+(\S+)\s*(.*)$")


def resolve(body: Element, numbering: Callable[[], Numbering]) -> None:
    """Replace every ``REF bookmark \\r`` of ``body`` by a link with the number of its paragraph.

    Raises TemplateError when a bookmark does not exist: the article was deleted.
    """
    paragraphs = {p: None for i in body.iter(w("instrText")) for p in i.iterancestors(w("p"))}
    fields = [*_simple(body), *(field for paragraph in paragraphs for field in _fields(paragraph))]
    if not fields:
        return
    labels = _labels(body, numbering())
    for runs, instruction, result in fields:
        match = _REF.match(instruction)
        if match is None or ("\\r" not in match[2] and "\\n" not in match[2]):
            continue
        if match[1] not in labels:
            raise TemplateError(
                f"Un renvoi vise « {match[1]} », qui n'existe plus.",
                "Dans Word, refaites le renvoi : Références > Renvoi.",
            )
        _link(runs, match[1], labels[match[1]].number, result)


def _labels(body: Element, numbering: Numbering) -> dict[str, Label]:
    """The number of each bookmarked paragraph."""
    found = {}
    for paragraph in body.iter(w("p")):
        label = numbering.label(paragraph)
        if label:
            for mark in paragraph.iter(w("bookmarkStart")):
                found[val(mark, "name") or ""] = label
    return found


#: A field: its elements, its instruction, the first run of its result.
_Field = tuple[list[Element], str, Element | None]


def _simple(body: Element) -> list[_Field]:
    """Fields written as one element."""
    return [([f], val(f, "instr") or "", f.find(w("r"))) for f in body.iter(w("fldSimple"))]


def _fields(paragraph: Element) -> list[_Field]:
    """Complex fields of a paragraph, each from the run that begins it to the run that ends it."""
    out: list[_Field] = []
    runs: list[Element] = []
    instruction, result, state = "", None, ""
    for run in paragraph.iter(w("r")):
        kind = val(run.find(w("fldChar")), "fldCharType")
        if kind == "begin":
            runs, instruction, result, state = [], "", None, "instruction"
        if state:
            runs.append(run)
        if kind == "separate":
            state = "result"
        elif kind == "end":
            out.append((runs, instruction, result))
            state = ""
        elif state == "instruction":
            instruction += "".join(t.text or "" for t in run.iter(w("instrText")))
        elif state == "result" and result is None:
            result = run
    return out


def _link(runs: list[Element], bookmark: str, number: str, result: Element | None) -> None:
    """« 3 »; « 1 » is followed by a raised « er », as French wants it."""
    link = etree.Element(w("hyperlink"), {w("anchor"): bookmark})
    properties = None if result is None else result.find(w("rPr"))
    _text(link, number, properties)
    if number == "1":
        raised = deepcopy(properties) if properties is not None else etree.Element(w("rPr"))
        add(raised, "vertAlign", val="superscript")
        _text(link, "er", raised)
    runs[0].addprevious(link)
    remove(runs)


def _text(link: Element, text: str, properties: Element | None) -> None:
    run = add(link, "r")
    if properties is not None:
        run.append(deepcopy(properties))
    add_words(run, text)
