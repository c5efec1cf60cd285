"""The fixtures `browser` and `page`: a real Chromium, that of the system, driven by Playwright.

Playwright would download a browser of its own; Debian's is kept up to date by Debian.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import pytest

from tests.support.command import HANG

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

_HANG = 1000 * HANG
_NAMES = ("chromium", "chromium-browser", "google-chrome")
_HERE = ("http://127.0.0.1:", "file:", "data:")
#: A file that was refused; axe-core itself, in frames where no script may run.
_EXPECTED = ("Failed to load resource: the server responded with a status of 422", "Blocked script")


def chromium() -> str | None:
    """Where the browser is."""
    return next(filter(None, map(shutil.which, _NAMES)), None)


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """One for a module: as long as it is open, no other test of this process may run asyncio.

    Where there is none, a test is skipped on a desk and fails in CI, where it counts.
    """
    path = chromium()
    if path is None:
        reason = "needs Chromium: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=_HANG)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-dev-shm-usage"],
            timeout=_HANG,
            env={**os.environ, "XDG_CONFIG_HOME": str(tmp_path_factory.mktemp("chromium"))},
        )
        yield opened
        opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A new window, in French, that asks nothing of the Internet and complains of nothing."""
    context = browser.new_context(locale="fr-FR", viewport={"width": 1440, "height": 900})
    context.set_default_timeout(_HANG)
    opened = context.new_page()
    asked: list[str] = []
    complaints: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("console", lambda said: complaints.append(said.text))
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    context.close()
    assert [url for url in asked if not url.startswith(_HERE)] == []
    assert [said for said in complaints if not said.startswith(_EXPECTED)] == []


def violations(page: Page, tags: Sequence[str] = ()) -> list[dict[str, Any]]:
    """What axe-core finds wrong in a page and its frames, best practices included.

    ``tags`` are the families of rules; without them, those that axe-core runs by itself.
    """
    page.evaluate(_axe())
    for frame in page.frames[1:]:
        frame.evaluate(_axe())
    options: dict[str, Any] = {"resultTypes": ["violations"]}
    if tags:
        options["runOnly"] = {"type": "tag", "values": list(tags)}
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [{"rule": v["id"], "nodes": [n["html"] for n in v["nodes"]]} for v in found]


@cache
def _axe() -> str:
    return files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


def said(found: list[dict[str, Any]]) -> str:
    """For a failure."""
    return json.dumps(found, ensure_ascii=False, indent=1)
