"""The one pass over rendered runs: strip the marks, make emphasis and line breaks of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import groupby
from typing import NamedTuple

from lxml import etree

from pmtdocs.render.fill.environment import END, ORIGIN, PLAIN, RICH, SPECIAL
from pmtdocs.word.order import made
from pmtdocs.word.package import XML, Element, add, add_words, remove, w

_SPACE = f"{{{XML}}}space"
_MARKED = re.compile(f"([{PLAIN}{RICH}])([^{END}]*){END}")
_ORIGIN = re.compile(f"(?<=[{PLAIN}{RICH}])[^{ORIGIN}{END}]*{ORIGIN}")
_PLAINLY_MARKED = re.compile(rf"[{PLAIN}{RICH}]([^{END}*^\\\n]*){END}")
#: « 1er », « 1re », wherever they come from: words of a template, prose, a date.
ORDINALS = ("1er", "1re")
_ORDINAL = re.compile(r"(?<![\w.,/-])(1)(ers?|res?)(?!\w)")
_EMPHASIS = re.compile(r"\\([*^\\])|(\*\*)|(\*)|(\^)([^^\s]{1,6})\^|(\n)")


class Piece(NamedTuple):
    """A stretch of text with one formatting; ``\\n`` alone is a line break."""

    text: str
    bold: bool = False
    italic: bool = False
    raised: bool = False


def emphasis(text: str) -> Iterator[Piece]:
    """``**gras**``, ``*italique*``, ``1^er^``; a backslash before * ^ or \\ takes it literally."""
    words, bold, italic, at = "", False, False, 0
    for match in _EMPHASIS.finditer(text):
        literal, strong, star, _, raised, newline = match.groups()
        words += text[at : match.start()] + (literal or "")
        at = match.end()
        if literal:
            continue
        if words:
            yield Piece(words, bold, italic)
        words, bold, italic = "", bold ^ bool(strong), italic ^ bool(star)
        if raised:
            yield Piece(raised, bold, italic, raised=True)
        elif newline:
            yield Piece(newline)
    if words + text[at:]:
        yield Piece(words + text[at:], bold, italic)


def unmarked(text: str) -> str:
    """XML without the marks of what has nothing to expand: most fields, in one go."""
    return "".join(_PLAINLY_MARKED.split(text))  # what is around each, and what each holds


def bare(text: str) -> str:
    """The words of a marked text, where nothing can be bold."""
    return "".join(piece.text for piece in _pieces(_ORIGIN.sub("", text)))


def is_to_expand(text: str) -> bool:
    """Is there a mark, or an ordinal to raise?"""
    return END in text or any(one in text for one in ORDINALS)


def expand(root: Element) -> None:
    """Replace every marked text below ``root`` by plain runs, in place, and raise ordinals."""
    for element in [t for t in root.iter(w("t")) if is_to_expand(t.text or "")]:
        text = element.text or ""
        if SPECIAL.search(text) is None and _ORDINAL.search(text) is None:
            element.text = text.replace(PLAIN, "").replace(RICH, "").replace(END, "")
            element.set(_SPACE, "preserve")
        elif (run := element.getparent()) is not None:
            _expand_run(run)


def marked(text: str) -> Iterator[tuple[str, str]]:
    """Words with the mark that they stand in; none for those of the template."""
    own, *rest = _MARKED.split(text)
    if own:
        yield "", own
    for mark, words, after in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        yield mark, words
        if after:
            yield "", after


def _pieces(text: str) -> Iterator[Piece]:
    return (raised for piece in _formatted(text) for raised in _raised(piece))


def _raised(piece: Piece) -> Iterator[Piece]:
    """« 1er » in two: its letters are raised."""
    words = _ORDINAL.split(piece.text)
    for one, letters, after in zip(words[1::3], words[2::3], words[3::3], strict=True):
        words[0] += one
        yield piece._replace(text=words[0])
        yield piece._replace(text=letters, raised=True)
        words[0] = after
    if words[0]:
        yield piece._replace(text=words[0])


def _formatted(text: str) -> Iterator[Piece]:
    for mark, words in marked(text):
        if mark == RICH:
            yield from emphasis(words)
        elif mark:
            lines = re.split("(\n)", words)
            yield from (Piece(line) for line in lines if line)
        else:
            yield Piece(words)


def _expand_run(run: Element) -> None:
    """A run for each formatting in its place, where what is not words stands too."""
    properties = run.find(w("rPr"))
    content = [
        piece
        for child in run
        if child is not properties
        for piece in (_pieces(child.text or "") if child.tag == w("t") else [child])
    ]
    for style, pieces in groupby(content, key=_style):
        made = etree.Element(w("r"))
        if properties is not None or any(style):
            made.append(etree.Element(w("rPr")) if properties is None else deepcopy(properties))
            _emphasize(made[0], *style)
        for piece in pieces:
            if not isinstance(piece, Piece):
                made.append(piece)
            elif piece.text == "\n":
                add(made, "br")
            else:
                add_words(made, piece.text)
        run.addprevious(made)
    remove([run])


def _style(piece: Piece | Element) -> tuple[bool, bool, bool]:
    if isinstance(piece, Piece):
        return piece.bold, piece.italic, piece.raised
    return False, False, False


def _emphasize(properties: Element, bold: bool, italic: bool, raised: bool) -> None:
    """Add to run properties what they do not say themselves."""
    for name, wanted in (("i", italic), ("b", bold)):
        if wanted:
            made(properties, name)
    if raised and properties.find(w("vertAlign")) is None:
        made(properties, "vertAlign").set(w("val"), "superscript")
