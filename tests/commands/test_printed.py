"""What is wrong in the words that documents print: where it comes from, and what becomes of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import docx
import pytest

from pmtdocs.commands import printed
from pmtdocs.finding import ExitCode, Severity
from pmtdocs.rules.printed import RULES as PRINTED_RULES
from tests.support.command import Patch, flat, run

_DOCX = ("--format", "docx")
_FINAL = "2020"


@pytest.fixture
def wrong(project: Path, patch: Patch) -> Path:
    """A slip in the words of a voted dossier."""
    patch(f"{_FINAL}/indicateurs.yaml", "Pour les laboratoires", "Au sujet de les laboratoires")
    return project / "output" / _FINAL


@pytest.fixture
def blocking(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same slip as an error."""
    rules = [
        rule._replace(kind=rule.kind._replace(severity=Severity.ERROR)) for rule in PRINTED_RULES
    ]
    monkeypatch.setattr(printed, "RULES", tuple(rules))


def test_a_slip_is_said_at_its_data_and_at_its_template(wrong: Path) -> None:
    result = run("render", _FINAL, *_DOCX)
    assert result.exit_code == ExitCode.OK
    said = flat(result.stderr)
    assert "avertissement PRT001" in said
    assert "data/2020/indicateurs.yaml:" in said
    assert "voir aussi : annexe-3" in said
    assert f"{_FINAL}, mots imprimés : 0 erreur, 1 avertissement." in said
    recorded = json.loads((wrong / "manifest.json").read_text())["findings"]
    assert "PRT001" in [one["code"] for one in recorded]


def test_spaces_are_said_where_they_are_written(project: Path, patch: Patch) -> None:
    patch(f"{_FINAL}/indicateurs.yaml", "Pour les laboratoires", "Pour  les laboratoires")
    said = flat(run("render", _FINAL, *_DOCX).stderr)
    assert re.search(r"Deux espaces sont imprimées [^>]*> data/2020/indicateurs.yaml", said)


@pytest.mark.parametrize("more", [(), ("medic-lps",)])
def test_it_is_said_again_when_nothing_is_made(wrong: Path, more: tuple[str, ...]) -> None:
    first, second = (run("render", _FINAL, *more, *_DOCX) for _ in range(2))
    assert first.stderr.count("avertissement PRT001") == 1
    assert "Rien n'a changé" in second.stdout
    assert second.stderr == first.stderr


def test_a_slip_in_a_header_is_said_at_its_paragraph(project: Path) -> None:
    file = project / "templates/gbm/convention.docx"
    document = docx.Document(str(file))
    document.sections[0].header.add_paragraph("Avis du Commission")
    document.save(str(file))
    said = run("render", "2024", *_DOCX, "--draft").stderr
    assert "| Avis du Commission\n" in said[said.index("PRT001") :]


def test_a_draft_comes_with_it(wrong: Path) -> None:
    run("render", _FINAL, *_DOCX, "--draft")
    assert "PRT001" in (wrong / "constats.txt").read_text(encoding="utf-8")


@pytest.mark.usefixtures("blocking")
def test_an_error_lets_nothing_be_replaced(wrong: Path, project: Path, patch: Patch) -> None:
    refused = run("render", _FINAL, *_DOCX)
    assert refused.exit_code == ExitCode.FINDINGS
    assert "erreur PRT001" in refused.stderr
    assert "Rien n'est écrit" in refused.stderr
    assert not wrong.exists()
    quiet = run("render", _FINAL, *_DOCX, "--quiet")
    assert "erreur PRT001" in quiet.stderr
    several = run("render", "medic-lps", _FINAL, *_DOCX)
    assert several.exit_code == ExitCode.FINDINGS
    assert "erreur PRT001" in several.stderr
    assert f"  {_FINAL}  mots imprimés : 1 erreur." in several.stdout
    assert not wrong.exists()
    assert run("render", _FINAL, *_DOCX, "--draft").exit_code == ExitCode.OK


_RESERVE = """reserves:
  - {regle: PRT001, chemin: indicateurs, motif: publié ainsi, date: 2024-01-01}
"""


@pytest.mark.usefixtures("blocking")
def test_a_reserve_accepts_it_and_is_stale_only_when_all_is_printed(
    wrong: Path, project: Path, patch: Patch
) -> None:
    patch(f"{_FINAL}/dossier.yaml", "reserves:\n", _RESERVE)
    result = run("render", _FINAL, *_DOCX)
    assert result.exit_code == ExitCode.OK
    assert "mots imprimés : 0 erreur, 1 anomalie acceptée par réserve." in flat(result.stderr)
    patch(f"{_FINAL}/indicateurs.yaml", "de les laboratoires", "des laboratoires")
    assert "RES001" not in run("check", _FINAL).stdout
    only = run("render", _FINAL, *_DOCX, "--only", "annexe-2-budget", "--output", "ailleurs")
    assert only.exit_code == ExitCode.OK
    stale = run("render", _FINAL, *_DOCX)
    assert stale.exit_code == ExitCode.FINDINGS
    assert "RES001" in stale.stderr


def test_a_check_says_that_it_comes_with_the_render(project: Path) -> None:
    said = run("check", _FINAL, "--coverage").stdout
    assert "PRT001  au rendu" in said
