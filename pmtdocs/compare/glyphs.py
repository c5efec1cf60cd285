"""The lines of a page of a PDF, sign by sign: pairs joined, letters spaced out brought together."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from pmtdocs.word import symbols

if TYPE_CHECKING:
    from pypdfium2 import PdfTextPage

#: What a sign is shown as that stands for no letter: a control, half of a pair.
UNREADABLE = "\ufffd"
_MEANINGLESS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
#: PDFium's signs for a hyphen at the end of a line.
_HYPHENS = "\ufffe\x02"
_QUARTER, _SLANTED = 1.5707963, 0.05
#: So many letters, each with a gap before it, are a word spaced out.
_SPACED = 3
#: The gap between two words is so many times that between letters spaced out, or more
#: (figures are held to less: a space among them parts thousands, or two numbers),
_WIDER, _SAME = 1.6, 1.25
#: and that between the columns of a table is more than this share of the size of the letters.
_COLUMN = 0.7
#: Where a line goes through a letter, as a share of its height; below, it underlines it.
_LOW, _HIGH = 0.27, 0.62
#: A call of a note is smaller than the words.
_SMALLER = 0.85


class Glyph(NamedTuple):
    """A sign of a page. One that is ``made`` is a space that PDFium sees and the PDF lacks."""

    sign: str
    at: int
    """Its rank on the page."""
    made: bool = False


class Rule(NamedTuple):
    """A thin line drawn across a page."""

    left: float
    right: float
    y: float


class Read(NamedTuple):
    """The lines of a page in the order of the file, and what is not of its text."""

    lines: list[tuple[str, float]]
    """Each with the height of its first sign."""
    watermark: str
    struck: str
    """What is struck out."""
    unseen: str
    """What nobody sees."""


def read(page: PdfTextPage, rules: Iterable[Rule] = (), unseen: Collection[int] = ()) -> Read:
    """The words of a page; those that one of its thin lines goes through are struck out."""
    through = _through(page, [*rules])
    upright, apart = list[Glyph](), (list[Glyph](), list[Glyph](), list[Glyph]())
    for glyph, leans in _glyphs(page):
        kinds = (leans, glyph.at in through, glyph.at in unseen)
        own = apart[kinds.index(True)] if any(kinds) else upright
        own.append(glyph)
        for other in apart if leans else (upright, *apart):
            if other is not own:
                other.append(glyph._replace(sign=" "))
    said = (" ".join("".join(glyph.sign for glyph in each).split()) for each in apart)
    return Read([*_lines(page, upright)], *said)


def _through(page: PdfTextPage, rules: list[Rule]) -> set[int]:
    """The letters that a thin line goes through, about half their height, by rank."""
    by_height: dict[int, list[Rule]] = {}
    for rule in rules:
        by_height.setdefault(int(rule.y), []).append(rule)
    out = set()
    for at in range(page.count_chars()) if rules else ():
        left, bottom, right, top = page.get_charbox(at, loose=True)
        low, high = bottom + (top - bottom) * _LOW, bottom + (top - bottom) * _HIGH
        near = (r for y in range(int(low), int(high) + 1) for r in by_height.get(y, ()))
        middle = (left + right) / 2
        if any(low <= r.y <= high and r.left - 1 <= middle <= r.right + 1 for r in near):
            out.add(at)
    return out


def _glyphs(page: PdfTextPage) -> Iterator[tuple[Glyph, bool]]:
    """The signs of a page, and whether each is slanted."""
    from pypdfium2 import raw

    high = before = ""
    for at in range(page.count_chars()):
        is_known = raw.FPDFText_HasUnicodeMapError(page, at) != 1
        sign = chr(raw.FPDFText_GetUnicode(page, at)) if is_known else UNREADABLE
        if "\ud800" <= sign < "\udc00" and not high:
            high = sign
            continue
        angle = raw.FPDFText_GetCharAngle(page, at)
        leans = angle > 0 and min(angle % _QUARTER, -angle % _QUARTER) > _SLANTED
        made = raw.FPDFText_IsGenerated(page, at) == 1
        if sign.isdigit() and before.isalnum() and angle < _SLANTED and _is_raised(page, at):
            yield Glyph(" ", at, True), leans
        before = sign
        for one in _meant(high + sign):
            yield Glyph(one, at, made), leans and one not in "\r\n"
        high = ""
    if high:
        yield Glyph(UNREADABLE, page.count_chars() - 1), False


def _is_raised(page: PdfTextPage, at: int) -> bool:
    """Is a figure smaller and higher than the letter before it, as the call of a note?"""
    before, here = (page.get_charbox(place, loose=True) for place in (at - 1, at))
    size, raised = before[3] - before[1], here[1] - before[1]
    return bool(here[3] - here[1] < size * _SMALLER and raised > size * 0.1)


def in_sight(words: str) -> str:
    """Words with what means nothing shown as such."""
    return _MEANINGLESS.sub(UNREADABLE, words)


def _meant(signs: str) -> str:
    """Two halves as one sign; bullets of Word's own fonts as such; what means nothing, in sight."""
    if signs in _HYPHENS:
        return "-"
    whole = signs.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return in_sight("".join(symbols.sign(None, ord(one)) or one for one in whole))


def _lines(page: PdfTextPage, glyphs: Iterable[Glyph]) -> Iterator[tuple[str, float]]:
    for is_end, group in groupby(glyphs, key=lambda glyph: glyph.sign in "\r\n"):
        line = list(group)
        first = next((glyph.at for glyph in line if not glyph.sign.isspace()), None)
        if not is_end and first is not None:
            words = "".join(glyph.sign for glyph in _closed_up(page, line)).strip()
            yield words, page.get_charbox(first)[1]


# --- letters spaced out ----------------------------------------------------------------------


def _closed_up(page: PdfTextPage, line: list[Glyph]) -> list[Glyph]:
    """The line without the spaces that PDFium saw between the letters of one word."""
    dropped = {at for run in _spaced_out(line) for at in _between_letters(page, line, run)}
    return [glyph for rank, glyph in enumerate(line) if rank not in dropped]


def _spaced_out(line: list[Glyph]) -> Iterator[list[int]]:
    """The ranks of the spaces between single letters, where there are several on end."""
    spaces = [rank for rank, glyph in enumerate(line) if glyph.sign.isspace()]
    run: list[int] = []
    for before, rank, after in zip([-1, *spaces], spaces, [*spaces[1:], len(line)], strict=False):
        if min(rank - before, after - rank) <= 2 and max(rank - before, after - rank) <= 3:
            run.append(rank)
        else:
            yield run
            run = []
    yield run


def _between_letters(page: PdfTextPage, line: list[Glyph], run: list[int]) -> Iterator[int]:
    """Those spaces of a run that the PDF lacks and that are as wide as the gap of two letters."""
    made = [rank for rank in run if line[rank].made and 0 < rank < len(line) - 1]
    if len(made) < _SPACED or not any(line[rank - 1].sign.isalpha() for rank in made):
        return
    gaps = {rank: _gap(page, line[rank - 1].at, line[rank + 1].at) for rank in made}
    usual = sorted(gaps.values())[len(gaps) // 3]
    for rank, gap in gaps.items():
        figures = line[rank - 1].sign.isdigit() and line[rank + 1].sign.isdigit()
        if gap <= min(usual * (_SAME if figures else _WIDER), _COLUMN):
            yield rank


def _gap(page: PdfTextPage, one: int, other: int) -> float:
    """What is left free between two signs, as a share of their height."""
    left, right = page.get_charbox(one, loose=True), page.get_charbox(other, loose=True)
    return float((right[0] - left[2]) / max(left[3] - left[1], 1.0))
