"""Legal parameters: values by date and kind of body, each with its source; none is in the code.

The date that the law names chooses (of the sitting, of the request, of the signature), and the
body that it names: who decides, or who receives.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pmtdocs.dossier.yaml_source import read_table
from pmtdocs.language.french import parse_date

_FILE = Path(__file__).parent.parent / "droit" / "parametres.yaml"
#: The entry that names several kinds of body together; the others are parameters.
_GROUPS = "groupes"


class Body(NamedTuple):
    """What the law asks of a body: its kind, and the inhabitants by which some values differ.

    Those of a commune, or of the largest commune of a group; None where the data do not tell.
    """

    kind: str | None = None
    population: int | None = None
    partial: bool = False
    """Are the inhabitants of some communes of the group not told? The largest may be another."""


#: A body of which nothing is known: the law of all.
ANY = Body()


class Value(NamedTuple):
    """A value in force from ``since`` (None: from the beginning), and what is doubtful of it.

    One that has a last day is an exception: it prevails over the lasting law as long as it holds.
    """

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
    kinds: tuple[str, ...] = ()
    """The kinds of body for which it holds; none: all of them."""
    below: int | None = None
    """It holds only below so many inhabitants."""
    until: dt.date | None = None
    fixed: bool = True
    """False where the law fixes nothing for these bodies, or what it fixes is not verified."""

    def holds(self, day: dt.date, body: Body) -> bool:
        """Is it in force on a day, for a body?"""
        known = body.population is not None and not body.partial
        small = self.below is None or (known and (body.population or 0) < self.below)
        begun = self.since is None or self.since <= day
        named = not self.kinds or body.kind in self.kinds
        return begun and named and small and (self.until is None or day <= self.until)

    @property
    def rank(self) -> tuple[bool, bool, dt.date, bool, bool]:
        """Which of two values in force prevails: an exception, the later, what names the body.

        Where the law fixes nothing for a body, what it makes an exception to is not its own.
        """
        named, small = bool(self.kinds), self.below is not None
        since = self.since or dt.date.min
        return (not self.fixed, self.until is not None, since, named, small)

    def after(self, day: dt.date, department: str = "") -> dt.date:
        """The last day of a delay that runs from a day."""
        end = self.ends(day)
        if not self.prolonged:
            return end
        from pmtdocs.dossier import days_off  # of no use to most delays

        return days_off.next_working_day(end, department)

    def ends(self, day: dt.date) -> dt.date:
        """The same before it is prolonged."""
        length = int(self.value)
        end = add_months(day, length) if self.months else day + dt.timedelta(days=length)
        return end + dt.timedelta(days=int(self.clear))

    def before(self, day: dt.date) -> dt.date:
        """The last day to begin a delay of days that must have run out when a day comes."""
        return day - dt.timedelta(days=int(self.value) + int(self.clear))

    def cited(self) -> str:
        """The source as a message cites it, in parentheses of its own, the doubt with it."""
        return f"{self.source} ; {self.doubt}" if self.doubt else self.source


class Parameter(NamedTuple):
    """What the law fixes: its title, its reference, its values."""

    key: str
    title: str
    reference: str
    values: tuple[Value, ...]
    of_beneficiary: bool = False
    """Does it depend on who receives, not on whose council decides?"""

    def at(self, day: dt.date, body: Body = ANY) -> Value | None:
        """The value in force on a day for a body; None before the law, or where it fixes none."""
        held = [value for value in self.values if value.holds(day, body)]
        found = max(held, key=lambda value: value.rank, default=None)
        return found if found and found.fixed else None


@cache
def parameter(key: str) -> Parameter:
    """A parameter by its key. Raises KeyError for a key that the file lacks: a fault of ours."""
    entry = _entries()[key]
    values = tuple(_value(value, key, entry) for value in entry["valeurs"])
    received = entry.get("selon") == "bénéficiaire"
    return Parameter(key, entry["titre"], entry["reference"], values, received)


def parameters() -> tuple[Parameter, ...]:
    """Every parameter, in the order of the file."""
    return tuple(parameter(key) for key in _entries() if key != _GROUPS)


@cache
def _entries() -> dict[str, Any]:
    return read_table(_FILE)


def _value(value: dict[str, Any], key: str, entry: dict[str, Any]) -> Value:
    groups = _entries()[_GROUPS]
    return Value(
        Decimal(value.get("valeur", 0)),
        parse_date(value["depuis"]) if "depuis" in value else None,
        value["source"],
        value.get("doute", ""),
        key.endswith("-mois"),
        entry.get("franc") == "oui",
        entry.get("proroge") == "oui",
        tuple(kind for name in value.get("pour", ()) for kind in groups.get(name, (name,))),
        int(value["moins_de"]) if "moins_de" in value else None,
        parse_date(value["jusqu_au"]) if "jusqu_au" in value else None,
        "valeur" in value,
    )


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of a shorter month: 31/08 + 6 is 28/02."""
    from calendar import monthrange

    year, month = divmod(day.month - 1 + months, 12)
    year += day.year
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
