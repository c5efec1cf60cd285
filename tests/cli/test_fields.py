"""`pmtdocs templates fields`, as staff run it."""

from __future__ import annotations

import json
import shutil
import zipfile
from pathlib import Path

import docx
import pytest

from pmtdocs.finding import ExitCode
from tests.support.command import ROOT, content, flat, program, run


def fields(*arguments: str) -> str:
    result = run("templates", "fields", *arguments)
    assert result.exit_code == ExitCode.OK, result.output
    return result.output


def test_a_table_of_all_fields(project: Path) -> None:
    said = fields()
    assert said == fields("gbm")
    assert "{{ convention.subvention.montant }}" in said
    assert "Exemple : 45\u202f000" in said
    assert said.rstrip().endswith("champs.")


def test_nothing_is_written(project: Path) -> None:
    before = content(project)
    fields("--format", "html")
    assert content(project) == before


def test_the_fields_of_a_part(project: Path) -> None:
    said = fields("--part", "bilan")
    assert "{{ bilan.intitule }}" in said
    assert "{{ convention.tribunal }}" not in said
    assert said == fields("--part", "bilan", "--used")
    assert "{{ convention.tribunal }}" in fields("--part", "bilan", "--unused")


def test_a_field_that_no_part_uses_any_more(project: Path) -> None:
    assert "{{ bilan.intitule }}" not in fields("--unused")
    (project / "templates" / "gbm" / "bilan.docx").unlink()
    assert "{{ bilan.intitule }}" in fields("--unused")


def test_a_part_that_cannot_be_read_is_said(project: Path) -> None:
    (project / "templates" / "gbm" / "bilan.docx").write_bytes(b"rien")
    for asked in ("--used", "--impact bilan.intitule", "--part bilan"):
        result = run("templates", "fields", *asked.split())
        assert result.exit_code == ExitCode.TEMPLATE
        assert "bilan.docx ne se lit pas" in result.output


def test_where_a_field_is_used(project: Path) -> None:
    said = flat(fields("--impact", "deliberation.recours.juridiction"))
    assert "« deliberation.recours.juridiction » est employé dans 1 paragraphe de 1 pièce." in said
    assert "--> templates/gbm/deliberation.docx:" in said
    assert "contestée devant {{ deliberation.recour" in said
    braces = fields("--impact", "{{ deliberation.recours.juridiction }}")
    assert flat(braces) == said


def test_where_for_machines(project: Path) -> None:
    found = json.loads(fields("--impact", "convention.tribunal", "--format", "json"))
    assert found["field"] == "convention.tribunal"
    assert [use["part"] for use in found["uses"]] == [
        "convention-fonctionnement", "convention-type", "convention",
    ]  # fmt: skip
    alone = json.loads(
        fields("--impact", "convention.tribunal", "--format", "json", "--part", "convention")
    )
    assert [use["label"] for use in alone["uses"]] == ["convention, article 9, paragraphe 1"]


def test_the_texts_that_name_a_field_are_told_too(project: Path) -> None:
    file = project / "data" / "2024" / "expose.yaml"
    words = "Il est demandé {convention.subvention.montant | euros_en_lettres}."
    text = file.read_text(encoding="utf-8").replace("resume:\n", f'resume:\n  - "{words}"\n', 1)
    file.write_text(text, encoding="utf-8")
    said = flat(fields("--impact", "convention.subvention.montant"))
    assert "2024, Rapport, résumé" in said
    assert f"--> data/2024/expose.yaml:{text[: text.index(words)].count(chr(10)) + 1}" in said
    assert said.endswith("pièces et 1 texte des données.")
    group = json.loads(fields("--impact", "convention.subvention", "--format", "json"))
    assert group["uses"][-1]["text"] == words
    assert not group["uses"][-1]["part"]
    assert "Il est demandé" not in fields("--impact", "convention.tribunal")


def test_a_field_that_nothing_uses(project: Path) -> None:
    said = fields("--impact", "convention.notification")
    assert "n'est employé par aucune pièce" in said


def test_the_word_file_is_the_same_each_time(project: Path) -> None:
    fields("--format", "docx")
    made = project / "champs-gbm.docx"
    first = made.read_bytes()
    assert docx.Document(str(made)).core_properties.title == "Champs du modèle gbm"
    assert "Écrit dans autre.docx" in fields("--format", "docx", "--output", "autre.docx")
    assert (project / "autre.docx").read_bytes() == first


def test_nothing_is_replaced_unasked(project: Path) -> None:
    (project / "champs.html").write_text("à garder", encoding="utf-8")
    result = run("templates", "fields", "--format", "html", "--output", "champs.html")
    assert result.exit_code == ExitCode.WRITE
    assert (project / "champs.html").read_text(encoding="utf-8") == "à garder"
    fields("--format", "html", "--output", "champs.html", "--replace")
    assert "{{ exercice }}" in (project / "champs.html").read_text(encoding="utf-8")


def test_examples_of_the_dossier_asked_for(project: Path) -> None:
    assert "Exemple : 2020" in flat(fields("--dossier", "2020"))
    assert "Exemple : 2020" not in flat(fields("--dossier", "2024"))


def test_a_dossier_that_cannot_be_read_gives_no_example(project: Path) -> None:
    sheet = project / "data" / "2024" / "budget.yaml"
    sheet.write_text("intitule: [", encoding="utf-8")
    result = run("templates", "fields")
    assert result.exit_code == ExitCode.OK
    assert "2024 ne peut pas être lu" in result.output
    assert run("templates", "fields", "--dossier", "2024").exit_code == ExitCode.DATA


def test_without_data_there_are_fields_all_the_same(project: Path) -> None:
    shutil.rmtree(project / "data")
    assert "{{ convention.tribunal }}" in fields()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("gbn",), "« gbn » n'existe pas. Vouliez-vous dire « gbm » ?"),
        (("--part", "bilans"), "« bilans » n'existe pas. Vouliez-vous dire « bilan » ?"),
        (("--impact", "convention.tribunl"), "Vouliez-vous dire « convention.tribunal » ?"),
        (("--impact", ""), "n'existe pas"),
        (("--impact", "vote.pour", "--format", "docx"), "--impact s'affiche en texte"),
        (("--format", "json", "--used"), "Le schéma JSON est celui de tous les champs"),
        (("--dossier", "2025"), "« 2025 » n'existe pas"),
        (("--format", "pdf"), "pdf"),
    ],
)
def test_what_is_asked_wrongly(project: Path, arguments: tuple[str, ...], words: str) -> None:
    result = run("templates", "fields", *arguments)
    assert result.exit_code == ExitCode.USAGE
    assert words in flat(result.output)


def test_several_modeles_must_be_told_apart(project: Path) -> None:
    shutil.copytree(project / "templates" / "gbm", project / "templates" / "autre")
    result = run("templates", "fields")
    assert result.exit_code == ExitCode.USAGE
    assert "autre, gbm" in result.output
    assert "Champs du modèle autre" in fields("autre")


def test_a_charte_that_is_broken(project: Path) -> None:
    charter = project / "templates" / "gbm" / "charte.docx"
    charter.write_bytes(b"rien")
    result = run("templates", "fields", "--format", "docx")
    assert result.exit_code == ExitCode.TEMPLATE
    assert "charte.docx n'est pas un fichier Word lisible" in result.output
    with zipfile.ZipFile(charter, "w") as archive:
        archive.writestr("lisez-moi.txt", "rien")
    result = run("templates", "fields", "--format", "docx")
    assert result.exit_code == ExitCode.TEMPLATE
    assert "charte.docx n'est pas un document Word" in result.output


def test_a_field_added_to_the_model_is_everywhere(project: Path) -> None:
    """One line of the model: the contract, the table, both schemas, a rendered document."""
    package = project / "lib" / "pmtdocs"
    shutil.copytree(ROOT / "pmtdocs", package, ignore=shutil.ignore_patterns("__pycache__"))
    model = package / "dossier" / "model" / "convention.py"
    text = model.read_text(encoding="utf-8")
    old = "    parties: tuple[Party"
    assert text.count(old) == 1
    new = '    mediateur: Text | None = None\n    """Qui est saisi avant le tribunal."""\n'
    model.write_text(text.replace(old, new + old), encoding="utf-8")
    facts = project / "data" / "2024" / "convention.yaml"
    facts.write_text(
        f"{facts.read_text(encoding='utf-8')}\nmediateur: Commission de conciliation\n",
        encoding="utf-8",
    )
    part = project / "templates" / "gbm" / "convention.docx"
    word = docx.Document(str(part))
    word.paragraphs[-1].insert_paragraph_before("Médiateur : {{ convention.mediateur }}")
    word.save(str(part))

    def told(*arguments: str) -> str:
        done = program(*arguments, cwd=project, PYTHONPATH=str(package.parent))
        assert done.returncode == ExitCode.OK, done.stdout + done.stderr
        return flat(done.stdout)

    table = told("templates", "fields", "--dossier", "2024")
    assert "{{ convention.mediateur }} texte Qui est saisi avant le tribunal." in table
    assert "Exemple : Commission de conciliation" in table
    contract = json.loads(told("templates", "fields", "--format", "json"))
    said = contract["properties"]["convention"]["properties"]["mediateur"]
    assert said["description"] == "Qui est saisi avant le tribunal."
    editor = json.loads(told("schema"))["convention"]["properties"]["mediateur"]
    assert editor["description"] == "Qui est saisi avant le tribunal."
    assert "1 paragraphe de 1 pièce" in told(
        "templates", "fields", "--impact", "convention.mediateur"
    )
    told("render", "2024", "--only", "convention", "--format", "docx", "--output", "sortie")
    made = docx.Document(str(project / "sortie" / "2024" / "convention.docx"))
    assert "Médiateur : Commission de conciliation" in [p.text for p in made.paragraphs]
