"""The documents of a dossier as lines of text that say where each stretch comes from.

The parts are rendered with their marks kept (see ``environment``) and joined as for print: article
numbers and cross-references are those of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path as FilePath

from pmtdocs.dossier import lines as of_lines
from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Location, Span
from pmtdocs.language.columns import shorten
from pmtdocs.render.fill.compiled import NUMBERED
from pmtdocs.render.fill.environment import FILTER, NUMBER, ORIGIN, RICH, STEP
from pmtdocs.render.fill.marks import emphasis, marked
from pmtdocs.render.fill.provenance import Line, Stretch
from pmtdocs.render.join.join import Document
from pmtdocs.render.join.notes import by_key
from pmtdocs.render.output.documents import build
from pmtdocs.system.files import shown
from pmtdocs.word.notes import Note, labels, note_key
from pmtdocs.word.package import Element, margin_of, val, w
from pmtdocs.word.paragraph import ARTICLE
from pmtdocs.word.styles import style_of
from pmtdocs.word.words import SIGNS

_STEP = re.compile(f"([{STEP}{NUMBER}{FILTER}])([^{STEP}{NUMBER}{FILTER}]*)")
_MAX_HEADING = 40


def lines(
    dossier: Dossier, folder: FilePath, documents: dict[str, tuple[str, ...]], draft: bool
) -> dict[str, list[Line]]:
    """Every line of every document, in order; headers, footers and notes last.

    Raises TemplateError as a render would.
    """
    built, every = build(dossier, folder, documents, draft, trace=True), of_lines.documents(dossier)
    found = {}
    for name, document in built.items():
        rank = every[name].rank if name in every else None
        about = dossier if rank is None else of_lines.line(dossier, rank)
        found[name] = [_written(line, about) for line in _Reader(document, folder).read()]
    return found


def _written(line: Line, about: Dossier) -> Line:
    """A line whose facts say where they are written, for those of a line of attributions."""
    if not about.ecrits:
        return line
    moved = (replace(s, path=about.written(s.path)) if s.path else s for s in line.stretches)
    return replace(line, stretches=tuple(moved))


@dataclass
class _Reader:
    """Reads a joined document from top to bottom, counting articles, paragraphs and tables."""

    document: Document
    folder: FilePath
    part: str = ""
    article: int = 0
    heading: str = ""
    rank: int = 0
    tables: dict[Element, int] = field(default_factory=dict)

    def read(self) -> Iterator[Line]:
        numbering = self.document.numbering()
        for paragraph in self.document.body.iter(w("p")):
            label = numbering.label(paragraph)
            number = [Stretch(f"{label.text} ", numbering=True)] if label and label.text else []
            stretches = (*number, *_stretches(paragraph))
            self._enter(paragraph)
            if any(s.text.strip() for s in stretches[len(number) :]):
                yield self._line(paragraph, stretches, self._place(paragraph, stretches))
        for root, place in self._apart():
            for paragraph in root.iter(w("p")):
                self._enter(paragraph)
                if stretches := tuple(_stretches(paragraph)):
                    yield self._line(paragraph, stretches, margin=place)

    def _apart(self) -> Iterator[tuple[Element, str]]:
        """Headers and footers, then notes, with what people call them."""
        yield from ((margin, margin_of(margin)) for margin in self.document.margins.values())
        notes = by_key(self.document.notes)
        for call, mark in labels(self.document.body).items():
            note = notes[note_key(call)]
            yield note, Note(*note_key(call), mark, note, "").place

    def _line(
        self, paragraph: Element, stretches: tuple[Stretch, ...], place: str = "", margin: str = ""
    ) -> Line:
        part, name, number = paragraph.get(NUMBERED, "  ").split(" ")
        file, line = shown(self.folder / f"{name}.docx"), int(number or 1)
        label = ", ".join(filter(None, (name, margin, f"paragraphe {line}")))
        template = Location(("textes", part), Span(file, line, 1, line, 1), label)
        return Line(
            part, f"{part.replace('-', ' ')}, {margin or place}", template, stretches, margin
        )

    def _enter(self, paragraph: Element) -> None:
        part = paragraph.get(NUMBERED, "").partition(" ")[0]
        if part and part != self.part:
            self.part, self.article, self.heading, self.rank = part, 0, "", 0
            self.tables.clear()

    def _place(self, paragraph: Element, stretches: tuple[Stretch, ...]) -> str:
        """« article 3, paragraphe 1 », « tableau 1, ligne 3 », « « Résumé », paragraphe 2 »."""
        row = next(paragraph.iterancestors(w("tr")), None)
        if row is not None:
            return self._cell(row, paragraph)
        style = style_of(paragraph)
        if self.document.styles.is_a(style, ARTICLE):
            self.article, self.heading, self.rank = self.article + 1, "", 0
            return f"article {self.article}"
        if (self.document.styles.outline(style) or 0) > 1:
            text = "".join(stretch.text for stretch in stretches).strip()
            self.heading, self.rank = shorten(text, _MAX_HEADING), 0
            return f"titre « {self.heading} »"
        self.rank += 1
        under = f"article {self.article}, " if self.article else ""
        under = f"« {self.heading} », " if self.heading else under
        return f"{under}paragraphe {self.rank}"

    def _cell(self, row: Element, paragraph: Element) -> str:
        table = next(row.iterancestors(w("tbl")))
        number = self.tables.setdefault(table, len(self.tables) + 1)
        line = 1 + sum(1 for _ in row.itersiblings(w("tr"), preceding=True))
        cell = next(paragraph.iterancestors(w("tc")))
        column = 1 + sum(1 for _ in cell.itersiblings(w("tc"), preceding=True))
        return f"tableau {number}, ligne {line}, colonne {column}"


# --- a paragraph -----------------------------------------------------------------------------


def _stretches(paragraph: Element) -> Iterator[Stretch]:
    """The text of a paragraph, cut where its origin changes."""
    in_field = False
    for node in paragraph.iter(w("t"), w("fldChar"), *SIGNS):
        if node.tag == w("fldChar"):
            in_field = val(node, "fldCharType") != "end"
        elif node.tag in SIGNS:
            yield Stretch(SIGNS[str(node.tag)])
        elif in_field or _is_reference(node):
            yield Stretch(node.text or "", numbering=True)
        else:
            yield from _printed(node.text or "")


def _is_reference(text: Element) -> bool:
    """The number of an article in a link, the result of a field: counted when it is rendered."""
    links = text.iterancestors(w("hyperlink"), w("fldSimple"))
    return any(link.tag == w("fldSimple") or val(link, "anchor") for link in links)


def _printed(text: str) -> Iterator[Stretch]:
    for mark, words in marked(text):
        if not mark:
            yield Stretch(words)
            continue
        origin, _, value = words.partition(ORIGIN)
        if mark == RICH:
            value = "".join(piece.text for piece in emphasis(value))
        steps = [(kind, step) for kind, step in _STEP.findall(origin) if kind != FILTER]
        filters = tuple(name for kind, name in _STEP.findall(origin) if kind == FILTER)
        path = tuple(int(step) if kind == NUMBER else step for kind, step in steps)
        yield Stretch(value.replace("\n", " "), path or None, filters, numbering=not path)
