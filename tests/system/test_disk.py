"""One writer at a time, nothing left beside, and reasons in French."""

from __future__ import annotations

import errno
import fcntl
import os
import threading
from pathlib import Path

import pytest

from pmtdocs.system import disk
from tests.support.command import HANG

pytestmark = pytest.mark.concurrent

LEFT = (".2024.0a1b2c3d.part", ".2024.0a1b2c3d.old")
#: Of other dossiers, of other programs, and of the user.
NOT_OURS = (
    ".2024.bis.0a1b2c3d.part",
    ".2024.part",
    ".2024.notes",
    ".2025.0a1b2c3d.part",
    "2024.old",
)


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "2024"
    folder.mkdir()
    return folder


def beside(target: Path) -> set[str]:
    return {f.name for f in target.parent.iterdir()} - {target.name}


def test_nothing_stays_beside(target: Path) -> None:
    with disk.stage(target) as free:
        assert beside(target) == {".2024.lock"}
        free.mkdir()
        (free / "a").write_bytes(b"a")
    assert beside(target) == set()


def test_what_a_dead_process_left_is_cleared(target: Path) -> None:
    """Files, folders that may only be read, links: and nothing that somebody else may own."""
    for name in (*LEFT, *NOT_OURS):
        (target.parent / name).mkdir()
        (target.parent / name / "a").write_bytes(b"a")
    (target.parent / LEFT[0]).chmod(0o500)
    (target.parent / ".2024.99999999.part").symlink_to(NOT_OURS[3])
    (target.parent / ".2024.88888888.part").write_bytes(b"")
    (target.parent / ".2024.lock").write_bytes(b"")
    with disk.stage(target):
        assert beside(target) == {*NOT_OURS, ".2024.lock"}
    assert beside(target) == set(NOT_OURS)
    assert all((target.parent / name / "a").exists() for name in NOT_OURS)


def test_what_was_set_aside_comes_back(target: Path) -> None:
    """Killed between two renames, where names cannot be exchanged."""
    target.rename(target.with_name(LEFT[1]))
    with disk.stage(target):
        assert target.is_dir()
    assert beside(target) == set()


@pytest.mark.parametrize("strange", ["link", "pipe", "folder"])
def test_a_lock_that_is_no_file(target: Path, strange: str) -> None:
    """Neither followed nor emptied nor waited for."""
    lock, mine = target.with_name(".2024.lock"), target.with_name("mien")
    mine.write_bytes(b"mien")
    match strange:
        case "link":
            lock.symlink_to(mine)
        case "pipe":
            os.mkfifo(lock)
        case _:
            lock.mkdir()
    with pytest.raises(OSError, match=r"\.2024\.lock n'est pas un fichier ordinaire"):
        disk.stage(target).__enter__()
    assert mine.read_bytes() == b"mien"
    assert beside(target) == {"mien", ".2024.lock"}


def test_the_lock_of_a_dead_process_is_not_emptied(target: Path) -> None:
    """Another name of a file (a hard link) is opened, and left as it is."""
    mine = target.with_name("mien")
    mine.write_bytes(b"mien")
    target.with_name(".2024.lock").hardlink_to(mine)
    with disk.stage(target):
        pass
    assert mine.read_bytes() == b"mien"


def test_a_writer_that_does_not_end_is_said(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "PATIENCE", 0.0)
    with disk.stage(target) as free:
        free.mkdir()
        with pytest.raises(OSError, match="une autre commande y écrit"):
            disk.stage(target).__enter__()
        assert free.is_dir()  # it is in use: the other one has not cleared it


def test_one_at_a_time_though_the_lock_comes_and_goes(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A waiter must not hold a lock that is no longer the one of the others."""
    monkeypatch.setattr(disk, "_PAUSE", 0.0)
    monkeypatch.setattr(disk, "PATIENCE", HANG)
    inside: list[int] = []
    seen: list[int] = []

    def work() -> None:
        for _ in range(100):
            with disk.stage(target):
                inside.append(1)
                seen.append(len(inside))
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == [1] * 400
    assert beside(target) == set()


@pytest.mark.parametrize("again", [False, True])
def test_a_lock_that_its_holder_has_taken_away(target: Path, again: bool) -> None:
    """Opened while it was held, taken once it was gone: others may hold the one that is there."""
    lock = target.with_name(".2024.lock")
    with disk._opened(lock) as handle:
        lock.rename(lock.with_name("parti"))
        if again:
            lock.write_bytes(b"")
        assert disk._take(handle, lock) is None


def test_a_drive_without_locks(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Written all the same; what may belong to a living process is left alone."""

    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    target.with_name(LEFT[0]).mkdir()
    monkeypatch.setattr(fcntl, "flock", no_locks)
    with disk.stage(target) as free:
        free.mkdir()
    assert beside(target) == {LEFT[0]}


def test_a_lock_that_the_disk_refuses(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(fcntl, "flock", broken)
    with pytest.raises(OSError, match="Input/output error"):
        disk.stage(target).__enter__()


def test_a_system_without_locks(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target.with_name(LEFT[0]).mkdir()
    monkeypatch.setattr(disk, "_FCNTL", None)
    with disk.stage(target) as free:
        free.write_bytes(b"")
        assert beside(target) == {LEFT[0], free.name}
    assert beside(target) == {LEFT[0]}


def test_a_file_is_put_where_nothing_stands(tmp_path: Path) -> None:
    (tmp_path / "lien").symlink_to(tmp_path / "ailleurs")
    with pytest.raises(FileExistsError):
        disk.put(tmp_path / "lien", b"x")
    assert not (tmp_path / "ailleurs").exists()


@pytest.mark.parametrize("number", [errno.EINVAL, errno.EIO])
def test_a_disk_that_fails_after_the_exchange(
    target: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """The new folder is there: nobody may be told that nothing has changed."""

    def fsync(_: int) -> None:
        raise OSError(number, os.strerror(number))

    with disk.stage(target) as free:
        free.mkdir()
        (free / "a").write_bytes(b"a")
        monkeypatch.setattr(os, "fsync", fsync)
        disk.exchange(free, target)
    assert [f.name for f in target.iterdir()] == ["a"]
    if number == errno.EINVAL:
        disk.sync_folder(target)  # a drive that cannot
    else:
        with pytest.raises(OSError, match="Input/output"):
            disk.sync_folder(target)


def test_reasons_are_french() -> None:
    assert disk.reason(OSError(errno.ENOSPC, "No space left on device")) == "le disque est plein"
    assert disk.reason(OSError(errno.ENOTTY, "Not a tty")) == "Not a tty"
    assert disk.reason(OSError("sans numéro")) == "sans numéro"


def test_what_a_living_writer_holds_is_left_alone(target: Path) -> None:
    with disk.stage(target) as free:
        free.mkdir()
        disk.tidy(target)
        assert beside(target) == {free.name, ".2024.lock"}
    disk.tidy(target)
    assert beside(target) == set()


def test_nothing_to_tidy(tmp_path: Path) -> None:
    disk.tidy(tmp_path / "absent" / "2024")
    assert list(tmp_path.iterdir()) == []
