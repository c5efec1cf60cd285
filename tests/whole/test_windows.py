"""The program on a system that gives no more than Windows does, without Pango."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from tests.support.command import ROOT

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
_QUIET = ("-X", "warn_default_encoding", "-W", "ignore::EncodingWarning")


@contextmanager
def _on_windows(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """With a console of cp1252, as French Windows has."""
    with subprocess.Popen(
        [sys.executable, *_QUIET, str(ROOT / "tests" / "support" / "windows.py"), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "cp1252"},
    ) as running:
        try:
            yield running
        finally:
            running.kill()


@pytest.mark.parametrize("command", [("check",), ("vote", "2024"), ("templates", "check")])
def test_it_says_what_it_says_elsewhere(command: tuple[str, ...]) -> None:
    with _on_windows(*command) as running:
        said, complained = running.communicate()
    assert complained == b""
    assert running.returncode == 0
    elsewhere = subprocess.run(
        [sys.executable, "-m", "pmtdocs", *command], capture_output=True, check=True, cwd=ROOT
    )
    assert said == elsewhere.stdout


def test_it_makes_word_and_pdf(tmp_path: Path) -> None:
    """Two at once in the same folder: the second keeps what the first has made."""
    request = ("render", "2024", "--format", "docx,pdf", "--output", str(tmp_path), "--only")
    with (
        _on_windows(*request, "deliberation") as one,
        _on_windows(*request, "annexe-2-budget") as other,
    ):
        for running in (one, other):
            said, complained = running.communicate()
            assert "Pango manque ici" in (said + complained).decode()
            assert running.returncode == 0
    made = {file.name: file.read_bytes()[:4] for file in (tmp_path / "2024").iterdir()}
    assert made == {
        f"{name}.{kind}": start
        for name in ("deliberation", "annexe-2-budget")
        for kind, start in (("docx", b"PK\x03\x04"), ("pdf", b"%PDF"))
    } | {"manifest.json": b"{\n  "}
    assert [file.name for file in tmp_path.iterdir()] == ["2024"]


def test_its_atelier_opens(tmp_path: Path) -> None:
    with _on_windows("serve", "--no-browser", "--output", str(tmp_path)) as running:
        assert running.stdout is not None
        address = next(line for line in running.stdout if b"http://" in line).decode().strip()
        browser = build_opener(HTTPCookieProcessor(CookieJar()))
        with browser.open(address) as page:
            assert "2024" in page.read().decode()
