"""A printed name and who is meant: nothing that a register writes otherwise makes a stranger."""

from __future__ import annotations

from difflib import SequenceMatcher, get_close_matches

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.dossier.model.common import Commons
from pmtdocs.exchange.sitting import people as people_module
from pmtdocs.exchange.sitting.names import Name
from pmtdocs.exchange.sitting.people import Directory, Likeness, Match, slug
from pmtdocs.language.spelling import squash

_NAMES = st.text("abenor -'É", max_size=12)
COMMONS = Commons.model_validate(
    {
        "personnes": {
            "anne": {"civilite": "Mme", "prenom": "Anne", "nom": "BAEHR", "commune": "b"},
            "benoit": {"civilite": "M.", "prenom": "Benoît", "nom": "D'ORCY", "commune": "b"},
            "jean": {"civilite": "M.", "prenom": "Jean-Marc", "nom": "DE LA TOUR", "commune": "b"},
            "maxime": {"civilite": "M.", "prenom": "Maxime", "nom": "PIGNARD", "commune": "b"},
            "marie": {"civilite": "Mme", "prenom": "Marie", "nom": "ZEHAF", "commune": "b"},
            "rene": {"civilite": "M.", "prenom": "René", "nom": "MARTIN", "commune": "b"},
            "carine": {"civilite": "Mme", "prenom": "Carine", "nom": "MICHEL", "commune": "b"},
            "therese": {"civilite": "Mme", "prenom": "Marie-Thérèse", "nom": "MICHEL"},
        },
        "communes": {
            "b": {"nom": "Saint-Bon-l'Étang"},
            "c": {"nom": "Franois"},
            "d": {"nom": "Marchaux-Chaudefontaine"},
        },
    }
)
DIRECTORY = Directory(COMMONS)


def person(printed: str) -> Match:
    return DIRECTORY.person(printed, list(COMMONS.personnes))


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("Mme Anne BAEHR", "anne"),
        ("Anne Baehr", "anne"),
        ("BAEHR Anne", "anne"),
        ("Madame A. BAEHR", "anne"),
        ("M. Benoit D’ORCY", "benoit"),
        ("M.  Jean Marc DE LA-TOUR", "jean"),
        ("JM. DE LA TOUR", "jean"),
        ("J.M. DE LA TOUR", "jean"),
        ("J.DE LA TOUR", "jean"),
        ("M PIGNARD", "maxime"),
        ("M. ZEHAF", "marie"),
        ("M.T. MICHEL", "therese"),
        ("M. MICHEL", "therese"),
        ("C. MICHEL", "carine"),
    ],
)
def test_the_same_person(printed: str, key: str) -> None:
    assert person(printed) == Match(key)


@pytest.mark.parametrize(
    ("printed", "key"),
    [
        ("Mme Anne BAHR", "anne"),
        ("Mme Anne BEAHR", "anne"),
        ("F. BAEHR", "anne"),
        ("M. Anne BAEHR", "anne"),
        ("M. Benoit D'ORCYS", "benoit"),
    ],
)
def test_a_letter_apart_is_near(printed: str, key: str) -> None:
    assert person(printed) == Match(key, near=True)


@pytest.mark.parametrize(
    "printed", ["Mme Anne BAR", "Mme Renée MARTIN", "M. Anne BAHR", "Mme Anna BAER", "Mme"]
)
def test_further_is_nobody(printed: str) -> None:
    """Above all the first name of the other sex, a letter apart."""
    assert person(printed) == Match(None)


def test_two_namesakes_are_not_chosen_between() -> None:
    assert person("MICHEL") == Match(None, several=("carine", "therese"))
    assert DIRECTORY.person("MICHEL", ["carine"], list(COMMONS.personnes)) == Match("carine")


@pytest.mark.parametrize(
    ("printed", "match"),
    [
        ("SAINT BON L’ETANG", Match("b")),
        ("François", Match("c", near=True)),
        ("Marchaux-Chaufontaine", Match("d", near=True)),
        ("Marchaux", Match(None)),
    ],
)
def test_communes(printed: str, match: Match) -> None:
    assert DIRECTORY.town(printed) == match


@given(st.lists(_NAMES, max_size=12), _NAMES)
def test_the_nearest_are_those_of_difflib(known: list[str], printed: str) -> None:
    """Most names are left out before they are compared: none that would have come first."""
    names = {str(i): name for i, name in enumerate(known)}
    letters = squash(printed)
    parts = [letters[at : at + 3] for at in range(len(letters) - 2)]
    mates = {squash(name) for name in known if any(part in squash(name) for part in parts)}
    expected = get_close_matches(letters, sorted(mates), 3, 0.6)
    found = Likeness(names).nearest(printed)
    assert list(dict.fromkeys(squash(names[key]) for key in found)) == expected[: len(found)]
    assert bool(found) is bool(expected)


def test_a_stranger_is_not_compared_with_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A register of 2 000 strangers took a minute: each was compared with each known name."""
    people = {
        f"{a}{b}": {"civilite": "M.", "prenom": f"Prénom{a}{b}", "nom": f"NOM{b}{a}QUELCONQUE"}
        for a in "abcdefghij"
        for b in "klmnopqrst"
    }
    directory = Directory(Commons.model_validate({"personnes": people}))
    assert directory.nearest("M. Prénomak NOMKAQUELCONQUE")[0] == "ak"

    def never(*_: object) -> float:
        raise AssertionError("comparé")

    monkeypatch.setattr(people_module, "_one_letter", never)
    monkeypatch.setattr(SequenceMatcher, "ratio", never)
    for stranger in ("M. Vivien ZYWX", "Mme Zuzu PWYXZ", "M. Wyatt XYLO"):
        assert directory.person(stranger, list(people)).key is None
        assert directory.nearest(stranger) == []


def test_the_nearest_come_first() -> None:
    assert DIRECTORY.nearest("Mme Annie BAER")[0] == "anne"
    assert DIRECTORY.nearest("Wxyz") == []
    assert DIRECTORY.nearest_towns("Francs") == ["c"]


@pytest.mark.parametrize(
    ("printed", "first", "surname"),
    [
        ("Mme Anne BAEHR", "Anne", "BAEHR"),
        ("DE LA TOUR Jean-Marc", "Jean-Marc", "DE LA TOUR"),
        ("B. LOUIS", "B.", "LOUIS"),
        ("Anne Baehr", "Anne", "Baehr"),
        ("LOUIS", "à compléter", "LOUIS"),
    ],
)
def test_the_parts_of_a_name(printed: str, first: str, surname: str) -> None:
    assert Name.read(printed).split() == (first, surname)


def test_a_new_key_is_free() -> None:
    assert slug("Éloïse D'ORCY", ()) == "eloise-d-orcy"
    assert slug("A B", ("a-b", "a-b-2")) == "a-b-3"
    assert slug("…", ()) == "a-nommer"
