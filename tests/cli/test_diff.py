"""``pmtdocs diff``: the real acts, the files written, what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtdocs.finding import ExitCode
from tests.support.command import ROOT, flat, run

#: Written by: pmtdocs diff 2020 2024 | grep -v -e '-->'
GOLDEN = ROOT / "tests" / "data" / "evolution-2020-2024.txt"


def test_2020_to_2024_word_for_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    result = run("diff", "2020", "2024")
    assert result.exit_code == ExitCode.OK
    said = [line for line in result.output.split("\n") if "-->" not in line]
    assert "\n".join(said) == GOLDEN.read_text(encoding="utf-8")


def test_places_follow_each_fact(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    said = flat(run("diff", "2020", "2024").output)
    assert "écart −101 000 € (−49,27 %) --> data/2020/budget.yaml:" in said.replace(
        "\u202f", " "
    ).replace("\u00a0", " ")


def test_a_dossier_that_cannot_be_read_is_named(project: Path) -> None:
    budget = project / "data" / "2020" / "budget.yaml"
    budget.write_text("taxe: [", encoding="utf-8")
    result = run("diff", "2020", "2024")
    assert result.exit_code == ExitCode.DATA
    assert "Budget (data/2020/budget.yaml:1:1)" in flat(result.output)


@pytest.mark.parametrize("shape", ["text", "json", "html", "docx"])
def test_a_file_is_written_and_kept(project: Path, shape: str) -> None:
    file = project / f"evolution.{shape}"
    arguments = ("diff", "2020", "2024", "--format", shape, "--output", str(file))
    assert run(*arguments).exit_code == ExitCode.OK
    first = file.read_bytes()
    assert run(*arguments).exit_code == ExitCode.OK  # the same bytes: nothing to replace
    file.write_bytes(b"autre chose")
    refused = run(*arguments)
    assert refused.exit_code == ExitCode.WRITE
    assert "--replace" in refused.output
    assert file.read_bytes() == b"autre chose"
    assert run(*arguments, "--replace").exit_code == ExitCode.OK
    assert file.read_bytes() == first


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("2024",), ExitCode.USAGE, "au moins deux dossiers"),
        (("2024", "2024"), ExitCode.USAGE, "au moins deux dossiers"),
        (("2020", "2024", "--format", "pdf"), ExitCode.USAGE, "--output FICHIER"),
        (("2020", "2042"), ExitCode.USAGE, "n'existe pas"),
        (("2020", "2024", "--templates", "ailleurs"), ExitCode.TEMPLATE, "manque"),
    ],
)
def test_what_is_refused(project: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    result = run("diff", *arguments)
    assert result.exit_code == code
    assert said in flat(result.output)
