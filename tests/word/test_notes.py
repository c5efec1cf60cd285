"""How Word counts notes: by section, from a start, in a format; and what a file keeps of them."""

from __future__ import annotations

import pytest

from pmtdocs.word.notes import labels
from pmtdocs.word.package import Element, W, parse
from pmtdocs.word.words import words_before
from tests.support.word_files import call, r


def tree(content: str, root: str = "body") -> Element:
    return parse(f'<w:{root} xmlns:w="{W}">{content}</w:{root}>')


def section(content: str = "") -> str:
    said = f"<w:footnotePr>{content}</w:footnotePr>" if content else ""
    return f"<w:p><w:pPr><w:sectPr>{said}</w:sectPr></w:pPr></w:p>"


ROMAN = '<w:numFmt w:val="lowerRoman"/>'
AGAIN = '<w:numRestart w:val="eachSect"/>'
FROM_5 = '<w:numStart w:val="5"/>'


@pytest.mark.parametrize(
    ("first", "second", "marks"),
    [
        ("", "", ["1", "2", "3"]),
        (ROMAN, "", ["i", "ii", "3"]),
        ("", AGAIN, ["1", "2", "1"]),
        (FROM_5, FROM_5, ["5", "6", "7"]),
        (FROM_5, AGAIN + FROM_5, ["5", "6", "5"]),
        ('<w:numFmt w:val="chicago"/>', AGAIN, ["*", "†", "1"]),
        ('<w:numRestart w:val="eachPage"/>', "", ["1", "2", "3"]),
    ],
)
def test_each_section_says_how(first: str, second: str, marks: list[str]) -> None:
    last = section(first).replace("</w:p>", f"{call(2)}</w:p>")
    body = tree(f"<w:p>{call(1)}</w:p>{last}<w:p>{call(3)}</w:p>{section(second)}")
    assert [*labels(body).values()] == marks


def test_what_a_section_does_not_say_the_file_does() -> None:
    settings = tree(f"<w:footnotePr>{ROMAN}{AGAIN}</w:footnotePr>", "settings")
    body = tree(f"<w:p>{call(1)}</w:p>{section()}<w:p>{call(2)}</w:p>{section()}")
    assert [*labels(body, settings).values()] == ["i", "i"]
    assert [*labels(body).values()] == ["1", "2"]


def test_endnotes_and_marks_of_the_text_are_counted_apart() -> None:
    body = tree(f"<w:p>{call(1)}{call(1, 'endnote')}{call(2, own='*')}{call(3)}</w:p>")
    assert [*labels(body).values()] == ["1", "i", "", "2"]


def test_more_signs_than_there_are() -> None:
    sign = section('<w:numFmt w:val="chicago"/>')
    body = tree(f"<w:p>{''.join(map(call, range(6)))}</w:p>{sign}")
    assert [*labels(body).values()] == ["*", "†", "‡", "§", "**", "††"]


def test_the_words_before_a_call() -> None:
    paragraph = tree(
        f"<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>{r('a')}<w:r><w:tab/></w:r>{call(1)}{r('b')}", "p"
    )
    (found,) = paragraph.iter("{*}footnoteReference")
    assert words_before(paragraph, found) == "a "
