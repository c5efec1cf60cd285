"""Word's styles → CSS: what staff change in the charte changes in the page and in the DOCX."""

from __future__ import annotations

import re

import pytest

from pmtdocs.render.page.style_css import paragraph_css, run_css, style_css
from pmtdocs.render.page.walk import to_html
from pmtdocs.word.package import W, parse
from pmtdocs.word.styles import Styles
from tests.support.word_files import STYLES, Workshop, p, r


def properties(xml: str) -> dict[str, str]:
    wrapper = f'<w:x xmlns:w="{W}">{xml}</w:x>'
    element = parse(wrapper)
    css = {**run_css(element), **paragraph_css(element)}
    if "w:spacing" in xml and "w:val" not in xml:  # a paragraph's, not a run's
        css.pop("letter-spacing")
    return css


@pytest.mark.parametrize(
    ("xml", "css"),
    [
        ("<w:b/>", {"font-weight": "bold"}),
        ('<w:b w:val="0"/>', {"font-weight": "normal"}),
        ('<w:i w:val="false"/>', {"font-style": "normal"}),
        ('<w:u w:val="single"/>', {"text-decoration": "underline"}),
        ('<w:u w:val="none"/>', {"text-decoration": "none"}),
        ("<w:strike/>", {"text-decoration": "line-through"}),
        ("<w:caps/>", {"text-transform": "uppercase"}),
        ("<w:smallCaps/>", {"font-variant-caps": "small-caps"}),
        ('<w:sz w:val="21"/>', {"font-size": "0.875rem"}),
        ('<w:color w:val="1F3A5F"/>', {"color": "#1F3A5F"}),
        ('<w:color w:val="auto"/>', {}),
        ('<w:shd w:fill="EEEEEE"/>', {"background": "#EEEEEE"}),
        ('<w:shd w:fill="auto"/>', {}),
        ('<w:vertAlign w:val="subscript"/>',
         {"vertical-align": "sub", "font-size": "65%", "line-height": "0"}),
        ('<w:vertAlign w:val="baseline"/>', {}),
        ('<w:jc w:val="both"/>', {"text-align": "justify"}),
        ('<w:jc w:val="end"/>', {"text-align": "right"}),
        ('<w:spacing w:val="20"/>', {"letter-spacing": "1pt"}),
        ('<w:spacing w:before="40" w:after="60"/>',
         {"margin-top": "2pt", "margin-bottom": "3pt"}),
        ('<w:spacing w:line="240" w:lineRule="exact"/>', {"line-height": "1rem"}),
        ('<w:ind w:left="200" w:hanging="100"/>',
         {"margin-left": "10pt", "text-indent": "-5pt"}),
        ('<w:ind w:start="200" w:end="40" w:firstLine="20"/>',
         {"margin-left": "10pt", "margin-right": "2pt", "text-indent": "1pt"}),
        ("<w:keepNext/>", {"break-after": "avoid"}),
        ('<w:keepNext w:val="0"/>', {"break-after": "auto"}),
        ('<w:keepLines w:val="0"/>', {"break-inside": "auto"}),
        ("<w:pageBreakBefore/>", {"break-before": "page"}),
        ('<w:pBdr><w:left w:val="single" w:sz="16" w:space="4" w:color="00FF00"/></w:pBdr>',
         {"border-left": "2pt solid #00FF00", "padding-left": "4pt"}),
        ('<w:rFonts w:ascii="Calibri"/>',
         {"font-family": '"Carlito pmtdocs","Carlito","Calibri",sans-serif'}),
        ('<w:rFonts w:ascii="3 of 9}"/>', {"font-family": '"3 of 9",sans-serif'}),
        ('<w:rFonts w:asciiTheme="minorHAnsi"/>', {}),
        ('<w:lang w:val="fr-FR"/>', {}),
    ],
)  # fmt: skip
def test_properties(xml: str, css: dict[str, str]) -> None:
    assert properties(xml) == css


def test_single_spacing_is_the_font_s_own() -> None:
    assert properties('<w:spacing w:line="240" w:lineRule="auto"/>') == {"line-height": "1.221"}


def style(name: str, body: str, based_on: str = "Normal") -> str:
    return (
        f'<w:style w:type="paragraph" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="{based_on}"/>{body}</w:style>'
    )


def read(more: str) -> Styles:
    return Styles.read(f'<w:styles xmlns:w="{W}">{STYLES}{more}</w:styles>'.encode())


def test_a_style_is_complete_along_its_ancestors() -> None:
    styles = read(
        style("A", '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr>')
        + style("B", '<w:rPr><w:i/><w:sz w:val="30"/></w:rPr>', "A")
    )
    css = style_css(styles, "B")
    assert css["font-weight"] == "bold"
    assert css["font-style"] == "italic"
    assert css["font-size"] == "1.25rem"
    assert css["text-align"] == "center"
    assert style_css(styles, "Normal")["font-size"] == "0.916667rem"  # the document's default


def test_a_style_based_on_itself_ends() -> None:
    assert style_css(read(style("A", "<w:rPr><w:b/></w:rPr>", "A")), "A")["font-weight"] == "bold"


def test_levels_of_headings() -> None:
    styles = read(style("T7", '<w:pPr><w:outlineLvl w:val="6"/></w:pPr>'))
    assert styles.outline("Titre") == 1
    assert styles.outline("Article") == 2
    assert styles.outline("T7") is None
    assert styles.outline("Normal") is None
    assert styles.outline("inconnu") is None


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
