"""Values → CSS: what staff change in the charte changes in the page and in the DOCX."""

from __future__ import annotations

import re

import pytest

from pmtdocs.render.page.css import declared, outdented
from pmtdocs.word.formatting import Border, Colour, Spacing
from tests.support.word_files import STYLES, Workshop, p, r, to_html

NAVY = Colour(0x1F, 0x3A, 0x5F)


@pytest.mark.parametrize(
    ("style", "css"),
    [
        ({"bold": True}, {"font-weight": "bold"}),
        ({"bold": False}, {"font-weight": "normal"}),
        ({"italic": False}, {"font-style": "normal"}),
        ({"underlined": True}, {"text-decoration": "underline"}),
        ({"underlined": False}, {"text-decoration": "none"}),
        ({"struck": True}, {"text-decoration": "line-through"}),
        ({"struck": True, "underlined": True}, {"text-decoration": "underline line-through"}),
        ({"struck": True, "underlined": False}, {"text-decoration": "line-through"}),
        ({"capitals": True}, {"text-transform": "uppercase"}),
        ({"small_capitals": True}, {"font-variant-caps": "small-caps"}),
        ({"size": 10.5}, {"font-size": "0.875rem"}),
        ({"colour": NAVY}, {"color": "#1F3A5F"}),
        ({"shade": NAVY}, {"background": "#1F3A5F"}),
        ({"raised": "sub"}, {"vertical-align": "sub", "font-size": "65%", "line-height": "0"}),
        ({"tracking": 1}, {"letter-spacing": "1pt"}),
        ({"font": "Calibri"}, {"font-family": '"Carlito pmtdocs","Carlito","Calibri",sans-serif'}),
        ({"font": "3 of 9}"}, {"font-family": '"3 of 9",sans-serif'}),
        ({"align": "justify"}, {"text-align": "justify"}),
        ({"before": 2, "after": 0.5}, {"margin-top": "2pt", "margin-bottom": "0.5pt"}),
        ({"spacing": Spacing(12, True)}, {"line-height": "1rem"}),
        ({"spacing": Spacing(1, False)}, {"line-height": "1.221"}),  # the font's own
        ({"left": 10, "right": 2, "first": -5},
         {"margin-left": "10pt", "margin-right": "2pt", "text-indent": "-5pt"}),
        ({"with_next": True}, {"break-after": "avoid"}),
        ({"with_next": False}, {"break-after": "auto"}),
        ({"together": False}, {"break-inside": "auto"}),
        ({"on_new_page": True}, {"break-before": "page"}),
        ({"border_left": Border("solid", 2, NAVY), "padding_left": 4},
         {"border-left": "2pt solid #1F3A5F", "padding-left": "4pt"}),
        ({"border_top": Border("none", 0, NAVY)}, {"border-top": "none"}),
        ({"padding": (0, 5.4)}, {"padding": "0 5.4pt"}),
        ({"inside_rows": Border("dotted", 0.5, NAVY)}, {"border-top": "0.5pt dotted #1F3A5F"}),
        ({"vertical": "middle"}, {"vertical-align": "middle"}),
    ],
)  # fmt: skip
def test_what_a_value_declares(style: dict[str, object], css: dict[str, str]) -> None:
    assert declared(style) == css


def test_what_a_style_hides_a_run_may_show(word: Workshop) -> None:
    """« Masqué » switched off: Word prints these words, the page did not."""
    styles = STYLES + (
        '<w:style w:type="character" w:styleId="Cache"><w:name w:val="Caché"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style>"
    )
    shown = r("vu", '<w:rStyle w:val="Cache"/><w:vanish w:val="0"/>')
    file = word.file(f"<w:p>{shown}</w:p>", styles=styles)
    html, css = to_html(word.join(word.fill(file), styles=styles))
    assert '<p class="s-Normal">vu</p>' in html
    assert re.findall(r"(.*)\{[^}]*display:none", css) == [".pageof span"]  # PAPER's own


def style(name: str, body: str, based_on: str = "Normal") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based_on}"/>{body}</w:style>'
    )


def test_what_changes_in_the_charte_changes_everywhere(word: Workshop) -> None:
    part = word.fill(word.file(p("x", "Titre")))
    changed = STYLES.replace(
        '<w:outlineLvl w:val="0"/></w:pPr>',
        '<w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:color w:val="ABCDEF"/>'
        '<w:sz w:val="64"/></w:rPr>',
    )
    before, after = word.join(part), word.join(part, styles=changed)
    for document, there in ((before, False), (after, True)):
        css = to_html(document)[1]
        rule = re.search(r"\.s-Titre\{[^}]*\}", css)
        assert rule is not None
        assert ("color:#ABCDEF" in rule[0] and "font-size:2.66667rem" in rule[0]) is there
        assert (b"ABCDEF" in document.parts["word/styles.xml"]) is there


BOXED = Border("solid", 4.5, NAVY)


@pytest.mark.parametrize(
    ("said", "style", "margins"),
    [
        ({"border_left": BOXED, "padding_left": 8, "left": 12.5}, {}, {"left": 0}),
        ({"border_right": BOXED, "padding_right": 8}, {}, {"right": -12.5}),
        ({"left": 20}, {"border_left": BOXED, "padding_left": 8, "left": 12.5}, {"left": 7.5}),
        ({"border_left": Border("none", 0, NAVY)}, {"border_left": BOXED, "left": 12.5},
         {"left": 12.5}),
        ({"align": "right"}, {"border_left": BOXED, "left": 12.5}, {}),
        ({"left": 20}, {}, {"left": 20}),
    ],
)  # fmt: skip
def test_lines_at_the_sides_leave_the_words_where_they_are(
    said: dict[str, object], style: dict[str, object], margins: dict[str, float]
) -> None:
    out = outdented(said, style)
    assert {side: out[side] for side in ("left", "right") if side in out} == margins
    assert out.items() >= {name: value for name, value in said.items() if name != "left"}.items()


def test_a_name_with_accents_is_a_safe_class(word: Workshop) -> None:
    styles = STYLES + style("Décisionfinale", "<w:rPr><w:b/></w:rPr>")
    part = word.fill(word.file(p("x", "Décisionfinale"), styles=styles))
    html, css = to_html(word.join(part, styles=styles))
    name = re.search(r'class="(s-D[^"]*)"', html)
    assert name is not None
    assert name[1].isascii()
    assert f".{name[1]}{{" in css


def test_direct_formatting_and_character_styles(word: Workshop) -> None:
    styles = STYLES + (
        '<w:style w:type="character" w:styleId="Fort"><w:name w:val="Fort"/>'
        '<w:rPr><w:b/><w:color w:val="112233"/></w:rPr></w:style>'
    )
    run = r("x", '<w:rStyle w:val="Fort"/><w:color w:val="445566"/>')
    body = f'<w:p><w:pPr><w:jc w:val="right"/></w:pPr>{run}</w:p>'
    part = word.fill(word.file(body, styles=styles))
    css = to_html(word.join(part, styles=styles))[1]
    assert re.search(r"\.d\d\{font-weight:bold;color:#445566\}", css)
    assert re.search(r"\.d\d\{text-align:right\}", css)


def test_a_hostile_style_cannot_leave_the_style_sheet(word: Workshop) -> None:
    """Values of the charte are written in <style>: none may close it."""
    evil = "&lt;/style&gt;&lt;script&gt;"
    xml = f'<w:color w:val="{evil}"/><w:rFonts w:ascii="{evil}"/><w:shd w:fill="{evil}"/>'
    document = word.document(f"<w:p>{r('x', xml)}</w:p>")
    assert "</style" not in to_html(document)[1]
