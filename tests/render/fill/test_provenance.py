"""Lines made by hand: which of several stretches says a mention, and where that was written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pmtdocs.dossier.load import Loaded, load
from pmtdocs.dossier.views.names import names_of
from pmtdocs.finding import Location
from pmtdocs.finding import Path as DataPath
from pmtdocs.render.fill.provenance import Line, Origin, Stretch, Traced, Tracer

AMOUNT: DataPath = ("convention", "subvention", "montant")
TEMPLATE = Location(("textes", "convention"), None, "convention, paragraphe 1")


@pytest.fixture
def trace(small: Path) -> Callable[..., list[Traced]]:
    loaded = load(small, "bon")
    return tracer(loaded)


def tracer(loaded: Loaded) -> Callable[..., list[Traced]]:
    def run(*stretches: Stretch) -> list[Traced]:
        line = Line("convention", "convention, paragraphe 1", TEMPLATE, stretches)
        return list(Tracer(loaded, names_of(loaded.dossier)).trace(line))

    return run


def test_the_unit_may_be_typed_and_the_figure_printed(trace: Callable[..., list[Traced]]) -> None:
    (one,) = trace(Stretch("20\u202f000", AMOUNT), Stretch(" euros"))
    assert (one.words, one.origin, one.source.path) == ("20\u202f000 euros", Origin.DATA, AMOUNT)


def test_one_figure_typed_by_hand_is_enough(trace: Callable[..., list[Traced]]) -> None:
    (one,) = trace(Stretch("11 avril "), Stretch("2024", ("dossier", "exercices")))
    assert (one.origin, one.source) == (Origin.TEMPLATE, TEMPLATE)


def test_a_name_printed_in_several_fields_is_one_name(trace: Callable[..., list[Traced]]) -> None:
    person: DataPath = ("commun", "personnes", "anne-durand")
    (one,) = trace(
        Stretch("Mme "),
        Stretch("Anne", (*person, "prenom")),
        Stretch(" "),
        Stretch("DURAND", (*person, "nom")),
    )
    assert (one.words, one.origin, one.source.path) == ("Mme Anne DURAND", Origin.DATA, person)
    assert one.via is None


def test_the_body_behind_a_key(trace: Callable[..., list[Traced]]) -> None:
    path: DataPath = ("budget", "recettes", "groupes", 1, "lignes", 1, "financeur")
    (one,) = trace(Stretch("Grand Besançon Métropole", path))
    assert one.source.path == ("commun", "organisations", "gbm", "nom")
    assert one.via
    assert one.via.path == path


def test_each_name_of_a_list_printed_as_one_text(trace: Callable[..., list[Traced]]) -> None:
    text = "M. Marc GARNIER (à compter de la question n° 2), M. Luc PETIT"
    found = trace(Stretch(text, ("seance", "membres", 0)))
    marc, range_, luc = found
    assert marc.via
    assert luc.via
    assert (marc.via.path, luc.via.path) == (("seance", "membres", 2), ("seance", "membres", 4))
    assert (range_.origin, range_.source.path) == (Origin.COMPUTED, ("seance", "membres", 2))


def test_the_holder_of_a_proxy_opens_no_other(trace: Callable[..., list[Traced]]) -> None:
    text = "Mme Jeanne LOPEZ à Mme Anne DURAND jusqu'à la question n° 3"
    giver, holder, range_ = trace(Stretch(text, ("seance", "procurations", 0)))
    assert giver.via
    assert holder.via
    assert giver.via.path == holder.via.path == range_.source.path == ("seance", "procurations", 2)


def test_figures_named_in_a_text_have_their_own_line(trace: Callable[..., list[Traced]]) -> None:
    action: DataPath = ("programme", "elements", 0, "enfants", 0, "actions", 0)
    two, twenty = trace(
        Stretch("Proposer 2 prestations à 20 entreprises\u00a0:", (*action, "texte"))
    )
    assert two.source.path == (*action, "chiffres", "prestations")
    assert twenty.source.path == (*action, "chiffres", "entreprises")


def test_a_deliverable_repeats_the_figure_of_its_own_level(
    trace: Callable[..., list[Traced]],
) -> None:
    item: DataPath = ("programme", "elements", 0, "livrables", "elements", 0, "texte")
    (four,) = trace(Stretch("Compte rendu des 4 comités.", item))
    assert four.source.path[-2:] == ("chiffres", "comites")


def test_a_number_that_the_data_does_not_write_is_computed(
    trace: Callable[..., list[Traced]],
) -> None:
    total, rank = trace(
        Stretch("105\u202f000", ("budget", "depenses")),
        Stretch(" et "),
        Stretch("Axe 1 : Visibilité", ("programme", "elements", 0, "titre")),
    )
    assert (total.origin, rank.origin) == (Origin.COMPUTED, Origin.COMPUTED)
    assert total.source.span


def test_numbering_and_template_words(trace: Callable[..., list[Traced]]) -> None:
    number, law = trace(
        Stretch("Article 3 –", numbering=True), Stretch(" loi n° 2000-321 du 12 avril 2000")
    )
    assert (number.origin, law.origin) == (Origin.NUMBERING, Origin.TEMPLATE)
