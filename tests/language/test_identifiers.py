"""The key of Luhn, and what is said of a number that fails it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.language.identifiers import digits, luhn, siren_fault, siret_fault

NUMBERS = st.text("0123456789", min_size=8, max_size=13)


def with_key(number: str) -> str:
    return next(number + key for key in "0123456789" if luhn(number + key))


@pytest.mark.parametrize("siren", ["242 500 361", "487 980 799", "200 065 647"])
def test_the_real_numbers_pass(siren: str) -> None:
    assert siren_fault(siren) == ""


@given(NUMBERS)
def test_one_key_and_one_only(number: str) -> None:
    assert sum(luhn(number + key) for key in "0123456789") == 1


@given(NUMBERS, st.data())
def test_one_digit_changed_is_always_noticed(number: str, data: st.DataObject) -> None:
    right = with_key(number)
    i = data.draw(st.integers(0, len(right) - 1))
    other = data.draw(st.sampled_from([d for d in "0123456789" if d != right[i]]))
    assert not luhn(right[:i] + other + right[i + 1 :])


@given(NUMBERS, st.data())
def test_two_neighbours_swapped_are_noticed_but_for_0_and_9(
    number: str, data: st.DataObject
) -> None:
    right = with_key(number)
    i = data.draw(st.integers(0, len(right) - 2))
    a, b = right[i], right[i + 1]
    swapped = right[:i] + b + a + right[i + 2 :]
    assert luhn(swapped) == (a == b or {a, b} == {"0", "9"})


@given(st.text("0123456789", min_size=8, max_size=8), st.sampled_from([" ", "\u00a0", "\u202f"]))
def test_spaces_of_any_kind_change_nothing(number: str, space: str) -> None:
    right = with_key(number)
    spaced = space.join((right[:3], right[3:6], right[6:]))
    assert digits(spaced) == right
    assert siren_fault(spaced) == ""


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (siren_fault("242 500 36"), "a 8 chiffres, il en faut 9"),
        (siren_fault("242 500 36A"), "ne doit contenir que des chiffres"),
        (siren_fault("242 500 316"), "sa clé de contrôle ne tombe pas juste"),
        (siret_fault("242 500 361"), "a 9 chiffres, il en faut 14"),
        (siren_fault("²42 500 361"), "ne doit contenir que des chiffres"),
    ],
)
def test_what_is_wrong_is_said(fault: str, words: str) -> None:
    assert words in fault


@pytest.mark.parametrize(
    ("siret", "right"),
    [("356 000 000 00048", True), ("356 000 000 12345", False), ("356 000 000 00042", True),
     ("356 000 000 00043", False), ("487 980 799 00010", False)],
)  # fmt: skip
def test_the_digits_of_an_office_of_la_poste_add_up_to_a_multiple_of_5(
    siret: str, right: bool
) -> None:
    """Its seat (00048) passes the key of Luhn as well; nobody else may do without."""
    assert (siret_fault(siret) == "") is right
