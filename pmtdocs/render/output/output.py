"""``output/<dossier>/`` is whole or unchanged: staged beside, exchanged at once, manifest last.

A reader opens the folder once and reads the manifest first, then the files that it names, all
through the open folder (``dir_fd``): it sees one render, whatever is written meanwhile. A file
that is missing says that a newer render has taken its place: open the folder again.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection
from pathlib import Path

from pmtdocs.system import disk
from pmtdocs.system.files import NotWrittenError, read
from pmtdocs.system.limits import WORK_RESULT, LimitError

#: Does a file of that name, which is not written, stay in the folder?
Keep = Callable[[str], bool]


def everything(_name: str) -> bool:
    """Every other file stays."""
    return True


def replace_folder(target: Path, files: dict[str, bytes], keep: Keep) -> None:
    """Make ``target`` hold ``files``, and of its other files those to ``keep``.

    Whatever happens, ``target`` is either as it was or as it is wanted. A link that stands in the
    place of the folder is refused, one in the place of a file gives way, and one that is kept stays
    a link: nothing is ever written or read through it. Raises NotWrittenError.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with disk.stage(target) as beside:
            if target.is_symlink() or (target.exists() and not target.is_dir()):
                raise NotWrittenError(f"{target} n'est pas un répertoire : rien n'a été écrit.")
            beside.mkdir()
            for name, data in files.items():
                disk.put(beside / name, data)
            if target.is_dir():
                _carry_over(target, beside, keep, files)
            disk.sync_folder(beside)
            disk.exchange(beside, target)
    except OSError as error:
        raise NotWrittenError(
            f"{target} ne peut pas être écrit : {disk.reason(error)}. Rien n'a changé.",
            "Vérifiez l'espace libre et les droits, et fermez les fichiers ouverts dans Word.",
        ) from error


def holds(target: Path, files: dict[str, bytes], keep: Keep) -> bool:
    """Does ``target`` hold ``files`` already, to the byte, and nothing else than what is kept?"""
    try:
        if target.is_symlink() or not target.is_dir():
            return False
        there = {file.name for file in target.iterdir()}
        if not files.keys() <= there or not all(map(keep, there - files.keys())):
            return False
        return all(
            not (target / name).is_symlink() and read(target / name, WORK_RESULT) == data
            for name, data in files.items()
        )
    except (OSError, LimitError):
        return False


def _carry_over(folder: Path, to: Path, keep: Keep, written: Collection[str] = ()) -> None:
    """Copy what stays. A link stays one: what it leads to is somebody else's."""
    for entry in sorted(folder.iterdir()):
        copy = to / entry.name
        if entry.name in written and (entry.is_symlink() or not entry.is_dir()):
            continue
        if not keep(entry.name):
            continue
        if entry.is_symlink():
            copy.symlink_to(entry.readlink())
        elif entry.is_dir() and entry.name not in written:
            copy.mkdir()
            _carry_over(entry, copy, everything)
            disk.sync_folder(copy)
        elif entry.is_file():
            disk.put(copy, read(entry, WORK_RESULT))
            shutil.copystat(entry, copy)
        else:
            raise NotWrittenError(
                f"{entry} n'est pas un fichier ordinaire : rien n'a été écrit.",
                "Déplacez-le, puis recommencez.",
            )
