"""What is dropped on the page or speaks to its port is anybody's: it stops, the page goes on."""

from __future__ import annotations

import shutil
import socket
from pathlib import Path

import docx
import pytest
from starlette.testclient import TestClient

from pmtdocs.atelier import patience
from pmtdocs.atelier.desk import Desk
from pmtdocs.atelier.state import Atelier
from pmtdocs.system import limits, process
from tests.support.ateliers import client, project_in, serving
from tests.support.command import HANG, only_docx

pytestmark = pytest.mark.concurrent
#: Within every bound of a template, and never done.
_LOOPS = "".join(f"{{% for a{n} in seance.salle %}}" for n in range(10)) + "x" + "{% endfor %}" * 10


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """One second of work, in processes that know it."""
    monkeypatch.setattr(process, "how_to_start", lambda: "fork")
    monkeypatch.setattr(process, "WORK_CPU", limits.WORK_CPU._replace(most=1))


@pytest.fixture
def page(atelier: Atelier) -> TestClient:
    return client(atelier)


def _endless(project: Path) -> Path:
    """The deliberation, with loops in loops."""
    file = project / "delib.docx"
    shutil.copy(project / "templates/gbm/deliberation.docx", file)
    document = docx.Document(str(file))
    next(p for p in document.paragraphs if p.text and "{" not in p.text).runs[-1].text += _LOOPS
    document.save(str(file))
    return file


@pytest.mark.usefixtures("hurried")
def test_a_template_that_never_ends_is_refused(project: Path, page: TestClient) -> None:
    before = (project / "templates/gbm/deliberation.docx").read_bytes()
    answer = page.post("/modele/2024/deliberation", content=_endless(project).read_bytes())
    assert answer.status_code == 422
    assert "Essai de deliberation.docx" in answer.text
    assert "opération arrêtée" in answer.text
    assert (project / "templates/gbm/deliberation.docx").read_bytes() == before
    assert page.get("/etat/2024").status_code == 200


@pytest.mark.usefixtures("hurried")
def test_a_preview_that_never_ends_says_so_and_the_next_is_drawn(project: Path) -> None:
    desk = Desk(project_in(project), apart=True)
    try:
        shutil.copy(_endless(project), project / "templates/gbm/deliberation.docx")
        stopped = desk.preview("2024", "deliberation")
        assert "Aperçu du document : opération arrêtée" in stopped.failure
        assert not stopped.page
        drawn = desk.preview("2024", "annexe-2-budget")
        assert not drawn.failure
        assert "<html" in drawn.page
        assert desk.snapshot("2024").summary
    finally:
        desk.close()


def test_a_download_never_follows_a_link(project: Path, page: TestClient) -> None:
    assert only_docx("--only", "convention").exit_code == 0
    made = project / "output/2024/convention.docx"
    assert page.get("/fichier/2024/convention.docx").content == made.read_bytes()
    secret = project / "secret"
    secret.write_text("mot de passe", encoding="utf-8")
    made.unlink()
    made.symlink_to(secret)
    assert page.get("/fichier/2024/convention.docx").status_code == 404
    assert page.post("/retour/2024/convention", content=b"PK").status_code == 422
    assert "/fichier/2024/convention" not in page.get("/etat/2024").text
    made.unlink()
    (project / "output/2024").rename(project / "ailleurs")
    (project / "output/2024").symlink_to(project / "ailleurs")
    (project / "ailleurs/convention.docx").write_bytes(b"PK")
    assert page.get("/fichier/2024/convention.docx").status_code == 404


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: ", b"POST /arret HTTP/1.1\r\n"])
def test_a_request_that_does_not_come_is_cut(
    project: Path, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    short = limits.HEADERS_CLOCK._replace(most=0)
    monkeypatch.setattr(patience, "HEADERS_CLOCK", short)
    with serving(project) as server, socket.create_connection(("127.0.0.1", server.port)) as slow:
        slow.settimeout(HANG)
        slow.sendall(said)
        assert not _rest(slow)


def _rest(connection: socket.socket) -> bytes:
    try:
        return connection.recv(1)
    except ConnectionResetError:
        return b""


def test_what_programs_leave_stops_no_page(project: Path, page: TestClient) -> None:
    """Emacs locks a file by a link that leads nowhere."""
    (project / "data/2024/.#budget.yaml").symlink_to("root@h.1:2")
    (project / "templates/gbm/~$convention.docx").write_bytes(b"x")
    (project / "templates/gbm/.~lock.convention.docx#").write_bytes(b"x")
    assert page.get("/").status_code == 303
    assert page.get("/dossier/2024").status_code == 200
