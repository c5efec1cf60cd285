"""Months and days as the law counts them."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.dossier.law import add_months
from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.model import BLANK
from pmtdocs.rules.dates.events import as_figure, event, gap

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))
MONTHS = st.integers(-60, 60)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (dt.date(2024, 12, 31), 6, dt.date(2025, 6, 30)),
        (dt.date(2024, 4, 30), 3, dt.date(2024, 7, 30)),
        (dt.date(2023, 8, 31), 6, dt.date(2024, 2, 29)),
        (dt.date(2024, 8, 31), 6, dt.date(2025, 2, 28)),
        (dt.date(2024, 4, 11), -36, dt.date(2021, 4, 11)),
        (dt.date(2024, 2, 29), -12, dt.date(2023, 2, 28)),
    ],
)
def test_months(day: dt.date, months: int, expected: dt.date) -> None:
    assert add_months(day, months) == expected


@given(DAYS, MONTHS)
def test_the_same_day_or_the_last_of_a_shorter_month(day: dt.date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year - day.year) * 12 + later.month - day.month == months
    assert later.day == day.day or (
        later.day < day.day and (later + dt.timedelta(days=1)).month != later.month
    )


@given(DAYS, DAYS, MONTHS)
def test_order_is_kept(one: dt.date, other: dt.date, months: int) -> None:
    if one <= other:
        assert add_months(one, months) <= add_months(other, months)


@given(DAYS, DAYS)
def test_a_gap_has_no_direction_and_figures_keep_the_order(one: dt.date, other: dt.date) -> None:
    assert gap(one, other) == gap(other, one)
    assert (as_figure(one) < as_figure(other)) == (one < other)


def test_an_unknown_day_is_no_event() -> None:
    assert event("la séance", ("seance", "date"), None) == []
    assert event("la séance", ("seance", "date"), BLANK) == []
    (known,) = event("la séance", ("seance", "date"), dt.date(2024, 4, 11))
    assert known.said() == "la séance (11/04/2024)"


def test_the_day_whose_law_rules(dossier_2024: Loaded) -> None:
    dossier = dossier_2024.dossier
    assert dossier.day_of_law == dt.date(2024, 4, 11)
    assert dossier.model_copy(update={"seance": None}).day_of_law == dt.date(2024, 1, 1)
