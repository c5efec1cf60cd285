"""Several grants in one vote, rendered with the neutral modèle: the table, a document a line."""

import shutil
from pathlib import Path

import pytest

from pmtdocs.dossier.load import load
from pmtdocs.render.fill import trace
from pmtdocs.render.output.documents import build, chosen
from pmtdocs.render.page.walk import walk
from pmtdocs.render.page.words import words_of
from tests.support.command import run

NEUTRAL = Path("pmtdocs") / "modeles" / "neutre"
ROOT = Path(__file__).parents[2]
DOCUMENTS = """documents:
  deliberation: [deliberation]
  convention-{beneficiaire}: {parties: [convention], pour: conventions}
  notification-{beneficiaire}: [lettre-notification]
"""


@pytest.fixture
def project(small: Path) -> Path:
    """The small table of grants with the documents of the neutral modèle."""
    shutil.copytree(ROOT / NEUTRAL, small.parent / "templates" / "neutre")
    sheet = small / "plusieurs" / "dossier.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("gbm\n", "neutre\n", 1) + DOCUMENTS, "utf-8")
    return small


def said(project: Path, only: str) -> dict[str, str]:
    dossier = load(project, "plusieurs").dossier
    folder = project.parent / "templates" / "neutre"
    built = build(dossier, folder, chosen(dossier, (only,)), draft=False)
    return {n: "\n".join(p.words for p in words_of(walk(d))) for n, d in built.items()}


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ").replace("’", "'")


def test_the_deliberation_prints_the_table(project: Path) -> None:
    words = plain(said(project, "deliberation")["deliberation"])
    for expected in (
        "pour un total de 51 500 €",
        "en nature qui y figurent, d'une valeur de 3 000 €",
        "Investissement – BP 2024, chapitre 204",
        "convention ; déport : M. Hugo MOREL",
        "approuve la convention à conclure avec le bénéficiaire pour lequel le tableau l'indique",
    ):
        assert expected in words


def test_each_line_is_notified(project: Path) -> None:
    letters = said(project, "notification-{beneficiaire}")
    assert len(letters) == 5
    words = plain(letters["notification-club-2"])
    assert "une subvention de 5 000 € (cinq mille euros) au Club des Essais" in words
    assert "délai de deux mois à compter de la réception de la lettre" in words
    in_kind = plain(letters["notification-club-3"])
    assert "aide en nature, d'une valeur de 3 000 €" in in_kind
    assert "Objet de l'aide : " in in_kind
    assert "finance" not in in_kind
    with_a_convention = plain(letters["notification-orchestre"])
    assert "L'aide est employée à l'objet pour lequel elle est accordée" in with_a_convention
    assert "\nMonsieur l'Administrateur,\n" in with_a_convention
    assert "\nMadame, Monsieur,\n" in words


def test_a_convention_without_a_programme_says_its_object_and_who_the_parties_are(
    project: Path,
) -> None:
    known = project / "_commun" / "organisations.yaml"
    known.write_text(known.read_text("utf-8").replace("siren: 900 000 035, ", ""), "utf-8")
    words = plain(said(project, "convention-orchestre")["convention-orchestre"])
    assert "au titre de l'année 2024, pour l'objet suivant : un salon." in words
    assert "L'Orchestre d'Exemple, SIRET 900 000 035 00015" in words


def test_the_total_says_what_it_leaves_out(project: Path) -> None:
    table = project / "plusieurs" / "attributions.yaml"
    assert "\nTotal hors aides en nature\n" in plain(said(project, "deliberation")["deliberation"])
    table.write_text(
        table.read_text("utf-8").replace("nature: en nature", "nature: numéraire"), "utf-8"
    )
    assert "\nTotal\n" in plain(said(project, "deliberation")["deliberation"])


def test_the_table_has_the_columns_that_a_line_says(project: Path) -> None:
    table = project / "plusieurs" / "attributions.yaml"
    text = table.read_text("utf-8")
    words = plain(said(project, "deliberation")["deliberation"])
    assert "\n2023\n2024\nObservations\n" in words
    table.write_text(text.replace("    montant_precedent: 24 000\n", ""), "utf-8")
    words = plain(said(project, "deliberation")["deliberation"])
    assert "\nObjet\n2024\nObservations\n" in words
    asked = text.replace("montant: 1 500", "montant_demande: 1 800, montant: 1 500")
    table.write_text(asked, "utf-8")
    words = plain(said(project, "deliberation")["deliberation"])
    assert "\n2023\nDemandé\n2024\nObservations\n" in words
    assert "\nl'année\n–\n1 800 €\n1 500 €\n" in words
    assert "\nTotal hors aides en nature\n24 000 €\n–\n51 500 €\n" in words


def test_what_is_all_in_kind_spends_nothing(project: Path) -> None:
    table = project / "plusieurs" / "attributions.yaml"
    lent = "- {beneficiaire: club, objet: une salle, montant: 3 000, nature: en nature}"
    table.write_text(f"lignes:\n  {lent}\n", "utf-8")
    words = plain(said(project, "deliberation")["deliberation"])
    assert (
        "\naccorde, au titre de l'année 2024, les aides en nature que détaille le tableau" in words
    )
    assert "\nTotal (valeur)\n3 000 €\n" in words
    assert "attribue" not in words
    assert "Inscription budgétaire" not in words


def test_a_figure_of_a_line_is_traced_to_it(project: Path) -> None:
    loaded = load(project, "plusieurs")
    folder = project.parent / "templates" / "neutre"
    asked = chosen(loaded.dossier, ("convention-orchestre",))
    (lines,) = trace.lines(loaded.dossier, folder, asked, False).values()
    paths = {s.path for line in lines for s in line.stretches if s.text.startswith("25")}
    line = ("attributions", "lignes", 0)
    assert paths == {(*line, "montant"), (*line, "versements", 0, "montant")}


def test_a_small_grant_needs_no_convention(project: Path) -> None:
    sheet = project / "sans-convention" / "dossier.yaml"
    text = sheet.read_text("utf-8").replace("modele: gbm", "modele: neutre")
    sheet.write_text(f"{text}documents: {{deliberation: [deliberation]}}\n", "utf-8")
    places = ("--data", str(project), "--templates", str(project.parent / "templates"))
    out = str(project.parent / "out")
    asked = ("render", "sans-convention", *places, "--format", "docx", "--output", out)
    made = run(*asked)
    assert made.exit_code == 0, made.output
    assert "avertissement" not in made.output
