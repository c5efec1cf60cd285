"""Dated facts, and how a fault compares two of them."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import NamedTuple

from pmtdocs.dossier.model import Blank
from pmtdocs.finding import Path
from pmtdocs.language.french import plural, short_date


class Event(NamedTuple):
    """A dated fact: how a message names it (« la séance »), where it is written, its day."""

    name: str
    path: Path
    day: dt.date

    def said(self) -> str:
        """« la séance (10/04/2031) »."""
        return f"{self.name} ({short_date(self.day)})"

    def precedes(self, other: Event) -> str:
        """« La fin (…) précède la séance (…) : écart de 3 jours. »"""
        said = self.said()
        apart = gap(self.day, other.day)
        return f"{said[0].upper()}{said[1:]} précède {other.said()} : écart de {apart}."


def event(name: str, path: Path, day: dt.date | Blank | None) -> list[Event]:
    """The event, or nothing while its day is unknown or « à compléter »."""
    return [Event(name, path, day)] if isinstance(day, dt.date) else []


def gap(one: dt.date, other: dt.date) -> str:
    """« 3 jours », whichever comes first."""
    return plural(abs((one - other).days), "jour")


def as_figure(day: dt.date) -> Decimal:
    """A day as the figure of a reserve: 20310410."""
    return Decimal(f"{day:%Y%m%d}")
