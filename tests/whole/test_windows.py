"""The program on a system that gives no more than Windows does, without Pango."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from pmtdocs.finding import ExitCode
from tests.support.ateliers import rewrite
from tests.support.command import HANG, ROOT

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")
_QUIET = ("-X", "warn_default_encoding", "-W", "ignore::EncodingWarning")


@contextmanager
def _on_windows(*arguments: str, folder: Path = ROOT) -> Iterator[subprocess.Popen[bytes]]:
    """With a console of cp1252, as French Windows has."""
    with subprocess.Popen(
        [sys.executable, *_QUIET, str(ROOT / "tests" / "support" / "windows.py"), *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "cp1252"},
        start_new_session=True,
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


@pytest.mark.browser
@pytest.mark.concurrent
def test_its_atelier_makes_word_and_pdf(page: Page, project: Path, tmp_path: Path) -> None:
    """Opened, produced, a template tried, Ctrl+C: nothing is left at work."""
    with _on_windows("serve", "--no-browser", folder=project) as running:
        assert running.stdout is not None
        address = next(line for line in running.stdout if b"http://" in line).decode().strip()
        page.goto(address)
        page.goto(f"{address.partition('?')[0]}dossier/2024")
        expect(page.locator("#dossiers")).not_to_contain_text("Vérification…")
        page.get_by_role("button", name="Produire un projet").click()
        for kind, start in (("Word", b"PK\x03\x04"), ("PDF", b"%PDF")):
            with page.expect_download() as downloaded:
                page.get_by_role("link", name=f"{kind} : convention").click()
            downloaded.value.save_as(tmp_path / kind)
            assert (tmp_path / kind).read_bytes()[:4] == start
        (good := tmp_path / "convention.docx").write_bytes(
            (project / "templates/gbm/convention.docx").read_bytes()
        )
        rewrite(good, "Il est convenu ce qui suit", "Il est donc convenu ce qui suit")
        page.get_by_label("Fichier Word (").set_input_files(good)
        page.get_by_role("button", name="Remplacer le modèle").click()
        expect(page.locator("#reponse-modele")).to_contain_text("est remplacé")
        page.goto("about:blank")
        os.killpg(running.pid, signal.SIGINT)  # a console tells all of them
        complained = running.communicate(timeout=HANG)[1]  # until the last that could write
    assert complained.decode() == "\nInterrompu : rien n'est écrit à moitié.\n"
    assert running.returncode == ExitCode.INTERRUPTED
