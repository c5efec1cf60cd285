"""What is wrong in the words that documents print, each with its template and its data.

Where words come from is looked for, by rendering again with the marks kept, only when there is
something to say of them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from operator import attrgetter
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from pmtdocs.dossier import lines
from pmtdocs.finding import Finding, Location, Path
from pmtdocs.rules import engine
from pmtdocs.rules.printed import RULES
from pmtdocs.system import process
from pmtdocs.templates import wordings
from pmtdocs.word import printed as words

if TYPE_CHECKING:
    from pmtdocs.dossier.load import Loaded
    from pmtdocs.render.fill.provenance import Line
    from pmtdocs.templates.words import Wordings


def judge(
    loaded: Loaded,
    templates: FilePath,
    documents: dict[str, tuple[str, ...]],
    draft: bool,
    printed: words.Printed,
) -> tuple[Finding, ...]:
    """What the rules on printed words find in ``documents``, reserves applied.

    Raises TemplateError, LimitError.
    """
    whole = documents.keys() == lines.documents(loaded.dossier).keys()
    places = _Places(loaded, templates, documents, draft, printed)
    judging = (RULES, printed, places, loaded.locate, whole)
    return tuple(engine.run_printed(loaded.known, *judging))


@dataclass(frozen=True)
class _Places:
    """Where printed words come from: what said them first, then the rest, the document last."""

    loaded: Loaded
    templates: FilePath
    documents: dict[str, tuple[str, ...]]
    draft: bool
    printed: words.Printed

    def __call__(self, path: Path) -> tuple[Location, ...]:
        if path[:1] != (words.ROOT,):
            return (self.loaded.locate(path),)
        _, document, rank, start, end = path
        name = str(document)
        asked = self.loaded.locate(("dossier", "documents", name))
        line, at = self._line(name, int(rank), int(start), int(end))
        if line is None:
            return (asked,)
        said_by = [(s, words) for s, _, words in line.within(*at) if not s.numbering]
        held = [s for s, words in said_by if words.strip()] or [s for s, _ in said_by]
        paths = dict.fromkeys(s.path for s in held if s.path)
        data = [self.loaded.locate(path) for path in paths]
        typed = self._template(line)
        said = (*data, typed) if data and all(s.path for s in held) else (typed, *data)
        return (*said, asked)

    def _line(
        self, document: str, rank: int, start: int, end: int
    ) -> tuple[Line | None, tuple[int, int]]:
        """The traced line of a paragraph, and where the words stand in it."""
        said = self.printed[document]
        wanted = _key(said[rank])
        before = sum(_key(one) == wanted for one in said[:rank])
        same = [one for one in self._lines[document] if _squeezed(one.text) == wanted]
        excerpt = _plain(said[rank].words[start:end])
        same = same or [one for one in self._lines[document] if excerpt in _plain(one.text)]
        if not same:
            return None, (0, 0)
        line = same[min(before, len(same) - 1)]
        text = _plain(line.text)
        at = text.find(excerpt, start)
        at = text.find(excerpt) if at < 0 else at
        return line, (at, at + len(excerpt)) if at >= 0 else (0, len(text))

    @cached_property
    def _lines(self) -> dict[str, list[Line]]:
        from pmtdocs.render.fill import trace

        dossier = self.loaded.dossier
        modele = self.templates / dossier.dossier.modele
        asked = (dossier, modele, self.documents, self.draft)
        return process.run(trace.lines, *asked, what="Recherche des mots imprimés")

    @cached_property
    def _words(self) -> Wordings:
        return wordings(self.loaded, self.templates)

    def _template(self, line: Line) -> Location:
        """The paragraph of the template, by the path that a reserve can name."""
        wording, span = self._words.parts.get(line.part), line.template.span
        if wording is None or span is None:
            return line.template
        own = (
            one
            for one in (*wording.paragraphs, *wording.margins)
            if one.margin == line.margin and (one.file or wording.file) == span.file
        )
        rank = attrgetter("rank" if line.margin else "number")
        found = next((one for one in own if rank(one) == span.line), None)
        return wording.locate(found, found.path) if found else line.template


def _key(paragraph: words.Paragraph) -> str:
    return _squeezed(paragraph.number + paragraph.words)


def _squeezed(text: str) -> str:
    """What is compared: letters and figures."""
    return re.sub(r"\W+", "", text)


def _plain(text: str) -> str:
    return re.sub(r"[\s\u00a0\u202f]", " ", text).replace("‑", "-")
