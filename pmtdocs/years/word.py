"""The comparison as a Word file, in the styles of the modèle's charte."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from pmtdocs.render.join.assembly import CORE, DOCUMENT, core_properties
from pmtdocs.render.join.join import load_charter
from pmtdocs.render.output.documents import date_of
from pmtdocs.templates import CHARTER
from pmtdocs.word.package import NS, XML, Element, parse, serialize, val, w, write
from pmtdocs.word.styles import Styles
from pmtdocs.years.outline import (
    Block,
    Bullets,
    Grid,
    Heading,
    Line,
    Paragraph,
    Picture,
    outline,
)
from pmtdocs.years.whole import Evolution
from pmtdocs.years.words import Mark, Run

_HEADINGS = {1: "Titre de l'acte", 2: "Section 1", 3: "Section 2", 4: "Intitulé"}
_TABLE = "Tableau de l'acte"
_BULLET = "Puce"
#: Styles of a cell: of words, of a figure; in the heading, a line, a total.
_CELLS = {
    "head": ("Tableau en-tête", "Tableau en-tête montant"),
    "line": ("Tableau texte", "Tableau montant"),
    "total": ("Tableau total", "Tableau total montant"),
}
#: More columns than that do not fit an upright page.
_UPRIGHT = 3


def render(evolution: Evolution, templates: Path) -> bytes:
    """A .docx file: the same comparison gives the same bytes. Raises TemplateError."""
    latest = evolution.loadeds[-1].dossier
    parts = dict(load_charter(templates / latest.dossier.modele / CHARTER))
    root = parse(parts[DOCUMENT], DOCUMENT)
    body = root.find(w("body"))
    section = None if body is None else body.find(w("sectPr"))
    wide = len(evolution.table.columns) > _UPRIGHT
    page = _Page.of(section, wide)
    writer = _Writer(Styles.read(parts["word/styles.xml"]), page.width)
    made = etree.Element(w("body"), nsmap=NS)
    made.extend([part for block in outline(evolution) for part in writer.block(block)])
    made.append(page.section)
    if body is not None:
        root.replace(body, made)
    parts[DOCUMENT] = serialize(root)
    parts[CORE] = core_properties(evolution.title, date_of(latest))
    return write(parts)


@dataclass(frozen=True)
class _Page:
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


@dataclass(frozen=True)
class _Writer:
    styles: Styles
    width: int

    def block(self, block: Block) -> Iterator[Element]:
        match block:
            case Heading():
                yield self.paragraph(_HEADINGS[block.level], _kept(block.words))
            case Paragraph():
                if block.place:
                    yield self.paragraph("Mention", _kept(block.place))
                yield self.paragraph("Normal", block.runs)
            case Bullets():
                yield from (self.paragraph(_BULLET, _kept(item)) for item in block.items)
            case Picture():
                yield from (
                    self.paragraph(_BULLET, _kept(words)) for words in block.chart.sentences
                )
            case Grid():
                yield self.table(block)
                yield self.paragraph("Espace", ())

    def paragraph(self, style: str, runs: tuple[Run, ...]) -> Element:
        """A paragraph of a style of the charte, by its name; plain when the charte lacks it."""
        made = etree.Element(w("p"))
        if key := self._key(style):
            properties = etree.SubElement(made, w("pPr"))
            etree.SubElement(properties, w("pStyle")).set(w("val"), key)
        for mark, text in runs:
            made.append(_run(mark, text))
        return made

    def _key(self, name: str) -> str | None:
        """The id of a style, whatever its apostrophes."""
        wanted = name.replace("’", "'")
        found = (k for k, s in self.styles.by_id.items() if s.name.replace("’", "'") == wanted)
        return next(found, None)

    # --- tables -----------------------------------------------------------------------------

    def table(self, grid: Grid) -> Element:
        """A table whose first row comes back on each page."""
        widths = _widths(grid, self.width)
        made = etree.Element(w("tbl"))
        properties = etree.SubElement(made, w("tblPr"))
        if key := self._key(_TABLE):
            etree.SubElement(properties, w("tblStyle")).set(w("val"), key)
        _set(etree.SubElement(properties, w("tblW")), w=self.width, type="dxa")
        _set(etree.SubElement(properties, w("tblLayout")), type="fixed")
        _set(etree.SubElement(properties, w("tblLook")), val="0420", firstRow="1", noVBand="1")
        _set(etree.SubElement(properties, w("tblCaption")), val=grid.caption)
        columns = etree.SubElement(made, w("tblGrid"))
        for width in widths:
            _set(etree.SubElement(columns, w("gridCol")), w=width)
        made.append(self._row(Line(grid.head), "head", grid, widths))
        for title, lines in grid.groups:
            if title:
                made.append(self._group(title, len(widths)))
            for line in lines:
                made.append(self._row(line, "total" if line.is_total else "line", grid, widths))
        return made

    def _row(self, line: Line, kind: str, grid: Grid, widths: list[int]) -> Element:
        made = etree.Element(w("tr"))
        properties = etree.SubElement(made, w("trPr"))
        if grid.numbers or kind == "head":
            etree.SubElement(properties, w("cantSplit"))
        if kind == "head":
            etree.SubElement(properties, w("tblHeader"))
        for i, (text, width) in enumerate(zip(line.cells, widths, strict=True)):
            style = _CELLS[kind][grid.numbers and i > 0]
            fill = {"head": "1F3A5F", "total": "E9EFF6"}.get(kind, "")
            made.append(self._cell(text, style, width, fill))
        return made

    def _group(self, title: str, columns: int) -> Element:
        """A row that names those below it, and stays with them."""
        made = etree.Element(w("tr"))
        properties = etree.SubElement(made, w("trPr"))
        etree.SubElement(properties, w("cantSplit"))
        cell = self._cell(title, _CELLS["total"][0], self.width, "E9EFF6")
        span = etree.Element(w("gridSpan"))
        _set(span, val=columns)
        cell[0].insert(1, span)
        for style in cell.iter(w("pStyle")):
            style.addnext(etree.Element(w("keepNext")))
        made.append(cell)
        return made

    def _cell(self, text: str, style: str, width: int, fill: str) -> Element:
        made = etree.Element(w("tc"))
        properties = etree.SubElement(made, w("tcPr"))
        _set(etree.SubElement(properties, w("tcW")), w=width, type="dxa")
        if fill:
            _set(etree.SubElement(properties, w("shd")), val="clear", color="auto", fill=fill)
        made.extend(self.paragraph(style, _kept(part)) for part in text.split("\n"))
        return made


def _widths(grid: Grid, width: int) -> list[int]:
    """The first column takes what the figures leave; facts have columns alike."""
    count = len(grid.head)
    other = min(1500, width * 2 // (3 * (count - 1))) if grid.numbers else width // count
    return [width - other * (count - 1), *[other] * (count - 1)]


def _kept(words: str) -> tuple[Run, ...]:
    return ((Mark.KEPT, words),)


def _run(mark: Mark, text: str) -> Element:
    """Removed words are struck through, added ones bold and underlined."""
    made = etree.Element(w("r"))
    if mark is not Mark.KEPT:
        properties = etree.SubElement(made, w("rPr"))
        if mark is Mark.ADDED:
            etree.SubElement(properties, w("b"))
            _set(etree.SubElement(properties, w("u")), val="single")
        else:
            etree.SubElement(properties, w("strike"))
    words = etree.SubElement(made, w("t"))
    words.set(f"{{{XML}}}space", "preserve")
    words.text = text
    return made


def _set(element: Element, **values: str | int) -> None:
    for name, value in values.items():
        element.set(w(name), str(value))
