"""The words of a Word file: body, notes, text boxes, headers and footers; changes as accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pmtdocs.compare.marks import Marks
from pmtdocs.compare.revisions import accept, notes, pending
from pmtdocs.compare.text import PAGE, Block, Cell, Headings, Text, Thing, gone_said
from pmtdocs.compare.things import things, watermarks
from pmtdocs.finding import ReadError
from pmtdocs.word import notes as foot
from pmtdocs.word import package
from pmtdocs.word.fields import fields
from pmtdocs.word.normal import CHOICES, unwrap, unwrapped
from pmtdocs.word.numbering import Numbering
from pmtdocs.word.package import Element, TemplateError, is_on, parse, read, val, w
from pmtdocs.word.paragraph import ARTICLE
from pmtdocs.word.styles import Styles, style_of
from pmtdocs.word.words import HIDDEN, PAGE_FIELDS, printed, segments

_ARTICLE_LEVEL = 3
_PROPERTIES = w("pPr")
_DAMAGED = "son contenu est abîmé."
_RESAVE = "Ouvrez-le dans Word et enregistrez-le de nouveau au format .docx."


@dataclass
class DocxFile:
    """A Word file read: its parts, its body with changes accepted, where each block comes from."""

    text: Text
    parts: dict[str, bytes]
    trees: dict[str, Element]
    """The parts that print words, by name."""
    sources: list[Element]
    """The paragraph of each block of the text."""
    styles: Styles
    margins: tuple[DocxFile, ...] = ()
    """Its headers, then its footers, as files of their own."""


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
    changes = _accepted(root)
    styles = Styles.read(package.sheet(parts, "styles", name))
    called = foot.called(parts, name, body)
    trees = {package.main(parts, name): root}
    trees |= {note.part: note.element.getroottree().getroot() for note in called.values()}
    sheets = {part: parse(parts[part], part) for part in package.margins(parts, name)}
    for tree in (*list(trees.values())[1:], *sheets.values()):
        changes += _accepted(tree)
    related = package.relationships(parts, package.main(parts, name))
    numbering = Numbering.read(package.sheet(parts, "numbering", name), styles)
    walk = _Walk(styles, numbering, {key: note.mark for key, note in called.items()})
    walk.blocks(body)
    footnotes = [(note.mark, _words(note.element)) for note in called.values()]
    for element in _note_elements(name, parts, called):
        walk.headings.open(1, "Notes")
        walk.blocks(element)
    shown = [*_things(walk, parts, {package.main(parts, name): root} | sheets)]
    text = Text(
        name,
        tuple(walk.out),
        margins=tuple(_margins(sheets.values())),
        shown=tuple(_margins(_shown(root, sheets, related), is_sure=True)),
        heads=tuple(walk.heads),
        notes=(
            *notes(changes, package.sheet(parts, "comments", name)),
            *gone_said(walk.struck, walk.hidden),
        ),
        hidden=tuple(walk.hidden),
        watermarks=tuple(dict.fromkeys(words for s in sheets.values() for words in watermarks(s))),
        things=tuple(shown),
        footnotes=tuple(footnotes),
    )
    margins = (_margin(name, sheets, kind, walk) for kind in ("en-tête", "pied de page"))
    return DocxFile(text, parts, trees, walk.sources, styles, tuple(margins))


def _accepted(root: Element) -> list[Element]:
    """The changes that were pending in a piece; of choices, what is printed is left."""
    changes = pending(root)
    accept(root)
    unwrap(root, CHOICES)
    return changes


def _margin(name: str, sheets: dict[str, Element], kind: str, of: _Walk) -> DocxFile:
    """All headers, or all footers."""
    trees = {part: tree for part, tree in sheets.items() if package.margin_of(tree) == kind}
    walk = _Walk(of.styles, of.numbering, {})
    for tree in trees.values():
        walk.blocks(tree)
    return DocxFile(Text(name, tuple(walk.out)), {}, trees, walk.sources, of.styles)


def _things(walk: _Walk, parts: dict[str, bytes], roots: Mapping[str, Element]) -> Iterator[Thing]:
    """The pictures and objects of the body and of the margins, each with its place."""
    blocks = {source: block for block, source in zip(walk.out, walk.sources, strict=True)}
    for part, root in roots.items():
        block: Block | None = None
        margin = package.margin_of(root)
        seen = dict(things(parts, part, root))
        for element in root.iter():
            block = blocks.get(element, block)
            if (thing := seen.get(element)) is not None:
                number = block.number if block else 1
                place = margin or (block.label(False) if block else "début du document")
                signed = block is not None and block.signed
                yield thing._replace(place=place, number=0 if margin else number, signed=signed)


@dataclass
class _Walk:
    styles: Styles
    numbering: Numbering
    calls: Mapping[foot.Key, str]
    """The mark of each note that is called."""
    out: list[Block] = field(default_factory=list)
    sources: list[Element] = field(default_factory=list)
    headings: Headings = field(default_factory=Headings)
    struck: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    number: int = 0
    tables: int = 0

    def __post_init__(self) -> None:
        self.marks = Marks(self.styles)

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
        is_bare = all(child.tag == _PROPERTIES for child in paragraph)
        words = "" if is_bare else printed(paragraph)
        if words.strip():
            level, bullet = 0 if cell else self._level(paragraph), bool(label and not before)
            shift = len(before)
            gone = [*self.marks.gone(paragraph)]
            for one in gone:
                if said := words[one.start : one.end].strip():
                    (self.hidden if one.is_hidden else self.struck).append(said)
            block = Block(
                before + words, self.number, "", 0, level, cell, shift, signed, bullet,
                tuple((one.start + shift, one.end + shift) for one in gone),
                tuple((at + shift, mark) for at, mark in self._calls(paragraph)),
            )  # fmt: skip
            self.out.append(self.headings.placed(block))
            self.sources.append(paragraph)
        if paragraph.find(w("pPr/sectPr")) is not None:
            self.headings.signed = False
        for box in _boxes(paragraph):
            self.blocks(box, cell, signed)

    def _calls(self, paragraph: Element) -> Iterator[tuple[int, str]]:
        """What a page prints in a paragraph and its words do not say: the calls of notes, numbers
        of pages; after how many letters."""
        pages = {f.first for f in fields(paragraph) if f.code.name in PAGE_FIELDS}
        if not pages and next(paragraph.iter(*foot.CALLS), None) is None:
            return
        said, at = dict(segments(paragraph)), 0
        for element in paragraph.iter():
            if element in pages:
                yield at, PAGE
            elif element.tag in foot.CALLS:
                yield at, self.calls.get(foot.note_key(element), "")
            at += len(said.get(element, ""))

    def _level(self, paragraph: Element) -> int:
        """The heading level: Word's outline level, or the one of articles; 0 for body text."""
        is_article = self.styles.is_a(style_of(paragraph), ARTICLE)
        return self.styles.heading(paragraph) or (_ARTICLE_LEVEL if is_article else 0)

    # --- tables -----------------------------------------------------------------------------

    def _table(self, table: Element) -> None:
        if self.styles.lays_out(table) or self.headings.signed:
            for cell in _inside(table, "tc", deep=True):
                self.blocks(cell, signed=True)
            return
        self.tables += 1
        number, heads = self.tables, dict[int, str]()
        for at, row in enumerate(_inside(table, "tr"), 1):
            cells = list(_cells(row))
            if is_on(row.find(w("trPr/tblHeader"))):
                self.heads.append(" ".join(_words(cell) for _, cell in cells))
            label = _words(cells[0][1]) if cells else ""
            for column, cell in cells:
                self.blocks(cell, Cell(number, at, column, label, heads.get(column, "")))
            if at == 1:
                heads = {column: _words(cell) for column, cell in cells}


def _boxes(paragraph: Element) -> Iterator[Element]:
    """The text boxes that hang from a paragraph, and not from one that is in a box of it."""
    boxes = paragraph.iter(w("txbxContent"))
    return (box for box in boxes if next(box.iterancestors(w("p"))) is paragraph)


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


def _note_elements(
    file: str, parts: dict[str, bytes], called: Mapping[foot.Key, foot.Note]
) -> Iterator[Element]:
    """The notes in the order of their calls, then those that nothing calls."""
    yield from (note.element for note in called.values())
    for name in foot.KINDS:
        if (data := package.sheet(parts, f"{name}s", file)) is not None:
            for note in unwrapped(data, name).iter(w(name)):
                if val(note, "type") in (None, "normal") and foot.note_key(note) not in called:
                    yield note


def _margins(sheets: Iterable[Element], is_sure: bool = False) -> Iterator[str]:
    """What headers and footers print, once each, without page numbers; where ``is_sure``, nothing
    of what a field works out."""
    found = (p for sheet in sheets for p in sheet.iter(w("p")))
    said = (
        " ".join(printed(p).split())
        for p in found
        if not is_sure or all(f.code.name in PAGE_FIELDS for f in fields(p))
    )
    return filter(None, dict.fromkeys(said))


def _shown(
    root: Element, sheets: Mapping[str, Element], related: Mapping[str, package.Related]
) -> Iterator[Element]:
    """The headers and footers of the first page of each section that begins one."""
    for number, section in enumerate(root.iter(w("sectPr"))):
        kind = "first" if is_on(section.find(w("titlePg"))) else "default"
        if number and val(section.find(w("type"))) == "continuous":
            continue
        for one in section.iter(w("headerReference"), w("footerReference")):
            target = related.get(one.get(f"{{{package.R}}}id", ""))
            if val(one, "type") == kind and target and target.target in sheets:
                yield sheets[target.target]
