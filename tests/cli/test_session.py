"""`pmtdocs import session`, as somebody who has a register open in Word uses it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from pmtdocs import cli
from pmtdocs.dossier.load import load
from pmtdocs.finding import ExitCode
from tests.support.command import ROOT, Patch, content, flat, program, run


@pytest.fixture
def pasted(data: Path) -> Path:
    """The paragraph of 2024 in a text file, and no sitting in the dossier."""
    file = Path("registre.txt")
    file.write_bytes((ROOT / "tests/data/registre-2024.txt").read_bytes())
    (data / "2024/seance.yaml").unlink()
    return file


def test_the_sitting_is_written_and_counted(pasted: Path, data: Path) -> None:
    result = run("import", "session", str(pasted), "--dossier", "2024")
    assert result.exit_code == ExitCode.OK, result.output
    assert "80 présents, 43 absents, 31 procurations ; 123 noms, autant que" in result.output
    assert "Écrit dans data/2024/seance.yaml." in result.output
    assert "À vérifier, Étaient présents, Besançon (registre.txt:15:103)" in result.output
    assert load(data, "2024").dossier.seance == load(ROOT / "data", "2024").dossier.seance


def test_a_dossier_that_names_a_shared_sitting_has_it_written_there(
    pasted: Path, data: Path, patch: Patch
) -> None:
    patch("2024/dossier.yaml", "etat: voté", "etat: voté\nseance: 2024-04-11-conseil")
    result = run("import", "session", str(pasted), "--dossier", "2024")
    assert result.exit_code == ExitCode.OK, result.output
    assert "Écrit dans data/seances/2024-04-11-conseil.yaml." in result.output
    loaded = load(data, "2024")
    assert loaded.dossier.seance == load(ROOT / "data", "2024").dossier.seance
    schema = Path("pmtdocs/schemas/seance.schema.json")
    schema.parent.mkdir(parents=True)
    schema.write_text("{}", encoding="utf-8")
    run("import", "session", str(pasted), "--dossier", "2024", "--replace")
    first = (data / "seances/2024-04-11-conseil.yaml").read_text("utf-8").splitlines()[0]
    assert first.endswith("$schema=../../pmtdocs/schemas/seance.schema.json")


def test_without_a_place_it_is_shown_and_nothing_is_written(pasted: Path, data: Path) -> None:
    before = content(data)
    result = run("import", "session", str(pasted))
    assert result.exit_code == ExitCode.OK
    assert result.stdout.startswith("# Séance du ")
    assert result.stdout.endswith("a: jean-claude-contini}\n")
    assert "80 présents" in result.stderr
    assert content(data) == before


def test_standard_input_in_the_encoding_of_windows(data: Path) -> None:
    raw = (ROOT / "tests/data/registre-2020.txt").read_text(encoding="utf-8").encode("cp1252")
    result = CliRunner().invoke(cli.main, ["import", "session", "-"], input=raw)
    assert result.exit_code == ExitCode.OK, result.output
    assert "il est lu comme un texte Windows" in result.stderr
    assert "65 présents, 40 en visioconférence, 18 absents, 52 procurations" in result.stderr


def test_a_sitting_that_is_there_is_not_lost(pasted: Path, data: Path) -> None:
    file = data / "2024/seance.yaml"
    file.write_text("à moi\n", encoding="utf-8")
    result = run("import", "session", str(pasted), "--dossier", "2024")
    assert result.exit_code == ExitCode.WRITE
    assert "existe déjà : rien n'a été écrit" in result.output
    assert file.read_text(encoding="utf-8") == "à moi\n"
    result = run("import", "session", str(pasted), "--dossier", "2024", "--replace")
    assert result.exit_code == ExitCode.OK
    assert file.with_name("seance.yaml.ancien").read_text(encoding="utf-8") == "à moi\n"
    assert load(data, "2024").dossier.seance


def test_who_is_unknown_is_listed_with_what_to_add(pasted: Path, data: Path, patch: Patch) -> None:
    """Told once, with the place and the line; pasting the lines is enough."""
    patch(
        "_commun/personnes.yaml",
        "gilles-ory: {civilite: M., prenom: Gilles, nom: ORY, commune: bonnay}\n",
        "",
    )
    patch("_commun/communes.yaml", "deluz: {nom: Deluz}\n", "")
    text = (data / "_commun/personnes.yaml").read_text(encoding="utf-8")
    taillard = re.search(r"fabrice-taillard: .*\n", text)
    assert taillard
    patch("_commun/personnes.yaml", taillard[0], "")
    result = run("import", "session", str(pasted), "--output", "seance.yaml")
    assert result.exit_code == ExitCode.FINDINGS
    assert not Path("seance.yaml").exists()
    said = flat(result.output)
    assert (
        "Étaient présents, Bonnay (registre.txt:15:1002) « M. Gilles ORY » n'est pas dans" in said
    )
    assert "3 points à régler : rien n'a été écrit." in said
    _paste(data, result.output)
    again = run("import", "session", str(pasted), "--output", "seance.yaml")
    assert again.exit_code == ExitCode.OK, again.output
    assert "80 présents, 43 absents, 31 procurations" in again.output


def _paste(data: Path, output: str) -> None:
    for table, lines in re.findall(
        r"à ajouter à data/_commun/(\w+)\.yaml :\n\n((?:.+\n)+)", output
    ):
        with (data / f"_commun/{table}.yaml").open("a", encoding="utf-8") as file:
            file.write(lines)


def test_a_table_is_recognised(data: Path) -> None:
    Path("seance.csv").write_text("Nom;Mode\nVIGNOT;salle\n", encoding="utf-8-sig")
    result = run("import", "session", "seance.csv")
    assert result.exit_code == ExitCode.FINDINGS
    assert "Ajoutez au texte : « Date ; … »" in result.output
    forced = run("import", "session", "seance.csv", "--format", "registre")
    assert "Aucune liste de membres n'est reconnue." in forced.output


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["rien.txt"], ExitCode.DATA, "n'existe pas"),
        (["registre.txt", "--dossier", "2042"], ExitCode.USAGE, "Le dossier « 2042 » n'existe pas"),
        (["registre.txt", "--dossier", "2024", "--output", "x"], ExitCode.USAGE, "choisissez"),
        (["registre.txt", "--data", "nulle-part"], ExitCode.USAGE, "n'existe pas"),
        (["registre.txt", "--format", "csv"], ExitCode.DATA, "pas de ligne de titres"),
    ],
)
def test_what_is_refused(pasted: Path, arguments: list[str], code: int, said: str) -> None:
    result = run("import", "session", *arguments)
    assert result.exit_code == code
    assert said in result.output


def test_shared_data_that_cannot_be_read_are_said(pasted: Path, data: Path) -> None:
    (data / "_commun/communes.yaml").write_text("a: [", encoding="utf-8")
    result = run("import", "session", str(pasted))
    assert result.exit_code == ExitCode.DATA
    assert "data/_commun/communes.yaml:1:" in result.output


def test_as_a_program(pasted: Path, tmp_path: Path) -> None:
    done = program("import", "session", str(pasted), "--dossier", "2024", cwd=tmp_path)
    assert done.returncode == ExitCode.OK, done.stderr
    assert "31 procurations" in done.stdout


def test_a_first_register_makes_the_council(data: Path) -> None:
    """`--write` adds who is new to the shared tables, whose comments stay."""
    people, towns = data / "_commun/personnes.yaml", data / "_commun/communes.yaml"
    people.write_text("# À nous.\nluc-roy: {prenom: Luc, nom: ROY}  # maire\n", encoding="utf-8")
    towns.write_text("# Aucune.\n{}\n", encoding="utf-8")
    text = (
        "Séance du 3 juin 2030\nLe Conseil, convoqué le 28 mai 2030, s'est réuni Salle Haute, "
        "1 rue Haute, sous la présidence de M. Luc ROY, Maire.\nLa séance est ouverte à 18h00.\n"
        "Membres en exercice : 3\nPrésents :\nBourg : Mme Zoé LI\nVal : M. Max LO\n"
        "Absent : M. Luc ROI\nSecrétaire : M. Max LO\n"
    )
    Path("registre.txt").write_text(text, encoding="utf-8")
    result = run("import", "session", "registre.txt", "--output", "seance.yaml", "--write")
    assert result.exit_code == ExitCode.OK, result.output
    assert "Ajouts à data/_commun : 2 communes, 2 personnes." in result.output
    assert people.read_text(encoding="utf-8") == (
        "# À nous.\nluc-roy: {prenom: Luc, nom: ROY}  # maire\n\n"
        "# D'après le registre d'une séance : à relire.\n"
        "zoe-li: {civilite: Mme, prenom: Zoé, nom: LI, commune: bourg}\n"
        "max-lo: {civilite: M., prenom: Max, nom: LO, commune: val}\n"
    )
    assert towns.read_text(encoding="utf-8").startswith("# Aucune.\n\n# D'après")
    again = run("import", "session", "registre.txt", "--output", "seance.yaml", "--write")
    assert "seance.yaml le dit déjà." in again.output
    assert "Ajouts" not in again.output


def test_a_table_in_braces_is_left_as_it_is(data: Path) -> None:
    people = data / "_commun/personnes.yaml"
    people.write_text("{luc-roy: {prenom: Luc, nom: ROY}}\n", encoding="utf-8")
    Path("registre.txt").write_text("Présents : Mme Zoé LI, M. Max LO", encoding="utf-8")
    result = run("import", "session", "registre.txt", "--write")
    assert result.exit_code == ExitCode.WRITE
    assert "rien n'y est ajouté" in result.output
    assert people.read_text(encoding="utf-8") == "{luc-roy: {prenom: Luc, nom: ROY}}\n"
