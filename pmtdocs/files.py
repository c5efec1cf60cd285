"""One file written whole or not at all, never over another one unless asked."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from itertools import count
from pathlib import Path
from typing import NamedTuple

from pmtdocs.finding import ExitCode, PmtdocsError


class NotWrittenError(PmtdocsError):
    """The file cannot be written; what was there is untouched."""

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
        if file.is_symlink() or (file.exists() and not file.is_file()):
            raise NotWrittenError(f"{file} n'est pas un fichier ordinaire : rien n'a été écrit.")
        same = file.exists() and file.read_bytes() == data
        if file.exists() and not same and not replace:
            raise NotWrittenError(
                f"{file} existe déjà : rien n'a été écrit.",
                "Choisissez un autre nom (--output), ou remplacez-le : --replace.",
            )
        if same:
            return Written(changed=False)
        return Written(True, _put(file, data, keep and file.exists()))
    except OSError as error:
        raise NotWrittenError(
            f"{file} ne peut pas être écrit : {error.strerror or error}. Rien n'a changé.",
            "Vérifiez le dossier, l'espace libre, les droits, et fermez le fichier.",
        ) from error


def _put(file: Path, data: bytes, keep: bool) -> Path | None:
    """Staged beside, then put in place at once."""
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    stage = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        stage.chmod(0o644)
        former = _set_aside(file) if keep else None
        stage.replace(file)
    finally:
        with contextlib.suppress(FileNotFoundError):
            stage.unlink()
    return former


def _set_aside(file: Path) -> Path:
    """A copy under the first free name: « seance.yaml.ancien », « seance.yaml.ancien-2 »…"""
    names = (f"{file.name}.ancien{'' if n == 1 else f'-{n}'}" for n in count(1))
    former = next(free for name in names if not (free := file.with_name(name)).exists())
    shutil.copy2(file, former)
    return former
