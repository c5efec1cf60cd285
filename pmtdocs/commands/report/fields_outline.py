"""The fields of templates as a page or a Word file, to search and to copy from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmtdocs.commands.report.fields import LEGEND, Row, Section, Sheet
from pmtdocs.dossier.views.filters import FILTERS
from pmtdocs.language.french import plural
from pmtdocs.render.outline.outline import (
    Block,
    Contents,
    Grid,
    Heading,
    Line,
    Mark,
    Outline,
    Passage,
    Words,
    codes,
)

_HEADS = ("Champ", "Sorte", "Description", "Exemple", "Filtres")
_WIDTHS = (32, 12, 28, 15, 13)


def outline(sheet: Sheet, parts: bool) -> Outline:
    """How a template is written, the fields subject by subject, the filters.

    ``parts``: say which ones use a field, which makes a printed list a third longer.
    """
    return Outline(sheet.title, tuple(_blocks(sheet, parts)), wide=True)


def _blocks(sheet: Sheet, parts: bool) -> Iterator[Block]:
    yield Heading(1, sheet.title)
    yield Passage(
        f"{plural(sheet.total, 'champ')}. Copiez un champ tel qu'il est écrit ; sur une page web, "
        "un clic le sélectionne en entier."
    )
    yield Contents("Groupes de champs")
    yield Heading(2, "Ce qui s'écrit dans un modèle")
    yield _table("Balises", ("Balise", "Effet"), (38, 62), LEGEND)
    for section in sheet.sections:
        yield from _section(section, parts)
    yield Heading(2, "Les filtres")
    filters = ((f.name, f.doc, f.example) for f in FILTERS.values())
    yield _table("Filtres", ("Filtre", "Effet", "Exemple"), (25, 40, 35), filters)


def _table(
    caption: str, head: tuple[str, ...], widths: tuple[int, ...], rows: Iterable[tuple[str, ...]]
) -> Grid:
    lines = tuple(Line((codes([code]), *cells)) for code, *cells in rows)
    return Grid(caption, head, (("", lines),), widths=widths)


def _section(section: Section, parts: bool) -> Iterator[Block]:
    name = section.name or "partout"
    yield Heading(2, name, f"g-{name}")
    yield Passage(section.doc)
    if section.places:
        yield Passage(((Mark.KEPT, "« … » est l'un de : "), *codes(section.places)))
    lines = tuple(_line(row, parts) for row in section.rows)
    yield Grid(f"Champs : {name}", _HEADS, (("", lines),), widths=_WIDTHS)


def _line(row: Row, parts: bool) -> Line:
    tag: Words = codes([row.tag]) if row.tag else row.name
    used = f"\nEmployé dans : {', '.join(row.parts)}." if parts and row.parts else ""
    cells = (tag, row.sort, row.doc + used, row.example, codes(row.filters))
    return Line(cells, "line" if row.prints else "group", depth=row.depth)
