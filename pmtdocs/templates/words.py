"""The words of a modèle's parts, read from their Word files without rendering them.

Rules that only words can break (a clause that is missing, an article that does not exist) look at
these paragraphs. Template tags are kept apart: a field is an ellipsis in the words, and its name
stands in ``fields``. A place is a paragraph: « convention, article 7, paragraphe 2 » for people,
``templates/modele/convention.docx:60`` for machines, where 60 counts the paragraphs of the file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby
from operator import attrgetter
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from pmtdocs.dossier.model.library import Library
from pmtdocs.finding import Finding, Location, Path, Span
from pmtdocs.language.french import plain
from pmtdocs.system import cache, safezip
from pmtdocs.system.files import UnreadableError
from pmtdocs.system.limits import LimitError
from pmtdocs.templates.kinds import TOO_BIG_PART, UNREADABLE_PART
from pmtdocs.word.paragraph import ROOT, Paragraph

if TYPE_CHECKING:
    from pmtdocs.dossier.load import Loaded
    from pmtdocs.word.reading import Read


@dataclass(frozen=True)
class Wording:
    """The paragraphs of one part. ``file`` is its name as messages show it."""

    part: str
    file: str
    paragraphs: tuple[Paragraph, ...]
    margins: tuple[Paragraph, ...] = ()
    """Those of headers, footers and notes that print something, counted after the others."""
    apart: tuple[Wording, ...] = ()
    """What clauses completed it from: itself without them, then each: they are filled in apart."""

    @cached_property
    def articles(self) -> tuple[Paragraph, ...]:
        """The headings of its articles, in order."""
        return tuple(p for p in self.paragraphs if p.is_heading)

    @cached_property
    def printed(self) -> tuple[Paragraph, ...]:
        """The paragraphs that print something."""
        return tuple(p for p in self.paragraphs if p.rank or p.is_heading)

    @cached_property
    def plain(self) -> str:
        """All its words, one paragraph a line, as texts are compared."""
        return "\n".join(p.plain for p in self.printed)

    @cached_property
    def fields(self) -> frozenset[str]:
        """Every field that it prints or loops over, headers and footers included."""
        return frozenset().union(*(p.fields for p in (*self.paragraphs, *self.margins)))

    def stories(self) -> Iterator[Iterable[Paragraph]]:
        """What is filled in by itself: a body, a header, a footer or a note; of its clauses too."""
        for one in self.apart or (self,):
            yield one.paragraphs
            yield from (tuple(own) for _, own in groupby(one.margins, attrgetter("margin")))

    @cached_property
    def by_path(self) -> dict[Path, Paragraph]:
        """The first paragraph of each path."""
        return {p.path: p for p in reversed((*self.printed, *self.margins))}

    @cached_property
    def lines(self) -> dict[tuple[str, int], str]:
        """The words of each paragraph, by the file that it is written in and its number there."""
        every = reversed((*self.paragraphs, *self.margins))
        return {(p.file or self.file, p.number): p.words for p in every}

    @cached_property
    def written_in(self) -> frozenset[str]:
        """The files that its paragraphs are written in: its own, those of its clauses."""
        return frozenset((self.file, *(file for file, _ in self.lines)))

    def saying(self, pattern: re.Pattern[str]) -> Iterator[Paragraph]:
        """The paragraphs whose plain words match."""
        return (p for p in self.printed if pattern.search(p.plain))

    def heading(self, article: int) -> Paragraph:
        """The heading of an article that exists."""
        return self.articles[article - 1]

    def locate(self, paragraph: Paragraph, path: Path) -> Location:
        """The place of a paragraph; ``path`` may name something of it."""
        line = paragraph.number
        span = Span(paragraph.file or self.file, line, 1, line, len(paragraph.words) + 1)
        return Location(path, span, paragraph.label)


@dataclass(frozen=True)
class Wordings:
    """The words of the parts that a dossier prints."""

    parts: dict[str, Wording] = field(default_factory=dict)
    library: Library = field(default_factory=Library)
    """The clauses that the modèle offers."""

    def paragraphs(self) -> Iterator[Paragraph]:
        """Those of all parts that print something, margins included."""
        for wording in self.parts.values():
            yield from (*wording.printed, *wording.margins)

    @cached_property
    def convention(self) -> Wording | None:
        """The contract: the first part with articles whose title or name says « convention »."""
        for wording in self.parts.values():
            opening = " ".join(p.plain for p in wording.printed[:3])
            if wording.articles and "convention" in f"{plain(wording.part)} {opening}":
                return wording
        return None

    def locate(self, path: Path) -> Location | None:
        """The paragraph that a path names, else the nearest above it; None outside the texts."""
        if len(path) < 2 or path[0] != ROOT or path[1] not in self.parts:
            return None
        wording = self.parts[str(path[1])]
        for end in range(len(path), 2, -1):
            if found := wording.by_path.get(path[:end]):
                return wording.locate(found, path)
        number = wording.printed[0].number if wording.printed else 1
        return Location(path, Span(wording.file, number, 1, number, 1), wording.part)

    def line(self, file: str, number: int) -> str | None:
        """The words of a paragraph, for excerpts; None when ``file`` is not one of ours."""
        for wording in self.parts.values():
            if file in wording.written_in:
                return wording.lines.get((file, number), "")
        return None


def documents_printing(path: Path, loaded: Loaded, words: Wordings) -> list[str]:
    """The documents that print a fact: its own field, else what is computed of its group."""
    steps = [step for step in path if isinstance(step, str)]
    raw = loaded.trees.get(steps[0])
    said = {f"{steps[0]}.{key}" for key in raw} if isinstance(raw, dict) else set()
    name, group = ".".join(steps), ".".join(steps[:2])

    def computed(field: str) -> bool:
        first = ".".join(field.split(".")[:2])
        return field.startswith(f"{group}.") or (
            field.startswith(f"{steps[0]}.") and first not in said
        )

    own = _parts(words, lambda field: field == name or field.startswith(f"{name}."))
    printing = own or _parts(words, computed)
    documents = loaded.dossier.dossier.documents
    return [document for document, parts in documents.items() if printing & set(parts)]


def _parts(words: Wordings, prints: Callable[[str], bool]) -> set[str]:
    """The parts of which a field is one of these."""
    return {
        part
        for part, wording in words.parts.items()
        if any(prints(field.replace("[]", "")) for field in wording.fields)
    }


def read_wordings(folder: FilePath, names: Iterable[str], shown: str) -> Wordings:
    """The parts ``names`` of a modèle; ``shown`` is how messages name its folder.

    A file that is absent or cannot be read is left out: ``modeles`` and rendering say why.
    """
    found = ((name, read_wording(folder / f"{name}.docx", name, shown)) for name in names)
    return Wordings({name: wording for name, wording in found if wording is not None})


#: What was read in this process, by the name under which it is kept.
_KNOWN: dict[str, Read | None] = {}
#: The folder of the user's cache.
_KEPT = "textes"


def read_wording(file: FilePath, part: str, shown: str) -> Wording | None:
    """One part, read once for the same bytes; None if it cannot be."""
    try:
        data = safezip.load(file)
    except (OSError, LimitError):
        return None
    name = f"{_KEPT}/{cache.key(part, data)}"
    if name not in _KNOWN:
        _KNOWN[name] = _kept(name) or _read(data, file.name, part, name)
    found = _KNOWN[name]
    return found and Wording(part, f"{shown}/{file.name}", *found)


def _kept(name: str) -> Read | None:
    if (rows := cache.recall(name)) is None:
        return None
    body, margins = (tuple(Paragraph(*row) for row in each) for each in rows)
    return body, margins


def _read(data: bytes, file: str, part: str, name: str) -> Read | None:
    from pmtdocs.word import package
    from pmtdocs.word.reading import read

    try:
        found = read(package.unpack(data, file), file, part)
    except (package.TemplateError, LimitError):
        return None
    cache.remember(name, [[p.row for p in paragraphs] for paragraphs in found])
    return found


def unreadable(file: FilePath, place: Location) -> Finding:
    """Why ``read_wording`` reads nothing."""
    from pmtdocs.word import package
    from pmtdocs.word.reading import read

    kind, message = UNREADABLE_PART, f"{file.name} n'est pas un fichier Word lisible."
    help = "Ouvrez-le dans Word et enregistrez-le de nouveau au format .docx."
    try:
        read(package.unpack(safezip.load(file), file.name), file.name, file.stem)
    except package.TemplateError as error:
        message, help = error.message, error.help or help
    except UnreadableError as error:
        message, help = error.message, error.help
    except LimitError as error:
        piece = error.message.removeprefix(f"{file.name} : ")
        kind, message, help = TOO_BIG_PART, f"{file.name} : {piece}", error.help
    return Finding(kind, message, place, help=help, about=file.name)
