"""What Word's properties say, as values."""

from __future__ import annotations

import pytest

from pmtdocs.word.formatting import Border, Colour, Sheet, Spacing
from pmtdocs.word.package import W, parse
from pmtdocs.word.properties import (
    cell_style,
    complete_style,
    paragraph_style,
    run_style,
    sheet,
    table_style,
    widths,
)
from pmtdocs.word.styles import Styles
from tests.support.word_files import STYLES

NAVY, BLACK = Colour(0x1F, 0x3A, 0x5F), Colour(0, 0, 0)


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ("<w:b/>", {"bold": True}),
        ('<w:b w:val="0"/>', {"bold": False}),
        ('<w:i w:val="false"/>', {"italic": False}),
        ('<w:u w:val="single"/>', {"underlined": True}),
        ('<w:u w:val="none"/>', {"underlined": False}),
        ("<w:strike/>", {"struck": True}),
        ("<w:caps/>", {"capitals": True}),
        ("<w:smallCaps/>", {"small_capitals": True}),
        ('<w:vanish w:val="0"/>', {"hidden": False}),
        ('<w:sz w:val="21"/>', {"size": 10.5}),
        ('<w:color w:val="1F3A5F"/>', {"colour": NAVY}),
        ('<w:color w:val="1f3a5f"/>', {"colour": NAVY}),
        ('<w:color w:val="auto"/>', {}),
        ('<w:shd w:fill="1F3A5F"/>', {"shade": NAVY}),
        ('<w:shd w:fill="auto"/>', {}),
        ('<w:vertAlign w:val="subscript"/>', {"raised": "sub"}),
        ('<w:vertAlign w:val="baseline"/>', {}),
        ('<w:spacing w:val="20"/>', {"tracking": 1}),
        ('<w:rFonts w:ascii="Calibri"/>', {"font": "Calibri"}),
        ('<w:rFonts w:asciiTheme="minorHAnsi"/>', {}),
        ('<w:lang w:val="fr-FR"/>', {}),
        ('<w:sz w:val="22"/><w:b/>', {"size": 11, "bold": True}),
    ],
)
def test_what_is_said_of_words(xml: str, said: dict[str, object]) -> None:
    assert run_style(Styles(), parse(f'<w:rPr xmlns:w="{W}">{xml}</w:rPr>')) == said


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        ('<w:jc w:val="both"/>', {"align": "justify"}),
        ('<w:jc w:val="end"/>', {"align": "right"}),
        ('<w:jc w:val="start"/>', {"align": "left"}),
        ('<w:spacing w:before="40" w:after="60"/>', {"before": 2, "after": 3}),
        ('<w:spacing w:line="250" w:lineRule="exact"/>', {"spacing": Spacing(12.5, True)}),
        ('<w:spacing w:line="360" w:lineRule="auto"/>', {"spacing": Spacing(1.5, False)}),
        ('<w:ind w:left="200" w:hanging="100"/>', {"left": 10, "first": -5}),
        ('<w:ind w:start="200" w:end="40" w:firstLine="20"/>',
         {"left": 10, "right": 2, "first": 1}),
        ("<w:keepNext/>", {"with_next": True}),
        ('<w:keepLines w:val="0"/>', {"together": False}),
        ("<w:pageBreakBefore/>", {"on_new_page": True}),
        ('<w:pBdr><w:start w:val="single" w:sz="16" w:space="4" w:color="1F3A5F"/></w:pBdr>',
         {"border_left": Border("solid", 2, NAVY), "padding_left": 4}),
        ('<w:pBdr><w:bar w:val="single" w:space="4"/><w:top w:val="nil"/></w:pBdr>',
         {"border_top": Border("none", 0, BLACK)}),
    ],
)  # fmt: skip
def test_what_is_said_of_a_paragraph(xml: str, said: dict[str, object]) -> None:
    assert paragraph_style(parse(f'<w:pPr xmlns:w="{W}">{xml}</w:pPr>')) == said


def test_what_is_said_of_a_cell_and_its_table() -> None:
    cell = (
        '<w:tcBorders><w:top w:val="wave" w:sz="8"/></w:tcBorders><w:shd w:fill="1F3A5F"/>'
        '<w:vAlign w:val="center"/>'
    )
    assert cell_style(parse(f'<w:tcPr xmlns:w="{W}">{cell}</w:tcPr>')) == {
        "border_top": Border("solid", 1, BLACK),
        "shade": NAVY,
        "vertical": "middle",
    }
    assert cell_style(None) == {}
    table = (
        '<w:tblBorders><w:bottom w:val="double"/><w:insideH w:val="dotted"/></w:tblBorders>'
        '<w:tblCellMar><w:end w:w="100"/></w:tblCellMar>'
    )
    own = parse(f'<w:tblPr xmlns:w="{W}">{table}</w:tblPr>')
    assert table_style(Styles(), own) == {
        "padding": (0, 5.4),
        "border_bottom": Border("double", 0.5, BLACK),
        "inside_rows": Border("dotted", 0.5, BLACK),
        "padding_right": 5,
    }


def test_the_columns_of_a_table() -> None:
    grid = '<w:gridCol w:w="2000"/><w:gridCol/>'
    table = f'<w:tbl xmlns:w="{W}"><w:tblGrid>{grid}</w:tblGrid></w:tbl>'
    assert widths(parse(table)) == (100, 0.05)
    assert widths(parse(f'<w:tbl xmlns:w="{W}"/>')) == (1,)


def test_paper_is_a4_unless_it_says_otherwise() -> None:
    assert sheet(parse(f'<w:sectPr xmlns:w="{W}"/>')) == Sheet(
        595.3, 841.9, 56.7, 56.7, 56.7, 56.7, 28.35, 28.35
    )


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
    run, paragraph = complete_style(styles, "B")
    assert run == {"font": "Calibri", "size": 15, "bold": True, "italic": True}
    assert paragraph == {"align": "center"}
    assert complete_style(styles, "Normal").run["size"] == 11  # the document's default


def test_a_style_based_on_itself_ends() -> None:
    assert complete_style(read(style("A", "<w:rPr><w:b/></w:rPr>", "A")), "A").run["bold"]


def test_levels_of_headings() -> None:
    styles = read(style("T7", '<w:pPr><w:outlineLvl w:val="6"/></w:pPr>'))
    assert styles.outline("Titre") == 1
    assert styles.outline("Article") == 2
    assert styles.outline("T7") is None
    assert styles.outline("Normal") is None
    assert styles.outline("inconnu") is None
