"""Days and months as the law counts them, and how a fault compares two dates."""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from decimal import Decimal
from typing import NamedTuple

from pmtdocs.finding import Path
from pmtdocs.french import plural, short_date
from pmtdocs.model import Blank, Dossier


class Event(NamedTuple):
    """A dated fact: how a message names it (« la séance »), where it is written, its day."""

    name: str
    path: Path
    day: dt.date

    def said(self) -> str:
        """« la séance (11/04/2024) »."""
        return f"{self.name} ({short_date(self.day)})"


def event(name: str, path: Path, day: dt.date | Blank | None) -> list[Event]:
    """The event, or nothing while its day is unknown or « à compléter »."""
    return [Event(name, path, day)] if isinstance(day, dt.date) else []


def sitting_of(dossier: Dossier) -> list[Event]:
    """The sitting that votes the grant."""
    day = dossier.seance.date if dossier.seance else None
    return event("la séance", ("seance", "date"), day)


def add_months(day: dt.date, months: int) -> dt.date:
    """The same day so many months later, or the last of a shorter month: 31/08 + 6 is 28/02."""
    year, month = divmod(day.month - 1 + months, 12)
    year += day.year
    return dt.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def gap(one: dt.date, other: dt.date) -> str:
    """« 3 jours », whichever comes first."""
    return plural(abs((one - other).days), "jour")


def as_figure(day: dt.date) -> Decimal:
    """A day as the figure of a reserve: 20240411."""
    return Decimal(f"{day:%Y%m%d}")


def day_of_law(dossier: Dossier) -> dt.date:
    """The day whose law rules the grant: of the sitting, else the first day of its years."""
    if dossier.seance:
        return dossier.seance.date
    return dt.date(min(dossier.dossier.exercices), 1, 1)
