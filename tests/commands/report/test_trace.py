"""Provenance as people read it and as machines do."""

from __future__ import annotations

import json

from pmtdocs.commands.report.trace import as_json, text
from pmtdocs.finding import Location, Span
from pmtdocs.language.columns import WIDTH
from pmtdocs.language.mentions import Sort
from pmtdocs.render.fill.provenance import Origin, Traced

PLACE = "convention, article 3, paragraphe 1"


def place(file: str, line: int, label: str, *path: str | int) -> Location:
    return Location(path, Span(file, line, 1, line, 9), label)


AMOUNT = Traced(
    "convention",
    PLACE,
    "45 000 €",
    Sort.AMOUNT,
    Origin.DATA,
    place("data/convention.yaml", 31, "Convention, subvention, montant", "convention", "montant"),
    ("euros",),
)
PERSON = Traced(
    "convention",
    PLACE,
    "M. Luc PETIT",
    Sort.NAME,
    Origin.DATA,
    place("data/personnes.yaml", 4, "Données communes, personnes, luc-petit", "commun"),
    via=place("data/seance.yaml", 12, "Séance", "seance"),
)
TOTAL = Traced(
    "annexe-2",
    "annexe 2, tableau 1, ligne 5, colonne 2",
    "594 000",
    Sort.NUMBER,
    Origin.COMPUTED,
    place("data/budget.yaml", 9, "Budget, dépenses", "budget", "depenses"),
)
LAW = Traced(
    "convention",
    PLACE,
    "loi n° 2000-321 du 12 avril 2000",
    Sort.REFERENCE,
    Origin.TEMPLATE,
    place("templates/convention.docx", 44, "convention, paragraphe 44", "textes"),
)
DOCUMENTS = {"convention": [AMOUNT, PERSON, LAW], "dossier": [AMOUNT, PERSON, LAW, TOTAL]}


def test_as_people_read_it() -> None:
    lines = text("2024", DOCUMENTS).split("\n")
    assert lines[:5] == [
        "convention",
        "==========",
        PLACE,
        f"  45 000 €{' ' * 24}data/convention.yaml:31 (Convention, subvention, montant)",
        f"  M. Luc PETIT{' ' * 20}data/personnes.yaml:4 (Données communes, personnes, luc-petit),",
    ]
    assert lines[5].strip() == "par data/seance.yaml:12"
    assert max(map(len, lines)) <= WIDTH


def test_a_part_is_told_once_and_counted_in_each_document() -> None:
    said = text("2024", DOCUMENTS)
    assert said.count("data/convention.yaml:31") == 1
    rows = [
        line.split() for line in said.split("\n") if line.startswith(("convention  ", "dossier  "))
    ]
    assert rows == [["convention", "3", "2", "0", "0", "1"], ["dossier", "4", "2", "1", "0", "1"]]


def test_what_is_computed_and_what_is_typed_are_said_so() -> None:
    said = " ".join(text("2024", DOCUMENTS).split())
    assert "594 000 calculé d'après data/budget.yaml:9 (Budget, dépenses)" in said
    assert (
        "Écrits dans le modèle, et les mêmes tous les ans : loi n° 2000-321 du 12 avril 2000 "
        "templates/convention.docx, paragraphe 44" in said
    )
    assert said.endswith(
        "2024 : 4 chiffres, dates et noms, dont 3 suivis jusqu'aux données ou à la numérotation et "
        "1 écrit dans le modèle."
    )


def test_for_machines() -> None:
    out = json.loads(as_json("2024", DOCUMENTS))
    assert out["dossier"] == "2024"
    convention, whole = out["documents"]
    assert (convention["name"], convention["total"], whole["total"]) == ("convention", 3, 4)
    assert whole["origins"] == {"donnée": 2, "calcul": 1, "modèle": 1, "numérotation": 0}
    assert convention["mentions"][0] == {
        "words": "45 000 €",
        "sort": "montant",
        "part": "convention",
        "place": PLACE,
        "origin": "donnée",
        "source": {
            "path": "convention.montant",
            "label": "Convention, subvention, montant",
            "file": "data/convention.yaml",
            "line": 31,
        },
        "filters": ["euros"],
        "via": None,
    }
    assert convention["mentions"][1]["via"]["line"] == 12


def test_a_document_without_anything() -> None:
    assert "essai : 0 chiffre, date ou nom" in text("essai", {"vide": []})
