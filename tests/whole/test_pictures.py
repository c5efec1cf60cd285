"""What a clerk adds to a real template first: a logo, a picture, a header for even pages."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pmtdocs.dossier.load import load
from pmtdocs.finding import Severity
from pmtdocs.render.output import documents
from pmtdocs.render.page.html import page
from pmtdocs.templates.workshop import inspect_files
from pmtdocs.word import package
from tests.conftest import ROOT
from tests.support.pictures import drawing, of_margin, pixels, placed
from tests.support.word_files import XMLNS, p, page_template, relation

_TEMPLATES = ROOT / "templates" / "gbm"
Parts = dict[str, bytes]


def _into(parts: Parts, name: str, before: str, added: str) -> None:
    xml = parts[name].decode()
    assert before in xml
    parts[name] = xml.replace(before, added + before, 1).encode()


def _related(parts: Parts, row: str) -> None:
    _into(parts, "word/_rels/document.xml.rels", "</Relationships>", row)


def _typed(parts: Parts, added: str) -> None:
    _into(parts, "[Content_Types].xml", "</Types>", added)


_PNG = '<Default Extension="png" ContentType="image/png"/>'
_XML = (
    '<Override PartName="/word/header2.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.header+xml"/>'
)


def _named(xml: str) -> str:
    """With its own namespaces, as it goes into a file that has not all of them."""
    wrapped = package.parse(f"<w:r {XMLNS}>{xml}</w:r>")
    return package.serialize(wrapped[0]).decode().partition("?>")[2].strip()


def logo_header(parts: Parts) -> None:
    _into(parts, "word/header1.xml", "</w:p>", _named(drawing("Logo", (57, 23))))
    parts |= {n: d for n, d in of_margin("header1", pixels()).items() if isinstance(d, bytes)}
    rels = of_margin("header1", pixels())["word/_rels/header1.xml.rels"]
    parts["word/_rels/header1.xml.rels"] = str(rels).encode()
    _typed(parts, _PNG)


def picture_float(parts: Parts) -> None:
    picture = drawing("Logo flottant", (113, 45), anchor=placed("wrapNone", "page:394", "page:24"))
    _into(parts, "word/document.xml", "</w:p>", _named(picture))
    parts["word/media/a.png"] = pixels()
    _related(parts, relation("image", "media/a.png"))
    _typed(parts, _PNG)


def evenodd_header(parts: Parts) -> None:
    parts["word/header2.xml"] = f"<w:hdr {XMLNS}>{p('En-tête des pages paires')}</w:hdr>".encode()
    _related(parts, relation("header", "header2.xml"))
    _typed(parts, _XML)
    _into(parts, "word/document.xml", "<w:pgSz", '<w:headerReference w:type="even" r:id="rId9"/>')
    _into(parts, "word/settings.xml", "<w:characterSpacingControl", "<w:evenAndOddHeaders/>")


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        (logo_header, '<img alt="Logo" '),
        (picture_float, '<img class="i1" alt="Logo flottant" '),
        (evenodd_header, "@page p1:left{@top-center{content:element(p1he)"),
    ],
)
def test_what_is_added_is_printed(change: object, shown: str, tmp_path: Path) -> None:
    assert callable(change)
    folder = tmp_path / "gbm"
    shutil.copytree(_TEMPLATES, folder)
    parts = package.read(folder / "convention.docx")
    change(parts)
    (folder / "convention.docx").write_bytes(package.write(parts))
    (faults,) = inspect_files([folder / "convention.docx"]).faults.values()
    assert [f.message for f in faults if f.kind.severity is Severity.ERROR] == []
    dossier = load(ROOT / "data", "2024").dossier
    wanted: dict[str, tuple[str, ...]] = {"convention": ("convention",)}
    (document,) = documents.build(dossier, folder, wanted, draft=False).values()
    html = page(document, page_template(), draft=False)
    assert shown in html
    assert html.count("<img") == html.count('src="data:image/png;base64,')
    if change is evenodd_header:
        assert "En-tête des pages paires" in html
        assert b"evenAndOddHeaders" in document.parts["word/settings.xml"]
    else:
        assert document.parts["word/media/image1.png"] == pixels()
