"""Sections, headers and footers: what Word prints in the margins, and nothing of another part."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from pmtdocs.render.join.join import join, load_charter
from pmtdocs.word.package import R, w
from tests.support.word_files import SECTION, XMLNS, Workshop, bare, p, r, to_html


def landscape(refs: str = "", more: str = "") -> str:
    return (
        f'<w:sectPr>{refs}<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
        f'<w:pgMar w:top="700" w:right="800" w:bottom="900" w:left="1000"/>{more}</w:sectPr>'
    )


def test_orientation_and_margins(word: Workshop) -> None:
    html, css = to_html(word.document(p("a", extra=landscape()) + p("b")))
    assert "@page p1{size:841.9pt 595.3pt;margin:35pt 40pt 45pt 50pt}" in css
    assert "@page p2{size:595.3pt 841.9pt;margin:50pt 50pt 50pt 50pt}" in css
    assert re.search(r'<section class="p1">.*a.*</section><section class="p2">.*b', html)


def test_a_paragraph_that_only_carries_a_break_is_no_line(word: Workshop) -> None:
    html = word.html(p("a") + f"<w:p><w:pPr>{landscape()}</w:pPr></w:p>" + p("b"))
    assert "<br>" not in html


def test_header_and_footer_run_in_the_margins(word: Workshop) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> {} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>77</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    foot = f"<w:p>{r('Acte')}<w:r><w:tab/></w:r>{r('page ')}{field.format('PAGE')}{r(' sur ')}"
    foot += f'<w:fldSimple w:instr=" NUMPAGES ">{r("88")}</w:fldSimple></w:p>'
    html, css = to_html(
        word.document(p("x"), headers={"header-default": p("Haut"), "footer-default": foot})
    )
    assert '<div class="p1hd head">' in html
    assert (
        '<span class="piece">Acte</span><span class="piece">page <span class="page"></span>' in html
    )
    assert '<span class="pages"></span></span>' in html
    assert "77" not in html
    assert "88" not in html
    assert "@page p1{@top-center{content:element(p1hd)" in css
    assert "@page p1{@bottom-center{content:element(p1fd)" in css


def test_a_header_said_again_is_marked(word: Workshop) -> None:
    """A screen shows it once; pages show it each time."""
    parts = [
        word.file(p("x"), f"partie-{n}", headers={"header-default": p(words)})
        for n, words in enumerate(("Haut", "Haut", "Autre"))
    ]
    html, _ = to_html(word.join(*map(word.fill, parts)))
    boxes = re.findall(r'<div class="p\dhd (.*?)">', html)
    assert boxes == ["head", "head again", "head"]


def test_word_s_alignment_tab_parts_a_footer(word: Workshop) -> None:
    """Word's own footers hold w:ptab where older ones hold w:tab."""
    tab = '<w:r><w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/></w:r>'
    html = word.html(p("x"), headers={"footer-default": f"<w:p>{r('a')}{tab}{r('b')}</w:p>"})
    assert '<span class="piece">a</span><span class="piece">b</span>' in html


def test_a_page_number_that_word_never_counted(word: Workshop) -> None:
    """Its field has no result yet; what stands beside it in its run is printed."""
    field = (
        '<w:p><w:r><w:t>page </w:t><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE'
        '</w:instrText><w:fldChar w:fldCharType="end"/><w:t> bis</w:t></w:r></w:p>'
    )
    html = word.html(p("x"), headers={"footer-default": field})
    assert bare(html) == "page  bisx"


def test_first_page_header(word: Workshop) -> None:
    first = SECTION.replace("<w:pgSz", "<w:titlePg/><w:pgSz")
    headers = {"header-default": p("Suite"), "header-first": p("Une")}
    html, css = to_html(word.document(p("x"), headers=headers, section=first))
    assert "@page :nth(1 of p1){@top-center{content:element(p1hf)" in css
    assert bare(html) == "UneSuitex"
    html, css = to_html(word.document(p("x"), headers=headers))
    assert bare(html) == "Suitex"  # the first page is not different: Word shows no « Une »


@pytest.mark.parametrize(
    ("headers", "even", "above", "below"),
    [
        ({"header-default": p("Suite"), "header-first": p("Une")}, False, "Une", "Suite"),
        ({"header-default": p("Une"), "header-first": p("Une page")}, False, "Une page", ""),
        ({"header-default": p("Suite"), "header-first": p("")}, False, "Suite", ""),
        ({"header-default": p("a b"), "header-even": p("b a")}, True, "a b", ""),
        ({"header-default": p("a"), "header-even": p("b")}, True, "a", "b"),
        ({"footer-default": p("Suite"), "footer-first": p("Une")}, False, "", "Une|Suite"),
        (
            {"footer-default": p("Bas"), "footer-first": p("Une"),
             "header-default": p("Haut"), "header-first": p("Logo")},
            False, "Logo", "Haut|Une|Bas",
        ),
    ],
)  # fmt: skip
def test_a_screen_shows_one_header_above_the_words(
    word: Workshop, headers: dict[str, str], even: bool, above: str, below: str
) -> None:
    """That of the first page; what others say beyond it stands with the footers, nothing twice."""
    first = SECTION if even else SECTION.replace("<w:pgSz", "<w:titlePg/><w:pgSz")
    settings = f"<w:settings {XMLNS}>{'<w:evenAndOddHeaders/>' * even}</w:settings>"
    more: dict[str, str | bytes] = {"word/settings.xml": settings}
    html = word.html(p("x"), headers=headers, section=first, more=more)
    root = etree.fromstring(html.replace("<br>", ""))
    shown: dict[str, list[str]] = {"head": [], "foot": []}
    for box in root.iterchildren("div"):
        if (name := box.get("class", "").split()[-1]) in shown:
            shown[name] += map(str, box.itertext())
    assert ("|".join(shown["head"]), "|".join(shown["foot"])) == (above, below)


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("Convention n° 12 – page ", "", "Convention n° 12"), ("(annexe) | p. ", "", "(annexe)"),
        ("Page n° ", "", None), ("page ", " sur 3", None), ("", " – Mairie", " – Mairie"),
    ],
)  # fmt: skip
def test_a_screen_keeps_the_words_beside_a_page_number(
    word: Workshop, before: str, after: str, shown: str | None
) -> None:
    number = f'<w:fldSimple w:instr=" PAGE ">{r("7")}</w:fldSimple>'
    html = word.html(
        p("x"), headers={"footer-default": f"<w:p>{r(before)}{number}{r(after)}</w:p>"}
    )
    kept = bare(re.sub(r'<span class="counted">.*?</span></span>', "", html))
    assert ('class="counted"' in html, kept) == (shown is not None, f"{shown}x") or shown is None
    assert bare(html) == f"{before}{after}x"


def test_a_first_page_without_header_of_its_own_has_none(word: Workshop) -> None:
    """« Première page différente », its header left empty: Word prints none there."""
    first = SECTION.replace("<w:pgSz", "<w:titlePg/><w:pgSz")
    _, css = to_html(word.document(p("x"), headers={"header-default": p("Suite")}, section=first))
    assert re.search(r"@page :nth\(1 of p1\)\{@top-center\{content:none\}", css)


def test_a_section_linked_to_the_previous_one_repeats_its_header(word: Workshop) -> None:
    """Word writes no reference then: « Lier au précédent » is what every new section does."""
    ids = '<w:headerReference w:type="default" r:id="rId1"/>'
    body = p("a", extra=landscape(ids)) + p("b")
    document = word.document(
        body, headers={"header-default": p("Haut")}, section=SECTION.replace("{refs}", "")
    )
    html, css = to_html(document)
    assert bare(html) == "HautaHautb"
    assert "@page p2{@top-center" in css


def test_a_part_without_header_does_not_take_that_of_the_part_before(word: Workshop) -> None:
    one = word.fill(word.file(p("a"), "un", headers={"header-default": p("Haut")}))
    two = word.fill(word.file(p("b"), "deux"))
    document = word.join(one, two)
    assert bare(to_html(document)[0]) == "Hautab"
    last = document.body[-1]
    reference = last.find(w("headerReference"))
    assert reference is not None
    header = document.margins[reference.get(f"{{{R}}}id") or ""]
    assert str(header.xpath("string()")) == ""


# --- without paper ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "own", ["", "<w:sectPr/>", '<w:sectPr><w:type w:val="oddPage"/></w:sectPr>']
)
def test_a_part_without_paper_takes_that_of_the_charte(word: Workshop, own: str) -> None:
    """Pandoc writes no section, or an empty one: Word would take American paper."""
    part = word.fill(word.file(p("a"), section=own))
    charter = word.file("", "charte", section=landscape())
    document = join(load_charter(charter), [part], draft=False)
    (section,) = document.body.iter(w("sectPr"))
    names = [str(one.tag).rpartition("}")[2] for one in section]
    assert names[-2:] == ["pgSz", "pgMar"]
    css = to_html(document)[1]
    assert "@page p1{size:841.9pt 595.3pt;margin:35pt 40pt 45pt 50pt}" in css


def test_without_a_section_in_the_charte_paper_is_a4(word: Workshop) -> None:
    part = word.fill(word.file(p("a"), section=""))
    document = join(load_charter(word.file("", "charte", section="")), [part], draft=False)
    (size,) = document.body.iter(w("pgSz"))
    assert (size.get(w("w")), size.get(w("h"))) == ("11906", "16838")


def test_a_last_section_that_ends_in_its_paragraph(word: Workshop) -> None:
    """Without another at the end: no blank page follows."""
    ended = f"<w:p><w:pPr>{landscape()}</w:pPr></w:p>"
    html, css = to_html(word.document(p("a") + ended, section=""))
    assert html.count("<section") == 1
    assert "size:841.9pt 595.3pt" in css
    html, _ = to_html(word.document(p("a", extra=landscape()) + p("b"), section=""))
    assert [bare(one) for one in html.split("</section>")] == ["a", "b", ""]
