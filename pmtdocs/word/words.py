"""The words of a paragraph as Word keeps it: as a template is typed, and as a document prints."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from itertools import accumulate, takewhile
from math import inf

from pmtdocs.word import links
from pmtdocs.word.fields import fields
from pmtdocs.word.package import XML, Element, hexadecimal, is_on, local, qualified, val, w
from pmtdocs.word.symbols import sign
from pmtdocs.word.tags import ELSE, TAG, Scope, letters, repaired, trimmed

#: What stands in the words for a field or a cross-reference.
GAP = "…"
UNTICKED, TICKED = "☐", "☒"
#: Signs that Word does not write as text.
SIGNS = {w(n): " " for n in ("br", "tab", "cr", "ptab")} | {w("noBreakHyphen"): "-"}
_SPACE = f"{{{XML}}}space"
_TEXT = w("t")
_WORDED = {_TEXT, w("fldChar"), w("fldSimple"), *SIGNS}
_REF = re.compile(r"\s*REF\s+(\S+)")


def text_of(element: Element) -> str:
    """The bare text of an element: a comment, a note, a cell."""
    return "".join(text.text or "" for text in element.iter(_TEXT))


# --- a template, its tags apart ----------------------------------------------------------------


def words_of(paragraph: Element, scope: Scope) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The words, the names of fields seen from the open loops, the bookmarks referred to."""
    text, refs = _text(paragraph)
    named: list[str] = []
    linked = deque((e, tag) for e, a in links.addresses_of(paragraph) for tag in TAG.findall(a))
    before = offsets(paragraph) if linked else {}

    def addresses(end: float) -> None:
        while linked and before.get(linked[0][0], 0) <= end:
            named.extend(scope.read(linked.popleft()[1]))

    def gap(match: re.Match[str]) -> str:
        addresses(match.start())
        named.extend(scope.read(match[0]))
        if match[0].startswith("{{"):
            return GAP
        return "/" if ELSE.match(repaired(match[0])) else ""  # « sa/son »

    words = re.sub(r"\s+", " ", TAG.sub(gap, "".join(trimmed(text)))).strip()
    addresses(inf)
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
    nodes = (n for n in _visible(paragraph) if n.tag in _WORDED)
    words = (gone.get(n, SIGNS.get(str(n.tag)) or n.text or "") for n in nodes)
    return "".join(words), [match[1] for _, match in found]


# --- a template as typed -----------------------------------------------------------------------

_PARAGRAPH = w("p")
#: What says words in its text, and in its attributes (an alternative text, an address, a code).
_SAYING = qualified("t instrText delText delInstrText") | {
    "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
}
_SAID_APART = {
    "docPr": ("descr", "title"), "tblCaption": ("val",), "tblDescription": ("val",),
    "hyperlink": (links.ADDRESS, "tooltip"), "fldSimple": ("instr",),
}  # fmt: skip


def typed(paragraph: Element) -> list[tuple[Element, str]]:
    """The text as typed, tags included, by the element that holds it; not that of a text box."""
    found = (n for n in _visible(paragraph) if n.tag == _TEXT or n.tag in SIGNS)
    return [(node, SIGNS.get(str(node.tag)) or node.text or "") for node in found]


def offsets(paragraph: Element) -> dict[Element, int]:
    """How many characters, as typed, stand before each element of a paragraph."""
    lengths = {node: len(text) for node, text in typed(paragraph)}
    every = [*paragraph.iter()]
    ends = accumulate((lengths.get(element, 0) for element in every), initial=0)
    return dict(zip(every, ends, strict=False))


def repair(root: Element) -> bool:
    """Make of each tag one piece of text, as it was meant, before Jinja reads; was there any to do?

    Word cuts a tag where its look changes, a link begins or a bookmark stands, puts tabs in it, and
    does to it what its typography does to words.
    """
    found = False
    for paragraph in root.iter(_PARAGRAPH):
        pieces = typed(paragraph)
        text = "".join(piece for _, piece in pieces)
        signs = trimmed(text, _places_of_signs(pieces))
        tags = deque(TAG.finditer(text) if "{" in text else ())
        for tag in tags:
            signs[tag.start() : tag.end()] = letters(tag[0])
        for (node, piece), meant in zip(pieces, _gathered(pieces, signs, tags), strict=True):
            if meant != piece:
                _rewrite(node, meant)
                found = True
    for element, name in descriptions(root):
        element.set(name, TAG.sub(lambda m: repaired(m[0]), element.get(name, "")))
    return found


def descriptions(root: Element) -> Iterator[tuple[Element, str]]:
    """Where words stand that are shown apart (alternative texts, titles of tables, tooltips of
    links): they are filled in too."""
    for element in root.iter("{*}docPr", *map(w, ("tblCaption", "tblDescription", "hyperlink"))):
        own = {*_SAID_APART[local(element.tag)]} - {links.ADDRESS}
        yield from ((element, str(name)) for name in element.attrib if local(name) in own)


def _places_of_signs(pieces: list[tuple[Element, str]]) -> set[int]:
    """Where a tab or a line break stands in the text: no tag trims it."""
    ends = accumulate(len(piece) for _, piece in pieces)
    return {end - 1 for end, (node, _) in zip(ends, pieces, strict=True) if node.tag != _TEXT}


def _gathered(
    pieces: list[tuple[Element, str]], signs: list[str], tags: deque[re.Match[str]]
) -> Iterator[str]:
    """What each piece is to say: the tags that begin in it whole, nothing of others."""
    at = start = 0
    for _, piece in pieces:
        end = start + len(piece)
        first = max(at, start)
        while tags and tags[0].start() < end:
            at = tags.popleft().end()
        yield "".join(signs[first : max(at, end)])
        start = end


def _rewrite(node: Element, words: str) -> None:
    """Other words in a piece of text; nothing is left of one that says none, nor of its run."""
    run = node.getparent()
    if words:
        node.tag, node.text = _TEXT, words
        node.attrib.clear()
        node.set(_SPACE, "preserve")
    elif run is not None:
        run.remove(node)
        if (above := run.getparent()) is not None and all(child.tag == w("rPr") for child in run):
            above.remove(run)


def astray(root: Element) -> Iterator[tuple[Element, str]]:
    """Tags in what is no word: the name of a bookmark, of a style, text that stands in no run."""
    for element in root.iter("{*}*"):
        said = [(element.text, element.tag not in _SAYING), (element.tail, True)]
        own = _SAID_APART.get(local(element.tag), ())
        said += [(str(v), local(name) not in own) for name, v in element.attrib.items()]
        for text, is_astray in said:
            if is_astray and text and "{" in text and (tag := TAG.search(text)):
                yield element, tag[0]


# --- what a document prints --------------------------------------------------------------------

FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
#: What is not of the words of a paragraph, though it stands in it.
HIDDEN = qualified("pPr rPr txbxContent del moveFrom") | {FALLBACK}
#: The words of an equation (ISO 29500-1, 22.1.2.116).
_OF_EQUATION = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
#: What says a number of a page, which whoever lays the pages out counts.
PAGE_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES", "PAGEREF"}


def segments(paragraph: Element) -> Iterator[tuple[Element, str]]:
    """The pieces of a paragraph that print words, and what they print; no number of a page."""
    counted = (f for f in fields(paragraph) if f.code.name in PAGE_FIELDS)
    numbers = {element for field in counted for element in field.elements()}
    for node in _visible(paragraph):
        if node in numbers:
            continue
        if node.tag in (_TEXT, _OF_EQUATION):
            yield node, node.text or ""
        elif node.tag in SIGNS:
            yield node, SIGNS[str(node.tag)]
        elif node.tag == w("sym"):  # a box that is ticked, among others
            code = hexadecimal(val(node, "char"), ord("•"))
            yield node, sign(val(node, "font"), code) or chr(code)
        elif node.tag == w("fldChar") and (shown := box(node)):
            yield node, shown


def box(begins: Element) -> str:
    """The box of a form whose field begins here, ticked by whoever filled it in or by default."""
    found = begins.find(w("ffData/checkBox"))
    if found is None:
        return ""
    ticked = found.find(w("checked"))
    return TICKED if is_on(found.find(w("default")) if ticked is None else ticked) else UNTICKED


def printed(paragraph: Element) -> str:
    """The words of a paragraph, as they stand in the file."""
    return "".join(text for _, text in segments(paragraph))


def _visible(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag not in HIDDEN:
            yield child
            yield from _visible(child)
