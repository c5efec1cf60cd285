"""Server-sent events: what each open page is told, and what it shows."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any, NamedTuple

#: A line without meaning, so that a connection that died is noticed.
_HEARTBEAT = 15.0


class View(NamedTuple):
    """What a page shows; the document is empty when there is none."""

    dossier: str
    document: str


class Hub:
    """The open pages."""

    def __init__(self) -> None:
        self._open: dict[asyncio.Queue[str | None], View] = {}

    @property
    def views(self) -> set[View]:
        """What is shown somewhere: what to make again first."""
        return set(self._open.values())

    def tell(self, kind: str, view: View | None = None, **what: Any) -> None:
        """Tell the pages that show ``view``, or all."""
        message = f"event: {kind}\ndata: {json.dumps(what, ensure_ascii=False)}\n\n"
        for queue, shown in self._open.items():
            if view is None or shown == view:
                queue.put_nowait(message)

    def close(self) -> None:
        """End every connection."""
        for queue in self._open:
            queue.put_nowait(None)

    async def listen(self, view: View) -> AsyncIterator[str]:
        """The lines to send to one page, until the atelier stops."""
        queue: asyncio.Queue[str | None] = asyncio.Queue()
        self._open[queue] = view
        message: str | None = "retry: 1000\n\n"
        try:
            while message is not None:
                yield message
                try:
                    message = await asyncio.wait_for(queue.get(), _HEARTBEAT)
                except TimeoutError:
                    message = ":\n\n"
        finally:
            del self._open[queue]
