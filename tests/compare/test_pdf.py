"""PDF files: the same words as the Word file they were made from, whatever the page adds."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, NameObject

from pmtdocs.compare import pdf
from pmtdocs.compare.pdf import read_pdf
from pmtdocs.finding import ReadError
from pmtdocs.system import limits
from tests.support.compared_files import compare, make
from tests.support.pdfs import Said, body, write_pdf
from tests.support.word_files import Workshop, p
from tests.support.words import PARTS


@pytest.mark.parametrize("name", PARTS)
def test_word_and_pdf_of_one_document_are_faithful(rendered: Path, name: str) -> None:
    for old, new in (("docx", "pdf"), ("pdf", "docx"), ("pdf", "pdf")):
        result = compare(rendered / f"{name}.{old}", rendered / f"{name}.{new}")
        assert result.differences == (), f"{old} → {new}"
        assert result.filled == ()


def test_headers_and_page_numbers_are_no_words(rendered: Path) -> None:
    text = read_pdf(rendered / "convention.pdf").text()
    words = " ".join(block.words for block in text.blocks)
    assert "PMT Health 2024 Pôle" not in words
    assert "page 1 sur" not in words
    assert "Article 10 – Délégation d’attribution" in words


def test_articles_and_pages_are_places(rendered: Path) -> None:
    text = read_pdf(rendered / "convention.pdf").text()
    last = next(n for n, b in enumerate(text.blocks) if "ordonnateur" in b.words)
    assert text.place(last) == "article 10, page 3"
    assert text.reference(last) == f"{rendered / 'convention.pdf'}:3"


def _scan(file: Path, *others: Path, drawn: bool = True) -> Path:
    """A page without text, with a drawing on it or blank, after the pages of other files."""
    writer = PdfWriter()
    for other in others:
        writer.append(str(other))
    page = writer.add_blank_page(595, 842)
    if drawn:
        content = DecodedStreamObject()
        content.set_data(b"10 10 200 200 re f")
        page[NameObject("/Contents")] = writer._add_object(content)
    writer.write(str(file))
    return file


def test_a_scan_is_said(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="aucun texte") as caught:
        read_pdf(_scan(tmp_path / "scan.pdf"))
    assert caught.value.exit_code == 3


def test_a_scanned_page_is_never_called_faithful(rendered: Path, tmp_path: Path) -> None:
    budget = rendered / "annexe-2-budget.pdf"
    (found,) = compare(budget, _scan(tmp_path / "signed.pdf", budget)).differences
    assert found.category == "page illisible"
    assert found.place == f"page 2 de {tmp_path / 'signed.pdf'}"
    assert compare(budget, _scan(tmp_path / "blank.pdf", budget, drawn=False)).differences == ()


def test_a_pdf_has_no_more_pages_than_a_dossier(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of a hundred thousand empty pages were read for minutes."""
    monkeypatch.setattr(pdf, "COMPARE_PAGES", limits.COMPARE_PAGES._replace(most=1))
    file = write_pdf(tmp_path / "a.pdf", [body("un")], [body("deux")])
    with pytest.raises(limits.LimitError, match="dépasse 1 pages"):
        read_pdf(file)


@pytest.mark.parametrize("content", [b"%PDF-1.7 broken", b"%PDF-"])
def test_a_broken_file_is_said(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "broken.pdf"
    file.write_bytes(content)
    with pytest.raises(ReadError, match="abîmé"):
        read_pdf(file)


def test_a_file_without_a_page_is_said(tmp_path: Path) -> None:
    PdfWriter().write(str(tmp_path / "empty.pdf"))
    with pytest.raises(ReadError, match="aucune page"):
        read_pdf(tmp_path / "empty.pdf")


def test_files_joined_to_a_pdf_are_said(tmp_path: Path) -> None:
    plain = write_pdf(tmp_path / "a.pdf", [body("Le texte.")])
    writer = PdfWriter(clone_from=str(plain))
    writer.add_attachment("budget.xlsx", b"PK")
    writer.write(str(tmp_path / "b.pdf"))
    result = compare(plain, tmp_path / "b.pdf")
    assert result.differences == ()
    assert result.new.notes == ("1 fichier joint, hors comparaison : « budget.xlsx ».",)


def test_a_header_that_comes_back_is_compared(tmp_path: Path) -> None:
    """A condition could stand there; what the other file prints there too is a header."""
    pages = [[body(f"Le texte de la page {n}.")] for n in ("une", "deux", "trois")]

    def headed(name: str, words: str) -> Path:
        head = Said(70, 815, [words])
        return write_pdf(tmp_path / name, *[[head, *page] for page in pages])

    a, b = headed("a.pdf", "Ville de Besançon"), headed("b.pdf", "Ville de Besançon")
    assert compare(a, b).differences == ()
    changed = compare(a, headed("c.pdf", "Sous réserve des crédits")).differences
    assert {(d.before, d.after) for d in changed} == {
        ("Ville de Besançon", "Sous réserve des crédits")
    }


def test_a_protected_file_is_said(rendered: Path, tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=str(rendered / "annexe-2-budget.pdf"))
    writer.encrypt("secret", algorithm="RC4-128")
    file = tmp_path / "locked.pdf"
    writer.write(str(file))
    with pytest.raises(ReadError, match="protégé par un mot de passe"):
        read_pdf(file)


_ROWS = [("Poste", "Montant 2024"), *((f"Dépense {chr(65 + n)}", f"{n} 000") for n in range(8))]


def _table(file: Path, *cuts: int, head: str = "Poste Montant 2024") -> Path:
    """The rows over pages; each page begins with the head."""
    rows = [" ".join(row) for row in _ROWS]
    pages = [rows[start:end] for start, end in pairwise([0, *cuts, len(rows)])]
    return write_pdf(file, *([body(*([head] if n else []), *page)] for n, page in enumerate(pages)))


def test_the_row_that_heads_a_table_comes_back(tmp_path: Path) -> None:
    head = "<w:trPr><w:tblHeader/></w:trPr>"
    rows = "".join(
        f"<w:tr>{'' if n else head}{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in row)}</w:tr>"
        for n, row in enumerate(_ROWS)
    )
    docx = make(tmp_path / "a.docx", f"<w:tbl>{rows}</w:tbl>")
    one, two = _table(tmp_path / "1.pdf", 5), _table(tmp_path / "2.pdf", 3, 6)
    for a, b in ((docx, one), (docx, two), (two, docx), (one, two), (two, one)):
        assert compare(a, b).differences == ()
    other = _table(tmp_path / "3.pdf", 5, head="Poste Montant 2025")
    assert len(compare(docx, other).differences) == 1
    assert len(compare(one, other).differences) == 1


def test_cells_of_figures_on_one_line_are_none_of_one_figure(tmp_path: Path) -> None:
    docx = make(tmp_path / "a.docx", [("Ville", "45 000", "45 000", "135 000")], "Fin.")
    pdf = write_pdf(tmp_path / "b.pdf", [body("Ville 45 000", "45 000 135 000", "Fin.")])
    assert compare(docx, pdf).differences == ()
    other = write_pdf(tmp_path / "c.pdf", [body("Ville 45 000", "45 000 153 000", "Fin.")])
    assert compare(docx, other).differences


def test_a_figure_alone_above_a_footer_is_of_the_text(word: Workshop, tmp_path: Path) -> None:
    a = word.file(p("Fait.") + p("1"), "a", headers={"footer-default": p("Ville")})
    b = write_pdf(tmp_path / "b.pdf", [body("Fait.", "1"), Said(70, 30, ["Ville"])])
    assert compare(a, b).differences == ()
