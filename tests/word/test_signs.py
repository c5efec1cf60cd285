"""Signs of Word's own fonts become those of Unicode, in Word, HTML and PDF alike."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from pmtdocs.language import glyphs
from pmtdocs.render.page.fonts import FONTS, font_css
from pmtdocs.render.page.html import page
from pmtdocs.render.page.pdf import write_pdf
from pmtdocs.templates.inspection import inspect
from pmtdocs.word import symbols
from pmtdocs.word.package import w
from tests.conftest import ROOT
from tests.support.verapdf import PDFA, PDFUA, Verdicts
from tests.support.word_files import (
    STYLES,
    Workshop,
    bare,
    call,
    notes,
    p,
    page_template,
    r,
    relation,
    text,
    to_html,
)

SIGN_STYLE = (
    '<w:style w:type="character" w:styleId="Case"><w:name w:val="Case"/><w:rPr>'
    '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/></w:rPr></w:style>'
)


def sym(font: str, code: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:sym w:font="{font}" w:char="{code}"/></w:r>'


def font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:hint="default"/>'


SIGNS = [
    (sym("Wingdings", "F0A8"), "☐"),
    (sym("Wingdings", "F0FE"), "☑"),
    (sym("Wingdings", "F0FD"), "☒"),
    (sym("Wingdings", "F0FC"), "✓"),
    (sym("Wingdings", "F0E0"), "→"),
    (sym("Wingdings", "F028"), "☎"),
    (sym("WINGDINGS", "00FC"), "✓"),
    (sym("Wingdings 2", "F052"), "☑"),
    (sym("Wingdings 2", "F0A3"), "☐"),
    (sym("Wingdings 3", "F022"), "→"),
    (sym("Webdings", "F061"), "✔"),
    (sym("Symbol", "F0B3"), "≥"),
    (sym("Segoe UI Symbol", "2610"), "☐"),
    (r("\uf0fe", font("Wingdings")), "☑"),
    (r("þ o", font("Wingdings")), "☑ □"),
    (r("£", font("Wingdings 2")), "☐"),
    (r("ü", '<w:rStyle w:val="Case"/>'), "✓"),
    (r("☒", font("Wingdings")), "☒"),
    (r("•", font("Wingdings 2")), "⋅"),
    (r("abg", font("Symbol")), "αβγ"),
]


@pytest.mark.parametrize(("run", "printed"), SIGNS)
def test_a_sign_is_what_it_shows(word: Workshop, run: str, printed: str) -> None:
    body, styles = f"<w:p>{r('a ')}{run}{r(' b')}</w:p>", STYLES + SIGN_STYLE
    assert inspect(word.file(body, styles=styles)) == ()
    document = word.join(word.fill(word.file(body, styles=styles)), styles=styles)
    assert text(document) == f"a {printed} b"
    assert document.body.find(f".//{w('sym')}") is None
    html, css = to_html(document)
    assert bare(html) == f"a {printed} b"
    assert "ings" not in css


def test_both_branches_in_a_font_of_signs(word: Workshop) -> None:
    run = r("{% if convention.intitule %}þ{% else %}¨{% endif %}", font("Wingdings"))
    assert inspect(word.file(f"<w:p>{run}{r('oui')}</w:p>")) == ()
    facts: dict[str, object] = {"convention": {"intitule": "x"}}
    assert word.words(f"<w:p>{run}{r('oui')}</w:p>", facts) == "☑oui"


@pytest.mark.parametrize(
    ("run", "said"),
    [
        (sym("Wingdings", "F04D"), "F04D de la police « Wingdings »"),
        (r("M", font("Wingdings")), "004D de la police « Wingdings »"),
        (sym("Marlett", "F061"), "F061 de la police « Marlett »"),
        (r("\uf0fc"), "F0FC n'a"),
        (r("{{ convention.intitule }}", font("Webdings")), "qui ne dessine pas de lettres"),
    ],
)
def test_one_that_is_not_known_is_said_by_check_and_render(
    word: Workshop, run: str, said: str
) -> None:
    from pmtdocs.word.package import TemplateError

    file = word.file(f"{p('Un')}<w:p>{r('a')}{run}</w:p>")
    (fault,) = (f for f in inspect(file) if f.code == "MDL146")
    assert said in fault.message
    assert fault.label == "partie, paragraphe 2"
    with pytest.raises(TemplateError, match=r"partie\.docx, paragraphe 2 : "):
        word.fill(file, {"convention": {"intitule": "x"}})


@pytest.mark.parametrize("name", ["MS Gothic", "Segoe UI Symbol", "Arial"])
def test_the_machine_s_own_font_does_not_draw_signs(word: Workshop, name: str) -> None:
    """A content control's box is in « MS Gothic »: one machine in two has it."""
    body = f"<w:p><w:sdt><w:sdtContent>{r('☐', font(name))}</w:sdtContent></w:sdt></w:p>"
    assert inspect(word.file(body)) == ()
    _, css = to_html(word.document(body))
    assert f'"{name}",sans-serif' not in css


def test_every_sign_of_the_table_is_drawn() -> None:
    every = "".join(row for series in symbols._SERIES.values() for row in series.values())
    assert glyphs.undrawn(every) == []
    assert glyphs.undrawn("☐☑☒✓✔✗✘→←↑↓↔•▪■□●○◆★☎✉≤≥≠≈−€±×÷√∞…") == []


def test_the_lists_of_signs_are_those_of_the_fonts() -> None:
    faces = [frozenset(map(chr, TTFont(f).getBestCmap())) for f in FONTS.glob("Carlito-*.ttf")]
    signs = {*map(chr, TTFont(FONTS / "Signes.ttf").getBestCmap())}
    assert len(faces) == 4
    assert signs >= glyphs.symbols()
    assert not glyphs.symbols() & frozenset.intersection(*faces)
    assert {f.name for f in FONTS.glob("*.ttf")} == {
        url.rpartition("/")[2] for url in font_css().replace(")", "(").split("(")[1::2]
    }


def test_the_licence_of_each_font_is_shipped_beside_it() -> None:
    named = (ROOT / "pyproject.toml").read_text("utf-8")
    for licence in ("OFL.txt", "DejaVu.txt"):
        assert (FONTS / licence).is_file()
        assert f"pmtdocs/fonts/{licence}" in named


@pytest.fixture
def printed(word: Workshop, tmp_path: Path) -> Path:
    """A PDF of signs in a title, in bold, and in a link that holds all that stands apart."""
    link = f'<w:hyperlink r:id="rId9">{r(LINK)}</w:hyperlink>'
    bold = r(f"Oui {PRINTED} non", "<w:b/>")
    body = f"{p(f'Un {PRINTED} deux', 'Titre')}<w:p>{bold}</w:p><w:p>{link}</w:p>"
    target = relation("hyperlink", "https://example.org", 'TargetMode="External"')
    document = word.document(body, relations=target)
    file = tmp_path / "signes.pdf"
    file.write_bytes(write_pdf(page(document, page_template(), draft=False), "2024-04-11"))
    return file


def test_the_pdf_draws_them_and_copies_as_the_same_signs(
    caplog: pytest.LogCaptureFixture, printed: Path
) -> None:
    words = f"Un {PRINTED} deux Oui {PRINTED} non {LINK.replace(chr(0x2011), '-')}"
    assert _asked("pdftotext", printed, "-").split() == words.split()
    assert not [record for record in caplog.records if "notdef" in record.message]
    assert "Signes-pmtdocs" in _asked("pdffonts", printed)


@pytest.mark.verapdf
def test_what_stands_apart_in_a_link_is_the_link_s(
    printed: Path, verapdf: Callable[..., Verdicts]
) -> None:
    """PDF/UA wants no other element between a link and its words."""
    verdicts = verapdf([printed])
    assert verdicts[printed, PDFA] == verdicts[printed, PDFUA] == []


PRINTED = "☐ ☑ ☒ ✓ ✗ → ← ↑ ↓ ≠ ≈ − ● ■ ▪ ◆ ★ ☎ ✉"
LINK = "☐ lien https://example.org/un/chemin/assez/long ici\u2011même ✓"


def _asked(tool: str, *arguments: Path | str) -> str:
    command = [tool, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_signs_in_a_note(word: Workshop) -> None:
    """Called in the body, kept in a piece of its own."""
    note = f"<w:p>{sym('Wingdings', 'F0FE')}{r(' vu', font('Calibri'))}</w:p>"
    body = f"<w:p>{r('Texte')}{call(1)}</w:p>"
    file = word.file(body, more=notes(note))
    assert [f.code for f in inspect(file)] == []
    assert "☑ vu" in bare(to_html(word.join(word.fill(file)))[0])
