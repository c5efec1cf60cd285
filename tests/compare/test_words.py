"""Words as they are compared: what layout may change of them says nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.compare import stamps, words
from pmtdocs.compare.text import Block, Text
from pmtdocs.compare.words import Kind, figures, fold, keys, tokens
from pmtdocs.system import limits


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("45 000 €", "45\u202f000\u00a0€"),
        ("45 000 €", "45000 €"),
        ("l'aide", "l’aide"),
        ("2021-2024", "2021–2024"),
        ("« oui »", '"oui"'),
        ("« oui »", "«\u202foui\u202f»"),
        ("ﬁlière", "filière"),
        ("suite…", "suite..."),
        ("co\u00adopérer", "coopérer"),
        ("– les actions", "• les actions"),
        ("fin\nde ligne", "fin de ligne"),
        ("e\u0301tat", "état"),
        ("………………", "...................."),
        ("………………", "__________"),
        ("{{ a.b }}", "{{a.b}}"),
    ],
)
def test_equal(one: str, other: str) -> None:
    assert keys(one) == keys(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("45 000 €", "54 000 €"),
        ("45 000", "45 000,50"),
        ("1 2", "12"),
        ("-5 000", "5 000"),
        ("état", "etat"),
        ("dix, vingt", "dix vingt"),
        ("n° 12", "n° ………………"),
        ("{{ a.b }}", "{{ a.c }}"),
        ("suite…", "suite"),
    ],
)
def test_different(one: str, other: str) -> None:
    assert keys(one) != keys(other)


@given(st.text(max_size=40))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(alphabet="ab 12,.…_«»’'-–{}%€\u202f", max_size=40))
def test_a_token_stands_where_it_says(text: str) -> None:
    found = tokens(Text("a", (Block(text, 1),)), with_ends=False)
    places = [(t.start, t.end) for t in found]
    assert places == sorted(places)
    assert all(t.kind is Kind.BLANK or keys(text[t.start : t.end]) == (t.key,) for t in found)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("le 11 avril 2024", ["11 avril 2024"]),
        ("le 1er mai 2024,", ["1er mai 2024"]),
        ("45 000 € TTC", ["45 000 €"]),
        ("soit 9,18 % du total", ["9,18 %"]),
        ("(quarante-cinq mille euros)", ["quarante-cinq mille euros"]),
        ("vingt et une voix", ["vingt et une"]),
        ("à 18h30", ["18h30"]),
        ("le 11/04/2024", ["11/04/2024"]),
        ("une subvention", []),
    ],
)
def test_figures(text: str, found: list[str]) -> None:
    assert [text[f.start : f.end] for f in figures(text)] == found


def test_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "COMPARE_WORDS", limits.COMPARE_WORDS._replace(most=3))
    with pytest.raises(limits.LimitError) as caught:
        tokens(Text("a.docx", (Block("un deux trois quatre", 1),)), with_ends=False)
    assert caught.value.exit_code == 6


def test_numerals_without_end_are_many_figures() -> None:
    """Each edit looks at its figure: one as long as the text would be looked at again and again."""
    found = figures("un deux " * 1_000)
    assert len(found) > 50
    assert max(f.end - f.start for f in found) < 200


def test_a_tag_that_is_opened_again_was_never_closed() -> None:
    assert keys("{{ a {{ b }}") == ("{", "{", "a", "{{b}}")
    assert keys("{{{ a }}") == ("{{{a}}",)


@pytest.mark.parametrize("opener", ["{", "{{ ", "{% ", "{# "])
def test_tags_never_closed_are_read_once_each(opener: str) -> None:
    """Each was looked for to the end of the text: 400 000 braces took minutes."""
    assert len(keys(opener * 50_000)) >= 50_000


@pytest.mark.parametrize("said", ["A B C D a ", "A.", "A-B-", "99_AI-", "Anne de la "])
def test_a_name_without_end_is_read_once(said: str) -> None:
    """Each letter was the beginning of a name read to the end of the text: hours."""
    text = Text("a.docx", (Block(said * 20_000, 1),))
    found = stamps.found(text, tokens(text, with_ends=False), frozenset())
    assert not [mention for mention in found if mention.is_telling]
