"""`pmtdocs check` and bad input: the place, the figures, the next step, the exit code."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from pmtdocs.finding import ExitCode
from tests.conftest import ROOT
from tests.support.command import Patch, flat, only_docx, run
from tests.support.machine_schemas import assert_junit, assert_sarif


def test_2024_as_adopted_is_accepted(project: Path) -> None:
    result = run("check", "2024")
    assert result.exit_code == 0
    said = flat(result.output)
    assert "accepté BUD001 [total-des-depenses-faux]" in said
    assert "594 000 €" in said
    assert "490 000 €" in said
    assert "écart de 104 000 €" in said
    assert "Frais de structure" in said
    assert "réserve : L'acte adopté imprime" in said
    assert re.search(r"2024 : 0 erreur, \d+ avertissements, 3 anomalies acceptées par rés", said)


def test_2020_as_adopted_is_accepted(project: Path) -> None:
    """What a reserve accepts is counted once, whatever its severity."""
    result = run("check", "2020")
    assert result.exit_code == 0
    said = flat(result.output)
    counted = re.search(
        r"2020 : 0 erreur, (\d+) avertissements, .*3 anomalies acceptées par rés", said
    )
    assert counted is not None
    assert len(re.findall(r"^avertissement ", result.stdout, re.MULTILINE)) == int(counted[1])
    assert len(re.findall(r"^accepté CNV0(?:06|12|13)", result.stdout, re.MULTILINE)) == 3


def test_all_dossiers_without_an_argument(project: Path) -> None:
    result = run("check")
    assert re.findall(r"^(\w+) : ", result.output, re.MULTILINE) == ["2020", "2024"]
    assert run("check", "2024", "2020", "2024").output.count("2024 : 0 erreur") == 1


def test_one_euro_is_an_error_with_its_place(project: Path, patch: Patch) -> None:
    """Place, file:LINE:COL, code, both sums, the gap, the next step."""
    patch("2024/budget.yaml", "montant: 285 000}", "montant: 285 001}")
    result = run("check", "2024")
    assert result.exit_code == ExitCode.FINDINGS
    said = flat(result.output)
    lines = (project / "data/2024/budget.yaml").read_text(encoding="utf-8").split("\n")
    at = next(n for n, line in enumerate(lines, 1) if "publie: {total: 490 000}" in line)
    column = lines[at - 1].index("490 000") + 1
    assert f"data/2024/budget.yaml:{at}:{column}" in said
    assert "erreur BUD001" in said
    assert "Budget, dépenses" in said
    assert "594 001 €" in said
    assert "490 000 €" in said
    assert "104 001 €" in said
    assert "→" in said
    assert re.search(r"\^{7}", result.output)


def test_json_has_the_keys_of_the_contract(project: Path, patch: Patch) -> None:
    patch("2024/budget.yaml", "montant: 285 000}", "montant: 285 001}")
    result = run("check", "2024", "--format", "json")
    assert result.exit_code == ExitCode.FINDINGS
    found = json.loads(result.stdout)
    assert found
    for finding in found:
        assert list(finding) == [
            "code", "name", "severity", "message", "help", "reference", "place", "file", "line",
            "column", "path", "related", "accepted",
        ]  # fmt: skip
        for place in finding["related"]:
            assert list(place) == ["file", "line", "column", "path", "label"]
    (budget,) = [f for f in found if f["code"] == "BUD001"]
    assert budget["severity"] == "error"
    assert budget["file"] == "data/2024/budget.yaml"
    assert isinstance(budget["line"], int)
    assert budget["path"] == "budget.depenses.publie.total"
    assert budget["accepted"] is None


def test_json_of_what_is_accepted_and_of_nothing(project: Path) -> None:
    arguments = ["check", "2024", "--format", "json", "--select", "BUD"]
    (accepted,) = json.loads(run(*arguments).stdout)
    assert accepted["accepted"].startswith("L'acte adopté imprime")
    assert run("check", "2024", "--format", "json", "--select", "ACT").stdout == "[]\n"


def test_json_of_what_cannot_be_read(project: Path, patch: Patch) -> None:
    patch("2024/budget.yaml", "montant: 285 000}", "montant: deux}")
    result = run("check", "2024", "--format", "json")
    assert result.exit_code == ExitCode.DATA
    assert json.loads(result.stdout)[0]["file"] == "data/2024/budget.yaml"


BAD: list[tuple[str, str, str, str, str]] = [
    ("a tab", "budget.yaml", "  lignes:\n    - {libelle: Personnels",
     "  lignes:\n\t- {libelle: Personnels", "tabulation"),
    ("a duplicate key", "budget.yaml", "taxe: TTC", "taxe: TTC\ntaxe: HT", "taxe"),
    ("an unknown key", "budget.yaml", "taxe: TTC", "taxes: TTC", "ouliez-vous dire « taxe »"),
    ("a negative amount", "budget.yaml", "montant: 5 000}", "montant: -5 000}", "négatif"),
    ("an unreadable amount", "budget.yaml", "montant: 5 000}", "montant: 5.000}", "montant"),
    ("an impossible date", "seance.yaml", "convocation: 2024-04-04", "convocation: 2024-02-30",
     "n'existe pas dans le calendrier"),
    ("a control character", "budget.yaml", "Déplacements", "Dépla\x07cements", "caractère"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "said"), [case[1:] for case in BAD], ids=[case[0] for case in BAD]
)
def test_bad_input(project: Path, patch: Patch, file: str, old: str, new: str, said: str) -> None:
    patch(f"2024/{file}", old, new)
    for command in (["check", "2024"], ["render", "2024"], ["render", "2024", "--draft"]):
        result = run(*command)
        assert result.exit_code == ExitCode.DATA
        assert said in flat(result.output)
        assert re.search(rf"--> data/2024/{file}:\d+:\d+", result.output)
        assert result.output.count("erreur ") == 1
        assert "Traceback" not in result.output
    assert not (project / "output").exists()


@pytest.mark.parametrize(
    ("missing", "code"),
    [
        ("data/_commun/personnes.yaml", ExitCode.DATA),
        ("data/2024/budget.yaml", None),
        ("data/2024/dossier.yaml", ExitCode.DATA),
        ("templates/gbm/annexe-2.docx", ExitCode.TEMPLATE),
    ],
)
def test_a_missing_file(project: Path, missing: str, code: int | None) -> None:
    (project / missing).unlink()
    result = run("render", "2024")
    assert result.exit_code == code or (code is None and result.exit_code in (3, 4))
    assert Path(missing).stem.split(".")[0] in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
    assert not (project / "output" / "2024").exists()


def test_a_template_fault_is_said_and_nothing_is_written(project: Path) -> None:
    (project / "templates/gbm/annexe-2.docx").write_bytes(b"x")
    result = only_docx()
    assert result.exit_code == ExitCode.TEMPLATE
    assert "annexe-2.docx n'est pas un fichier Word lisible" in result.output
    assert "  → " in result.output
    assert not (project / "output").exists()


def test_a_missing_part_is_found_by_check_at_its_line(project: Path, patch: Patch) -> None:
    patch("2024/dossier.yaml", "annexe-2-budget: [annexe-2]", "annexe-2-budget: [anexe-2]")
    for command in (["check", "2024"], ["render", "2024"], ["render", "2024", "--draft"]):
        result = run(*command)
        assert result.exit_code == ExitCode.TEMPLATE
        assert "MDL002" in result.output
        assert "Vouliez-vous dire « annexe-2 »" in result.output
        assert re.search(r"data/2024/dossier\.yaml:\d+:\d+", result.output)


def test_an_unknown_modele(project: Path, patch: Patch) -> None:
    patch("2024/dossier.yaml", "modele: gbm", "modele: pma")
    result = run("check", "2024")
    assert result.exit_code == ExitCode.TEMPLATE
    assert "MDL001" in result.output
    assert "Modèles présents : gbm." in result.output


@pytest.mark.parametrize("shape", ["json", "sarif", "junit", "github", "codequality"])
def test_formats_for_machines(project: Path, shape: str) -> None:
    result = run("check", "2024", "--format", shape)
    assert result.exit_code == 0
    assert "BUD001" in result.stdout
    assert "accepté BUD001" not in result.stdout
    {"sarif": assert_sarif, "junit": assert_junit}.get(shape, str)(result.stdout)
    written = run("check", "2024", "--format", shape, "--output", "constats")
    assert Path("constats").read_text(encoding="utf-8") == result.stdout
    assert re.fullmatch(r"2024 : 0 erreur, .*\.\nÉcrit dans constats\.\n", written.output)


def test_a_file_of_findings_is_whole_and_no_other_one(project: Path, patch: Patch) -> None:
    Path("constats.txt").write_text("à moi")
    arguments = ["check", "2024", "--output", "constats.txt"]
    refused = run(*arguments)
    assert refused.exit_code == ExitCode.WRITE
    assert "constats.txt existe déjà" in refused.output
    assert Path("constats.txt").read_text() == "à moi"
    patch("2024/budget.yaml", "montant: 285 000}", "montant: 285 001}")
    written = run(*arguments, "--replace")
    assert written.exit_code == ExitCode.FINDINGS
    assert "Écrit dans constats.txt." in written.output
    assert "erreur BUD001 [total-des-depenses-faux] Budget" in Path("constats.txt").read_text()
    assert run("check", "2024", "--output", "-").output == run("check", "2024").output
    quiet = run(*arguments, "--replace", "--quiet", "--fail-on", "never")
    assert (quiet.output, Path("constats.txt").read_text()) == ("", "")


def test_what_is_selected_and_what_fails(project: Path) -> None:
    assert "NOM001" in run("check", "2024").output
    assert "NOM001" not in run("check", "2024", "--ignore", "NOM").output
    assert run("check", "2024", "--strict").exit_code == ExitCode.FINDINGS
    assert run("check", "2024", "--fail-on", "warning").exit_code == ExitCode.FINDINGS
    assert run("check", "2024", "--strict", "--fail-on", "never").exit_code == 0
    unknown = run("check", "2024", "--select", "XYZ")
    assert unknown.exit_code == ExitCode.USAGE
    assert "XYZ" in unknown.output


def test_codes_with_commas_are_as_good_as_repeated(project: Path) -> None:
    commas = run("check", "2020", "2024", "--strict", "--select", "bud, NOM001")
    repeated = run("check", "2020", "2024", "--strict", "--select", "BUD", "--select", "NOM001")
    assert "BUD001" in commas.output
    assert "NOM001" in commas.output
    assert commas.output == repeated.output


def test_quiet_says_what_fails_and_nothing_else(project: Path) -> None:
    assert run("check", "-q").output == ""
    strict = run("check", "2020", "2024", "-q", "--strict", "--select", "BUD,NOM")
    assert strict.exit_code == ExitCode.FINDINGS
    assert "BUD001" in strict.output
    assert "NOM001" not in strict.output
    assert "2020 : " not in strict.output
    asked = run("check", "2024", "-q", "--fail-on", "warning", "--format", "json")
    assert {f["severity"] for f in json.loads(asked.output)} == {"warning"}


def test_coverage_follows_the_findings(project: Path) -> None:
    assert "non vérifiable" in run("check", "2024", "-v").stdout
    result = run("check", "2024", "--coverage", "--format", "json")
    json.loads(result.stdout)
    assert "non vérifiable" in result.stderr


def test_rules_are_listed_and_explained(project: Path) -> None:
    assert "BUD001  erreur" in run("rules").stdout
    assert "Faux\n" in run("rules", "bud001").stdout
    by_name = run("rules", "Total des dépenses faux").stdout
    assert (
        by_name == run("rules", "total-des-depenses-faux").stdout == run("rules", "BUD001").stdout
    )
    assert "« decompte-faux »" in run("rules", "decompte-fau").output
    family = run("rules", "bud").stdout.splitlines()
    assert len(family) > 10
    assert all(line.startswith("BUD0") for line in family)
    assert len(json.loads(run("rules", "BUD", "--format", "json").stdout)) == len(family)
    result = run("rules", "BUD999")
    assert result.exit_code == ExitCode.USAGE
    assert "vouliez-vous dire « BUD" in result.output


def test_the_vote_is_told(project: Path) -> None:
    assert "79 + 27 = 106" in run("vote", "2024", "--report", "13").stdout
    assert run("vote", "2024", "--report", "99").exit_code == ExitCode.USAGE


def test_an_unreadable_part_is_found_by_check(project: Path) -> None:
    (project / "templates/gbm/annexe-2.docx").write_bytes(b"x")
    result = run("check", "2024")
    assert result.exit_code == ExitCode.TEMPLATE
    assert "MDL003" in result.output
    assert "CNV010" not in result.output


def test_texts_that_were_not_read_are_not_said_to_be_verified(project: Path) -> None:
    """Nor is a broken modèle hidden by the choice of other rules."""
    (project / "templates/gbm/annexe-2.docx").write_bytes(b"x")
    result = run("check", "2024", "--coverage", "--select", "BUD")
    assert result.exit_code == ExitCode.TEMPLATE
    assert "MDL003" in result.stdout
    assert "CNV002  non vérifiable" in result.stdout
    assert "BUD001  vérifiée" in result.stdout


def test_a_folder_with_a_space_stops_nothing(small: Path) -> None:
    """« 2024 - Copie », as Windows names what is copied: told, and left out."""
    (small / "my notes").mkdir()
    (small / "my notes" / "dossier.yaml").write_text("modele: gbm\n", encoding="utf-8")
    (small / "2031").mkdir()
    (small / "2031" / "budget.yaml").write_text("taxe: TTC\n", encoding="utf-8")
    templates = ("--templates", str(ROOT / "templates"))
    for command in (("check",), ("status",), ("render", "--all", "--draft", "--format", "docx")):
        told = run(*command, *templates)
        assert "Répertoire ignoré : data/my notes" in told.stderr
        assert "data/2031 (il n'a pas de fichier dossier.yaml)" in told.stderr
        assert "bon" in told.output
        assert "erreur interne" not in told.output


def test_many_dossiers_are_said_as_one_by_one(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On several cores: the same words, in the same order, as in this process."""
    for n in range(3):
        shutil.copytree(data / "2024", data / f"copie-{n}")
    (data / "copie-1/budget.yaml").write_text("lignes: [", encoding="utf-8")
    arguments = ("check", "--coverage", "--templates", str(ROOT / "templates"))
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    alone = run(*arguments)
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    together = run(*arguments)
    assert alone.exit_code == together.exit_code == ExitCode.DATA
    assert (alone.stdout, alone.stderr) == (together.stdout, together.stderr)
    assert "copie-2 : " in together.stdout
