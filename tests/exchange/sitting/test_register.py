"""What registers write differently: commas, breaks, headings, places, initials."""

from __future__ import annotations

import pytest

from pmtdocs.exchange.sitting.pasted_text import Pasted
from pmtdocs.exchange.sitting.raw_sitting import RawSitting
from pmtdocs.exchange.sitting.register import read_register


def read(text: str, *towns: str) -> RawSitting:
    return read_register(Pasted(text), towns)


def names(raw: RawSitting) -> list[tuple[str, str | None, str | None]]:
    return [
        (
            s.mode,
            s.town and s.town.text,
            (s.holder or s.substitute or s.town or s.bounds[0][1]).text,
        )
        for s in raw.seats
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Étaient présents : Bourg : M. Luc ROY, Val : Mme Zoé LE GOFF",
        "Présents : **Bourg :** M. Luc ROY ; **Val :** Mme Zoé LE GOFF.",
        "Étaient présents :\n\nBourg : M. Luc ROY Val : Mme Zoé LE GOFF",
        "ÉTAIENT PRÉSENTS : BOURG : M. Luc ROY VAL : Mme Zoé LE GOFF",
        "Étaient présents\nBourg : M. Luc\nROY\nVal : Mme Zoé LE\nGOFF",
        "- Présents :\nBourg : M. Luc ROY\nVal : Mme Zoé LE GOFF\n\nRapport n° 3 : M. Max LI",
    ],
)
def test_a_list_is_read_whatever_its_breaks(text: str) -> None:
    found = [
        (mode, (town or "").title(), name) for mode, town, name in names(read(text, "bourg", "val"))
    ]
    assert found == [("salle", "Bourg", "M. Luc ROY"), ("salle", "Val", "Mme Zoé LE GOFF")]


def test_names_with_few_commas() -> None:
    raw = read("Étaient absents :\nM. Luc ROY\nMme Zoé LE GOFF et B. LI, ROY Anne, LI Max")
    assert [name for *_, name in names(raw)] == [
        "M. Luc ROY", "Mme Zoé LE GOFF", "B. LI", "ROY Anne", "LI Max",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "M. Luc ROY représenté par son suppléant M. Max LI",
        "M. Luc ROY, représenté par sa suppléante, M. Max LI",
        "M. Luc ROY suppléé par M. Max LI",
    ],
)
def test_substitutes(text: str) -> None:
    (seat,) = read(f"Étaient présents : Bourg : {text}").seats
    assert seat.holder
    assert seat.substitute
    assert (seat.holder.text, seat.substitute.text) == ("M. Luc ROY", "M. Max LI")


@pytest.mark.parametrize("text", ["Mme Zoé LI, suppléante", "Mme Zoé LI (suppléante)"])
def test_a_substitute_alone(text: str) -> None:
    (seat,) = read(f"Étaient présents : Bourg : {text}").seats
    assert seat.holder is None
    assert seat.substitute
    assert (seat.substitute.text, seat.printed) == ("Mme Zoé LI", "Mme Zoé LI, suppléante")


def test_a_substitute_of_nobody_does_not_stop_the_reading() -> None:
    raw = read("Présents : suppléante Mme Zoé LI, M. Luc ROY")
    assert "M. Luc ROY" in [name for *_, name in names(raw)]
    assert [problem.place for problem in raw.problems] == [(False, 1, 12)]


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("(à compter de la question n° 6)", [("a_compter_de", "6")]),
        ("(à partir du rapport n°6)", [("a_compter_de", "6")]),
        ("dès la délibération 6", [("a_compter_de", "6")]),
        ("(jusqu'au rapport n°7 compris)", [("jusqu_a", "7")]),
        ("(jusqu’à la question n°28 incluse)", [("jusqu_a", "28")]),
        ("(à compter de la question n°2, jusqu'à la question nº 4)",
         [("a_compter_de", "2"), ("jusqu_a", "4")]),
        ("(jusqu'à la question n° 5 exclue)", [("jusqu_a", "5 (non incluse)")]),
    ],
)  # fmt: skip
def test_arrivals_and_departures(text: str, bounds: list[tuple[str, str]]) -> None:
    seat = read(f"Étaient présents : Bourg : M. Luc ROY {text}, Mme Zoé LI").seats[0]
    assert [(bound.side, bound.when.text) for bound in seat.bounds] == bounds


@pytest.mark.parametrize(
    "text",
    [
        "Procurations : M. Luc ROY à Mme Zoé LI, B. LI à JF. ROY",
        "Pouvoirs de vote : **Bourg :** M. Luc ROY donne pouvoir à Mme Zoé LI B. LI à JF. ROY.",
        "Procurations de vote :\nM. Luc ROY (procuration à Mme Zoé LI) et B. LI à JF. ROY",
        "Ont donné pouvoir :\nM. Luc ROY à Mme Zoé LI\nB. LI à JF. ROY",
        "Avaient donné procuration à : M. Luc ROY à Mme Zoé LI, B. LI à JF. ROY",
        "Étaient absents : Val : M. Luc ROY ayant donné procuration à Mme Zoé LI, B. LI à JF. ROY",
    ],
)
def test_proxies(text: str) -> None:
    raw = read(text)
    assert raw.problems == []
    pairs = [(proxy.giver.text, proxy.holder.text) for proxy in raw.proxies]
    assert pairs == [("M. Luc ROY", "Mme Zoé LI"), ("B. LI", "JF. ROY")]
    assert len(raw.seats) == 2 * ("absents" in text)


def test_a_place_and_who_presides() -> None:
    raw = read(
        "Le Bureau communautaire, dûment convoqué le 2 mai 2030, s'est réuni à la Mairie de\n"
        "Bourg, place Haute, sous la présidence de M. B. ROY, Maire de\nBourg. Suite du texte."
    )
    facts = {key: words.text for key, words in raw.facts.items()}
    assert facts == {
        "instance": "Bureau communautaire",
        "convocation": "2 mai 2030",
        "lieu": "Mairie de Bourg",
        "adresse": "place Haute",
        "presidence": "M. B. ROY",
        "qualite": "Maire de Bourg",
    }


def test_where_the_present_sit_matters_beside_a_video() -> None:
    text = "Étaient présents à la mairie : M. Luc ROY\n\nPrésents par visioconférence : M. B. LI"
    raw = read(text)
    assert [seat.mode for seat in raw.seats] == ["salle", "visio"]
    assert raw.facts["presents_ou"].text == "à la mairie"
    assert "presents_ou" not in read("Étaient présents à la mairie : M. Luc ROY").facts


def test_each_word_keeps_its_place() -> None:
    raw = read(
        "Étaient présents :\n**Bourg :** M. Luc ROY,\n  Mme Zoé LI (jusqu'à la question n° 3)"
    )
    assert [(s.holder.line, s.holder.column) for s in raw.seats if s.holder] == [(2, 13), (3, 3)]
    assert raw.seats[1].bounds[0].when == ("3", 3, 38)
