"""The list of what is printed: whatever is not on it is said."""

from __future__ import annotations

import pytest

from pmtdocs.word.package import NS, parse
from pmtdocs.word.printable import Loss, Lost, losses
from tests.support.faulty import runs
from tests.support.word_files import p, r, row, table

_NS = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NS.items())
_W14 = 'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'


def found(body: str, margin: str = "") -> list[Loss]:
    tag = margin or "body"
    return [*losses(parse(f"<w:{tag} {_NS} {_W14}>{body}</w:{tag}>"))]


@pytest.mark.parametrize(
    ("body", "what"),
    [
        (runs(r("a", '<w:u w:val="wave"/>')), "forme du soulignement"),
        (runs(r("a", "<w14:glow/>")), "halo"),
        (p("a", extra='<w:jc w:val="distribute"/>'), "alignement"),
        (p("a", extra='<w:spacing w:beforeAutospacing="1"/>'), "espacement automatique"),
        (p("a", extra='<w:pBdr><w:between w:val="single"/></w:pBdr>'), "entre paragraphes"),
        (p("a", extra='<w:sectPr><w:cols w:num="2"/></w:sectPr>'), "colonnes"),
        ('<w:sectPr><w:pgBorders/></w:sectPr>', "bordures de page"),
        ('<w:sectPr><w:type w:val="continuous"/></w:sectPr>', "section continue"),
        ('<w:sectPr><w:pgMar w:gutter="300"/></w:sectPr>', "reliure"),
        ('<w:sectPr><w:pgNumType w:fmt="lowerRoman"/></w:sectPr>', "numéros de page"),
        (table(row("a"), properties="<w:tblpPr/>"), "tableau flottant"),
        (table(row("a", properties='<w:hidden/>')), "ligne masquée"),
        (table(row('<w:tc><w:tcPr><w:textDirection w:val="btLr"/></w:tcPr><w:p/></w:tc>')),
         "sens du texte"),
        (f"<w:p><w:r><w:tab/></w:r></w:p>{p('b')}"
         f"<w:p><w:pPr><w:tabs/></w:pPr><w:r><w:tab/></w:r></w:p>", "taquets"),
    ],
)  # fmt: skip
def test_a_look_that_the_pdf_would_lack(body: str, what: str) -> None:
    (loss,) = found(body)
    assert loss.lost is Lost.LOOK
    assert what in loss.what


@pytest.mark.parametrize(
    "body",
    [
        p("a", extra='<w:jc w:val="both"/><w:bidi w:val="0"/><w:widowControl/>'),
        runs(r("", '<w:highlight w:val="yellow"/>')),
        p("a", extra='<w:rPr><w:highlight w:val="yellow"/></w:rPr>'),
        '<w:sectPr><w:cols w:space="708"/><w:pgMar w:gutter="0"/><w:docGrid/></w:sectPr>',
        "<w:sdt><w:sdtPr><w:futur/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>",
        "<w:p><w:pPr><w:tabs/></w:pPr></w:p>",
    ],
)
def test_what_has_no_look_of_its_own(body: str) -> None:
    assert found(body) == []


def test_tabs_of_a_margin_push_pieces_apart() -> None:
    tabbed = "<w:p><w:pPr><w:tabs/></w:pPr><w:r><w:tab/></w:r></w:p>"
    assert found(tabbed, "hdr") == []
    assert len(found(tabbed)) == 1


def test_what_nobody_knows_is_judged_by_what_it_holds() -> None:
    words, nothing = found(f"<w:p><w:futur>{r('mots')}</w:futur><w:avenir/></w:p>")
    assert (words.lost, words.words) == (Lost.WORDS, "mots")
    assert (nothing.lost, nothing.words) == (Lost.UNKNOWN, "")
