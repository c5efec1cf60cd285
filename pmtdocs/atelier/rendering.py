"""Rendering on request, as ``pmtdocs render`` does, in a process of its own: the page stays quick.

One render at a time. What is asked for meanwhile waits, and of what waits only the latest is made.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import NamedTuple

from pmtdocs.commands.produce import Outcome, produce
from pmtdocs.commands.request import Request
from pmtdocs.finding import ExitCode, PmtdocsError
from pmtdocs.language.french import plural
from pmtdocs.render.output import making
from pmtdocs.system.limits import LimitError
from pmtdocs.system.process import Kept


class Told(NamedTuple):
    """What came of it, in one sentence, and what to do next."""

    name: str
    done: bool
    message: str
    help: str = ""


def make(name: str, request: Request) -> Told:
    """Check, then render in Word and PDF. A failure is told, never raised."""
    try:
        outcome = produce(name, request, lambda _said: None, lambda *_: None)
    except PmtdocsError as error:
        return Told(name, False, error.message, error.help)
    if outcome.blocking:
        return _refused(name, outcome)
    kind = "Projet" if outcome.said.draft else "Documents définitifs"
    count = plural(sum(file.endswith(".docx") for file in outcome.said.files), "document")
    message = f"{kind} : {count} en Word et en PDF, à télécharger ci-dessous."
    return Told(name, True, message)


def _refused(name: str, outcome: Outcome) -> Told:
    if outcome.blocking == ExitCode.FINDINGS:
        help = "Corrigez d'abord ce qui est à corriger, ou demandez un projet."
    else:
        help = "Corrigez d'abord les données ou les modèles : même un projet est impossible."
    count = plural(outcome.errors, "erreur")
    return Told(name, False, f"Rien n'est produit : {count} à corriger.", help)


class Renders:
    """The queue. ``announce`` is called with what came of each render."""

    def __init__(self, announce: Callable[[Told], None], apart: bool = True) -> None:
        self._announce = announce
        self._work = Kept("Rendu des documents", making.preload_pages, apart)
        self._task: asyncio.Task[None] | None = None
        self._next: tuple[str, Request] | None = None

    def ask(self, name: str, request: Request) -> None:
        """Render as soon as possible; an earlier request that still waits is forgotten."""
        self._next = (name, request)
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())

    async def _run(self) -> None:
        while self._next is not None:
            wanted, self._next = self._next, None
            try:
                told = await asyncio.to_thread(self._work.run, make, wanted[0], wanted[1])
            except LimitError as error:
                told = Told(wanted[0], False, error.message, error.help)
            except Exception as error:  # noqa: BLE001
                said = f"Défaut de pmtdocs ({type(error).__name__}) : signalez-le."
                told = Told(wanted[0], False, said)
            self._announce(told)

    async def done(self) -> None:
        """Wait until nothing is being rendered."""
        if self._task is not None:
            await self._task

    def close(self) -> None:
        """Finish the render that runs: what is written is whole."""
        self._next = None
        self._work.close()
