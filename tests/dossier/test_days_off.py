"""Sundays and public holidays, everywhere and in some départements."""

from __future__ import annotations

import datetime as dt

import pytest

from pmtdocs.dossier import days_off
from pmtdocs.dossier.model.common import Organisation


@pytest.mark.parametrize(
    ("day", "names"),
    [
        ((2015, 5, 14), "Ascension"),
        ((2016, 3, 28), "lundi de Pâques"),
        ((2020, 6, 1), "lundi de Pentecôte"),
        ((2021, 5, 13), "Ascension"),
        ((2026, 4, 6), "lundi de Pâques"),
        ((2026, 5, 25), "lundi de Pentecôte"),
        ((2022, 11, 11), "armistice de 1918"),
    ],
)
def test_a_holiday_is_named(day: tuple[int, int, int], names: str) -> None:
    assert days_off.sunday_or_holiday(dt.date(*day)) == f"jour férié ({names})"


def test_eleven_holidays_everywhere_each_with_its_law() -> None:
    everywhere = [one for one in days_off.holidays() if not one.departments]
    assert len(everywhere) == 11
    assert all(one.source for one in days_off.holidays())


@pytest.mark.parametrize(
    ("place", "day", "off"),
    [
        ("67", (2024, 12, 26), "jour férié (deuxième jour de Noël)"),
        ("25", (2024, 12, 26), ""),
        ("", (2024, 12, 26), ""),
        ("974", (2024, 12, 20), "jour férié (abolition de l'esclavage à La Réunion)"),
        ("972", (2024, 12, 20), ""),
    ],
)
def test_some_hold_in_a_departement(place: str, day: tuple[int, int, int], off: str) -> None:
    assert days_off.sunday_or_holiday(dt.date(*day), place) == off


@pytest.mark.parametrize(
    ("day", "place", "working"),
    [
        ((2024, 3, 29), "", (2024, 3, 29)),
        ((2024, 3, 29), "57", (2024, 4, 2)),  # Good Friday, the weekend, Easter Monday
        ((2024, 5, 8), "", (2024, 5, 10)),  # the 8th, then Ascension
        ((2024, 4, 13), "", (2024, 4, 15)),
    ],
)
def test_the_next_working_day(
    day: tuple[int, int, int], place: str, working: tuple[int, int, int]
) -> None:
    assert days_off.next_working_day(dt.date(*day), place) == dt.date(*working)


@pytest.mark.parametrize(
    ("seat", "place"),
    [
        ("1 rue de l'Exemple, 67000 Strasbourg", "67"),
        ("1 rue de l'Exemple, 97400 Saint-Denis", "974"),
        ("12 rue de l'Exemple, Besançon", ""),
        ("BP 12, SIRET 242500361", ""),
        (None, ""),
    ],
)
def test_the_seat_says_the_departement(seat: str | None, place: str) -> None:
    assert Organisation(nom="Exemple", siege=seat).departement == place
