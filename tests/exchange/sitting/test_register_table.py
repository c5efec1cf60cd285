"""A table among the sentences of a register: as Word pastes it, as a PDF lays it out."""

from __future__ import annotations

import pytest

from pmtdocs.exchange.sitting.pasted_text import Pasted
from pmtdocs.exchange.sitting.register import read_register

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
