"""A path of the data in words for people."""

import pytest

from pmtdocs.dossier.labels import describe
from pmtdocs.dossier.load import Loaded
from pmtdocs.finding import Path


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ((), "Dossier"),
        (("budget", "recettes", "groupes", 1, "lignes", 1, "montant"),
         "Budget, recettes, groupe « PUBLIC », ligne « Grand Besançon Métropole », montant"),
        (("seance", "membres", 36, "mode"), "Séance, membre « Mme Anne VIGNOT », mode"),
        (("seance", "procurations", 0), "Séance, procuration « Mme Agnès BOURGEOIS »"),
        (("convention", "subvention", "versements", 0), "Convention, subvention, versement n° 1"),
        (("convention", "motifs", 0, "x"),
         "Convention, motifs, élément « Grand Besançon Métropole fait du soutien à l'in… », x"),
        (("dossier", "reserves", 0), "Dossier, réserve « BUD001 »"),
        (("seance", "membres_en_exercice"), "Séance, membres en exercice"),
        (("commun", "personnes", "anne-vignot", "prenom"),
         "Données communes, personnes, anne-vignot, prénom"),
        (("budget", "depenses", "lignes", 99), "Budget, dépenses, ligne n° 100"),
        (("deliberation", "vote", "publie", "interesses"),
         "Délibération, vote, publié, intéressés"),
        (("nulle", "part"), "nulle, part"),
    ],
)  # fmt: skip
def test_places_in_words(dossier_2024: Loaded, path: Path, words: str) -> None:
    assert describe(path, dossier_2024.trees) == words


def test_an_unknown_person_is_named_by_the_key_that_was_typed() -> None:
    trees = {"seance": {"membres": [{"membre": "x-y"}]}}
    assert describe(("seance", "membres", 0), trees) == "Séance, membre « x-y »"  # type: ignore[arg-type] # a Tree


def test_a_text_named_as_a_list_is_said() -> None:
    trees = {"convention": {"actions": "des actions de formation"}}
    assert describe(("convention", "actions"), trees) == "Convention, actions"  # type: ignore[arg-type] # a Tree
