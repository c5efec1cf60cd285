"""Emphasis in rich text, and the runs that it makes."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.dossier.model import RichText
from pmtdocs.render.fill.marks import Piece, emphasis, expand
from pmtdocs.word.package import is_on, parse, w
from tests.support.word_files import Workshop, p, r


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("a", [Piece("a")]),
        ("", []),
        ("**a** b", [Piece("a", bold=True), Piece(" b")]),
        ("*a*", [Piece("a", italic=True)]),
        ("***a***", [Piece("a", bold=True, italic=True)]),
        ("1^er^ mai", [Piece("1"), Piece("er", raised=True), Piece(" mai")]),
        ("**1^er^**", [Piece("1", bold=True), Piece("er", bold=True, raised=True)]),
        ("a\nb", [Piece("a"), Piece("\n"), Piece("b")]),
        (r"\*a\* \^ \\", [Piece("*a* ^ \\")]),
        ("2 ^ 3 ^ 4", [Piece("2 ^ 3 ^ 4")]),
        ("a^beaucouptrop^", [Piece("a^beaucouptrop^")]),
    ],
)
def test_emphasis(text: str, pieces: list[Piece]) -> None:
    assert list(emphasis(text)) == pieces


@given(st.text("ab *^\\\n", max_size=30))
def test_emphasis_never_loses_a_word(text: str) -> None:
    shown = "".join(piece.text for piece in emphasis(text))
    assert re.findall("[ab ]+|\n", re.sub(r"[*^\\]", "", shown)) == (
        re.findall("[ab ]+|\n", re.sub(r"[*^\\]", "", text))
    )


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126)))
def test_an_escaped_text_is_verbatim(text: str) -> None:
    escaped = re.sub(r"([*^\\])", r"\\\1", text)
    assert list(emphasis(escaped)) == ([Piece(text)] if text else [])


def runs(word: Workshop, properties: str, text: str) -> list[tuple[str, bool, bool, bool]]:
    """Each run of a filled paragraph: text, bold, italic, raised."""
    document = word.document(f"<w:p>{r('{{ t }}', properties)}</w:p>", {"t": RichText(text)})
    out = []
    for run in document.body.iter(w("r")):
        own = run.find(w("rPr"))
        marks = [False, False, False] if own is None else [
            is_on(own.find(w(name))) for name in ("b", "i", "vertAlign")
        ]  # fmt: skip
        out.append(("".join(t.text or "" for t in run.iter(w("t"))), *marks))
    return out  # type: ignore[return-value]


def test_runs_take_the_emphasis_and_keep_their_own(word: Workshop) -> None:
    assert runs(word, "", "a **b** *c* 1^er^") == [
        ("a ", False, False, False),
        ("b", True, False, False),
        (" ", False, False, False),
        ("c", False, True, False),
        (" 1", False, False, False),
        ("er", False, False, True),
    ]
    assert runs(word, "<w:b/>", "a *b*") == [("a ", True, False, False), ("b", True, True, False)]


def test_properties_stand_in_the_order_of_the_schema(word: Workshop) -> None:
    """Word refuses a file whose run properties are out of order."""
    own = (
        '<w:rFonts w:ascii="Calibri"/><w:color w:val="FF0000"/><w:sz w:val="20"/>'
        '<w:lang w:val="fr"/>'
    )
    document = word.document(f"<w:p>{r('{{ t }}', own)}</w:p>", {"t": RichText("***1^er^***")})
    last = list(document.body.iter(w("rPr")))[-1]
    names = [child.tag.rpartition("}")[2] for child in last]
    assert names == ["rFonts", "b", "i", "color", "sz", "vertAlign", "lang"]


def test_stars_of_plain_text_are_stars(word: Workshop) -> None:
    assert word.words(p("{{ t }}"), {"t": r"**a** \* 1^er^"}) == r"**a** \* 1^er^"


def test_what_stands_beside_in_the_run_is_kept() -> None:
    root = parse(
        '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r>'
        "<w:tab/><w:t>a \ue000b\ue002 c</w:t><w:br/></w:r></w:p>"
    )
    expand(root)
    assert [child.tag for child in root[0]] == [w("tab"), w("t"), w("br")]
    assert str(root.xpath("string()")) == "a b c"


@pytest.mark.parametrize(
    ("template", "value"),
    [
        ("le {{ t }}", dt.date(2031, 4, 1)),
        ("le {{ t|date }}", dt.date(2031, 4, 1)),
        ("au {{ t }}", "1er avril"),
        ("au {{ t }}", RichText("1er avril")),
        ("le 1er {{ t }}", "avril"),
        ("la 1re {{ t }}", "année"),
    ],
)
def test_ordinals_are_raised_wherever_they_come_from(
    word: Workshop, template: str, value: object
) -> None:
    body = word.document(p(template), {"t": value}).body
    raised = [one for one in body.iter(w("r")) if next(one.iter(w("vertAlign")), None) is not None]
    assert [str(run.xpath("string()")) for run in raised] in (["er"], ["re"])
    assert str(body.xpath("string()")).replace("\u00a0", " ").startswith(template[:3])


@pytest.mark.parametrize("text", ["31er", "1ermai", "lot-1er", "0,1er", "A1er", "1erb"])
def test_what_is_no_ordinal_stays(word: Workshop, text: str) -> None:
    body = word.document(p("{{ t }} et 1 er"), {"t": text}).body
    assert next(body.iter(w("vertAlign")), None) is None
