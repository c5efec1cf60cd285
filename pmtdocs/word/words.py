"""The words of a paragraph as Word keeps it, tags and fields apart."""

from __future__ import annotations

import re

from lxml import etree

from pmtdocs.word.tags import ELSE, TAG, Scope, letters

#: What stands in the words for a field or a cross-reference.
GAP = "…"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_TEXT, _FIELD_MARK = f"{W}t", f"{W}fldChar"
_FIELD_CODE, _SIMPLE_FIELD = f"{W}instrText", f"{W}fldSimple"
#: Signs that Word does not write as text.
_SIGNS = {f"{W}br": " ", f"{W}tab": " ", f"{W}noBreakHyphen": "-"}
_NODES = (_TEXT, _FIELD_MARK, _FIELD_CODE, _SIMPLE_FIELD, *_SIGNS)
_REF = re.compile(r"\s*REF\s+(\S+)")


def words_of(
    paragraph: etree._Element, scope: Scope
) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The words, the names of fields seen from the open loops, the bookmarks referred to."""
    text, refs = _text(paragraph)
    fields: list[str] = []

    def gap(match: re.Match[str]) -> str:
        fields.extend(scope.read(match[0]))
        if match[0].startswith("{{"):
            return GAP
        return "/" if ELSE.match(match[0]) else ""  # « sa/son »

    words = re.sub(r"\s+", " ", TAG.sub(gap, text)).strip()
    return words, tuple(fields), tuple(refs)


def _text(paragraph: etree._Element) -> tuple[str, list[str]]:
    """The text with « … » for each cross-reference, whose result Word only keeps for show."""
    out: list[str] = []
    refs: list[str] = []
    simple = [f for f in paragraph.iter(_SIMPLE_FIELD) if _REF.match(_code(f) or "")]
    results = {text for f in simple for text in f.iter(_TEXT)}
    shown = True
    for node in paragraph.iter(*_NODES):
        code = _code(node)
        if node.tag == _FIELD_MARK:
            shown = shown or node.get(f"{W}fldCharType") == "end"
        elif code is not None:
            if match := _REF.match(code):
                refs.append(match[1])
                out.append(GAP)
                shown = node.tag == _SIMPLE_FIELD
        elif shown and node not in results:
            out.append(_SIGNS.get(str(node.tag)) or node.text or "")
    return "".join(out), refs


def _code(node: etree._Element) -> str | None:
    """What a Word field asks for: « REF objet \\r »; None for what is not a field."""
    if node.tag == _SIMPLE_FIELD:
        return node.get(f"{W}instr", "")
    return node.text or "" if node.tag == _FIELD_CODE else None


# --- tags ------------------------------------------------------------------------------------

_PARAGRAPH = f"{W}p"
_TYPED_NODES = (_TEXT, *_SIGNS, f"{W}cr")


def typed(paragraph: etree._Element) -> list[tuple[etree._Element, str]]:
    """The text as typed, tags included, by the element that holds it; not that of a text box."""
    own = []
    for node in paragraph.iter(*_TYPED_NODES):
        above = next(node.iterancestors(_PARAGRAPH), None)
        if above is paragraph and next(node.iterancestors(f"{W}tabs"), None) is None:
            text = node.text or "" if node.tag == _TEXT else _SIGNS.get(str(node.tag), " ")
            own.append((node, text))
    return own


def repair(root: etree._Element) -> bool:
    """Undo inside tags what Word's typography did to them, before Jinja reads; was there any?"""
    found = False
    for paragraph in root.iter(_PARAGRAPH):
        pieces = typed(paragraph)
        text = "".join(piece for _, piece in pieces)
        signs = list(text)
        for tag in TAG.finditer(text):
            signs[tag.start() : tag.end()] = letters(tag[0])
        start = 0
        for node, piece in pieces:
            end = start + len(piece)
            meant = "".join(signs[start:end])
            if meant != piece or (node.tag != _TEXT and _inside_tag(text, start)):
                node.tag, node.text, found = _TEXT, meant, True
                node.attrib.clear()
                node.set(_SPACE, "preserve")
            start = end
    return found


def _inside_tag(text: str, at: int) -> bool:
    """A tab or a line break inside a tag, which docxtpl drops: « {% if⇥x %} »."""
    return any(tag.start() < at < tag.end() for tag in TAG.finditer(text))
