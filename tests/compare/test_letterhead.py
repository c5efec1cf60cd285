"""A letterhead, whose lines and pictures stand lower than a header usually does."""

from __future__ import annotations

from pathlib import Path

from pmtdocs.render.page.html import page
from pmtdocs.render.page.pdf import write_pdf
from pmtdocs.word import package
from tests.support import letterhead
from tests.support.compared_files import compare
from tests.support.word_files import page_template


def test_a_letterhead_is_known_in_its_pdf(tmp_path: Path) -> None:
    """Its lines are those of the Word file, and each picture is one of it."""
    document = letterhead.letter(tmp_path)
    (tmp_path / "a.docx").write_bytes(package.write(document.parts))
    html = page(document, page_template(), draft=False)
    (tmp_path / "a.pdf").write_bytes(write_pdf(html, document.date))
    assert compare(tmp_path / "a.docx", tmp_path / "a.pdf").differences == ()
