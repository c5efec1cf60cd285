"""Measures that other programs write with a unit."""

from __future__ import annotations

import pytest

from pmtdocs.templates.inspection import inspect
from pmtdocs.word.package import W, parse, serialize
from tests.support.word_files import SECTION, Workshop, p, r, to_html


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ('<w:pgSz w:w="21cm" w:h="297mm"/>', '<w:pgSz w:w="11906" w:h="16838"/>'),
        ('<w:ind w:left="1in" w:hanging="-6pt"/>', '<w:ind w:left="1440" w:hanging="-120"/>'),
        ('<w:sz w:val="14pt"/>', '<w:sz w:val="28"/>'),
        ('<w:tab w:val="left" w:pos="1.5pc"/>', '<w:tab w:val="left" w:pos="360"/>'),
        ('<w:name w:val="12pt"/>', '<w:name w:val="12pt"/>'),
        ('<w:tcW w:w="50%" w:type="pct"/>', '<w:tcW w:w="2500" w:type="pct"/>'),
    ],
)
def test_a_measure_becomes_a_number(said: str, written: str) -> None:
    xml = f'<w:x xmlns:w="{W}">{{}}</w:x>'
    assert serialize(parse(xml.format(said))) == serialize(parse(xml.format(written)))


def test_a_paper_in_centimetres(word: Workshop) -> None:
    """The check passed it, and the render said that a measure is none."""
    paper = SECTION.replace('w:w="11906" w:h="16838"', 'w:w="21cm" w:h="29.7cm"')
    sized = r("b", '<w:sz w:val="14pt"/>')
    body = p("a", extra='<w:spacing w:before="12pt"/>') + f"<w:p>{sized}</w:p>"
    assert inspect(word.file(body, section=paper)) == ()
    html, css = to_html(word.document(body, section=paper))
    assert "size:595.3pt 841.9pt" in css
    assert "margin-top:12pt" in css + html
    assert "font-size:1.16667rem" in css  # of 12 points
