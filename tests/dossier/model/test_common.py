"""How a body is called, whatever it is."""

from __future__ import annotations

import pytest

from pmtdocs.dossier.model.common import Organisation
from pmtdocs.language.agreement import Agreement, agreement


@pytest.mark.parametrize(
    ("facts", "called", "feminine"),
    [
        ({"designation": "communauté urbaine Exemple", "nom": "Exemple"},
         "la communauté urbaine Exemple", True),
        ({"designation": "syndicat mixte du Lac", "nom": "Lac"}, "le syndicat mixte du Lac", False),
        ({"designation": "établissement public du Lac", "nom": "Lac"},
         "l'établissement public du Lac", False),
        ({"designation": "agence du Lac", "nom": "Lac"}, "l'agence du Lac", True),
        ({"nom": "Club des Exemples", "article": "le", "type": "association"},
         "le Club des Exemples", False),
        ({"nom": "Maison du Lac", "article": "la"}, "la Maison du Lac", True),
        ({"nom": "Orme", "article": "l'", "type": "association"}, "l'Orme", True),
        ({"nom": "Exempleville", "type": "commune"}, "Exempleville", True),
        ({"nom": "État", "article": "l'", "type": "État"}, "l'État", False),
        ({"nom": "Exemple"}, "Exemple", False),
        ({"nom": "Grand Exemple", "type": "métropole"}, "Grand Exemple", True),
        ({"nom": "Aéroclub", "article": "l'", "type": "association"}, "l'Aéroclub", False),
        ({"nom": "Baladins", "article": "les", "type": "association"}, "les Baladins", False),
        ({"nom": "Rencontres", "article": "les", "nature": "association"}, "les Rencontres", True),
        ({"nom": "Ville d'Exemple", "nature": "collectivité"}, "la Ville d'Exemple", True),
        ({"nom": "Association Les Amis"}, "l'Association Les Amis", True),
        ({"nom": "Comité des fêtes", "type": "association"}, "le Comité des fêtes", False),
        ({"nom": "Eurométropole d'Exemple", "article": "l'"}, "l'Eurométropole d'Exemple", True),
        ({"nom": "Centre-Val d'Exemple", "type": "région"}, "Centre-Val d'Exemple", True),
        ({"nom": "Les Nuits"}, "Les Nuits", True),
        ({"nom": "Zoés", "article": "les", "genre": "féminin"}, "les Zoés", True),
        ({"nom": "Aurore", "article": "l'", "genre": "masculin", "type": "association"},
         "l'Aurore", False),
    ],
)  # fmt: skip
def test_a_body_is_called_and_agreed_with(
    facts: dict[str, str], called: str, feminine: bool
) -> None:
    body = Organisation.model_validate(facts)
    assert (body.appellation, body.feminin) == (called, feminine)


def test_several_are_said_in_the_plural_however_their_article_is_written() -> None:
    apart = Organisation(nom="Rencontres du Lac", article="les")
    inside = Organisation(nom="Les Rencontres du Lac")
    for body in (apart, inside):
        assert body.pluriel
        assert (body.du, body.au) == ("des Rencontres du Lac", "aux Rencontres du Lac")
        assert agreement(body.le) == agreement(body.appellation) == Agreement(True, True)
    assert not Organisation(nom="Club", article="le").pluriel


def test_a_name_and_its_designation_each_have_their_agreement() -> None:
    body = Organisation(nom="Club", article="le", designation="association du Club")
    assert f"{body.appellation}, représenté{agreement(body.appellation).e}" == (
        "l'association du Club, représentée"
    )
    assert f"{body.le}, tenu{agreement(body.le).e}" == "le Club, tenu"


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        ({"type": "communauté urbaine"}, "communauté urbaine"),
        ({"nature": "association"}, "association"),
        ({}, "organisme"),
    ],
)
def test_what_a_body_is_in_a_word(facts: dict[str, str], said: str) -> None:
    assert Organisation.model_validate({"nom": "Exemple", **facts}).sorte == said
