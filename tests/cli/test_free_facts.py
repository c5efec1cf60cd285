"""Free facts (`faits:`) in the commands on templates: checked, listed, traced, asked first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pmtdocs.finding import ExitCode
from tests.conftest import Patch
from tests.support import modele
from tests.support.command import flat, run


@pytest.fixture
def asking(project: Path, patch: Patch) -> list[str]:
    """The dossier 2024 has facts of its own, and prints one part that names some."""
    facts = "{salle: Maison, loyer: {type: montant, valeur: 1 500}, remise: 2024-09-30}"
    sheet = project / "data" / "2024" / "dossier.yaml"
    kept = sheet.read_text(encoding="utf-8").split("documents:")[0]
    text = f"{kept}faits: {facts}\ndocuments: {{note: [note]}}\n"
    sheet.write_text(text.replace("modele: gbm", "modele: propre"), encoding="utf-8")
    patch("_commun/organisations.yaml", "\npmt:\n", "\npmt:\n  faits: {agrement: 2031-04-10}\n")
    words = [
        "| À {{ faits.salle }}, {{ faits.loyer|euros }} avant le {{ faits.remise|date }}.",
        "| Agréé le {{ beneficiaire.faits.agrement|date }}{% if faits.salle2 %} bis{% endif %}.",
    ]
    folder = project / "templates" / "propre"
    folder.mkdir()
    modele.write(folder / "note.docx", words)
    return words


def checked(*arguments: str) -> list[tuple[str, str]]:
    found = json.loads(run("templates", "check", *arguments, "--format", "json").stdout)
    return [(f["code"], f["message"]) for f in found if f["code"] == "MDL119"]


def test_a_key_that_nobody_says(asking: list[str], project: Path) -> None:
    """Of the dossiers of the modèle, and of any body; a condition on it is false, and is no fault
    of the dossier.
    """
    wanted = "Aucun dossier de ce modèle ne dit le fait « salle2 » ; vouliez-vous dire « salle » ?"
    assert checked("propre") == [("MDL119", wanted)]
    assert checked("templates/propre/note.docx") == [("MDL119", wanted)]
    assert "FAI" not in run("check", "2024").output
    assert "MOD008" not in run("check", "2024").output
    sheet = project / "data" / "2024" / "dossier.yaml"
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(text.replace("{salle: Maison", "{salle2: Maison, salle: Maison"), "utf-8")
    assert checked("propre") == []
    sheet.write_text(text.replace("exercices:", "exercice:"), encoding="utf-8")
    assert checked("propre") == []  # what cannot be read may say it


def test_they_are_listed(asking: list[str]) -> None:
    said = flat(run("templates", "fields", "propre", "--used").output)
    assert (
        "{{ faits.salle }} texte Fait propre, sous « faits » dans les données. Exemple : Maison"
        in said
    )
    assert "{{ faits.salle2 }}" in said
    assert "faits.agrement }}" in said


def test_they_are_traced(asking: list[str]) -> None:
    result = run("trace", "2024")
    assert result.exit_code == ExitCode.OK, result.output
    said = flat(result.output)
    assert "1 500 € data/2024/dossier.yaml:" in said
    assert "(Dossier, faits, loyer, valeur)" in said
    assert "(Dossier, faits, remise, valeur)" in said
    assert "_commun/organisations.yaml" in said
