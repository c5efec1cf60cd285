"""How a body is called, whatever it is."""

from __future__ import annotations

import pytest

from pmtdocs.dossier.model.common import Organisation


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
    ],
)  # fmt: skip
def test_a_body_is_called_and_agreed_with(
    facts: dict[str, str], called: str, feminine: bool
) -> None:
    body = Organisation.model_validate(facts)
    assert (body.appellation, body.feminin) == (called, feminine)
