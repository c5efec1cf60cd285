"""Deadlines as an iCalendar file, which Outlook and the others open (RFC 5545)."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from pmtdocs import __version__
from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.views.deadlines import Deadline, deadlines
from pmtdocs.system import files
from pmtdocs.system.limits import WORK_RESULT, LimitError

if TYPE_CHECKING:
    from icalendar import Event

#: Days before a deadline when the calendar speaks up.
REMINDER = 7


def render(dossiers: list[Dossier], stamp: dt.date) -> bytes:
    """The deadlines that have a day and are not met yet; one event a deadline, all day long.

    An event keeps its identifier from one export to the next: importing again moves it.
    """
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", f"-//pmtdocs//{__version__}//FR")
    calendar.add("version", "2.0")
    for dossier in dossiers:
        for deadline in deadlines(dossier):
            if deadline.due and deadline.done is None:
                calendar.add_component(_event(dossier.nom, deadline, deadline.due, stamp))
    return bytes(calendar.to_ical())


def is_one(file: Path) -> bool:
    """Is it a calendar that stands there, and may the next one take its place?"""
    try:
        return files.read(file, WORK_RESULT).startswith(b"BEGIN:VCALENDAR")
    except (OSError, LimitError):
        return False


def _event(name: str, deadline: Deadline, due: dt.date, stamp: dt.date) -> Event:
    from icalendar import Alarm, Event

    event = Event()
    key = f"{name}/{deadline.name}/{'.'.join(map(str, deadline.path))}"
    event.add("uid", f"{hashlib.sha256(key.encode()).hexdigest()[:32]}@pmtdocs")
    event.add("dtstamp", dt.datetime.combine(stamp, dt.time(), dt.UTC))
    event.add("dtstart", due)
    event.add("summary", f"{name} : {deadline.name}")
    event.add("description", deadline.basis)
    event.add("transp", "TRANSPARENT")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", deadline.name)
    alarm.add("trigger", dt.timedelta(days=-REMINDER))
    event.add_component(alarm)
    return event
