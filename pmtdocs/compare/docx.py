"""The words of a Word file: body, notes, text boxes, headers and footers; changes as accepted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from pmtdocs.compare.revisions import accept, notes
from pmtdocs.compare.text import Block, Cell, Headings, ReadError, Text
from pmtdocs.word import package
from pmtdocs.word.numbering import Numbering
from pmtdocs.word.package import Element, TemplateError, parse, read, val, w
from pmtdocs.word.paragraph import ARTICLE
from pmtdocs.word.styles import Styles, style_of
from pmtdocs.word.words import FALLBACK, HIDDEN, printed

#: Tables of this style lay out boxes to sign in, and hold no data.
_LAYOUT = "Mise en page"
_ARTICLE_LEVEL = 3
_DAMAGED = "son contenu est abîmé."
_RESAVE = "Ouvrez-le dans Word et enregistrez-le de nouveau au format .docx."
_NOTES = ("footnote", "endnote")


@dataclass
class DocxFile:
    """A Word file read: its parts, its body with changes accepted, where each block comes from."""

    text: Text
    parts: dict[str, bytes]
    root: Element
    sources: list[Element]
    """The paragraph of each block of the text."""
    styles: Styles


def read_docx(file: Path) -> DocxFile:
    """A Word file. Raises ReadError or LimitError in French."""
    try:
        found = read_parts(file.name, read(file))
        return replace(found, text=replace(found.text, file=str(file)))
    except TemplateError as error:
        raise ReadError(error.message, error.help or _RESAVE) from error
    except ValueError as error:
        raise ReadError(f"{file.name} ne peut pas être lu : {_DAMAGED}", _RESAVE) from error


def read_parts(name: str, parts: dict[str, bytes]) -> DocxFile:
    """A Word file by its parts; ``name`` is what messages call it."""
    root = package.document(parts, name)
    body = root.find(w("body"))
    if body is None:
        raise ValueError(name)
    said = tuple(notes(body, package.sheet(parts, "comments", name)))
    accept(body)
    styles = Styles.read(package.sheet(parts, "styles", name))
    walk = _Walk(styles, Numbering.read(package.sheet(parts, "numbering", name), styles))
    walk.blocks(body)
    for element in _note_elements(name, parts):
        walk.headings.open(1, "Notes")
        walk.blocks(element)
    text = Text(name, tuple(walk.out), margins=tuple(_margins(name, parts)), notes=said)
    return DocxFile(text, parts, root, walk.sources, styles)


@dataclass
class _Walk:
    styles: Styles
    numbering: Numbering
    out: list[Block] = field(default_factory=list)
    sources: list[Element] = field(default_factory=list)
    headings: Headings = field(default_factory=Headings)
    number: int = 0
    tables: int = 0

    def blocks(self, parent: Element, cell: Cell | None = None, signed: bool = False) -> None:
        """Paragraphs and tables in order, whatever they are wrapped in."""
        for child in parent:
            if child.tag == w("p"):
                self._paragraph(child, cell, signed)
            elif child.tag == w("tbl"):
                self._table(child)
            elif child.tag not in HIDDEN:
                self.blocks(child, cell, signed)

    def _paragraph(self, paragraph: Element, cell: Cell | None, signed: bool) -> None:
        self.number += 1
        label = self.numbering.label(paragraph)
        before = f"{label.text} " if label and label.number else ""
        words = printed(paragraph)
        if words.strip():
            level, bullet = 0 if cell else self._level(paragraph), bool(label and not before)
            block = Block(
                before + words, self.number, "", 0, level, cell, len(before), signed, bullet
            )
            self.out.append(self.headings.placed(block))
            self.sources.append(paragraph)
        if paragraph.find(w("pPr/sectPr")) is not None:
            self.headings.signed = False
        for box in _boxes(paragraph):
            self.blocks(box, cell, signed)

    def _level(self, paragraph: Element) -> int:
        """The heading level: Word's outline level, or the one of articles; 0 for body text."""
        is_article = self.styles.is_a(style_of(paragraph), ARTICLE)
        return self.styles.heading(paragraph) or (_ARTICLE_LEVEL if is_article else 0)

    # --- tables -----------------------------------------------------------------------------

    def _table(self, table: Element) -> None:
        style = val(table.find(w("tblPr/tblStyle")))
        if self.styles.is_a(style, _LAYOUT) or self.headings.signed:
            for cell in _inside(table, "tc", deep=True):
                self.blocks(cell, signed=True)
            return
        self.tables += 1
        number, heads = self.tables, dict[int, str]()
        for at, row in enumerate(_inside(table, "tr"), 1):
            cells = list(_cells(row))
            label = _words(cells[0][1]) if cells else ""
            for column, cell in cells:
                self.blocks(cell, Cell(number, at, column, label, heads.get(column, "")))
            if at == 1:
                heads = {column: _words(cell) for column, cell in cells}


def _boxes(paragraph: Element) -> Iterator[Element]:
    """Text boxes; Word writes each twice, for itself and for older programs."""
    for box in paragraph.iter(w("txbxContent")):
        above = [a.tag for a in box.iterancestors()]
        nested = w("txbxContent") in above[: above.index(w("p")) + 1]
        if FALLBACK not in above and not nested:
            yield box


def _inside(element: Element, name: str, deep: bool = False) -> Iterator[Element]:
    """The rows of a table or the cells of a row, whatever they are wrapped in."""
    for child in element:
        if child.tag == w(name):
            yield child
        elif child.tag in {w("sdt"), w("sdtContent"), w("customXml")} or (
            deep and child.tag == w("tr")
        ):
            yield from _inside(child, name, deep)


def _cells(row: Element) -> Iterator[tuple[int, Element]]:
    """Each cell with its column."""
    column = 1 + int(val(row.find(w("trPr/gridBefore"))) or 0)
    for cell in _inside(row, "tc"):
        yield column, cell
        column += int(val(cell.find(w("tcPr/gridSpan"))) or 1)


def _words(element: Element) -> str:
    """The words of all its paragraphs, on one line."""
    return " ".join(" ".join(printed(p) for p in element.iter(w("p"))).split())


# --- what stands outside the body ------------------------------------------------------------


def _note_elements(file: str, parts: dict[str, bytes]) -> Iterator[Element]:
    for name in _NOTES:
        if (data := package.sheet(parts, f"{name}s", file)) is not None:
            for note in parse(data, name).iter(w(name)):
                if val(note, "type") in (None, "normal"):
                    yield note


def _margins(file: str, parts: dict[str, bytes]) -> Iterator[str]:
    """What headers and footers print, once each, without page numbers."""
    sheets = (parse(parts[name], name) for name in package.margins(parts, file))
    said = (" ".join(printed(p).split()) for sheet in sheets for p in sheet.iter(w("p")))
    return filter(None, dict.fromkeys(said))
