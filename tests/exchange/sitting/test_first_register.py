"""What a first register tells besides who sat: facts, slips, non-members, counts, functions."""

from __future__ import annotations

import pytest

from pmtdocs.dossier.model.common import Commons
from pmtdocs.exchange.sitting.pasted_text import Pasted
from pmtdocs.exchange.sitting.recognition import recognise
from pmtdocs.exchange.sitting.register import read_register
from tests.exchange.sitting.test_layouts import (
    COMMUNITY,
    FACTS,
    GROUPS,
    HOLDERS,
    MIXED,
    OFFICES,
    SCANNED,
    UNDER,
    VILLAGE,
    proposed,
    read,
)


def test_the_facts_of_a_municipal_register() -> None:
    raw, _ = read(VILLAGE, Commons())
    assert {key: words.text for key, words in raw.facts.items() if key in FACTS} == {
        **FACTS,
        "instance": "conseil municipal de la commune de Bourg-Fictif",
        "date": "11 avril 2030",
        "lieu": "mairie",
        "adresse": "1 place Haute",
        "presidence": "Madame Camille EXEMPLE",
        "secretaire": "Madame Lucie MODÈLE",
        "ouverture": "18h30",
        "membres_en_exercice": "11",
    }


def test_what_the_scanner_misread_is_said() -> None:
    text = f"Séance du 1l avril 2O30\nLa séance est ouverte à 18hOO.\n{SCANNED}"
    raw, out = read(text, Commons())
    assert raw.facts["date"].text == "11 avril 2030"
    assert raw.facts["ouverture"].text == "18h00"
    said = " ".join(note.message for note in out.notes)
    for slip in ("« 1l avril 2O30 » est lu 11 avril 2030", "« M. Paul DUP0NT » est lu Paul DUPONT"):
        assert slip in said


def test_who_is_no_member_is_said() -> None:
    said = [note.message for note in read(COMMUNITY, Commons())[1].notes]
    assert "« M. Marc DUPOSTE, Directeur général des services » n'est pas membre" in said[0]
    assert "« Mme Julie DUGUICHET, secrétaire de mairie » n'est pas membre" in said[1]


@pytest.mark.parametrize(
    "words",
    ["Salle des fêtes", "Groupe Ensemble", "Grande Salle Haute", "SALLE HAUTE", "un habitant",
     "la presse locale", "Madame la Maire", "12e", "Le Public"],
)  # fmt: skip
def test_what_is_no_person_is_never_proposed(words: str) -> None:
    text = f"Présents : Mme Camille EXEMPLE, {words}, M. Paul FACTICE\nExcusé : M. Luc LEURRE"
    _, out = read(text, Commons())
    assert {one.nom for one in out.people.values()} == {"EXEMPLE", "FACTICE", "LEURRE"}
    told = [*out.problems, *out.notes]
    assert any(words in one.message or one.label == "Fonctions" for one in told)


@pytest.mark.parametrize(
    ("told", "read_"),
    [
        ("Présents : 3", "3 présents annoncés, 2 lus dans le texte."),
        ("Nombre de procurations : 0", "0 procurations annoncés, 1 lus dans le texte."),
        ("Votants : 4", "4 votants annoncés, 3 lus dans le texte."),
        ("Présents : 2", ""),
        ("Présents : l2", "12 présents annoncés, 2 lus dans le texte."),
        ("Présents : ²", ""),
        ("Votants : 3", ""),
    ],
)
def test_a_count_that_differs_is_told_with_both_figures(told: str, read_: str) -> None:
    text = f"{told}\nPrésents : M. Luc ROY, Mme Zoé LI\nExcusé : M. Max LO, pouvoir à M. Luc ROY"
    _, out = read(text, Commons())
    assert [note.message for note in out.notes if note.label == "Comptes"] == [read_] * bool(read_)


def test_a_council_of_one_authority_has_its_offices() -> None:
    bodies = {"ville": {"nom": "Bourg-Fictif", "nature": "collectivité"}}
    commons = Commons.model_validate({"organisations": bodies})
    _, out = read("Présents : M. Luc ROY, Maire ; Mme Zoé LI, présidente de Val-Haut", commons)
    assert [(o.organisme, o.fonction) for o in out.people["luc-roy"].fonctions] == [
        ("ville", "maire")
    ]
    assert out.people["zoe-li"].fonctions == ()
    assert any("présidente de Val-Haut" in note.message for note in out.notes)


def test_a_commune_has_the_seats_that_the_lists_give_it() -> None:
    _, out = read(COMMUNITY, Commons())
    expected = {"bourg-fictif": 3, "val-modele": 2, "la-combe": 1}
    assert {key: town.sieges for key, town in out.towns.items()} == expected


def test_advice_followed_at_the_end_of_the_text_is_accepted() -> None:
    """Each phrase that the messages ask for, below the lists, where people add it."""
    text = f"Séance du 3 juin 2030\n{HOLDERS}"
    commons = proposed(Commons(), recognise(read_register(Pasted(text), ()), Commons()))
    out = recognise(read_register(Pasted(text), ()), commons)
    while out.problems and len(text) < 2000:
        out = recognise(read_register(Pasted(text), ()), commons)
        text += "".join(
            said.replace("Mme …", "Claire DEUX")
            .replace("M. …", "UN Jean")
            .replace("le …", "le 1er juin 2030")
            + "\n"
            for said in (
                p.help.removeprefix("Ajoutez au texte : « ").removesuffix(" »")
                for p in out.problems
            )
        )
    assert out.problems == []
    assert out.sitting
    assert (out.sitting.presidence.membre, out.sitting.secretaire.membre) == (
        "claire-deux",
        "jean-un",
    )
    assert len(out.sitting.membres) == 3


def test_a_label_alone_gives_what_the_sentence_forgot() -> None:
    text = "Le Conseil s'est réuni à la mairie, sous la présidence de M. LI.\nAdresse : 1 rue Haute"
    facts = read_register(Pasted(text), ()).facts
    assert (facts["lieu"].text, facts["adresse"].text) == ("mairie", "1 rue Haute")


def test_the_first_name_that_a_sentence_tells_is_kept() -> None:
    text = "Présents : Mme EXEMPLE, M. LEURRE\nSous la présidence de Mme Camille EXEMPLE."
    out = recognise(read_register(Pasted(text), ()), Commons())
    assert {one.complet for one in out.people.values()} == {
        "Mme Camille EXEMPLE",
        "M. à compléter LEURRE",
    }


def test_an_initial_that_differs_from_a_new_name_is_a_doubt() -> None:
    text = "Présents : M. Luc ROY, Mme Zoé LI\nAbsent : M. Max LO\nProcurations : F. LO à L. ROY"
    out = recognise(read_register(Pasted(text), ()), Commons())
    assert any("peut-être pas une autre personne que max-lo" in p.message for p in out.problems)
    assert out.unsure == {"f-lo"}


def test_an_hour_bounds_no_proxy() -> None:
    text = "Présents : M. Luc ROY, Mme Zoé LI (départ à 11h15, pouvoir à M. Luc ROY)"
    out = recognise(read_register(Pasted(text), ()), Commons())
    assert any("une procuration vaut par question" in problem.message for problem in out.problems)


def test_several_counts_on_a_line_are_told_apart() -> None:
    text = "Membres en exercice : 5 - Présents : 2 - Votants : 3\nPrésents : M. Luc ROY"
    assert read_register(Pasted(text), ()).facts["membres_en_exercice"].text == "5"


def test_who_leaves_without_a_question_is_asked_when() -> None:
    text = "Présents : M. Luc ROY\nMme Zoé LI quitte la séance et donne pouvoir à M. Luc ROY"
    (proxy,) = read_register(Pasted(text), ()).proxies
    assert (proxy.giver.text, proxy.holder.text) == ("Mme Zoé LI", "M. Luc ROY")
    assert [bound.when.text for bound in proxy.bounds] == ["quitte la séance"]


def test_a_group_says_its_name_to_nobody() -> None:
    """« Adjoints : » after a name is no commune, nor is the name."""
    notes = read(GROUPS, Commons())[1].notes
    assert [note for note in notes if note.label == "Communes"] == []


def test_whose_civility_is_not_told_has_none() -> None:
    """« Mesdames et Messieurs Anne SPÉCIMEN, Jean FABLE »."""
    people = read(MIXED, Commons())[1].people
    assert [people[key].civilite for key in ("paul-factice", "anne-specimen", "jean-fable")] == [
        "M.",
        None,
        None,
    ]


def test_a_commune_below_its_heading_or_elided() -> None:
    out = read(UNDER, Commons())[1]
    assert [town.nom for town in out.towns.values()] == ["BOURG-FICTIF", "Orme"]
    assert read(OFFICES, Commons())[1].towns == {}


@pytest.mark.parametrize(
    ("said", "bound"),
    [
        ("arrivée au point 3", ("a_compter_de", "3")),
        ("a quitté la séance à l'issue de la question n° 6", ("jusqu_a", "6")),
        ("départ après le rapport n° 4", ("jusqu_a", "4")),
    ],
)
def test_who_comes_or_goes_at_a_report(said: str, bound: tuple[str, str]) -> None:
    (seat,) = read_register(Pasted(f"Présents : Mme Zoé LI ({said})"), ()).seats
    assert [(one.side, one.when.text) for one in seat.bounds] == [bound]


def test_a_name_before_a_colon_is_nobody_s_commune() -> None:
    raw = read_register(Pasted("Présents : M. Luc ROY, M. Max LO : Mme Zoé LI"), ())
    assert [s.holder.text for s in raw.seats if s.holder] == [
        "M. Luc ROY",
        "M. Max LO",
        "Mme Zoé LI",
    ]
    assert raw.notes == []
