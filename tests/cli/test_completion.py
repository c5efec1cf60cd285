"""What a shell offers after <TAB>."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete
from click.testing import CliRunner

from pmtdocs import cli
from tests.support.command import ROOT


def offered(line: str) -> list[str]:
    """For a line whose last word is being typed."""
    *words, begun = line.split(" ")
    shell = ShellComplete(cli.main, {}, "pmtdocs", "_PMTDOCS_COMPLETE")
    return [f"{one.type} {one.value}" for one in shell.get_completions(words, begun)]


def codes(family: str) -> list[str]:
    """The rules of a family: each has its cases."""
    return sorted(file.stem for file in (ROOT / "tests" / "cases").glob(f"{family}*.yaml"))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("che", ["plain check"]),
        ("check 20", ["plain 2020", "plain 2024"]),
        ("check data/20", ["file data/20"]),
        ("check --data ailleurs ", []),
        ("check --select vo", ["plain VOT", *(f"plain {code}" for code in codes("VOT"))]),
        ("check --ignore BUD,DAT001,dat",
         [f"plain BUD,DAT001,{one}" for one in ("DAT", *codes("DAT")[1:])]),
        ("check --format s", ["plain sarif"]),
        ("import budget b.xlsx --tax t", ["plain TTC"]),
        ("rules decompte", ["plain decompte-faux"]),
        ("rules bud00", [f"plain BUD00{n}" for n in (1, 2, 3, 5, 6, 7, 8, 9)]),
        ("render 2024 --only annexe-2-budget,ann",
         [f"plain annexe-2-budget,annexe-{n}" for n in ("1-programme", "3-indicateurs")]),
        ("render pmt-health --only=an", [f"plain annexe-{n}" for n in ("2-budget", "4-aides")]),
        ("trace data/2020 --only deliberation,d", ["plain deliberation,dossier"]),
        ("render --all --only del", ["plain deliberation"]),
        ("render 2024 --format docx,", ["plain docx,pdf", "plain docx,html"]),
        ("render 2024 --engine t", ["plain typst"]),
        ("templates check g", ["plain gbm", "file g"]),
        ("templates fields gbm --part annexe-1", ["plain annexe-1"]),
        ("templates fields --impact convention.signature.l", ["plain convention.signature.lieu"]),
        ("clauses g", ["plain gbm"]),
        ("aid iso", ["plain iso-13485"]),
        ("diff 2020 202", ["plain 2020", "plain 2024"]),
        ("verify out", ["file out"]),
    ],
)  # fmt: skip
def test_names_of_the_project_are_offered(project: Path, line: str, words: list[str]) -> None:
    assert [word for word in offered(line) if "-pma" not in word] == words


@pytest.mark.parametrize("wrong", ["documents: [", "- a", "documents: 3", "\0", "&a [*a]"])
def test_what_cannot_be_read_offers_nothing(project: Path, wrong: str) -> None:
    (project / "data/2024/dossier.yaml").write_text(wrong, encoding="utf-8")
    assert offered("render 2024 --only d") == []


@pytest.mark.parametrize(
    "line", ["pmtdocs render 2024 --only ", "pmtdocs aid ", "pmtdocs rules zz"]
)
def test_no_failure_says_a_word(project: Path, line: str) -> None:
    (project / "pmtdocs.toml").write_text("engine = [")
    for file in project.glob("data/*/*.yaml"):
        file.write_text("[")
    asked = {"_PMTDOCS_COMPLETE": "bash_complete", "COMP_WORDS": line}
    asked["COMP_CWORD"] = str(line.count(" "))
    done = CliRunner().invoke(cli.main, [], env=asked, prog_name="pmtdocs")
    assert (done.exit_code, done.output.strip()) == (0, "")


def test_a_fish_takes_words_with_commas(tmp_path: Path) -> None:
    code = "from pmtdocs.cli import main; main(prog_name='pmtdocs')"
    asked = os.environ | {"_PMTDOCS_COMPLETE": "fish_source", "PYTHONPATH": str(ROOT)}
    script = subprocess.check_output([sys.executable, "-c", code], text=True, env=asked)
    assert 'string split --max 1 "," $completion' in script
