"""Word files for the comparison: built from words, or the real ones with something changed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from pathlib import Path

from pmtdocs.compare.differences import compare as differences
from pmtdocs.compare.edits import Comparison
from pmtdocs.compare.reading import read_pair
from pmtdocs.compare.result import Result
from pmtdocs.word.package import PR, Element, W, parse, read, serialize, w, write
from tests.support.word_files import relation

DOCUMENT = "word/document.xml"
Row = Sequence[str]


_PACKAGE = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
    'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
    '.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
    'relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/'
    '2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/styles.xml": f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="Titre">'
    '<w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>',
}


def make(file: Path, *blocks: str | Sequence[Row], **parts: str) -> Path:
    """A paragraph for each text (« # » makes a heading), a table for each list of rows.

    ``parts`` are other files of word/: ``comments="<w:comments>…"``. A text that begins with
    « < » is XML as it stands.
    """
    body = "".join(_paragraph(b) if isinstance(b, str) else _table(b) for b in blocks)
    xml = f'<w:document xmlns:w="{W}"><w:body>{body}<w:sectPr/></w:body></w:document>'
    rows = "".join(relation(n, f"{n}.xml", number=n) for n in {"styles": "", **parts})
    rels = f'<Relationships xmlns="{PR}">{rows}</Relationships>'
    more = {f"word/{n}.xml": x for n, x in parts.items()}
    files = {**_PACKAGE, DOCUMENT: xml, "word/_rels/document.xml.rels": rels, **more}
    file.write_bytes(write({name: text.encode() for name, text in files.items()}))
    return file


def _paragraph(words: str) -> str:
    if words.startswith("<"):
        return words
    style = '<w:pPr><w:pStyle w:val="Titre"/></w:pPr>' if words.startswith("# ") else ""
    text = escape(words.removeprefix("# "))
    return f'<w:p>{style}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def _table(rows: Sequence[Row]) -> str:
    def cells(row: Row) -> str:
        return "".join(f"<w:tc>{_paragraph(words)}</w:tc>" for words in row)

    return f"<w:tbl>{''.join(f'<w:tr>{cells(row)}</w:tr>' for row in rows)}</w:tbl>"


def change(source: Path, target: Path, edit: Callable[[Element], None]) -> Path:
    """A copy of a Word file whose document.xml ``edit`` has changed."""
    parts = read(source)
    root = parse(parts[DOCUMENT])
    edit(root)
    target.write_bytes(write({**parts, DOCUMENT: serialize(root)}))
    return target


def paragraphs(file: Path) -> list[str]:
    """The words of every paragraph of a Word file, in order."""
    root = parse(read(file)[DOCUMENT])
    return ["".join(t.text or "" for t in p.iter(w("t"))) for p in root.iter(w("p"))]


def paragraph(root: Element, number: int) -> Element:
    """The paragraph of this number, from 1."""
    return list(root.iter(w("p")))[number - 1]


def compare(old: Path, new: Path) -> Result:
    """What differs between two files."""
    before, after = read_pair(old, new)
    return differences(Comparison(before.text, after.text))


def short(result: Result) -> list[tuple[str, str, str]]:
    """Category, before, after."""
    return [(d.category.value, d.before, d.after) for d in result.differences]
