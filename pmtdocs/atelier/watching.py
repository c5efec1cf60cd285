"""What was saved: the data and the templates, looked at twenty times a second.

Notifications of the system were judged and refused: they say nothing of a network drive, which is
where a service keeps its files. Looking at some sixty files takes a millisecond; where it takes
longer, they are looked at less often.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Iterator
from pathlib import Path

INTERVAL = 0.05
#: Of the time, no more than a tenth is spent looking.
_REST = 9
#: A file that is still being written after so many looks is read as it is.
_PATIENCE = 20
_SUFFIXES = (".yaml", ".yml", ".docx", ".j2")

#: Of each file: date, size, and the number that a save by replacement changes.
Stamps = dict[str, tuple[int, int, int]]
Rest = Callable[[float], Awaitable[object]]


def scan(folders: Iterable[Path]) -> Stamps:
    """The files that count, wherever they are in these folders."""
    return dict(entry for folder in folders for entry in _stamps(str(folder)))


def _stamps(folder: str) -> Iterator[tuple[str, tuple[int, int, int]]]:
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.startswith((".", "~$")):  # Word's own, while a file is open
                    continue
                if entry.is_dir(follow_symlinks=False):
                    yield from _stamps(entry.path)
                elif entry.name.lower().endswith(_SUFFIXES):
                    # Not the entry's own: Windows leaves the inode out of it.
                    found = Path(entry.path).stat()
                    yield entry.path, (found.st_mtime_ns, found.st_size, found.st_ino)
    except OSError:
        return  # gone, or not to be read just now: the next look tells


async def changes(folders: tuple[Path, ...], rest: Rest = asyncio.sleep) -> AsyncIterator[None]:
    """Once when it looks for the first time, then once after each save, when the files have stopped
    changing; ``rest`` is what it does between two looks, for so many seconds.
    """
    before, spent = await _look(folders)
    yield
    while True:
        await rest(max(INTERVAL, _REST * spent))
        now, spent = await _look(folders)
        if now == before:
            continue
        before = await _settled(folders, now, rest)
        yield


async def _look(folders: tuple[Path, ...]) -> tuple[Stamps, float]:
    """The files, and how long it took."""
    start = time.monotonic()
    found = await asyncio.to_thread(scan, folders)
    return found, time.monotonic() - start


async def _settled(folders: tuple[Path, ...], now: Stamps, rest: Rest) -> Stamps:
    """Word writes a file in several steps: wait until two looks say the same."""
    for _ in range(_PATIENCE):
        await rest(INTERVAL / 2)
        before, now = now, await asyncio.to_thread(scan, folders)
        if now == before:
            break
    return now
