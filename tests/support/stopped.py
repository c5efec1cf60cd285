"""A process that writes and stops where it is told, to be killed there.

Run as a file: ``stopped.py POINT FOLDER WHAT …``. POINT is a key of ``POINTS``, or a number: the
how-manieth time that Python touches a file in FOLDER. WHAT is ``folder`` or ``file``, then the
target of which one version after another is written, or ``pmtdocs`` and a whole command. It says
« ici » once it is there, and ends if it never comes there.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

from pmtdocs.render.output.output import everything, replace_folder
from pmtdocs.system import disk, files

#: Enough for a kill to fall while they are being written.
SIZE = 200_000
NAMES = ("a.docx", "b.pdf", "manifest.json")


def nothing(_name: str) -> bool:
    """No file that is not written stays in the folder."""
    return False


def version(number: int) -> dict[str, bytes]:
    """What a folder holds: each file says which version it is of, from end to end."""
    return {name: f"{name} {number};".encode() * (SIZE // 10) for name in NAMES}


def whole(target: Path) -> int:
    """The version that stands there, whole; anything else is an error."""
    found = list(target.iterdir()) if target.is_dir() else [target]
    data = {f.name: f.read_bytes() for f in found}
    number = int(data["a.docx"].partition(b";")[0].split()[1])
    wanted = version(number)
    assert data == (wanted if target.is_dir() else {"a.docx": wanted["a.docx"]})
    return number


def _here(*_: object) -> None:
    print("ici", flush=True)  # noqa: T201
    sys.stdin.read()  # until it is killed


def _half(file: Path, data: bytes) -> None:
    file.write_bytes(data[: len(data) // 2])
    _here()


def _first(change: Callable[..., object]) -> Callable[..., None]:
    def then(*arguments: object) -> None:
        change(*arguments)
        _here()

    return then


def _second(put: Callable[..., object]) -> Callable[..., None]:
    times = count(1)
    return lambda *arguments: put(*arguments) if next(times) == 1 else _half(*arguments)  # type: ignore[return-value]


def _half_cleared(folder: Path) -> None:
    if folder.exists():
        next(folder.iterdir()).unlink()
        _here()


def _no_exchange(*_: object) -> bool:
    return False


def _between_renames(rename: Callable[..., object]) -> None:
    disk._renameat2 = _no_exchange  # type: ignore[assignment]
    Path.rename = lambda self, to: _here() if self.suffix == ".part" else rename(self, to)  # type: ignore[assignment,return-value]


def _set(owner: object, name: str, function: object) -> Callable[[], None]:
    return lambda: setattr(owner, name, function)


POINTS: dict[str, Callable[[], None]] = {
    "locked": _set(disk, "_tidy", _here),
    "half a file": _set(disk, "put", _half),
    "half the files": _set(disk, "put", _second(disk.put)),
    "staged": _set(disk, "exchange", _here),
    "exchanged": _set(disk, "exchange", _first(disk.exchange)),
    "half cleared": _set(shutil, "rmtree", _half_cleared),
    "between renames": lambda: _between_renames(Path.rename),
    "file staged": _set(Path, "replace", _here),
    "file replaced": _set(Path, "replace", _first(os.replace)),
}


def _at(number: int, folder: str) -> None:
    """Stop before the file system is asked for the ``number``-th change of something in ``folder``.

    Events: https://docs.python.org/3/library/audit_events.html
    """
    times = count(1)

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if not event.startswith(("open", "os.", "shutil.")) or not arguments:
            return
        name = str(arguments[0])
        if name.startswith(folder) and next(times) == number:
            _here()

    sys.addaudithook(hook)


def _versions(what: str, target: Path) -> None:
    for number in (2, 3):
        if what == "folder":
            replace_folder(target, version(number), keep=everything if number % 2 == 0 else nothing)
        else:
            files.write(target, version(number)["a.docx"], replace=True)


def main(point: str, folder: str, what: str, *rest: str) -> None:
    if point in POINTS:
        POINTS[point]()
    else:
        _at(int(point), folder)
    if what == "pmtdocs":
        from pmtdocs import cli

        cli.main(list(rest), prog_name="pmtdocs")
    else:
        _versions(what, Path(rest[0]))


if __name__ == "__main__":
    main(*sys.argv[1:])
