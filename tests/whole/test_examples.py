"""Each example that ships with the package is complete: it checks, prints, and says what to try."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pmtdocs.finding import ExitCode
from pmtdocs.templates.presence import NEUTRAL
from tests.support.command import flat, run

EXAMPLES = sorted(folder.name for folder in (NEUTRAL.parent / "exemples").iterdir())


@pytest.fixture(params=EXAMPLES)
def example(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    monkeypatch.chdir(tmp_path)
    assert run("init", "--example", request.param).exit_code == ExitCode.OK
    return tmp_path


def test_it_has_nothing_to_be_said_of(example: Path) -> None:
    result = run("check")
    assert result.exit_code == ExitCode.OK
    assert re.findall(r"^(?:erreur|avertissement|information) .*", result.output, re.M) == []


def test_what_it_tells_to_try_names_what_is_there(example: Path) -> None:
    told = (example / "LISEZMOI.md").read_text(encoding="utf-8")
    paths = re.findall(r"`((?:data|templates)/[^`]*)`", told)
    assert len(paths) >= 3
    assert [path for path in paths if not (example / path).exists()] == []
    for name in re.findall(r"^pmtdocs render ([\w-]+)", told, re.M):
        assert (example / "data" / name / "dossier.yaml").is_file()


def test_forty_associations_are_one_table_and_forty_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("init", "--example", "commune")
    result = run("render", "associations-2026", "--format", "docx")
    assert result.exit_code == ExitCode.OK
    made = {file.stem for file in (tmp_path / "output" / "associations-2026").glob("*.docx")}
    assert len([name for name in made if name.startswith("lettre-")]) == 40
    assert len([name for name in made if name.startswith("convention-")]) == 3
    said = flat(run("text", "output/associations-2026/deliberation.docx").output)
    said = said.replace("\u202f", " ").replace("\u00a0", " ")
    assert "| Sous-total | 208 100 € | 218 600 € |" in said
    assert "pour un total de 230 600 € (deux cent trente mille six cents euros)" in said
    assert "autorise Madame la Maire, ou son représentant, à les signer" in said


def test_the_table_of_next_year_is_accused_of_nothing_while_it_is_filled_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("init", "--example", "commune")
    run("new", "associations-2027", "--from", "associations-2026")
    result = run("check", "associations-2027")
    assert result.exit_code == ExitCode.OK
    assert re.findall(r"^(?:erreur|avertissement) .*", result.output, re.M) == []


def test_a_result_to_reach_is_not_printed_as_an_audience(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """« cibles » of programme.yaml are figures that the year must reach."""
    monkeypatch.chdir(tmp_path)
    run("init", "--example", "cluster")
    assert run("render", "photonique-2026", "--format", "docx").exit_code == ExitCode.OK
    said = flat(run("text", "output/photonique-2026/convention.docx").output)
    assert "Résultat attendu : 5 adhésions nouvelles." in said.replace("\u00a0", " ")


def test_a_president_decides_alone_and_the_first_article_says_what(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    run("init", "--example", "metropole")
    assert run("render", "--all", "--format", "docx").exit_code == ExitCode.OK
    said = _text("decision-2026-118/decision")
    assert "Article 1er – Les aides suivantes sont attribuées, au titre de l’année 2026" in said
    assert "une aide en nature d’une valeur de 6 000 € (six mille euros)" in said
    assert "Article 2 – La dépense est imputée ainsi : BP 2026, chapitre 65, pour 12 000 €" in said
    said = _text("arrete-2026-042/arrete")
    assert "à Mme Léa LILAS, une aide de 800,50 €" in said
    assert "Article 4 – Le présent arrêté est transmis" in said
    said = _text("attestation-2026-7/attestation")
    assert "La Métropole de l’Exemple a attribué à la Recyclerie des Deux Rives" in said


def _text(name: str) -> str:
    said = flat(run("text", f"output/{name}.docx").output)
    return said.replace("\u202f", " ").replace("\u00a0", " ")
