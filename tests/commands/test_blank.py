"""``pmtdocs new --act``: each sort of dossier checks and prints while all is to be filled in."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtdocs.cli.new import VOTED
from pmtdocs.finding import ExitCode
from tests.support.command import flat, run
from tests.support.words import docx_text, folded
from tools import first_act

_SITTING = "2031-06-30-conseil"


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose first act was voted: people and bodies are there."""
    monkeypatch.chdir(tmp_path)
    first_act.begin(tmp_path)
    first_act.vote(tmp_path, "premier-dossier")
    return tmp_path


def printed(project: Path, name: str, document: str) -> str:
    made = run("render", name, "--format", "docx")
    assert made.exit_code == ExitCode.OK, made.output
    return folded(docx_text(project / "output" / name / f"{document}.docx"))


@pytest.mark.parametrize("act", VOTED)
def test_a_blank_dossier_of_each_sort_has_no_fault(act: str) -> None:
    assert run("new", _SITTING, "--act", act).exit_code == ExitCode.OK
    checked = run("check", _SITTING)
    assert checked.exit_code == ExitCode.OK, checked.output
    assert f"{_SITTING} : 0 erreur, " in checked.output
    assert "avertissement" not in checked.output
    assert run("render", _SITTING, "--format", "docx").exit_code == ExitCode.OK


def test_a_small_grant_has_its_amount_and_no_convention(project: Path) -> None:
    run("new", "livres-2031", "--act", "sans-convention")
    folder = project / "data" / "livres-2031"
    assert {file.stem for file in folder.iterdir()} == {"dossier", "deliberation", "expose"}
    file = folder / "deliberation.yaml"
    text = file.read_text(encoding="utf-8").replace("operation: à compléter", "operation: 1 500")
    file.write_text(text, encoding="utf-8")
    said = printed(project, "livres-2031", "deliberation")
    assert folded("attribue une subvention de 1 500 € (mille cinq cents euros) au Théâtre") in said


@pytest.mark.parametrize(
    ("typed", "near"),
    [("Subventions 2031", "subventions-2031"), ("arrêté-7", "arrete-7"), ("-x", "x")],
)
def test_a_name_that_is_none_is_told_with_one_that_is(typed: str, near: str) -> None:
    made = run("new", "--", typed)
    assert made.exit_code != ExitCode.OK
    assert f"Par exemple : « {near} »." in flat(made.output)
    assert run("new", near).exit_code == ExitCode.OK


def test_several_grants_have_their_table(project: Path) -> None:
    run("new", "associations-2031", "--act", "plusieurs")
    file = project / "data" / "associations-2031" / "attributions.yaml"
    text = file.read_text(encoding="utf-8").replace("montant: à compléter", "montant: 1 500")
    file.write_text(text.replace("objet: à compléter", "objet: saison"), encoding="utf-8")
    said = printed(project, "associations-2031", "deliberation")
    assert folded("pour un total de 1 500 €") in said
    assert folded("Théâtre d'Exemple saison") in said


def test_a_sitting_has_its_papers_and_its_members(project: Path) -> None:
    made = run("new", _SITTING, "--act", "seance")
    assert f"{_SITTING}.yaml" in made.output
    sitting = project / "data" / "seances" / f"{_SITTING}.yaml"
    assert "date: 2031-06-30" in sitting.read_text(encoding="utf-8")
    said = printed(project, _SITTING, "feuille-presence")
    assert folded("Mme Lou GABARIT") in said
    assert folded("Séance du lundi 30 juin 2031") in said


def test_the_papers_of_a_sitting_are_not_those_of_the_next(project: Path) -> None:
    run("new", _SITTING, "--act", "seance")
    made = run("new", "2032-06-28-conseil", "--from", _SITTING)
    assert made.exit_code != ExitCode.OK
    assert "new 2032-06-28-conseil --act seance" in flat(made.output)
    assert not (project / "data" / "2032-06-28-conseil").exists()


def test_a_sitting_that_is_there_is_kept(project: Path) -> None:
    (project / "data" / "premier-dossier" / "seance.yaml").rename(project / "seance.yaml")
    folder = project / "data" / "seances"
    folder.mkdir()
    (project / "seance.yaml").rename(folder / "conseil.yaml")
    before = (folder / "conseil.yaml").read_bytes()
    assert run("new", "conseil", "--act", "seance", "--year", "2031").exit_code == ExitCode.OK
    assert (folder / "conseil.yaml").read_bytes() == before


def test_nobody_to_sit_is_told_and_nothing_written(project: Path) -> None:
    people = project / "data" / "_commun" / "personnes.yaml"
    people.write_text("# personne\n", encoding="utf-8")
    made = run("new", _SITTING, "--act", "seance")
    assert made.exit_code != ExitCode.OK
    assert "une séance a des membres" in flat(made.output)
    assert not (project / "data" / _SITTING).exists()
    assert not (project / "data" / "seances").exists()
