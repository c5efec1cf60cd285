"""What writing whole asks of the system: one writer at a time, a place beside, one exchange.

Linux does all of it. macOS and Windows have no ``renameat2``: two renames leave a moment without
the old folder, and a process killed in that moment leaves it beside, where the next writer finds it
and puts it back. Drives that know no locks have no such next writer: two at once are left to
the user's care, and what a killed process leaves beside stays there.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pmtdocs.finding import ExitCode, PmtdocsError, internal
from pmtdocs.system import lock
from pmtdocs.system.lock import patiently

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2
#: Of a folder; of a file, 259. Some machines admit more, and then refuse none.
_MOST_OF_A_PATH: Final = 247
_LEFT: Final = re.compile(r"[0-9a-f]{8}\.(part|old)")
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
    errno.EISDIR: "un répertoire est à la place d'un fichier",
    errno.ENAMETOOLONG: "le nom est trop long",
    errno.ENOENT: "il n'existe pas",
    errno.ENOTDIR: "un fichier est à la place d'un répertoire",
    errno.ELOOP: "c'est un lien qui mène à lui-même",
    errno.ENXIO: NOT_ORDINARY,
    errno.EMFILE: "trop de fichiers sont ouverts",
    errno.ENFILE: "trop de fichiers sont ouverts",
    errno.ENOMEM: "la mémoire manque",
    errno.ESTALE: "le disque du réseau ne répond plus",
    getattr(errno, "EREMOTEIO", errno.ESTALE): "le disque du réseau ne répond plus",  # Linux's own
}
#: What a machine may lack, whoever asks for it; and the exit code.
_SCARCE: Final = {
    errno.ENOSPC: ExitCode.WRITE, errno.EDQUOT: ExitCode.WRITE, errno.EMFILE: ExitCode.LIMIT,
    errno.ENFILE: ExitCode.LIMIT, errno.ENOMEM: ExitCode.LIMIT,
}  # fmt: skip


def unexpected(error: BaseException) -> PmtdocsError:
    """What is said of an error of which no place is known: the machine's, or a fault of ours."""
    if isinstance(error, MemoryError):
        error = OSError(errno.ENOMEM, "")
    if not isinstance(error, OSError) or error.errno not in _SCARCE:
        return internal(error)
    how = (
        "Fermez d'autres programmes, faites de la place où vont les fichiers temporaires (TMPDIR) "
        "ou relevez la limite (ulimit, conteneur), puis relancez."
    )
    why = f"La machine ne suffit pas : {reason(error)}."
    return PmtdocsError(why, how, exit_code=_SCARCE[error.errno])


def reason(error: OSError) -> str:
    """Why the disk refused, in French where it is a usual reason."""
    if sys.platform == "win32":
        names = [name for name in (error.filename, error.filename2) if isinstance(name, str)]
        longest = max((len(os.path.abspath(name)) for name in names), default=0)  # noqa: PTH100
        if error.errno == errno.ENOENT and longest > _MOST_OF_A_PATH:
            return f"son chemin a {longest} caractères, Windows en admet {_MOST_OF_A_PATH}"
        if error.errno == errno.EACCES:
            return "un autre programme l'a ouvert (Word ?), ou les droits manquent"
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


@contextlib.contextmanager
def stage(target: Path) -> Iterator[Path]:
    """A free name beside ``target``, for one process at a time; the others wait.

    Whatever is at this name is gone afterwards, and so is what a killed process left there.
    Raises OSError, also when another writer keeps the others waiting too long (``lock.held``).
    """
    with lock.held(_lock_of(target)) as held:
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
        if _left(target) or file.exists():
            with lock.tried(file) as taken:
                if taken:
                    _tidy(target)


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
        patiently(lambda: beside.rename(target))
    elif not _renameat2(beside, target):
        old = beside.with_suffix(".old")
        patiently(lambda: target.rename(old))
        try:
            patiently(lambda: beside.rename(target))
        except BaseException:
            patiently(lambda: old.rename(target))
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
    ours, parent = f".{target.name}.", target.parent
    names = [name for name in os.listdir(parent) if name.startswith(ours)]  # noqa: PTH208 - of thousands
    return sorted(parent / name for name in names if _LEFT.fullmatch(name, len(ours)))


def _lock_of(target: Path) -> Path:
    return target.with_name(f".{target.name}.lock")


def _clear(beside: Path) -> None:
    """As far as the system lets us: the next writer tries again."""
    with contextlib.suppress(OSError):
        if beside.is_symlink() or not beside.is_dir():
            beside.unlink()
        else:
            # A folder that may only be read would keep its files; Windows keeps such files too.
            files = beside.rglob("*") if sys.platform == "win32" else ()
            for kept in (beside, *files):
                if not kept.is_symlink():
                    kept.chmod(0o700)
            shutil.rmtree(beside)
