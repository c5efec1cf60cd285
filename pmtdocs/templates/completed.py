"""The clauses that a dossier chooses, read with the parts that they complete.

A clause goes where a bookmark of the part says: at the end of the article whose heading carries it,
or after the paragraph that does. One that opens with a heading makes an article of its own. Rules
then read the act as it will be printed; the place of each word is still the file it is written in.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.library import FOLDER, TABLE, Library, LibraryClause, read_library
from pmtdocs.system.files import shown
from pmtdocs.templates.words import Wording, Wordings, read_wording, read_wordings
from pmtdocs.word.paragraph import Paragraph


class Chosen(NamedTuple):
    """A clause that a dossier chooses and that a part takes."""

    name: str
    clause: LibraryClause
    file: Path
    bookmark: str
    """Where it goes in the part; empty when the part has no such bookmark."""


def wordings(folder: Path, dossier: Dossier) -> Wordings:
    """The words of the parts that a dossier prints, its clauses in their place.

    ``folder`` is the modèle.
    """
    read = read_wordings(folder, dossier.dossier.parts, shown(folder))
    library = read_library(folder, shown(folder))
    completed = (
        _completed(wording, chosen(library, folder, dossier, wording))
        for wording in read.parts.values()
    )
    return Wordings({wording.part: wording for wording in completed}, library)


def files(folder: Path, dossier: Dossier, words: Wordings) -> Iterator[Path]:
    """The files behind these words: the parts, the table of clauses and those that are chosen."""
    yield from (folder / f"{part}.docx" for part in words.parts)
    if os.path.lexists(folder / TABLE):
        yield folder / TABLE
    named = (file_of(folder, n) for n in dossier.dossier.clauses if n in words.library.clauses)
    yield from (file for file in named if os.path.lexists(file))


def chosen(
    library: Library, folder: Path, dossier: Dossier, wording: Wording
) -> tuple[Chosen, ...]:
    """The clauses of a dossier that a part takes, in the order of the table."""
    wanted = dossier.dossier.clauses
    found = {n: c for n, c in library.clauses.items() if n in wanted and c.fits(wording.part)}
    return tuple(
        Chosen(name, clause, file_of(folder, name), place_in(wording, clause))
        for name, clause in found.items()
    )


def file_of(folder: Path, name: str) -> Path:
    """The Word file of a clause."""
    return folder / FOLDER / f"{name}.docx"


def place_in(wording: Wording, clause: LibraryClause) -> str:
    """The first bookmark of the clause that the part holds; nothing if it has none of them."""
    known = {mark for paragraph in wording.paragraphs for mark in paragraph.bookmarks}
    return next((mark for mark in clause.place if mark in known), "")


def by_place(found: Iterable[tuple[Chosen, bool]]) -> dict[str, list[Chosen]]:
    """The clauses of each bookmark, those that open an article after the others."""
    groups: dict[str, list[Chosen]] = {}
    for one, _ in sorted(found, key=lambda each: each[1]):
        groups.setdefault(one.bookmark, []).append(one)
    return groups


def span(at: int, ends: Sequence[bool], heading: bool, replaces: bool) -> tuple[int, int]:
    """Where a clause goes among things of which some end the article before them.

    ``at`` is what carries the bookmark, the ``heading`` of an article or not. What stands between
    the two ranks gives way.
    """
    if not heading:
        return (at if replaces else at + 1), at + 1
    end = next((i for i in range(at + 1, len(ends)) if ends[i]), len(ends))
    return (at + 1 if replaces else end), end


# --- the words -------------------------------------------------------------------------------


def _completed(wording: Wording, clauses: tuple[Chosen, ...]) -> Wording:
    placed = ((one.name, _read(one, wording)) for one in clauses if one.bookmark)
    read = {name: own for name, own in placed if own}
    found = [(c, bool(read[c.name].articles)) for c in clauses if c.name in read]
    paragraphs = list(wording.paragraphs)
    for bookmark, group in by_place(found).items():
        at = next(i for i, p in enumerate(paragraphs) if bookmark in p.bookmarks)
        ends = [p.is_heading or p.closes for p in paragraphs]
        replaces = any(one.clause.remplace for one in group)
        start, end = span(at, ends, paragraphs[at].is_heading, replaces)
        kept = [mark for p in paragraphs[start:end] for mark in p.bookmarks]
        first, *others = [p for one in group for p in read[one.name].paragraphs]
        first = replace(first, bookmarks=(*kept, *first.bookmarks))
        paragraphs[start:end] = [first, *others]
    if not found:
        return wording
    notes = (p for own in read.values() for p in own.margins if p.margin.startswith("note"))
    margins = (*wording.margins, *notes)
    counted, apart = tuple(_counted(paragraphs)), (wording, *read.values())
    return replace(wording, paragraphs=counted, margins=margins, apart=apart)


def _read(one: Chosen, wording: Wording) -> Wording | None:
    """A clause that says something, its paragraphs as they stand in the part."""
    found = read_wording(one.file, one.name, shown(one.file.parent))
    if found is None or not found.paragraphs:
        return None

    def mine(paragraphs: tuple[Paragraph, ...]) -> tuple[Paragraph, ...]:
        own = partial(replace, part=wording.part, clause=one.name, file=found.file)
        return tuple(map(own, paragraphs))

    return replace(found, paragraphs=mine(found.paragraphs), margins=mine(found.margins))


def _counted(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Articles counted again: a clause may have brought one."""
    article = 0
    for paragraph in paragraphs:
        article += paragraph.is_heading
        yield replace(paragraph, article=article)
