"""The papers of a sitting in the neutral modèle, whoever meets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pmtdocs.dossier.load import load
from pmtdocs.render.output.documents import build
from pmtdocs.render.page.walk import walk
from pmtdocs.render.page.words import words_of
from tests.support.command import ROOT, run
from tests.support.shared_sittings import another, change, papers, share

NEUTRAL = ROOT / "pmtdocs" / "modeles" / "neutre"
PARTS = ("convocation", "feuille-presence", "liste-deliberations", "proces-verbal")
#: An article before what takes another one, or none.
WRONG = re.compile(r"\b(?:de le|à le|du [Cc]ommission|du [AaEeIiOoUu]|de Conseil|de Bureau)\b")


def words(data: Path, name: str) -> dict[str, str]:
    dossier = load(data, name).dossier
    built = build(dossier, NEUTRAL, {part: (part,) for part in PARTS}, draft=False)
    read = {part: words_of(walk(one)) for part, one in built.items()}
    spoken = {part: " ".join(one.words for one in said) for part, said in read.items()}
    return {part: " ".join(said.replace("\xa0", " ").split()) for part, said in spoken.items()}


@pytest.mark.parametrize(
    ("council", "of"),
    [
        ("Conseil municipal", "du Conseil municipal"),
        ("Bureau", "du Bureau"),
        ("Commission permanente", "de la Commission permanente"),
        ("Conseil d'administration", "du Conseil d’administration"),
        ("Assemblée générale", "de l’Assemblée générale"),
        ("Comité syndical", "du Comité syndical"),
    ],
)
def test_papers_in_right_french(small: Path, council: str, of: str) -> None:
    change(share(small), "instance: Conseil de Communauté", f"instance: {council}")
    another(small, "autre", 3)
    said = words(small, papers(small))
    assert f"La réunion {of} a lieu le jeudi 11 avril 2024" in said["convocation"]
    for text in said.values():
        assert council.replace("'", "’") in text
        assert not WRONG.search(text)
        assert "…………" not in text


def test_each_paper_says_what_the_law_wants(small: Path) -> None:
    file = share(small)
    point = (
        "points:\n  - {rapport: 1, intitule: Questions diverses, resultat: pris acte}\nmembres:\n"
    )
    change(file, "membres:\n", point)
    change(
        file,
        "{membre: paul-martin, mode: salle}",
        "{membre: paul-martin, mode: salle, depart: 20h}",
    )
    debate = "debats: [M. Luc PETIT demande un bilan.]\nheure_du_vote: 19h\nvote:\n"
    change(small / "bon" / "deliberation.yaml", "vote:\n", debate)
    against = "  ont_vote_contre: [luc-petit]\n  publie: {pour: 5, contre: 1"
    change(small / "bon" / "deliberation.yaml", "  publie: {pour: 6, contre: 0", against)
    change(small / "bon" / "deliberation.yaml", "numero: à compléter", "numero: 2024-11")
    said = words(small, papers(small, "voté"))
    for part in ("convocation", "liste-deliberations", "proces-verbal"):
        assert said[part].index("Questions diverses") < said[part].index("programme 2024")
    assert "2024-11" in said["liste-deliberations"]
    assert "Adoptée à l’unanimité" in said["liste-deliberations"]
    assert "départ à 20 h" in said["feuille-presence"]
    minutes = said["proces-verbal"]
    for fact in (
        "ouverte à 18 h, levée à 20 h 30",
        "Présidence : Mme Anne DURAND, Présidente",
        "Secrétaire de séance : M. Luc PETIT",
        "Présents à l’ouverture : 5. Quorum : 5.",
        "M. Luc PETIT demande un bilan.",
        "M. Hugo MOREL (2)",
        "Pour : 5. Contre : 1 (M. Luc PETIT). Abstentions : 0.",
        "Délibération n° 2024-11 : adoptée à l’unanimité.",
        "Pris acte.",
    ):
        assert fact in minutes


def test_before_the_vote_its_result_is_not_printed(small: Path, tmp_path: Path) -> None:
    share(small)
    documents = "{" + ", ".join(f"{part}: [{part}]" for part in PARTS) + "}"
    change(
        small / papers(small, "projet", documents) / "dossier.yaml", "modele: gbm", "modele: neutre"
    )
    places = ("--data", str(small), "--templates", str(NEUTRAL.parent), "--format", "docx")
    asked = ("render", "papiers", *places, "--output", str(tmp_path))
    made = run(*asked)
    assert made.exit_code == 0, made.output
    written = {file.stem for file in (tmp_path / "papiers").glob("*.docx")}
    assert written == {"convocation", "feuille-presence"}
    assert "« proces-verbal » dit le résultat du vote : il n'est pas produit avant" in made.output
    alone = run(*asked, "--only", "proces-verbal")
    assert alone.exit_code != 0
    assert "Après la séance, écrivez « etat: voté »" in alone.output
