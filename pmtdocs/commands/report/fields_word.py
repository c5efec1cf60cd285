"""The fields of templates as a Word file in the styles of the modèle, to keep open beside it."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pmtdocs.commands.report.fields import Row, Section, Sheet, legend
from pmtdocs.language.french import plural
from pmtdocs.templates.contract.filters import FILTERS

_MARGIN = 15
#: Widths in millimetres; together, what a landscape page leaves.
_WIDTHS = (86, 27, 68, 50, 36)
_HEADS = ("Champ", "Sorte", "Description", "Exemple", "Filtres")
_PAIR = (100, 167)
_INDENT = 4
_DAY = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - the same bytes each time
_INK = "1F3A5F"


def word(sheet: Sheet, charter: Path) -> bytes:
    """The file, on the charte's styles. Raises ValueError or KeyError for a charte that is none."""
    import docx

    document = docx.Document(str(charter))
    _empty(document)
    _landscape(document)
    _properties(document, sheet)
    page = _Page(document)
    page.write("Titre d'annexe", sheet.title)
    page.write("Normal", f"{plural(sheet.total, 'champ')}. Copiez un champ tel qu'il est écrit.")
    page.write("Rubrique", "Ce qui s'écrit dans un modèle")
    page.table(("Balise", "Effet"), _PAIR, legend())
    for section in sheet.sections:
        _section(page, section)
    page.write("Rubrique", "Les filtres")
    rows = [(f.name, f.doc, f.example) for f in FILTERS.values()]
    page.table(("Filtre", "Effet", "Exemple"), (67, 100, 100), rows)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _section(page: _Page, section: Section) -> None:
    page.write("Rubrique", f"{section.name} : {section.doc}" if section.name else section.doc)
    if section.places:
        page.write("Mention", f"« … » est l'un de : {', '.join(section.places)}.")
    rows = [_cells(row) for row in section.rows]
    page.table(_HEADS, _WIDTHS, rows, [row.depth for row in section.rows])


def _cells(row: Row) -> tuple[str, ...]:
    return (row.tag or row.name, row.sort, row.doc, row.example, ", ".join(row.filters))


class _Page:
    """Writes at the end of a document, in the styles that its charte has."""

    def __init__(self, document: Any) -> None:
        self.document = document
        self.styles = {style.name for style in document.styles}

    def write(self, style: str, text: str) -> None:
        """A paragraph."""
        paragraph = self.document.add_paragraph(text)
        if style in self.styles:
            paragraph.style = style

    def table(
        self,
        heads: Sequence[str],
        widths: Sequence[int],
        rows: Sequence[Sequence[str]],
        depths: Sequence[int] = (),
    ) -> None:
        """A table whose heading comes back on each page."""
        from docx.shared import Mm

        table = self.document.add_table(rows=1 + len(rows), cols=len(heads))
        table.autofit = False
        if "Tableau de l'acte" in self.styles:
            table.style = "Tableau de l'acte"
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        for rank, (line, texts) in enumerate(zip(table.rows, (heads, *rows), strict=True)):
            depth = depths[rank - 1] if rank and depths else 0
            for column, (cell, text) in enumerate(zip(line.cells, texts, strict=True)):
                cell.width = Mm(widths[column])
                self._fill(cell, text, is_head=not rank, depth=0 if column else depth)
            _keep(line, repeat=not rank)

    def _fill(self, cell: Any, text: str, *, is_head: bool, depth: int) -> None:
        from docx.shared import Mm

        paragraph = cell.paragraphs[0]
        style = "Tableau en-tête" if is_head else "Tableau texte"
        if style in self.styles:
            paragraph.style = style
        if is_head:
            _shade(cell)
        if depth:
            paragraph.paragraph_format.left_indent = Mm(_INDENT * depth)
        paragraph.add_run(text)


# --- what python-docx does not do --------------------------------------------------------------


def _empty(document: Any) -> None:
    """Keep the styles, the header and the footer of the charte, not its words."""
    body = document.element.body
    for element in list(body)[:-1]:
        body.remove(element)


def _landscape(document: Any) -> None:
    from docx.enum.section import WD_ORIENT
    from docx.shared import Mm

    section = document.sections[0]
    width, height = section.page_width, section.page_height
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = max(width, height), min(width, height)
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Mm(_MARGIN))


def _properties(document: Any, sheet: Sheet) -> None:
    """What readers of screens announce; no author, no date of this day."""
    properties = document.core_properties
    properties.title, properties.language = sheet.title, "fr-FR"
    properties.author = properties.last_modified_by = ""
    properties.created = properties.modified = _DAY


def _keep(row: Any, *, repeat: bool) -> None:
    """A row never splits over two pages; the heading comes back on each."""
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if repeat:
        properties.append(OxmlElement("w:tblHeader"))


def _shade(cell: Any) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shading = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _INK)):
        shading.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shading)
