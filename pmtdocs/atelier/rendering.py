"""Rendering on request, as ``pmtdocs render`` does, in a process of its own: the page stays quick.

One render at a time. What is asked for meanwhile waits, and of what waits only the latest is made.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import NamedTuple

import click

from pmtdocs.atelier.project import Project
from pmtdocs.commands import pipeline
from pmtdocs.commands.report import text
from pmtdocs.finding import ExitCode, PmtdocsError
from pmtdocs.language.french import plural
from pmtdocs.system import disk


class Wanted(NamedTuple):
    """A render that was asked for."""

    project: Project
    name: str
    draft: bool


class Outcome(NamedTuple):
    """What came of it, in one sentence, and what to do next."""

    name: str
    done: bool
    message: str
    help: str = ""


def produce(wanted: Wanted) -> Outcome:
    """Check, then render in Word and PDF. A failure is an outcome, never an exception."""
    try:
        return _produce(*wanted)
    except PmtdocsError as error:
        return Outcome(wanted.name, False, error.message, error.help)


def _produce(project: Project, name: str, draft: bool) -> Outcome:
    disk.tidy(project.folder(name))  # as ``pmtdocs render`` does
    checked = pipeline.check(project.data, project.templates, name)
    is_draft = draft or checked.is_draft
    blocking = checked.exit_code()
    if checked.loaded is None or (blocking and not (is_draft and blocking == ExitCode.FINDINGS)):
        return _refused(name, checked, blocking)
    listed = checked.findings if is_draft else checked.failing()
    report = click.unstyle(text.render(listed, checked.line))
    request = pipeline.Request(project.templates, project.output, draft=is_draft)
    written = pipeline.render(checked.loaded, checked.findings, request, report, lambda *_: None)
    kind = "Projet" if written.draft else "Documents définitifs"
    count = plural(len(checked.loaded.dossier.dossier.documents), "document")
    message = f"{kind} : {count} en Word et en PDF, à télécharger ci-dessous."
    return Outcome(name, True, message)


def _refused(name: str, checked: pipeline.Checked, blocking: int) -> Outcome:
    count = plural(len(checked.failing()), "erreur")
    if blocking == ExitCode.FINDINGS:
        help = "Corrigez d'abord ce qui est à corriger, ou demandez un projet."
    else:
        help = "Corrigez d'abord les données ou les modèles : même un projet est impossible."
    return Outcome(name, False, f"Rien n'est produit : {count} à corriger.", help)


def _uninterrupted() -> None:
    """Ctrl+C is for the server, which lets a render finish."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class Renders:
    """The queue. ``announce`` is called with what came of each render."""

    def __init__(self, announce: Callable[[Outcome], None]) -> None:
        self._announce = announce
        self._pool: ProcessPoolExecutor | None = None
        self._task: asyncio.Task[None] | None = None
        self._next: Wanted | None = None

    def ask(self, wanted: Wanted) -> None:
        """Render as soon as possible; an earlier request that still waits is forgotten."""
        self._next = wanted
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        while self._next is not None:
            wanted, self._next = self._next, None
            try:
                outcome = await asyncio.wrap_future(self._executor().submit(produce, wanted))
            except BrokenProcessPool:
                self._pool = None
                help = "Fermez d'autres programmes, puis recommencez."
                outcome = Outcome(wanted.name, False, "Le rendu s'est arrêté en route.", help)
            self._announce(outcome)

    def _executor(self) -> ProcessPoolExecutor:
        """A fresh interpreter: this process has threads, which forking would leave half-made."""
        if self._pool is None:
            spawn = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(1, mp_context=spawn, initializer=_uninterrupted)
        return self._pool

    async def done(self) -> None:
        """Wait until nothing is being rendered."""
        if self._task is not None:
            await self._task

    def close(self) -> None:
        """Finish the render that runs: what is written is whole."""
        self._next = None
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
