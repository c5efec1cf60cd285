"""The contract with the templates says what the context holds: neither more nor less."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from pmtdocs.load import Loaded, load
from pmtdocs.model import Blank
from pmtdocs.model.base import Sort
from pmtdocs.views.context import context
from pmtdocs.views.contract import Field, contract, walk
from pmtdocs.views.tree import Leaf, Node, Value
from tests.conftest import ROOT

_TYPES: dict[Sort, type] = {
    Sort.TEXT: str,
    Sort.RICH: str,
    Sort.AMOUNT: Decimal,
    Sort.RATE: Decimal,
    Sort.YES_NO: bool,
    Sort.YEAR: int,
}


def printed(value: Value, name: str = "") -> Iterator[tuple[str, Value]]:
    """Every field of a context with its dotted name, as ``walk`` names those of the contract."""
    if isinstance(value, Node):
        for key in value:
            below = f"{name}.{key}" if name else key
            yield below, value[key]
            yield from printed(value[key], below)
    elif isinstance(value, tuple):
        for item in value:
            yield f"{name}[]", item
            yield from printed(item, f"{name}[]")


def known(fields: dict[str, Field], name: str) -> Field | None:
    """The field of a dotted name, through lists and groups inside themselves."""
    found = None
    for step in name.replace("[]", "").split("."):
        found = fields.get(step)
        if found is None:
            return None
        shape = found.shape
        while shape.item:
            shape = shape.item
        fields = shape.fields
    return found


@pytest.mark.parametrize("year", ["2024", "2020"])
def test_each_field_of_the_context_is_in_the_contract(year: str) -> None:
    loaded: Loaded = load(ROOT / "data", year)
    free = ("dossier.documents", "seance.publie.communes")  # tables with free keys
    for name, value in printed(context(loaded.dossier)):
        if name.endswith("[]") or name.startswith(free):
            continue
        field = known(contract(), name)
        assert field, name
        if isinstance(value, Leaf) and not isinstance(value.value, Blank | None):
            assert isinstance(value.value, _TYPES.get(field.shape.sort, object)), name


def test_each_field_of_the_contract_is_in_a_context(
    dossier_2024: Loaded, dossier_2020: Loaded
) -> None:
    found = {
        name for one in (dossier_2024, dossier_2020) for name, _ in printed(context(one.dossier))
    }
    empty = tuple(
        f"{name}{end}"
        for name, field in walk(contract())
        if field.optional or field.shape.item
        for end in (".", "[")
    )
    for name, _ in walk(contract()):
        assert name in found or name.startswith(empty), name


def test_what_views_and_properties_add_is_there() -> None:
    names = {name for name, _ in walk(contract())}
    assert {
        "beneficiaire.du",
        "seance.presidence.membre.complet",
        "vote.pour",
        "expose.lignes[].texte",
        "budget.taux_financeur",
        "convention.financeur.representant.feminin",
    } <= names


def test_sections_within_sections_are_named_once() -> None:
    deep = [name for name, _ in walk(contract()) if name.count("sections[]") > 1]
    assert not deep
