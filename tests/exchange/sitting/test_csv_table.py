"""A sitting typed as a table; what a spreadsheet makes of it."""

from __future__ import annotations

import pytest

from pmtdocs.exchange.sitting.csv_table import delimiter, read_csv
from pmtdocs.exchange.sitting.pasted_text import Pasted
from pmtdocs.finding import PmtdocsError

HEAD = (
    "Date;11/04/2024\n;;\nCommune;Civilité;Prénom;Nom;Mode;À compter de;Suppléant;Procuration à\n"
)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("nom;mode", ";"),
        ("Lieu,Salle\n\nCommune,NOM,Mode\n", ","),
        ('"Nom"\t"Mode"', "\t"),
        ("Étaient présents : Bourg : M. Luc ROY, nom, modes", None),
        ("x\n" * 50 + "nom;mode", None),
    ],
)
def test_a_table_is_recognised_by_its_header(text: str, mark: str | None) -> None:
    assert delimiter(Pasted(text)) == mark


def test_rows_are_members_and_proxies() -> None:
    raw = read_csv(
        Pasted(
            HEAD
            + "Bourg;M.;Luc;ROY;salle;6;;\n"
            + 'Bourg;Mme;Zoé;"LE ""GOFF";excusée;;;M. Luc ROY\n'
            + "Val;;;;visioconférence;;M. Max LI;\n"
            + "Val;Mme;Zoé;LE GOFF;;;;M. Max LI\n;;;;;;;\n"
        )
    )
    assert raw.problems == []
    assert raw.facts["date"] == ("11/04/2024", 1, 6)
    assert [(s.mode, s.town and s.town.text) for s in raw.seats] == [
        ("salle", "Bourg"), ("absent", "Bourg"), ("visio", "Val"),
    ]  # fmt: skip
    first, second, third = raw.seats
    assert first.holder == ("M. Luc ROY", 4, 7)
    assert first.bounds == [("a_compter_de", ("6", 4, 24))]
    assert second.holder
    assert second.holder.text == 'Mme Zoé LE "GOFF'
    assert third.holder is None
    assert third.substitute == ("M. Max LI", 6, 25)
    assert [(p.giver.text, p.holder.text) for p in raw.proxies] == [
        ('Mme Zoé LE "GOFF', "M. Luc ROY"), ("Mme Zoé LE GOFF", "M. Max LI"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + "Bourg;M.;Luc;ROY;debout;;;", "Le mode « debout » n'est pas connu."),
        (HEAD + "Bourg;M.;Luc;ROY;;;;", "« M. Luc ROY » n'a pas de mode."),
        (HEAD + "Bourg;M.;;;salle;;;", "La ligne ne nomme personne."),
        ("Dates;11/04/2024\n" + HEAD, "« Dates » n'est pas une ligne connue"),
        ("nom;mode;taille\nROY;salle;2", "La colonne « taille » n'est pas connue."),
    ],
)
def test_what_is_not_understood_is_said(text: str, said: str) -> None:
    (problem,) = read_csv(Pasted(text)).problems
    assert said in problem.message
    assert problem.words


@pytest.mark.parametrize(
    ("text", "said"),
    [("Luc;ROY", "pas de ligne de titres"), ('nom;mode\n"ROY;salle\n', "Ligne 2 : le tableau")],
)
def test_a_broken_table_is_refused(text: str, said: str) -> None:
    with pytest.raises(PmtdocsError, match=said):
        read_csv(Pasted(text))
