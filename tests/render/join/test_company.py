"""Lists that pages cut well: no item alone, none without the line that opens its list."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from pmtdocs.render.join.company import keep_company
from pmtdocs.word.numbering import Numbering
from pmtdocs.word.package import NS, Element, w
from pmtdocs.word.styles import Styles

NUMBERING = (
    f'<w:numbering xmlns:w="{NS["w"]}"><w:abstractNum w:abstractNumId="0">'
    + "".join(f'<w:lvl w:ilvl="{n}"><w:numFmt w:val="bullet"/></w:lvl>' for n in range(4))
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def paragraph(depth: int | None, words: str = "Un.", more: str = "") -> str:
    listed = (
        "" if depth is None else f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>'
    )
    return f"<w:p><w:pPr>{more}{listed}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"


def kept(*paragraphs: str) -> list[int]:
    """The ranks of those that go with what follows."""
    body: Element = etree.fromstring(f'<w:body xmlns:w="{NS["w"]}">{"".join(paragraphs)}</w:body>')
    keep_company(body, Numbering.read(NUMBERING.encode(), Styles()))
    return [at for at, p in enumerate(body) if p.find(w("pPr/keepNext")) is not None]


def test_the_first_two_and_the_last_two_items_stay_together() -> None:
    assert kept(paragraph(None), *[paragraph(0)] * 6, paragraph(None)) == [1, 5]


def test_a_short_list_stays_whole_and_one_item_asks_nothing() -> None:
    assert kept(*[paragraph(0)] * 3) == [0, 1]
    assert kept(paragraph(None), paragraph(0), paragraph(None)) == []


def test_what_announces_a_list_or_anything_stays_with_it() -> None:
    assert kept(paragraph(None, "Comme suit :"), paragraph(0), paragraph(None)) == [0]
    assert kept(paragraph(None, "Comme suit :"), "<w:tbl/>", paragraph(None)) == [0]
    assert kept(paragraph(None, "Comme suit :"), paragraph(None)) == [0]
    assert kept(paragraph(None, "Fini."), paragraph(0)) == []


def test_an_item_stays_with_its_sub_items() -> None:
    depths = (0, 1, 1, 1, 1, 0)
    assert kept(*(paragraph(depth) for depth in depths)) == [0, 1, 3]


def test_a_template_that_says_otherwise_is_obeyed() -> None:
    loose = '<w:keepNext w:val="0"/>'
    body = etree.fromstring(
        f'<w:body xmlns:w="{NS["w"]}">{paragraph(0, more=loose)}{paragraph(0)}</w:body>'
    )
    keep_company(body, Numbering.read(NUMBERING.encode(), Styles()))
    assert [e.get(w("val")) for e in body.iter(w("keepNext"))] == ["0"]


@given(st.lists(st.one_of(st.none(), st.integers(0, 3)), max_size=12))
def test_a_cut_leaves_no_item_alone(depths: list[int | None]) -> None:
    """Wherever a page may end in a run of one depth, two items stand on each side of the cut."""
    ranks = kept(*map(paragraph, depths))
    for start, depth in enumerate(depths):
        if depth is None or (start and depths[start - 1] == depth):
            continue
        end = start
        while end + 1 < len(depths) and depths[end + 1] == depth:
            end += 1
        opened = start == 0 or depths[start - 1] is None or depths[start - 1] < depth  # type: ignore[operator]
        closed = end + 1 == len(depths) or depths[end + 1] is None or depths[end + 1] < depth  # type: ignore[operator]
        assert not (opened and end > start) or start in ranks
        assert not (closed and end > start) or end - 1 in ranks


def rows(*spans: int, breaks: int = 0) -> str:
    """A table of two columns: a row across it where a span is of two."""
    wide = '<w:tcW w:w="4000" w:type="dxa"/>'
    one = f"<w:tc><w:tcPr>{wide}</w:tcPr><w:p>{'<w:r><w:br/></w:r>' * breaks}</w:p></w:tc>"
    two = f'<w:tc><w:tcPr>{wide}<w:gridSpan w:val="2"/></w:tcPr><w:p/></w:tc>'
    return f"<w:tbl>{''.join(f'<w:tr>{two if n > 1 else one * 2}</w:tr>' for n in spans)}</w:tbl>"


def kept_rows(*spans: int, breaks: int = 0) -> list[int]:
    """The ranks of those that go with the row below, whole."""
    body: Element = etree.fromstring(
        f'<w:body xmlns:w="{NS["w"]}">{rows(*spans, breaks=breaks)}</w:body>'
    )
    keep_company(body, Numbering.read(NUMBERING.encode(), Styles()))
    said = [[p.find(w("pPr/keepNext")) is not None for p in r.iter(w("p"))] for r in body[0]]
    assert all(len({*row}) == 1 for row in said)
    return [at for at, row in enumerate(said) if row[0]]


def test_a_total_stays_with_two_rows_above_and_a_heading_with_the_row_below() -> None:
    assert kept_rows(1, 1, 1, 1, 1, 1) == [3, 4]
    assert kept_rows(2, 1, 1, 1, 1, 2, 1, 1) == [0, 2, 3, 5, 6]
    assert kept_rows(1, 1) == []
    assert kept_rows(*[1] * 6, breaks=9) == []
