"""The package knows no dossier: no body, person, commune, programme or year of the data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from pmtdocs.dossier.load import load
from pmtdocs.dossier.model import Dossier
from tests.conftest import DOSSIERS, ROOT

PACKAGE = ROOT / "pmtdocs"
WRITTEN = {".py", ".yaml", ".json", ".html", ".j2", ".css", ".js", ".svg"}
#: Surnames and communes that are words too: they name somebody only with a first name.
WORDS = {"Maire", "Presse", "Paris", "Lime", "Busy"}

_DAY = r"\d{1,2}(?:er)?(?: [a-zéû]+ |/\d{1,2}/)\d{4}"
_NUMBER = r"(?:\([A-Z]+\) )?(?:n° ?)?\d{2,4}[-/]\d{2,4}"
#: Where a year is not that of a dossier.
CITED = re.compile(
    "|".join(
        (
            rf"\b(?:loi|décret|arrêté|circulaire|règlement) (?:{_NUMBER}(?: du {_DAY})?|du {_DAY})",
            rf"\bCE, {_DAY}",
            rf"\bart\. [LRD]\. [\d-]+, depuis le {_DAY}",
            r"https?://\S+",
            r"(?:U\+|\\u)[0-9A-Fa-f]{4}",
        )
    ),
    re.IGNORECASE,
)


@cache
def facts() -> tuple[frozenset[str], frozenset[str]]:
    """Every proper name and number of the data, as documents print them; every year."""
    names: set[str] = set()
    years: set[int] = set()
    for dossier in (load(ROOT / "data", name).dossier for name in DOSSIERS):
        names |= set(_names(dossier))
        years |= set(dossier.dossier.exercices)
        if dossier.seance:
            years.add(dossier.seance.date.year)
    return frozenset(names - WORDS), frozenset(map(str, years))


def _names(dossier: Dossier) -> Iterator[str]:
    commons = dossier.commun
    yield from (town.nom for town in commons.communes.values())
    for body in commons.organisations.values():
        if body.nature == "État":  # the law speaks of it everywhere
            continue
        numbers = [number for number in (body.siren, body.siret, body.rna) if number]
        yield from (re.sub(r"\s", "", number) for number in numbers)
        yield from filter(None, (body.nom, body.designation, body.sigle, *numbers))
    for person in commons.personnes.values():
        yield f"{person.prenom} {person.nom}"
        if len(person.nom) >= 4:
            yield from (person.nom, person.nom.title())
    if dossier.programme:
        yield from filter(None, (dossier.programme.nom, dossier.programme.intitule))


def texts() -> list[Path]:
    """The files of the package that people write."""
    return sorted(file for file in PACKAGE.rglob("*") if file.suffix in WRITTEN)


def said(pattern: str, text: str) -> list[str]:
    """The lines that say it, with their number."""
    lines = enumerate(CITED.sub("", text).splitlines(), 1)
    return [f"{n}: {line.strip()}" for n, line in lines if re.search(pattern, line)]


def named(text: str) -> list[str]:
    either = "|".join(map(re.escape, sorted(facts()[0], key=len, reverse=True)))
    return said(rf"(?<![\w@-])(?:{either})(?![\w-])", text)


def dated(text: str) -> list[str]:
    """« 2024 », « 20240411 », « 2024_00097 »: a year, alone or first of a date or a number."""
    return said(rf"(?<!\d)(?:{'|'.join(facts()[1])})(?:[01]\d[0-3]\d)?(?!\d)", text)


def test_no_name_of_a_dossier() -> None:
    """The law names every town where an administrative court sits."""
    files = [file for file in texts() if file.name != "tribunaux.yaml"]
    found = {str(file.relative_to(ROOT)): named(file.read_text("utf-8")) for file in files}
    assert len(found) > 100
    assert {file: lines for file, lines in found.items() if lines} == {}


def test_no_year_of_a_dossier() -> None:
    """The law, in ``droit/`` and in what clauses cite, has dates of its own."""
    law = ("droit", "modeles")
    files = [file for file in texts() if not {*law} & {*file.parts}]
    found = {str(file.relative_to(ROOT)): dated(file.read_text("utf-8")) for file in files}
    assert {file: lines for file, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "text",
    [
        "« Mme Anne VIGNOT »",
        "la présidente, Vignot",
        "le sigle (GBM)",
        "SIREN 242 500 361",
        "242500361",
        "à Besançon.",
        "MEDIC@LPS",
        "programme PMT Health",
    ],
)
def test_a_name_is_found(text: str) -> None:
    assert named(text)


@pytest.mark.parametrize("text", ["pmtdocs.gbm_x", "le Maire", "la presse", "Saônette", "l'État"])
def test_a_word_is_no_name(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    "text", ["en 2024", "20240411", "{2021: 10}", "n° 2024/2024.00097", "loi du 2024", "2014-2018"]
)
def test_a_year_is_found(text: str) -> None:
    assert dated(text)


@pytest.mark.parametrize(
    "text",
    [
        "loi n° 2021-875 du 1er juillet 2021",
        "Décret n° 2017-779 du 5 mai 2017 ; arrêté du 17 novembre 2017",
        "règlement (UE) n° 651/2014",
        "Règlement (UE) 2023/2831",
        "circulaire du 29/09/2015",
        "CE, 22 juillet 2015, n° 383072",
        "https://json-schema.org/draft/2020-12/schema",
        "U+2014",
        "120245",
    ],
)
def test_a_law_is_no_dossier(text: str) -> None:
    assert dated(text) == []
