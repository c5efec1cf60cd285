"""Pages by Typst: words that are never code, links, notes, headers, what it leaves to another."""

from __future__ import annotations

import json
import pickle
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from pmtdocs.language.glyphs import drawn
from pmtdocs.render.join.join import Document
from pmtdocs.render.page import pdf
from pmtdocs.render.page.fonts import ATTACHED
from pmtdocs.render.page.pdf import UnfitError
from pmtdocs.render.page.typst.engine import Job
from pmtdocs.render.page.typst.source import to_typst
from pmtdocs.render.page.typst.values import quoted
from pmtdocs.render.page.walk import walk
from tests.support.word_files import SECTION, Workshop, mark, notes, p, r, row, table

_BREAK = '<w:r><w:br w:type="page"/></w:r>'
HOSTILE = [
    '#read("/etc/passwd")',
    '#import "@preview/x:1.0.0"',
    '"); panic("',
    "\\u{41}",
    "$x$ *y* _z_ <a> @b",
]


def job(document: Document, draft: bool = False, attached: bytes = b"") -> Job:
    source = to_typst(walk(document), "Convention", "2024-04-11", draft)
    return Job(source, "2024-04-11", attached)


def made(one: Job) -> bytes:
    """Its PDF, by another process: the one that forks has to stay without threads."""
    return dict(pdf.write_all({"": one}))[""]


def laid_out(document: Document, draft: bool = False) -> PdfReader:
    return PdfReader(BytesIO(made(job(document, draft))))


def said(reader: PdfReader) -> list[str]:
    """The words of each page."""
    return [" ".join(page.extract_text().split()) for page in reader.pages]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_are_never_code(word: Workshop, words: str) -> None:
    """Whatever they say, they are printed; nothing is read nor fetched."""
    document = word.document(p("{{ x }}"), {"x": words})
    assert said(laid_out(document)) == [" ".join(words.split())]


@settings(max_examples=20, deadline=None)
@given(st.text(sorted(drawn()), min_size=1, max_size=60))
def test_any_text_is_a_string(text: str) -> None:
    """Its quotes and bars are those that close nothing."""
    inside = quoted(text)[1:-1]
    assert '"' not in inside.replace("\\\\", "").replace('\\"', "")


def test_the_same_bytes_twice_and_in_another_process(word: Workshop) -> None:
    document = word.document(
        p("a") + table(row("b", "c")), more=notes(f"<w:p>{mark()}{r('n')}</w:p>")
    )
    first = job(document)
    assert made(first) == made(first) == made(pickle.loads(pickle.dumps(first)))  # noqa: S301 - our own


def test_a_title_a_date_and_facts(word: Workshop) -> None:
    facts = json.dumps({"budget": 'é "1"'}, ensure_ascii=False).encode()
    reader = PdfReader(BytesIO(made(job(word.document(p("x")), attached=facts))))
    about: Any = reader.metadata
    assert (about.title, str(about["/CreationDate"])[:10]) == ("Convention", "D:20240411")
    assert {name: files[0] for name, files in reader.attachments.items()} == {ATTACHED: facts}


def test_a_long_word_is_cut_and_stays_one(word: Workshop) -> None:
    long = "x" * 300
    reader = laid_out(word.document(p(long)))
    assert "".join(said(reader)).replace(" ", "") == long
    assert max(map(len, reader.pages[0].extract_text().split())) < 150
    assert "\u200b" not in reader.pages[0].extract_text()


def test_a_skipped_level_is_drawn_up(word: Workshop) -> None:
    """PDF/UA-1, 7.4.2: Typst would refuse the document."""
    reader = laid_out(word.document(p("Un", "Heading1") + p("Trois", "Heading3")))
    assert said(reader) == ["Un Trois"]


def test_what_is_left_to_another_engine(word: Workshop) -> None:
    columns = SECTION.replace("{refs}", "").replace("</w:sectPr>", '<w:cols w:num="2"/></w:sectPr>')
    with pytest.raises(UnfitError, match="des colonnes"):
        job(word.document(p("a"), section=columns))
    with pytest.raises(UnfitError, match="un saut de page dans une cellule"):
        job(word.document(table(f"<w:tr><w:tc><w:p>{r('a')}{_BREAK}{r('b')}</w:p></w:tc></w:tr>")))


def test_a_sign_that_no_font_draws_is_left_to_another_engine(word: Workshop) -> None:
    """WeasyPrint draws a box, of which the check has told."""
    with pytest.raises(UnfitError, match="le signe « 漢 »"):
        made(job(word.document(p("漢"))))
