"""Limits on Windows: this process becomes the only one of a « job », which has them.

A job ends with its last handle, and whatever it started with it. Windows' documentation, « Job
Objects » and ``JOBOBJECT_EXTENDED_LIMIT_INFORMATION``.
"""

from __future__ import annotations

import ctypes
from contextlib import suppress
from ctypes import c_int64, c_size_t, c_uint32, c_uint64, c_void_p
from functools import cache
from typing import Any, Final

_LIMIT_INFORMATION: Final = 9
_PROCESS_TIME, _PROCESS_MEMORY, _KILL_ON_CLOSE = 0x2, 0x100, 0x2000


class _Limits(ctypes.Structure):
    _fields_ = (
        ("PerProcessUserTimeLimit", c_int64),  # in 100 ns
        ("PerJobUserTimeLimit", c_int64),
        ("LimitFlags", c_uint32),
        ("MinimumWorkingSetSize", c_size_t),
        ("MaximumWorkingSetSize", c_size_t),
        ("ActiveProcessLimit", c_uint32),
        ("Affinity", c_size_t),
        ("PriorityClass", c_uint32),
        ("SchedulingClass", c_uint32),
        ("IoInfo", c_uint64 * 6),
        ("ProcessMemoryLimit", c_size_t),
        ("JobMemoryLimit", c_size_t),
        ("PeakProcessMemoryUsed", c_size_t),
        ("PeakJobMemoryUsed", c_size_t),
    )


def limit(seconds: int, memory: int) -> None:
    """Let this process use so much processor time in all, and so much memory.

    What Windows refuses (a job around it that allows none inside) leaves the limit of the clock,
    which is held by who waits.
    """
    limits = _Limits(
        PerProcessUserTimeLimit=seconds * 10_000_000,
        LimitFlags=_PROCESS_TIME | _PROCESS_MEMORY | _KILL_ON_CLOSE,
        ProcessMemoryLimit=memory,
    )
    with suppress(OSError):
        kernel, job = _joined()
        kernel.SetInformationJobObject(
            c_void_p(job), _LIMIT_INFORMATION, ctypes.byref(limits), ctypes.sizeof(limits)
        )


@cache
def _joined() -> tuple[Any, int]:
    """Windows' own functions, and the job that this process is in from now on."""
    kernel: Any = vars(ctypes)["WinDLL"]("kernel32")  # absent elsewhere
    kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = c_void_p
    job = kernel.CreateJobObjectW(None, None)
    here = kernel.GetCurrentProcess()
    if not job or not kernel.AssignProcessToJobObject(c_void_p(job), c_void_p(here)):
        raise OSError
    return kernel, job
