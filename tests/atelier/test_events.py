"""Each open page is told what concerns it."""

from __future__ import annotations

import asyncio
import http.client
import json
from pathlib import Path

import pytest

from pmtdocs.atelier.events import Hub, View
from tests.support.ateliers import rewrite, serving
from tests.support.command import HANG

pytestmark = pytest.mark.concurrent


def test_a_page_is_told_of_its_own_document_alone() -> None:
    async def told() -> tuple[list[str], set[View], set[View]]:
        hub = Hub()
        page = hub.listen(View("2024", "convention"))
        await anext(page)
        shown = hub.views
        hub.tell("document", View("2024", "deliberation"))
        hub.tell("document", View("2024", "convention"))
        hub.tell("rendu", message="« fini »\nautre ligne")
        hub.close()
        return [line async for line in page], shown, hub.views

    lines, shown, left = asyncio.run(told())
    assert [line.split("\n")[0] for line in lines] == ["event: document", "event: rendu"]
    assert json.loads(lines[1].split("data: ")[1]) == {"message": "« fini »\nautre ligne"}
    assert lines[1].count("\n") == 3, "a line break in a message would end the event"
    assert shown == {View("2024", "convention")}
    assert left == set()


def test_a_save_is_told_over_the_network(project: Path) -> None:
    with serving(project) as server:
        cookie = f"atelier-{server.port}={server.token}"
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=HANG)
        connection.request("GET", "/evenements/2024/convention", headers={"cookie": cookie})
        answer = connection.getresponse()
        assert answer.headers["content-type"].startswith("text/event-stream")
        assert answer.readline() == b"retry: 1000\n"
        while b"constats" not in answer.readline():  # the first check of everything
            pass
        rewrite(project / "templates/gbm/convention.docx", "Il est convenu", "Il est bien convenu")
        while answer.readline() != b"event: document\n":
            pass
        preview = http.client.HTTPConnection("127.0.0.1", server.port, timeout=HANG)
        preview.request("GET", "/apercu/2024/convention", headers={"cookie": cookie})
        assert "Il est bien convenu" in preview.getresponse().read().decode()
        preview.close()
        answer.close()
        connection.close()
