"""Amounts by year: added, compared, and read as one sum."""

from __future__ import annotations

import copy
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.dossier.load import load
from pmtdocs.dossier.model.budget import WHOLE, Total, add, comparable, whole
from pmtdocs.finding import Finding
from tests.conftest import Patch

Refused = Callable[..., tuple[Finding, ...]]

EUROS = st.decimals(min_value=0, max_value=10**9, places=2)
BY_YEAR = st.dictionaries(st.integers(2015, 2030), EUROS, min_size=1, max_size=5)
AMOUNTS = st.one_of(BY_YEAR, st.builds(lambda euros: {WHOLE: euros}, EUROS))


def total(amount: dict[int, Decimal]) -> Decimal:
    return sum(amount.values(), Decimal(0))


@given(st.lists(AMOUNTS, max_size=6))
def test_adding_loses_no_cent_and_mixes_no_year_with_the_whole(
    amounts: list[dict[int, Decimal]],
) -> None:
    found = add(amounts)
    assert total(found) == sum((total(a) for a in amounts), Decimal(0))
    assert WHOLE not in found or set(found) == {WHOLE}
    known = [set(a) for a in amounts]
    if not any(WHOLE in years for years in known):
        assert set(found) == set().union(*known)


@given(AMOUNTS, AMOUNTS)
def test_what_is_compared_is_by_year_on_both_sides_or_on_neither(
    first: dict[int, Decimal], second: dict[int, Decimal]
) -> None:
    one, other = comparable(first, second)
    assert (WHOLE in one) == (WHOLE in other)
    assert (total(dict(one)), total(dict(other))) == (total(first), total(second))


@given(AMOUNTS)
def test_a_total_is_its_sum_and_remembers_its_years(amount: dict[int, Decimal]) -> None:
    found = Total.of(amount)
    assert found == total(amount)
    assert found.by_year == amount
    assert copy.deepcopy(found).by_year == amount
    assert found + 1 == total(amount) + 1
    assert whole(found.by_year) == {WHOLE: found}


def test_a_total_made_of_nothing_but_a_figure() -> None:
    assert Total("12.50").by_year == {WHOLE: Decimal("12.50")}


def test_a_subsidy_by_year(small: Path) -> None:
    subsidy = load(small, "trois-ans").dossier.subvention
    assert subsidy is not None
    granted = subsidy.montant
    assert granted == 36_000
    assert granted.by_year == {2021: 10_000, 2022: 12_000, 2023: 14_000}


@pytest.mark.parametrize(
    ("file", "change", "expected"),
    [
        ("convention", ("2022: 12 000", "2022: 12.000"), ("« 12.000 » n'est pas un montant", 8)),
        ("convention", ("2022: 12 000", "202: 12 000"), ("« 202 » n'est pas une année", 8)),
        ("convention", ("{annee: 2021, ", "{"), ("d'autres non", 7)),
        ("convention", ("{annee: 2021,", "{annee: 2020,"), ("paie l'année 2020", 7)),
        ("budget", ("  repartition_partielle: oui\n", ""), ("« repartition_partielle: oui »", 11)),
    ],
)
def test_what_is_refused(
    small: Path,
    patch: Patch,
    refused: Refused,
    file: str,
    change: tuple[str, str],
    expected: tuple[str, int],
) -> None:
    patch(f"trois-ans/{file}.yaml", *change)
    (finding,) = refused("trois-ans")
    said, line = expected
    assert said in finding.message
    assert finding.primary.span is not None
    assert finding.primary.span.line == line
