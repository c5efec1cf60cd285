"""The clauses of a part, filled in with it and put in their place when it is joined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.library import read_library
from pmtdocs.dossier.views.tree import Node
from pmtdocs.render.fill.compiled import NUMBERED, load_part
from pmtdocs.render.fill.template import Rendered, render_part
from pmtdocs.system.files import shown
from pmtdocs.templates.completed import Chosen, by_place, chosen, span
from pmtdocs.templates.words import read_wording
from pmtdocs.word.package import Element, TemplateError, after_properties, val, w
from pmtdocs.word.paragraph import ARTICLE, CLOSING
from pmtdocs.word.styles import Styles, style_of


def fill(
    dossier: Dossier, folder: Path, part: str, values: Node, draft: bool, trace: bool = False
) -> Rendered:
    """A part filled in, with the clauses that the dossier chooses for it and it has a place for.

    ``folder`` is the modèle. Raises TemplateError naming the file, the paragraph and the field.
    """

    def filled(file: Path) -> Rendered:
        rendered = render_part(load_part(file, draft, trace), values)
        name = file.relative_to(folder).with_suffix("").as_posix()
        for root in (rendered.body, *rendered.margins.values()) if trace else ():
            for paragraph in root.iter(w("p")):  # a joined document forgets parts and files
                paragraph.set(NUMBERED, f"{part} {name} {paragraph.get(NUMBERED, '')}")
        return rendered

    rendered = filled(folder / f"{part}.docx")
    if not dossier.dossier.clauses:
        return rendered
    wording = read_wording(folder / f"{part}.docx", part, shown(folder))
    if wording is None:
        return rendered
    found = chosen(read_library(folder, shown(folder)), folder, dossier, wording)
    return replace(rendered, clauses=tuple((c, filled(c.file)) for c in found if c.bookmark))


def insert(body: Element, clauses: Iterable[tuple[Chosen, Element]], styles: Styles) -> None:
    """Put the bodies of clauses in that of their part; all have the styles of the document."""
    bodies = {one.name: (one, own) for one, own in clauses}
    found = [(one, any(_opens(e, styles) for e in own)) for one, own in bodies.values()]
    for bookmark, group in by_place(found).items():
        blocks = list(body)
        at = next((i for i, block in enumerate(blocks) if _carries(block, bookmark)), None)
        if at is None:
            raise TemplateError(
                f"La clause « {group[0].name} » n'a plus de place : le paragraphe du signet "
                f"« {bookmark} » n'est pas imprimé.",
                "Posez ce signet hors d'un {%p if … %} et d'un {%p for … %}.",
            )
        ends = [
            _opens(b, styles) or styles.is_a(style_of(b), CLOSING) or b.tag == w("sectPr")
            for b in blocks
        ]
        replaces = any(one.clause.remplace for one in group)
        start, end = span(at, ends, _opens(blocks[at], styles), replaces)
        own = (element for one in group for element in bodies[one.name][1])
        inserted = [element for element in own if element.tag != w("sectPr")]
        for block in blocks[start:end]:
            _keep_bookmarks(block, inserted)
            body.remove(block)
        body[start:start] = inserted


def _keep_bookmarks(block: Element, inserted: list[Element]) -> None:
    """What takes the place of a paragraph is also what references to it now aim at."""
    first = next(p for element in inserted for p in element.iter(w("p")))
    at = after_properties(first)
    first[at:at] = [*block.iter(w("bookmarkStart"), w("bookmarkEnd"))]


def _carries(block: Element, bookmark: str) -> bool:
    return any(val(mark, "name") == bookmark for mark in block.iter(w("bookmarkStart")))


def _opens(block: Element, styles: Styles) -> bool:
    return styles.is_a(style_of(block), ARTICLE) and any(t.text for t in block.iter(w("t")))
