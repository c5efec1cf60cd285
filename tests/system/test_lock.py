"""One process at a time, on each system: nothing is followed, emptied, waited for or left."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from pmtdocs.system import disk, lock
from tests.support import windows_locks
from tests.support.command import HANG, ROOT

pytestmark = pytest.mark.concurrent

LEFT = ".2024.0a1b2c3d.part"


@pytest.fixture
def target(tmp_path: Path) -> Path:
    folder = tmp_path / "2024"
    folder.mkdir()
    return folder


@pytest.fixture(params=["linux", "darwin", "win32"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """This one, as if it were each of the three."""
    name: str = request.param
    monkeypatch.setattr(sys, "platform", name)
    if name == "win32":
        monkeypatch.setitem(sys.modules, "msvcrt", windows_locks)
        monkeypatch.setitem(sys.modules, "fcntl", None)
        monkeypatch.setattr(lock, "_FLAGS", os.O_RDWR | os.O_CREAT)
    return name


def beside(target: Path) -> set[str]:
    return {f.name for f in target.parent.iterdir()} - {target.name}


def test_nothing_stays_beside(target: Path, system: str) -> None:
    target.with_name(LEFT).mkdir()
    with disk.stage(target) as free:
        assert beside(target) == {".2024.lock"}
        free.mkdir()
    assert beside(target) == set()


@pytest.mark.parametrize("strange", ["link", "pipe", "folder"])
def test_a_lock_that_is_no_file(target: Path, system: str, strange: str) -> None:
    """Neither followed nor emptied nor waited for."""
    file, mine = target.with_name(".2024.lock"), target.with_name("mien")
    mine.write_bytes(b"mien")
    match strange:
        case "link":
            file.symlink_to(mine)
        case "pipe":
            os.mkfifo(file)
        case _:
            file.mkdir()
    with pytest.raises(OSError, match=r"\.2024\.lock n'est pas un fichier ordinaire"):
        disk.stage(target).__enter__()
    assert mine.read_bytes() == b"mien"
    assert beside(target) == {"mien", ".2024.lock"}


def test_the_lock_of_a_dead_process_is_not_emptied(target: Path, system: str) -> None:
    """Another name of a file (a hard link) is opened, and left as it is."""
    mine = target.with_name("mien")
    mine.write_bytes(b"mien")
    target.with_name(".2024.lock").hardlink_to(mine)
    with disk.stage(target):
        pass
    assert mine.read_bytes() == b"mien"


def test_a_writer_that_does_not_end_is_said(
    target: Path, system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    with disk.stage(target) as free:
        free.mkdir()
        with pytest.raises(OSError, match="une autre commande y écrit"):
            disk.stage(target).__enter__()
        disk.tidy(target)
        assert beside(target) == {free.name, ".2024.lock"}  # in use: the others left it alone
    disk.tidy(target)
    assert beside(target) == set()


_KILLED = """
import os, signal, sys
from pathlib import Path
from pmtdocs.system import disk
sys.platform = sys.argv[2]
if sys.platform == "win32":
    from tests.support import windows_locks
    sys.modules["msvcrt"] = windows_locks
with disk.stage(Path(sys.argv[1])) as free:
    free.mkdir()
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_process_holds_nothing(
    target: Path, system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = [sys.executable, "-c", _KILLED, str(target), system]
    subprocess.run(run, check=False, cwd=ROOT, timeout=HANG)
    assert len(beside(target)) == 2
    monkeypatch.setattr(lock, "PATIENCE", 0.0)
    with disk.stage(target):
        assert beside(target) == {".2024.lock"}
    assert beside(target) == set()


def test_one_at_a_time_though_the_lock_comes_and_goes(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A waiter must not hold a lock that is no longer the one of the others."""
    monkeypatch.setattr(lock, "_PAUSE", 0.0)
    monkeypatch.setattr(lock, "PATIENCE", HANG)
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
    file = target.with_name(".2024.lock")
    handle = lock._opened(file)
    file.rename(file.with_name("parti"))
    if again:
        file.write_bytes(b"")
    assert lock._take(handle, file) is None
    os.close(handle)


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.EINVAL])
def test_a_drive_without_locks(
    target: Path, system: str, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Written all the same; what may belong to a living process is left alone."""

    def no_locks(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    target.with_name(LEFT).mkdir()
    monkeypatch.setattr(fcntl, "flock", no_locks)
    with disk.stage(target) as free:
        free.mkdir()
    assert beside(target) == {LEFT}


def test_a_lock_that_the_disk_refuses(
    target: Path, system: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(fcntl, "flock", broken)
    with pytest.raises(OSError, match="Input/output error"):
        disk.stage(target).__enter__()


@pytest.mark.parametrize("times", [1, 3, 1000])
def test_what_another_program_holds_for_a_moment(
    system: str, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    """An antivirus on Windows; elsewhere a refusal is one."""
    waited: list[float] = []
    monkeypatch.setattr(time, "sleep", waited.append)
    refusals = [PermissionError(errno.EACCES, "Access is denied")] * times

    def act() -> str:
        if refusals:
            raise refusals.pop()
        return "fait"

    if system == "win32" and times < len(lock._MOMENTS):
        assert lock.patiently(act) == "fait"
        assert len(waited) == times
    else:
        with pytest.raises(PermissionError):
            lock.patiently(act)
        assert sum(waited) < 1
