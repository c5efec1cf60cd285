"""`pmtdocs serve`: what it says, and how it stops."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from pmtdocs.atelier.server import open_browser
from pmtdocs.finding import ExitCode
from tests.support.command import HANG, ROOT, run


class Serving(NamedTuple):
    """The command at work, and the address that it said."""

    process: subprocess.Popen[str]
    address: str


@pytest.fixture
def serving(project: Path) -> Iterator[Serving]:
    process = subprocess.Popen(
        [sys.executable, "-m", "pmtdocs", "serve", "--no-browser"],
        cwd=project,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    with process:
        try:
            assert process.stdout is not None
            _, address, closing = (process.stdout.readline().strip() for _ in range(3))
            assert "Ctrl+C" in closing
            yield Serving(process, address)
        finally:
            process.kill()


@pytest.mark.concurrent
@pytest.mark.parametrize(
    ("sent", "code"), [(signal.SIGINT, ExitCode.INTERRUPTED), (signal.SIGTERM, ExitCode.TERMINATED)]
)
def test_a_signal_closes_it_as_any_command(serving: Serving, sent: int, code: int) -> None:
    process, address = serving
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?jeton=[\w-]{40,}", address)
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with opener.open(address, timeout=HANG) as answer:
        assert answer.status == 200
        assert "jeton" not in answer.geturl()
    process.send_signal(sent)
    _, complaint = process.communicate(timeout=HANG)
    assert process.returncode == code
    assert complaint == "\nInterrompu : rien n'est écrit à moitié.\n"


@pytest.mark.concurrent
def test_the_button_closes_it(serving: Serving) -> None:
    process, address = serving
    origin = address.partition("/?")[0]
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
    with opener.open(address, timeout=HANG):
        pass
    stop = urllib.request.Request(f"{origin}/arret", b"", {"Origin": origin})  # noqa: S310
    with opener.open(stop, timeout=HANG) as answer:
        assert answer.status == 202
    _, complaint = process.communicate(timeout=HANG)
    assert process.returncode == ExitCode.OK
    assert complaint == ""


@pytest.mark.concurrent
def test_it_answers_this_machine_alone(serving: Serving) -> None:
    port = int(re.findall(r":(\d+)/", serving.address)[0])
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", port), timeout=HANG)
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=HANG)


def test_a_port_that_is_taken(project: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        result = run("serve", "--no-browser", "--port", str(taken.getsockname()[1]))
    assert result.exit_code == ExitCode.USAGE
    assert "est déjà pris" in result.output
    assert "sans --port" in result.output


def test_outside_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("serve", "--no-browser", "--data", "faits")
    assert result.exit_code == ExitCode.USAGE
    assert "Le répertoire des données « faits » n'existe pas" in result.output


def test_the_file_to_double_click(project: Path) -> None:
    result = run("serve", "--launcher")
    assert result.exit_code == 0
    written = Path(result.output.removeprefix("Écrit : ").strip())
    assert written.parent == project
    assert written.is_file()


def test_a_browser_that_does_not_open() -> None:
    def none(_address: str) -> bool:
        raise webbrowser.Error

    assert not open_browser("http://127.0.0.1:1/", none)
    assert open_browser("http://127.0.0.1:1/", lambda _: True)
