"""What a template may type to print a fact."""

from __future__ import annotations

import pytest

from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.views.context import context
from pmtdocs.dossier.views.facts import Fact, facts_of


def simplest(loaded: Loaded, *path: str | int) -> Fact:
    facts = [f for f in facts_of(context(loaded.dossier)) if f.leaf.path == path]
    return min(facts, key=Fact.simplicity)


def test_a_fact_is_typed_with_its_filter(dossier_2024: Loaded) -> None:
    fact = simplest(dossier_2024, "convention", "subvention", "montant")
    assert fact.typed("euros") == "{{ convention.subvention.montant | euros }}"
    assert fact.typed() == "{{ convention.subvention.montant }}"


def test_a_fact_of_a_list_comes_with_its_loop(dossier_2024: Loaded) -> None:
    fact = simplest(dossier_2024, "convention", "subvention", "versements", 0, "taux")
    assert fact.typed("pourcent") == (
        "{% for v in convention.subvention.versements %} {{ v.taux | pourcent }} {% endfor %}"
    )


def test_the_simplest_field_comes_first(dossier_2024: Loaded) -> None:
    assert simplest(dossier_2024, "commun", "organisations", "gbm", "nom").name == "financeur.nom"


def test_a_key_that_a_template_cannot_name_is_no_field(dossier_2024: Loaded) -> None:
    names = [name for f in facts_of(context(dossier_2024.dossier)) for name in f.name.split(".")]
    assert names
    assert all(name.isidentifier() for name in names)


@pytest.mark.parametrize(
    ("path", "filter", "typed"),
    [
        ("convention.subvention.montant", "", "{convention.subvention.montant}"),
        ("convention.subvention.montant", "euros", "{convention.subvention.montant}"),
        (
            "convention.subvention.montant",
            "euros_en_lettres",
            "{convention.subvention.montant | euros_en_lettres}",
        ),
        ("convention.signature.lieu", "", "{convention.signature.lieu}"),
        ("convention.subvention.versements.0.taux", "", ""),  # one of several
        ("bilan.introduction", "", ""),  # prose itself
    ],
)
def test_a_fact_is_named_in_a_text_of_the_data(
    dossier_2024: Loaded, path: str, filter: str, typed: str
) -> None:
    steps = [int(step) if step.isdigit() else step for step in path.split(".")]
    assert simplest(dossier_2024, *steps).in_prose(filter) == typed
