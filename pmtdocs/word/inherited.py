"""What a style inherits, written into it: it then looks over other styles as it did over its own.

A style says little itself; the rest comes from what it is based on, and from the defaults of its
document (ISO 29500-1, 17.7.2). Elements stand in the order that the schema wants.
"""

from __future__ import annotations

from copy import deepcopy
from itertools import chain

from lxml import etree

from pmtdocs.word.order import place
from pmtdocs.word.package import Element, add, local, qualified, remove, w
from pmtdocs.word.styles import NAMING, Styles

_Said = dict[str, Element]
#: Which properties a kind of style has.
_PARTS = {"paragraph": ("pPr", "rPr"), "character": ("rPr",), "table": ("tblPr",)}
#: Their attributes, and their children, are each said for itself.
_PIECEMEAL = qualified("spacing ind rFonts lang numPr pBdr tblBorders tblCellMar")
#: Attributes that say the same thing in two ways: the last one counts.
_RIVALS = {"firstLine": "hanging", "hanging": "firstLine", "left": "start", "start": "left"}
_RIVALS |= {"right": "end", "end": "right"}
#: What takes back what another style says; a switch or a measure becomes 0.
_TAKEN_BACK: dict[str, dict[str, str]] = {
    "color": {"val": "auto"}, "sz": {"val": "20"}, "szCs": {"val": "20"}, "w": {"val": "100"},
    "highlight": {"val": "none"}, "u": {"val": "none"}, "effect": {"val": "none"},
    "bdr": {"val": "nil"}, "em": {"val": "none"}, "vertAlign": {"val": "baseline"},
    "shd": {"val": "clear", "color": "auto", "fill": "auto"}, "jc": {"val": "left"},
    "outlineLvl": {"val": "9"}, "widowControl": {"val": "1"}, "textAlignment": {"val": "auto"},
    "tblInd": {"w": "0", "type": "dxa"}, "tblStyleRowBandSize": {"val": "1"},
    "tblStyleColBandSize": {"val": "1"},
}  # fmt: skip
#: The same, of each child or attribute.
_PIECES: dict[str, dict[str, str]] = {
    "pBdr": {"val": "nil"}, "tblBorders": {"val": "nil"}, "tblCellMar": {"w": "0", "type": "dxa"},
    "numId": {"val": "0"},
}  # fmt: skip
_ATTRIBUTES = {"line": "240", "lineRule": "auto"}
#: Nothing takes these back: a style that says no font, or no place, has what its document has.
_KEPT = qualified("rFonts lang tabs framePr tblLook tblLayout tblW")


def settle(element: Element, own: Styles, others: Styles, base: str | None) -> None:
    """Write into a style of ``own`` what it needs to look the same on ``base`` of ``others``."""
    key, kind = element.get(w("styleId"), ""), element.get(w("type"), "paragraph")
    mine = inherited(own, key, kind)
    theirs = inherited(others, base, kind)
    for part, said in mine.items():
        every = (_needed(said.get(tag), theirs[part].get(tag)) for tag in said | theirs[part])
        remove(element.findall(w(part)))
        if needed := [one for one in every if one is not None]:
            place(element, properties := etree.Element(w(part)))
            for one in needed:
                place(properties, one)


def inherited(styles: Styles, key: str | None, kind: str) -> dict[str, _Said]:
    """What a style comes to: the properties of each of its parts, by their names."""
    return {part: _whole(styles, key, part, kind) for part in _PARTS.get(kind, ())}


def _whole(styles: Styles, key: str | None, part: str, kind: str) -> _Said:
    said = [*styles.chain(key, part)][::-1]
    if kind == "paragraph" and part in styles.defaults:  # those of its document
        said.insert(0, styles.defaults[part])
    out: _Said = {}
    for child in chain.from_iterable(said):
        tag = str(child.tag)
        if tag.endswith("Change") or tag in NAMING:  # a style names no other so
            continue
        copy = deepcopy(child)
        if tag in _PIECEMEAL and tag in out:
            _lay(out[tag], copy)
        else:
            out[tag] = copy
    return out


def _lay(under: Element, over: Element) -> None:
    """Lay the attributes and the children of an element over those of another."""
    for name, value in over.attrib.items():
        if rival := _RIVALS.get(local(name)):
            under.attrib.pop(w(rival), "")
        under.set(name, value)
    for child in over:
        remove(under.findall(str(child.tag)))
        under.append(child)


def _needed(mine: Element | None, theirs: Element | None) -> Element | None:
    """What is to be written so that ``mine`` is read where ``theirs`` is inherited."""
    if theirs is None or (mine is not None and mine.tag not in _PIECEMEAL):
        return None if _same(mine, theirs) else mine
    if mine is None and theirs.tag in _KEPT:
        return None
    over = _taken_back(theirs)
    if mine is not None:
        _lay(over, mine)
    return None if _same(over, theirs) else over


def _taken_back(theirs: Element) -> Element:
    name = local(theirs.tag)
    out = etree.Element(theirs.tag)
    if theirs.tag in _PIECEMEAL:
        for attribute in theirs.attrib if theirs.tag not in _KEPT else ():
            out.set(attribute, _ATTRIBUTES.get(local(attribute), "0"))
        for child in theirs:
            piece = local(child.tag)
            add(out, piece, **_PIECES.get(name, _PIECES.get(piece, {"val": "0"})))
    else:
        for attribute, value in _TAKEN_BACK.get(name, {"val": "0"}).items():
            out.set(w(attribute), value)
    return out


def _same(one: Element | None, other: Element | None) -> bool:
    return one is other if one is None or other is None else _said(one) == _said(other)


def _said(element: Element) -> tuple[object, ...]:
    """All that an element says, in whatever order it says it."""
    return element.tag, sorted(element.attrib.items()), sorted(map(_said, element), key=str)
