"""Sections that go on the page of the one before, and text in columns, in the three formats."""

from __future__ import annotations

import re

import pytest
from pypdf import PdfReader

from pmtdocs.render.join.join import Document
from pmtdocs.render.page import html
from pmtdocs.render.page.layout import lay_out
from pmtdocs.word.package import w
from tests.support.word_files import (
    SECTION,
    Workshop,
    bare,
    p,
    page_template,
    r,
    row,
    table,
    to_html,
)

TWO = '<w:cols w:num="2" w:space="400" w:sep="1"/>'
GOES_ON = '<w:type w:val="continuous"/>'


def section(content: str = "", refs: str = "") -> str:
    """The properties of a section of the usual paper."""
    return SECTION.replace("{refs}", refs).replace("</w:sectPr>", f"{content}</w:sectPr>")


def ending(content: str = "") -> str:
    """An empty paragraph that ends a section."""
    return f"<w:p><w:pPr>{section(content)}</w:pPr></w:p>"


def shape(document: Document) -> str:
    """HTML with the names of columns alone."""
    body = to_html(document)[0]
    body = re.sub(r'<div class="cols[^"]*">', "[", body).replace("</div>", "]")
    return bare(body.replace("<section", "§<section"))


def laid_out(document: Document) -> list[str]:
    """The words of each page."""
    page = html.page(document, page_template(), draft=False)
    from io import BytesIO

    reader = PdfReader(BytesIO(lay_out(page, "2024-04-11")))
    return [" ".join(one.extract_text().split()) for one in reader.pages]


def test_columns_between_two_texts(word: Workshop) -> None:
    """They stand on the page of what is around them, as high as one another."""
    body = p("a") + ending() + p("b") + p("c") + ending(GOES_ON + TWO) + p("d")
    document = word.document(body, section=section(GOES_ON))
    assert shape(document) == "§a[bc]d"
    css = to_html(document)[1]
    assert re.search(r"\{columns:2;column-gap:20pt;column-rule:\.5pt solid #000\}", css)
    assert laid_out(document) == ["a b c d"]
    last = word.document(body, section=section(GOES_ON + TWO), name="fin")
    assert shape(last) == "§a[bc][d]"


def test_a_whole_document_in_columns(word: Workshop) -> None:
    document = word.document(p("mot " * 600), section=section('<w:cols w:num="3"/>'))
    assert shape(document).startswith("§[mot")
    assert "columns:3;column-gap:36pt" in to_html(document)[1]
    assert len(laid_out(document)) == 1


@pytest.mark.parametrize(
    ("cols", "said"),
    [
        ('<w:cols w:num="1"/>', ""),
        ('<w:cols w:space="708"/>', ""),
        ('<w:cols w:num="2" w:equalWidth="0"><w:col w:w="9"/></w:cols>', "columns:2"),
        ('<w:cols w:num="2" w:equalWidth="0"><w:col w:w="3000" w:space="300"/><w:col w:w="6000"/>'
         '</w:cols>', "columns:2;column-gap:15pt"),
    ],
)  # fmt: skip
def test_columns_as_word_says_them(word: Workshop, cols: str, said: str) -> None:
    css = to_html(word.document(p("a"), section=section(cols)))[1]
    assert said in css
    assert ("columns:" in css) == bool(said)


def test_breaks_of_columns(word: Workshop) -> None:
    """Outside columns, Word begins a page."""
    broken = f'<w:p>{r("a")}<w:r><w:br w:type="column"/></w:r>{r("b")}</w:p>'
    document = word.document(broken + ending(TWO) + broken, section=section(GOES_ON))
    body = to_html(document)[0]
    assert body.index('<span class="cb">') < body.index('<span class="pb">')
    assert laid_out(document) == ["a b a", "b"]


def test_a_table_is_no_wider_than_its_column(word: Workshop) -> None:
    """As Word lays it out; its last cells would be off the paper, or over the other column."""
    wide = table(row("un", "deux"), widths=(4500, 4500))
    document = word.document(wide + ending(TWO) + wide, section=section(GOES_ON))
    assert re.findall(r"[{;]width:([\d.]+)pt", to_html(document)[1]) == ["237.65", "450"]


@pytest.mark.parametrize(
    "other",
    [
        '<w:type w:val="nextPage"/>',
        GOES_ON.join(("", '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>')),
    ],
)
def test_another_paper_begins_a_page(word: Workshop, other: str) -> None:
    second = section(other)
    second = re.sub(r"<w:pgSz[^>]*>(?=.*<w:pgSz)", "", second)
    document = word.document(p("a") + ending() + p("b"), section=second)
    assert shape(document) == "§a§b"
    assert laid_out(document) == ["a", "b"]


def test_other_headers_begin_a_page(word: Workshop) -> None:
    headers = {"header-default": p("tête")}
    document = word.document(p("a") + ending() + p("b"), section=section(GOES_ON, "{refs}"),
                             headers=headers)  # fmt: skip
    assert to_html(document)[0].count("<section") == 2
    assert len(laid_out(document)) == 2


def test_a_section_on_a_right_page(word: Workshop) -> None:
    document = word.document(
        p("a") + ending() + p("b"), section=section('<w:type w:val="oddPage"/>')
    )
    assert "break-before:right" in to_html(document)[1]
    assert laid_out(document) == ["a", "", "b"]


def test_pages_are_counted_as_each_section_says(word: Workshop) -> None:
    """From a number, in roman figures; « NUMPAGES » counts all."""
    numbers = '<w:pgNumType w:start="5" w:fmt="lowerRoman"/>'
    page = "".join(f'<w:fldSimple w:instr=" {f} ">{r("9")}</w:fldSimple>{r(";")}'
                   for f in ("PAGE", "NUMPAGES"))  # fmt: skip
    body = p("a") + ending() + p("b") + ending(numbers) + p("c")
    headers = {"footer-default": f"<w:p>{page}</w:p>"}
    refs = '<w:footerReference w:type="default" r:id="rId1"/>'
    body = body.replace("<w:sectPr>", f"<w:sectPr>{refs}")
    document = word.document(body, headers=headers, section=section("", "{refs}"))
    assert [one.split()[-1] for one in laid_out(document)] == ["1;3;", "v;3;", "6;3;"]


def test_a_part_begins_a_page_whatever_its_first_section_says(word: Workshop) -> None:
    """In Word, it would have stood on the last page of the part before."""
    parts = [word.fill(word.file(p(n), n, section=section(GOES_ON))) for n in ("un", "deux")]
    document = word.join(*parts)
    assert [*document.body.iter(w("type"))] == []
    assert shape(document) == "§un§deux"
