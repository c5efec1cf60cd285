"""A save is seen once, however Word goes about it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pmtdocs.atelier.watching import changes, scan

_QUICK = 0.01


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "2024").mkdir()
    for name in ("2024/budget.yaml", "2024/notes.txt", "~$convention.docx", "convention.docx"):
        (tmp_path / name).write_text("avant", encoding="utf-8")
    return tmp_path


def test_the_files_that_count(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / ".git/a.yaml").write_text("", encoding="utf-8")
    found = {Path(name).relative_to(folder).as_posix() for name in scan([folder])}
    assert found == {"2024/budget.yaml", "convention.docx"}
    assert scan([folder / "absent"]) == {}


def _written(folder: Path) -> None:
    (folder / "2024/budget.yaml").write_text("après", encoding="utf-8")


def _replaced(folder: Path) -> None:
    """As Word does: another file takes the name, with the same date and size."""
    file = folder / "convention.docx"
    before, new = file.stat(), folder / "new.tmp"
    new.write_text("après"[:5], encoding="utf-8")
    os.utime(new, ns=(before.st_atime_ns, before.st_mtime_ns))
    new.replace(file)


def _added(folder: Path) -> None:
    (folder / "2024/seance.yaml").write_text("", encoding="utf-8")


def _removed(folder: Path) -> None:
    (folder / "2024/budget.yaml").unlink()


def _locked(folder: Path) -> None:
    (folder / "~$budget.docx").write_text("", encoding="utf-8")


@pytest.mark.parametrize("save", [_written, _replaced, _added, _removed])
def test_a_save_is_told_once(folder: Path, save: Callable[[Path], None]) -> None:
    assert _times(folder, [save]) == 1


def test_a_lock_of_word_is_no_save(folder: Path) -> None:
    assert _times(folder, [_locked]) == 0


def test_two_saves_in_a_row_are_both_seen(folder: Path) -> None:
    assert _times(folder, [_written, _added]) == 2


def _times(folder: Path, saves: list[Callable[[Path], None]]) -> int:
    """How often a change is told, each save being left alone until it was."""

    async def count() -> int:
        told = 0
        watched = changes((folder,), _QUICK)
        waiting = asyncio.ensure_future(anext(watched))
        for save in saves:
            await asyncio.sleep(5 * _QUICK)  # the first look
            save(folder)
            done, _ = await asyncio.wait([waiting], timeout=100 * _QUICK)
            if done:
                told += 1
                waiting = asyncio.ensure_future(anext(watched))
        done, _ = await asyncio.wait([waiting], timeout=20 * _QUICK)
        told += len(done)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        return told

    return asyncio.run(count())
