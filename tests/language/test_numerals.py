"""Numbers in words, and read back."""

from __future__ import annotations

import re
from decimal import Decimal
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.language.french import fold
from pmtdocs.language.numerals import NUMERALS, euros_in_words, in_words, read_numeral

#: Of 0 to 30 000 as num2words 0.5.14 spells them, one a line.
SPELT = "cfdfd6991dadc185ed75722e8d68de71270ac167c535385461c7c76a27949f19"


def words(text: str) -> list[str]:
    return re.findall(r"[a-z]+", fold(text))


@given(st.integers(0, 10**15 - 1))
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


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (45000, "quarante-cinq mille euros"),
        (1, "un euro"),
        (0, "zéro euro"),
        (2_000_000, "deux millions d'euros"),
        (Decimal("80.01"), "quatre-vingts euros et un centime"),
        (Decimal("1.99"), "un euro et quatre-vingt-dix-neuf centimes"),
    ],
)
def test_euros_in_words(value: Decimal | int, words: str) -> None:
    assert euros_in_words(value) == words


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (45000, "quarante-cinq mille"),
        (80_000, "quatre-vingt mille"),
        (200_000, "deux cent mille"),
        (1_200_080, "un million deux cent mille quatre-vingts"),
        (300_000_000, "trois cents millions"),
        (-71, "moins soixante et onze"),
        (Decimal("9.18"), "neuf virgule dix-huit"),
        (Decimal("9.05"), "neuf virgule zéro cinq"),
    ],
)
def test_in_words(value: Decimal | int, said: str) -> None:
    assert in_words(value) == said


def test_the_numbers_of_acts_are_spelt_as_num2words_spells_them() -> None:
    spelt = "\n".join(in_words(number) for number in range(30_001))
    assert sha256(spelt.encode()).hexdigest() == SPELT
