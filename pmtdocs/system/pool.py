"""Work on all cores: a pool of processes that have limits, as an executor."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from queue import SimpleQueue
from typing import Any, TypeVar

from pmtdocs.system import process
from pmtdocs.system.process import Kept

T = TypeVar("T")
#: To start a process for less would take longer, by the way it starts.
_FEW = {"fork": 4, "spawn": 40}


class Pool(Executor):
    """So many processes, each with its limits and a thread here that waits for it.

    What a limit ends is one piece of work, no worker. ``preload`` is done by each at first. To be
    made in a process of one thread: its processes are then forked. Left by an exception, it ends
    them at once.
    """

    def __init__(
        self, workers: int, what: str, preload: Callable[[], object] | None = None
    ) -> None:
        self._all = [Kept(what, preload) for _ in range(workers)]
        self._free: SimpleQueue[Kept] = SimpleQueue()
        for kept in self._all:
            kept.prepare()
            self._free.put(kept)
        self._threads = ThreadPoolExecutor(workers)

    def submit(self, work: Callable[..., T], /, *arguments: Any) -> Future[T]:  # type: ignore[override]
        """What ``work(*arguments)`` will return, or raise; LimitError when it takes too much."""
        return self._threads.submit(self._run, work, *arguments)

    def _run(self, work: Callable[..., T], *arguments: object) -> T:
        kept = self._free.get()
        try:
            return kept.run(work, *arguments)
        finally:
            self._free.put(kept)

    def __exit__(self, kind: object, *_: object) -> None:
        self.shutdown(cancel_futures=kind is not None)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Once the work is done; with ``cancel_futures``, at once."""
        self._threads.shutdown(wait=False, cancel_futures=cancel_futures)
        if cancel_futures:
            for kept in self._all:
                kept.kill()
        if wait:
            self._threads.shutdown()
            for kept in self._all:
                kept.close()


def each(work: Callable[[str], T], names: Sequence[str], what: str) -> Iterator[T]:
    """``work(name)`` of each, in order, on all cores; in place when there are few.

    Raises what ``work`` raises, LimitError for one that takes too much.
    """
    how = process.how_to_start()
    workers = min(cores(), len(names) // _FEW[how]) if how else 1
    if workers < 2:
        yield from map(work, names)
        return
    with Pool(workers, what) as pool:
        yield from pool.map(work, names)


def cores() -> int:
    """Those that this process may use, which a container or a CI runner may restrict."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    else:  # noqa: RET505 - mypy reads it on each system
        return os.cpu_count() or 1
