"""Legal parameters: values by date, each with its reference; none of them is in the code.

The date that the law names chooses: of the sitting, of the request, of the signature.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pmtdocs.dossier import days_off
from pmtdocs.dossier.yaml_source import read_source
from pmtdocs.language.french import parse_date

_FILE = Path(__file__).parent.parent / "droit" / "parametres.yaml"


class Value(NamedTuple):
    """A value in force from ``since`` (None: from the beginning), and what is doubtful of it."""

    value: Decimal
    since: dt.date | None
    source: str
    doubt: str = ""
    months: bool = False
    """Are the units of a delay months? Else they are days."""
    clear: bool = False
    """Does neither its first nor its last day count (« délai franc »)?"""
    prolonged: bool = False
    """Does a delay that ends on a weekend or a holiday go on to the next working day?"""

    def after(self, day: dt.date, department: str = "") -> dt.date:
        """The last day of a delay that runs from a day."""
        end = self.ends(day)
        return days_off.next_working_day(end, department) if self.prolonged else end

    def ends(self, day: dt.date) -> dt.date:
        """The same before it is prolonged."""
        length = int(self.value)
        end = add_months(day, length) if self.months else day + dt.timedelta(days=length)
        return end + dt.timedelta(days=int(self.clear))

    def before(self, day: dt.date) -> dt.date:
        """The last day to begin a delay of days that must have run out when a day comes."""
        return day - dt.timedelta(days=int(self.value) + int(self.clear))

    def cited(self) -> str:
        """The source as a message cites it, the doubt with it."""
        return f"{self.source} ({self.doubt})" if self.doubt else self.source


class Parameter(NamedTuple):
    """What the law fixes: its title, its reference, its values in order of date."""

    key: str
    title: str
    reference: str
    values: tuple[Value, ...]

    def at(self, day: dt.date) -> Value | None:
        """The value in force on a day; None before the law."""
        in_force = [v for v in self.values if v.since is None or v.since <= day]
        return in_force[-1] if in_force else None


@cache
def parameter(key: str) -> Parameter:
    """A parameter by its key. Raises KeyError for a key that the file lacks: a fault of ours."""
    entry = _entries()[key]
    clear, prolonged = (entry.get(said) == "oui" for said in ("franc", "proroge"))
    values = tuple(
        _value(value, key.endswith("-mois"))._replace(clear=clear, prolonged=prolonged)
        for value in entry["valeurs"]
    )
    return Parameter(key, entry["titre"], entry["reference"], values)


def parameters() -> tuple[Parameter, ...]:
    """Every parameter, in the order of the file."""
    return tuple(parameter(key) for key in _entries())


@cache
def _entries() -> dict[str, Any]:
    entries: Any = read_source(_FILE, _FILE.name, ("droit",)).tree
    return dict(entries)


def _value(entry: dict[str, str], months: bool) -> Value:
    since = parse_date(entry["depuis"]) if "depuis" in entry else None
    return Value(Decimal(entry["valeur"]), since, entry["source"], entry.get("doute", ""), months)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of a shorter month: 31/08 + 6 is 28/02."""
    from calendar import monthrange

    year, month = divmod(day.month - 1 + months, 12)
    year += day.year
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
