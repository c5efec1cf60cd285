"""Facts as JSON, for machines."""

from __future__ import annotations

import datetime as dt
import json
from decimal import Decimal

from pmtdocs.language.visible import in_json


def dump(value: object) -> str:
    """Days as 2031-04-10, amounts and rates as numbers to the hundredth, no sign that acts on a
    terminal. Raises TypeError for what is no fact."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=_plain, allow_nan=False)
    return in_json(text)


def _plain(value: object) -> str | int | float:
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Decimal):
        rounded = round(value, 2)
        return int(rounded) if rounded == int(rounded) else float(rounded)
    raise TypeError(f"{type(value).__name__} is no fact")
