"""What is kept between two commands, in the user's cache folder: it only ever saves time.

A file that is absent, broken or not surely ours is as if it had never been kept. Compiled templates
are code: a folder that somebody else could write in keeps nothing.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pmtdocs import __version__
from pmtdocs.system import files
from pmtdocs.system.limits import WORK_RESULT, LimitError
from pmtdocs.system.lock import patiently

_PACKAGE = Path(__file__).parent.parent
_DIGEST = hashlib.sha256().digest_size
#: So many files of one kind; the oldest go first.
MOST = 200


def read(name: str) -> bytes | None:
    """What was kept under ``name`` (« modeles.json »); None for nothing that can be trusted."""
    folder = _folder()
    if folder is None or not _ours(folder):
        return None
    try:
        data = files.read(folder / name, WORK_RESULT)
    except (OSError, LimitError):
        return None
    digest, content = data[:_DIGEST], data[_DIGEST:]
    return content if hashlib.sha256(content).digest() == digest else None


def write(name: str, content: bytes, most: int | None = None) -> None:
    """Keep ``content`` under ``name``, with at ``most`` so many of its kind; a folder that cannot
    be written is left alone.
    """
    import tempfile

    folder = _folder()
    if folder is None:
        return
    file = folder / name
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _ours(folder):
            return
        file.parent.mkdir(mode=0o700, exist_ok=True)
        handle, stage = tempfile.mkstemp(dir=file.parent, prefix=".")
        with os.fdopen(handle, "wb") as out:
            out.write(hashlib.sha256(content).digest() + content)
        patiently(lambda: Path(stage).replace(file))  # another command may read it now
        if file.parent != folder:
            _forget_oldest(file.parent, most or MOST)
    except OSError:
        return


def recall(name: str) -> Any:
    """The value that ``remember`` kept; None for nothing. ``read`` answers for its bytes."""
    data = read(name)
    return None if data is None else marshal.loads(data)  # noqa: S302


def remember(name: str, value: Any) -> None:
    """Keep a value made of code, texts, numbers, tuples and lists."""
    write(name, marshal.dumps(value))


def key(*pieces: str | bytes) -> str:
    """A name for what this code works out of these pieces."""
    digest = hashlib.sha256(fingerprint().encode())
    for piece in pieces:
        data = os.fsencode(piece)  # the name of a file may be no UTF-8
        digest.update(hashlib.sha256(data).digest())
    return digest.hexdigest()


def _forget_oldest(folder: Path, most: int) -> None:
    """What a killed process left half-written (« .tmp… ») grows old like the rest."""
    kept = os.listdir(folder)  # noqa: PTH208 - of thousands
    if len(kept) > most:
        for file in sorted(map(folder.joinpath, kept), key=lambda f: f.stat().st_mtime)[:-most]:
            file.unlink(missing_ok=True)


def _ours(folder: Path) -> bool:
    """Is it a folder of ours, that nobody else may write in? Windows keeps users apart itself."""
    try:
        found = folder.lstat()
    except OSError:
        return False
    ours = stat.S_ISDIR(found.st_mode)
    if sys.platform != "win32":
        shared = found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        ours = ours and found.st_uid == os.getuid() and not shared
    return ours


def _folder() -> Path | None:
    """Where the system keeps caches; None for somebody without a home."""
    try:
        home = Path.home()
    except RuntimeError:
        return None
    if sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    elif sys.platform == "darwin":
        folder = home / "Library" / "Caches"
    else:
        folder = Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache")
    return folder / "pmtdocs"


@cache
def fingerprint() -> str:
    """The code that runs, by name, size and date of its files: what it worked out depends on it."""
    modules = sorted(_sources(str(_PACKAGE), ""))
    return hashlib.sha256(f"{__version__} {sys.version} {modules}".encode()).hexdigest()


def _sources(folder: str, within: str) -> Iterator[tuple[str, int, int]]:
    """The code below a folder; ``scandir`` takes a quarter of the time of ``rglob``."""
    with os.scandir(folder) as entries:
        for entry in entries:
            name = f"{within}{entry.name}"
            if entry.name.endswith((".py", ".typ", ".docx")):
                found = entry.stat()
                yield name, found.st_size, found.st_mtime_ns
            elif entry.is_dir() and entry.name != "__pycache__":
                yield from _sources(entry.path, f"{name}/")
