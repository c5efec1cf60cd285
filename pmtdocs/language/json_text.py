"""Facts as JSON, for machines."""

from __future__ import annotations

import json

from pmtdocs.language.visible import in_json


def dump(value: object) -> str:
    """Days as 2031-04-10, amounts as texts that lose no cent, no sign that acts on a terminal."""
    return in_json(json.dumps(value, ensure_ascii=False, indent=2, default=str))
