"""Word files for the rules over words, written as text: a line of text is a paragraph of Word.

« Article #objet | Objet » is a paragraph of style Article with a bookmark; ``[objet]`` in the words
is a cross-reference to it; without a style, a plain paragraph.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from pmtdocs.word.package import PR
from tests.support.word_files import ROOT_RELATIONS, relation

_XMLNS = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
#: Articles are counted, as references to them want.
_NUMBERING = (
    f'<w:numbering {_XMLNS}><w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">'
    '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:pStyle w:val="Article"/>'
    '<w:lvlText w:val="Article %1 –"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)
_COUNTED = '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>'
_HEAD = re.compile(r"(?P<style>[\w ]*?)\s*(?:#(?P<bookmark>\w+))?\s*\| (?P<words>.*)")
_REF = re.compile(r"\[(\w+)\]")


def convert(folder: Path) -> None:
    """Beside each text of a folder, the Word file that it stands for."""
    for text in folder.glob("*.txt"):
        write(text.with_suffix(".docx"), text.read_text(encoding="utf-8").splitlines())


def write(file: Path, lines: list[str]) -> Path:
    """A Word file of these paragraphs; « Article bis » is a style based on « Article »."""
    body = "".join(_paragraph(line) for line in lines)
    named = {m["style"] for line in lines if (m := _HEAD.fullmatch(line)) and m["style"]}
    styles = "".join(_style(name) for name in sorted(named | {"Article"}))
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "word/document.xml", f"<w:document {_XMLNS}><w:body>{body}</w:body></w:document>"
        )
        archive.writestr("word/styles.xml", f"<w:styles {_XMLNS}>{styles}</w:styles>")
        archive.writestr("_rels/.rels", ROOT_RELATIONS)
        archive.writestr("word/numbering.xml", _NUMBERING)
        names = ("styles", "numbering")
        related = "".join(relation(n, f"{n}.xml", number=i) for i, n in enumerate(names))
        rows = f'<Relationships xmlns="{PR}">{related}</Relationships>'
        archive.writestr("word/_rels/document.xml.rels", rows)
    return file


def _style(name: str) -> str:
    base = '<w:basedOn w:val="Article"/>' if name.startswith("Article ") else ""
    return (
        f'<w:style w:type="paragraph" w:styleId={quoteattr(name)}>'
        f"<w:name w:val={quoteattr(name)}/>{base}{_COUNTED * (name == 'Article')}</w:style>"
    )


def _paragraph(line: str) -> str:
    found = _HEAD.fullmatch(line)
    assert found, f"« {line} » : une ligne s'écrit « Style #signet | mots »"
    style = (
        f"<w:pPr><w:pStyle w:val={quoteattr(found['style'])}/></w:pPr>" if found["style"] else ""
    )
    mark = f"<w:bookmarkStart w:name={quoteattr(found['bookmark'])}/>" if found["bookmark"] else ""
    words = "".join(
        _reference(piece) if i % 2 else _run(piece)
        for i, piece in enumerate(_REF.split(found["words"]))
    )
    return f"<w:p>{style}{mark}{words}</w:p>"


def _run(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(words)}</w:t></w:r>'


def _reference(bookmark: str) -> str:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    code = f"<w:r><w:instrText> REF {bookmark} \\r \\h </w:instrText></w:r>"
    return f"{begin}{code}{separate}{_run('99')}{end}"
