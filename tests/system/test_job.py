"""What Windows is asked: as its documentation says it, for no Windows is at hand."""

from __future__ import annotations

import ctypes
from typing import Any
from unittest.mock import MagicMock

import pytest

from pmtdocs.system import job


@pytest.mark.parametrize("assigned", [1, 0])
def test_a_process_becomes_a_job_with_limits(
    monkeypatch: pytest.MonkeyPatch, assigned: int
) -> None:
    """Again at each piece of work; where Windows refuses, the clock is left."""
    asked: list[tuple[int, ...]] = []

    def told(here: Any, kind: int, limits: Any, size: int) -> int:
        new = limits._obj
        asked.append((here.value, kind, size, new.PerProcessUserTimeLimit, new.LimitFlags,
                      new.ProcessMemoryLimit))  # fmt: skip
        return 1

    kernel = MagicMock(SetInformationJobObject=told)
    kernel.CreateJobObjectW.return_value = 2**40
    kernel.GetCurrentProcess.return_value = 2**64 - 1
    kernel.AssignProcessToJobObject.return_value = assigned
    monkeypatch.setattr(ctypes, "WinDLL", lambda _: kernel, raising=False)
    job._joined.cache_clear()
    job.limit(2, 3_000)
    job.limit(4, 3_000)
    job._joined.cache_clear()
    assert asked == [
        (2**40, 9, 144, seconds * 10**7, 0x2102, 3_000) for seconds in (2, 4) if assigned
    ]
