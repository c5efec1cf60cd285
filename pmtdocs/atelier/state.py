"""What the atelier knows while it is open, and what it does when a file is saved."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from pmtdocs.atelier.deposits import Compared
from pmtdocs.atelier.desk import Desk
from pmtdocs.atelier.events import Hub, View
from pmtdocs.atelier.project import Project, UnknownError
from pmtdocs.atelier.rendering import Renders, Told
from pmtdocs.atelier.watching import changes

#: Time for the pages to fetch the document, before a check takes the processor.
_BREATH = 0.15


class Atelier:
    """The desk, the open pages, the renders; ``stop`` closes the server."""

    def __init__(
        self, project: Project, stop: Callable[[], None] = lambda: None, apart: bool = True
    ) -> None:
        self.project = project
        self.desk = Desk(project, apart)
        self.hub = Hub()
        self.stop = stop
        self.renders = Renders(self._rendered, apart)
        self.rendering: set[str] = set()
        """Dossiers of which a render was asked for and is not done."""
        self.outcomes: dict[str, Told] = {}
        self.comparisons: dict[View, Compared] = {}
        self._to_draw, self._to_check = asyncio.Event(), asyncio.Event()

    @asynccontextmanager
    async def open(self, _app: Any) -> AsyncIterator[None]:
        """Watch the files as long as the application runs."""
        self.desk.prepare()
        tasks = [asyncio.create_task(work()) for work in (self._watch, self._draw, self._check)]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self.hub.close()
            self.renders.close()
            self.desk.close()

    async def _watch(self) -> None:
        async for _ in changes((self.project.data, self.project.templates)):
            self.desk.touch()
            self._to_draw.set()
            self._to_check.set()

    async def _draw(self) -> None:
        """After a save, make again the documents that somebody looks at."""
        while True:
            await self._to_draw.wait()
            self._to_draw.clear()
            for view in sorted(self.hub.views):
                if view.document:
                    await self._work(self.desk.preview, *view)
                    self.hub.tell("document", view)

    async def _check(self) -> None:
        """Then what is wrong, first where somebody looks; a save in the middle starts again."""
        while True:
            await self._to_check.wait()
            self._to_check.clear()
            await asyncio.sleep(_BREATH)
            shown = {view.dossier for view in self.hub.views}
            for name in sorted(self.project.dossiers(), key=lambda name: name not in shown):
                if self._to_check.is_set():
                    break
                await self._work(self.desk.snapshot, name)
                self.hub.tell("constats")

    async def _work(self, work: Callable[..., object], *names: str) -> None:
        """In another thread; a dossier may be gone by then."""
        with suppress(UnknownError):
            await asyncio.to_thread(work, *names)

    def render(self, name: str, draft: bool) -> None:
        """Ask for a render; the pages are told when it is done."""
        self.rendering = {name}  # the latest request wins
        self.outcomes.pop(name, None)
        self.renders.ask(name, self.project.request(draft))
        self.hub.tell("constats")

    def _rendered(self, outcome: Told) -> None:
        self.rendering.discard(outcome.name)
        self.outcomes[outcome.name] = outcome
        self.hub.tell("rendu", dossier=outcome.name, message=outcome.message)
