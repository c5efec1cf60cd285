"""``pmtdocs init``: from an empty folder to a project that checks and says what comes next."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from string import Template

import pytest
import yaml
from click.testing import CliRunner, Result

from pmtdocs import cli
from pmtdocs.cli import init
from pmtdocs.commands import init as project
from pmtdocs.dossier.load import load
from pmtdocs.dossier.organs import organs
from pmtdocs.finding import ExitCode
from pmtdocs.templates import NEUTRAL
from tests.support.command import content, flat, run
from tests.support.words import docx_text, folded
from tools.first_act import vote

CITY = ("--type", "commune", "--name", "Ville d'Exemple")


@pytest.fixture(autouse=True)
def empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder where there is nothing, to stand in."""
    folder = tmp_path / "ici"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def answered(monkeypatch: pytest.MonkeyPatch, *arguments: str, answers: str) -> Result:
    """The command at a terminal, where somebody types."""
    monkeypatch.setattr(init, "_somebody_answers", lambda: True)
    return CliRunner().invoke(cli.main, ["init", *arguments], input=answers, prog_name="pmtdocs")


@pytest.mark.parametrize("kind", organs())
def test_every_kind_of_authority_moves_in(kind: str) -> None:
    name = f"{kind[:1].upper()}{kind[1:]} de l'Étoile d'Àlbret"
    made = run("init", "--type", kind, "--name", name, "--siren", "123456782")
    assert made.exit_code == 0, made.output
    checked = run("check")
    assert checked.exit_code == 0, checked.output
    assert "premier-dossier : 0 erreur, " in checked.output
    assert "avertissement" not in checked.output
    dossier = load(Path("data"), "premier-dossier").dossier
    assert dossier.financeur
    assert dossier.financeur.type == kind
    assert dossier.financeur.nom == name
    assert dossier.financeur.siren == "123 456 782"


def test_what_is_written_is_said_with_what_comes_next() -> None:
    made = run("init", "chez nous", *CITY)
    assert made.exit_code == 0
    assert 'Ensuite :\n  cd "chez nous"\n  pmtdocs check\n  pmtdocs render premier-dossier\n' in (
        made.output
    )
    written = content(Path("chez nous"))
    assert {".gitignore", ".gitattributes", ".gitlab-ci.yml", "pmtdocs.toml", "LISEZMOI.md"} <= (
        written.keys()
    )
    assert {".github/workflows/dossiers.yml", ".vscode/settings.json"} <= written.keys()
    assert any(name.startswith("Atelier.") for name in written)
    json.loads(written[".vscode/settings.json"])
    yaml.safe_load(written[".gitlab-ci.yml"])
    assert b'"pmtdocs text"' in written[".gitattributes"]


def test_the_draft_is_a_deliberation_with_its_convention(empty: Path) -> None:
    run("init", *CITY)
    made = run("render", "premier-dossier", "--format", "docx")
    assert made.exit_code == 0, made.output
    folder = empty / "output" / "premier-dossier"
    deliberation = docx_text(folder / "deliberation.docx")
    assert "Projet de délibération" in deliberation
    assert "attribue une subvention de" in deliberation
    assert "la convention à conclure avec l’association à nommer" in deliberation
    assert "La Ville d’Exemple, agissant par" in docx_text(folder / "convention.docx")
    told = run("status", "premier-dossier")
    assert "31 faits « à compléter »" in told.output


def test_each_data_file_leads_an_editor_to_its_schema(empty: Path) -> None:
    run("init", *CITY)
    files = [*empty.glob("data/*/*.yaml")]
    assert len(files) == 10
    for file in files:
        first = file.read_text("utf-8").split("\n")[0]
        way = first.removeprefix("# yaml-language-server: $schema=")
        assert (file.parent / way).resolve() == empty / "schemas" / f"{file.stem}.schema.json"
        assert (file.parent / way).is_file()


@pytest.mark.parametrize(
    ("name", "kind", "called"),
    [
        ("Ville d'Exemple", "commune", "la Ville d'Exemple"),
        ("Étréchy", "commune", "la commune d'Étréchy"),
        ("Le Mans", "commune", "la commune du Mans"),
        ("Département de l'Étoile", "département", "le Département de l'Étoile"),
        ("Exemple Métropole", "métropole", "Exemple Métropole"),
        ("Villeneuve d'Exemple", "commune", "la commune de Villeneuve d'Exemple"),
        ("Exemple", "région", "la région Exemple"),
        ("Eurométropole d'Exemple", "métropole", "l'Eurométropole d'Exemple"),
        ("Terres d'Exemple", "communauté de communes", "Terres d'Exemple"),
        ("Pays d'Exemple", "PETR", "le Pays d'Exemple"),
        ("SMICTOM d'Exemple", "syndicat mixte", "le SMICTOM d'Exemple"),
        ("GIP Exemple", "groupement d'intérêt public", "le GIP Exemple"),
        ("Syndicat des eaux", "syndicat mixte", "le Syndicat des eaux"),
        ("Établissement public foncier", "établissement public", "l'Établissement public foncier"),
    ],
)
def test_a_name_takes_its_article(name: str, kind: str, called: str) -> None:
    run("init", "--type", kind, "--name", name)
    funder = load(Path("data"), "premier-dossier").dossier.financeur
    assert funder
    assert funder.appellation == called


@pytest.mark.parametrize(
    "name",
    [
        "a: b # c",
        "« Cœur », d'Étoile",
        'Le "Val"',
        "- x",
        "{oui}",
        "null",
        "12 345",
        "beneficiaire",
    ],
)
def test_any_name_is_that_of_the_body(name: str) -> None:
    assert run("init", "--type", "commune", "--name", name).exit_code == 0
    assert run("check").exit_code == 0
    funder = load(Path("data"), "premier-dossier").dossier.financeur
    assert funder
    assert funder.nom == name


@pytest.mark.parametrize("typed", ["departement", "DÉPARTEMENT", "6"])
def test_a_kind_may_be_typed_as_it_comes(typed: str) -> None:
    run("init", "--type", typed, "--name", "Département de l'Étoile")
    funder = load(Path("data"), "premier-dossier").dossier.financeur
    assert funder
    assert funder.type == "département"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "Il manque --type et --name. → pmtdocs init --type commune --name"),
        (("--type", "commune"), "Il manque --name."),
        (
            ("--type", "comune", "--name", "X"),
            "Vouliez-vous dire « commune » ? Au choix : commune, ",
        ),
        (
            ("--type", "association", "--name", "X"),
            "n'est pas un type qui accorde des subventions.",
        ),
        ((*CITY, "--siren", "123456789"), "sa clé de contrôle ne tombe pas juste. Recopiez-le"),
        (
            ("--type", "département", "--name", "Haute-Étoile"),
            "Le nom est attendu en entier : « Département … », non « Haute-Étoile ».",
        ),
        ((*CITY, "--siren", "1234"), "a 4 chiffres, il en faut 9"),
        (("--type", "commune", "--name", "  "), "Un nom est attendu"),
        (("--type", "commune", "--name", "a\x1b[31m"), "Un nom est attendu"),
        (("aux", *CITY), "Windows n'admet pas « aux » comme nom"),
        (("a:b", *CITY), "Windows n'admet pas « a:b » comme nom"),
        (("--example", "nulle-part"), "L'exemple « nulle-part » n'existe pas."),
    ],
)
def test_what_is_wanted_is_said_and_nothing_written(
    empty: Path, arguments: tuple[str, ...], said: str
) -> None:
    made = run("init", *arguments)
    assert made.exit_code == 2
    assert said in flat(made.output)
    assert [*empty.iterdir()] == []


def test_somebody_at_a_terminal_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    made = answered(monkeypatch, answers="comune\n2\nVal d'Exemple\n123\n123 456 782\n")
    assert made.exit_code == 0, made.output
    assert " 2  communauté de communes (conseil communautaire)" in made.output
    assert "Vouliez-vous dire « commune » ?" in made.output
    assert "il en faut 9" in made.output
    funder = load(Path("data"), "premier-dossier").dossier.financeur
    assert funder
    assert (funder.type, funder.nom) == ("communauté de communes", "Val d'Exemple")
    assert funder.siren == "123 456 782"


def test_only_what_is_missing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    made = answered(monkeypatch, *CITY, answers="\n")
    assert made.exit_code == 0
    assert "Type" not in made.output
    funder = load(Path("data"), "premier-dossier").dossier.financeur
    assert funder
    assert funder.siren is None


def test_what_is_there_is_left_alone_and_told(empty: Path) -> None:
    (empty / ".gitignore").write_text("mien\n", encoding="utf-8")
    (empty / "notes.txt").write_text("à moi\n", encoding="utf-8")
    for name in ("Atelier.desktop", "Atelier.bat", "Atelier.command"):
        (empty / name).write_text("mien\n", encoding="utf-8")
    made = run("init", *CITY)
    assert "Laissé tel quel, déjà là : .gitignore." in made.output
    for name in (".gitignore", "Atelier.desktop", "Atelier.bat", "Atelier.command"):
        assert (empty / name).read_text(encoding="utf-8") == "mien\n"
    assert run("check").exit_code == 0


def test_a_project_gets_what_it_lacks_and_keeps_its_facts(empty: Path) -> None:
    run("init", *CITY)
    before = content(empty)
    for name in ("pmtdocs.toml", "templates/neutre/charte.docx"):
        (empty / name).unlink()
    (empty / "data/premier-dossier/budget.yaml").unlink()
    made = run("init")  # nothing is asked: the facts are there
    assert made.exit_code == 0, made.output
    assert "déjà là : data, templates/neutre/clauses, schemas, " in made.output
    assert "Ajouté : templates/neutre/charte.docx, pmtdocs.toml." in made.output
    now = content(empty)
    for name in ("pmtdocs.toml", "templates/neutre/charte.docx"):
        assert now[name] == before[name]
    assert "data/premier-dossier/budget.yaml" not in now, "somebody took it away"
    again = run("init")
    assert "Rien n'a été écrit : le projet est complet." in again.output


def test_what_the_disk_refuses_leaves_nothing_behind(empty: Path) -> None:
    (empty / "templates").write_text("un fichier", encoding="utf-8")
    made = run("init", *CITY)
    assert made.exit_code == ExitCode.WRITE
    assert "templates/neutre/annexe-1.docx ne peut pas être écrit : un fichier est à la" in (
        made.output
    )
    assert [file.name for file in empty.iterdir()] == ["templates"]


def test_tables_may_hold_nothing_but_comments(empty: Path) -> None:
    run("init", *CITY)
    text = (empty / "data/_commun/personnes.yaml").read_text("utf-8")
    assert all(line.startswith("#") for line in text.splitlines())
    (empty / "data/_commun/communes.yaml").write_text("{}", encoding="utf-8")
    assert run("check").exit_code == 0
    (empty / "data/_commun/communes.yaml").unlink()
    told = run("check")
    assert "Remettez-le ; s'il n'a encore rien à dire, écrivez-y « {} »." in told.output


def test_another_dossier_needs_no_model(empty: Path) -> None:
    run("init", *CITY)
    made = run("new", "2031-theatre")
    assert made.exit_code == 0, made.output
    assert "32 faits à compléter : pmtdocs status 2031-theatre" in made.output
    checked = run("check", "2031-theatre")
    assert checked.exit_code == 0, checked.output
    dossier = load(Path("data"), "2031-theatre").dossier
    assert dossier.dossier.exercices == (2031,)
    assert dossier.dossier.financeur == "ville-d-exemple"
    assert run("render", "2031-theatre", "--format", "docx").exit_code == 0
    again = run("new", "2031-theatre")
    assert "existe déjà : rien n'a été écrit." in again.output


def test_another_dossier_takes_what_the_others_say_alike(empty: Path) -> None:
    run("init", *CITY)
    (empty / "data/_commun/organisations.yaml").write_text(
        "region: {nom: Région Exemple, article: la, type: région}\n"
        "ville: {nom: Ville d'Exemple, article: la, type: commune}\n"
        "theatre: {nom: Théâtre, article: le, type: association}\n",
        encoding="utf-8",
    )
    sheet = empty / "data/premier-dossier/dossier.yaml"
    text = sheet.read_text("utf-8").replace("ville-d-exemple", "ville")
    sheet.write_text(text.replace("beneficiaire: beneficiaire", "beneficiaire: theatre"), "utf-8")
    made = run("new", "fete", "--year", "2033")
    assert "data/fete/dossier.yaml:9  « theatre »" in made.output
    dossier = load(Path("data"), "fete").dossier
    assert (dossier.dossier.financeur, dossier.dossier.beneficiaire) == ("ville", "theatre")
    assert dossier.dossier.exercices == (2033,)
    (empty / "data/_commun/organisations.yaml").write_text(
        "ville: {nom: Ville d'Exemple, article: la, type: commune}\n", encoding="utf-8"
    )
    told = run("new", "autre")
    assert "Aucun organisme du projet n'est celui qui reçoit la subvention." in told.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("check",), "Pour commencer un projet ici : pmtdocs init."),
        (("status",), "pmtdocs init"),
        (("new", "x"), "pmtdocs init"),
        (("serve", "--no-browser", "--launcher"), "pmtdocs init"),
        (("templates", "check"), "Pour en avoir un, neutre : pmtdocs init."),
        (("clauses",), "pmtdocs init"),
        (("inti",), "Vouliez-vous dire « init » ?"),
    ],
)
def test_a_dead_end_names_the_way_on(words: tuple[str, ...], said: str) -> None:
    told = run(*words)
    assert told.exit_code != 0
    assert said in flat(told.output)


def test_no_dossier_yet(empty: Path) -> None:
    (empty / "data").mkdir()
    assert "Pour en préparer un : pmtdocs new NOM." in flat(run("check").output)


def test_a_blank_dossier_leads_to_a_voted_act_without_a_remark(empty: Path) -> None:
    run("init", *CITY)
    run("new", "2031-saison")
    vote(empty, "2031-saison")
    checked = run("check", "2031-saison")
    assert checked.output.strip() == "2031-saison : 0 erreur."
    made = run("render", "2031-saison", "--format", "docx")
    assert made.exit_code == 0, made.output
    said = folded(docx_text(empty / "output/2031-saison/deliberation.docx"))
    for words in (
        "Extrait du registre des délibérations du conseil municipal",
        "Après en avoir délibéré, à l'unanimité, le conseil municipal :",
        "attribue une subvention de 30 000 € (trente mille euros) au Théâtre d'Exemple",
        "autorise Madame la Maire, ou son représentant, à la signer.",
        "La Maire,\nMme Camille EXEMPLE",
        "Le secrétaire de séance,\nM. Dominique MODÈLE",
    ):
        assert folded(words) in said


def test_a_small_grant_needs_no_convention_and_says_its_amount(empty: Path) -> None:
    """What the comments of the files say to erase is erased; the amount is then wanted."""
    run("init", *CITY)
    run("new", "2031-saison")
    vote(empty, "2031-saison")
    folder = empty / "data/2031-saison"
    for subject in ("convention", "programme", "budget", "indicateurs"):
        (folder / f"{subject}.yaml").unlink()
    sheet, report = folder / "dossier.yaml", folder / "deliberation.yaml"
    annexed = "  convention: [convention, annexe-1, annexe-2, annexe-3]\n"
    sheet.write_text(sheet.read_text("utf-8").replace(annexed, ""), encoding="utf-8")
    assert "n'accorde rien" in flat(run("check", "2031-saison").output)
    said = report.read_text("utf-8").replace("120 000", "120 000\n  publie: {operation: 1 500}")
    report.write_text(said, encoding="utf-8")
    assert run("check", "2031-saison").output.strip() == "2031-saison : 0 erreur."
    assert run("render", "2031-saison", "--format", "docx").exit_code == 0
    printed = folded(docx_text(empty / "output/2031-saison/deliberation.docx"))
    granted = "attribue une subvention de 1 500 € (mille cinq cents euros) au Théâtre d'Exemple"
    assert folded(granted) in printed
    assert "convention" not in printed


@pytest.fixture
def example(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A project of invented facts that is ready in the package."""
    root = tmp_path / "exemples"
    data = root / "bourg" / "data"
    shutil.copytree(NEUTRAL.parent / "projet" / "data", data)
    (data / "premier-dossier").rename(data / "fete-2031")
    values = {"annee": "2031", "modele": "neutre", "relire": "", "executif": "Maire"}
    values |= {"financeur": "bourg", "beneficiaire": "beneficiaire"}
    values["collectivite"] = "bourg: {nom: Bourg d'Exemple, article: le, type: commune}"
    for file in data.glob("*/*.yaml"):
        file.write_text(Template(file.read_text("utf-8")).substitute(values), encoding="utf-8")
    (data / "seances").mkdir()
    (data / "seances" / "2031-03-27-conseil.yaml").write_text("# rien\n", encoding="utf-8")
    own = "# yaml-language-server: $schema=../../schemas/communes.schema.json\n# aucune\n"
    (data / "_commun" / "communes.yaml").write_text(own, encoding="utf-8")
    monkeypatch.setattr(project, "_EXAMPLES", root)
    return "bourg"


def test_an_example_is_a_project_of_its_own(empty: Path, example: str) -> None:
    made = run("init", "--example", example)
    assert made.exit_code == 0, made.output
    assert "pmtdocs render fete-2031" in made.output
    assert "pmtdocs render fete-2031" in (empty / "LISEZMOI.md").read_text("utf-8")
    assert not (empty / "data/premier-dossier").exists()
    assert run("check", "fete-2031").exit_code == 0
    sitting = (empty / "data/seances/2031-03-27-conseil.yaml").read_text("utf-8")
    towns = (empty / "data/_commun/communes.yaml").read_text("utf-8")
    assert towns.count("yaml-language-server") == 1
    assert sitting.startswith("# yaml-language-server: $schema=../../schemas/seance.schema.json\n")


def test_another_example_is_the_one_it_resembles(example: str) -> None:
    told = run("init", "--example", "bour")
    assert "Vouliez-vous dire « bourg » ? Au choix : bourg." in flat(told.output)


@pytest.mark.parametrize("modele", ["neutre", "nous"])
def test_a_part_that_the_package_brings_is_told(empty: Path, modele: str) -> None:
    run("init", *CITY)
    (empty / "templates/neutre").rename(empty / "templates" / modele)
    sheet = empty / "data/premier-dossier/dossier.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("neutre", modele), encoding="utf-8")
    (empty / "templates" / modele / "annexe-3.docx").unlink()
    told = flat(run("check").output)
    assert "La pièce « annexe-3 » manque" in told
    assert "pmtdocs init la pose." in told or "pose templates/neutre/annexe-3.docx" in told
    assert run("init").exit_code == 0
    made = empty / "templates/neutre/annexe-3.docx"
    if modele == "nous":
        shutil.copy(made, empty / "templates" / modele)
    assert run("check").exit_code == 0
