"""BUD004: the slip of the pen that explains a gap."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pmtdocs.rules.hints import Named, explain


def lines(*amounts: int | Decimal) -> list[Named]:
    return [(("l", i), f"ligne {i}", Decimal(amount)) for i, amount in enumerate(amounts)]


@pytest.mark.parametrize(
    ("amounts", "stated", "words", "places"),
    [
        ((285000, 5000, 104000), 290000, "exactement la ligne « ligne 2 » (104 000 €)", [2]),
        ((100, 40, 60), 0, "", []),
        ((1000, 40, 60), 1000, "somme des lignes « ligne 1 » (40 €) et « ligne 2 » (60 €)", [1, 2]),
        ((500, 40), 580, "la ligne « ligne 1 » (40 €) : le total la compte-t-il deux fois", [1]),
        ((285000, 7000), 265000, "ligne 0 » sont peut-être intervertis : 258 000 € au lieu", [0]),
        ((Decimal("10.50"), 7), Decimal("17.05"), "intervertis : 10,05 € au lieu de 10,50 €", [0]),
        ((285000, 7000), 292001, "", []),
    ],
)
def test_hints(
    amounts: tuple[int | Decimal, ...], stated: int | Decimal, words: str, places: list[int]
) -> None:
    named = lines(*amounts)
    hint, found = explain(named, sum((n[2] for n in named), Decimal(0)), Decimal(stated))
    assert words in " ".join(hint.split())
    assert bool(hint) == bool(words)
    assert found == [("l", i) for i in places]


AMOUNTS = st.lists(st.integers(1, 10**6), min_size=1, max_size=6)


@given(AMOUNTS, st.data())
def test_a_line_left_out_is_always_found(amounts: list[int], data: st.DataObject) -> None:
    named = lines(*amounts)
    total = Decimal(sum(amounts))
    missing = data.draw(st.sampled_from(amounts))
    _, places = explain(named, total, total - missing)
    assert [{p: a for p, _, a in named}[place] for place in places] == [missing]


@given(AMOUNTS, st.integers(1, 10**6))
def test_what_is_suggested_does_close_the_gap(amounts: list[int], stated: int) -> None:
    assume(stated != sum(amounts))
    named = lines(*amounts)
    hint, places = explain(named, Decimal(sum(amounts)), Decimal(stated))
    gap = abs(sum(amounts) - stated)
    concerned = [a for p, _, a in named if p in places]
    swapped = "intervertis" in hint
    assert not hint or swapped or sum(concerned) == gap
    assert not swapped or gap % 9 == 0
