"""When two names are near enough to be one, and how the near ones are found among many."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.language.spelling import is_near, near_pairs

SYLLABLES = ("ba", "l", "mont", "n", "oi", "r", "se", "te", "vaux", "Saint-", " de ", "2", "é")
NAMES = st.lists(st.sampled_from(SYLLABLES), min_size=1, max_size=7).map("".join)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("BAHR", "BAEHR"),
        ("Région Bourgone-Franche-Comté", "Région Bourgogne-Franche-Comté"),
        ("Pôle des Microtechnique", "Pôle des Microtechniques"),
        ("Fond national", "Fonds national"),
    ],
)
def test_a_slip_of_the_pen(one: str, two: str) -> None:
    assert is_near(one, two)
    assert is_near(two, one)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Département de l'Aisne", "Département de l'Oise"),
        ("Département de l'Eure", "Département de l'Aude"),
        ("Département de l'Ain", "Département de l'Aisne"),
        ("Ville de Dole", "Ville de Dijon"),
        ("Fondation Alpha 1", "Fondation Alpha 2"),
        ("Roy", "Ray"),
        ("SAINT VIT", "Saint-Vit"),
    ],
)
def test_two_names(one: str, two: str) -> None:
    assert not is_near(one, two)


@given(st.lists(NAMES, max_size=12))
def test_near_names_are_found_as_by_comparing_all(names: list[str]) -> None:
    keyed = {str(i): name for i, name in enumerate(names)}
    expected = {pair for pair in combinations(keyed, 2) if is_near(*(keyed[k] for k in pair))}
    assert set(near_pairs(keyed)) == expected
