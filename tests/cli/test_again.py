"""A second `render`: what did not change is not made again, and what was signed never is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pmtdocs.finding import ExitCode
from pmtdocs.render.output import making, uptodate
from tests.conftest import DOSSIERS
from tests.support import amendments
from tests.support.command import HANG, Patch, content, run

ONLY = ("--only", "annexe-2-budget", "--only", "annexe-3-indicateurs")


def render(*arguments: str, formats: str = "docx,pdf,html") -> tuple[int, str]:
    result = run("render", "2024", *ONLY, "--format", formats, *arguments)
    return result.exit_code, result.output


def inodes(folder: Path) -> dict[str, int]:
    return {file.name: file.stat().st_ino for file in folder.iterdir()}


@pytest.fixture
def laid_out(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The documents laid out; the PDFs at hand of the others serve."""
    from pmtdocs.commands import pipeline

    names: list[str] = []
    real = pipeline.write

    def write(order: pipeline.Order, made: making.Made) -> pipeline.Written:
        names.extend(name[:-4] for name in made.files if name.endswith(".pdf"))
        return real(order, made)

    monkeypatch.setattr(pipeline, "write", write)
    return names


def test_nothing_changed(
    project: Path, laid_out: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, first = render()
    assert code == 0
    assert sorted(laid_out) == ["annexe-2-budget", "annexe-3-indicateurs"]
    before = inodes(project / "output/2024")
    monkeypatch.setattr("pmtdocs.commands.pipeline.check", None)  # not even checked
    code, again = render()
    assert code == 0
    assert "Rien n'a changé : output/2024/ est à jour." in again
    assert first.splitlines()[0] == again.splitlines()[0]  # the same summary
    assert inodes(project / "output/2024") == before
    assert len(laid_out) == 2


def test_where_nothing_is_remembered(
    project: Path, laid_out: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another machine: worked out again, compared, left alone; the PDFs at hand serve."""
    assert render()[0] == 0
    before = inodes(project / "output/2024")
    monkeypatch.setattr(uptodate, "said", lambda *_: None)
    code, again = render()
    assert (code, "Rien n'a changé" in again) == (0, True)
    assert inodes(project / "output/2024") == before
    assert len(laid_out) == 2


def test_a_change_makes_again_only_what_depends_on_it(project: Path, laid_out: list[str]) -> None:
    assert render()[0] == 0
    before = content(project / "output/2024")
    del laid_out[:]
    file = project / "data/2024/budget.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count("Frais de structure") == 1
    file.write_text(text.replace("Frais de structure", "Frais de siège"), encoding="utf-8")
    code, _ = render()
    assert code == 0
    assert laid_out == ["annexe-2-budget"]
    after = content(project / "output/2024")
    changed = {name for name in after if after[name] != before[name]}
    assert {Path(name).name for name in changed} == {
        "annexe-2-budget.docx", "annexe-2-budget.pdf", "annexe-2-budget.html", "manifest.json"
    }  # fmt: skip


def test_force_makes_all_again(project: Path, laid_out: list[str]) -> None:
    assert render()[0] == 0
    before = content(project / "output/2024")
    code, said = render("--force")
    assert code == 0
    assert len(laid_out) == 4
    assert "Rien n'a changé" in said
    assert content(project / "output/2024") == before


@pytest.mark.parametrize("how", ["altered", "removed", "added"])
def test_what_somebody_touched_is_put_right(project: Path, laid_out: list[str], how: str) -> None:
    """Without --only, the folder is as it should be; a PDF that was touched is no longer used."""
    options = ("render", "pmt-health", "--format", "pdf", "--output", "output")
    assert run(*options).exit_code == 0
    folder = project / "output/pmt-health"
    before = content(folder)
    victim = next(folder.glob("*.pdf"))
    del laid_out[:]
    if how == "altered":
        victim.write_bytes(victim.read_bytes() + b"%")
    elif how == "removed":
        victim.unlink()
    else:
        (folder / "brouillon.txt").write_text("à moi", encoding="utf-8")
    assert run(*options).exit_code == 0
    assert content(folder) == before
    assert laid_out == ([] if how == "added" else [victim.stem])


def test_another_engine_lays_out_again(
    project: Path, laid_out: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert render()[0] == 0
    monkeypatch.setattr(uptodate, "said", lambda *_: None)
    monkeypatch.setattr("pmtdocs.render.page.pdf.engine", lambda: "WeasyPrint 999")
    assert render()[0] == 0
    assert len(laid_out) == 4


def test_all(project: Path) -> None:
    result = run("render", "--all", "--format", "docx")
    assert result.exit_code == 0
    assert {f.name for f in (project / "output").iterdir() if f.is_dir()} == set(DOSSIERS)


def test_all_goes_on_after_a_dossier_that_fails(project: Path, patch: Patch) -> None:
    patch("2024/budget.yaml", "montant: 285 000}", "montant: 285 001}")
    patch("pmt-health/dossier.yaml", "modele: gbm", "modele: gbn")
    result = run("render", "--all", "--format", "docx")
    assert result.exit_code == ExitCode.TEMPLATE
    written = {f.name for f in (project / "output").iterdir() if f.is_dir()}
    assert written == set(DOSSIERS) - {"2024", "pmt-health"}


@pytest.mark.parametrize("arguments", [(), ("2024", "--all")])
def test_a_dossier_or_all(project: Path, arguments: tuple[str, ...]) -> None:
    result = run("render", *arguments)
    assert result.exit_code == ExitCode.USAGE
    assert "--all" in result.output


def test_a_signed_dossier_is_never_rendered_over(project: Path, patch: Patch) -> None:
    options = ("render", "contrat-2014-2018", "--format", "docx")
    assert run(*options).exit_code == 0  # the first time
    patch("contrat-2014-2018/dossier.yaml", "n'est pas l'original", "n'est point l'original")
    before = content(project / "output")
    for more in ((), ("--draft",), ("--force",), ("--only", "contrat")):
        result = run(*options, *more)
        assert result.exit_code == ExitCode.WRITE
        assert "est signé" in result.output
        assert "pmtdocs amend" in result.output
        assert content(project / "output") == before
    assert run(*options, "--output", "ailleurs").exit_code == 0
    assert (project / "ailleurs/contrat-2014-2018/contrat.docx").exists()
    again = run(*options, "--output", "ailleurs")  # as it is there: nothing to refuse
    assert again.exit_code == 0


@pytest.mark.parametrize("how", ["first", "again", "--force", "--only=deliberation", "changed"])
def test_an_amendment_beside_stays(project: Path, how: str) -> None:
    """Whatever is rendered, and however: it is the work of `amend`, which alone replaces it."""
    options = ("render", "2024", "--format", "docx", *([how] if how.startswith("--") else []))
    act = amendments.write(project / "data/2024", amendments.CHANGES)
    if how != "first":
        assert run("render", "2024", "--format", "docx").exit_code == 0
    assert run("amend", "2024", "--with", str(act), "--format", "docx").exit_code == 0
    folder = project / "output/2024"
    amendment = {file: file.read_bytes() for file in folder.glob("avenant-1*")}
    assert len(amendment) >= 2
    if how == "changed":
        file = project / "data/2024/budget.yaml"
        text = file.read_text(encoding="utf-8")
        file.write_text(text.replace("Frais de structure", "Frais de siège"), encoding="utf-8")
    said = run(*options)
    assert said.exit_code == 0
    assert ("Rien n'a changé" in said.output) == (how not in {"first", "changed"})
    assert {file: file.read_bytes() for file in folder.glob("avenant-1*")} == amendment
    assert uptodate.changed(folder) == []
    outputs = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["outputs"]
    assert "deliberation.docx" in outputs
    assert not [name for name in outputs if name.startswith("avenant")]


def test_what_only_looks_like_an_amendment_does_not_stay(project: Path) -> None:
    folder = project / "output/2024"
    folder.mkdir(parents=True)
    (folder / "avenant-1.docx").write_bytes(b"autre")
    (folder / "avenant-1-manifest.json").write_bytes(b"[]")
    assert run("render", "2024", "--format", "docx").exit_code == 0
    assert list(folder.glob("avenant-1*")) == []


def test_the_manifest_says_what_pages_were_laid_out_from(project: Path) -> None:
    assert render()[0] == 0
    found = json.loads((project / "output/2024/manifest.json").read_text(encoding="utf-8"))
    assert set(found["pages"]) == {"annexe-2-budget", "annexe-3-indicateurs"}
    assert all(len(page["origin"]) == 64 for page in found["pages"].values())
    assert {page["engine"] for page in found["pages"].values()} == {"weasyprint"}


@pytest.mark.concurrent
def test_a_template_without_end_is_stopped(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Loops in loops: the process that renders is ended, in French, with nothing written."""
    from pmtdocs.system import limits, process

    def endless(*_: object) -> making.Made:
        while True:
            pass

    monkeypatch.setattr(process, "WORK_CPU", limits.WORK_CPU._replace(most=1))
    monkeypatch.setattr("pmtdocs.render.output.documents.build", endless)
    code, said = render()
    assert code == ExitCode.LIMIT
    assert "Rendu des documents : opération arrêtée" in said
    assert not (project / "output/2024").exists()


@pytest.mark.concurrent
@pytest.mark.parametrize("only", [ONLY, ONLY[:2]], ids=["in parallel", "one document"])
def test_nothing_stays_in_the_temporary_folder(
    project: Path, tmp_path: Path, only: tuple[str, ...]
) -> None:
    """The process that lays out is killed when it has answered: it cleans up before."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    command = [sys.executable, "-m", "pmtdocs", "render", "2024", *only, "--format", "pdf"]
    subprocess.run(
        command, cwd=project, env={**os.environ, "TMPDIR": str(folder)}, check=True, timeout=HANG
    )
    assert [*project.glob("output/2024/*.pdf")]
    assert not [*folder.iterdir()]
