"""BUD004: the slip of the pen that explains a gap."""

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pmtdocs.rules.budget.hints import Named, explain

A_BUDGET = (285_000, 5_000, 104_000, 180_000, 20_000)
CENTS = (Decimal("10.50"), Decimal("7.20"))


def lines(*amounts: int | Decimal) -> list[Named]:
    return [(("l", i), f"ligne {i}", Decimal(amount)) for i, amount in enumerate(amounts)]


@pytest.mark.parametrize(
    ("amounts", "stated", "words", "places"),
    [
        (A_BUDGET, 490_000, "exactement la ligne « ligne 2 » (104 000 €) : est-elle un", [2]),
        ((285000, 5000, 104000), 290000, "exactement la ligne « ligne 2 » (104 000 €)", [2]),
        ((100, 40, 60), 0, "", []),
        ((1000, 40, 60), 1000, "somme des lignes « ligne 1 » (40 €) et « ligne 2 » (60 €)", [1, 2]),
        ((500, 40), 580, "la ligne « ligne 1 » (40 €) : le total la compte-t-il deux fois", [1]),
        ((500, 40, 40), 540, "d'une de ces lignes (40 €) : « ligne 1 » ou « ligne 2 »", [1, 2]),
        ((285000, 7000), 265000, "ligne 0 » sont peut-être intervertis : 258 000 € au lieu", [0]),
        (CENTS, Decimal("17.25"), "intervertis : 10,05 € au lieu de 10,50 €", [0]),
        ((285000, 7000), 292001, "", []),
        ((281000, 700), 288000, "manque peut-être un zéro à la ligne « ligne 1 » : 7 000 €", [1]),
        ((28100, 70000), 35100, "« ligne 1 » a peut-être un zéro de trop : 7 000 € au lieu", [1]),
        (A_BUDGET, 549_000, "total imprimé sont intervertis : 549 000 € pour 594 000 €", []),
        (A_BUDGET, 59_400, "manque un zéro au total imprimé : 59 400 € pour 594 000 €", []),
        (A_BUDGET, 5_940_000, "le total imprimé a un zéro de trop : 5 940 000 €", []),
    ],
)  # fmt: skip
def test_hints(
    amounts: tuple[int | Decimal, ...], stated: int | Decimal, words: str, places: list[int]
) -> None:
    named = lines(*amounts)
    hint, found = explain(named, sum((n[2] for n in named), Decimal(0)), Decimal(stated))
    assert words in " ".join(hint.split())
    assert bool(hint) == bool(words)
    assert found == [("l", i) for i in places]


def test_a_line_written_twice() -> None:
    named: list[Named] = [
        (("l", i), name, Decimal(amount))
        for i, (name, amount) in enumerate((("Salaires", 900), ("Loyer", 40), ("Loyer", 40)))
    ]
    hint, places = explain(named, Decimal(980), Decimal(940))
    assert "La ligne « Loyer » (40 €) est inscrite deux fois." in " ".join(hint.split())
    assert places == [("l", 1), ("l", 2)]


def test_what_chance_would_give_is_not_said() -> None:
    """Among thirty round amounts, some pair makes any gap."""
    named = lines(*(1000 * i for i in range(1, 31)))
    computed = sum((n[2] for n in named), Decimal(0))
    assert explain(named, computed, computed - 45_000) == ("", [])


def test_two_pairs_that_make_the_gap_explain_nothing() -> None:
    assert explain(lines(100_000, 3, 7, 4, 6), Decimal(100_020), Decimal(100_010)) == ("", [])


AMOUNTS = st.lists(st.integers(1, 10**6), min_size=1, max_size=6)


@given(AMOUNTS, st.data())
def test_a_line_left_out_is_always_found(amounts: list[int], data: st.DataObject) -> None:
    named = lines(*amounts)
    total = Decimal(sum(amounts))
    missing = data.draw(st.sampled_from(amounts))
    _, places = explain(named, total, total - missing)
    assert {{p: a for p, _, a in named}[place] for place in places} == {missing}


@given(AMOUNTS, st.integers(1, 10**6))
def test_what_is_suggested_does_close_the_gap(amounts: list[int], stated: int) -> None:
    assume(stated != sum(amounts))
    named = lines(*amounts)
    hint, places = explain(named, Decimal(sum(amounts)), Decimal(stated))
    gap = abs(sum(amounts) - stated)
    concerned = [a for p, _, a in named if p in places]
    if not hint:
        assert not places
    elif "intervertis" in hint or "zéro" in hint:
        assert gap % 9 == 0
    elif "d'une de ces lignes" in hint:
        assert set(concerned) == {gap}
    else:
        assert sum(concerned) == gap
