"""What writing whole asks of the system: one writer at a time, a place beside, one exchange.

Linux does all of it. macOS has no ``renameat2``: two renames leave a moment without the old
folder, and a process killed in that moment leaves it beside, where the next writer finds it and
puts it back. Windows, and drives that know no locks, have no such next writer: two at once are
left to the user's care, and what a killed process leaves beside stays there.
"""

from __future__ import annotations

import contextlib
import errno
import importlib.util
import os
import re
import shutil
import stat
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

# Absent from Windows.
_FCNTL: Final[Any] = importlib.import_module("fcntl") if importlib.util.find_spec("fcntl") else None

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
#: Seconds. A writer holds the lock for as long as some files take to be copied.
PATIENCE = 60.0
_PAUSE = 0.02
#: Never through a link, never waiting for the other end of a pipe, never emptying what is there.
_LOCK_FLAGS: Final = (
    os.O_RDWR
    | os.O_CREAT
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_CLOEXEC", 0)
)
_NO_LOCKS: Final = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.ENOTSUP}
NOT_ORDINARY: Final = "ce n'est pas un fichier ordinaire"
_REASONS: Final = {
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "votre quota de disque est atteint",
    errno.EFBIG: "le fichier est trop grand pour ce disque",
    errno.EROFS: "le disque est en lecture seule",
    errno.EACCES: "les droits manquent",
    errno.EPERM: "les droits manquent",
    errno.EBUSY: "le système l'emploie",
    errno.EEXIST: "autre chose y a le même nom",
    errno.EIO: "le disque signale une panne",
    errno.EISDIR: "un dossier est à la place d'un fichier",
    errno.ENAMETOOLONG: "le nom est trop long",
    errno.ENOENT: "il n'existe pas",
    errno.ENOTDIR: "un fichier est à la place d'un dossier",
    errno.ELOOP: "c'est un lien qui mène à lui-même",
    errno.ENXIO: NOT_ORDINARY,
    errno.EMFILE: "trop de fichiers sont ouverts",
    errno.ESTALE: "le disque du réseau ne répond plus",
    getattr(errno, "EREMOTEIO", errno.ESTALE): "le disque du réseau ne répond plus",  # Linux's own
}


def reason(error: OSError) -> str:
    """Why the disk refused, in French where it is a usual reason."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


@contextlib.contextmanager
def stage(target: Path) -> Iterator[Path]:
    """A free name beside ``target``, for one process at a time; the others wait.

    Whatever is at this name is gone afterwards, and so is what a killed process left there.
    Raises OSError, also when another writer keeps the others waiting for more than ``PATIENCE``.
    """
    with _locked(target) as held:
        if held:
            _tidy(target)
        with beside(target) as free:
            yield free


def tidy(target: Path) -> None:
    """Remove what a killed process left beside ``target``, for whoever has nothing to write there.

    A writer that is at work does it himself: he is not waited for, and his files are left alone.
    What cannot be removed stays for the next one.
    """
    file = _lock_of(target)
    with contextlib.suppress(OSError):
        if _FCNTL is None or not (_left(target) or file.exists()):
            return
        with _opened(file) as handle:
            if _take(handle, file):
                _tidy(target)
                file.unlink()


@contextlib.contextmanager
def beside(target: Path) -> Iterator[Path]:
    """A free name beside ``target``, for who holds its lock; whatever is there is gone afterwards,
    at the latest when the next writer comes.
    """
    free = target.with_name(f".{target.name}.{os.urandom(4).hex()}.part")
    try:
        yield free
    finally:
        _clear(free)


def put(file: Path, data: bytes) -> None:
    """A file that must not be there yet, not even as a link; its bytes are on the disk."""
    with file.open("xb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())


def sync_folder(folder: Path) -> None:
    """Its names are on the disk. Left to the system where folders cannot be opened (Windows)."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # a drive that cannot
            raise
    finally:
        os.close(handle)


def exchange(beside: Path, target: Path) -> None:
    """Put the folder ``beside`` in the place of ``target``; what was there ends beside.

    ``rename`` over a folder that is not empty fails and two renames leave a gap: Linux can
    exchange two names in one step.
    """
    if not target.exists():
        beside.rename(target)
    elif not _renameat2(beside, target):
        old = beside.with_suffix(".old")
        target.rename(old)
        try:
            beside.rename(target)
        except BaseException:
            old.rename(target)
            raise
        _clear(old)
    # It is done: a failure from here on would tell the user that nothing has changed.
    with contextlib.suppress(OSError):
        sync_folder(target.parent)


def _renameat2(beside: Path, target: Path) -> bool:
    import ctypes  # for who exchanges alone: a check asks this module for nothing but names

    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    names = os.fsencode(beside), os.fsencode(target)
    done: int = rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
    return done == 0


def _tidy(target: Path) -> None:
    """Remove what a killed process left beside. To be called by who holds the lock only."""
    for left in _left(target):
        if left.suffix == ".old" and not os.path.lexists(target):
            left.rename(target)  # killed between the two renames of ``exchange``
        else:
            _clear(left)


def _left(target: Path) -> list[Path]:
    """What a killed process left beside, or what a living one writes there."""
    ours = re.compile(rf"\.{re.escape(target.name)}\.[0-9a-f]{{8}}\.(part|old)")
    return sorted(file for file in target.parent.iterdir() if ours.fullmatch(file.name))


def _lock_of(target: Path) -> Path:
    return target.with_name(f".{target.name}.lock")


def _clear(beside: Path) -> None:
    """As far as the system lets us: the next writer tries again."""
    with contextlib.suppress(OSError):
        if beside.is_symlink() or not beside.is_dir():
            beside.unlink()
        else:
            beside.chmod(0o700)  # a folder that may only be read would keep its files
            shutil.rmtree(beside)


@contextlib.contextmanager
def _locked(target: Path) -> Iterator[bool]:
    """Is ``target`` ours alone for now? Not where the system or the drive knows no locks.

    The lock is a file beside, gone afterwards. The folder itself would do without one, but network
    drives lock nothing that is not open for writing.
    """
    if _FCNTL is None:
        yield False
        return
    file, end = _lock_of(target), time.monotonic() + PATIENCE
    while True:
        with _opened(file) as handle:
            if (held := _take(handle, file)) is not None:
                try:
                    yield held
                finally:
                    # While it is still held: whoever waited finds that it is gone (``_take``).
                    with contextlib.suppress(OSError):
                        file.unlink()
                return
        if time.monotonic() > end:
            raise OSError(errno.ETIMEDOUT, "une autre commande y écrit et ne finit pas")
        time.sleep(_PAUSE)


@contextlib.contextmanager
def _opened(file: Path) -> Iterator[int]:
    try:
        handle = os.open(file, _LOCK_FLAGS, 0o666)
    except OSError as error:
        raise _not_a_file(file) if error.errno in (errno.ELOOP, errno.EISDIR) else error from None
    try:
        yield handle
    finally:
        os.close(handle)


def _not_a_file(file: Path) -> OSError:
    return OSError(errno.EINVAL, f"{file.name} n'est pas un fichier ordinaire")


def _take(handle: int, file: Path) -> bool | None:
    """Was the lock taken? None: not yet. False: this drive knows no locks."""
    opened = os.fstat(handle)
    if not stat.S_ISREG(opened.st_mode):
        raise _not_a_file(file)
    try:
        _FCNTL.flock(handle, _FCNTL.LOCK_EX | _FCNTL.LOCK_NB)
    except BlockingIOError:
        return None
    except OSError as error:
        if error.errno in _NO_LOCKS:
            return False
        raise
    try:
        return os.path.samestat(opened, file.stat(follow_symlinks=False)) or None
    except FileNotFoundError:
        return None
