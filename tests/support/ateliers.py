"""An atelier to try: answered in this process, or served for a real browser."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import docx
from starlette.testclient import TestClient

from pmtdocs.atelier.guard import Guard
from pmtdocs.atelier.project import Project
from pmtdocs.atelier.routes import application
from pmtdocs.atelier.server import Server
from pmtdocs.atelier.state import Atelier
from tests.support.command import HANG

PORT = 4321
TOKEN = "jeton-de-test"  # noqa: S105
HOST = f"http://127.0.0.1:{PORT}"


def project_in(folder: Path) -> Project:
    """The three folders of a project."""
    return Project(folder / "data", folder / "templates", folder / "output")


def client(atelier: Atelier, *, known: bool = True) -> TestClient:
    """A browser; ``known``, it has followed the address that the atelier opens."""
    guarded = Guard(application(atelier), TOKEN, PORT)
    opened = TestClient(guarded, base_url=HOST, follow_redirects=False)
    opened.headers["origin"] = HOST
    if known:
        opened.cookies.set(f"atelier-{PORT}", TOKEN, domain="127.0.0.1")
    return opened


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """A real server on a port of its own; it listens from the start, and is closed at the end."""
    server = Server(project_in(folder))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join(HANG)
        assert not thread.is_alive()


class News:
    """What the pages of an atelier are told, heard without a page."""

    def __init__(self, atelier: Atelier) -> None:
        self._heard: queue.SimpleQueue[None] = queue.SimpleQueue()
        tell = atelier.hub.tell

        def told(*what: Any, **more: Any) -> None:
            tell(*what, **more)
            self._heard.put(None)

        atelier.hub.tell = told  # type: ignore[method-assign]

    def until(self, done: Callable[[], bool]) -> None:
        """Wait for something of which the pages are told."""
        while not done():
            self._heard.get(timeout=HANG)


def rewrite(file: Path, old: str, new: str) -> None:
    """Change words of a Word file, as somebody would who opens it and saves it."""
    document = docx.Document(str(file))
    runs = [run for p in document.paragraphs for run in p.runs if old in run.text]
    assert len(runs) == 1, f"{old!r} stands in {len(runs)} runs of {file.name}"
    runs[0].text = runs[0].text.replace(old, new)
    document.save(str(file))
