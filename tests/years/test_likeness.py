"""Which line became which: keys, words, near words; one to one, and alike both ways."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.years.likeness import match, said

_WORDS = ("frais", "charges", "personnel", "salaires", "externes", "structure", "mission", "études")
_LABELS = st.lists(
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=3).map(" ".join), max_size=6
)


@given(_LABELS, _LABELS)
def test_the_same_pairs_both_ways(left: list[str], right: list[str]) -> None:
    there = match(left, right, str)
    back = match(right, left, str)
    assert Counter((i, j) for j, i in back.pairs) == Counter(there.pairs)
    assert (Counter(back.come), Counter(back.gone)) == (Counter(there.gone), Counter(there.come))
    assert Counter([i for i, _ in there.pairs] + there.gone) == Counter(left)
    assert Counter([j for _, j in there.pairs] + there.come) == Counter(right)


@given(_LABELS)
def test_a_list_matches_itself(labels: list[str]) -> None:
    assert match(labels, labels, str) == ([(label, label) for label in labels], [], [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("l'été : 45 000 €", "L’ÉTÉ : 45\u202f000\u00a0€"),
        ("medtech – biotech", "medtech-biotech"),
        ("« Coup de pouce »", '"coup de pouce".'),
        ("**gras** et 1^er^", "gras et 1er"),
    ],
)
def test_typography_says_nothing(one: str, other: str) -> None:
    assert said(one).replace(" ", "") == said(other).replace(" ", "")


def test_figures_and_units_are_said() -> None:
    assert len({said(text) for text in ("5 %", "5 €", "5", "6 %")}) == 4


def test_words_that_all_labels_share_match_nothing() -> None:
    left = ["Frais de structure", "Frais de déplacement", "Personnel"]
    right = ["Frais de mission", "Déplacements", "Personnels (salaires)"]
    pairs = [("Frais de déplacement", "Déplacements"), ("Personnel", "Personnels (salaires)")]
    assert match(left, right, str) == (pairs, ["Frais de structure"], ["Frais de mission"])


def test_a_slip_of_the_pen_is_no_other_line() -> None:
    assert match(["Pesonnel"], ["Personnel"], str).pairs == [("Pesonnel", "Personnel")]


def test_a_key_goes_before_words() -> None:
    left, right = [("gbm", "CAGB")], [("region", "CAGB"), ("gbm", "Grand Besançon")]
    assert match(left, right, lambda x: x[1], lambda x: x[0]).pairs == [(left[0], right[1])]
