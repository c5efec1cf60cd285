"""What somebody decides without a vote, from an empty dossier to what is notified."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtdocs.finding import ExitCode
from tests.support.command import flat, run

NATURES = ("arrêté", "décision", "attestation", "lettre", "certificat")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    run("init", "--example", "metropole")
    return tmp_path


def replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("nature", NATURES)
def test_a_new_act_checks_and_prints_while_all_is_to_be_filled_in(
    project: Path, nature: str
) -> None:
    assert run("new", "neuf", "--act", nature).exit_code == ExitCode.OK
    result = run("check", "neuf")
    assert result.exit_code == ExitCode.OK, result.output
    assert "erreur" not in result.output.replace("0 erreur", "")
    assert run("render", "neuf", "--draft", "--format", "docx").exit_code == ExitCode.OK
    assert len([*(project / "output" / "neuf").glob("*.docx")]) == 1


def test_next_years_act_keeps_its_words_and_forgets_its_number(project: Path) -> None:
    assert run("new", "decision-2027", "--from", "decision-2026-118").exit_code == ExitCode.OK
    text = (project / "data" / "decision-2027" / "acte.yaml").read_text(encoding="utf-8")
    assert "numero: à compléter" in text
    assert "date: à compléter" in text
    assert "réparer" in text


def test_an_act_of_another_is_taken_whole(project: Path) -> None:
    result = run("new", "neuf", "--act", "lettre", "--from", "decision-2026-118")
    assert result.exit_code == ExitCode.USAGE
    assert not (project / "data" / "neuf").exists()


def test_what_is_published_names_no_natural_person(project: Path) -> None:
    """The same grant, in an act of a general scope, which is published."""
    replace(
        project / "data" / "arrete-2026-042" / "acte.yaml",
        "nature: arrêté",
        "nature: arrêté\nportee: réglementaire",
    )
    assert "ACT013" in run("check", "arrete-2026-042").output
    result = run("render", "arrete-2026-042", "--format", "docx", "--draft")
    assert result.exit_code == ExitCode.TEMPLATE
    assert "« Mme Léa LILAS » est une personne physique" in flat(result.output)
    assert not [*(project / "output").rglob("*.docx")]


def test_a_document_a_line_alone_is_followed(project: Path) -> None:
    """A letter about grants that it does not make."""
    folder = project / "data" / "arrete-2026-042"
    assert run("new", "neuf", "--act", "lettre").exit_code == ExitCode.OK
    for name in ("attributions.yaml",):
        text = (folder / name).read_text(encoding="utf-8")
        (project / "data" / "neuf" / name).write_text(text, encoding="utf-8")
    sheet = project / "data" / "neuf" / "dossier.yaml"
    text = sheet.read_text(encoding="utf-8").replace("lettre: [", "lettre-{beneficiaire}: [")
    lines = [line for line in text.splitlines(True) if not line.startswith("beneficiaire:")]
    sheet.write_text("".join(lines), encoding="utf-8")
    result = run("check", "neuf")
    assert "erreur interne" not in result.output
    assert "neuf : " in result.output


def test_a_letter_has_paragraphs_and_an_arrete_articles(project: Path) -> None:
    file = project / "data" / "arrete-2026-042" / "acte.yaml"
    replace(file, "nature: arrêté", "nature: lettre")
    result = run("check", "arrete-2026-042")
    assert result.exit_code == ExitCode.DATA
    assert "n'a pas de « articles » : écrivez « texte »" in flat(result.output)


def test_a_text_of_an_individual_act_may_name_whom_it_is_about(project: Path) -> None:
    assert run("new", "neuf", "--act", "certificat").exit_code == ExitCode.OK
    folder = project / "data" / "neuf"
    sheet = (folder / "dossier.yaml").read_text(encoding="utf-8")
    sheet = sheet.replace("beneficiaire: recyclerie", "beneficiaire: lea-lilas")
    (folder / "dossier.yaml").write_text(sheet, encoding="utf-8")
    replace(folder / "acte.yaml", "texte: [à compléter]", 'texte: ["Payé {beneficiaire.au}."]')
    assert run("render", "neuf", "--draft", "--format", "docx").exit_code == ExitCode.OK
    assert "Payé à Mme Léa LILAS." in flat(run("text", "output/neuf/certificat.docx").output)


def test_a_line_with_a_programme_of_its_own_is_granted_by_the_act_of_its_table(
    project: Path,
) -> None:
    table = project / "data" / "decision-2026-118" / "attributions.yaml"
    replace(table, "montant: 12 000\n", "montant: 12 000\n    convention: oui\n")
    folder = project / "data" / "contrat"
    folder.mkdir()
    sheet = _SHEET.replace("etat: signé", "etat: projet\nvote: decision-2026-118")
    (folder / "dossier.yaml").write_text(sheet, encoding="utf-8")
    (folder / "convention.yaml").write_text(_CONTRACT, encoding="utf-8")
    assert run("check", "contrat").exit_code == ExitCode.OK
    assert run("render", "contrat", "--format", "docx").exit_code == ExitCode.OK
    printed = flat(run("text", "output/contrat/convention.docx").output).replace("\u00a0", " ")
    assert "en vertu de la décision n° 2026-118 du 2 juillet 2026" in printed


_SHEET = """modele: neutre
etat: signé
exercices: [2026]
financeur: metropole
beneficiaire: recyclerie
documents: {convention: [convention]}
"""
_CONTRACT = """intitule: relative à un atelier
parties:
  - {organisation: metropole, role: financeur, representant: benoit-bouleau, fonction: Président}
  - {organisation: recyclerie, role: bénéficiaire, representant: mehdi-meleze, fonction: Président}
motifs: [La Métropole soutient le réemploi.]
subvention:
  montant: 12 000
  versements: [{taux: 100, montant: 12 000, evenement: à la signature de la présente convention}]
duree: {fin: 2027-06-30, cesse_a_la_remise: oui, preavis_mois: 2, conservation_annees: 10}
exemplaires_compte_rendu: 1
tribunal: tribunal administratif d'Exemple
comptable: Comptable du service de gestion comptable
signature: {lieu: Exemple-Nord, date: 2026-07-06, exemplaires: 2}
"""


def test_a_convention_is_signed_after_the_decision_is_notified(project: Path) -> None:
    folder = project / "data" / "contrat"
    folder.mkdir()
    act = (project / "data" / "decision-2026-118" / "acte.yaml").read_text(encoding="utf-8")
    act += (
        "execution: {transmission: 2026-07-03, reception: 2026-07-03}\nnotification: 2026-07-08\n"
    )
    for name, text in (("dossier", _SHEET), ("convention", _CONTRACT), ("acte", act)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    said = flat(run("check", "contrat").output)
    assert "DEL002" in said
    assert "la décision n'est notifiée que le 08/07/2026, 2 jours plus tard" in said
    replace(folder / "convention.yaml", "2026-07-06", "2026-07-09")
    assert "DEL002" not in run("check", "contrat").output
    assert run("render", "contrat", "--format", "docx").exit_code == ExitCode.OK
    printed = flat(run("text", "output/contrat/convention.docx").output).replace("\u00a0", " ")
    assert "en vertu de la décision n° 2026-118 du 2 juillet 2026" in printed


def test_a_decision_may_lend_a_room(project: Path) -> None:
    folder = project / "data" / "contrat"
    folder.mkdir()
    contract = _CONTRACT.replace(
        "subvention:\n  montant: 12 000\n", "en_nature: {objet: un local, valeur: 6 000}\n"
    )
    contract = "".join(x for x in contract.splitlines(True) if not x.startswith("  versements"))
    act = (project / "data" / "decision-2026-118" / "acte.yaml").read_text(encoding="utf-8")
    act = "".join(line for line in act.splitlines(True) if not line.startswith("inscription"))
    sheet = _SHEET.replace("signé", "pris").replace("[convention]}", "[decision, convention]}")
    for name, text in (("dossier", sheet), ("convention", contract), ("acte", act)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    result = run("check", "contrat")
    assert result.exit_code == ExitCode.OK, result.output
    assert run("render", "contrat", "--format", "docx").exit_code == ExitCode.OK
    printed = flat(run("text", "output/contrat/convention.docx").output)
    assert "Article 1er – L’aide en nature suivante est accordée à la Recyclerie" in printed
    assert "Article 2 – La convention à conclure" in printed
    replace(folder / "acte.yaml", "plafond: 23 000", "plafond: 5 000")
    said = flat(run("check", "contrat").output).replace("\u202f", " ").replace("\u00a0", " ")
    assert "attribue 6 000 €, la délégation va jusqu'à 5 000 €" in said


def test_a_draft_of_a_maire_is_judged_before_its_words_are_written(project: Path) -> None:
    assert run("new", "neuf", "--act", "arrêté").exit_code == ExitCode.OK
    replace(project / "data" / "_commun" / "organisations.yaml", "type: métropole", "type: commune")
    folder, other = project / "data" / "neuf", project / "data" / "decision-2026-118"
    table = (other / "attributions.yaml").read_text(encoding="utf-8")
    (folder / "attributions.yaml").write_text(table, encoding="utf-8")
    lines = (folder / "dossier.yaml").read_text(encoding="utf-8").splitlines(True)
    kept = (line for line in lines if not line.startswith("beneficiaire:"))
    (folder / "dossier.yaml").write_text("".join(kept), encoding="utf-8")
    assert "ACT011" in run("check", "neuf").output


@pytest.mark.parametrize("reach", ["individuelle", "réglementaire"])
def test_a_private_fact_is_printed_by_what_is_notified_alone(project: Path, reach: str) -> None:
    folder = project / "data" / "decision-2026-118"
    replace(
        folder / "dossier.yaml",
        "documents:",
        'faits: {tel: {valeur: "01 00", publication: privé}}\ndocuments:',
    )
    replace(folder / "acte.yaml", "le budget primitif 2026", "le relevé {faits.tel}")
    replace(folder / "acte.yaml", "nature: décision", f"nature: décision\nportee: {reach}")
    alone = reach == "individuelle"
    assert ("TXT021" in run("check", "decision-2026-118").output) != alone
    run("render", "decision-2026-118", "--format", "docx")
    made = project / "output" / "decision-2026-118" / "decision.docx"
    assert made.exists() == alone
    assert not alone or "le relevé 01 00" in flat(run("text", str(made)).output)


def test_who_signs_takes_an_article_unless_somebody_is_replaced(project: Path) -> None:
    act = project / "data" / "arrete-2026-042" / "acte.yaml"
    text = act.read_text(encoding="utf-8")
    text += "  - {personne: benoit-bouleau, en_qualite_de: Vice-Président}\n"
    act.write_text(text, encoding="utf-8")
    assert run("render", "arrete-2026-042", "--format", "docx").exit_code == ExitCode.OK
    said = flat(run("text", "output/arrete-2026-042/arrete.docx").output)
    assert "Pour le Président, par délégation, la première Vice-Présidente, Mme Agathe" in said
    assert "Le Vice-Président, M. Benoît BOULEAU" in said


def test_no_text_is_left_to_be_filled_in_once_it_is_taken(project: Path) -> None:
    act = project / "data" / "arrete-2026-042" / "acte.yaml"
    replace(act, "lieu: Exemple-Nord", "lieu: à compléter")
    said = run("check", "arrete-2026-042").output
    assert "MOD009" in said
    assert "acte.yaml:6:" in said
    sheet = project / "data" / "arrete-2026-042" / "dossier.yaml"
    replace(sheet, "etat: pris", "etat: projet")
    assert "MOD009" not in run("check", "arrete-2026-042").output
