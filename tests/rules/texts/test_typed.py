"""MDL010 on real templates: silent as shipped, and exact when a fact is typed into them."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import zipfile
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pmtdocs.dossier import law
from pmtdocs.dossier.load import Loaded, load
from pmtdocs.dossier.views.context import context
from pmtdocs.dossier.views.facts import Fact, facts_of
from pmtdocs.finding import Finding
from pmtdocs.rules import engine
from pmtdocs.rules.texts.typed import MDL010
from pmtdocs.templates.words import Wordings, read_wordings
from tests.conftest import ROOT
from tests.support import modele

SHIPPED = ROOT / "templates" / "gbm"
LOADED = load(ROOT / "data", "2024")


def check(loaded: Loaded, wordings: Wordings) -> list[Finding]:
    found = engine.run(loaded.dossier, (), loaded.locate, (MDL010,), wordings)
    return [f for f in found if f.code == MDL010.code]


def said(folder: Path, words: str) -> list[tuple[str, str]]:
    """What is found in a part of one sentence, and what to type instead."""
    modele.write(folder / "convention.docx", ["Titre | Convention", f"| {words}"])
    found = check(LOADED, read_wordings(folder, ["convention"], "x"))
    return [(re.findall("« (.*?) »", f.message)[0], f.help) for f in found]


@pytest.mark.parametrize("name", ["2024", "2020"])
def test_the_shipped_templates_hold_no_fact(name: str) -> None:
    every = sorted(f.stem for f in SHIPPED.glob("*.docx") if f.stem != "charte")
    wordings = read_wordings(SHIPPED, every, "templates/gbm")
    assert len(wordings.parts) == len(every) > 5
    assert check(load(ROOT / "data", name), wordings) == []


def test_a_header_is_read_too(tmp_path: Path) -> None:
    """« PMT Health 2024 » left in a header is the year that nobody sees."""
    typed = {"{{ programme.nom }}": "PMT Health", "{{ exercice }}": "2024"}
    wordings = rewritten(tmp_path, "word/header1.xml", typed)
    found = check(LOADED, wordings)
    assert [(f.primary.label, f.help) for f in found] == [
        ("convention, en-tête, paragraphe 1", "Tapez à la place : {{ programme.nom }}."),
        ("convention, en-tête, paragraphe 1", "Tapez à la place : {{ exercice }}."),
    ]
    span = found[0].primary.span
    assert span
    assert "PMT Health" in (wordings.line(span.file, span.line) or "")


def rewritten(folder: Path, piece: str, changes: dict[str, str]) -> Wordings:
    """The shipped convention with other words in one of its pieces."""
    file = folder / "convention.docx"
    shutil.copy(SHIPPED / file.name, file)
    with zipfile.ZipFile(SHIPPED / file.name) as archive:
        pieces = {name: archive.read(name) for name in archive.namelist()}
    text = pieces[piece].decode()
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, escape(new))
    pieces[piece] = text.encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in pieces.items():
            archive.writestr(name, content)
    return read_wordings(folder, ["convention"], "x")


@pytest.mark.parametrize(
    ("words", "typed", "help"),
    [
        ("soit 490 000 € au total", "490 000 €", "{{ budget.total | euros }}"),
        ("les 123 membres en exercice", "123", "{{ seance.membres_en_exercice }}"),
        ("le 30 avril 2025 au plus tard", "30 avril 2025", "{{ convention.duree.fin }}"),
        ("délibération n° 2024/2024.00097", "n° 2024/2024.00097", "{{ deliberation.numero }}"),
        ("versé par GBM", "GBM", "{{ financeur.sigle }}"),
        ("Mme Anne VIGNOT", "Mme Anne VIGNOT", "complet }}"),
        ("signé par Anne Vignot", "Anne Vignot", ".complet }}"),
        (
            "le onze avril deux mille vingt-quatre",
            "onze avril deux mille vingt-quatre",
            "seance.date",
        ),
        ("en deux mille vingt-quatre", "deux mille vingt-quatre", "exercice"),
    ],
)
def test_a_fact_typed_by_hand(tmp_path: Path, words: str, typed: str, help: str) -> None:
    ((shown, next_step),) = said(tmp_path, words)
    assert shown == typed
    assert help in next_step


@pytest.mark.parametrize(
    "words",
    [
        "les aides d'État, au sens du traité",
        "la loi n° 2000-321 du 12 avril 2000",
        "l'arrêté du 11 avril 2024",
        "l'article 13 et l'annexe 2024",
        "à 100 %, en trois exemplaires, avec un préavis de deux mois, pendant 10 ans",
        "123 euros et 97 centimes, ou 123 jours",
        "au-delà de 23 000 €",
        "le plan France 2030, en 1999",
        "le pôle, la communauté urbaine et Anne",
    ],
)
def test_words_that_are_no_fact(tmp_path: Path, words: str) -> None:
    assert said(tmp_path, words) == []


def test_without_any_part_there_is_nothing_to_read() -> None:
    assert MDL010.missing(LOADED.dossier, Wordings()) == ("textes",)


THRESHOLDS = [value.value for parameter in law.parameters() for value in parameter.values]
FACTS = [
    f
    for f in facts_of(context(LOADED.dossier))
    if f.leaf.path[:1] not in ((), ("dossier",))
    and isinstance(f.leaf.value, Decimal | dt.date | dt.time)
    and "taux" not in f.last
    and f.leaf.value not in (0, *THRESHOLDS)
]


@given(st.sampled_from(FACTS))
def test_no_amount_date_or_hour_of_the_data_can_be_typed_unseen(
    tmp_path_factory: pytest.TempPathFactory, fact: Fact
) -> None:
    unit = " €" if isinstance(fact.leaf.value, Decimal) else ""
    folder = tmp_path_factory.mktemp("modele")
    assert len(said(folder, f"soit {fact.leaf}{unit} pour dire")) == 1
