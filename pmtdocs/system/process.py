"""Work on what came from outside, in a process of its own that has limits.

A template, a workbook or a returned document may ask for more than any real one would: loops in
loops, a page that never ends. The process that works on it may use so much processor time, memory
and clock time and no more; whatever becomes of it, the command goes on to say so. It ends when the
process that started it does, however that ends.

What each system holds back is told in SECURITY.md: macOS does not count memory.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from shutil import rmtree
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pmtdocs.system.limits import WORK_CLOCK, WORK_CPU, WORK_MEMORY, WORK_RESULT, LimitError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

T = TypeVar("T")
#: Is this process one with limits? What would be done apart is then done here.
_limited = False
Notify = Callable[..., None]
#: How a process ends that has used its time: as Windows ends it (``job``), or by a signal.
if sys.platform == "win32":
    _OUT_OF_TIME = 1816  # ERROR_NOT_ENOUGH_QUOTA
else:
    _OUT_OF_TIME = -signal.SIGXCPU


class _Message(NamedTuple):
    """What the process says: a ``value`` or an ``error``, last; ``news`` before."""

    kind: str
    content: Any


def run(work: Callable[..., T], *arguments: object, what: str) -> T:
    """What ``work(*arguments)`` returns, or raises; ``what`` is named when a limit is reached.

    Raises LimitError when the process takes too much, or ends without a word.
    """
    with Helper(what) as helper:
        return helper.run(work, *arguments)


class Helper:
    """A process that waits for work, one piece after another; ``preload`` is done meanwhile.

    What it works on and what it returns are pickled. A context manager: at its end, the process
    has ended too.
    """

    def __init__(self, what: str, preload: Callable[[], object] | None = None) -> None:
        self._what = what
        self._process: BaseProcess | None = None
        self._folder = ""
        """For its temporary files, which it cannot remove when it is killed."""
        self.over = False
        """Has a limit ended it? It then takes no more work."""
        if (method := how_to_start()) is None:
            return
        import multiprocessing
        from multiprocessing.util import Finalize
        from tempfile import mkdtemp

        with suppress(OSError):  # who needs a place and finds none says so
            self._folder = mkdtemp(prefix="pmtdocs-")
        # Who never leaves it (a worker of Dask) does so at its own end, once the process has ended.
        self._forget = Finalize(None, rmtree, (self._folder, True), exitpriority=-1)
        context = multiprocessing.get_context(method)
        self._pipe, other = context.Pipe()
        self._process = context.Process(  # type: ignore[attr-defined]
            target=_serve,
            args=(other, self._pipe if method == "fork" else None, preload, self._folder),
            daemon=True,  # nobody waits for it at the end
        )
        self._process.start()
        other.close()

    def __enter__(self) -> Helper:
        return self

    def __exit__(self, *_: object) -> None:
        """End the process, and those that it started."""
        if self._process is not None:
            self._pipe.close()
            self.kill()
            self._process.join()
            self._forget()

    def kill(self) -> None:
        """End it now, whatever it does: who waits for its work hears of it."""
        if self._process is not None and self._process.pid is not None:
            with suppress(ProcessLookupError, PermissionError):
                _end_group(self._process.pid)
            self._process.kill()

    def run(self, work: Callable[..., T], *arguments: object, notify: Notify | None = None) -> T:
        """What ``work(*arguments)`` returns, or raises.

        With ``notify``, ``work`` also gets, as its last argument, a function that calls it here.
        Raises LimitError when the process takes too much, or ends without a word.
        """
        if self._process is None:
            return work(*arguments, *([notify] if notify else []))
        try:
            self._pipe.send((work, arguments, notify is not None))
            while (message := self._receive()).kind == "news":
                if notify:
                    notify(*message.content)
        except (EOFError, OSError) as error:
            self.over = True
            if not isinstance(error, TimeoutError):
                self._pipe.close()  # one that is not ending, for having said too much, ends now
                self._process.join(WORK_CLOCK.most)  # it is ending: how, says why
            raise LimitError(self._said(), WORK_CPU.help) from error
        if message.kind == "error":
            raise message.content
        value: T = message.content
        return value

    def _receive(self) -> _Message:
        from multiprocessing.connection import wait

        ends = [self._process.sentinel] if self._process else []
        if not wait([self._pipe, *ends], WORK_CLOCK.most):
            raise TimeoutError
        if not self._pipe.poll():
            raise EOFError  # it has ended before it took its end of the pipe
        found: _Message = pickle.loads(self._pipe.recv_bytes(WORK_RESULT.most))  # noqa: S301 - our own
        return found

    def _said(self) -> str:
        code = self._process.exitcode if self._process else None
        why = {
            None: f"elle n'est pas finie après {WORK_CLOCK.most} s",
            _OUT_OF_TIME: f"elle demande plus de {WORK_CPU.most} s de calcul",
        }.get(code, "elle demande trop de mémoire, ou rend un résultat trop gros")
        return f"{self._what} : opération arrêtée, {why}."


class Kept:
    """A helper that is always at hand: one that a limit has ended is replaced at the next work.

    Work that comes from several threads is done in turn. Not ``apart``, it is done in place.
    """

    def __init__(self, what: str, preload: Callable[[], object] | None, apart: bool = True) -> None:
        self._what, self._preload, self._apart = what, preload, apart
        self._helper: Helper | None = None
        self._turn = threading.Lock()

    def run(self, work: Callable[..., T], *arguments: object) -> T:
        """What ``work(*arguments)`` returns, or raises; LimitError when it takes too much."""
        if not self._apart:
            return work(*arguments)
        with self._turn:
            helper = self._at_hand()
            try:
                return helper.run(work, *arguments)
            finally:
                if helper.over:
                    self._end()

    def prepare(self) -> None:
        """Start it before there is work."""
        if self._apart:
            with self._turn:
                self._at_hand()

    def kill(self) -> None:
        """End the process now: who waits for its work hears of it."""
        if self._helper is not None:
            self._helper.kill()

    def rest(self) -> None:
        """End the process if it has no work; the next one starts another."""
        if self._turn.acquire(blocking=False):
            try:
                self._end()
            finally:
                self._turn.release()

    def close(self) -> None:
        """Let the work that is done come to its end, and end the process."""
        with self._turn:
            self._end()

    def _at_hand(self) -> Helper:
        if self._helper is None:
            self._helper = Helper(self._what, self._preload)
        return self._helper

    def _end(self) -> None:
        if self._helper is not None:
            self._helper.__exit__()
            self._helper = None


def how_to_start() -> str | None:
    """How to start: a fork is quick, but only safe from a process of one thread."""
    if _limited:
        return None
    return "fork" if may_fork() and threading.active_count() == 1 else "spawn"


def may_fork() -> bool:
    """Does the system fork, and start no threads of which Python knows nothing (macOS)?"""
    return sys.platform == "linux"


def _end_group(leader: int) -> None:
    """End a process and those that it started; 0 is this one. Windows does it (``job``)."""
    if sys.platform != "win32":
        os.killpg(leader, signal.SIGKILL)


# --- in the process --------------------------------------------------------------------------


def _serve(
    pipe: Connection, parents: Connection | None, preload: Callable[[], object] | None, folder: str
) -> None:
    """Do the work that comes, each within limits, and say what came of it."""
    import tempfile
    from multiprocessing import current_process

    global _limited  # noqa: PLW0603 - it is so for all that this process will do
    _limited = True
    tempfile.tempdir = folder or None
    current_process().daemon = False  # it starts those that lay pages out
    if parents is not None:
        parents.close()  # so that the end of the other process is seen here
    _stand_apart(folder)
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):  # nobody waits any more
        if preload is not None:
            preload()
        while True:
            work, arguments, wants_news = pipe.recv()
            _limit()
            news = [lambda *said: _send(pipe, "news", said)] if wants_news else []
            _send(pipe, *_done(work, *arguments, *news))
    rmtree(folder, ignore_errors=True)


def _stand_apart(folder: str) -> None:
    """Deaf to Ctrl+C in the terminal; it ends with the process that started it, without a word."""
    if sys.platform == "win32":
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # its console tells all processes
    else:
        with suppress(OSError):
            os.setpgid(0, 0)
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, args=(folder,), daemon=True).start()


def _done(work: Callable[..., object], *arguments: object) -> tuple[str, object]:
    try:
        return "value", work(*arguments)
    except MemoryError:
        os._exit(1)
    except Exception as error:  # noqa: BLE001 - it is raised again where it is waited for
        return "error", _portable(error)


def _end_with_parent(folder: str) -> None:
    """What a killed command was waiting for is of no use, nor what that started."""
    from multiprocessing import parent_process

    if (parent := parent_process()) is not None:
        parent.join()
        rmtree(folder, ignore_errors=True)
        _end_group(0)
        os._exit(1)


def _send(pipe: Connection, kind: str, content: object) -> None:
    pipe.send_bytes(pickle.dumps(_Message(kind, content)))


def _portable(error: Exception) -> Exception:
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - made here
    except Exception:  # noqa: BLE001 - whatever a foreign exception does when it is copied
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _limit() -> None:
    """The limits of one piece of work: what those before it have used does not count."""
    processor = WORK_CPU.most + int(time.process_time()) + 1
    if sys.platform == "win32":
        from pmtdocs.system import job

        job.limit(processor, WORK_MEMORY.most)
    else:
        import resource

        limits = {
            resource.RLIMIT_CPU: processor,
            resource.RLIMIT_AS: WORK_MEMORY.most,
            resource.RLIMIT_FSIZE: WORK_RESULT.most,
        }
        for kind, most in limits.items():
            _, hard = resource.getrlimit(kind)
            wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
            with suppress(ValueError, OSError):  # macOS refuses some
                resource.setrlimit(kind, (wanted, hard))
