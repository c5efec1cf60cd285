"""pmtdocs on a system that gives no more than Windows does, without Pango. Run as a file.

The modules, functions, signals and error numbers that Windows lacks are taken away once the
libraries have chosen theirs, here and in the processes that are spawned from here; what is opened
without saying in which encoding is an error, and so is WeasyPrint.
"""

from __future__ import annotations

import asyncio
import concurrent.futures.process  # noqa: F401 - these read the system when they are imported
import ctypes
import errno
import multiprocessing.connection
import multiprocessing.popen_spawn_posix
import os
import shutil
import signal
import subprocess  # noqa: F401
import sys
import sysconfig
import tempfile  # noqa: F401
import types
import warnings
from multiprocessing import popen_fork
from unittest.mock import MagicMock

import click  # noqa: F401
import PIL.Image  # noqa: F401
import pypdfium2  # noqa: F401
import typst  # noqa: F401
import uvicorn  # noqa: F401

from tests.support import windows_locks

#: Python's documentation, « Availability: Unix ».
_MODULES = ("fcntl", "grp", "pwd", "resource", "termios", "weasyprint")
_LACKING = {
    os: (
        "O_CLOEXEC", "O_DIRECTORY", "O_NOCTTY", "O_NOFOLLOW", "O_NONBLOCK",
        "chown", "fchown", "fork", "forkpty", "getegid", "geteuid", "getgid", "getpgid", "getuid",
        "killpg", "mkfifo", "openpty", "sched_getaffinity", "setpgid", "setsid", "statvfs",
        "sysconf", "uname",
    ),
    signal: ("SIGALRM", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGUSR1", "SIGXCPU", "pause"),
    errno: ("EREMOTEIO",),
}  # fmt: skip


def become() -> None:
    """Make this process such a system."""
    sysconfig.get_config_vars()
    files = vars(shutil)  # Python 3.13 and 3.14 remove a folder by what is taken away
    files.update(_use_fd_functions=False, _rmtree_impl=files["_rmtree_unsafe"])
    vars(popen_fork)["signal"] = types.SimpleNamespace(**vars(signal))  # it ends what it started
    vars(ctypes)["WinDLL"] = lambda _: MagicMock(  # Windows' own functions
        **{"CreateJobObjectW.return_value": 1, "GetCurrentProcess.return_value": 1}
    )
    for name in _MODULES:
        sys.modules[name] = None  # type: ignore[assignment]  # an `import` then fails
    for module, names in _LACKING.items():
        for name in names:
            vars(module).pop(name, None)
    sys.modules["msvcrt"] = windows_locks
    vars(asyncio)["ProactorEventLoop"] = asyncio.SelectorEventLoop
    multiprocessing.get_all_start_methods = lambda: ["spawn"]
    warnings.filterwarnings("error", category=EncodingWarning, module="pmtdocs")
    sys.platform = "win32"


if __name__ in ("__main__", "__mp_main__"):
    become()
if __name__ == "__main__":
    from pmtdocs.__main__ import main

    main()
