"""``faits:``: what the model does not know, typed, and published or not."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from pmtdocs.dossier.load import Loaded, load
from pmtdocs.dossier.views.context import context, fields
from pmtdocs.dossier.views.tree import PrivateError
from pmtdocs.finding import DataError
from pmtdocs.render.output.documents import build
from pmtdocs.word.package import TemplateError, w
from tests.support import modele
from tests.support.examples import copy_charter

With = Callable[[str], Loaded]


@pytest.fixture
def with_facts(small: Path) -> With:
    def read(facts: str) -> Loaded:
        sheet = small / "bon" / "dossier.yaml"
        sheet.write_text(f"{sheet.read_text('utf-8')}faits:\n  {facts}\n", encoding="utf-8")
        return load(small, "bon")

    return read


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("Maison des associations", "Maison des associations"),
        ("1 500,50 €", Decimal("1500.50")),
        ("1 500", "1 500"),
        ("10 avril 2031", dt.date(2031, 4, 10)),
        ("non", False),
        ("{type: montant, valeur: 1 500}", Decimal(1500)),
        ("{type: date, valeur: 10/04/2031}", dt.date(2031, 4, 10)),
        ("{libelle: Accord, type: oui ou non, valeur: oui}", True),
        ("{valeur: 2031-04-10}", "2031-04-10"),
    ],
)
def test_a_value_is_read_as_its_type_or_its_signs_say(
    with_facts: With, typed: str, value: object
) -> None:
    assert with_facts(f"x: {typed}").dossier.dossier.faits["x"].valeur == value


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ("x: {type: date, valeur: demain}", "n'est pas une date"),
        ("x: {type: nombre, valeur: 3}", "Valeurs possibles : texte, montant, date"),
        ("Ma-salle: x", "ne peut pas nommer un fait"),
        ("x: {libelle: Salle}", "« valeur » manque"),
        ("x: [a]", "groupe de clés"),
        ("x: {valeur: à compléter}", "ne vaut pas ici"),
        ("x: ''", "vide"),
    ],
)
def test_what_is_wrong_is_said(with_facts: With, facts: str, says: str) -> None:
    with pytest.raises(DataError) as refused:
        with_facts(facts)
    assert any(says in f"{one.message} {one.help}" for one in refused.value.findings)


def test_a_text_of_the_data_names_a_fact_that_is_not_private(with_facts: With) -> None:
    loaded = with_facts("loyer: 1 500 €\n  contact: {valeur: Camille, publication: privé}")
    typed = "{faits.loyer} {faits.loyer | euros_en_lettres} {faits.contact} {faits.loyr}"
    said = fields(loaded.dossier).fill(typed).replace("\u202f", " ").replace("\u00a0", " ")
    assert said == "1 500 € mille cinq cents euros {faits.contact} {faits.loyr}"


def test_what_is_published_cannot_ask_for_a_private_fact(with_facts: With) -> None:
    loaded = with_facts("contact: {valeur: Camille, publication: privé}")
    assert str(context(loaded.dossier)["faits"]["contact"]) == "Camille"  # type: ignore[index, call-overload]
    with pytest.raises(PrivateError, match="privé"):
        context(loaded.dossier, published=True)["faits"]["contact"]  # type: ignore[index, call-overload]


@pytest.mark.parametrize("part", ["lettre-relance", "note"])
def test_only_what_is_notified_prints_it(small: Path, with_facts: With, part: str) -> None:
    loaded = with_facts("contact: {valeur: Camille EXEMPLE, publication: privé}")
    folder = small / "modeles" / "gbm"
    documents: dict[str, tuple[str, ...]] = {"acte": (part,)}
    copy_charter(folder)
    modele.write(folder / f"{part}.docx", ["| Contact : {{ faits.contact }}"])
    sheet = loaded.dossier.dossier.model_copy(update={"documents": documents})
    dossier = loaded.dossier.model_copy(update={"dossier": sheet})
    if part == "note":
        with pytest.raises(TemplateError, match="privé"):
            build(dossier, folder, documents, draft=False)
        return
    body = build(dossier, folder, documents, draft=False)["acte"].body
    assert "Camille EXEMPLE" in "".join(t.text or "" for t in body.iter(w("t")))
