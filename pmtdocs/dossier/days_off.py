"""Sundays and public holidays, which ``droit/jours-feries.yaml`` names; Easter by dateutil."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from pmtdocs.dossier.yaml_source import read_source

_FILE = Path(__file__).parent.parent / "droit" / "jours-feries.yaml"
_SATURDAY, _SUNDAY = 5, 6


class Holiday(NamedTuple):
    """A public holiday: « fête nationale », its law, where (nothing: everywhere)."""

    name: str
    source: str
    departments: frozenset[str]
    day: str = ""
    """« 14/07 », else so many days after Easter."""
    after_easter: int = 0

    def of(self, year: int) -> dt.date:
        """The day it falls on that year."""
        if self.day:
            day, month = map(int, self.day.split("/"))
            return dt.date(year, month, day)
        from dateutil.easter import easter

        sunday: dt.date = easter(year)
        return sunday + dt.timedelta(days=self.after_easter)


@cache
def holidays() -> tuple[Holiday, ...]:
    """Every holiday, in the order of the file."""
    entries: Any = read_source(_FILE, _FILE.name, ("droit",)).tree
    return tuple(
        Holiday(
            name,
            one["source"],
            frozenset(one.get("departements", ())),
            one.get("le", ""),
            int(one.get("paques", 0)),
        )
        for name, one in entries.items()
    )


def sunday_or_holiday(day: dt.date, department: str = "") -> str:
    """« dimanche », « jour férié (Ascension) »; empty for any other day."""
    for one in holidays():
        here = not one.departments or department in one.departments
        if here and one.of(day.year) == day:
            return f"jour férié ({one.name})"
    return "dimanche" if day.weekday() == _SUNDAY else ""


def next_working_day(day: dt.date, department: str = "") -> dt.date:
    """That day, or the first after it that is neither a weekend nor a holiday."""
    while day.weekday() == _SATURDAY or sunday_or_holiday(day, department):
        day += dt.timedelta(days=1)
    return day
