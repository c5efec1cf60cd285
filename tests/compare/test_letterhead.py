"""A letterhead, whose lines and pictures stand lower than a header usually does."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pmtdocs.render.page.html import page
from pmtdocs.render.page.pdf import write_pdf
from pmtdocs.word import package
from tests.support import letterhead
from tests.support.compared_files import compare, short
from tests.support.pdfs import Said, body
from tests.support.pdfs import write_pdf as pdf_of
from tests.support.word_files import Workshop, p, page_template, r

_TEXT = "La commune verse une aide à l'association."
_NAME, _ACCOUNT = "Commune de Valpré", "Compte 30001 00064 à Valpré"


def test_a_letterhead_is_known_in_its_pdf(tmp_path: Path) -> None:
    """Its lines are those of the Word file, each picture is one of it; two of them cover words."""
    document = letterhead.letter(tmp_path)
    (tmp_path / "a.docx").write_bytes(package.write(document.parts))
    html = page(document, page_template(), draft=False)
    (tmp_path / "a.pdf").write_bytes(write_pdf(html, document.date))
    assert short(compare(tmp_path / "a.docx", tmp_path / "a.pdf")) == [
        ("mots", "associations", ""),
        ("mots", "la limite des", ""),
        ("masqué", "", "associations la limite des"),
    ]


@pytest.mark.parametrize("y", [812, 40])
@pytest.mark.parametrize("places", [(70, 70), (70, 450)])
def test_a_header_that_its_printer_breaks_is_known(
    word: Workshop, tmp_path: Path, places: tuple[int, int], y: int
) -> None:
    """LibreOffice puts what follows a tab too far to the right on a line of its own."""
    broken = f"<w:p>{r(_NAME)}<w:r><w:tab/></w:r>{r('Convention')}</w:p>"
    a = word.file(p(_TEXT), "a", headers={"header-default": broken, "header-first": p(_NAME)})
    lines = [
        Said(x, y - 12 * n, [said])
        for n, (x, said) in enumerate(zip(places, (_NAME, "Convention"), strict=True))
    ]
    b = pdf_of(tmp_path / "b.pdf", [*lines, body(_TEXT)])
    assert compare(a, b).differences == ()


@pytest.mark.parametrize("y", [812, 700, 30])
def test_the_figures_of_a_letterhead_are_compared(word: Workshop, tmp_path: Path, y: int) -> None:
    """An account is no page number."""
    a = word.file(p(_TEXT), "a", headers={"header-default": p(_ACCOUNT)})
    same = pdf_of(tmp_path / "b.pdf", [Said(70, y, [_ACCOUNT]), body(_TEXT, y=600)])
    assert compare(a, same).differences == ()
    other = pdf_of(
        tmp_path / "c.pdf", [Said(70, y, [_ACCOUNT.replace("00064", "99999")]), body(_TEXT, y=600)]
    )
    assert "99999" in str(compare(a, other).differences)


_HEAD = (_NAME, "12 rue de la Paix", "Tél. 03 81 00 00 00")
_LINES = (
    "Une aide est versée.",
    "Elle est de 45 000 €.",
    "Il en rend compte.",
    "Le juge est saisi.",
)
_PAGES = {
    "pages broken elsewhere": ((2, _HEAD), (4, ())),
    "drawn after the text": ((-2, _HEAD), (4, ())),
    "on each page": ((2, _HEAD), (4, _HEAD)),
}


def _letter(file: Path, *pages: tuple[int, Sequence[str]]) -> Path:
    """Each page ends before a line, and has a head, drawn last if that is below 0."""
    drawn, start = [], 0
    for end, head in pages:
        page = [Said(70, 820, head), body(*_LINES[start : abs(end)])]
        drawn.append(page[:: -1 if end < 0 else 1])
        start = abs(end)
    return pdf_of(file, *drawn)


@pytest.mark.parametrize("name", _PAGES)
def test_the_letterhead_of_a_first_page_is_known_in_another_pdf(tmp_path: Path, name: str) -> None:
    a = _letter(tmp_path / "a.pdf", (3, _HEAD), (4, ()))
    b = _letter(tmp_path / "b.pdf", *_PAGES[name])
    assert (compare(a, b).differences, compare(b, a).differences) == ((), ())


def test_an_account_of_a_letterhead_is_held_between_two_pdfs(tmp_path: Path) -> None:
    a = _letter(tmp_path / "a.pdf", (3, (_NAME, "Compte 30001")), (4, ()))
    b = _letter(tmp_path / "b.pdf", (3, (_NAME, "Compte 30004")), (4, ()))
    assert ("chiffre", "30001", "30004") in short(compare(a, b))


def test_a_header_that_the_pdf_lacks_is_told(word: Workshop, tmp_path: Path) -> None:
    headers = {"header-default": p(_NAME), "footer-default": p("Siège à Valpré")}
    a = word.file(p(_TEXT), "a", headers=headers)
    whole = pdf_of(
        tmp_path / "b.pdf", [Said(70, 820, [_NAME]), body(_TEXT), body("Siège à Valpré", y=30)]
    )
    assert (compare(a, whole).differences, compare(whole, a).differences) == ((), ())
    lacks = pdf_of(tmp_path / "c.pdf", [Said(70, 820, [_NAME]), body(_TEXT)])
    assert short(compare(a, lacks)) == [("en-tête", "Siège à Valpré", "")]
    assert short(compare(lacks, a)) == [("en-tête", "", "Siège à Valpré")]


def test_a_header_of_other_pages_is_not_missing(word: Workshop, tmp_path: Path) -> None:
    """That of even pages, that of the pages after the first, and the name of a chapter."""
    headers = {"header-default": p("Suite"), "header-first": p(_NAME), "header-even": p("Paire")}
    a = word.file(p(_TEXT), "a", headers=headers, section="<w:titlePg/>")
    b = pdf_of(tmp_path / "b.pdf", [Said(70, 820, [_NAME]), body(_TEXT)])
    assert compare(a, b).differences == ()
