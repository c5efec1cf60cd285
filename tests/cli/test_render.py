"""`pmtdocs render`: what it writes, and when it writes nothing."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import pytest

from pmtdocs.cli.render import Progress
from pmtdocs.commands import pipeline
from pmtdocs.finding import ExitCode
from tests.support.command import Patch, content, only_docx, run
from tests.support.words import docx_text


def test_render_writes_what_it_says(project: Path) -> None:
    result = only_docx()
    assert result.exit_code == 0
    said = re.findall(r"^  (\S+)$", result.stdout, re.MULTILINE)
    assert set(said) == {f.name for f in (project / "output/2024").iterdir()}
    assert len(said) == 7
    assert "Écrit dans output" in result.stdout
    assert "3 anomalies acceptées par réserve" in result.stderr
    assert "NOM001" not in result.stderr


def test_an_error_writes_nothing_and_leaves_what_was_there(project: Path, patch: Patch) -> None:
    assert only_docx().exit_code == 0
    before = content(project / "output")
    patch("2024/budget.yaml", "montant: 285 000}", "montant: 285 001}")
    result = run("render", "2024")
    assert result.exit_code == ExitCode.FINDINGS
    assert "Rien n'est écrit" in result.output
    assert "--draft" in result.output
    assert content(project / "output") == before


def test_a_draft_on_request(project: Path, patch: Patch) -> None:
    patch("2024/budget.yaml", "montant: 285 000}", "montant: 285 001}")
    result = only_docx("--draft")
    assert result.exit_code == 0
    assert "Projet écrit dans" in result.output
    folder = project / "output/2024"
    findings = (folder / pipeline.FINDINGS_FILE).read_text(encoding="utf-8")
    assert "BUD001" in findings
    assert "104\u202f001" in findings
    assert "\x1b" not in findings
    assert json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["draft"] is True


def test_before_the_vote_every_render_is_a_draft(project: Path, patch: Patch) -> None:
    patch("2024/dossier.yaml", "etat: voté", "etat: projet")
    result = only_docx()
    assert result.exit_code == 0
    assert "Projet écrit dans" in result.output
    assert (project / "output/2024" / pipeline.FINDINGS_FILE).exists()
    words = docx_text(project / "output/2024/deliberation.docx")
    assert re.search(r"Pour\nContre\nAbstention\*\n.*\n…+\n…+\n…+\n4\n", words)


def test_an_adopted_act_lacks_no_value(project: Path, patch: Patch) -> None:
    """The same blanks in what is to be signed: the data are at fault, not the template."""
    patch("2024/deliberation.yaml", "pour: 102, ", "")
    result = only_docx()
    assert result.exit_code in (ExitCode.DATA, ExitCode.TEMPLATE)
    assert "pour" in result.output
    assert "corrigez la balise" not in result.output
    assert not (project / "output").exists()


def test_only_keeps_the_others(project: Path) -> None:
    assert only_docx().exit_code == 0
    before = content(project / "output/2024")
    result = only_docx("--only", "annexe-2-budget", "--only", "convention")
    assert result.exit_code == 0
    assert content(project / "output/2024") == before
    assert "dossier.docx" not in result.stdout


def test_drafts_and_finals_are_not_mixed(project: Path) -> None:
    assert only_docx().exit_code == 0
    before = content(project / "output/2024")
    result = only_docx("--only", "convention", "--draft")
    assert result.exit_code == ExitCode.USAGE
    assert "mêlerait des projets et des documents définitifs" in result.output
    assert content(project / "output/2024") == before


def test_only_alone(project: Path) -> None:
    assert only_docx("--only", "annexe-2-budget").exit_code == 0
    names = {f.name for f in (project / "output/2024").iterdir()}
    assert names == {"annexe-2-budget.docx", "manifest.json"}


def test_an_unknown_document_is_guessed(project: Path) -> None:
    result = only_docx("--only", "convetion")
    assert result.exit_code == ExitCode.USAGE
    assert "Vouliez-vous dire « convention » ?" in result.output
    assert not (project / "output").exists()


def test_a_dossier_without_documents(project: Path) -> None:
    sheet = project / "data/2020/dossier.yaml"
    kept = re.sub(r"(?ms)^documents:\n.*", "", sheet.read_text(encoding="utf-8"))
    sheet.write_text(kept, encoding="utf-8")
    result = run("render", "2020")
    assert result.exit_code == ExitCode.USAGE
    assert "ne demande aucun document" in result.output
    assert not (project / "output").exists()


@pytest.mark.parametrize(
    ("formats", "suffixes"),
    [("html", {".html"}), ("docx,html", {".docx", ".html"}), (" PDF , pdf", {".pdf"})],
)
def test_formats(project: Path, formats: str, suffixes: set[str]) -> None:
    result = run("render", "2024", "--only", "annexe-2-budget", "--format", formats)
    assert result.exit_code == 0
    made = {f.suffix for f in (project / "output/2024").iterdir()}
    assert made == {*suffixes, ".json"}


def test_output_data_and_templates_may_be_elsewhere(project: Path) -> None:
    shutil.move(project / "data", project / "faits")
    shutil.move(project / "templates", project / "mots")
    result = only_docx("--data", "faits", "--templates", "mots", "--output", "a/b")
    assert result.exit_code == 0
    assert (project / "a/b/2024/convention.docx").exists()


def test_what_cannot_be_written(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from pmtdocs.system import disk

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "put", full)
    result = only_docx()
    assert result.exit_code == ExitCode.WRITE
    assert "ne peut pas être écrit : le disque est plein" in result.output
    assert not (project / "output/2024").exists()


def test_without_pango(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Typst lays out, and it is said; whoever wants WeasyPrint is told what to type."""

    class Broken:
        def find_spec(self, name: str, *_: object) -> None:
            if name == "pmtdocs.render.page.layout":
                raise OSError("cannot load library")

    import pmtdocs.render
    from pmtdocs.render.page import pdf

    monkeypatch.setattr(pdf, "_failed", [])
    monkeypatch.delitem(sys.modules, "pmtdocs.render.page.layout", raising=False)
    monkeypatch.delattr(pmtdocs.render.page, "layout", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Broken(), *sys.meta_path])
    asked = ("render", "2024", "--only", "annexe-2-budget")
    refused = run(*asked, "--engine", "weasyprint")
    assert refused.exit_code != 0
    assert "Pango manque" in refused.output
    assert "apt install" in refused.output
    assert not (project / "output").exists()
    (project / "pmtdocs.toml").write_text('engine = "auto"\r\n', encoding="utf-8-sig")  # Notepad
    made = run(*asked)
    assert made.exit_code == 0
    assert "Pango manque ici : les PDF sont mis en page par Typst." in made.output
    assert (project / "output/2024/annexe-2-budget.pdf").exists()


def test_progress_is_shown_on_a_terminal_after_a_while(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    progress = Progress()
    progress("convention", 1, 2)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    progress("convention", 1, 2)
    assert capsys.readouterr().err == ""  # it has not lasted
    progress.start -= 10
    progress("convention", 1, 2)
    progress("dossier", 2, 2)
    said = capsys.readouterr().err
    assert said == "\r\033[K1/2 convention\r\033[K"
    monkeypatch.setenv("COLUMNS", "12")  # a line that runs over could not be taken away
    progress("convention", 1, 2)
    assert capsys.readouterr().err == "\r\033[K1/2 conven…"
    monkeypatch.setenv("TERM", "dumb")
    progress("convention", 1, 2)
    assert capsys.readouterr().err == ""


def test_of_several_the_worst_is_that_of_check(project: Path, patch: Patch) -> None:
    """Data that cannot be read come before a template that is not there, whatever their codes."""
    for folder in project.joinpath("data").iterdir():
        if folder.is_dir() and folder.name not in ("_commun", "2020", "2024"):
            shutil.rmtree(folder)
    patch("2020/dossier.yaml", "modele: gbm", "modele: ailleurs")
    patch("2024/budget.yaml", "depenses:", "depenses: [")
    assert run("check").exit_code == ExitCode.DATA
    assert run("render", "--all").exit_code == ExitCode.DATA
