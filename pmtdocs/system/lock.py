"""One process at a time: a lock that ends with the process that holds it, however that ends.

It is a file beside what is written, gone afterwards. The folder itself would do without one, but
network drives lock nothing that is not open for writing. Linux and macOS lock by ``flock``, Windows
by ``LockFile``, through the server of a network drive too; the decision is 064.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, TypeVar

T = TypeVar("T")
#: Seconds. A writer holds the lock for as long as some files take to be copied.
PATIENCE = 60.0
_PAUSE = 0.02
#: Never through a link, never waiting for the other end of a pipe, never emptying what is there.
_FLAGS: Final = (
    os.O_RDWR
    | os.O_CREAT
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
)
#: EINVAL: what Windows says of a drive that knows no locks.
_NO_LOCKS: Final = {
    errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP, errno.EINVAL,
}  # fmt: skip
#: Seconds, in which an antivirus or an index is done with a file.
_MOMENTS: Final = (0.01, 0.02, 0.05, 0.1, 0.2, 0.4)


def patiently(act: Callable[[], T]) -> T:
    """What ``act`` returns. Windows refuses what another program holds: what an antivirus or an
    index holds, it holds for a moment only.
    """
    if sys.platform == "win32":
        for moment in _MOMENTS:
            try:
                return act()
            except PermissionError:
                time.sleep(moment)
    return act()


@contextlib.contextmanager
def held(file: Path) -> Iterator[bool]:
    """Wait for the lock ``file``. Is it ours alone then? Not where the drive knows no locks.

    Raises OSError, also when another process holds it for more than ``PATIENCE``.
    """
    end = time.monotonic() + PATIENCE
    while True:
        with tried(file) as taken:
            if taken is not None:
                yield taken
                return
        if time.monotonic() > end:
            raise OSError(errno.ETIMEDOUT, "une autre commande y écrit et ne finit pas")
        time.sleep(_PAUSE)


@contextlib.contextmanager
def tried(file: Path) -> Iterator[bool | None]:
    """Was the lock taken? None: another process holds it. False: this drive knows no locks."""
    handle = _opened(file)
    taken: bool | None = None
    try:
        taken = _take(handle, file)
        yield taken
    finally:
        # While it is still held: whoever waited finds that it is gone (``_take``). Windows removes
        # nothing that is open: who waits has opened it, and it stays for him.
        if sys.platform != "win32" and taken is not None:
            _remove(file)
        os.close(handle)
        if sys.platform == "win32" and taken is not None:
            _remove(file)


def _remove(file: Path) -> None:
    with contextlib.suppress(OSError):
        file.unlink()


def _opened(file: Path) -> int:
    with contextlib.suppress(FileNotFoundError):
        if not stat.S_ISREG(file.lstat().st_mode):
            raise OSError(errno.EINVAL, f"{file.name} n'est pas un fichier ordinaire")
    return patiently(lambda: os.open(file, _FLAGS, 0o666))


def _take(handle: int, file: Path) -> bool | None:
    """As ``tried`` says it."""
    try:
        _lock(handle)
    except (BlockingIOError, PermissionError):
        return None
    except OSError as error:
        if error.errno in _NO_LOCKS:
            return False
        raise
    there = True
    if sys.platform != "win32":
        try:
            there = os.path.samestat(os.fstat(handle), file.stat(follow_symlinks=False))
        except FileNotFoundError:
            there = False
    return there or None


def _lock(handle: int) -> None:
    """Raises BlockingIOError, or PermissionError, for what another process has locked."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
