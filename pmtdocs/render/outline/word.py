"""An outline as a Word file, in the styles of a modèle's charte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from pmtdocs.render.join.join import Document, load_charter
from pmtdocs.render.outline import outline as nodes
from pmtdocs.render.outline.outline import Mark, Words, runs
from pmtdocs.word import package
from pmtdocs.word.package import NS, Element, add, add_words, serialize, val, w, write
from pmtdocs.word.styles import Styles

_HEADINGS = {1: "Titre de l'acte", 2: "Section 1", 3: "Section 2", 4: "Intitulé"}
_TABLE = "Tableau de l'acte"
_BULLET = "Puce"
#: Styles of a cell: of words, of a figure; in the heading, a line, a total.
_CELLS = {
    "head": ("Tableau en-tête", "Tableau en-tête montant"),
    "line": ("Tableau texte", "Tableau montant"),
    "group": ("Tableau texte", "Tableau montant"),
    "total": ("Tableau total", "Tableau total montant"),
}
_FILLS = {"head": "1F3A5F", "total": "E9EFF6", "group": "F4F4F4"}
#: A first cell that stands back, in twentieths of a point.
_BACK = 227


def render(outline: nodes.Outline, charter: Path, date: str) -> bytes:
    """A .docx file of that date: the same outline gives the same bytes. Raises TemplateError."""
    return write(document(outline, charter, date).parts)


def document(outline: nodes.Outline, charter: Path, date: str) -> Document:
    """An outline as a document of that date. Raises TemplateError."""
    parts = dict(load_charter(charter))
    root = package.document(parts, charter.name)
    body = root.find(w("body"))
    section = None if body is None else body.find(w("sectPr"))
    page = _Page.of(section, outline.wide)
    styles = Styles.read(package.sheet(parts, "styles", charter.name))
    writer = _Writer(styles, page.width)
    made = etree.Element(w("body"), nsmap=NS)
    made.extend([part for block in outline.blocks for part in writer.block(block)])
    made.append(page.section)
    if body is not None:
        root.replace(body, made)
    parts[package.main(parts, charter.name)] = serialize(root)
    return Document(parts, made, styles, {}, {}).dated(outline.title, date)


class _Page(NamedTuple):
    """The charte's page, turned for a wide table, and how wide its text is."""

    section: Element
    width: int

    @staticmethod
    def of(section: Element | None, wide: bool) -> _Page:
        made = etree.Element(w("sectPr")) if section is None else section
        size, margins = made.find(w("pgSz")), made.find(w("pgMar"))
        across, down = int(val(size, "w") or 11906), int(val(size, "h") or 16838)
        if wide and size is not None and across < down:
            across, down = down, across
            size.attrib.update({w("w"): str(across), w("h"): str(down), w("orient"): "landscape"})
        sides = sum(int(val(margins, side) or 1134) for side in ("left", "right"))
        return _Page(made, across - sides)


class _Writer(NamedTuple):
    styles: Styles
    width: int

    def block(self, block: nodes.Block) -> Iterator[Element]:
        match block:
            case nodes.Heading():
                yield self.paragraph(_HEADINGS[block.level], block.words)
            case nodes.Passage():
                if block.place:
                    yield self.paragraph("Mention", block.place)
                yield self.paragraph("Normal", block.words)
            case nodes.Bullets(items=items) | nodes.Picture(sentences=items):
                yield from (self.paragraph(_BULLET, item) for item in items)
            case nodes.Grid():
                yield self.table(block)
                yield self.paragraph("Espace", ())
            case nodes.Contents():
                pass  # Word has its own way through headings

    def paragraph(self, style: str, words: Words, back: int = 0) -> Element:
        """A paragraph of a style of the charte, by its name; plain when the charte lacks it."""
        made = etree.Element(w("p"))
        key = self.styles.id_of(style)
        properties = add(made, "pPr") if key or back else made
        if key:
            add(properties, "pStyle", val=key)
        if back:
            add(properties, "ind", left=back)
        made.extend([_run(mark, text) for mark, text in runs(words)])
        return made

    # --- tables -----------------------------------------------------------------------------

    def table(self, grid: nodes.Grid) -> Element:
        """A table whose first row comes back on each page."""
        widths = _widths(grid, self.width)
        made = etree.Element(w("tbl"))
        properties = add(made, "tblPr")
        if key := self.styles.id_of(_TABLE):
            add(properties, "tblStyle", val=key)
        add(properties, "tblW", w=self.width, type="dxa")
        add(properties, "tblLayout", type="fixed")
        add(properties, "tblLook", val="0420", firstRow="1", noVBand="1")
        add(properties, "tblCaption", val=grid.caption)
        columns = add(made, "tblGrid")
        for width in widths:
            add(columns, "gridCol", w=width)
        made.append(self._row(nodes.Line(grid.head), "head", grid, widths))
        for title, lines in grid.groups:
            if title:
                made.append(self._group(title, len(widths)))
            made.extend([self._row(line, line.kind, grid, widths) for line in lines])
        return made

    def _row(self, line: nodes.Line, kind: str, grid: nodes.Grid, widths: list[int]) -> Element:
        made = etree.Element(w("tr"))
        properties = add(made, "trPr")
        if not line.is_tall:
            add(properties, "cantSplit")
        if kind == "head":
            add(properties, "tblHeader")
        for i, (words, width) in enumerate(zip(line.cells, widths, strict=True)):
            style = _CELLS[kind][grid.numbers and i > 0]
            back = 0 if i else _BACK * line.depth
            made.append(self._cell(words, style, width, _FILLS.get(kind, ""), back))
        return made

    def _group(self, title: str, columns: int) -> Element:
        """A row that names those below it, and stays with them."""
        made = etree.Element(w("tr"))
        add(add(made, "trPr"), "cantSplit")
        cell = self._cell(title, _CELLS["total"][0], self.width, _FILLS["total"])
        cell[0].insert(1, etree.Element(w("gridSpan"), {w("val"): str(columns)}))
        for style in cell.iter(w("pStyle")):
            style.addnext(etree.Element(w("keepNext")))
        made.append(cell)
        return made

    def _cell(self, words: Words, style: str, width: int, fill: str, back: int = 0) -> Element:
        made = etree.Element(w("tc"))
        properties = add(made, "tcPr")
        add(properties, "tcW", w=width, type="dxa")
        if fill:
            add(properties, "shd", val="clear", color="auto", fill=fill)
        lines = words.split("\n") if isinstance(words, str) else [words]
        made.extend([self.paragraph(style, line, back) for line in lines])
        return made


def _widths(grid: nodes.Grid, width: int) -> list[int]:
    """As the table says; else the first column takes what figures leave, and words share alike."""
    if grid.widths:
        return [width * share // 100 for share in grid.widths]
    count = len(grid.head)
    other = min(1500, width * 2 // (3 * (count - 1))) if grid.numbers else width // count
    return [width - other * (count - 1), *[other] * (count - 1)]


def _run(mark: Mark, text: str) -> Element:
    """Removed words are struck through, added ones bold and underlined."""
    made = etree.Element(w("r"))
    if mark is Mark.ADDED:
        properties = add(made, "rPr")
        add(properties, "b")
        add(properties, "u", val="single")
    elif mark is Mark.REMOVED:
        add(add(made, "rPr"), "strike")
    add_words(made, text)
    return made
