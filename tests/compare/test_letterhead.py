"""A letterhead, whose lines and pictures stand lower than a header usually does."""

from __future__ import annotations

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
