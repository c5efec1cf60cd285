"""Sections of a document: how each begins, and the columns of its text (ISO 29500-1, 17.6)."""

from __future__ import annotations

from typing import NamedTuple

from pmtdocs.word.formatting import PageNumbers
from pmtdocs.word.package import NO, YES, Element, R, is_on, val, w, whole
from pmtdocs.word.properties import sheet

#: Word has no more columns.
_MOST = 45
#: Half an inch, where nothing is said.
_GAP = 720
#: Widths of columns in twentieths that nobody tells apart.
_ALIKE = 60
_CONTINUOUS = "continuous"
_PLACES = {w("headerReference"): "header", w("footerReference"): "footer"}


class Columns(NamedTuple):
    """So many columns of one width; a rule may part them."""

    number: int
    gap: float
    ruled: bool
    alike: bool
    """Does Word give them one width too?"""


def columns(section: Element) -> Columns:
    """The columns of a section; one for most."""
    said = section.find(w("cols"))
    own = () if said is None else said.findall(w("col"))
    ruled = said is not None and val(said, "sep") in YES
    gap = whole(val(said, "space"), _GAP)
    if len(own) < 2 or val(said, "equalWidth") not in NO:
        return Columns(max(1, whole(val(said, "num"), 1, _MOST)), gap / 20, ruled, alike=True)
    widths = [whole(val(one, "w")) for one in own]
    gap = whole(val(own[0], "space"), _GAP)
    return Columns(len(own), gap / 20, ruled, max(widths) - min(widths) <= _ALIKE)


#: What Word calls formats of page numbers, as this program does.
_FORMATS = {
    "decimal": "decimal", "lowerRoman": "lower-roman", "upperRoman": "upper-roman",
    "lowerLetter": "lower-alpha", "upperLetter": "upper-alpha",
}  # fmt: skip


def margins_of(section: Element, before: dict[tuple[str, str], str]) -> dict[tuple[str, str], str]:
    """The relations of the headers and footers of a section, by "header" and Word's name of pages.

    ``before`` are those of the sections before it, which it repeats where it names none.
    """
    for one in section.iterchildren(*_PLACES):
        before[_PLACES[str(one.tag)], val(one, "type") or "default"] = one.get(f"{{{R}}}id") or ""
    has_first = is_on(section.find(w("titlePg")))
    return {key: found for key, found in before.items() if has_first or key[1] != "first"}


def page_numbers(section: Element) -> PageNumbers | None:
    """The numbers of the pages of a section; None for a format that is not printed."""
    said = section.find(w("pgNumType"))
    start, format = val(said, "start"), _FORMATS.get(val(said, "fmt") or "decimal")
    if format is None or val(said, "chapStyle") is not None:
        return None
    return PageNumbers(whole(start) if start else None, format)  # type: ignore[arg-type]


def starts(section: Element) -> str:
    """« nextPage », « continuous », « evenPage », « oddPage », « nextColumn »."""
    return val(section.find(w("type"))) or "nextPage"


def runs_on(section: Element, last: Element) -> bool:
    """Does a section go on the page of the one before it?

    Its paper, its margins and its headers are then those of the page.
    """
    if starts(section) != _CONTINUOUS or sheet(last) != sheet(section):
        return False
    there, here = margins_of(last, {}), margins_of(section, {})
    return all(there.get(at) == key for at, key in here.items() if at[1] != "first")


def begins_a_page(section: Element) -> bool:
    """Is it continuous, and cannot go on the page of the one before it?"""
    every = [*section.getroottree().getroot().iter(w("sectPr"))]
    at = every.index(section)
    return starts(section) == _CONTINUOUS and at > 0 and not runs_on(section, every[at - 1])
