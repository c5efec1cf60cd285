"""Days on which councils sit and people sign: neither Sundays nor public holidays."""

from __future__ import annotations

import datetime as dt

from dateutil.easter import easter

_FIXED = {(1, 1), (1, 5), (8, 5), (14, 7), (15, 8), (1, 11), (11, 11), (25, 12)}
_AFTER_EASTER = {1, 39, 50}


def working(day: dt.date, step: int = -1) -> dt.date:
    """That day, or the first before it (after it, by a ``step`` of 1) that is one of them."""
    while (
        day.weekday() == 6
        or (day.day, day.month) in _FIXED
        or (day - easter(day.year)).days in _AFTER_EASTER
    ):
        day += dt.timedelta(days=step)
    return day
