"""The pictures of the atelier: a real Chromium opens the real page, in an empty folder, on the
first act of who moves in, and on a copy of the project.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import docx
from playwright.sync_api import Page, expect, sync_playwright

from pmtdocs.atelier.project import Project
from pmtdocs.atelier.server import Server
from pmtdocs.render.page.fonts import FONTS
from tools import first_act

_SIZE = {"width": 1360, "height": 740}
_FIRST, _DAY = "premier-dossier", "2031-03-03"
#: The folder of the machine that makes the picture is not that of who looks at it.
_ELSEWHERE = """([path, shown]) => { for (const p of document.querySelectorAll("main > p"))
  p.textContent = p.textContent.replace(path, shown); }"""
_OPENING, _SENTENCE = "Il est convenu ce qui suit", "Les parties sont convenues de ce qui suit"


def atelier(project: Path, take: Callable[[Page, str], None]) -> None:
    """The page as it opens, after a sentence was changed, after an amount was."""
    with _page(project, "/dossier/2024", "2024-04-11") as page:
        expect(page.locator("#dossiers")).not_to_contain_text("Vérification…", timeout=60_000)
        document = page.frame_locator("#apercu")
        expect(document.get_by_text(_OPENING)).to_be_attached()
        take(page, "atelier")
        _change(project / "templates" / "gbm" / "convention.docx")
        expect(document.get_by_text(_SENTENCE)).to_be_attached(timeout=60_000)
        page.get_by_role("button", name="Voir le changement").click()
        take(page, "atelier-phrase")
        budget = project / "data" / "2024" / "budget.yaml"
        text = budget.read_text(encoding="utf-8")
        budget.write_text(text.replace("montant: 285 000", "montant: 285 001"), encoding="utf-8")
        expect(page.locator(".corriger .message").first).to_be_visible(timeout=60_000)
        take(page, "atelier-erreur")


def beginning(project: Path, take: Callable[[Page, str], None]) -> None:
    """The page in an empty folder; a first dossier, one of whose amounts was mistyped."""
    with _page(project, "/", _DAY) as page:
        page.get_by_label("Type de la collectivité").select_option("commune")
        page.get_by_label("Nom, tel").fill("Ville d'Exemple")
        page.evaluate(_ELSEWHERE, [str(project), "ce répertoire"])
        page.set_viewport_size({"width": 1000, "height": 690})
        take(page, "debut-projet")
    first_act.begin(project)
    first_act.fill(project, _FIRST)
    facts = project / "data" / _FIRST / "budget.yaml"
    text = facts.read_text(encoding="utf-8")
    facts.write_text(text.replace("montant: 40 000", "montant: 41 000"), encoding="utf-8")
    with _page(project, f"/dossier/{_FIRST}", _DAY) as page:
        expect(page.locator(".corriger .message").first).to_be_visible(timeout=60_000)
        expect(page.frame_locator("#apercu").locator("h1").first).to_be_attached()
        take(page, "debut-constats")
    facts.write_text(text, encoding="utf-8")


@contextmanager
def _page(project: Path, shown: str, day: str) -> Iterator[Page]:
    """A page, opened by the address that the command prints, on a certain day."""
    server = Server(Project(project / "data", project / "templates", project / "output"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        with sync_playwright() as playwright, tempfile.TemporaryDirectory() as home:
            # The fonts of the documents, which the machine may lack, as those of the user.
            (Path(home) / "fonts").symlink_to(FONTS)
            browser = playwright.chromium.launch(
                executable_path=shutil.which("chromium"),
                args=["--no-sandbox"],
                env={**os.environ, "XDG_DATA_HOME": home},
            )
            page = browser.new_page(viewport=_SIZE, locale="fr-FR", timezone_id="Europe/Paris")  # type: ignore[arg-type]
            page.clock.set_fixed_time(f"{day}T10:00:00")  # the page says when it was updated
            page.goto(server.address)
            page.goto(f"http://127.0.0.1:{server.port}{shown}")
            yield page
            browser.close()
    finally:
        server.stop()
        thread.join()


def _change(file: Path) -> None:
    document = docx.Document(str(file))
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace(_OPENING, _SENTENCE)
    document.save(str(file))
