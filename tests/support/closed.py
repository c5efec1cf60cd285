"""What we have no rights on, whoever runs the tests: ``chmod`` holds nothing back from root."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest


def close(monkeypatch: pytest.MonkeyPatch, closed: Path) -> None:
    """From here on, neither ``closed`` nor what stands in it can be read or listed."""
    hidden = closed.absolute()

    def guarded(real: Callable[..., Any]) -> Callable[..., Any]:
        def may(path: Any, *arguments: Any, **options: Any) -> Any:
            if isinstance(path, (str, Path)):
                asked = Path(path).absolute()
                if hidden in asked.parents or (asked == hidden and real not in stats):
                    raise PermissionError(errno.EACCES, "Permission denied", str(path))
            return real(path, *arguments, **options)

        return may

    def access(path: Any, mode: int, **options: Any) -> bool:
        asked = Path(path).absolute()
        return asked != hidden and hidden not in asked.parents and may_access(path, mode, **options)

    stats, may_access = (os.stat, os.lstat), os.access
    monkeypatch.setattr(os, "access", access)
    for name in ("open", "listdir", "scandir", "stat", "lstat"):
        monkeypatch.setattr(os, name, guarded(getattr(os, name)))
