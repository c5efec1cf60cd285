"""The faults already found, kept in the user's cache folder: ``check`` runs at each keystroke.

Whatever is wrong with the folder or with what it holds, the faults are looked for again.
"""

from __future__ import annotations

import json
from functools import cached_property
from typing import Any

from pmtdocs.finding import Kind, Severity
from pmtdocs.system import cache
from pmtdocs.templates.fault import Fault

_NAME = "modeles.json"
#: A modèle has some ten parts; a few modèles, a few versions of each.
_MOST = 200
#: A kind is laid flat at the head of its row.
_FIELDS = (*Kind._fields, *Fault._fields[1:])
_OF_KIND = len(Kind._fields)
_TYPES = tuple(
    int if name in ("exit", "number", "start", "end", "rank") else str for name in _FIELDS
)


class Cache:
    """Faults by key. Read when first asked, written by ``save`` if there is anything new."""

    def __init__(self) -> None:
        self._new = False

    @cached_property
    def _known(self) -> dict[str, Any]:
        try:
            found = json.loads(cache.read(_NAME) or b"{}")
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}

    def get(self, key: str) -> tuple[Fault, ...] | None:
        """What was found; None when it is not known, or not understood."""
        rows = self._known.get(key)
        if not isinstance(rows, list) or not all(_is_fault(row) for row in rows):
            return None
        return tuple(_fault(row) for row in rows)

    def put(self, key: str, faults: tuple[Fault, ...]) -> None:
        """Keep what was found."""
        self._known.pop(key, None)
        self._known[key] = [[*fault.kind, *fault[1:]] for fault in faults]
        self._new = True

    def save(self) -> None:
        """Write what is new; a folder that cannot be written is left alone."""
        if not self._new:
            return
        kept = dict([*self._known.items()][-_MOST:])
        cache.write(_NAME, json.dumps(kept, ensure_ascii=False).encode())
        self._new = False


def _is_fault(row: object) -> bool:
    return (
        isinstance(row, list)
        and len(row) == len(_TYPES)
        and all(isinstance(value, kind) for value, kind in zip(row, _TYPES, strict=True))
        and row[2] in set(Severity)
    )


def _fault(row: list[Any]) -> Fault:
    code, name, severity, *others = row[:_OF_KIND]
    return Fault(Kind(code, name, Severity(severity), *others), *row[_OF_KIND:])
