"""``pmtdocs clauses``, as it is called."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtdocs.dossier.model.library import read_library
from pmtdocs.finding import ExitCode
from tests.conftest import ROOT
from tests.support.command import flat, run

LIBRARY = read_library(ROOT / "templates" / "gbm", "gbm").clauses


def test_the_library_says_all_of_each_clause(project: Path) -> None:
    result = run("clauses")
    said = flat(result.output)
    assert result.exit_code == ExitCode.OK
    for name, clause in LIBRARY.items():
        assert flat(f"{name} : {clause.titre}") in said
        assert flat(f"Référence : {clause.cited}") in said
        assert flat(f"Pourquoi : {clause.motif}") in said
        assert clause.condition is None or flat(f"Si : {clause.condition}") in said
    assert "par la loi depuis le 03/07/2021" in said
    assert said.endswith(f"gbm : {len(LIBRARY)} clauses.")


def test_where_each_stands_in_a_dossier(project: Path) -> None:
    result = run("clauses", "gbm", "--dossier", "2024")
    assert result.exit_code == ExitCode.OK
    lines = result.output.splitlines()
    row = "demandée par la loi compte-rendu-financier Compte rendu financier"
    assert " ".join(lines[2].split()) == row
    assert lines[-1] == "2024\u00a0: 0 clause choisie, 2 à choisir d'après la loi."
    assert "loi n° 2021-875" in flat(result.output)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("gmb",), ExitCode.USAGE, "Vouliez-vous dire « gbm » ?"),
        (("autre", "--dossier", "2024"), ExitCode.USAGE, "suit le modèle « gbm »"),
        (("--dossier", "2025"), ExitCode.USAGE, "n'existe pas"),
    ],
)
def test_what_does_not_exist(
    project: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    result = run("clauses", *arguments)
    assert result.exit_code == code
    assert said in result.output


@pytest.mark.parametrize("shape", ["text", "json"])
def test_parts_that_cannot_be_read_fail_once_the_others_are_judged(
    project: Path, shape: str
) -> None:
    (project / "templates/gbm/bilan.docx").write_bytes(b"x")
    (project / "templates/gbm/deliberation.docx").unlink()
    result = run("clauses", "--dossier", "2024", "--format", shape)
    assert result.exit_code == ExitCode.TEMPLATE
    assert "demandée par la loi" in result.stdout
    assert result.stderr.count("deliberation.docx n'existe pas") == 1
    assert "bilan.docx n'est pas un fichier Word lisible" in result.stderr


def test_a_table_that_cannot_be_read(project: Path) -> None:
    table = project / "templates/gbm/clauses.yaml"
    table.write_text("x: {titre: a\n", encoding="utf-8")
    for arguments in ((), ("--dossier", "2024")):
        result = run("clauses", *arguments)
        assert result.exit_code == ExitCode.TEMPLATE
        assert "templates/gbm/clauses.yaml:1:" in result.output


def test_data_that_cannot_be_read(project: Path) -> None:
    (project / "data/2024/budget.yaml").write_text("taxe: [\n", encoding="utf-8")
    result = run("clauses", "--dossier", "2024")
    assert result.exit_code == ExitCode.DATA
    assert "data/2024/budget.yaml:" in result.output


def test_a_modele_without_clauses(project: Path) -> None:
    (project / "templates/gbm/clauses.yaml").unlink()
    result = run("clauses")
    assert result.exit_code == ExitCode.OK
    assert "n'a pas de clauses : templates/gbm/clauses.yaml manque" in result.output
