"""Several dossiers on one executor, a dossier a task.

What is up to date is not made again: whoever is stopped goes on by asking the same. Files are
written here alone, whole or not at all, whatever made them and wherever.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from contextlib import AbstractContextManager
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pmtdocs.commands import pipeline
from pmtdocs.commands.produce import Begun, Outcome, begin
from pmtdocs.commands.request import Request
from pmtdocs.finding import PmtdocsError
from pmtdocs.render.output import uptodate
from pmtdocs.system.disk import unexpected
from pmtdocs.system.files import unreadable
from pmtdocs.system.pool import Pool, cores

T = TypeVar("T")
#: Seconds after which one looks whether a crew that says nothing is still at work.
_LOOK = 5


class Crew(NamedTuple):
    """Those who make files: an executor whose every task is done within limits."""

    size: int
    """How many tasks it does at a time."""
    start: Callable[[int], AbstractContextManager[Executor]]
    """It is started for so many of them, when there is something to make."""
    cores: int = 1
    """Those that tasks share: how many these are is then known before it starts."""
    look: Callable[[], None] = lambda: None
    """Is it still at work? Raises StoppedError."""


class StoppedError(PmtdocsError):
    """Nobody makes files any more: what is written stays, the rest is not begun."""


_Step = tuple[str, Begun | Outcome | PmtdocsError]
_Made = dict[Future[Any], tuple[str, Begun]]


class Result(NamedTuple):
    """What came of a dossier."""

    name: str
    came: Outcome | PmtdocsError


def here(request: Request) -> Crew:
    """Processes of this machine, one a core."""

    def start(workers: int) -> Pool:
        return Pool(workers, pipeline.MAKING, pipeline.preload(request))

    return Crew(cores(), start, cores())


def produce(names: Iterable[str], request: Request, crew: Crew) -> Generator[Result, None, None]:
    """What comes of each dossier, as it comes: what stops one does not stop the others.

    Raises StoppedError. Whoever leaves before the end closes it: what is being made is dropped.
    """
    project = uptodate.Project(request.data, request.templates)
    steps = ((name, _tried(lambda: begin(name, request, project))) for name in names)  # noqa: B023
    first: list[tuple[str, Begun]] = []  # who starts for two needs no more than two
    for name, step in steps:
        if not isinstance(step, Begun):
            yield Result(name, step)
            continue
        first.append((name, step))
        if len(first) == crew.cores:
            break
    if first:
        with crew.start(len(first)) as executor:
            share = max(1, crew.cores // len(first))
            yield from _shared(chain(first, steps), executor, crew, share)


def _shared(steps: Iterable[_Step], executor: Executor, crew: Crew, share: int) -> Iterator[Result]:
    """What comes of each, made by a crew of whom each has a ``share`` of the cores."""
    made: _Made = {}
    for name, step in steps:
        if isinstance(step, Begun):
            made[executor.submit(*step.order.work(share))] = name, step
        else:
            yield Result(name, step)
        while len(made) >= 2 * crew.size:  # nobody waits for the next one
            yield from _finished(made, crew)
    while made:
        yield from _finished(made, crew)


def _finished(made: _Made, crew: Crew) -> Iterator[Result]:
    """Those that are made, written; as soon as there is one."""
    while not (done := wait(made, _LOOK, FIRST_COMPLETED).done):
        crew.look()
    for future in done:
        name, begun = made.pop(future)
        came = _tried(lambda: begun.finish(future.result()))  # noqa: B023 - called here
        if isinstance(came, PmtdocsError):
            came = pipeline.placed(came, begun.order.loaded)
        yield Result(name, came)


def _tried(work: Callable[[], T]) -> T | PmtdocsError:
    """What comes of it, or what stopped it, said as of one dossier among others."""
    try:
        return work()
    except StoppedError:
        raise
    except PmtdocsError as error:
        return error
    except OSError as error:
        named = isinstance(error.filename, str)
        return unreadable(Path(error.filename), error) if named else unexpected(error)
    except Exception as error:  # noqa: BLE001 - the others are made all the same
        return unexpected(error)
