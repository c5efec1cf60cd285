"""Numbers in words, read back."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.language.french import fold, in_words
from pmtdocs.language.numerals import NUMERALS, read_numeral


def words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", fold(text))


@given(st.integers(0, 10**12 - 1))
def test_what_is_written_in_words_is_read_back(value: int) -> None:
    said = words(in_words(value))
    assert set(said) <= NUMERALS | {"et"}
    assert read_numeral(said) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("septante-deux", 72),
        ("nonante", 90),
        ("quatre-vingts", 80),
        ("mille", 1000),
        ("deux mille vingt-quatre", 2024),
        ("cent quatre-vingt-onze", 191),
    ],
)
def test_other_ways_to_say_a_number(text: str, value: int) -> None:
    assert read_numeral(words(text)) == value
