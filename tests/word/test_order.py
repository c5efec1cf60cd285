"""The order that Word wants of what other programs wrote in theirs (ISO 29500-1, annex A)."""

from __future__ import annotations

import pytest

from pmtdocs.word.order import settle
from pmtdocs.word.package import local, parse
from tests.support.word_files import XMLNS


@pytest.mark.parametrize(
    ("holder", "wrong", "right"),
    [
        ("p", "r pPr r", "pPr r r"),
        ("tc", "p tbl tcPr p", "tcPr p tbl p"),
        ("tbl", "bookmarkStart tblGrid tr tblPr", "tblPr tblGrid bookmarkStart tr"),
        ("rPr", "sz b rFonts rStyle", "rStyle rFonts b sz"),
        ("pPr", "jc keepNext pStyle", "pStyle keepNext jc"),
        ("tblPr", "tblLook tblBorders jc tblStyle", "tblStyle jc tblBorders tblLook"),
        ("tcPr", "vAlign shd tcW", "tcW shd vAlign"),
        ("tcBorders", "right left top", "top left right"),
        ("trPr", "ins cantSplit", "cantSplit ins"),
        ("sectPr", "pgSz footerReference headerReference", "footerReference headerReference pgSz"),
    ],
)
def test_settled(holder: str, wrong: str, right: str) -> None:
    inside = "".join(f"<w:{name}/>" for name in wrong.split())
    root = parse(f"<w:{holder} {XMLNS}>{inside}</w:{holder}>", "essai")
    assert settle(root)
    assert [local(one.tag) for one in root] == right.split()
    assert not settle(root)


def test_settled_inside_what_was_moved() -> None:
    root = parse(f"<w:p {XMLNS}><w:r/><w:pPr><w:jc/><w:keepNext/></w:pPr></w:p>", "essai")
    settle(root)
    assert [local(one.tag) for one in root.iter()] == ["p", "pPr", "keepNext", "jc", "r"]
