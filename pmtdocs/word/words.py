"""The words of a paragraph as Word keeps it: as a template is typed, and as a document prints."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate, takewhile

from pmtdocs.word.fields import fields
from pmtdocs.word.package import XML, Element, val, w
from pmtdocs.word.symbols import sign
from pmtdocs.word.tags import ELSE, TAG, Scope, letters, repaired, trimmed

#: What stands in the words for a field or a cross-reference.
GAP = "…"
#: Signs that Word does not write as text.
SIGNS = {w(n): " " for n in ("br", "tab", "cr", "ptab")} | {w("noBreakHyphen"): "-"}
_SPACE = f"{{{XML}}}space"
_TEXT = w("t")
_REF = re.compile(r"\s*REF\s+(\S+)")


def text_of(element: Element) -> str:
    """The bare text of an element: a comment, a note, a cell."""
    return "".join(text.text or "" for text in element.iter(_TEXT))


# --- a template, its tags apart ----------------------------------------------------------------


def words_of(paragraph: Element, scope: Scope) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The words, the names of fields seen from the open loops, the bookmarks referred to."""
    text, refs = _text(paragraph)
    named: list[str] = []

    def gap(match: re.Match[str]) -> str:
        named.extend(scope.read(match[0]))
        if match[0].startswith("{{"):
            return GAP
        return "/" if ELSE.match(repaired(match[0])) else ""  # « sa/son »

    words = re.sub(r"\s+", " ", TAG.sub(gap, "".join(trimmed(text)))).strip()
    return words, tuple(named), tuple(refs)


def words_before(paragraph: Element, place: Element) -> str:
    """What is typed in a paragraph before an element of it."""
    own = dict(typed(paragraph))
    return "".join(own.get(e, "") for e in takewhile(lambda e: e is not place, paragraph.iter()))


def _text(paragraph: Element) -> tuple[str, list[str]]:
    """The text with « … » for each cross-reference, whose result Word only keeps for show."""
    found = [(f, match) for f in fields(paragraph) if (match := _REF.match(f.instruction))]
    gone = {element: "" for field, _ in found for element in field.elements()}
    gone |= {field.first: GAP for field, _ in found}
    nodes = paragraph.iter(_TEXT, w("fldChar"), w("fldSimple"), *SIGNS)
    words = (gone.get(n, SIGNS.get(str(n.tag)) or n.text or "") for n in nodes)
    return "".join(words), [match[1] for _, match in found]


# --- a template as typed -----------------------------------------------------------------------

_PARAGRAPH = w("p")


def typed(paragraph: Element) -> list[tuple[Element, str]]:
    """The text as typed, tags included, by the element that holds it; not that of a text box."""
    own = []
    for node in paragraph.iter(_TEXT, *SIGNS):
        above = next(node.iterancestors(_PARAGRAPH), None)
        if above is paragraph and next(node.iterancestors(w("tabs")), None) is None:
            own.append((node, SIGNS.get(str(node.tag)) or node.text or ""))
    return own


def repair(root: Element) -> bool:
    """Undo inside tags what Word's typography did to them, before Jinja reads; was there any?"""
    found = False
    for paragraph in root.iter(_PARAGRAPH):
        pieces = typed(paragraph)
        text = "".join(piece for _, piece in pieces)
        signs, within = trimmed(text, _places_of_signs(pieces)), [False] * (len(text) + 1)
        for tag in TAG.finditer(text):
            start, end = tag.span()
            signs[start:end] = letters(tag[0])
            within[start + 1 : end] = [True] * (end - start - 1)
        start = 0
        for node, piece in pieces:
            end = start + len(piece)
            meant = "".join(signs[start:end])
            # A tab or a line break inside a tag is dropped by docxtpl: « {% if⇥x %} ».
            if meant != piece or (node.tag != _TEXT and within[start]):
                node.tag, node.text, found = _TEXT, meant, True
                node.attrib.clear()
                node.set(_SPACE, "preserve")
            start = end
    return found


def _places_of_signs(pieces: list[tuple[Element, str]]) -> set[int]:
    """Where a tab or a line break stands in the text: no tag trims it."""
    ends = accumulate(len(piece) for _, piece in pieces)
    return {end - 1 for end, (node, _) in zip(ends, pieces, strict=True) if node.tag != _TEXT}


# --- what a document prints --------------------------------------------------------------------

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: What is not of the words of a paragraph, though it stands in it.
HIDDEN = {FALLBACK, *(w(n) for n in ("pPr", "rPr", "txbxContent", "del", "moveFrom"))}
_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b")


def segments(paragraph: Element) -> Iterator[tuple[Element, str]]:
    """The pieces of a paragraph that print words, and what they print; no number of a page."""
    counted = (f for f in fields(paragraph) if _PAGE_FIELD.match(f.instruction))
    numbers = {element for field in counted for element in field.elements()}
    for node in _visible(paragraph):
        if node in numbers:
            continue
        if node.tag == _TEXT:
            yield node, node.text or ""
        elif node.tag in SIGNS:
            yield node, SIGNS[str(node.tag)]
        elif node.tag == w("sym"):  # a box that is ticked, among others
            code = int(val(node, "char") or "2022", 16)
            yield node, sign(val(node, "font"), code) or chr(code)


def printed(paragraph: Element) -> str:
    """The words of a paragraph, as they stand in the file."""
    return "".join(text for _, text in segments(paragraph))


def _visible(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag not in HIDDEN:
            yield child
            yield from _visible(child)
