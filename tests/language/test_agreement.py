"""What stands around a name agrees with it, whatever the body, the instance or the office."""

from __future__ import annotations

import pytest

from pmtdocs.language.agreement import (
    Agreement,
    Name,
    agreement,
    contract,
    possessive,
    with_article,
)


@pytest.mark.parametrize(
    ("preposition", "article", "name", "said"),
    [
        ("de", "le", "Pôle", "du Pôle"),
        ("à", "les", "Auxons", "aux Auxons"),
        ("de", None, "Grand Exemple", "de Grand Exemple"),
        ("de", None, "Alsace", "d'Alsace"),
        ("de", None, "Épinal", "d'Épinal"),
        ("à", "l'", "État", "à l'État"),
        ("de", "la", "Région", "de la Région"),
        ("", "le", "Pôle", "le Pôle"),
        ("", None, "GBM", "GBM"),
        ("de", None, "Le Mans", "du Mans"),
        ("à", None, "Les Auxons", "aux Auxons"),
        ("de", None, "Les Rencontres", "des Rencontres"),
        ("", None, "Les Rencontres", "Les Rencontres"),
        ("de", None, "La Rochelle", "de La Rochelle"),
        ("à", None, "L'Isle", "à L'Isle"),
        ("de", None, "Haute-Saône", "de Haute-Saône"),
        ("de", None, "Hérouville", "d'Hérouville"),
        ("de", None, "Yonne", "d'Yonne"),
        ("de", None, "un", "d'un"),
        ("de", None, "onze", "de onze"),
        ("de", None, "huit", "de huit"),
    ],
)
def test_contractions(preposition: str, article: str | None, name: str, said: str) -> None:
    assert contract(preposition, article, name) == said


@pytest.mark.parametrize(
    ("name", "of", "convened"),
    [
        ("Conseil municipal", "du Conseil municipal", "convoqué"),
        ("Conseil de Communauté", "du Conseil de Communauté", "convoqué"),
        ("Commission permanente", "de la Commission permanente", "convoquée"),
        ("Bureau", "du Bureau", "convoqué"),
        ("comité syndical", "du comité syndical", "convoqué"),
        ("Assemblée", "de l'Assemblée", "convoquée"),
        ("L’Assemblée", "de l'Assemblée", "convoquée"),
        ("la Diète", "de la Diète", "convoquée"),
        ("Chambre", "de la Chambre", "convoquée"),
        ("Conférence des maires", "de la Conférence des maires", "convoquée"),
        ("Haute Assemblée", "de la Haute Assemblée", "convoquée"),
        ("les Rencontres", "des Rencontres", "convoquées"),
        ("Les Amis du livre", "des Amis du livre", "convoqués"),
        ("tribunal administratif", "du tribunal administratif", "convoqué"),
        ("communauté urbaine", "de la communauté urbaine", "convoquée"),
        ("établissement public", "de l'établissement public", "convoqué"),
        ("État", "de l'État", "convoqué"),
        ("PETR", "du PETR", "convoqué"),
    ],
)
def test_an_instance_has_its_article_and_its_participle(name: str, of: str, convened: str) -> None:
    assert with_article(name, "de") == of
    assert f"convoqué{agreement(name).e}" == convened


@pytest.mark.parametrize(
    ("office", "the", "theirs"),
    [
        ("Présidente", "la Présidente", "sa Présidente"),
        ("Président", "le Président", "son Président"),
        ("Vice-présidente déléguée", "la Vice-présidente déléguée", "sa Vice-présidente déléguée"),
        ("Adjointe", "l'Adjointe", "son Adjointe"),
        ("Première adjointe", "la Première adjointe", "sa Première adjointe"),
        ("1re Vice-présidente", "la 1re Vice-présidente", "sa 1re Vice-présidente"),
        ("Directrice générale", "la Directrice générale", "sa Directrice générale"),
        ("Secrétaire générale", "la Secrétaire générale", "sa Secrétaire générale"),
        ("Secrétaire de la commission", "le Secrétaire de la commission",
         "son Secrétaire de la commission"),
        ("Maire", "le Maire", "son Maire"),
        ("la Maire", "la Maire", "sa Maire"),
        ("Préfète", "la Préfète", "sa Préfète"),
        ("préfet de la région", "le préfet de la région", "son préfet de la région"),
        ("Trésorière", "la Trésorière", "sa Trésorière"),
        ("Agent comptable", "l'Agent comptable", "son Agent comptable"),
        ("secrétaire de séance", "le secrétaire de séance", "son secrétaire de séance"),
    ],
)  # fmt: skip
def test_an_office_says_its_gender(office: str, the: str, theirs: str) -> None:
    assert with_article(office) == the
    assert possessive(office) == theirs


def test_a_phrase_takes_no_article() -> None:
    said = "Pour la Présidente empêchée, le Vice-président"
    assert with_article(said) == said
    assert with_article("Parc naturel") == "le Parc naturel"


def test_an_office_that_does_not_say_its_gender_is_of_who_holds_it() -> None:
    hers = Name("Maire", Agreement(feminin=True))
    assert with_article(hers) == "la Maire"
    assert possessive(hers) == "sa Maire"
    assert possessive(Name("Maire", Agreement(feminin=True), shared=True)) == "leur Maire"
