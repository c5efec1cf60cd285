"""Whatever stands in a project in the place of a file: said by its name, never waited for."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from pmtdocs.finding import ExitCode
from tests.support.command import only_docx, run

_FILES = {
    "data/2024/bilan.yaml": ExitCode.DATA,
    "data/2024/dossier.yaml": ExitCode.DATA,
    "data/_commun/personnes.yaml": ExitCode.DATA,
    "templates/gbm/convention.docx": ExitCode.TEMPLATE,
    "templates/gbm/charte.docx": ExitCode.TEMPLATE,
    "templates/gbm/page.html.j2": ExitCode.TEMPLATE,
    "templates/gbm/clauses.yaml": ExitCode.TEMPLATE,
}


def _pipe(file: Path, _: pytest.MonkeyPatch) -> None:
    file.unlink()
    os.mkfifo(file)


def _loop(file: Path, _: pytest.MonkeyPatch) -> None:
    file.unlink()
    file.symlink_to(file)


def _folder(file: Path, _: pytest.MonkeyPatch) -> None:
    file.unlink()
    file.mkdir()


def _refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As to somebody who may not read it: root may."""
    real = os.open

    def opened(asked: Path, flags: int, *mode: int, **where: int) -> int:
        if Path(os.fsdecode(asked)).name == file.name:
            raise PermissionError(errno.EACCES, "Permission denied", str(asked))
        return real(asked, flags, *mode, **where)

    monkeypatch.setattr(os, "open", opened)


_HOW = {
    _pipe: "pas un fichier ordinaire",
    _loop: "un lien qui mène à lui-même",
    _folder: "un répertoire est à la place d'un fichier",
    _refused: "les droits manquent",
}


_REFUSED = (ExitCode.FINDINGS, ExitCode.USAGE, ExitCode.DATA)


@pytest.mark.parametrize("name", _FILES)
@pytest.mark.parametrize("how", _HOW)
def test_what_is_no_file_is_a_finding(
    project: Path, monkeypatch: pytest.MonkeyPatch, name: str, how: object
) -> None:
    (project / name).touch()  # a modèle may have a page of its own
    how(project / name, monkeypatch)  # type: ignore[operator]
    for result in (run("check", "2024"), only_docx("--draft")):
        assert result.exit_code == _FILES[name], result.output
        assert f"{name} ne peut pas être lu" in result.output
        assert _HOW[how] in result.output  # type: ignore[index]
    assert not (project / "output").exists()


@pytest.mark.parametrize("name", ["manifest.json", "convention.docx"])
def test_a_pipe_among_the_outputs_gives_way(project: Path, name: str) -> None:
    assert only_docx().exit_code == ExitCode.OK
    file = project / "output/2024" / name
    file.unlink()
    os.mkfifo(file)
    assert run("verify", "output/2024").exit_code in _REFUSED
    assert only_docx().exit_code == ExitCode.OK
    assert file.is_file()


def test_what_programs_leave_beside_stops_nothing(project: Path) -> None:
    assert only_docx().exit_code == ExitCode.OK
    (project / "data/2024/.#budget.yaml").symlink_to("root@h.1:2")
    (project / "templates/gbm/.#convention.docx").symlink_to("root@h.1:2")
    for name in ("~$convention.docx", ".~lock.convention.docx#", "._convention.docx"):
        (project / "templates/gbm" / name).write_bytes(b"x")
    assert "Rien n'a changé" in only_docx().output
    assert run("check", "2024").exit_code == ExitCode.OK
    assert run("templates", "check").exit_code == ExitCode.OK
    assert only_docx("--force").exit_code == ExitCode.OK
    named = json.loads((project / "output/2024/manifest.json").read_text(encoding="utf-8"))
    assert not [n for n in (*named["data"], *named["templates"]) if "~" in n or "/." in n]


def test_a_template_behind_a_link_is_followed(project: Path) -> None:
    """A service may share its modèles: what changes there is rendered again."""
    file = project / "templates/gbm/annexe-1.docx"
    file.rename(project / "annexe.docx")
    file.symlink_to(project / "annexe.docx")
    assert only_docx("--only", "convention").exit_code == ExitCode.OK
    assert "Rien n'a changé" in only_docx("--only", "convention").output
    other = (project / "templates/gbm/annexe-3.docx").read_bytes()
    (project / "annexe.docx").write_bytes(other)
    assert "Rien n'a changé" not in only_docx("--only", "convention").output


def test_a_part_of_no_document_may_be_unreadable(project: Path) -> None:
    os.mkfifo(project / "templates/gbm/brouillon.docx")
    assert run("check", "2024").exit_code == only_docx().exit_code == ExitCode.OK
