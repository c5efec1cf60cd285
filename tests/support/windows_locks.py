"""Windows' own module `msvcrt`, as far as locks go, over the locks of this system."""

from __future__ import annotations

import errno
import fcntl

LK_NBLCK = 2


def locking(handle: int, mode: int, count: int) -> None:
    """Lock so many bytes, or say as Windows does that another process has."""
    assert (mode, count) == (LK_NBLCK, 1)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise PermissionError(errno.EACCES, "Permission denied") from error
