"""A pool of processes with limits: an executor like any other."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from concurrent.futures import CancelledError
from contextlib import suppress
from pathlib import Path

import pytest

from pmtdocs.system import process
from pmtdocs.system.limits import LimitError
from pmtdocs.system.pool import Pool, each

pytestmark = pytest.mark.concurrent


def _own(_name: str = "") -> int:
    return os.getpid()


def _killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _waiting(here: Path) -> None:
    here.touch()
    while True:
        signal.pause()


def _refusing(name: str) -> str:
    if name == "b":
        raise ValueError(name)
    return name.upper()


def test_work_is_done_in_other_processes_and_again() -> None:
    with Pool(2, "essai") as pool:
        first = {pool.submit(_own).result() for _ in range(9)}
        assert {*pool.map(_own, "abcdef")} | first <= {h._helper._process.pid for h in pool._all}  # type: ignore[union-attr]
    assert os.getpid() not in first


def test_a_limit_ends_one_piece_of_work_and_no_other() -> None:
    with Pool(2, "essai") as pool:
        dead = [pool.submit(_killed) for _ in range(3)]
        assert all(isinstance(one.exception(), LimitError) for one in dead)
        assert pool.submit(_own).result() != os.getpid()


def test_left_by_an_exception_it_ends_what_it_does(tmp_path: Path) -> None:
    """And begins no more: whoever typed Ctrl+C does not wait for what never ends."""
    with suppress(KeyboardInterrupt), Pool(1, "essai") as pool:
        running, waiting = (pool.submit(_waiting, tmp_path / name) for name in "ab")
        while not (tmp_path / "a").exists():
            pass
        raise KeyboardInterrupt
    assert isinstance(running.exception(), LimitError)
    with pytest.raises(CancelledError):
        waiting.result()
    assert not (tmp_path / "b").exists()


@pytest.mark.parametrize("how", ["fork", "spawn", None])
def test_each_in_order_wherever_it_is_done(
    how: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "how_to_start", lambda: how)
    monkeypatch.setattr("pmtdocs.system.pool.cores", lambda: 2)
    names = [f"n{i}" for i in range(80)]
    assert [*each(str.upper, names, "essai")] == [name.upper() for name in names]
    assert ({*each(_own, names, "essai")} == {os.getpid()}) == (how is None)
    found = each(_refusing, ["a", "b", *names], "essai")
    assert next(found) == "A"
    with pytest.raises(ValueError, match="b"):
        next(found)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("leave", [True, False])
def test_its_processes_end_with_it(leave: bool) -> None:
    work: Callable[[], int] = _own
    with Pool(3, "essai") as pool:
        assert pool.submit(work).result()
        pids = [kept._helper._process.pid for kept in pool._all]  # type: ignore[union-attr]
        if leave:
            pool.shutdown(cancel_futures=True)
    assert not any(_alive(pid) for pid in pids if pid)
