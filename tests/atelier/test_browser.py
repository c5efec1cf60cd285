"""The atelier as a new user meets it, in a real Chromium."""

from __future__ import annotations

import logging
import re
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from pmtdocs.atelier.server import Server
from tests.support.ateliers import rewrite, serving
from tests.support.browsers import said, violations
from tests.support.command import Patch, only_docx
from tests.support.words import docx_text

pytestmark = [pytest.mark.browser, pytest.mark.concurrent]

#: What was measured shows with --log-cli-level=info; it is not what is tested.
_LOG = logging.getLogger(__name__)
_LISTENING = """() => new Promise(done => {
    if (events.readyState === EventSource.OPEN) done();
    events.addEventListener("open", done);
})"""
_SENTENCE = "Les parties se donnent rendez-vous au printemps"


@pytest.fixture
def server(project: Path) -> Iterator[Server]:
    """Of the dossiers, one that is adopted and one that is not."""
    for folder in (project / "data").iterdir():
        if folder.name not in ("_commun", "2024", "pmt-health"):
            shutil.rmtree(folder)
    with serving(project) as running:
        yield running


@pytest.fixture
def atelier(server: Server, page: Page) -> Page:
    """The page that the double-clicked file opens, once the first check is done."""
    page.goto(server.address)
    go(page, server, "2024")
    return page


def go(page: Page, server: Server, dossier: str) -> None:
    """As a click on the dossier does, without its animation; then it hears of what is saved."""
    page.goto(f"http://127.0.0.1:{server.port}/dossier/{dossier}")
    page.evaluate(_LISTENING)
    expect(page.locator("#dossiers")).not_to_contain_text("Vérification…")


def document(page: Page) -> FrameLocator:
    return page.frame_locator("#apercu")


def test_a_new_user_changes_a_sentence_and_downloads_a_draft(
    atelier: Page, project: Path, tmp_path: Path
) -> None:
    expect(atelier).to_have_title(re.compile("2024"))
    expect(atelier.get_by_role("heading", level=1)).to_have_text("PMT Health")
    expect(atelier.get_by_role("heading", name="À vérifier")).to_be_visible()
    expect(document(atelier).get_by_text("Il est convenu ce qui suit")).to_be_visible()
    atelier.screenshot(path=tmp_path / "1-ouverture.png")

    convention = project / "templates/gbm/convention.docx"
    rewrite(convention, "Il est convenu ce qui suit", _SENTENCE)
    saved = time.time()
    expect(document(atelier).get_by_text(_SENTENCE)).to_be_visible()
    refreshed = float(atelier.evaluate("document.body.dataset.refreshed")) / 1000
    _LOG.info("from the save to the page: %d ms", (refreshed - saved) * 1000)
    expect(atelier.get_by_role("status").first).to_contain_text("Document mis à jour")
    atelier.get_by_role("button", name="Voir le changement").click()
    expect(document(atelier).get_by_text(_SENTENCE)).to_be_in_viewport()
    atelier.screenshot(path=tmp_path / "2-phrase-changee.png")

    atelier.get_by_role("button", name="Produire un projet").click()
    link = atelier.get_by_role("link", name="Word : convention")
    expect(link).to_be_visible()
    atelier.screenshot(path=tmp_path / "3-projet.png")
    with atelier.expect_download() as downloaded:
        link.click()
    assert downloaded.value.suggested_filename == "2024-convention.docx"
    file = tmp_path / "convention.docx"
    downloaded.value.save_as(file)
    assert _SENTENCE in docx_text(file)


def test_the_place_in_the_document_is_kept(atelier: Page, project: Path) -> None:
    frame = document(atelier)
    frame.get_by_role("heading", name="Annexe 2").first.scroll_into_view_if_needed()
    before = atelier.evaluate("find('apercu').contentWindow.scrollY")
    assert before > 1000
    rewrite(project / "templates/gbm/convention.docx", "Il est convenu ce qui suit", _SENTENCE)
    expect(frame.get_by_text(_SENTENCE)).to_be_attached()
    assert atelier.evaluate("find('apercu').contentWindow.scrollY") == before


def test_data_that_break_and_mend(atelier: Page, project: Path, patch: Patch) -> None:
    budget = project / "data/2024/budget.yaml"
    good = budget.read_text(encoding="utf-8")
    budget.write_text("depenses: [", encoding="utf-8")
    expect(atelier.get_by_text("Les données ne peuvent pas être lues")).to_be_visible()
    expect(atelier.get_by_text("Dernière version lisible")).to_be_visible()
    expect(atelier.locator("#apercu")).to_have_class("perime")
    expect(document(atelier).get_by_text("Il est convenu ce qui suit")).to_be_visible()
    budget.write_text(good, encoding="utf-8")
    expect(atelier.locator("#apercu")).not_to_have_class("perime")
    expect(atelier.get_by_text("Dernière version lisible")).not_to_be_visible()


def test_a_finding_comes_and_goes(atelier: Page, patch: Patch) -> None:
    wrong = atelier.locator(".groupe.corriger")
    expect(wrong).to_contain_text("Rien.")
    patch("2024/budget.yaml", "montant: 285 000}", "montant: 285 001}")
    expect(wrong.locator(".message").first).to_contain_text("594 001")
    wrong.locator("summary").first.click()
    patch("2024/budget.yaml", "montant: 285 001}", "montant: 285 002}")
    expect(wrong.locator(".message").first).to_contain_text("594 002")
    patch("2024/budget.yaml", "montant: 285 002}", "montant: 285 000}")
    expect(wrong).to_contain_text("Rien.")


def test_a_broken_template_is_refused_and_a_good_one_is_taken(
    atelier: Page, project: Path, tmp_path: Path
) -> None:
    bad, good = tmp_path / "annexe-2.docx", tmp_path / "convention.docx"
    shipped = project / "templates/gbm/convention.docx"
    for copy in (bad, good):
        copy.write_bytes(shipped.read_bytes())
    rewrite(bad, "Il est convenu", "{{ convention.objettt }} Il est convenu")
    rewrite(good, "Il est convenu ce qui suit", _SENTENCE)
    part, chosen = atelier.get_by_label("Pièce remplacée"), atelier.get_by_label("Fichier Word (")
    chosen.set_input_files(bad)
    expect(part).to_have_value("annexe-2")
    part.select_option("convention")
    atelier.get_by_role("button", name="Remplacer le modèle").click()
    expect(atelier.locator("#reponse-modele")).to_contain_text("objettt")
    chosen.set_input_files(good)
    expect(part).to_have_value("convention")
    atelier.get_by_role("button", name="Remplacer le modèle").click()
    expect(atelier.locator("#reponse-modele")).to_contain_text("est remplacé")
    expect(document(atelier).get_by_text(_SENTENCE)).to_be_attached()


def test_the_part_is_that_of_the_file_or_is_asked(
    atelier: Page, project: Path, tmp_path: Path
) -> None:
    """A copy is that part; for another name nothing is sent before the user has said which."""
    part, chosen = atelier.get_by_label("Pièce remplacée"), atelier.get_by_label("Fichier Word (")
    expect(part).to_have_value("")
    shipped = project / "templates/gbm"
    for name, expected in (
        ("annexe-3 (1).docx", "annexe-3"),
        ("Annexe-2 - Copie.docx", "annexe-2"),
        ("document sans nom.docx", ""),
    ):
        copy = tmp_path / name
        copy.write_bytes((shipped / "annexe-3.docx").read_bytes())
        chosen.set_input_files(copy)
        expect(part).to_have_value(expected)
    before = (shipped / "convention.docx").read_bytes()
    atelier.get_by_role("button", name="Remplacer le modèle").click()
    expect(part).to_be_focused()
    assert (shipped / "convention.docx").read_bytes() == before


def test_a_returned_document_is_compared(atelier: Page, project: Path, tmp_path: Path) -> None:
    assert only_docx().exit_code == 0
    returned = tmp_path / "retour.docx"
    returned.write_bytes((project / "output/2024/convention.docx").read_bytes())
    rewrite(returned, "Il est convenu ce qui suit", "Il est convenu 99 999 € ce qui suit")
    atelier.get_by_label("Fichier Word ou PDF").set_input_files(returned)
    atelier.get_by_role("button", name="Comparer").click()
    expect(atelier.locator("#reponse-retour")).to_contain_text("pas fidèle")
    expect(atelier.frame_locator(".differences").get_by_text("99 999").first).to_be_attached()
    assert violations(atelier) == []


def test_the_keyboard_alone(atelier: Page) -> None:
    """From the top: the skip link, a dossier, a document, a draft; the focus always seen."""
    atelier.keyboard.press("Tab")
    expect(atelier.get_by_role("link", name="Aller au contenu")).to_be_focused()
    expect(atelier.get_by_role("link", name="Aller au contenu")).to_be_in_viewport()
    seen = _tab_to(atelier, "link", re.compile("^deliberation$"))
    assert seen > 5
    atelier.keyboard.press("Enter")
    atelier.wait_for_url("**/dossier/2024/deliberation")
    title = document(atelier).get_by_role("heading", name="Extrait du registre")
    expect(title).to_be_visible()
    _tab_to(atelier, "button", re.compile("Produire un projet"))
    atelier.keyboard.press("Enter")
    expect(atelier.locator("#annonce")).not_to_be_empty()
    expect(atelier.get_by_role("link", name="PDF : deliberation")).to_be_visible()
    expect(atelier.get_by_role("button", name="Produire un projet")).to_be_focused()


def _tab_to(page: Page, role: str, name: re.Pattern[str]) -> int:
    """Press Tab until there; each stop shows that it has the focus."""
    wanted = page.get_by_role(role, name=name)  # type: ignore[arg-type]
    for count in range(200):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        inside = page.evaluate("document.activeElement.tagName") in ("IFRAME", "BODY")
        assert inside or outline != "none", page.evaluate("document.activeElement.outerHTML")
        if wanted.evaluate("e => e === document.activeElement"):
            return count
    raise AssertionError(f"{name.pattern} cannot be reached")


@pytest.mark.parametrize("dossier", ["2024", "pmt-health"])
def test_axe_finds_nothing_wrong_in_the_page(atelier: Page, server: Server, dossier: str) -> None:
    go(atelier, server, dossier)
    assert (found := violations(atelier)) == [], said(found)


def test_axe_finds_nothing_wrong_when_something_is_wrong(
    atelier: Page, project: Path, patch: Patch
) -> None:
    patch("2024/budget.yaml", "montant: 285 000}", "montant: 285 001}")
    expect(atelier.locator(".groupe.corriger .message").first).to_be_visible()
    for summary in atelier.locator("summary").all():
        summary.click()
    atelier.get_by_role("button", name="Produire les documents définitifs").click()
    expect(atelier.locator("#produire .refus")).to_be_visible()
    assert (found := violations(atelier)) == [], said(found)
    (project / "data/2024/budget.yaml").write_text("depenses: [", encoding="utf-8")
    expect(atelier.locator("#etat .alerte")).to_be_visible()
    assert (found := violations(atelier)) == [], said(found)


def test_axe_sees_what_is_wrong(atelier: Page) -> None:
    """The check of the check."""
    atelier.evaluate("document.querySelector('label').remove()")
    assert "select-name" in [v["rule"] for v in violations(atelier)]


def test_a_page_read_at_200_percent_needs_no_sideways_scroll(atelier: Page) -> None:
    for width in (720, 320):  # half of 1440; the narrowest that WCAG asks for
        atelier.set_viewport_size({"width": width, "height": 450})
        assert atelier.evaluate("document.documentElement.scrollWidth") <= width


def test_closing_the_atelier_says_so(atelier: Page, server: Server) -> None:
    atelier.get_by_role("button", name="Fermer l'atelier").click()
    expect(atelier.locator("#annonce")).to_contain_text("L'atelier est fermé")


@pytest.mark.parametrize("act", ["2024", "2020"])
def test_axe_finds_nothing_wrong_in_a_rendered_page(
    page: Page, documents_of: Callable[[str], Path], act: str
) -> None:
    """The HTML that `pmtdocs render --format html` writes, opened by itself."""
    for file in sorted(documents_of(act).glob("*.html")):
        page.goto(file.as_uri())
        assert (found := violations(page)) == [], f"{file.name} {said(found)}"
