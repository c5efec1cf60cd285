"""Tables of contents: the result of Word's TOC fields, written from the headings of the whole.

The field stays, so that Word can count its pages when asked (F9); what it shows is right without
asking. No page number is written: only who lays the pages out knows it, as the PDF does.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from itertools import count, groupby
from operator import itemgetter

from lxml import etree

from pmtdocs.render.join.bookmarks import surround
from pmtdocs.word import package
from pmtdocs.word.fields import Field, fields, is_contents, read, runs_of
from pmtdocs.word.numbering import Numbering
from pmtdocs.word.order import made, place
from pmtdocs.word.package import Element, add, add_words, remove, val, w
from pmtdocs.word.stock import same_name
from pmtdocs.word.styles import Styles, style_of

#: Word's own prefix for the targets of a table of contents; the walk knows its links by it.
TARGET = "_Toc"
_LAST_LEVEL = 6
_LEVELS = [str(level) for level in range(1, 10)]
_SPACES = {w(n): " " for n in ("tab", "br", "cr")} | {w("noBreakHyphen"): "\u2011"}

#: Words, and whether they are raised (« 1er »).
_Words = list[tuple[str, bool]]


@dataclass(frozen=True)
class _Entry:
    level: int
    anchor: str
    words: _Words


def fill(
    body: Element, styles: Styles, numbering: Callable[[], Numbering], bookmarks: list[str]
) -> None:
    """Write the entries of every table of contents: the headings of the document, with links.

    ``bookmarks`` are the names that the document has, an id each; new ones are added.
    """
    tables = [field for field in fields(body) if is_contents(field.code)]
    if not tables:
        return
    within = {p for table in tables for p in table.paragraphs()}
    labels = numbering().labels(body)
    anchors: dict[Element, str] = {}
    for table in tables:
        entries = []
        for paragraph, level in _headings(body, styles, _wanted(table.code.switches)):
            words = _words(paragraph, styles)
            blank = not "".join(text for text, _ in words).strip()
            if paragraph in within or blank or is_title(paragraph):
                continue
            if paragraph not in anchors:
                anchors[paragraph] = _bookmark(paragraph, bookmarks)
            label = labels.get(paragraph)
            if label and label.text:
                words = _merged([(f"{label.text} ", False), *words])
            entries.append(_Entry(level, anchors[paragraph], words))
        _write(table, entries, styles)


def is_title(heading: Element) -> bool:
    """Is it the title of a table of contents, which does not list itself?"""
    following = heading.getnext()
    instructions = () if following is None else following.iter(w("instrText"), w("fldSimple"))
    return any(is_contents(read(val(e, "instr") or e.text or "")) for e in instructions)


def _wanted(switches: Mapping[str, str]) -> tuple[range, dict[str, int]]:
    """The levels of headings that a table lists, and the level of each style that it names."""
    named = re.split(r"\s*[;,]\s*", switches.get("t", ""))
    styles = {
        same_name(name): int(level)
        for name, level in zip(named[::2], named[1::2], strict=False)
        if level in _LEVELS
    }
    if "t" in switches and not {"o", "u"} & set(switches):
        return range(0), styles
    edges = [int(n) for n in re.findall(r"[1-9]", switches.get("o", ""))] or [1, _LAST_LEVEL]
    return range(edges[0], edges[-1] + 1), styles


def _headings(
    body: Element, styles: Styles, wanted: tuple[range, dict[str, int]]
) -> Iterator[tuple[Element, int]]:
    levels, named = wanted
    for paragraph in [*body.iter(w("p"))]:
        own = named.get(same_name(styles.name_of(style_of(paragraph))))
        level = styles.heading(paragraph)
        if own is not None:
            yield paragraph, own
        elif level is not None and level in levels:
            yield paragraph, level


def _words(paragraph: Element, styles: Styles) -> _Words:
    """What a heading says, on one line."""
    out: _Words = []
    for run in (one for one in paragraph.iter(w("r")) if not styles.is_hidden(one)):
        raised = val(run.find(w("rPr/vertAlign"))) == "superscript"
        pieces = (e.text or "" if e.tag == w("t") else _SPACES.get(str(e.tag), "") for e in run)
        out.append(("".join(pieces), raised))
    return _merged(out)


def _merged(words: _Words) -> _Words:
    """Neighbours that look alike in one run: one link to hear and to click."""
    alike = groupby((piece for piece in words if piece[0]), key=itemgetter(1))
    return [("".join(text for text, _ in pieces), raised) for raised, pieces in alike]


def _bookmark(heading: Element, bookmarks: list[str]) -> str:
    """A bookmark around the words of a heading."""
    names = (f"{TARGET}{number:09d}" for number in count(1))
    name = next(name for name in names if name not in bookmarks)
    surround(heading, name, bookmarks)
    return name


# --- the result -----------------------------------------------------------------------------


def _write(field: Field, entries: list[_Entry], styles: Styles) -> None:
    """Put the entries, a paragraph each, in the place of what Word remembered."""
    old = field.paragraphs()
    own = old[0].find(w("pPr"))
    fresh = [_paragraph(entry, styles, own) for entry in entries] or [_blank(own)]
    at = package.after_properties(fresh[0])
    *before, end = runs_of(field.instruction)
    fresh[0][at:at] = before
    fresh[-1].append(end)
    if (section := old[-1].find(w("pPr/sectPr"))) is not None:
        # A part that ends with its table ends its section in the last paragraph of it.
        place(made(fresh[-1], "pPr"), section)
    for paragraph in fresh:
        old[0].addprevious(paragraph)
    remove(old)


def _paragraph(entry: _Entry, styles: Styles, own: Element | None) -> Element:
    """A link to the heading, in the style that the charte has for its level."""
    style = styles.id_of(f"toc {entry.level}") or styles.id_of(f"tm {entry.level}")
    paragraph = _blank(own if style is None else None)
    if style is not None:
        add(made(paragraph, "pPr"), "pStyle", val=style)
    link = add(paragraph, "hyperlink", anchor=entry.anchor)
    for words, raised in entry.words:
        run = add(link, "r")
        if raised:
            add(add(run, "rPr"), "vertAlign", val="superscript")
        add_words(run, words)
    return paragraph


def _blank(own: Element | None) -> Element:
    """A paragraph with the properties of the one that the table began in."""
    paragraph = etree.Element(w("p"))
    if own is not None:
        paragraph.append(deepcopy(own))
        remove(paragraph[0].findall(w("sectPr")))
    return paragraph
