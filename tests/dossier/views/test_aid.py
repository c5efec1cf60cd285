"""What a company gets from a scheme: known figures, then what holds of every scheme."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.dossier.load import load
from pmtdocs.dossier.model.aid import Scheme
from pmtdocs.dossier.views.aid import Step, award, ceiling, share
from pmtdocs.dossier.views.context import context
from pmtdocs.dossier.views.tree import Leaf, Node, Value

AMOUNTS = st.decimals(min_value=0, max_value=10**7, places=2)
RATES = st.decimals(min_value="0.01", max_value=100, places=2)


def scheme(**fields: object) -> Scheme:
    written = {name: str(value).replace(".", ",") for name, value in fields.items()}
    return Scheme.model_validate({"cle": "essai", "nom": "Essai", **written})


SCHEMES = st.one_of(
    st.builds(
        lambda rate, top: scheme(
            taux=rate, plafond_depenses=top, plafond_aide=share(Decimal(rate), Decimal(top))
        ),
        RATES,
        AMOUNTS,
    ),
    st.builds(lambda rate, top: scheme(taux=rate, plafond_aide=top), RATES, AMOUNTS),
    st.builds(lambda rate, top: scheme(taux=rate, plafond_depenses=top), RATES, AMOUNTS),
    st.builds(lambda sum_: scheme(forfait=sum_), AMOUNTS),
    st.builds(lambda sum_: scheme(forfait=sum_, une_fois="oui"), AMOUNTS),
)

CERTIFICATION = {"taux": 50, "plafond_aide": 6000, "plafond_depenses": 12000}


@pytest.mark.parametrize(
    ("fields", "spending", "already", "expected", "why"),
    [
        (CERTIFICATION, "9000", "0", "4500", "50 % de la dépense, dans la limite"),
        (CERTIFICATION, "12000", "0", "6000", "50 % de la dépense"),
        (CERTIFICATION, "12000.01", "0", "6000", "plafond de dépenses"),
        (CERTIFICATION, "80000", "0", "6000", "plafond de dépenses"),
        (CERTIFICATION, "9000", "2000", "4000", "reste sous le plafond"),
        (CERTIFICATION, "9000", "1500", "4500", "50 % de la dépense"),
        (CERTIFICATION, "9000", "6000", "0", "déjà le plafond"),
        (CERTIFICATION, "9000", "7000", "0", "déjà le plafond"),
        (CERTIFICATION, "0", "0", "0", "50 %"),
        ({"taux": 50}, "80000", "0", "40000", "50 % de la dépense"),
        ({"taux": 50, "plafond_aide": 25000}, "80000", "0", "25000", "le plafond est atteint"),
        ({"taux": "33,33"}, "0.05", "0", "0.02", "33,33 %"),
        ({"taux": 50}, "0.01", "0", "0.01", "50 %"),
        ({"forfait": 5000, "une_fois": "oui"}, "0", "0", "5000", "la somme est fixe"),
        ({"forfait": 5000, "une_fois": "oui"}, "0", "0.01", "0", "qu'une fois"),
        ({"forfait": 5000}, "0", "2000", "3000", "reste sous le plafond"),
    ],
)
def test_the_aid_and_why(
    fields: dict[str, object], spending: str, already: str, expected: str, why: str
) -> None:
    found = award(scheme(**fields), Decimal(spending), Decimal(already))
    assert found.amount == Decimal(expected)
    assert why in found.why.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("already", "expected", "why"),
    [("0", None, "sous ce plafond"), ("2000", None, "sous ce plafond"), ("5000", "0", "atteint")],
)
def test_up_to_a_ceiling_somebody_decides(already: str, expected: str | None, why: str) -> None:
    found = award(scheme(plafond_aide=5000), Decimal(9000), Decimal(already))
    assert found.amount == (None if expected is None else Decimal(expected))
    assert why in found.why
    assert found.steps[0] == Step("Plafond de l'aide", Decimal(5000))


def test_help_without_money() -> None:
    found = award(scheme(), Decimal(9000))
    assert found.amount is None
    assert "sans aide chiffrée" in found.why


@given(SCHEMES, AMOUNTS, AMOUNTS)
def test_never_negative_never_above_the_ceiling(
    one: Scheme, spending: Decimal, already: Decimal
) -> None:
    found, limit = award(one, spending, already).amount, ceiling(one)
    assert found is not None
    assert found >= 0
    assert limit is None or found <= limit
    assert limit is None or found == 0 or found + already <= limit
    assert found == found.quantize(Decimal("0.01"))


@given(SCHEMES, AMOUNTS, AMOUNTS, AMOUNTS)
def test_more_spending_never_gives_less_and_what_was_given_never_more(
    one: Scheme, spending: Decimal, more: Decimal, already: Decimal
) -> None:
    base = award(one, spending, already).amount
    assert base is not None
    assert (award(one, spending + more, already).amount or 0) >= base
    assert (award(one, spending, already + more).amount or 0) <= base


@given(SCHEMES, AMOUNTS, AMOUNTS)
def test_two_requests_get_no_more_than_one(one: Scheme, spending: Decimal, second: Decimal) -> None:
    """Cutting a spending in two never gives more than the ceiling."""
    first = award(one, spending).amount or Decimal(0)
    then = award(one, second, first).amount or Decimal(0)
    limit = ceiling(one)
    assert limit is None or first + then <= limit


@given(SCHEMES, AMOUNTS)
def test_a_share_is_within_half_a_cent_of_the_rate(one: Scheme, spending: Decimal) -> None:
    if one.taux is not None:
        assert abs(share(one.taux, spending) - spending * one.taux / 100) <= Decimal("0.005")


def test_the_annex_works_out_the_same_aid(small: Path) -> None:
    aids = context(load(small, "bon").dossier)["aides"]
    assert isinstance(aids, Node)
    rows = aids["lignes"]
    assert isinstance(rows, tuple)
    flat, norm, mark = rows
    assert value(norm, "dispositif", "nom") == "Certification"
    assert (value(norm, "exemple_depense"), value(norm, "exemple_aide")) == (9000, 4500)
    assert value(flat, "exemple_aide") is None
    assert isinstance(mark, Node)
    deduced = mark["deductions"]
    assert isinstance(deduced, tuple)
    assert len(deduced) == 1
    assert value(deduced[0], "champ") == "plafond de dépenses"
    assert value(deduced[0], "comment") == "25 000 € à 50 %"


def value(node: Value, *names: str) -> object:
    for name in names:
        assert isinstance(node, Node)
        node = node[name]
    assert isinstance(node, Leaf)
    return node.value
