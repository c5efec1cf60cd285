"""``output/<dossier>/`` is whole or unchanged: staged beside, exchanged at once, manifest last."""

from __future__ import annotations

import contextlib
import ctypes
import importlib.util
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from pmtdocs.finding import ExitCode, PmtdocsError

# Absent from Windows, where two renders at once are left to the user's care.
_FCNTL = importlib.import_module("fcntl") if importlib.util.find_spec("fcntl") else None

_AT_FDCWD, _RENAME_EXCHANGE = -100, 2


class WriteError(PmtdocsError):
    """The output cannot be written; what was there is untouched."""

    exit_code = ExitCode.WRITE


def replace_folder(
    target: Path, files: dict[str, bytes], keep: bool, stale: Iterable[str] = ()
) -> None:
    """Make ``target`` hold ``files``; ``keep`` leaves its other files where they are, but those
    that the patterns ``stale`` name.

    Whatever happens, ``target`` is either as it was or as it is wanted. Raises WriteError.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_symlink() or (target.exists() and not target.is_dir()):
            raise WriteError(f"{target} n'est pas un dossier : rien n'a été écrit.")
        with _lock(target), _staging(target) as stage:
            if keep and target.is_dir():
                left_out = shutil.ignore_patterns(*stale)
                shutil.copytree(target, stage, ignore=left_out, dirs_exist_ok=True)
            for name, data in files.items():
                _write(stage / name, data)
            _exchange(stage, target)
    except OSError as error:
        raise WriteError(
            f"{target} ne peut pas être écrit : {error.strerror or error}. Rien n'a changé.",
            "Vérifiez l'espace libre et les droits, et fermez les fichiers ouverts dans Word.",
        ) from error


def holds(target: Path, files: dict[str, bytes], others: bool) -> bool:
    """Does ``target`` hold ``files`` already, to the byte, and nothing else unless ``others``?"""
    try:
        if target.is_symlink() or not target.is_dir():
            return False
        there = {file.name for file in target.iterdir()}
        if there < files.keys() or (not others and there != files.keys()):
            return False
        return all(
            not (target / name).is_symlink() and (target / name).read_bytes() == data
            for name, data in files.items()
        )
    except OSError:
        return False


@contextlib.contextmanager
def _staging(target: Path) -> Iterator[Path]:
    """A folder beside the target, gone afterwards whatever happened."""
    stage = Path(tempfile.mkdtemp(prefix=f".{target.name}.", dir=target.parent))
    stage.chmod(0o755)
    try:
        yield stage
    finally:
        shutil.rmtree(stage, ignore_errors=True)


@contextlib.contextmanager
def _lock(target: Path) -> Iterator[None]:
    """One render of a dossier at a time; the others wait."""
    if _FCNTL is None:
        yield
        return
    file = target.parent / f".{target.name}.lock"
    with file.open("w") as handle:
        _FCNTL.flock(handle, _FCNTL.LOCK_EX)
        yield


def _write(file: Path, data: bytes) -> None:
    with file.open("wb") as handle:
        handle.write(data)
        handle.flush()
        os.fsync(handle.fileno())


def _exchange(stage: Path, target: Path) -> None:
    """Put ``stage`` in the place of ``target``; the old content ends in ``stage``.

    ``rename`` over a folder that is not empty fails and two renames leave a gap: Linux can
    exchange two names in one step.
    """
    if not target.exists():
        stage.rename(target)
    elif not _renameat2(stage, target):
        old = stage.with_name(f"{stage.name}.old")
        target.rename(old)
        try:
            stage.rename(target)
        except OSError:
            old.rename(target)
            raise
        shutil.rmtree(old, ignore_errors=True)


def _renameat2(stage: Path, target: Path) -> bool:
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    names = os.fsencode(stage), os.fsencode(target)
    done: int = rename(_AT_FDCWD, names[0], _AT_FDCWD, names[1], _RENAME_EXCHANGE)
    return done == 0
