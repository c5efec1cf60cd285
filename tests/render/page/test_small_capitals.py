"""Small capitals look so in the PDF, and are copied as the letters that they are."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from pmtdocs.render.page.fonts import FONTS, SMALL_CAPITALS
from pmtdocs.render.page.html import page
from pmtdocs.render.page.pdf import write_pdf
from pmtdocs.templates.inspection import inspect
from tests.support.word_files import STYLES, Workshop, p, page_template, r, to_html

SMALL = (
    '<w:style w:type="paragraph" w:styleId="Petit"><w:name w:val="Petit"/>'
    "<w:rPr><w:smallCaps/></w:rPr></w:style>"
)


def family(css: str, name: str) -> str:
    """The fonts of a class."""
    rule = re.search(rf"\.{name}\{{([^}}]*)\}}", css)
    assert rule is not None
    found = re.search(r"font-family:([^;]*)", rule[1])
    return found[1] if found else ""


@pytest.mark.parametrize(
    ("style", "properties", "small"),
    [
        ("", "<w:smallCaps/>", True),
        ("Petit", '<w:smallCaps w:val="0"/>', False),
        ("Petit", '<w:smallCaps/><w:rFonts w:ascii="Carlito"/>', True),
        ("", '<w:smallCaps/><w:rFonts w:ascii="Arial"/>', False),
    ],
)
def test_a_run_has_the_font_of_small_capitals_or_has_not(
    word: Workshop, style: str, properties: str, small: bool
) -> None:
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    body = f"<w:p>{named}{r('mots', properties)}</w:p>"
    charter = STYLES + SMALL
    document = word.join(word.fill(word.file(body, styles=charter)), styles=charter)
    html, css = to_html(document)
    found = re.search(r'<span class="(d\d)">mots', html)
    assert found is not None
    assert (SMALL_CAPITALS in family(css, found[1])) is small
    if style:
        assert SMALL_CAPITALS in family(css, "s-Petit")


def test_words_keep_their_letters(word: Workshop, tmp_path: Path) -> None:
    bold = r("Écrit élève, œuvre et C, 12", "<w:b/><w:smallCaps/>")
    body = f"<w:p>{r('Un ')}{r('Petit Été', '<w:smallCaps/>')}{bold}</w:p>"
    assert inspect(word.file(body)) == ()
    file = tmp_path / "petites.pdf"
    html = page(word.document(p("Titre", "Titre") + body), page_template(), draft=False)
    file.write_bytes(write_pdf(html, "2024-04-11"))
    said = subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True)
    assert "Un Petit ÉtéÉcrit élève, œuvre et C, 12" in said.stdout
    fonts = subprocess.run(["pdffonts", str(file)], capture_output=True, text=True, check=True)
    assert fonts.stdout.count("Petites-capitales-pmtdocs") == 2


@pytest.mark.parametrize("face", ["Regular", "Bold", "Italic", "BoldItalic"])
def test_every_small_letter_of_french_has_its_capital(face: str) -> None:
    drawn = TTFont(FONTS / f"Petites-{face}.ttf").getBestCmap()
    assert {*map(ord, "abcdefghijklmnopqrstuvwxyzàâäçéèêëîïôöùûüÿæœ")} <= {*drawn}
    assert not {*map(ord, "ABCÉ0,")} & {*drawn}
