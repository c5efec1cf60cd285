import datetime as dt
import re
from decimal import Decimal

import pytest
from babel.dates import get_day_names, get_month_names
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.language import french
from pmtdocs.language.french import NBSP, NNBSP

AMOUNTS = st.decimals(0, 10**12, allow_nan=False, places=2)
DATES = st.dates(dt.date(1800, 1, 1), dt.date(2199, 12, 31))


@given(AMOUNTS)
def test_what_is_printed_can_be_typed_again(value: Decimal) -> None:
    assert french.parse_amount(french.number(value)) == value
    assert french.parse_amount(french.euros(value)) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("285 000", "285000"),
        ("285000", "285000"),
        ("285 000,50 €", "285000.50"),
        (f"285{NNBSP}000,5{NBSP}€", "285000.5"),
        ("0", "0"),
    ],
)
def test_amounts_as_people_type_them(typed: str, value: str) -> None:
    assert french.parse_amount(typed) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("1.234", "la virgule sépare les centimes"),
        ("-5 000", "négatif"),
        ("− 5 000", "négatif"),
        ("28 50 00", "n'est pas un montant"),
        ("1 2345", "n'est pas un montant"),
        ("12,345", "n'est pas un montant"),
        ("", "n'est pas un montant"),
        ("٣٤", "n'est pas un montant"),
        ("9" * 40, "trop grand"),
    ],
)
def test_what_is_not_an_amount_is_refused(typed: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        french.parse_amount(typed)


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        (45000, f"45{NNBSP}000"),
        (Decimal("1234567.5"), f"1{NNBSP}234{NNBSP}567,50"),
        (Decimal("285000.00"), f"285{NNBSP}000"),
        (999, "999"),
    ],
)
def test_numbers(value: Decimal | int, printed: str) -> None:
    assert french.number(value) == printed


@pytest.mark.parametrize(
    ("value", "printed"),
    [
        ("9.1837", "9,18"),
        ("100", "100"),
        ("9.5", "9,5"),
        ("33.335", "33,34"),
        ("1234.5", "1\u202f234,5"),
        ("0.004", "0"),
    ],
)
def test_percent(value: str, printed: str) -> None:
    assert french.percent(Decimal(value)) == f"{printed}{NBSP}%"


@given(st.decimals(min_value=0, max_value=10**12, places=2) | st.integers(0, 10**12))
def test_numbers_are_those_of_babel(value: Decimal | int) -> None:
    pattern = "#,##0" if value == int(value) else "#,##0.00"
    assert french.number(value) == format_decimal(value, format=pattern, locale="fr")


def test_the_names_that_are_read_are_those_that_are_written() -> None:
    months, days = get_month_names(locale="fr"), get_day_names(locale="fr")
    assert list(french.MONTHS) == [months[number] for number in range(1, 13)]
    assert list(french.WEEKDAYS) == [days[number] for number in range(7)]


@given(DATES)
def test_each_way_to_write_a_date_is_read(day: dt.date) -> None:
    for written in (day.isoformat(), french.short_date(day), french.long_date(day)):
        assert french.parse_date(written) == day


@pytest.mark.parametrize("typed", ["31/02/2024", "2023-02-29", "32 avril 2024"])
def test_a_day_that_does_not_exist(typed: str) -> None:
    with pytest.raises(ValueError, match="n'existe pas dans le calendrier"):
        french.parse_date(typed)


@pytest.mark.parametrize("typed", ["avril 2024", "11-04-2024", "11 avrl 2024", "", "2024/04/11"])
def test_what_is_not_a_date(typed: str) -> None:
    with pytest.raises(ValueError, match="n'est pas une date"):
        french.parse_date(typed)


def test_dates_as_acts_print_them() -> None:
    assert french.long_date(dt.date(2024, 4, 1)) == f"1er{NBSP}avril{NBSP}2024"
    assert french.parse_date("1ER AOUT 2024") == dt.date(2024, 8, 1)
    assert french.day_name(dt.date(2024, 4, 11)) == "jeudi"


@given(st.times())
def test_hours(time: dt.time) -> None:
    minute = time.replace(second=0, microsecond=0)
    assert french.parse_hour(french.hour(minute)) == minute


@pytest.mark.parametrize("typed", ["25h00", "18h61", "midi", "1800", "18h3"])
def test_what_is_not_an_hour(typed: str) -> None:
    with pytest.raises(ValueError, match="n'est pas une heure"):
        french.parse_hour(typed)


def test_hours_as_acts_print_them() -> None:
    assert french.hour(dt.time(18)) == f"18{NBSP}h"
    assert french.hour(dt.time(9, 5)) == f"9{NBSP}h{NBSP}05"


def test_hours_as_people_type_them() -> None:
    assert french.parse_hour("18 h") == dt.time(18)
    assert french.parse_hour("18:30") == dt.time(18, 30)


_PIECES = [
    *"aé1 9«»:;!?%€'’",
    NBSP,
    NNBSP,
    "n°",
    "M. ",
    "Mme ",
    " 000",
    "1er ",
    "mai ",
    "12 bis ",
    "rue ",
    "P. ",
    "L. ",
]
TEXTS = st.lists(st.sampled_from(_PIECES)).map("".join)


@given(TEXTS)
def test_typography_is_idempotent(text: str) -> None:
    once = french.typography(text)
    assert french.typography(once) == once


@given(st.text())
def test_typography_changes_spaces_and_apostrophes_only(text: str) -> None:
    def bare(string: str) -> str:
        return re.sub(f"[ {NBSP}{NNBSP}]", "", string).replace("’", "'")

    assert bare(french.typography(text)) == bare(text)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Vraiment ?", f"Vraiment{NNBSP}?"),
        ("l'axe : un", f"l’axe{NBSP}: un"),
        ("«mot»", f"«{NNBSP}mot{NNBSP}»"),
        ("« mot »", f"«{NNBSP}mot{NNBSP}»"),
        ("45 000 € et 12 %", f"45{NNBSP}000{NBSP}€ et 12{NBSP}%"),
        ("n°13", f"n°{NBSP}13"),
        ("Mme Anne et M. Paul", f"Mme{NBSP}Anne et M.{NBSP}Paul"),
        ("le 11 avril 2024, en 2024", f"le 11{NBSP}avril{NBSP}2024, en 2024"),
        ("du 1er mai au 1^er^ Juin", f"du 1er{NBSP}mai au 1^er^{NBSP}Juin"),
        ("46 avenue, 4, place", f"46{NBSP}avenue, 4,{NBSP}place"),
        ("12 bis rue", f"12{NBSP}bis{NBSP}rue"),
        (
            "P. BILLEREY, J.-P. Né, M. A. B. Roy",
            f"P.{NBSP}BILLEREY, J.-P.{NBSP}Né, M.{NBSP}A. B.{NBSP}Roy",
        ),
        (
            "art. L. 1611-4, p. 3, n°s 1 et 2",
            f"art.{NBSP}L.{NBSP}1611-4, p.{NBSP}3, n°s{NBSP}1 et 2",
        ),
        ("en mai 202, 3,5 avril, rueil", "en mai 202, 3,5 avril, rueil"),
        ("https://gbm.fr?a=1", "https://gbm.fr?a=1"),
        ("18:30", "18:30"),
    ],
)
def test_typography(typed: str, printed: str) -> None:
    assert french.typography(typed) == printed


@given(st.text())
def test_plain_is_idempotent(text: str) -> None:
    assert french.plain(french.plain(text)) == french.plain(text)


def test_plain_folds_what_keyboards_confuse() -> None:
    assert french.plain(f"L’Œuvre{NBSP}–  ÉTÉ ") == "l'oeuvre - ete"


def test_nearest() -> None:
    assert french.nearest("libellé", ["libelle", "montant"]) == "libelle"
    assert french.nearest("à_compter", ["a_compter_de", "mode"]) == "a_compter_de"
    assert french.nearest("zzz", ["libelle", "montant"]) is None


def test_lists_and_plurals() -> None:
    assert [french.join(x) for x in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a et b",
        "a, b et c",
    ]
    assert [french.plural(n, "ligne") for n in (0, 1, 2)] == ["0 ligne", "1 ligne", "2 lignes"]
    assert french.plural(2, "total", "totaux") == "2 totaux"


@pytest.mark.parametrize(
    "typed", ["0000-01-01", "9999-12-31", "31/12/9999", "1er mars 0001", "2200-01-01"]
)
def test_a_date_from_which_no_delay_can_be_counted(typed: str) -> None:
    with pytest.raises(ValueError, match="l'année doit être entre 1800 et 2199"):
        french.parse_date(typed)
