"""The words of a Word file: body, notes, text boxes, headers and footers; changes as accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from pmtdocs.compare.revisions import accept, notes
from pmtdocs.compare.text import Block, Cell, Headings, ReadError, Text
from pmtdocs.word.numbering import Numbering
from pmtdocs.word.package import (
    Element,
    TemplateError,
    parse,
    read,
    relationships,
    val,
    w,
)
from pmtdocs.word.paragraph import ARTICLE
from pmtdocs.word.styles import Styles

DOCUMENT = "word/document.xml"
#: Tables of this style lay out boxes to sign in, and hold no data.
_LAYOUT = "Mise en page"
_SIGNED = re.compile(r"Fait\s+(?:en|à|le)\b")
_ARTICLE_LEVEL = 3
_PAGE_FIELD = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b")
_SIGNS = {w("tab"): " ", w("br"): " ", w("cr"): " ", w("ptab"): " ", w("noBreakHyphen"): "-"}
_MARK, _CODE = w("fldChar"), w("instrText")
_HIDDEN = {w(n) for n in ("pPr", "rPr", "txbxContent", "del", "moveFrom")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOTES = {"footnotes": "footnote", "endnotes": "endnote"}


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
        return read_parts(str(file), read(file))
    except (TemplateError, ValueError, KeyError) as error:
        why = error.message if isinstance(error, TemplateError) else "son contenu est abîmé."
        raise ReadError(
            f"{file.name} ne peut pas être lu : {why}",
            "Ouvrez-le dans Word et enregistrez-le de nouveau au format .docx.",
        ) from error


def read_parts(name: str, parts: dict[str, bytes]) -> DocxFile:
    """A Word file by its parts; ``name`` is what messages call it."""
    root = parse(parts[DOCUMENT], DOCUMENT)
    body = root.find(w("body"))
    if body is None:
        raise ValueError(DOCUMENT)
    said = tuple(notes(body, parts.get("word/comments.xml")))
    accept(body)
    styles = Styles.read(parts.get("word/styles.xml") or b"<styles/>")
    walk = _Walk(styles, Numbering.read(parts.get("word/numbering.xml"), styles))
    walk.blocks(body)
    for element in _note_elements(parts):
        walk.headings.open(1, "Notes")
        walk.blocks(element)
    text = Text(name, tuple(walk.out), margins=tuple(_margins(parts)), notes=said)
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
    signed: bool = False
    """Since « Fait à … », until the next heading or section."""

    def blocks(self, parent: Element, cell: Cell | None = None, signed: bool = False) -> None:
        """Paragraphs and tables in order, whatever they are wrapped in."""
        for child in parent:
            if child.tag == w("p"):
                self._paragraph(child, cell, signed)
            elif child.tag == w("tbl"):
                self._table(child)
            elif child.tag not in _HIDDEN and child.tag != _FALLBACK:
                self.blocks(child, cell, signed)

    def _paragraph(self, paragraph: Element, cell: Cell | None, signed: bool) -> None:
        self.number += 1
        label = self.numbering.label(paragraph)
        before = f"{label.text} " if label and label.number else ""
        words = words_of(paragraph)
        if words.strip():
            level = 0 if cell else self._level(paragraph)
            if level:
                self.headings.open(level, before + words)
            self.signed = not level and (self.signed or bool(_SIGNED.match(words.strip())))
            rank = 0 if level or cell else self.headings.next()
            here, is_signed = self.headings.label, signed or self.signed
            self.out.append(
                Block(before + words, self.number, here, rank, level, cell, len(before), is_signed)
            )
            self.sources.append(paragraph)
        if paragraph.find(f"{w('pPr')}/{w('sectPr')}") is not None:
            self.signed = False
        for box in _boxes(paragraph):
            self.blocks(box, cell, signed)

    def _level(self, paragraph: Element) -> int:
        """The heading level: Word's outline level, or the one of articles; 0 for body text."""
        properties = paragraph.find(w("pPr"))
        style = None if properties is None else val(properties.find(w("pStyle")))
        own = None if properties is None else val(properties.find(w("outlineLvl")))
        found = int(own) + 1 if own else self.styles.outline(style) or 0
        return found if 0 < found < 10 else _ARTICLE_LEVEL if self._is_article(style) else 0

    def _is_article(self, style: str | None) -> bool:
        seen: set[str] = set()
        while style and style in self.styles.by_id and style not in seen:
            seen.add(style)
            if self.styles.by_id[style].name.casefold() == ARTICLE.casefold():
                return True
            style = self.styles.by_id[style].based_on
        return False

    # --- tables -----------------------------------------------------------------------------

    def _table(self, table: Element) -> None:
        style = self.styles.by_id.get(val(table.find(f"{w('tblPr')}/{w('tblStyle')}")) or "")
        if (style and style.name == _LAYOUT) or self.signed:
            for cell in _inside(table, "tc", deep=True):
                self.blocks(cell, signed=True)
            return
        self.tables += 1
        number, heads = self.tables, _heads(table)
        for at, row in enumerate(_inside(table, "tr"), 1):
            column, cells = 1, list(_inside(row, "tc"))
            label = " ".join(_cell_words(cells[0]).split()) if cells else ""
            for cell in cells:
                head = heads.get(column, "") if at > 1 else ""
                self.blocks(cell, Cell(number, at, column, label, head))
                column += _span(cell)


def segments(paragraph: Element) -> Iterator[tuple[Element, str]]:
    """The pieces of a paragraph that print words, and what they print."""
    fields: list[str] = []
    for node in _visible(paragraph):
        if node.tag in (_MARK, _CODE):
            _follow(node, fields)
        elif not any(_PAGE_FIELD.match(code) for code in fields):
            if node.tag == w("t"):
                yield node, node.text or ""
            elif node.tag in _SIGNS:
                yield node, _SIGNS[str(node.tag)]
            elif node.tag == w("sym"):  # a box that is ticked, among others
                code = val(node, "char")
                yield node, chr(int(code, 16)) if code else "•"


def _follow(node: Element, fields: list[str]) -> None:
    """``fields`` are the instructions of the Word fields that are open."""
    if node.tag == _CODE and fields:
        fields[-1] += node.text or ""
    elif val(node, "fldCharType") == "begin":
        fields.append("")
    elif val(node, "fldCharType") == "end" and fields:
        fields.pop()


def words_of(paragraph: Element) -> str:
    """The words of a paragraph, as they stand in the file."""
    return "".join(text for _, text in segments(paragraph))


def _visible(element: Element) -> Iterator[Element]:
    for child in element:
        if child.tag in _HIDDEN or child.tag == _FALLBACK:
            continue
        if child.tag == w("fldSimple") and _PAGE_FIELD.match(val(child, "instr") or ""):
            continue
        yield child
        yield from _visible(child)


def _boxes(paragraph: Element) -> Iterator[Element]:
    """Text boxes; Word writes each twice, for itself and for older programs."""
    for box in paragraph.iter(w("txbxContent")):
        above = [a.tag for a in box.iterancestors()]
        nested = w("txbxContent") in above[: above.index(w("p")) + 1]
        if _FALLBACK not in above and not nested:
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


def _heads(table: Element) -> dict[int, str]:
    """The words of the first row by column: what its columns are called."""
    out: dict[int, str] = {}
    row = next(_inside(table, "tr"), None)
    column = 1
    for cell in () if row is None else _inside(row, "tc"):
        out[column] = " ".join(_cell_words(cell).split())
        column += _span(cell)
    return out


def _cell_words(cell: Element) -> str:
    return " ".join(words_of(p) for p in cell.iter(w("p")))


def _span(cell: Element) -> int:
    return int(val(cell.find(f"{w('tcPr')}/{w('gridSpan')}")) or 1)


# --- what stands outside the body ------------------------------------------------------------


def _note_elements(parts: dict[str, bytes]) -> Iterator[Element]:
    for part, name in _NOTES.items():
        if (data := parts.get(f"word/{part}.xml")) is not None:
            for note in parse(data, part).iter(w(name)):
                if val(note, "type") in (None, "normal"):
                    yield note


def _margins(parts: dict[str, bytes]) -> Iterator[str]:
    """What headers and footers print, once each, without page numbers."""
    seen: set[str] = set()
    for kind, target, _ in relationships(parts, DOCUMENT).values():
        if kind not in ("header", "footer") or target not in parts:
            continue
        root: etree._Element = parse(parts[target], target)
        for paragraph in root.iter(w("p")):
            words = " ".join(words_of(paragraph).split())
            if words and words not in seen:
                seen.add(words)
                yield words
