"""What keeps a reader out of a document, found by other means than those that made it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

from docx.oxml.ns import qn
from lxml import etree, html
from pypdf import PdfReader
from pypdf.generic import NullObject

Outline = list[tuple[int, str]]
_LAYOUT = "Mise en page"


def flat(words: str) -> str:
    return " ".join(words.split())


def outline_of_html(file: Path) -> Outline:
    """The headings, each with its level."""
    root = html.document_fromstring(file.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
    headings = root.iter("h1", "h2", "h3", "h4", "h5", "h6")
    return [(int(h.tag[1]), flat(str(h.xpath("string()")))) for h in headings]


def jumps(outline: Outline) -> list[str]:
    """Headings more than a level below the one before."""
    levels = [(0, ""), *outline]
    return [words for (above, _), (level, words) in pairwise(levels) if level > above + 1]


# --- PDF ------------------------------------------------------------------------------------


@dataclass
class _Tags:
    """A tagged PDF: its headings, tables and pictures."""

    headings: list[int] = field(default_factory=list)
    tables: list[list[Any]] = field(default_factory=list)
    """The cells of each."""
    faults: list[str] = field(default_factory=list)

    def walk(self, element: Any, cells: list[Any] | None = None) -> None:
        found = element.get_object()
        if isinstance(found, list):
            for child in found:
                self.walk(child, cells)
        if not isinstance(found, dict):
            return
        kind = str(found.get("/S", ""))
        if re.fullmatch(r"/H\d", kind):
            self.headings.append(int(kind[2]))
        elif kind == "/Table":
            cells = []
            self.tables.append(cells)
        elif kind in ("/TH", "/TD") and cells is not None:
            cells.append(found)
        elif kind == "/Figure" and not str(found.get("/Alt", "")).strip():
            self.faults.append("a picture says nothing")
        self.walk(found.get("/K", NullObject()), cells)


def attributes(element: Any) -> dict[str, Any]:
    """What a tag says of itself, in one go."""
    said = element.get("/A", {})
    listed = said if isinstance(said, list) else [said]
    return {key: value for one in listed for key, value in one.get_object().items()}


def tagged(file: Path) -> _Tags:
    """The tags of a PDF."""
    root: Any = PdfReader(file).trailer["/Root"]
    tags = _Tags()
    tags.walk(root["/StructTreeRoot"])
    return tags


def faults_of_pdf(file: Path, outline: Outline) -> list[str]:
    """Against the headings of its page, which it must have as tags and as bookmarks."""
    reader = PdfReader(file)
    root: Any = reader.trailer["/Root"]
    tags = _Tags()
    tags.walk(root["/StructTreeRoot"])
    checks = {
        "no language": root.get("/Lang") == "fr",
        "no title": bool(reader.metadata and reader.metadata.title),
        "the title is not shown": bool(root["/ViewerPreferences"]["/DisplayDocTitle"]),
        "not tagged": bool(root["/MarkInfo"]["/Marked"]),
        "an order of its own": all(page.get("/Tabs") == "/S" for page in reader.pages),
        "bookmarks are not the headings": [*_bookmarks(reader.outline)] == outline,
        "tags are not the headings": tags.headings == [level for level, _ in outline],
        "levels are skipped": not jumps(outline),
    }
    titles = reader.xmp_metadata.dc_title if reader.xmp_metadata else None
    checks["two titles"] = [*(titles or {}).values()] == [reader.metadata and reader.metadata.title]
    found = [fault for fault, passed in checks.items() if not passed]
    return [*found, *tags.faults, *_table_faults(tags), *_actions(reader, root)]


def _bookmarks(items: Any, level: int = 1) -> Iterator[tuple[int, str]]:
    for item in items:
        if isinstance(item, list):
            yield from _bookmarks(item, level + 1)
        else:
            yield level, flat(str(item.title))


def _table_faults(tags: _Tags) -> Iterator[str]:
    """Each cell names the headers that it has in its own table (which is more than a scope)."""
    for cells in tags.tables:
        heads = {str(cell.get("/ID")) for cell in cells if cell["/S"] == "/TH"}
        if not heads:
            yield "a table without headers"
        for cell in cells:
            named = {str(head) for head in attributes(cell).get("/Headers", ())}
            if cell["/S"] == "/TD" and not (named and named <= heads):
                yield "a cell without headers"


def _actions(reader: PdfReader, root: Any) -> Iterator[str]:
    """Nothing runs, nothing opens but links to pages and addresses."""
    if {"/OpenAction", "/AA"} & set(root) or "/JavaScript" in root.get("/Names", {}):
        yield "the document does something when it is opened"
    for page in reader.pages:
        for reference in page.get("/Annots") or ():
            annotation = reference.get_object()
            action = annotation.get("/A", {"/S": "/GoTo"})
            address = str(action.get("/URI", "https:"))
            if annotation["/Subtype"] != "/Link" or action["/S"] not in ("/GoTo", "/URI"):
                yield f"an action: {action}"
            if not re.match(r"(https?|mailto):", address):
                yield f"a strange address: {address}"
            if not annotation.get("/Contents"):
                yield "a link that is not described"


# --- DOCX -----------------------------------------------------------------------------------


def faults_of_docx(file: Path) -> list[str]:
    """Title, language, headings, tables, pictures; nothing left for Word to ask about."""
    with zipfile.ZipFile(file) as archive:
        parts: dict[str, Any] = {
            name: etree.fromstring(archive.read(name))
            for name in archive.namelist()
            if name.endswith(".xml")
        }
    core, styles = parts["docProps/core.xml"], parts["word/styles.xml"]
    body = parts["word/document.xml"]
    spoken = {e.get(qn("w:val")) for part in parts.values() for e in part.iter(qn("w:lang"))}
    default = styles.find(f"{qn('w:docDefaults')}//{qn('w:lang')}")
    codes = "".join(e.text or "" for e in body.iter(qn("w:instrText")))
    checks = {
        "no title": bool((core.findtext("{*}title") or "").strip()),
        "no language": core.findtext("{*}language") == "fr-FR",
        "words in another language": spoken == {"fr-FR"},
        "no language by default": default is not None,
        "levels are skipped": not jumps(_outline_of_docx(body, styles)),
        "Word would ask before it opens": not [*parts["word/settings.xml"].iter("{*}updateFields")],
        "a reference that is not written": not re.search(r"\bREF\b", codes),
        "a picture says nothing": all(
            e.get("descr") or e.find(".//{*}decorative") is not None for e in body.iter("{*}docPr")
        ),
    }
    names = {s.get(qn("w:styleId")): s.find(qn("w:name")).get(qn("w:val")) for s in styles[1:]}
    tables = [fault for table in body.iter(qn("w:tbl")) for fault in _word_table(table, names)]
    return [*(fault for fault, passed in checks.items() if not passed), *tables]


def _word_table(table: Any, names: dict[str, str]) -> Iterator[str]:
    properties = table.find(qn("w:tblPr"))
    style = properties.find(qn("w:tblStyle"))
    if style is not None and names[style.get(qn("w:val"))] == _LAYOUT:
        return
    head = f"{qn('w:trPr')}/{qn('w:tblHeader')}"
    if table.find(qn("w:tr")).find(head) is None:
        yield "a table without a header row"
    title = properties.find(qn("w:tblCaption"))
    if title is None or not title.get(qn("w:val")):
        yield "a table without a title"


def _outline_of_docx(body: Any, styles: Any) -> Outline:
    by_id = {s.get(qn("w:styleId")): s for s in styles.iter(qn("w:style"))}

    def level(element: Any) -> int:
        own = element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}")
        if own is not None:
            return int(own.get(qn("w:val"))) + 1
        tag = "w:basedOn" if element.tag == qn("w:style") else "w:pPr/w:pStyle"
        parent = element.find("/".join(qn(name) for name in tag.split("/")))
        return 10 if parent is None else level(by_id[parent.get(qn("w:val"))])

    found = [
        (level(p), "".join(t.text or "" for t in p.iter(qn("w:t")))) for p in body.iter(qn("w:p"))
    ]
    return [(depth, words) for depth, words in found if depth < 10]
