"""`pmtdocs verify`: a folder as it was made, a file that is one of ours."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pmtdocs.finding import ExitCode
from tests.support import amendments
from tests.support.closed import close
from tests.support.command import Patch, only_docx, run


@pytest.fixture
def output(project: Path) -> Path:
    assert only_docx().exit_code == 0
    return project / "output/2024"


def test_an_untouched_folder(output: Path) -> None:
    result = run("verify", "output/2024")
    assert result.exit_code == 0
    assert "output/2024/ est tel que son manifeste le dit." in result.output


def test_what_was_touched_is_named(output: Path) -> None:
    (output / "convention.docx").write_bytes(b"autre")
    (output / "deliberation.docx").unlink()
    (output / "notes.txt").write_text("à moi", encoding="utf-8")
    result = run("verify", "output/2024")
    assert result.exit_code == ExitCode.FINDINGS
    for said in (
        "convention.docx a été modifié", "deliberation.docx manque",
        "notes.txt n'est pas dans le manifeste", "n'est pas tel",
    ):  # fmt: skip
        assert said in result.output


def test_a_link_is_not_the_file(output: Path, tmp_path: Path) -> None:
    kept = output / "convention.docx"
    elsewhere = shutil.move(kept, tmp_path / "ailleurs.docx")
    kept.symlink_to(elsewhere)
    assert "convention.docx a été modifié" in run("verify", "output/2024").output
    told = run("verify", "output/2024", "--format", "json")
    assert told.exit_code == ExitCode.FINDINGS
    assert json.loads(told.stdout)["faithful"] is False
    assert "convention.docx a été modifié" in json.loads(told.stdout)["doubts"][0]


def test_a_file_that_came_back(output: Path, tmp_path: Path) -> None:
    received = tmp_path / "reçu par courriel.docx"
    shutil.copy(output / "convention.docx", received)
    assert run("verify", str(received)).exit_code == 0
    assert run("verify", str(output / "convention.docx")).exit_code == 0
    with received.open("ab") as file:
        file.write(b" ")
    result = run("verify", str(received))
    assert result.exit_code == ExitCode.FINDINGS
    assert "n'est pas un document de output/2024/manifest.json" in result.output
    assert "pmtdocs compare" in result.output


def test_data_and_templates_that_changed_since(output: Path, patch: Patch) -> None:
    patch("2024/budget.yaml", "montant: 285 000}", "montant: 285 001}")
    Path("templates/gbm/annexe-3.docx").unlink()
    result = run("verify", "output/2024/convention.docx")
    assert result.exit_code == ExitCode.FINDINGS
    assert "data/2024/budget.yaml a changé depuis le rendu" in result.output
    assert "templates/gbm/annexe-3.docx a disparu" in result.output


@pytest.mark.parametrize("content", [None, "", "[]", "{}", '{"outputs": 3}', "[" * 100_000])
def test_without_a_manifest_that_can_be_read(output: Path, content: str | None) -> None:
    manifest = output / "manifest.json"
    manifest.unlink()
    if content is not None:
        manifest.write_text(content, encoding="utf-8")
    for path in ("output/2024", "output/2024/convention.docx"):
        result = run("verify", path)
        assert result.exit_code == ExitCode.USAGE
        assert "aucun manifeste lisible" in result.output
        assert "pmtdocs render" in result.output


def test_a_manifest_from_elsewhere(output: Path, tmp_path: Path) -> None:
    manifest = shutil.move(output / "manifest.json", tmp_path / "m.json")
    assert run("verify", "output/2024/convention.docx", "--manifest", str(manifest)).exit_code == 0


@pytest.fixture
def amended(output: Path) -> Path:
    """An amendment to 2024 beside its documents."""
    file = amendments.write(Path("data/2024"), amendments.CHANGES)
    result = run("amend", "2024", "--with", str(file), "--format", "docx,html")
    assert result.exit_code == 0, result.output
    return output


def test_an_amendment_beside_is_one_of_ours(amended: Path, tmp_path: Path) -> None:
    assert run("verify", "output/2024").exit_code == 0
    received = Path(shutil.copy(amended / "avenant-1.docx", tmp_path / "reçu.docx"))
    for file in (amended / "avenant-1.docx", amended / "convention.docx", received):
        assert run("verify", str(file)).exit_code == 0
    (amended / "manifest.json").unlink()
    for document in json.loads((amended / "avenant-1-manifest.json").read_text("utf-8"))["outputs"]:
        assert run("verify", str(amended / document)).exit_code == 0
    result = run("verify", "output/2024")  # of the others, nothing says what they were made from
    assert result.exit_code == ExitCode.FINDINGS
    assert "convention.docx n'est pas dans le manifeste" in result.output
    for other in set(amended.iterdir()) - set(amended.glob("avenant-1*")):
        other.unlink()
    assert run("verify", "output/2024").exit_code == 0


def test_what_was_touched_of_an_amendment_is_named(amended: Path) -> None:
    (amended / "avenant-1.docx").write_bytes(b"autre")
    (amended / "avenant-1.html").unlink()
    (amended / "avenant-2.docx").write_bytes(b"autre")
    result = run("verify", "output/2024")
    assert result.exit_code == ExitCode.FINDINGS
    for said in (
        "avenant-1.docx a été modifié", "avenant-1.html manque",
        "avenant-2.docx n'est pas dans le manifeste",
    ):  # fmt: skip
        assert said in result.output
    result = run("verify", "output/2024/avenant-1.docx")
    assert "a été modifié depuis output/2024/avenant-1-manifest.json" in result.output


def test_an_amendment_that_changed_since(amended: Path) -> None:
    with Path("data/2024/avenants/1.yaml").open("a", encoding="utf-8") as file:
        file.write("# autre\n")
    result = run("verify", "output/2024/avenant-1.docx")
    assert result.exit_code == ExitCode.FINDINGS
    assert "data/2024/avenants/1.yaml a changé depuis le rendu" in result.output
    assert run("verify", "output/2024/convention.docx").exit_code == 0


def test_what_may_not_be_read_is_said_with_its_reason(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither « changed » nor « no manifest »."""
    only_docx("--only", "convention", "--draft")
    file = "output/2024/convention.docx"
    for closed, code in (
        (file, ExitCode.DATA),
        ("output/2024/manifest.json", ExitCode.DATA),
        ("output/2024", ExitCode.DATA),
        ("output", ExitCode.DATA),
        ("data/2024", ExitCode.FINDINGS),
        ("templates/gbm", ExitCode.FINDINGS),
    ):
        with monkeypatch.context() as patch:
            close(patch, project / closed)
            result = run("verify", closed if closed == "output/2024" else file)
        assert result.exit_code == code, result.output
        assert f"{closed}" in result.output
        assert "ne peut pas être lu : les droits manquent" in result.output
