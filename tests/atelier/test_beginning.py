"""The page opened in an empty folder: a form, a project, its first dossier."""

from __future__ import annotations

from html import unescape
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pmtdocs.atelier.beginning import home
from pmtdocs.atelier.state import Atelier
from pmtdocs.dossier.load import load
from tests.support.ateliers import client, project_in

ASKED = {"kind": "département", "name": "Département de l'Étoile", "siren": "123 456 782"}


@pytest.fixture
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def page(empty: Path) -> TestClient:
    return client(Atelier(project_in(empty), apart=False))


def test_a_project_begins_on_the_page(page: TestClient, empty: Path) -> None:
    form = page.get("/")
    assert form.status_code == 200
    assert "form-action 'self'" in form.headers["content-security-policy"]
    assert 'action="/projet"' in form.text
    assert '<option value="PETR">PETR (conseil syndical)</option>' in form.text
    assert str(empty) in unescape(form.text)
    sent = page.post("/projet", data=ASKED)
    assert (sent.status_code, sent.headers["location"]) == (303, "/")
    assert page.get("/").headers["location"] == "/dossier/premier-dossier"
    shown = page.get("/dossier/premier-dossier").text
    assert "0 erreur, 31 informations" in shown
    funder = load(empty / "data", "premier-dossier").dossier.financeur
    assert funder
    assert funder.appellation == "le Département de l'Étoile"
    assert any(file.name.startswith("Atelier.") for file in empty.iterdir())


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("siren", "123 456 789", "sa clé de contrôle ne tombe pas juste"),
        ("name", " ", "Un nom est attendu"),
        ("kind", "<b>", "pas un type qui accorde des subventions"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    page: TestClient, empty: Path, field: str, typed: str, said: str
) -> None:
    answer = page.post("/projet", data={**ASKED, field: typed})
    assert answer.status_code == 422
    assert said in unescape(answer.text).replace("\u202f", " ").replace("\u00a0", " ")
    assert "<b>" not in answer.text
    assert field == "name" or 'value="Département de l&#39;Étoile"' in answer.text
    assert [*empty.iterdir()] == []


def test_a_project_that_is_there_is_not_begun_again(page: TestClient, empty: Path) -> None:
    page.post("/projet", data=ASKED)
    before = (empty / "data/_commun/organisations.yaml").read_bytes()
    again = page.post("/projet", data={**ASKED, "name": "Autre"})
    assert again.status_code == 303
    assert (empty / "data/_commun/organisations.yaml").read_bytes() == before


def test_another_site_begins_nothing(page: TestClient, empty: Path) -> None:
    page.headers["origin"] = "http://ailleurs.fr"
    assert page.post("/projet", data=ASKED).status_code == 403
    assert [*empty.iterdir()] == []


def test_folders_with_names_of_their_own_are_not_guessed(empty: Path) -> None:
    named = project_in(empty)._replace(data=empty / "faits")
    assert home(named) is None
    page = client(Atelier(named, apart=False))
    assert "pmtdocs new NOM" in page.get("/").text
