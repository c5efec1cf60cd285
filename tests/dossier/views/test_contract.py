"""The contract with the templates says what the context holds: neither more nor less."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest

from pmtdocs.dossier import lines
from pmtdocs.dossier.amendments import amend
from pmtdocs.dossier.load import Loaded, load
from pmtdocs.dossier.model import Blank
from pmtdocs.dossier.model.base import Sort
from pmtdocs.dossier.views.amendment import amendment_node
from pmtdocs.dossier.views.context import context
from pmtdocs.dossier.views.contract import contract, find, walk
from pmtdocs.dossier.views.tree import Leaf, Node, Value
from pmtdocs.templates.words import read_wording
from tests.conftest import DOSSIERS, ROOT

_TYPES: dict[Sort, type] = {
    Sort.TEXT: str,
    Sort.NAME: str,
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


@pytest.mark.parametrize("year", DOSSIERS)
def test_each_field_of_the_context_is_in_the_contract(year: str) -> None:
    loaded: Loaded = load(ROOT / "data", year)
    free = (
        "dossier.documents",
        "seance.publie.communes",
        "aides.dispositifs[].deduit",
        "aides.lignes[].dispositif.deduit",
    )  # tables with free keys
    for name, value in printed(context(loaded.dossier)):
        if name.endswith("[]") or name.startswith(free):
            continue
        field = find(name)
        assert field, name
        if isinstance(value, Leaf) and not isinstance(value.value, Blank | None):
            assert isinstance(value.value, _TYPES.get(field.shape.sort, object)), name


def amendment() -> Node:
    """What an amendment adds to the context of its dossier."""
    folder = ROOT / "tests/data"
    dossier = amend(load(folder, "bon"), folder / "bon/avenants/1.yaml").dossier
    assert dossier.avenant is not None
    return amendment_node(dossier.avenant.acte, dossier, (), ())


def test_each_field_of_the_contract_is_in_a_context(
    dossier_2024: Loaded, dossier_2020: Loaded
) -> None:
    others = (load(ROOT / "data", "pmt-health"), load(ROOT / "tests/data", "decision"))
    several = load(ROOT / "tests/data", "plusieurs").dossier
    grants = (lines.whole(several), *lines.lines(several))
    read = [one.dossier for one in (dossier_2024, dossier_2020, *others)]
    contexts = [*map(context, (*read, *grants))]
    contexts.append(Node({"avenant": amendment()}))
    found = {name for one in contexts for name, _ in printed(one)}
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


MODELE = ROOT / "templates" / "gbm"


@pytest.mark.parametrize("part", sorted(f.stem for f in MODELE.glob("*.docx")))
def test_the_shipped_parts_use_fields_of_the_contract(part: str) -> None:
    wording = read_wording(MODELE / f"{part}.docx", part, "templates/gbm")
    assert wording is not None
    assert not [name for name in wording.fields if find(name) is None]


def test_sections_within_sections_are_named_once() -> None:
    deep = [name for name, _ in walk(contract()) if name.count("sections[]") > 1]
    assert not deep


def test_every_field_says_in_french_what_it_is() -> None:
    assert [name for name, field in walk(contract()) if not field.doc] == []
