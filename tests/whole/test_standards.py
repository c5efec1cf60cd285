"""The documents of the acts against standards: PDF/A, PDF/UA, what Word opens."""

from __future__ import annotations

import logging
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree
from openxml_audit import OpenXmlValidator
from playwright.sync_api import Page
from pypdf import PdfReader

from pmtdocs.dossier.load import load
from pmtdocs.render.output import documents
from pmtdocs.render.page import html
from pmtdocs.render.page.layout import lay_out
from tests.conftest import DOSSIERS
from tests.support.accessible import faults_of_docx, faults_of_pdf, flat, outline_of_html
from tests.support.browsers import violations
from tests.support.pictures import marks
from tests.support.published import publish
from tests.support.verapdf import Verdicts
from tests.support.words import ACTS, DOCUMENTS

ROOT = Path(__file__).parents[2]
Documents = Callable[[str], Path]
#: What is published beside the documents of the dossiers.
OTHERS = [
    "avenant-1",
    "convention",
    "deliberation",
    "dossier",
    "evolution-2",
    "evolution-3",
    "lettre",
]
#: The rules that axe-core holds a page against: WCAG 2.2 at level AA, RGAA 4, best practices.
AXE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4", "best-practice"]
_ON_PAPER = re.compile(
    r"@page \w|margin-break|running\(|element\(|footnote|target-counter|bookmark"
)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


@pytest.fixture(scope="module")
def published(documents_of: Documents, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Every file of every kind of document."""
    return publish(documents_of, tmp_path_factory.mktemp("publie"))


@pytest.fixture(scope="module")
def draft(published: list[Path]) -> Path:
    """Two documents of 2024 as a draft."""
    return next(file.parent for file in published if file.parent.parent.name == "projet")


def shaped(files: list[Path], suffix: str) -> list[Path]:
    return [file for file in files if file.suffix == suffix]


def test_nothing_is_forgotten(published: list[Path]) -> None:
    """What is held against the standards below: each document, in each format."""
    asked = [load(ROOT / "data", name).dossier.dossier.documents for name in DOSSIERS]
    wanted = sorted([n for documents in asked for n in documents] + OTHERS)
    assert len(DOSSIERS) >= 6
    for suffix in (".docx", ".pdf", ".html"):
        assert sorted(file.stem for file in shaped(published, suffix)) == wanted


@pytest.mark.verapdf
def test_pdfs_conform(published: list[Path], verapdf: Callable[..., Verdicts]) -> None:
    """PDF/A-3a and PDF/UA-1, with one start of Java."""
    verdicts = verapdf(shaped(published, ".pdf"))
    assert {f"{file} {kind}": broken for (file, kind), broken in verdicts.items() if broken} == {}


def test_word_files_follow_their_schemas(published: list[Path]) -> None:
    """Office Open XML: what Word would repair or refuse, in what is made and in the templates."""
    files = [*shaped(published, ".docx"), *(ROOT / "templates").glob("*/*.docx")]
    validator = OpenXmlValidator()
    broken = {str(file): validator.validate(str(file)).errors for file in files}
    assert {file: errors for file, errors in broken.items() if errors} == {}


def test_pages_hold_nothing_that_only_paper_has(published: list[Path]) -> None:
    """No browser reads it; the Nu checker refuses it."""
    for file in shaped(published, ".html"):
        styles = re.findall("(?s)<style.*?</style>", file.read_text(encoding="utf-8"))
        assert not [one for css in styles for one in _ON_PAPER.findall(css)], file


def test_pdfs_keep_no_reader_out(published: list[Path]) -> None:
    """Language, title, bookmarks, tags, headers of cells, texts of pictures; nothing runs."""
    pages = {file: outline_of_html(file.with_suffix(".html")) for file in shaped(published, ".pdf")}
    assert all(outline and outline[0][0] == 1 for outline in pages.values())
    faults = {str(file): faults_of_pdf(file, outline) for file, outline in pages.items()}
    assert {file: found for file, found in faults.items() if found} == {}


def test_word_files_keep_no_reader_out(published: list[Path]) -> None:
    """Language, title, levels of headings, header rows; no field left for Word to ask about."""
    faults = {str(file): faults_of_docx(file) for file in shaped(published, ".docx")}
    assert {file: found for file, found in faults.items() if found} == {}


def test_tables_of_the_modeles_have_a_title() -> None:
    """Among Word's alternative texts: screen readers name the table by it."""
    titles = {}
    for file in (ROOT / "templates").glob("*/*.docx"):
        with zipfile.ZipFile(file) as archive:
            body = etree.fromstring(archive.read("word/document.xml"))
        for place, row in enumerate(body.iter(qn("w:tblHeader"))):
            table = next(row.iterancestors(qn("w:tbl")))
            title = table.find(f"{qn('w:tblPr')}/{qn('w:tblCaption')}")
            titles[f"{file.name} {place}"] = None if title is None else title.get(qn("w:val"))
    assert len(titles) >= 15
    assert [place for place, title in titles.items() if not title] == []


def test_the_contents_of_the_whole_are_its_headings(published: list[Path]) -> None:
    """In Word with links and no page; in the PDF with the page where each bookmark leads."""
    (file,) = (f for f in shaped(published, ".pdf") if f.parent.name == "sommaire")
    listed = [words for level, words in outline_of_html(file.with_suffix(".html")) if level < 3]
    assert listed[0] == "Sommaire"
    body = docx.Document(str(file.with_suffix(".docx"))).element.body
    links = [e for e in body.iter(qn("w:hyperlink")) if e.get(qn("w:anchor")).startswith("_Toc")]
    assert [flat(link.text) for link in links] == listed[1:]
    reader = PdfReader(file)
    pages = [
        f"{flat(str(item.title))} {(reader.get_destination_page_number(item) or 0) + 1}"
        for item in _two_levels(reader.outline)
    ]
    assert len(pages) == len(listed) > 30
    assert flat(" ".join(pages[1:])) in flat(reader.pages[0].extract_text())


def _two_levels(items: list[Any]) -> Iterator[Any]:
    for item in items:
        nested = item if isinstance(item, list) else [item]
        yield from (each for each in nested if not isinstance(each, list))


def test_a_draft_says_so_on_each_page(draft: Path) -> None:
    for name in ("convention", "deliberation"):
        reader = PdfReader(draft / f"{name}.pdf")
        assert not any("PROJET" in page.extract_text() for page in reader.pages)
        assert all(count > 200 for count, _ in marks((draft / f"{name}.pdf").read_bytes()))
        with zipfile.ZipFile(draft / f"{name}.docx") as archive:
            headers = [n for n in archive.namelist() if n.startswith("word/header")]
            assert headers
            assert all(b'string="PROJET"' in archive.read(n) for n in headers)
        sections = docx.Document(str(draft / f"{name}.docx")).sections
        assert not any(section.header.is_linked_to_previous for section in sections)


def assert_whole(parts: dict[str, bytes]) -> None:
    """Every relation leads to a part, every reference to a relation, every part has a type."""
    types = parts["[Content_Types].xml"].decode()
    for part, data in parts.items():
        folder, _, base = part.rpartition("/")
        own = parts.get(f"{folder}/_rels/{base}.rels", b"<a/>")
        targets = {r.get("Id"): r for r in etree.fromstring(own)}
        for relation in targets.values():
            if relation.get("TargetMode") != "External":
                assert f"{folder}/{relation.get('Target')}".lstrip("/") in parts
        root = etree.fromstring(data)
        used = {v for e in root.iter() for a, v in e.attrib.items() if str(a).startswith(_RELATION)}
        assert used <= set(targets), part
        assert f'PartName="/{part}"' in types or part.endswith((".rels", "Types].xml"))


@pytest.mark.parametrize(("act", "name"), DOCUMENTS)
def test_word_can_open_it(documents_of: Documents, act: str, name: str) -> None:
    """What Word refuses: a dangling relation, style or list; a cell or a table left empty."""
    file = documents_of(act) / f"{name}.docx"
    docx.Document(str(file))
    with zipfile.ZipFile(file) as archive:
        assert archive.testzip() is None
        parts = {n: archive.read(n) for n in archive.namelist()}
    assert_whole(parts)
    body = etree.fromstring(parts["word/document.xml"])
    named = {e.get(qn("w:styleId")) for e in etree.fromstring(parts["word/styles.xml"])}
    lists = etree.fromstring(parts["word/numbering.xml"])
    numbers = {e.get(qn("w:numId")) for e in lists.iter(qn("w:num"))}
    models = {e.get(qn("w:abstractNumId")) for e in lists.iter(qn("w:abstractNum"))}
    assert {e.get(qn("w:val")) for e in lists.iter(qn("w:abstractNumId"))} <= models
    for tag, known in (("pStyle", named), ("rStyle", named), ("tblStyle", named)):
        assert {e.get(qn("w:val")) for e in body.iter(qn(f"w:{tag}"))} <= known
    assert {e.get(qn("w:val")) for e in body.iter(qn("w:numId"))} <= {*numbers, "0"}
    assert all(cell[-1].tag == qn("w:p") for cell in body.iter(qn("w:tc")))
    assert all(t.find(qn("w:tr")) is not None for t in body.iter(qn("w:tbl")))
    ids = [e.get(qn("w:id")) for e in body.iter(qn("w:bookmarkStart"))]
    assert len(set(ids)) == len(ids)


@pytest.mark.browser
def test_pages_keep_no_reader_out(published: list[Path], page: Page) -> None:
    """axe-core, best practices included: on a screen, on a telephone (WCAG 1.4.10), text doubled
    (1.4.4). Each page is one file: no script, nothing fetched, whatever the network says."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    faults: dict[str, object] = {}
    files = shaped(published, ".html")
    for file in files:
        page.goto(file.as_uri())
        assert page.locator("script, link, iframe, object").count() == 0
        page.set_viewport_size({"width": 794, "height": 900})
        found = violations(page, AXE)
        page.set_viewport_size({"width": 320, "height": 900})
        found += violations(page, AXE)
        wide = [size for size in ("100%", "200%") if _overflows(page, size)]
        if found or wide:
            faults[str(file)] = (found, wide)
    assert faults == {}
    assert asked == [file.as_uri() for file in files]


def _overflows(page: Page, size: str) -> bool:
    """Must one scroll sideways: 320 pixels at the usual size of text, 640 at twice that?"""
    page.set_viewport_size({"width": 320 if size == "100%" else 640, "height": 900})
    page.evaluate("size => document.documentElement.style.fontSize = size", size)
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("act", ACTS)
def test_weasyprint_has_nothing_to_say(act: str, caplog: pytest.LogCaptureFixture) -> None:
    """No warning, no unknown property, no missing anchor."""
    dossier = load(ROOT / "data", act).dossier
    wanted = documents.chosen(dossier, ["dossier"])
    modele = ROOT / "templates" / "gbm"
    (document,) = documents.build(dossier, modele, wanted, draft=False).values()
    with caplog.at_level(logging.DEBUG, "weasyprint"):
        lay_out(html.page(document, html.SHIPPED, draft=True), document.date)
    said = [r.message for r in caplog.records if r.name == "weasyprint"]
    assert said == []
