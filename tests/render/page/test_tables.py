"""Tables of Word → HTML: columns, merged cells, borders; none of their words lost."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from pmtdocs.render.page import html as pages
from pmtdocs.render.page.layout import lay_out
from tests.support.word_files import STYLES, Workshop, bare, p, page_template, row, table, to_html


def cell(content: str, properties: str) -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def test_header_rows_and_columns(word: Workshop) -> None:
    html = word.html(
        table(
            row("A", "B", properties="<w:tblHeader/>"), row("1", "2", properties="<w:cantSplit/>")
        )
    )
    assert re.search(r'<thead><tr class="[^"]*"><th class="d\d+" scope="col">', html)
    assert re.search(r'</thead><tbody><tr class="(d\d+)">', html)
    assert '<col style="width:40%"><col style="width:60%">' in html


LOOK = '<w:tblLook w:val="{}" {}/>'


@pytest.mark.parametrize(
    ("look", "headed"),
    [
        (LOOK.format("04A0", 'w:firstColumn="1"'), True),
        (LOOK.format("0420", 'w:firstColumn="0"'), False),
        (LOOK.format("04A0", ""), True),  # the short form, of older Word files
        (LOOK.format("0420", ""), False),
        ("", False),
    ],
)
def test_the_first_column_heads_its_rows(word: Workshop, look: str, headed: bool) -> None:
    """« Première colonne » among the options of the table in Word; an empty cell heads nothing."""
    rows = row("A", "B", properties="<w:tblHeader/>"), row("1", "2"), row("", "3")
    html = word.html(table(*rows, properties=look))
    assert re.findall(r"<(t[hd]) [^>]*?(?:scope=\"(\w+)\")?><p", html) == [
        ("th", "col"), ("th", "col"), ("th", "row") if headed else ("td", ""), ("td", ""),
        ("td", ""), ("td", ""),
    ]  # fmt: skip


def test_an_empty_corner_is_no_header(word: Workshop) -> None:
    html = word.html(table(row(" ", "B", properties="<w:tblHeader/>"), row("1", "2")))
    assert re.findall(r"<(t[hd]) ", html) == ["td", "th", "td", "td"]


def test_a_table_has_a_name_and_scrolls_by_keyboard(word: Workshop) -> None:
    """Its title among Word's alternative texts, else its columns."""
    head = row("Poste", " &amp; montant", properties="<w:tblHeader/>")
    html = word.html(table(head, row("1", "2")))
    assert '<div class="data" role="group" tabindex="0" aria-label="Poste, &amp; montant">' in html
    assert re.search('<table [^>]*aria-label="Poste, &amp; montant"', html)
    titled = table(head, properties='<w:tblCaption w:val="Dépenses"/>')
    assert word.html(titled).count('aria-label="Dépenses"') == 2
    assert word.html(table(row("1", "2"))).count('aria-label="Tableau"') == 2


def test_merged_cells(word: Workshop) -> None:
    wide = cell(p("large"), '<w:gridSpan w:val="2"/>')
    top, below = (
        cell(p(t), f"<w:vMerge{v}/>") for t, v in (("haut", ' w:val="restart"'), ("", ""))
    )
    html = word.html(
        table(row("a", wide), row(top, "b", "c"), row(below, "d", "e"), row(top, "f", "g"),
              widths=(1, 1, 1))
    )  # fmt: skip
    assert html.count(' colspan="2"') == 1
    assert html.count(' rowspan="2"') == 1
    assert [len(re.findall("<td", tr)) for tr in re.findall(r"<tr .*?</tr>", html)] == [2, 3, 2, 3]


def test_a_heading_row_further_down_stays_in_its_place(word: Workshop) -> None:
    """Word heads pages with the first rows alone (17.4.78)."""
    head = row("milieu", "x", properties="<w:tblHeader/>")
    html = word.html(table(row("a", "b"), head, row("c", "d")))
    assert bare(html) == "abmilieuxcd"
    assert "<thead>" not in html


def test_a_merged_cell_whose_first_row_was_left_out(word: Workshop) -> None:
    """A condition may take away the row where it begins: what goes on there is a cell again."""
    top = cell(p("haut"), '<w:vMerge w:val="restart"/>')
    body = table(
        row("{%tr if not oui %}", ""), row(top, "a"), row("{%tr endif %}", ""),
        row(cell(p(""), "<w:vMerge/>"), "b"), row(cell(p(""), "<w:vMerge/>"), "c"),
    )  # fmt: skip
    html = word.html(body, {"oui": True})
    assert [len(re.findall("<td", tr)) for tr in re.findall(r"<tr .*?</tr>", html)] == [2, 1]
    assert html.count(' rowspan="2"') == 1


def test_rows_and_cells_inside_content_controls(word: Workshop) -> None:
    """Word puts repeated rows and forms in content controls: their words must not vanish."""
    inside = f"<w:sdt><w:sdtPr/><w:sdtContent>{row('c', 'd')}</w:sdtContent></w:sdt>"
    one = row("e", "f").replace("<w:tc>", "<w:sdt><w:sdtContent><w:tc>", 1)
    one = one.replace("</w:tc>", "</w:tc></w:sdtContent></w:sdt>", 1)
    assert bare(word.html(table(row("a", "b"), inside, one))) == "abcdef"


def test_a_layout_table_is_boxes(word: Workshop) -> None:
    layout = '<w:tblStyle w:val="MEP"/>'
    whole = cell(p("c"), '<w:tcW w:w="5000" w:type="dxa"/>')
    html = word.html(table(row("a", "b"), row(whole), properties=layout))
    assert "<table" not in html
    assert html.count('<div class="row ') == 2
    assert 'style="width:40%"' in html
    assert 'style="width:100%"' in html


@pytest.mark.parametrize(
    "style",
    ['<w:name w:val="mise en page"/>', '<w:name w:val="Signatures"/><w:basedOn w:val="MEP"/>'],
)
def test_a_layout_table_by_whatever_way_its_style_is_that_one(word: Workshop, style: str) -> None:
    styles = f'{STYLES}<w:style w:type="table" w:styleId="AUTRE">{style}</w:style>'
    styles = styles if "MEP" in style else styles.replace("Mise en page", "Autre")
    body = table(row("a", "b"), properties='<w:tblStyle w:val="AUTRE"/>')
    document = word.join(word.fill(word.file(body, styles=styles)), styles=styles)
    assert "<table" not in to_html(document)[0]


def test_a_table_in_a_cell(word: Workshop) -> None:
    inner = f"<w:tc>{table(row('b', 'c'))}{p('d')}</w:tc>"
    assert bare(word.html(table(row("a", inner)))) == "abcd"


def test_a_table_without_grid(word: Workshop) -> None:
    assert bare(word.html(table(row("a"), widths=()))) == "a"


def test_borders_shading_and_alignment_of_cells(word: Workshop) -> None:
    properties = (
        '<w:tcBorders><w:top w:val="single" w:sz="8" w:color="FF0000"/><w:start w:val="nil"/>'
        '</w:tcBorders><w:shd w:fill="EEEEEE"/><w:vAlign w:val="center"/>'
    )
    whole = (
        '<w:tblBorders><w:bottom w:val="double" w:sz="4" w:color="auto"/>'
        '<w:insideH w:val="dotted" w:sz="4"/></w:tblBorders>'
        '<w:tblCellMar><w:left w:w="100"/></w:tblCellMar>'
    )
    body = table(row(cell(p("a"), properties), "b"), properties=whole)
    css = to_html(word.document(body))[1]
    for part in (
        "border-top:1pt solid #FF0000",
        "border-left:none",
        "background:#EEEEEE",
        "vertical-align:middle",
        "border-bottom:0.5pt double #000000",
        "border-top:0.5pt dotted #000000",
        "padding-left:5pt",
    ):
        assert part in css


def test_a_table_style_gives_its_borders(word: Workshop) -> None:
    styles = STYLES + (
        '<w:style w:type="table" w:styleId="Acte"><w:name w:val="Acte"/><w:basedOn w:val="TN"/>'
        '<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="24"/></w:tblBorders></w:tblPr>'
        "</w:style>"
    )
    file = word.file(table(row("a"), properties='<w:tblStyle w:val="Acte"/>'), styles=styles)
    css = to_html(word.join(word.fill(file), styles=styles))[1]
    assert "border-top:3pt solid #000000" in css


def test_the_name_of_a_table_keeps_its_words_apart(word: Workshop) -> None:
    """A heading over two lines, or two paragraphs."""
    two = f"<w:tc>{p('Montant')}{p('en euros')}</w:tc>"
    broken = "<w:tc><w:p><w:r><w:t>Part</w:t><w:br/><w:t>publique</w:t></w:r></w:p></w:tc>"
    html = word.html(table(row(two, broken, properties="<w:tblHeader/>"), row("1", "2")))
    assert 'aria-label="Montant en euros, Part publique"' in html


def shape(html: str) -> list[list[tuple[str, int, int]]]:
    """The words of each cell, with the columns and the rows that it spans."""

    def size(cell: str, name: str) -> int:
        found = re.search(rf'{name}="(\d+)"', cell)
        return int(found[1]) if found else 1

    rows = (re.findall(r"<t[hd] .*?</t[hd]>", tr) for tr in re.findall(r"<tr .*?</tr>", html))
    return [[(bare(c), size(c, "colspan"), size(c, "rowspan")) for c in cells] for cells in rows]


LINES = (
    '<w:tblBorders><w:left w:val="single" w:sz="8"/><w:right w:val="single" w:sz="8"/>'
    '<w:insideH w:val="single" w:sz="4"/></w:tblBorders>'
)


@pytest.mark.parametrize("kind", ["", "<w:tblHeader/>"])
def test_a_row_that_skips_columns(word: Workshop, kind: str) -> None:
    """« gridBefore », « gridAfter »: an empty cell stands there, and heads nothing."""
    before = row("b", properties=f'{kind}<w:gridBefore w:val="1"/>')
    after = row("c", properties='<w:gridAfter w:val="1"/>')
    html = word.html(table(before, after, row("d", "e"), properties=LINES))
    assert shape(html) == [[("", 1, 1), ("b", 1, 1)], [("c", 1, 1), ("", 1, 1)],
                           [("d", 1, 1), ("e", 1, 1)]]  # fmt: skip
    assert html.count("<th ") == bool(kind)


def test_cells_merged_downwards_beside_skipped_columns(word: Workshop) -> None:
    top, below = (
        cell(p(t), f"<w:vMerge{v}/>") for t, v in (("haut", ' w:val="restart"'), ("", ""))
    )
    skips = '<w:gridBefore w:val="2"/>'
    html = word.html(
        table(row("a", "b", top), row(below, properties=skips), row("c", "d", "e"),
              widths=(1, 1, 1))
    )  # fmt: skip
    assert shape(html) == [
        [("a", 1, 1), ("b", 1, 1), ("haut", 1, 2)],
        [("", 2, 1)],
        [("c", 1, 1), ("d", 1, 1), ("e", 1, 1)],
    ]


def test_no_line_is_drawn_around_what_is_skipped(word: Workshop) -> None:
    """But those of the cells beside it: the last one is closed as the table is."""
    skips = '<w:gridAfter w:val="1"/>'
    rows = row("a", properties=skips), row("b", properties=skips), row("c", "d")
    html, css = to_html(word.document(table(*rows, properties=LINES)))
    looks = dict(re.findall(r"\.(d\d+)\{(.*?)\}", css))
    cells = [looks[name] for name in re.findall('<td class="(d\\d+)"', html)]
    assert "border-right:1pt solid #000000" in cells[0]
    for void in (cells[1], cells[3]):
        assert "border-right:hidden" in void
        assert "border-top:hidden" in void
        assert "border-bottom" not in void
    assert "hidden" not in cells[2] + cells[4] + cells[5]


def test_boxes_of_a_layout_table_that_skips_columns(word: Workshop) -> None:
    layout = '<w:tblStyle w:val="MEP"/>'
    html = word.html(table(row("b", properties='<w:gridBefore w:val="1"/>'), properties=layout))
    boxes = re.findall(r'<div class="box" style="width:(.*?)">(.*?)</div>', html)
    assert [(width, bare(words)) for width, words in boxes] == [("40%", ""), ("60%", "b")]


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ('<w:jc w:val="center"/>', "margin-left:auto;margin-right:auto"),
        ('<w:jc w:val="end"/>', "margin-left:auto"),
        ('<w:tblInd w:w="400" w:type="dxa"/>', "margin-left:20pt"),
        ('<w:tblInd w:w="0" w:type="dxa"/><w:jc w:val="left"/>', ""),
    ],
)
def test_where_a_table_stands(word: Workshop, properties: str, said: str) -> None:
    html, css = to_html(word.document(table(row("a", "b"), properties=properties)))
    name = re.search(r'<table class="(d\d+)"', html)
    assert name is not None
    rule = re.search(rf"\.{name[1]}{{(.*?)}}", css)
    assert rule is not None
    margins = [d for d in rule[1].split(";") if d.startswith("margin")]
    assert ";".join(margins) == said


def test_a_cell_has_its_own_margins_and_a_row_its_height(word: Workshop) -> None:
    margins = '<w:tcMar><w:top w:w="100" w:type="dxa"/><w:start w:w="200" w:type="dxa"/></w:tcMar>'
    height = '<w:trHeight w:val="1000"/>'
    html, css = to_html(word.document(table(row(cell(p("a"), margins), "b", properties=height))))
    assert "height:50pt" in css
    found = re.findall(r'<td class="(d\d+)"', html)
    own, other = (re.search(rf"\.{name}{{(.*?)}}", css) for name in found)
    assert own is not None
    assert other is not None
    assert "padding-top:5pt;padding-left:10pt" in own[1]
    assert "padding-top" not in other[1]


# --- turned ---------------------------------------------------------------------------------


def turned(words: str, way: str, more: str = "") -> str:
    return cell(words, f'<w:textDirection w:val="{way}"/>{more}')


@pytest.mark.parametrize(
    ("way", "transform"),
    [("btLr", "rotate(-90deg)"), ("tbRl", "rotate(90deg)"), ("lrTb", ""), ("lrTbV", "")],
)
def test_words_of_a_cell_are_turned(word: Workshop, way: str, transform: str) -> None:
    html = word.html(table(row(turned(p("Montant"), way), "b")))
    assert ("transform:" in html) == bool(transform)
    assert transform in html
    assert bare(html) == "Montantb"


def test_a_turned_cell_is_as_high_as_its_longest_line(word: Workshop) -> None:
    """Or as its row says; lines stand beside one another from the side where they begin."""
    short, long = turned(p("ab"), "btLr"), turned(p("abababab") + p("ab"), "btLr")
    html = word.html(table(row(short, long)))
    boxes = re.findall(r"width:([\d.]+)pt;height:([\d.]+)pt;margin:([^\"]*)", html)
    (w1, h1, m1), (w2, h2, _) = ((float(w), float(h), m) for w, h, m in boxes)
    assert abs(h2 - 4 * h1) < 1
    assert abs(w2 - 2 * w1) < 1
    assert m1 == "0 auto 0 0"
    high = row(turned(p("ab"), "tbRl", '<w:vAlign w:val="center"/>'),
               properties='<w:trHeight w:val="1000"/>')  # fmt: skip
    assert "height:50pt;margin:0 auto" in word.html(table(high))
    assert "margin:0 0 0 auto" in word.html(table(row(turned(p("ab"), "tbRl"))))


def test_turned_words_stand_upwards_on_the_page(word: Workshop) -> None:
    document = word.document(table(row(turned(p("Montant"), "btLr"), "b")))
    data = lay_out(pages.page(document, page_template(), draft=False), "2024-04-11")
    up: list[bool] = []

    def seen(text: str, matrix: list[float], *_: object) -> None:
        if text.strip() == "Montant":
            up.append(matrix[0] == 0 < matrix[1])

    PdfReader(BytesIO(data)).pages[0].extract_text(visitor_text=seen)
    assert up == [True]


def test_turned_words_are_read_where_they_stand(word: Workshop) -> None:
    """What is turned is painted last, unless all is painted in the order of the words."""
    cells = row("un", turned(p("deux"), "btLr"), turned(p("trois"), "tbRl"), "quatre")
    body = p("zéro") + table(cells, row("cinq", "six"), widths=(1, 1, 1, 1)) + p("sept")
    data = lay_out(pages.page(word.document(body), page_template(), draft=False), "2024-04-11")
    said = PdfReader(BytesIO(data)).pages[0].extract_text().split()
    assert said == ["zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept"]


def test_a_layout_table_stands_where_it_says_with_its_lines_and_heights(word: Workshop) -> None:
    """It was as wide as the page, whatever it said."""
    top = cell(p("a"), '<w:shd w:fill="DDEEFF"/><w:vAlign w:val="bottom"/>')
    style = '<w:tblStyle w:val="MEP"/><w:jc w:val="{}"/>'
    lines = '<w:tblBorders><w:top w:val="single" w:sz="8"/></w:tblBorders>'
    rows = row(top, "b", properties='<w:trHeight w:val="600"/>'), row("c", "d")
    body, rules = to_html(word.document(table(*rows, properties=style.format("right") + lines)))
    classes = dict(re.findall(r"\.(d\d+)\{(.*?)\}", rules))
    looks = [classes[name] for name in re.findall(r'class="(?:row|box) (d\d+)"', body)]
    place = "margin-left:auto;width:250pt;max-width:100%"
    up = "display:flex;flex-direction:column;justify-content:flex-end"
    line = "border-top:1pt solid #000000"
    assert looks == [
        f"{place};min-height:30pt", f"{line};background:#DDEEFF;{up}", line, place,
    ]  # fmt: skip
    whole = table(*rows[1:], properties=style.format("left"), widths=(5000, 4900))
    assert word.html(whole).count('<div class="row"><div class="box" style=') == 1
