"""The proper names of a dossier, in the spellings that acts use."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtdocs.dossier.load import Loaded, load
from pmtdocs.dossier.views.names import names_of
from pmtdocs.finding import Path as DataPath
from pmtdocs.language.french import fold


def found(loaded: Loaded, text: str) -> list[DataPath]:
    return [path for _, _, path in names_of(loaded.dossier).find(text, fold(text))]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("Mme Anne DURAND", ("commun", "personnes", "anne-durand")),
        ("Madame Durand", ("commun", "personnes", "anne-durand")),
        ("Anne Durand", ("commun", "personnes", "anne-durand")),
        ("le Pôle des microtechniques", ("commun", "organisations", "pmt", "nom")),
        ("le Grand Besançon", ("commun", "organisations", "gbm", "nom")),
        ("Thise", ("commun", "communes", "thise", "nom")),
        ("PMT Santé", ("programme", "nom")),
    ],
)
def test_a_name_in_each_of_its_spellings(small: Path, text: str, path: DataPath) -> None:
    assert found(load(small, "bon"), text) == [path]


@pytest.mark.parametrize("text", ["Anne", "durand", "Mme Untel", "le pôle", "thise", "Besancon"])
def test_what_is_no_name_of_the_dossier(small: Path, text: str) -> None:
    assert found(load(small, "bon"), text) == []


def test_the_spelling_of_the_act_has_its_own_place(dossier_2024: Loaded) -> None:
    ((subject, table, rank, key),) = found(dossier_2024, "Mme Frédérique BAHR")
    assert (subject, table, key) == ("seance", "membres", "publie")
    assert isinstance(rank, int)
    assert found(dossier_2024, "Champagny") == [("seance", "publie", "communes", "champagney")]
