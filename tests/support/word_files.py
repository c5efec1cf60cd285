"""Small Word files for the tests: XML in, a modèle folder or a rendered document out."""

from __future__ import annotations

import base64
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from pmtdocs.dossier.views.tree import Leaf, Node, Value
from pmtdocs.finding import Path as DataPath
from pmtdocs.render.fill.compiled import load_part
from pmtdocs.render.fill.template import Rendered, render_part
from pmtdocs.render.join.join import Document, join, load_charter
from pmtdocs.render.page import markup
from pmtdocs.render.page.html import SHIPPED
from pmtdocs.render.page.walk import walk
from pmtdocs.word import package
from pmtdocs.word.package import R, W, w

XMLNS = (
    f'xmlns:w="{W}" xmlns:r="{R}" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)
_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

ROOT_RELATIONS = (
    f'<Relationships xmlns="{package.PR}"><Relationship Id="rId1" Type="{_TYPE}/officeDocument" '
    'Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/'
    'package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>'
    "</Relationships>"
)
#: How the document relates to other parts that a test may add.
KINDS = {
    "word/comments.xml": "comments", "word/footnotes.xml": "footnotes",
    "word/endnotes.xml": "endnotes", "word/diagrams/data1.xml": "diagramData",
    "word/vbaProject.bin": "vbaProject", "word/settings.xml": "settings",
}  # fmt: skip

# A white pixel.
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)

SECTION = (
    '<w:sectPr>{refs}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1000" w:right="1000" '
    'w:bottom="1000" w:left="1000" w:header="500" w:footer="500" w:gutter="0"/></w:sectPr>'
)
STYLES = """
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri"/><w:sz w:val="22"/></w:rPr>
</w:rPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="Titre"><w:name w:val="Titre"/><w:basedOn w:val="Normal"/>
<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Article"><w:name w:val="Article"/>
<w:basedOn w:val="Normal"/><w:pPr><w:keepNext/><w:numPr><w:numId w:val="1"/></w:numPr>
<w:outlineLvl w:val="1"/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="Alinea"><w:name w:val="Alinéa"/>
<w:pPr><w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="table" w:default="1" w:styleId="TN"><w:name w:val="Tableau Normal"/></w:style>
<w:style w:type="table" w:styleId="MEP"><w:name w:val="Mise en page"/></w:style>
"""
NUMBERING = """
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="Article %1 –"/>
</w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/>
</w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
"""


def p(text: str, style: str = "", extra: str = "") -> str:
    """A paragraph of one run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    properties = f"<w:pPr>{named}{extra}</w:pPr>" if named or extra else ""
    return f"<w:p>{properties}{r(text)}</w:p>"


def r(text: str, properties: str = "") -> str:
    """A run."""
    head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{head}<w:t xml:space="preserve">{text}</w:t></w:r>'


def ref(bookmark: str, cached: str = "?") -> str:
    """A cross-reference as Word writes it."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end")]
    code = f"<w:r><w:instrText> REF {bookmark} \\r \\h </w:instrText></w:r>"
    return f"{marks[0]}{code}{marks[1]}{r(cached)}{marks[2]}"


def bookmark(name: str, number: int = 0) -> str:
    """A bookmark around nothing."""
    return f'<w:bookmarkStart w:id="{number}" w:name="{name}"/><w:bookmarkEnd w:id="{number}"/>'


def relation(kind: str, target: str, mode: str = "", number: int | str = 9) -> str:
    """A relationship of the document, « rId9 »."""
    return f'<Relationship Id="rId{number}" Type="{_TYPE}/{kind}" Target="{target}" {mode}/>'


def table(*rows: str, properties: str = "", widths: tuple[int, ...] = (2000, 3000)) -> str:
    """A table of rows made by ``row``."""
    grid = "".join(f'<w:gridCol w:w="{x}"/>' for x in widths)
    return (
        f"<w:tbl><w:tblPr>{properties}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}"
        "</w:tbl>"
    )


def row(*cells: str, properties: str = "") -> str:
    """A row; a cell is text, or ``<w:tc>``."""
    shown = (c if c.startswith("<w:tc>") else f"<w:tc>{p(c)}</w:tc>" for c in cells)
    head = f"<w:trPr>{properties}</w:trPr>" if properties else ""
    return f"<w:tr>{head}{''.join(shown)}</w:tr>"


def call(number: int, kind: str = "footnote", own: str = "") -> str:
    """The call of a note, with the mark that the text gives it, if it does."""
    custom = ' w:customMarkFollows="1"' if own else ""
    words = f"<w:t>{own}</w:t>" if own else ""
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    return f'<w:r>{raised}<w:{kind}Reference{custom} w:id="{number}"/>{words}</w:r>'


def mark(kind: str = "footnote") -> str:
    """Inside a note, its own mark."""
    return f'<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:{kind}Ref/></w:r>'


def notes(*contents: str, kind: str = "footnote") -> dict[str, str | bytes]:
    """The part that keeps notes, numbered from 1 after Word's two lines."""
    lines = (f'<w:{kind} w:type="separator" w:id="{n}"><w:p/></w:{kind}>' for n in (-1, 0))
    said = (f'<w:{kind} w:id="{n}">{content}</w:{kind}>' for n, content in enumerate(contents, 1))
    root = f"<w:{kind}s {XMLNS}>{''.join([*lines, *said])}</w:{kind}s>"
    return {f"word/{kind}s.xml": root}


def tree(value: object, path: DataPath = ()) -> Value:
    """Plain Python values as the tree that templates see."""
    if isinstance(value, dict):
        return Node({k: tree(v, (*path, k)) for k, v in value.items()}, path)
    if isinstance(value, list):
        return tuple(tree(v, (*path, i)) for i, v in enumerate(value))
    return value if isinstance(value, Leaf) else Leaf(value, path)  # type: ignore[arg-type]


def pack(file: Path, parts: dict[str, str | bytes]) -> Path:
    """Write a zip."""
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file


@dataclass
class Workshop:
    """A folder of Word files being made."""

    folder: Path

    def file(
        self,
        body: str,
        name: str = "partie",
        *,
        styles: str = STYLES,
        numbering: str = NUMBERING,
        headers: dict[str, str] | None = None,
        relations: str = "",
        section: str = SECTION,
        more: dict[str, str | bytes] | None = None,
    ) -> Path:
        """A Word file. ``headers``: "header-default", "footer-first"… → content."""
        refs, rows, files = "", relations, {"_rels/.rels": ROOT_RELATIONS, **(more or {})}
        known = ((name, kind) for name, kind in KINDS.items() if name in files)
        rows += "".join(relation(kind, f"/{name}", number=kind) for name, kind in known)
        rows += "".join(relation(k, f"{k}.xml", number=k) for k in ("styles", "numbering"))
        for i, (key, content) in enumerate((headers or {}).items(), 1):
            kind, when = key.split("-")
            tag = "hdr" if kind == "header" else "ftr"
            refs += f'<w:{kind}Reference w:type="{when}" r:id="rId{i}"/>'
            rows += f'<Relationship Id="rId{i}" Type="{_TYPE}/{kind}" Target="{kind}{i}.xml"/>'
            files[f"word/{kind}{i}.xml"] = f"<w:{tag} {XMLNS}>{content}</w:{tag}>"
        end = section.replace("{refs}", refs)
        files |= {
            "word/document.xml": f"<w:document {XMLNS}><w:body>{body}{end}</w:body></w:document>",
            "word/styles.xml": f"<w:styles {XMLNS}>{styles}</w:styles>",
            "word/numbering.xml": f"<w:numbering {XMLNS}>{numbering}</w:numbering>",
            "word/_rels/document.xml.rels": f'<Relationships xmlns="{package.PR}">{rows}'
            "</Relationships>",
        }
        return pack(self.folder / f"{name}.docx", files)

    def fill(self, file: Path, facts: dict[str, object] | None = None) -> Rendered:
        """A part filled in."""
        context = tree(facts or {})
        assert isinstance(context, Node)
        return render_part(load_part(file), context)

    def join(self, *parts: Rendered, styles: str = STYLES, draft: bool = False) -> Document:
        """Parts joined over a charte with ``styles``."""
        charter = self.file("", "charte", styles=styles)
        return join(load_charter(charter), parts, draft).dated("Titre", "2024-04-11")

    def document(
        self, body: str, facts: dict[str, object] | None = None, **options: object
    ) -> Document:
        """One part, rendered and joined."""
        return self.join(self.fill(self.file(body, **options), facts))  # type: ignore[arg-type]

    def html(self, body: str, facts: dict[str, object] | None = None, **options: object) -> str:
        """The walked body of one part."""
        return to_html(self.document(body, facts, **options))[0]

    def words(self, body: str, facts: dict[str, object] | None = None, **options: object) -> str:
        """The text of the body of one part, as the DOCX holds it."""
        return text(self.document(body, facts, **options))


def to_html(document: Document) -> tuple[str, str]:
    """The body of a document and its CSS, that of paper too."""
    body, css, paper = markup.to_html(walk(document))
    return body, f"{css}\n{paper}"


def text(document: Document) -> str:
    """Words of a document, a line a paragraph."""
    out = []
    for paragraph in document.body.iter(w("p")):
        pieces = (
            "\n" if e.tag == w("br") else e.text or "" for e in paragraph.iter(w("t"), w("br"))
        )
        out.append("".join(pieces))
    return "\n".join(out)


def bare(html: str) -> str:
    """HTML without its tags."""
    return re.sub(r"<[^>]+>", "", html)


def page_template() -> Path:
    """The page of modèles that have none of their own."""
    return SHIPPED
