"""The contract with each group said once: nothing lost, nothing said twice."""

from __future__ import annotations

from collections import Counter

import pytest

from pmtdocs.dossier.views.contract import contract, walk
from pmtdocs.templates.contract.groups import canonical, groups, names, printable, told


def test_each_field_of_the_contract_has_one_name_in_the_lists() -> None:
    listed = names()
    assert not [name for name, times in Counter(listed).items() if times > 1]
    for name, _ in walk(contract()):
        assert canonical(name) in listed, name


def test_each_name_of_the_lists_is_its_own() -> None:
    for name in names():
        assert canonical(name) == name.removesuffix("[]")


@pytest.mark.parametrize(
    ("name", "one"),
    [
        ("seance.presidence.membre.nom", "personne.nom"),
        ("convention.parties[].representant.commune.nom", "commune.nom"),
        ("beneficiaire.du", "organisme.du"),
        ("personne.nom", "personne.nom"),
        ("convention.financeur.fonction", "convention.parties[].fonction"),
        ("convention.signataires.fonction", "convention.parties[].fonction"),
        ("expose.sections[].sections[].sections[].titre", "expose.sections[].titre"),
        ("budget.annees[]", "budget.annees"),
        ("convention.intitulé", None),
        ("personne", None),
        ("", None),
    ],
)
def test_whatever_way_leads_to_it(name: str, one: str | None) -> None:
    assert canonical(name) == one


def test_the_groups_of_shared_tables_say_where_they_are() -> None:
    shared = {group.name: group for group in groups() if group.places}
    assert set(shared) == {"organisme", "personne", "commune"}
    assert not set(shared) & set(contract())
    assert "seance.presidence.membre" in shared["personne"].places
    for group in shared.values():
        assert len(set(group.places)) == len(group.places)


def test_loops_are_the_lists_of_the_name() -> None:
    for group in groups():
        for one in told(group):
            assert len(one.loops) == one.name.count("[]")
            assert all(one.name.startswith(f"{name}[]") for name in one.loops)


def test_a_table_that_can_be_read() -> None:
    """Eight hundred ways to a field, a third as many fields."""
    assert len(printable()) * 3 < len(list(walk(contract())))
