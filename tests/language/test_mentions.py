"""Amounts, dates, hours, numbers and references found in French text; names among the known."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.language.french import euros, fold, hour, long_date, short_date
from pmtdocs.language.mentions import Sort, mentions
from pmtdocs.language.numerals import euros_in_words, in_words
from pmtdocs.language.propernames import Names
from tests.support.growth import ratio

AMOUNTS = st.decimals(0, 10**9, places=2)
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
NAMES = Names(
    [
        ("Besançon", ("b",)),
        ("Grand Besançon Métropole", ("g",)),
        ("GBM", ("s",)),
        ("Mme Anne DURAND", ("p",)),
        ("Anne DURAND", ("p",)),
        ("Busy", ("c",)),
        ("Byans-sur-Doubs", ("d",)),
    ]
)


def found(text: str) -> list[str]:
    return [f"{m.sort.value} {text[m.start : m.end]}" for m in mentions(text, NAMES)]


@given(AMOUNTS)
def test_an_amount_is_read_as_it_was_written(amount: Decimal) -> None:
    for written in (euros(amount), euros_in_words(amount)):
        (mention,) = mentions(f"une subvention de {written}, versée ainsi")
        assert (mention.sort, mention.value) == (Sort.AMOUNT, amount)


@given(DAYS)
def test_a_date_is_read_as_it_was_written(day: dt.date) -> None:
    in_full = f"{in_words(day.day)} {long_date(day).split()[1]} {in_words(day.year)}"
    for written in (long_date(day), short_date(day), day.isoformat(), in_full):
        (mention,) = mentions(f"le {written} au plus tard")
        assert (mention.sort, mention.value) == (Sort.DATE, day)


@given(st.times().map(lambda t: dt.time(t.hour, t.minute)))
def test_an_hour_is_read_as_it_was_written(time: dt.time) -> None:
    (mention,) = mentions(f"levée à {hour(time)}.")
    assert (mention.sort, mention.value) == (Sort.HOUR, time)


@given(st.text(max_size=40))
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(st.text(st.sampled_from("le 12 3/.,-€%hn°àd'un deux mille avril GBM"), max_size=60))
def test_any_text_is_read_in_order_and_without_overlap(text: str) -> None:
    places = [(m.start, m.end) for m in mentions(text, NAMES)]
    assert all(start < end for start, end in places)
    assert all(a[1] <= b[0] for a, b in pairwise(places))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("soit 9,18 %, ou cent pour cent", ["pourcentage 9,18 %", "pourcentage cent pour cent"]),
        ("loi n° 2000-321 du 12 avril 2000", ["référence loi n° 2000-321 du 12 avril 2000"]),
        ("l'article L. 1611-4 du code", ["référence L. 1611-4"]),
        ("règlement (UE) 2017/745", ["référence 2017/745"]),
        ("aux articles 4 et 5, annexe 1", ["référence articles 4 et 5", "référence annexe 1"]),
        ("page 3 sur 12", ["référence page 3 sur 12"]),
        ("n° 2024/2024.00097", ["référence n° 2024/2024.00097"]),
        ("SIREN 242 500 361", ["identifiant 242 500 361"]),
        ("RNA W251000001", ["identifiant W251000001"]),
        ("PPIF 2024-2028", ["année 2024", "année 2028"]),
        ("France 2030", ["année 2030"]),
        ("1, 2, 38", ["nombre 1", "nombre 2", "nombre 38"]),
        ("le 13e congrès", ["nombre 13e"]),
        ("avant le 30 avril", ["date 30 avril"]),
        ("à dix-huit heures", ["heure dix-huit heures"]),
        ("dans les 24 heures", ["nombre 24"]),
        ("trente et un élus", ["nombre trente et un"]),
        ("deux et trois", ["nombre deux", "nombre trois"]),
        ("un préavis d'un mois, une aide", []),
        ("le premier versement", []),
        ("CO2, B2B, COVID19", []),
        ("31 février 2024", ["date 31 février 2024"]),
    ],
)
def test_what_a_text_mentions(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Grand Besançon Métropole (GBM)", ["Grand Besançon Métropole", "GBM"]),
        ("GRAND BESANÇON MÉTROPOLE, à Besançon", ["GRAND BESANÇON MÉTROPOLE", "Besançon"]),
        ("Mme Anne\u00a0Durand", ["Mme Anne\u00a0Durand"]),
        ("Byans-Sur-Doubs", ["Byans-Sur-Doubs"]),
        ("so busy, gbm, Besancon", []),
        ("Anne, Durand", []),
    ],
)
def test_the_longest_known_name_is_found(text: str, names: list[str]) -> None:
    assert found(text) == [f"nom {name}" for name in names]


@pytest.mark.parametrize(
    "piece", ["1 234 567 ", "12 ", "1/2 ", "article 3, ", "mille ", "n° 4 ", "2024-", "9"]
)
def test_figures_are_found_in_time_in_proportion(piece: str) -> None:
    assert ratio(lambda n: mentions(piece * n), 1000) < 2.5
