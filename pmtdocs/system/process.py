"""Work on what came from outside, in a process of its own that has limits.

A template, a workbook or a returned document may ask for more than any real one would: loops in
loops, a page that never ends. The process that works on it may use so much processor time, memory
and clock time and no more; whatever becomes of it, the command goes on to say so.

Where processes cannot be forked (Windows), work is done in place: the limits on sizes remain.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from pmtdocs.system.limits import WORK_CLOCK, WORK_CPU, WORK_MEMORY, WORK_RESULT, LimitError

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

T = TypeVar("T")
Notify = Callable[..., None]


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
    """A process that waits for one piece of work; ``preload`` is done meanwhile.

    What it works on and what it returns are pickled. A context manager: at its end, the process
    has ended too.
    """

    def __init__(self, what: str, preload: Callable[[], object] | None = None) -> None:
        self._what = what
        self._process: BaseProcess | None = None
        if (method := _method()) is None:
            return
        import multiprocessing

        context = multiprocessing.get_context(method)
        self._pipe, other = context.Pipe()
        self._process = context.Process(  # type: ignore[attr-defined]
            target=_serve, args=(other, self._pipe if method == "fork" else None, preload)
        )
        self._process.start()
        other.close()

    def __enter__(self) -> Helper:
        return self

    def __exit__(self, *_: object) -> None:
        """End the process, and those that it started."""
        if self._process is None or self._process.pid is None:
            return
        self._pipe.close()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.join()

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
            if not isinstance(error, TimeoutError):
                self._process.join(WORK_CLOCK.most)  # it is ending: how, says why
            raise LimitError(self._said(), WORK_CPU.help) from error
        if message.kind == "error":
            raise message.content
        value: T = message.content
        return value

    def _receive(self) -> _Message:
        if not self._pipe.poll(WORK_CLOCK.most):
            raise TimeoutError
        found: _Message = pickle.loads(self._pipe.recv_bytes(WORK_RESULT.most))  # noqa: S301 - our own
        return found

    def _said(self) -> str:
        code = self._process.exitcode if self._process else None
        why = {
            None: f"elle n'est pas finie après {WORK_CLOCK.most} s",
            -signal.SIGXCPU: f"elle demande plus de {WORK_CPU.most} s de calcul",
        }.get(code, "elle demande trop de mémoire, ou rend un résultat trop gros")
        return f"{self._what} : opération arrêtée, {why}."


def _method() -> str | None:
    """How to start: a fork is quick, but only safe from a process of one thread."""
    if sys.platform == "win32":
        return None
    return "fork" if threading.active_count() == 1 else "spawn"


# --- in the process --------------------------------------------------------------------------


def _serve(
    pipe: Connection, parents: Connection | None, preload: Callable[[], object] | None
) -> None:
    """Do one piece of work, within limits, and say what came of it."""
    if parents is not None:
        parents.close()  # so that the end of the other process is seen here
    with suppress(OSError):
        os.setpgid(0, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    try:
        if preload is not None:
            preload()
        work, arguments, wants_news = pipe.recv()
        _limit()
        news = [lambda *said: _send(pipe, "news", said)] if wants_news else []
        message = ("value", work(*arguments, *news))
    except (EOFError, KeyboardInterrupt):
        return  # nobody waits any more
    except MemoryError:
        os._exit(1)
    except Exception as error:  # noqa: BLE001 - it is raised again where it is waited for
        message = ("error", _portable(error))
    with suppress(BrokenPipeError):
        _send(pipe, *message)


def _send(pipe: Connection, kind: str, content: object) -> None:
    pipe.send_bytes(pickle.dumps(_Message(kind, content)))


def _portable(error: Exception) -> Exception:
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - made here
    except Exception:  # noqa: BLE001 - whatever a foreign exception does when it is copied
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _limit() -> None:
    import resource

    limits = {"RLIMIT_CPU": WORK_CPU, "RLIMIT_AS": WORK_MEMORY, "RLIMIT_FSIZE": WORK_RESULT}
    for name, limit in limits.items():
        kind = getattr(resource, name)
        _, hard = resource.getrlimit(kind)
        wanted = limit.most if hard == resource.RLIM_INFINITY else min(limit.most, hard)
        with suppress(ValueError, OSError):  # macOS knows no limit on address space
            resource.setrlimit(kind, (wanted, hard))
