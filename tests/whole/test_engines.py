"""Both engines together, on every document: the same words on the same pages, as accessible."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from pmtdocs.commands import pipeline
from pmtdocs.commands.request import Request
from pmtdocs.render.output.manifest import read
from tests.conftest import DOSSIERS, ROOT
from tests.support.accessible import attributes, faults_of_pdf, outline_of_html, tagged
from tests.support.compared_files import compare
from tests.support.verapdf import Verdicts
from tests.support.words import words_by_page

Documents = Callable[[str], Path]


@pytest.fixture(scope="module")
def by_typst(tmp_path_factory: pytest.TempPathFactory) -> Documents:
    """The PDFs of a dossier, laid out by Typst."""

    @cache
    def made(name: str) -> Path:
        checked = pipeline.check(ROOT / "data", ROOT / "templates", name)
        assert checked.loaded is not None
        out = tmp_path_factory.mktemp("typst")
        request = Request(ROOT / "data", ROOT / "templates", out, formats=("pdf",), engine="typst")
        written = pipeline.render(checked.loaded, checked.findings, request, "", lambda *_: None)
        assert written.said == ()  # nothing was left to the other engine
        return written.folder

    return made


@pytest.mark.parametrize("dossier", DOSSIERS)
def test_both_say_the_same_on_the_same_pages(
    documents_of: Documents, by_typst: Documents, dossier: str
) -> None:
    reference, other = documents_of(dossier), by_typst(dossier)
    files = sorted(other.glob("*.pdf"))
    assert [file.name for file in files] == sorted(f.name for f in reference.glob("*.pdf"))
    for file in files:
        assert words_by_page(file) == words_by_page(reference / file.name), file.name


@pytest.mark.parametrize("dossier", DOSSIERS)
def test_neither_keeps_a_reader_out(
    documents_of: Documents, by_typst: Documents, dossier: str
) -> None:
    """Bookmarks, tags and headers of cells are those of the page, links are described."""
    pages = {f: documents_of(dossier) / f"{f.stem}.html" for f in by_typst(dossier).glob("*.pdf")}
    faults = {f.name: faults_of_pdf(f, outline_of_html(html)) for f, html in pages.items()}
    assert faults
    assert {name: found for name, found in faults.items() if found} == {}


@pytest.mark.parametrize("dossier", DOSSIERS)
def test_both_head_the_same_rows(
    documents_of: Documents, by_typst: Documents, dossier: str
) -> None:
    """Typst writes no header of a row by itself."""
    for file in by_typst(dossier).glob("*.pdf"):
        assert _cells(file) == _cells(documents_of(dossier) / file.name), file.name


def _cells(file: Path) -> list[tuple[str, int]]:
    """The cells of the tables, each with its kind and how many headers it names."""
    return [
        (str(cell["/S"]), len(attributes(cell).get("/Headers", ())) if cell["/S"] == "/TD" else 0)
        for table in tagged(file).tables
        for cell in table
    ]


@pytest.mark.verapdf
def test_pages_by_typst_conform(by_typst: Documents, verapdf: Callable[..., Verdicts]) -> None:
    """PDF/A-3a and PDF/UA-1."""
    verdicts = verapdf([file for name in DOSSIERS for file in by_typst(name).glob("*.pdf")])
    assert {f"{file} {kind}": broken for (file, kind), broken in verdicts.items() if broken} == {}


@pytest.mark.parametrize("dossier", DOSSIERS)
def test_pages_by_typst_are_faithful_to_word(
    documents_of: Documents, by_typst: Documents, dossier: str
) -> None:
    for file in by_typst(dossier).glob("*.pdf"):
        assert compare(documents_of(dossier) / f"{file.stem}.docx", file).differences == ()


def test_the_manifest_knows_the_engine(documents_of: Documents, by_typst: Documents) -> None:
    engines = [
        {page["engine"] for page in read(made("2024"))["pages"].values()}
        for made in (documents_of, by_typst)
    ]
    assert engines == [{"weasyprint"}, {"typst"}]
