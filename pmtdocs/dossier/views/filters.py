"""The filters of the templates: what each makes of a field, and which sorts of field it fits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

from pmtdocs.dossier.model.base import Sort
from pmtdocs.language import french
from pmtdocs.language.agreement import after_que, agreement, contract, possessive, with_article
from pmtdocs.language.numerals import euros_in_words, in_words

_FIGURES = (Sort.AMOUNT, Sort.NUMBER, Sort.RATE)


class Filter(NamedTuple):
    """What stands after the bar: ``{{ field | name }}``."""

    name: str
    write: Callable[[Any], str]
    sorts: tuple[Sort, ...]
    """The sorts of field that it fits."""
    doc: str
    """What it makes of its field, in French, for legal staff."""
    sample: Any
    """A value to show it on."""
    of_blank: str = ""
    """What it writes of a fact « à compléter »; empty: the fact stays a dotted line."""

    @property
    def example(self) -> str:
        """What it writes of the sample."""
        return self.write(self.sample)


def _long_day(value: Any) -> str:
    return f"{french.day_name(value)} {french.long_date(value)}"


def _capital(value: Any) -> str:
    text = str(value)
    return text[:1].upper() + text[1:]


def _plural(value: Any) -> str:
    return "s" if value >= _SEVERAL else ""


_SEVERAL = 2
_WORDS = (Sort.NAME,)
_SAID = (Sort.TEXT, Sort.NAME, Sort.RICH)
_COMMISSION = "Commission permanente"
_DAY = dt.date(2001, 2, 1)
_EUROS = Decimal("12345.60")

_ALL = (
    Filter("euros", french.euros, (Sort.AMOUNT,), "Montant en euros.", _EUROS),
    Filter(
        "euros_en_lettres", euros_in_words, (Sort.AMOUNT,), "Montant en toutes lettres.", _EUROS
    ),
    Filter("nombre", french.number, _FIGURES, "Nombre sans unité.", _EUROS),
    Filter("en_lettres", in_words, (*_FIGURES, Sort.YEAR), "Nombre en toutes lettres.", 123),
    Filter("pourcent", french.percent, (Sort.RATE,), "Pourcentage.", Decimal("9.18")),
    Filter("date", french.long_date, (Sort.DATE,), "Date, mois en lettres.", _DAY),
    Filter("date_courte", french.short_date, (Sort.DATE,), "Date en chiffres.", _DAY),
    Filter("jour_date", _long_day, (Sort.DATE,), "Date avec le jour de la semaine.", _DAY),
    Filter("heure", french.hour, (Sort.HOUR,), "Heure et minutes.", dt.time(18, 30)),
    Filter("capitale", _capital, _SAID, "Première lettre en majuscule.", "ville"),
    Filter("le", with_article, _WORDS, "Avec l'article défini.", _COMMISSION),
    Filter(
        "du", lambda said: with_article(said, "de"), _WORDS, "De + article défini.", _COMMISSION
    ),
    Filter(
        "au", lambda said: with_article(said, "à"), _WORDS, "À + article défini.", _COMMISSION
    ),
    Filter("de", lambda said: contract("de", None, said), _WORDS, "De, sans article.", "Orme"),
    Filter("a", lambda said: contract("à", None, said), _WORDS, "À, sans article.", "Le Mans"),
    Filter("que", after_que, _WORDS, "Que, devant un sujet.", "Orme"),
    Filter("son", possessive, _WORDS, "Avec le possessif.", "Présidente"),
    Filter("il", lambda said: agreement(said).il, _WORDS, "Le pronom.", _COMMISSION),
    Filter(
        "e", lambda said: agreement(said).e, _WORDS,
        "Fin d'un participe : représenté{{ … |e }}.", _COMMISSION, "(e)",
    ),
    Filter(
        "nt", lambda said: "nt" * agreement(said).pluriel, _WORDS,
        "Fin d'un verbe en -e : s'engage{{ … |nt }}.", "les Rencontres",
    ),
    Filter("s", _plural, (Sort.NUMBER,), "Le pluriel : exemplaire{{ … |s }}.", 12, "(s)"),
)  # fmt: skip
#: Every filter a template may use.
FILTERS: dict[str, Filter] = {one.name: one for one in _ALL}


def fitting(sort: Sort) -> tuple[str, ...]:
    """The filters that a field of this sort takes."""
    return tuple(f.name for f in FILTERS.values() if sort in f.sorts)
