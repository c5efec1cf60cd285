"""How much room words take: near what is laid out, since no page is."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from pmtdocs.render.page.fonts import FONTS
from pmtdocs.word.package import parse
from pmtdocs.word.properties import sheet
from pmtdocs.word.room import height, overfull, widest, width
from pmtdocs.word.styles import Styles
from tests.support.pictures import drawing, placed
from tests.support.word_files import SECTION, STYLES, XMLNS, p, r, row, table

_STYLES = Styles.read(f"<w:styles {XMLNS}>{STYLES}</w:styles>".encode())
_LARGE = f"""<w:p>{r("a", '<w:sz w:val="44"/>')}</w:p>"""
_ABOVE, _LOWER = placed("wrapTopAndBottom"), placed(down="paragraph:20")
_LINE = 11 * 1.2207


def tall(content: str, room: float = 480) -> float:
    return height(_STYLES, parse(f"<w:hdr {XMLNS}>{content}</w:hdr>"), room)


@pytest.mark.parametrize(
    "text",
    [
        "Communauté de communes du Val d'Ormeau",
        "MAIRIE",
        "2 594 €",
        "Illili",
        "www.exemple.fr – p. 1",
    ],
)
def test_words_are_about_as_wide_as_their_font_says(text: str) -> None:
    font = TTFont(FONTS / "Carlito-Regular.ttf")
    names, widths = font.getBestCmap(), font["hmtx"]
    said = sum(widths[names[ord(letter)]][0] for letter in text) / font["head"].unitsPerEm
    assert width(text, 11) == pytest.approx(said * 11, rel=0.07)
    assert width(text, 22) == 2 * width(text, 11)


@pytest.mark.parametrize(
    ("content", "points"),
    [
        ("", 0), (p("a"), _LINE), (p("a" * 90), _LINE * 2), (p("a") + p("b"), 2 * _LINE),
        (f"<w:p>{r('a')}<w:r><w:br/></w:r>{r('b')}</w:p>", 2 * _LINE),
        (p("a", extra='<w:spacing w:before="200" w:after="100" w:line="480"/>'), 2 * _LINE + 15),
        (p("a", extra='<w:spacing w:line="400" w:lineRule="exact"/>'), 20),
        (p("a" * 70, extra='<w:ind w:left="2000"/>'), 2 * _LINE),
        (_LARGE, 2 * _LINE),
        (f"<w:p>{drawing(size=(40, 90))}</w:p>", 90),
        (f"<w:p>{drawing(size=(40, 90), anchor=_ABOVE)}</w:p>", 90),
        (f"<w:p>{drawing(size=(40, 90), anchor=placed('wrapNone'))}</w:p>", _LINE),
        (f"<w:p>{drawing(size=(40, 90), anchor=_LOWER)}</w:p>", 110),
        (table(row("a", "b"), row("a", "mot " * 30)), 6 * _LINE),
        (table(row(f"<w:tc>{table(row('a', 'b'), row('c', 'd'))}{p('')}</w:tc>", "b")), 3 * _LINE),
        (table(row("a", "b", properties='<w:trHeight w:val="900"/>')), 45),
    ],
)  # fmt: skip
def test_heights(content: str, points: float) -> None:
    assert tall(content) == pytest.approx(points, abs=1)


def test_the_widest_line_counts() -> None:
    cell = parse(f"<w:tc {XMLNS}>{p('ab')}{p('abab')}</w:tc>")
    assert widest(_STYLES, cell) == pytest.approx(width("abab", 11))


def test_which_of_both_is_too_tall() -> None:
    """The larger; what a page does not show is not counted."""
    paper = sheet(parse(f"<w:body {XMLNS}>{SECTION}</w:body>".replace("{refs}", ""))[0])
    root = {n: parse(f"<w:hdr {XMLNS}>{p('a') * n}</w:hdr>") for n in (1, 30, 40)}
    both = {("header", "default"): root[30], ("footer", "default"): root[40]}
    found = overfull(_STYLES, paper, both)
    assert found is not None
    assert found[0] is root[40]
    assert "33,2 cm sur les 29,7 cm" in found[1]
    assert overfull(_STYLES, paper, both | {("footer", "default"): root[1]}) is None
    apart = {
        ("header", "first"): root[30],
        ("footer", "default"): root[1],
        ("footer", "even"): root[40],
    }
    assert overfull(_STYLES, paper, apart) is None
