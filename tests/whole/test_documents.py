"""The documents of the adopted acts: one text in Word and PDF, and their pages."""

from __future__ import annotations

import re
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from pmtdocs.render.page.html import page
from pmtdocs.render.page.layout import lay_out
from tests.support.command import run
from tests.support.word_files import SECTION, Workshop, p, pack, page_template, row, table
from tests.support.words import (
    ACTS,
    DOCUMENTS,
    docx_text,
    footer_parts,
    pdf_pages,
    pdf_text,
    stream,
)

ROOT = Path(__file__).parents[2]
LABELS = {
    "deliberation": "Extrait du registre",
    "bilan": "Annexe 1 du rapport",
    "convention": "Convention",
    "convention-fonctionnement": "Convention",
    "annexe-1": "Annexe 1",
    "annexe-2": "Annexe 2",
    "annexe-2-part-privee": "Annexe 2",
    "annexe-3": "Annexe 3",
}
Documents = Callable[[str], Path]


@pytest.mark.parametrize(("act", "name"), DOCUMENTS)
def test_pdf_and_docx_hold_the_same_words_in_the_same_order(
    documents_of: Documents, act: str, name: str
) -> None:
    in_word = stream(docx_text(documents_of(act) / f"{name}.docx"))
    in_pdf = stream(pdf_text(documents_of(act) / f"{name}.pdf"))
    assert len(in_word) > 400
    at = next((i for i, (a, b) in enumerate(zip(in_word, in_pdf, strict=False)) if a != b), None)
    assert in_word == in_pdf, (
        f"{in_word[(at or 0) - 30 :][:60]!r} {in_pdf[(at or 0) - 30 :][:60]!r}"
    )


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
@pytest.mark.parametrize("act", ACTS)
def test_joined_documents_hold_the_words_of_their_parts(
    documents_of: Documents, act: str, suffix: str
) -> None:
    read = docx_text if suffix == "docx" else pdf_text
    folder = documents_of(act)
    words = {name: stream(read(folder / f"{name}.{suffix}")) for name in ACTS[act]}
    annexes = words["annexe-1-programme"] + words["annexe-2-budget"] + words["annexe-3-indicateurs"]
    assert words["convention"].endswith(annexes)
    assert words["dossier"] == words["deliberation"] + words["convention"]


@pytest.mark.parametrize(
    ("act", "name"), [(act, name) for act in ACTS for name in ("deliberation", "convention")]
)
def test_the_stamp_of_the_prefecture_has_room(documents_of: Documents, act: str, name: str) -> None:
    """At the top right of an act, 6 cm by 2,7 cm that no word enters."""
    file = str(documents_of(act) / f"{name}.pdf")
    command = ["pdftotext", "-bbox", "-l", "1", file, "-"]
    page = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    words = re.findall(r'<word xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*?)<', page)
    assert len(words) > 100
    right, top = 530.0, 70.9
    entered = [
        word
        for _, y, end, bottom, word in words
        if float(end) > right - 170 and float(bottom) > top and float(y) < top + 77
    ]
    assert entered == []


@pytest.mark.parametrize(("name", "closing"), [("deliberation", 1), ("convention", 2)])
def test_no_page_holds_the_signatures_alone(
    documents_of: Documents, name: str, closing: int
) -> None:
    """The last of the text stays with them, through « Fait en … », a « Décision »."""
    blocks = [*docx.Document(str(documents_of("2024") / f"{name}.docx")).iter_inner_content()]
    styles = [block.style.name if block.style is not None else "" for block in blocks]
    signed = styles.index("Mise en page")
    assert styles[signed - closing : signed] == ["Normal", "Décision"][:closing]
    assert blocks[signed - closing]._element.xpath("./w:pPr/w:keepNext") != []


def test_the_comparison_sees_a_word_moved(rendered: Path) -> None:
    words = docx_text(rendered / "annexe-2-budget.docx")
    lines = words.split("\n")
    assert stream("\n".join([*lines[1:], lines[0]])) != stream(words)


@pytest.mark.parametrize(("act", "name"), DOCUMENTS)
def test_pages_are_numbered_without_a_gap_under_the_label_of_their_part(
    documents_of: Documents, act: str, name: str
) -> None:
    file = documents_of(act) / f"{name}.pdf"
    footers = [footer_parts(footer) for _, footer in pdf_pages(file)]
    total = len(PdfReader(file).pages)
    assert [(number, of) for _, number, of in footers] == [(n, total) for n in range(1, total + 1)]
    labels = list(dict.fromkeys(label for label, _, _ in footers))
    assert labels == [LABELS[part] for part in ACTS[act][name]]
    assert [label for label, _, _ in footers] == sorted(
        (label for label, _, _ in footers), key=labels.index
    )


def outline(items: list[object], depth: int = 0) -> Iterator[tuple[int, str]]:
    for item in items:
        if isinstance(item, list):
            yield from outline(item, depth + 1)
        else:
            yield depth, re.sub(r"\s+", " ", str(getattr(item, "title", "")))


def test_bookmarks_of_the_whole_dossier(rendered: Path) -> None:
    """A bookmark a heading, nested as they are, in order."""
    found = list(outline(PdfReader(rendered / "dossier.pdf").outline))  # type: ignore[arg-type]
    assert [title for depth, title in found if depth == 0] == [
        "Extrait du registre des délibérations du Conseil de Communauté",
        "Annexe 1 : Bilan du programme PMT Health 2023",
        "Convention",
        "Annexe 1 : Programme d’actions de PMT Health 2024",
        "Annexe 2 : Budget prévisionnel 2024",
        "Annexe 3 : Indicateurs 2024 sur le territoire GBM",
    ]
    titles = [title for _, title in found]
    articles = [title for title in titles if title.startswith("Article")]
    assert [re.match(r"Article (\d+) – ", a)[1] for a in articles] == [  # type: ignore[index]
        str(n) for n in range(1, 11)
    ]
    assert titles.index("I. Contexte") < titles.index(articles[0])
    assert (2, "A/ Sur la filière medtech (=dispositifs médicaux)") in found
    assert sum(title.startswith("Objectif") for title in titles) == 7
    words = stream(pdf_text(rendered / "dossier.pdf"))
    at = 0
    for title in titles:  # each is on the pages, and in this order
        at = words.index(stream(title), at)


def test_bookmarks_lead_to_their_page(rendered: Path) -> None:
    reader = PdfReader(rendered / "dossier.pdf")
    pages = [stream(words) for words, _ in pdf_pages(rendered / "dossier.pdf")]
    for item in reader.outline:
        if not isinstance(item, list):
            number = reader.get_destination_page_number(item)
            assert number is not None
            assert stream(str(item.title)) in pages[number]


@pytest.mark.parametrize(("act", "name"), DOCUMENTS)
def test_title_language_and_date(documents_of: Documents, act: str, name: str) -> None:
    folder, date = documents_of(act), {"2024": "2024-04-11", "2020": "2020-11-09"}[act]
    reader = PdfReader(folder / f"{name}.pdf")
    assert reader.metadata is not None
    core = docx.Document(str(folder / f"{name}.docx")).core_properties
    assert reader.metadata.title == core.title
    assert core.title
    assert act in core.title
    assert (reader.trailer["/Root"]["/Lang"], core.language) == ("fr", "fr-FR")  # type: ignore[index]
    assert str(reader.metadata["/CreationDate"]).startswith(f"D:{date.replace('-', '')}")
    assert core.created == core.modified
    assert core.created is not None
    assert f"{core.created:%Y-%m-%d}" == date


@pytest.mark.parametrize("act", ACTS)
def test_titles_tell_the_documents_apart(documents_of: Documents, act: str) -> None:
    names = [name for name in ACTS[act] if name != "dossier"]
    readers = (PdfReader(documents_of(act) / f"{name}.pdf") for name in names)
    alone = [reader.metadata.title for reader in readers]  # type: ignore[union-attr]
    assert len(set(alone)) == len(alone)


def laid_out(word: Workshop, body: str, **options: object) -> Path:
    document = word.document(body, **options).dated("Essai", "2024-04-11")  # type: ignore[arg-type]
    file = word.folder / "x.pdf"
    file.write_bytes(lay_out(page(document, page_template(), draft=False), "2024-04-11"))
    return file


@pytest.fixture
def word(tmp_path: Path) -> Workshop:
    return Workshop(tmp_path)


def test_a_landscape_section_stays_landscape(word: Workshop) -> None:
    wide = SECTION.replace("{refs}", "").replace(
        'w:w="11906" w:h="16838"', 'w:w="16838" w:h="11906" w:orient="landscape"'
    )
    file = laid_out(word, p("a") + p("b", extra=wide) + p("c"))
    sizes = [(round(s.mediabox.width), round(s.mediabox.height)) for s in PdfReader(file).pages]
    assert sizes == [(842, 595), (595, 842)]


def test_header_rows_repeat_on_each_page(word: Workshop) -> None:
    rows = [row("Libellé", "Montant", properties="<w:tblHeader/>")]
    rows += [row(f"ligne {n}", str(n)) for n in range(120)]
    file = laid_out(word, table(*rows))
    pages = [page.extract_text() for page in PdfReader(file).pages]
    assert len(pages) > 2
    assert all(text.count("Libellé") == 1 for text in pages)
    assert [int(n) for text in pages for n in re.findall(r"ligne (\d+)", text)] == list(range(120))


def test_amounts_are_aligned_on_the_right(rendered: Path) -> None:
    """In Word by their style, in the PDF where they stand."""
    document = docx.Document(str(rendered / "annexe-2-budget.docx"))
    for cell in [cell for t in document.tables for cell in t.columns[1].cells]:
        style = cell.paragraphs[0].style
        assert style is not None
        while style.paragraph_format.alignment is None:
            assert style.base_style is not None, style.name
            style = style.base_style
        assert style.paragraph_format.alignment == 2, style.name
    run = subprocess.run(
        ["pdftotext", "-bbox", str(rendered / "annexe-2-budget.pdf"), "-"],
        capture_output=True, check=True,
    )  # fmt: skip
    rights = re.findall(r'xMax="([\d.]+)" yMax="[\d.]+">000<', run.stdout.decode())
    assert len(rights) == 13
    assert max(map(float, rights)) - min(map(float, rights)) < 0.1


def test_a_title_over_two_lines_keeps_its_words_apart(project: Path) -> None:
    """Word's own line break in the first heading: the title of the file is on one line."""
    file = project / "templates/gbm/convention.docx"
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    body = parts["word/document.xml"]
    assert body.count(b">Convention</w:t>") == 1
    broken = b">Convention</w:t><w:br/><w:t>de subvention</w:t>"
    parts["word/document.xml"] = body.replace(b">Convention</w:t>", broken)
    pack(file, dict(parts))
    assert run("render", "2024", "--format", "html", "--only", "convention").exit_code == 0
    page = (project / "output/2024/convention.html").read_text(encoding="utf-8")
    assert "<title>Convention de subvention – " in page
