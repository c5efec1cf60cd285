"""What other programs write, packed in two documents: valid Word files, PDF/A-3a and PDF/UA-1 at 0,
axe-core at 0. What cannot be is said by the check (``tests/support/faulty.py``)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from openxml_audit import OpenXmlValidator
from playwright.sync_api import Page

from pmtdocs.finding import Severity
from pmtdocs.render.page.html import page as page_of
from pmtdocs.render.page.layout import lay_out
from pmtdocs.templates.inspection import inspect
from pmtdocs.word import package
from tests.support.browsers import violations
from tests.support.faulty import picture, runs
from tests.support.verapdf import Verdicts
from tests.support.word_files import (
    PIXEL,
    STYLES,
    Workshop,
    call,
    notes,
    p,
    page_template,
    r,
    relation,
    row,
    table,
)
from tests.whole.test_standards import AXE

_HEAD = "<w:tblHeader/>"
_RULES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_RULED = f"<w:tblBorders>{_RULES}</w:tblBorders>"
_OUT = 'TargetMode="External"'


def cell(inside: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inside}</w:tc>"


def line(*cells: str, head: str = "") -> str:
    return f"<w:tr><w:trPr>{head}</w:trPr>{''.join(cells)}</w:tr>"


def ruled(*rows: str) -> str:
    return table(*rows, properties=_RULED)


_TOP, _BELOW = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
_BODY = row("c", "d")
_NESTED = f"{ruled(row('x', 'y', properties=_HEAD), row('1', '2'))}{p('')}"
TABLES = {
    "a header row alone": ruled(row("a", "b", properties=_HEAD)),
    "two header rows, the first merged": ruled(
        line(cell(p("Deux"), '<w:gridSpan w:val="2"/>'), head=_HEAD),
        row("a", "b", properties=_HEAD), _BODY,
    ),
    "a header cell merged with the body": ruled(
        line(cell(p("A"), _TOP), cell(p("B")), head=_HEAD),
        line(cell(p(""), _BELOW), cell(p("C"))), _BODY,
    ),
    "a row that spans": ruled(
        row("a", "b", properties=_HEAD), line(cell(p("Tout"), '<w:gridSpan w:val="2"/>')), _BODY
    ),
    "tables in cells": ruled(
        line(cell(_NESTED), cell(p("z")), head=_HEAD), line(cell(_NESTED), cell(p("z")))
    ),
    "lists and headings in cells": ruled(
        line(cell(p("un", "Alinea") + p("deux", "Alinea")), cell(p("Sous", "Article")), head=_HEAD),
        line(cell(p("un", "Alinea")), cell(p("Sous", "Article"))),
    ),
    "a note in a header": ruled(
        line(cell(runs(r("x"), call(1))), cell(p("z")), head=_HEAD), _BODY
    ),
    "no grid, no properties": f"<w:tbl>{row('a', 'b', properties=_HEAD)}{_BODY}</w:tbl>",
    "a grid of one column": table(row("a", "b", "c", properties=_HEAD), widths=(2000,)),
    "short rows": table(row("a", "b", "c", properties=_HEAD), row("c"), row("c", "d")),
    "cells and rows without anything": table(
        "<w:tr/>", row("a", "b", properties=_HEAD), line("<w:tc/>", cell(p("x")))
    ) + table(),
    "properties in another order": table(
        _BODY.replace("<w:tc>", "<w:tc>" + p("x") + "<w:tcPr/>", 1),
        properties='<w:tblLook w:val="0080"/><w:jc w:val="center"/>',
    ),
    "a layout table": table(
        line(cell(p("a"), _TOP), cell(p("b"))), line(cell(p(""), _BELOW), cell(p("c"))),
        properties=f'<w:tblStyle w:val="MEP"/><w:jc w:val="right"/>{_RULED}',
    ),
}  # fmt: skip
_LINK = '<w:hyperlink r:id="rId8">{}</w:hyperlink>'.format
WORDS = {
    "headings without words": p("", "Titre") + p(" ", "Article"),
    "a picture as a heading": f'<w:p><w:pPr><w:pStyle w:val="Article"/></w:pPr>{picture()}</w:p>',
    "links without words": runs(r("a"), _LINK(""), _LINK(r(" "))),
    "links of few words": runs(r("Voir "), _LINK(r("ici")), r(" et "), _LINK(r("là"))),
    "another language": runs(r("Hello", '<w:lang w:val="en-GB"/>')),
    "a heading in a note": runs(r("a"), call(1)),
    "properties in another order": '<w:p><w:r><w:t>a</w:t><w:rPr><w:sz w:val="22"/><w:b/></w:rPr>'
    '</w:r><w:pPr><w:jc w:val="center"/><w:keepNext/></w:pPr></w:p>',
    "words hard to tell from white, and large": runs(
        r("a", '<w:color w:val="949494"/><w:sz w:val="36"/>')
    ),
}


class Made(NamedTuple):
    name: str
    docx: Path
    html: Path
    pdf: Path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Made]:
    """Both, which the check passes without a warning."""
    return [_make(tmp_path_factory.mktemp(name), name, kind) for name, kind in _BOTH.items()]


_BOTH = {"tables": TABLES, "words": WORDS}


def _make(folder: Path, name: str, pieces: dict[str, str]) -> Made:
    word = Workshop(folder)
    links = relation("image", "media/a.png") + relation("hyperlink", "https://exemple.fr", _OUT, 8)
    file = word.file(
        "".join(p(title, "Titre") + piece + p("") for title, piece in pieces.items()),
        headers={"header-default": p("En-tête", "Titre")},
        relations=links,
        more={"word/media/a.png": PIXEL, **notes(p("La note", "Alinea") + p("titrée", "Titre"))},
    )
    charter = word.file("", "charte", styles=STYLES).read_bytes()
    told = [f for f in inspect(file, charter) if f.kind.severity is not Severity.INFO]
    assert told == []
    document = word.join(word.fill(file))
    one = Made(name, *(folder / f"{name}.{kind}" for kind in ("docx", "html", "pdf")))
    one.docx.write_bytes(package.write(document.parts))
    one.html.write_text(html := page_of(document, page_template(), draft=False), "utf-8")
    one.pdf.write_bytes(lay_out(html, "2024-04-11"))
    return one


def test_word_opens_them(made: list[Made]) -> None:
    """The charte of the tests has neither settings nor theme."""
    for one in made:
        errors = map(str, OpenXmlValidator().validate(str(one.docx)).errors)
        assert [e for e in errors if "A required relationship type" not in e] == []


@pytest.mark.verapdf
def test_pdfs_conform(made: list[Made], verapdf: Callable[..., Verdicts]) -> None:
    verdicts = verapdf([one.pdf for one in made])
    assert {f"{file} {kind}": broken for (file, kind), broken in verdicts.items() if broken} == {}


@pytest.mark.browser
def test_pages_keep_no_reader_out(made: list[Made], page: Page) -> None:
    for one in made:
        page.goto(one.html.as_uri())
        assert violations(page, AXE) == []
