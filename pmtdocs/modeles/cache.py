"""The faults already found, kept in the user's cache folder: ``check`` runs at each keystroke.

Whatever is wrong with the folder or with what it holds, the faults are looked for again.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from pmtdocs import __version__
from pmtdocs.modeles.fault import Fault

_PACKAGE = Path(__file__).parent.parent
#: A modèle has some ten parts; a few modèles, a few versions of each.
_MOST = 200
_TYPES = tuple(int if name in ("number", "start", "end", "rank") else str for name in Fault._fields)


class Cache:
    """Faults by key. Read when first asked, written by ``save`` if there is anything new."""

    def __init__(self) -> None:
        self._known: dict[str, Any] | None = None
        self._new = False

    def get(self, key: str) -> tuple[Fault, ...] | None:
        """What was found; None when it is not known, or not understood."""
        if self._known is None:
            self._known = _read()
        rows = self._known.get(key)
        if not isinstance(rows, list) or not all(_is_fault(row) for row in rows):
            return None
        return tuple(Fault(*row) for row in rows)

    def put(self, key: str, faults: tuple[Fault, ...]) -> None:
        """Keep what was found."""
        if self._known is None:
            self._known = _read()
        self._known.pop(key, None)
        self._known[key] = [list(fault) for fault in faults]
        self._new = True

    def save(self) -> None:
        """Write what is new; a folder that cannot be written is left alone."""
        if not self._new or self._known is None:
            return
        kept = dict([*self._known.items()][-_MOST:])
        file = _file()
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".json")
            with os.fdopen(handle, "w", encoding="utf-8") as out:
                json.dump(kept, out, ensure_ascii=False)
            Path(name).replace(file)
        except OSError:
            return
        self._new = False


@cache
def fingerprint() -> str:
    """The version, and the code that runs: what a fault depends on beside the file."""
    with_dates = sorted(
        (str(f.relative_to(_PACKAGE)), s.st_size, s.st_mtime_ns)
        for f in _PACKAGE.rglob("*.py")
        for s in (f.stat(),)
    )
    return f"{__version__} {with_dates}"


def _is_fault(row: object) -> bool:
    return (
        isinstance(row, list)
        and len(row) == len(_TYPES)
        and all(isinstance(value, kind) for value, kind in zip(row, _TYPES, strict=True))
    )


def _read() -> dict[str, Any]:
    try:
        found = json.loads(_file().read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _file() -> Path:
    """Where the system keeps caches."""
    try:
        home = Path.home()
    except RuntimeError:  # no home at all
        home = Path(tempfile.gettempdir())
    if sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        folder = home / "Library" / "Caches"
    else:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return folder / "pmtdocs" / "modeles.json"
