"""One file read, whatever it is; one file written whole or not at all, never over another one
unless asked.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import shutil
import stat
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import NamedTuple

from pmtdocs.finding import ExitCode, PmtdocsError
from pmtdocs.system import disk
from pmtdocs.system.limits import WORK_RESULT, Limit
from pmtdocs.system.lock import patiently

#: Without waiting for the other end of a pipe, without becoming the terminal of a device.
_READ_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_NOCTTY", 0)
    | getattr(os, "O_CLOEXEC", 0)
    | getattr(os, "O_BINARY", 0)
)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
#: Names, whatever their case and suffix, under which Windows keeps no file: « nul.docx » is lost.
DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
#: What programs leave beside an open file: « .#budget.yaml » (Emacs), « ~$convention.docx » (Word),
#: « .~lock.convention.docx# » (LibreOffice).
_THEIRS = (".", "~$")


class UnreadableError(PmtdocsError, OSError):
    """A file that the system does not give, or that is none: a pipe, a device, a folder.

    An OSError for who goes on without it; else it says in French which file, and why.
    """

    exit_code = ExitCode.DATA


class AbsentError(UnreadableError, FileNotFoundError):
    """No file has this name."""


def read(file: Path, most: Limit, follow: bool = True) -> bytes:
    """All that an ordinary file holds, weighed before it is read.

    Every file that comes from outside is read here: data, templates, what is handed over, what
    stands in ``output/``. A link leads to its file, unless told not to ``follow`` it. Raises
    UnreadableError or LimitError.
    """
    try:
        with os.fdopen(os.open(file, _READ_FLAGS | (0 if follow else _NO_LINK)), "rb") as stream:
            found = os.fstat(stream.fileno())
            if not stat.S_ISREG(found.st_mode):
                raise OSError(errno.EISDIR if stat.S_ISDIR(found.st_mode) else errno.ENXIO, "")
            most.check(found.st_size, file.name)
            data = stream.read(most.most + 1)
    except OSError as error:
        raise unreadable(file, error) from error
    most.check(len(data), file.name)  # it grew, or the system does not tell its size
    return data


def unreadable(file: Path, error: OSError) -> UnreadableError:
    """What is said of a file that the system refuses."""
    if isinstance(error, UnreadableError):
        return error
    kind = AbsentError if isinstance(error, FileNotFoundError) else UnreadableError
    said = kind(
        f"{shown(file)} ne peut pas être lu : {disk.reason(error)}.",
        "Vérifiez ce fichier et vos droits sur lui, puis recommencez.",
    )
    said.errno = error.errno
    return said


def listed(folder: Path, *patterns: str) -> list[Path]:
    """The files below a folder that are somebody's work, in order; none of the locks and hidden
    copies that programs leave there, nor what stands in a hidden folder.

    Of a folder that is not there, nothing; raises UnreadableError for one that is closed to us.
    """
    if not is_folder(folder):
        return []
    within(folder)
    return sorted({file for one in patterns for file in _matching(folder, one)})


def below(folder: Path | str, links: bool = True, deep: bool = True) -> Iterator[os.DirEntry[str]]:
    """The files that ``listed(folder, "**/*", "*/*")`` finds, in order of the folders, in a fifth
    of its time: a folder that is a link is looked into once, from the first level.

    Raises UnreadableError for a folder that is closed to us, not for those inside it.
    """
    if not is_folder(Path(folder)):
        return
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as error:
        raise unreadable(Path(folder), error) from error
    for entry in entries:
        linked = entry.is_symlink()
        if entry.name.startswith(_THEIRS):
            continue
        if not (is_folder(Path(entry)) if linked else entry.is_dir()):  # a link may lead to itself
            yield entry
        elif links if linked else deep:
            with contextlib.suppress(UnreadableError):
                yield from below(entry.path, links=False, deep=not linked)


def within(folder: Path) -> list[Path]:
    """All that stands in a folder. Raises UnreadableError."""
    try:
        return list(folder.iterdir())
    except OSError as error:
        raise unreadable(folder, error) from error


def is_folder(path: Path) -> bool:
    """As far as we may know: pathlib raises OSError for what stands in a closed folder."""
    return os.path.isdir(path)  # noqa: PTH112


def is_closed(folder: Path) -> bool:
    """Is it a folder whose names we may not read, or whose own folder we may not look into?"""
    try:
        os.scandir(folder).close()
    except PermissionError:
        return True
    except OSError:
        pass
    return False


def _matching(folder: Path, pattern: str) -> Iterator[Path]:
    exact = "*" not in pattern  # ``glob`` leaves out a link of that name that leads nowhere
    for file in filter(os.path.lexists, [folder / pattern]) if exact else folder.glob(pattern):
        if not any(step.startswith(_THEIRS) for step in file.relative_to(folder).parts):
            yield file


class NotWrittenError(PmtdocsError):
    """The file or the folder cannot be written; what was there is untouched."""

    exit_code = ExitCode.WRITE


class Written(NamedTuple):
    """What writing did. ``former`` is where the file that stood there is kept."""

    changed: bool
    former: Path | None = None


def write(file: Path, data: bytes, replace: bool, keep: bool = False) -> Written:
    """Make ``file`` hold ``data``, in one step. With ``keep``, the former file stays beside.

    Raises NotWrittenError: another file stands there without ``replace``, it is no ordinary file,
    or the disk refuses.
    """
    try:
        if _holds(file, data):  # also in a folder that may only be read
            disk.tidy(file)
            return Written(changed=False)
        with disk.stage(file) as beside:
            if _holds(file, data):
                return Written(changed=False)
            if file.exists() and not replace:
                raise NotWrittenError(
                    f"{file} existe déjà : rien n'a été écrit.",
                    "Choisissez un autre nom, ou remplacez-le : --replace.",
                )
            return Written(True, _put(beside, data, file, keep and file.exists()))
    except OSError as error:
        why = disk.reason(error)
        if isinstance(error, FileNotFoundError) and not file.parent.exists():
            why = f"le répertoire {shown(file.parent)} n'existe pas"
        raise NotWrittenError(
            f"{file} ne peut pas être écrit : {why}. Rien n'a changé.",
            "Vérifiez le répertoire, l'espace libre, les droits, et fermez le fichier.",
        ) from error


def _holds(file: Path, data: bytes) -> bool:
    """Is it there already? Links and pipes are neither read nor written."""
    if file.is_symlink() or (file.exists() and not file.is_file()):
        raise NotWrittenError(f"{file} n'est pas un fichier ordinaire : rien n'a été écrit.")
    return file.exists() and read(file, WORK_RESULT) == data


def _put(beside: Path, data: bytes, file: Path, keep: bool) -> Path | None:
    """Staged, then put in place at once, readable by whom the former file was."""
    disk.put(beside, data)
    if file.exists():
        shutil.copymode(file, beside)
    former = _set_aside(file) if keep else None
    try:
        patiently(lambda: beside.replace(file))
    except OSError:
        if former:
            former.unlink()
        raise
    with contextlib.suppress(OSError):  # it is done, whatever the disk says now
        disk.sync_folder(file.parent)
    return former


def _set_aside(file: Path) -> Path:
    """A copy under the first free name: « seance.yaml.ancien », « seance.yaml.ancien-2 »…

    For who holds the lock of ``file``.
    """
    names = (f"{file.name}.ancien{'' if n == 1 else f'-{n}'}" for n in count(1))
    former = next(free for n in names if not os.path.lexists(free := file.with_name(n)))
    with disk.beside(file) as beside:
        disk.put(beside, read(file, WORK_RESULT))
        shutil.copystat(file, beside)
        patiently(lambda: beside.replace(former))
    return former


def shown(file: Path) -> str:
    """A file's name as messages give it: relative to where the command runs, if it can be."""
    try:
        return file.absolute().relative_to(Path.cwd()).as_posix()
    except ValueError:
        return file.as_posix()
