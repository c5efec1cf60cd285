"""A save is seen once, however Word goes about it."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from types import SimpleNamespace

import pytest

from pmtdocs.atelier import watching
from pmtdocs.atelier.watching import changes, scan

pytestmark = pytest.mark.concurrent


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


def _nothing(_folder: Path) -> None:
    """Between two looks."""


@pytest.mark.parametrize("save", [_written, _replaced, _added, _removed])
def test_a_save_is_told_once(folder: Path, save: Callable[[Path], None]) -> None:
    assert _told(folder, save, *[_nothing] * 3) == [2]


def test_a_lock_of_word_is_no_save(folder: Path) -> None:
    assert _told(folder, _locked, *[_nothing] * 3) == []


def test_two_saves_in_a_row_are_both_seen(folder: Path) -> None:
    assert _told(folder, _written, _nothing, _added, _nothing) == [2, 4]


def test_a_save_in_several_steps_is_told_when_it_is_over(folder: Path) -> None:
    assert _told(folder, _removed, _added, _written, *[_nothing] * 3) == [4]


def test_a_file_that_never_rests_is_told_all_the_same(folder: Path) -> None:
    """A log beside the data, say."""
    sizes = iter(range(100))

    def growing(folder: Path) -> None:
        (folder / "2024/budget.yaml").write_text("x" * next(sizes), encoding="utf-8")

    assert _told(folder, *[growing] * 30) == [21]


def test_no_more_than_a_tenth_of_the_time_is_spent_looking(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow drive."""
    clock = count(step=2)
    monkeypatch.setattr(watching, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    rests: list[float] = []
    _told(folder, _nothing, _nothing, rests=rests)
    assert rests == [18, 18, 18]


class _EndError(Exception):
    """Nothing more will happen."""


def _told(
    folder: Path, *steps: Callable[[Path], None], rests: list[float] | None = None
) -> list[int]:
    """After which step a change is told, one step being taken between two looks."""
    taken = 0
    told: list[int] = []

    async def step(seconds: float) -> None:
        nonlocal taken
        if rests is not None:
            rests.append(seconds)
        if taken == len(steps):
            raise _EndError
        steps[taken](folder)
        taken += 1

    async def follow() -> None:
        with suppress(_EndError):
            async for _ in changes((folder,), step):
                told.append(taken)  # noqa: PERF401 - what was told before the end stays

    asyncio.run(follow())
    assert told.pop(0) == 0, "the first look"
    return told
