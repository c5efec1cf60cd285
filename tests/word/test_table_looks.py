"""The header row, the first column, the bands of a table's style, in every format."""

from __future__ import annotations

import pytest

from pmtdocs.render.join.join import Document
from pmtdocs.render.page.tree import Table
from pmtdocs.render.page.walk import walk
from pmtdocs.word.formatting import Colour
from pmtdocs.word.package import val, w
from tests.support.word_files import STYLES, Workshop, p, r, row, table, to_html


def condition(kind: str, inside: str) -> str:
    return f'<w:tblStylePr w:type="{kind}">{inside}</w:tblStylePr>'


def shade(colour: str) -> str:
    return f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{colour}"/></w:tcPr>'


STYLED = f"""{STYLES}<w:style w:type="table" w:styleId="Base"><w:name w:val="Base"/>
{condition("firstRow", "<w:rPr><w:b/></w:rPr>" + shade("111111"))}
{condition("band1Horz", shade("222222"))}</w:style>
<w:style w:type="table" w:styleId="Look"><w:name w:val="Look"/><w:basedOn w:val="Base"/>
<w:pPr><w:jc w:val="right"/></w:pPr>
{condition("lastRow", shade("333333"))}{condition("firstCol", "<w:rPr><w:i/></w:rPr>")}
{condition("nwCell", shade("444444"))}{condition("band1Vert", shade("555555"))}</w:style>"""


def made(word: Workshop, look: str, rows: int = 4, **options: str) -> Document:
    body = table(
        *(row(f"a{n}", f"b{n}") for n in range(rows)),
        properties=f'<w:tblStyle w:val="Look"/><w:tblLook w:val="0000" {look}/>',
    )
    return word.document(options.get("body", body), styles=STYLED)


def shades(document: Document) -> list[str | None]:
    found = (cell.find(w("tcPr/shd")) for cell in document.body.iter(w("tc")))
    return [val(one, "fill") if one is not None else None for one in found]


ON = {name: f'w:{name}="1"' for name in ("firstRow", "lastRow", "firstColumn")}
NO_BANDS = 'w:noHBand="1" w:noVBand="1"'


@pytest.mark.parametrize(
    ("look", "expected"),
    [
        (NO_BANDS, [None] * 8),
        (f"{ON['firstRow']} {NO_BANDS}", ["111111"] * 2 + [None] * 6),
        (f"{ON['lastRow']} {NO_BANDS}", [None] * 6 + ["333333"] * 2),
        (
            f"{ON['firstRow']} {ON['firstColumn']} {NO_BANDS}",
            ["444444", "111111"] + [None] * 6,
        ),
        ('w:noVBand="1"', ["222222", "222222", None, None] * 2),
        (f"{ON['firstRow']} w:noVBand=\"1\"", ["111111"] * 2 + ["222222"] * 2 + [None] * 2
         + ["222222"] * 2),
        ('w:noHBand="1"', ["555555", None] * 4),
    ],
)  # fmt: skip
def test_by_the_place_of_a_cell(word: Workshop, look: str, expected: list[str | None]) -> None:
    assert shades(made(word, look)) == expected


def test_the_short_form_of_the_options(word: Workshop) -> None:
    body = table(
        row("a", "b"), row("c", "d"),
        properties='<w:tblStyle w:val="Look"/><w:tblLook w:val="0620"/>',
    )  # fmt: skip
    assert shades(made(word, "", body=body)) == ["111111"] * 2 + [None] * 2


def test_words_and_paragraphs_too_and_what_they_say_themselves_first(word: Workshop) -> None:
    thin, left = '<w:b w:val="0"/>', p("c", extra='<w:jc w:val="left"/>')
    said = f"<w:tc><w:p>{r('a', thin)}{r('b')}</w:p></w:tc>"
    body = table(
        row(said, f"<w:tc>{left}</w:tc>"),
        properties=f'<w:tblStyle w:val="Look"/><w:tblLook {ON["firstRow"]} {NO_BANDS}/>',
    )
    document = made(word, "", body=body)
    bold = [val(e) for e in document.body.iter(w("b"))]
    assert bold == ["0", None, None]
    assert [val(e) for e in document.body.iter(w("jc"))] == ["right", "left"]


def test_in_the_page_as_in_the_file(word: Workshop) -> None:
    document = made(word, f"{ON['firstRow']} {ON['firstColumn']} {NO_BANDS}")
    (found,) = (b for s in walk(document).sections for b in s.blocks if isinstance(b, Table))
    first = (*found.head, *found.body)[0]
    assert first.cells[0].style["shade"] == Colour(0x44, 0x44, 0x44)
    page, css = to_html(document)
    assert "#444444" in css
    assert "font-weight:bold" in css
    assert "font-style:italic" in css
    assert page.count("<td") + page.count("<th") == 8


def test_the_lines_of_a_condition_are_those_of_its_edges(word: Workshop) -> None:
    line = "<w:tcPr><w:tcBorders>{}</w:tcBorders></w:tcPr>"
    lines = line.format('<w:bottom w:val="single" w:sz="8"/><w:insideV w:val="dotted" w:sz="4"/>')
    styles = STYLED.replace(shade("111111"), lines)
    body = table(
        row("a", "b"), row("c", "d"),
        properties=f'<w:tblStyle w:val="Look"/><w:tblLook {ON["firstRow"]} {NO_BANDS}/>',
    )  # fmt: skip
    document = word.document(body, styles=styles)
    drawn = [
        {e.tag.rpartition("}")[2]: val(e) for e in cell.iterfind(f"{w('tcPr/tcBorders')}/*")}
        for cell in document.body.iter(w("tc"))
    ]
    assert drawn == [
        {"bottom": "single", "right": "dotted"}, {"left": "dotted", "bottom": "single"}, {}, {},
    ]  # fmt: skip


def test_a_style_without_conditions_writes_nothing(word: Workshop) -> None:
    document = word.document(table(row("a"), properties='<w:tblStyle w:val="MEP"/>'))
    assert document.body.find(f".//{w('tcPr')}") is None


def test_a_table_of_a_header_too(word: Workshop) -> None:
    look = f'<w:tblStyle w:val="Look"/><w:tblLook w:val="0000" {ON["firstRow"]} {NO_BANDS}/>'
    header = table(row("a", "b"), row("c", "d"), properties=look) + p("")
    document = word.document(p("x"), styles=STYLED, headers={"header-default": header})
    (found,) = (b for m in walk(document).sections[0].margins for b in m.blocks[:1])
    assert isinstance(found, Table)
    assert [row.shade for row in found.body] == [Colour(17, 17, 17), None]
