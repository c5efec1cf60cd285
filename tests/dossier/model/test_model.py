"""The kinds of value, and the figures that the two real years must give."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.model import BLANK
from pmtdocs.dossier.model.base import Count, Date, Order, Rate, Year, YesNo
from pmtdocs.dossier.model.budget import WHOLE, Side
from pmtdocs.dossier.model.prose import Figure, fields, fill
from pmtdocs.dossier.model.words import RichText, Text, TextOrBlank


def read(kind: Any, value: object) -> object:
    return TypeAdapter(kind).validate_python(value)


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (Rate, "9,18 %", Decimal("9.18")),
        (Rate, "100", Decimal(100)),
        (Count, "1 050", 1050),
        (Year, "2024", 2024),
        (YesNo, "OUI", True),
        (YesNo, "non", False),
        (Text, "  no ", "no"),
        (TextOrBlank, "À compléter", BLANK),
        (TextOrBlank, "2024/97", "2024/97"),
        (Order, "1, 2, 38, 3-5", (1, 2, 38, 3, 4, 5)),
        (Order, "1 – 3", (1, 2, 3)),
        (Order, "7", (7,)),
    ],
)
def test_values_as_people_type_them(kind: object, typed: str, value: object) -> None:
    found = read(kind, typed)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        (Rate, "100,01"), (Rate, "-1"), (Rate, "10 % 2"), (Rate, "1%0"), (Rate, "9.18"),
        (Count, "-1"), (Count, "1,5"), (Count, "²"), (Count, "1" * 5000),
        (Year, "24"), (Year, "2124"), (YesNo, "yes"), (YesNo, "true"), (Text, "  "), (Text, ["a"]),
        (Order, "3-1"), (Order, "1, 1"), (Order, "1-3-5"), (Order, ""), (Order, "1-99999999"),
        (Date, ["2024-04-11"]), (RichText, {}), (Count, None),
    ],
)  # fmt: skip
def test_values_that_are_refused(kind: object, typed: object) -> None:
    with pytest.raises(ValidationError):
        read(kind, typed)


@given(st.lists(st.integers(1, 60), min_size=1, unique=True))
def test_an_order_of_passage_is_read_as_written(order: list[int]) -> None:
    assert read(Order, ", ".join(map(str, order))) == tuple(order)


def test_figures_are_printed_as_french_numbers() -> None:
    figures = {
        name: Figure.model_validate({"valeur": typed})
        for name, typed in {"a": "1050", "b": "6"}.items()
    }
    assert fields("{a} pour {b}") == ("a", "b")
    assert fill("{a} pour {b}", figures) == "1\u202f050 pour 6"


def totals(side: Side) -> list[Decimal]:
    """The subtotals, the sum of the lines and the total stated."""
    return [t[WHOLE] for t in (*(g.sum() for g in side.groupes), side.sum(), side.stated())]


def test_budget_of_2024(dossier_2024: Loaded) -> None:
    budget = dossier_2024.dossier.budget
    assert budget is not None
    assert totals(budget.depenses) == [594_000, 490_000]
    assert totals(budget.recettes) == [245_000, 245_000, 490_000, 490_000]


def test_budget_of_2020(dossier_2020: Loaded) -> None:
    budget = dossier_2020.dossier.budget
    assert budget is not None
    assert totals(budget.depenses) == [994_312, 994_312]
    assert totals(budget.recettes) == [439_944, 994_312, 994_312]
    private = budget.recettes.lignes[0].montant[0]
    assert (100 * private / 994_312).quantize(Decimal("0.01")) == Decimal("55.75")


@pytest.mark.parametrize(
    ("year", "counts", "proxies"),
    [
        ("2024", {"salle": 80, "absent": 43}, 31),
        ("2020", {"salle": 65, "visio": 40, "absent": 18}, 52),
    ],
)
def test_who_sat(
    year: str, counts: dict[str, int], proxies: int, dossier_2024: Loaded, dossier_2020: Loaded
) -> None:
    dossier = {"2024": dossier_2024, "2020": dossier_2020}[year].dossier
    sitting, commons = dossier.seance, dossier.commun
    assert sitting is not None
    assert Counter(seat.mode for seat in sitting.membres) == counts
    assert len(sitting.membres) == sitting.membres_en_exercice == 123
    assert len({seat.person for seat in sitting.membres}) == 123
    assert len(sitting.procurations) == proxies
    assert len({proxy.a for proxy in sitting.procurations}) == proxies
    seats = Counter(commons.personnes[seat.person].commune for seat in sitting.membres)
    assert seats == {key: town.sieges for key, town in commons.communes.items()}
    assert len(seats) == 68
    assert Counter(seats.values()) == {1: 66, 2: 1, 55: 1}
    assert seats["besancon"] == 55


def test_figures_of_the_programme_add_up(dossier_2024: Loaded) -> None:
    programme = dossier_2024.dossier.programme
    assert programme is not None
    figures = {n: f for element in programme.elements for n, f in element.figures().items()}
    companies = figures["entreprises"]
    assert (figures["prestations"].valeur, companies.valeur) == (6, 26)
    assert sum(companies.detail) == 26
    assert len(companies.detail) == 6
