"""What is larger or deeper than any template: said at its place, before anything else is read.

What Jinja, Python and Word's readers do with a tag grows with its length, and the stack with what
is held in one another: a template within these bounds can be read, compiled and laid out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from pmtdocs.language.columns import UNBROKEN, quoted
from pmtdocs.system import limits
from pmtdocs.system.limits import Limit
from pmtdocs.templates.fault import Faults, at, whole
from pmtdocs.templates.reading import Tag, Template
from pmtdocs.word import measures
from pmtdocs.word.package import Element, parse, w
from pmtdocs.word.tags import MARK, TAG, pieces

CODE = "MDL191"
#: What stands beside the text and holds measures too.
_BESIDE = ("styles", "numbering", "settings")
_UNBROKEN = re.compile(f"{UNBROKEN}+")
_MEASURE = "Donnez-lui une autre valeur dans Word, et enregistrez."
#: What people see of something huge.
_SHOWN = 40


class Excess(NamedTuple):
    """What exceeds a limit, and where it stands in the text."""

    message: str
    help: str
    start: int
    end: int


def bounds(template: Template) -> Faults:
    """What exceeds a bound: of the measures of Word and its tables, then of each paragraph."""
    for wrong in filter(None, map(_beside, map(template.sheet, _BESIDE))):
        yield whole(template, CODE, wrong, _MEASURE)
    for story, root in template.trees.items():
        yield from _of_piece(template, root)
        reader = Reader()
        for paragraph in template.paragraphs:
            if paragraph.story != story:
                continue
            if found := reader.read(paragraph.text):
                yield at(paragraph, CODE, *found)
            # Those of an alternative text, which are filled in too.
            for tag in (tag for tag in paragraph.tags if tag.start < 0):
                if found := reader.read(tag.typed):
                    yield at(paragraph, CODE, found.message, found.help)


@lru_cache(maxsize=32)
def _beside(data: bytes | None) -> str:
    """The measure that Word could not give, in what many files hold alike; empty for none."""
    found = None if data is None else next(measures.impossible(parse(data)), None)
    return _measure(*found) if found else ""


def _measure(element: Element, said: str) -> str:
    return f"Word n'a pas de telle mesure{measures.holder(element)} : {said}."


def _of_piece(template: Template, root: Element) -> Faults:
    if wrong := next(measures.impossible(root), None):
        yield whole(template, CODE, _measure(*wrong), _MEASURE, template.near(wrong[0]))
    limit, (depth, table) = limits.TABLE_NESTING, _deepest(root)
    if table is not None and depth > limit.most:
        said = limit.surpassed(depth)
        message = f"{said[0].upper()}{said[1:]}."
        yield whole(template, CODE, message, limit.help, template.near(table))


def _deepest(root: Element) -> tuple[int, Element | None]:
    """The table that stands in the most others, and in how many, itself included."""
    tables = ((1 + sum(1 for _ in t.iterancestors(w("tbl"))), t) for t in root.iter(w("tbl")))
    return max(tables, key=lambda found: found[0], default=(0, None))


class Reader:
    """Reads texts in their order; what is open in one is still open in the next."""

    def __init__(self) -> None:
        self._marks = self._depth = 0

    def read(self, text: str) -> Excess | None:
        """The first excess of a text, of its tags before its words."""
        return self.tags(text) or unbroken(TAG.sub(" ", text))

    def tags(self, text: str) -> Excess | None:
        """The first excess among the tags of a text."""
        before, self._marks = self._marks, self._marks + len(MARK.findall(text))
        if self._marks > 2 * limits.TAGS.most:
            told = before > 2 * limits.TAGS.most
            return None if told else _excess(limits.TAGS, self._marks // 2, text, 0, len(text))
        found = [self._tag(Tag(match[0], match.start())) for match in TAG.finditer(text)]
        return next((one for one in found if one), None)

    def _tag(self, tag: Tag) -> Excess | None:
        for limit, size in self._sizes(tag):
            if size > limit.most:
                return _excess(limit, size, tag.typed, tag.start, tag.end)
        return None

    def _sizes(self, tag: Tag) -> Iterator[tuple[Limit, int]]:
        opens = tag.keyword in ("if", "for")
        self._depth += opens - (tag.keyword in ("endif", "endfor"))
        if tag.is_note:
            yield limits.NOTE_LENGTH, len(tag.typed)
            return
        yield limits.TAG_LENGTH, len(tag.typed)
        yield limits.TAG_WORDS, len(pieces(tag.inside))
        if opens and self._depth == limits.TAG_NESTING.most + 1:  # once for all that is inside
            yield limits.TAG_NESTING, self._depth


def unbroken(text: str) -> Excess | None:
    """The first word that no line can hold."""
    limit = limits.WORD_LENGTH
    long = (found for found in _UNBROKEN.finditer(text) if len(found[0]) > limit.most)
    return next((_excess(limit, len(found[0]), found[0], *found.span()) for found in long), None)


def _excess(limit: Limit, size: int, text: str, start: int, end: int) -> Excess:
    said = f"« {quoted(text[: 2 * _SHOWN], _SHOWN)} » : {limit.surpassed(size)}."
    return Excess(said, limit.help, start, end)
