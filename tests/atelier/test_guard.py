"""Who may speak to the atelier, and what its answers forbid."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from pmtdocs.atelier.state import Atelier
from tests.support.ateliers import HOST, PORT, TOKEN, client


@pytest.fixture
def known(atelier: Atelier) -> TestClient:
    return client(atelier)


@pytest.fixture
def stranger(atelier: Atelier) -> TestClient:
    return client(atelier, known=False)


def test_the_token_becomes_a_cookie_and_leaves_the_address(stranger: TestClient) -> None:
    answer = stranger.get(f"/?jeton={TOKEN}")
    assert answer.status_code == 303
    assert answer.headers["location"] == "/"
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert stranger.get("/dossier/2024").status_code == 200


@pytest.mark.parametrize("query", ["", "?jeton=", "?jeton=faux", f"?jeton={TOKEN}x", "?jeton=é"])
def test_without_the_token_nothing_is_shown(stranger: TestClient, query: str) -> None:
    answer = stranger.get(f"/{query}")
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert "ouvrez de nouveau l'atelier" in answer.text


@pytest.mark.parametrize(
    "path", ["/dossier/2024", "/statique/atelier.js", "/evenements/2024", "/fichier/2024/x.pdf"]
)
def test_every_address_wants_the_cookie(stranger: TestClient, path: str) -> None:
    assert stranger.get(path).status_code == 403
    # The token opens the first page alone: it is in no link and no log afterwards.
    assert stranger.get(f"{path}?jeton={TOKEN}").status_code == 403


def test_a_false_cookie_is_refused(stranger: TestClient) -> None:
    stranger.cookies.set(f"atelier-{PORT}", "faux", domain="127.0.0.1")
    assert stranger.get("/dossier/2024").status_code == 403
    assert stranger.get("/dossier/2024", headers={"cookie": "a;=;;b[c"}).status_code == 403


@pytest.mark.parametrize(
    "host", ["exemple.org", f"exemple.org:{PORT}", "127.0.0.1", "localhost", ""]
)
def test_another_name_for_this_machine_is_refused(known: TestClient, host: str) -> None:
    """DNS rebinding: a site of the Internet makes its own name point here."""
    assert known.get("/dossier/2024", headers={"host": host}).status_code == 421


@pytest.mark.parametrize("origin", ["https://exemple.org", "null", f"https://127.0.0.1:{PORT}", ""])
@pytest.mark.parametrize("path", ["/rendu/2024", "/arret", "/modele/2024/convention"])
def test_another_page_asks_for_nothing(known: TestClient, path: str, origin: str) -> None:
    """CSRF: its requests carry its own origin, even if the cookie came along."""
    assert known.post(path, headers={"origin": origin}).status_code == 403


def test_another_page_reads_nothing(known: TestClient) -> None:
    headers = {"origin": "https://exemple.org"}
    assert known.get("/dossier/2024", headers=headers).status_code == 403


def test_a_request_that_changes_something_names_its_origin(known: TestClient) -> None:
    del known.headers["origin"]
    assert known.post("/rendu/2024").status_code == 403
    assert known.get("/dossier/2024").status_code == 200


def test_the_page_runs_nothing_but_its_own_script(known: TestClient) -> None:
    answer = known.get("/dossier/2024")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "<script>" not in answer.text
    assert "style=" not in answer.text
    assert HOST not in answer.text
    assert "http" not in answer.text.replace("http-equiv", "")


def test_a_document_runs_nothing_at_all(known: TestClient) -> None:
    policy = known.get("/apercu/2024/convention").headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "script" not in policy
    assert "sandbox allow-same-origin" in policy


@pytest.mark.parametrize(
    "path", ["/dossier/2024", "/apercu/2024/convention", "/rien", "/dossier/x"]
)
def test_every_answer_is_neither_kept_nor_guessed(known: TestClient, path: str) -> None:
    headers = known.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "content-security-policy" in headers
