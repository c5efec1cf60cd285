"""A table of members: a file of its own, or among the sentences of a register."""

from __future__ import annotations

import pytest

from pmtdocs.exchange.sitting.pasted_text import Pasted
from pmtdocs.exchange.sitting.register import read_register
from pmtdocs.exchange.sitting.table import delimiter, read_csv
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
        ("Élus;Présent;Excusé;Pouvoir à", ";"),
        ("Élus\tPrésent\tExcusé\tPouvoir à", None),
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
    assert [(s.mode, s.town and s.town.text, s.implied) for s in raw.seats] == [
        ("salle", "Bourg", False), ("absent", "Bourg", False), ("visio", "Val", False),
        ("absent", "Val", True),
    ]  # fmt: skip
    first, second, third, _ = raw.seats
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
        (HEAD + "Bourg;M.;Luc;ROY;;;;", "« M. Luc ROY » n'est ni présent ni absent."),
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


LAID_OUT = """Séance du 3 juin 2030
NOM Prénom                Présent   Excusé   Pouvoir à
EXEMPLE Camille              X
SPÉCIMEN Anne                X
FACTICE Paul                           X      EXEMPLE Camille
FABLE Jean                             X
Secrétaire : SPÉCIMEN Anne
"""
PASTED = (
    "Étaient convoqués\nCommune\tNom\tPrénom\tPrésence\tProcuration à\n"
    "Bourg\tEXEMPLE\tCamille\tPrésente\t\nBourg\tFACTICE\tPaul\tExcusé\tMme EXEMPLE Camille\n"
    "Val\tFABLE\tJean\tEn visio\t\n\nSecrétaire de séance : EXEMPLE Camille\n"
)
BARRED = (
    "| Délégués | Présents | Absents |\n| M. Camille EXEMPLE | x |  |\n| Mme Anne SPÉCIMEN |  | x |"
)
GIVERS = """Étaient présents :
M. Camille EXEMPLE
Mandants                          Mandataires
M. Jean FABLE                     M. Camille EXEMPLE
"""


@pytest.mark.parametrize(
    ("text", "seats", "proxies"),
    [
        (
            LAID_OUT,
            ["salle EXEMPLE Camille", "salle SPÉCIMEN Anne", "absent FACTICE Paul",
             "absent FABLE Jean"],
            ["FACTICE Paul > EXEMPLE Camille"],
        ),
        (
            PASTED,
            ["salle Camille EXEMPLE", "absent Paul FACTICE", "visio Jean FABLE"],
            ["Paul FACTICE > Mme EXEMPLE Camille"],
        ),
        (BARRED, ["salle M. Camille EXEMPLE", "absent Mme Anne SPÉCIMEN"], []),
        (
            GIVERS,
            ["absent M. Jean FABLE", "salle M. Camille EXEMPLE"],
            ["M. Jean FABLE > M. Camille EXEMPLE"],
        ),
    ],
)  # fmt: skip
def test_a_row_is_a_member(text: str, seats: list[str], proxies: list[str]) -> None:
    raw = read_register(Pasted(text), ())
    assert raw.problems == []
    assert [f"{s.mode} {s.holder.text}" for s in raw.seats if s.holder] == seats
    assert [f"{p.giver.text} > {p.holder.text}" for p in raw.proxies] == proxies


CROSSES = """Date;3 juin 2030
Élus;Présent;Excusé;Pouvoir à
M. Camille EXEMPLE, maire;X;;
Mme Anne SPÉCIMEN;;X;pouvoir à M. Camille EXEMPLE
"""


def test_an_attendance_sheet_saved_by_a_spreadsheet() -> None:
    raw = read_csv(Pasted(CROSSES))
    assert raw.problems == []
    assert [f"{s.mode} {s.holder.text}" for s in raw.seats if s.holder] == [
        "salle M. Camille EXEMPLE", "absent Mme Anne SPÉCIMEN",
    ]  # fmt: skip
    assert [p.holder.text for p in raw.proxies] == ["M. Camille EXEMPLE"]


def test_a_row_without_a_cross_is_said_at_its_line() -> None:
    (problem,) = read_register(Pasted(BARRED.replace("x |  |", "  |  |")), ()).problems
    assert problem.message == "« M. Camille EXEMPLE » n'est ni présent ni absent."
    assert problem.words
    assert problem.words.line == 2


def test_the_rest_of_the_register_is_read_beside() -> None:
    facts = read_register(Pasted(PASTED), ()).facts
    assert facts["secretaire"].text == "EXEMPLE Camille"
    assert [s.town.text for s in read_register(Pasted(PASTED), ()).seats if s.town] == [
        "Bourg", "Bourg", "Val",
    ]  # fmt: skip


def test_advice_is_accepted_below_a_table_in_one_cell() -> None:
    """« Lieu ; … » is what the message asks for, whatever parts the cells of the file."""
    raw = read_csv(
        Pasted("N°,Nom,Mode\n1,ROY,salle\n\nLieu ; Mairie\nSecrétaire de séance : ROY\n")
    )
    assert raw.problems == []
    assert {key: words.text for key, words in raw.facts.items()} == {
        "lieu": "Mairie", "secretaire": "ROY",
    }  # fmt: skip


@pytest.mark.parametrize("mark", ["\t", "          "])
def test_a_column_may_list_those_of_a_mode(mark: str) -> None:
    text = f"Élus présents{mark}Élus excusés\nM. Luc ROY   {mark}Mme Zoé LI\nM. Max LO\n\nDate : 3"
    raw = read_register(Pasted(text), ())
    assert raw.problems == []
    assert [f"{seat.mode} {seat.holder.text}" for seat in raw.seats if seat.holder] == [
        "salle M. Luc ROY", "absent Mme Zoé LI", "salle M. Max LO",
    ]  # fmt: skip


def test_a_table_of_counts_names_nobody() -> None:
    text = "En exercice\tPrésents\tAbsents\n12\t9\t3\nSéance du 3 juin 2030"
    raw = read_register(Pasted(text), ())
    assert (raw.seats, raw.problems) == ([], [])
    assert raw.facts["date"].text == "3 juin 2030"


def test_the_rule_of_a_table_is_no_member() -> None:
    ruled = BARRED.replace(" |\n", " |\n|---|---|---|\n", 1)
    raw = read_register(Pasted(ruled), ())
    assert (len(raw.seats), raw.problems) == (2, [])
