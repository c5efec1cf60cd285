"""Sundays and public holidays, which ``droit/jours-feries.yaml`` names; Easter by dateutil."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import NamedTuple

from pmtdocs.dossier.yaml_source import read_table

_FILE = Path(__file__).parent.parent / "droit" / "jours-feries.yaml"
_SATURDAY, _SUNDAY = 5, 6
#: Between which days Easter falls.
_FIRST, _LAST = (3, 22), (4, 25)


class Holiday(NamedTuple):
    """A public holiday: « fête nationale », its law, where (nothing: everywhere)."""

    name: str
    source: str
    departments: frozenset[str]
    day: str = ""
    """« 14/07 », else so many days after Easter."""
    after_easter: int = 0

    def is_on(self, day: dt.date) -> bool:
        """Does it fall on a day?"""
        if self.day:
            return f"{day:%d/%m}" == self.day
        sunday = day - dt.timedelta(days=self.after_easter)
        if sunday.weekday() != _SUNDAY or not _FIRST <= (sunday.month, sunday.day) <= _LAST:
            return False
        from dateutil.easter import easter  # of no use on most days

        found: dt.date = easter(day.year)
        return found == sunday


@cache
def holidays() -> tuple[Holiday, ...]:
    """Every holiday, in the order of the file."""
    return tuple(
        Holiday(
            name,
            one["source"],
            frozenset(one.get("departements", ())),
            one.get("le", ""),
            int(one.get("paques", 0)),
        )
        for name, one in read_table(_FILE).items()
    )


def sunday_or_holiday(day: dt.date, department: str = "") -> str:
    """« dimanche », « jour férié (Ascension) »; empty for any other day."""
    for one in holidays():
        here = not one.departments or department in one.departments
        if here and one.is_on(day):
            return f"jour férié ({one.name})"
    return "dimanche" if day.weekday() == _SUNDAY else ""


def next_working_day(day: dt.date, department: str = "") -> dt.date:
    """That day, or the first after it that is neither a weekend nor a holiday."""
    while day.weekday() == _SATURDAY or sunday_or_holiday(day, department):
        day += dt.timedelta(days=1)
    return day
