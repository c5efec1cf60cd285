"""Registers of other authorities, all of them invented: who sat, who votes for whom, who is new.

Each is read first where nobody is known, then again with what was proposed: nothing is proposed
any more, and the sitting is the same.
"""

from __future__ import annotations

import pytest

from pmtdocs.dossier.model.common import Commons
from pmtdocs.exchange.sitting.naming import Imported
from pmtdocs.exchange.sitting.pasted_text import Pasted
from pmtdocs.exchange.sitting.raw_sitting import RawSitting, Words
from pmtdocs.exchange.sitting.recognition import recognise
from pmtdocs.exchange.sitting.register import read_register
from pmtdocs.language.spelling import squash

VILLAGE = """COMMUNE DE BOURG-FICTIF
EXTRAIT DU REGISTRE DES DÉLIBÉRATIONS DU CONSEIL MUNICIPAL

L'an deux mille trente, le onze avril à dix-huit heures trente, le conseil municipal de la commune
de Bourg-Fictif, légalement convoqué, s'est réuni en session ordinaire à la mairie, 1 place Haute,
sous la présidence de Madame Camille EXEMPLE, Maire.

Nombre de conseillers en exercice : 11
Présents : 7
Votants : 9
Date de convocation : 4 avril 2030

Présents : Mme Camille EXEMPLE, M. Paul SPÉCIMEN, Mme Lucie MODÈLE, MM. Jean FACTICE, Marc FICTIF
et Luc FABLE, Mme Zoé LE CONTE.

Absents excusés : Mme Inès FEINTE (pouvoir à M. Paul SPÉCIMEN), M. Hugo LEURRE qui a donné
procuration à Mme Lucie MODÈLE.

Absents : MM. Rémi ERSATZ et Noé SIMULACRE.

Madame Lucie MODÈLE a été élue secrétaire de séance.

Le quorum étant atteint, Madame le Maire ouvre la séance et rappelle l'ordre du jour.
"""
COMMUNITY = """Membres en exercice : 8

ÉTAIENT PRÉSENTS

Commune de Bourg-Fictif :
- M. EXEMPLE Paul, Président
- Mme SPÉCIMEN Anne, 2ème vice-présidente

Val-Modèle :
- M. FACTICE Jean
- Mme LE CONTE Zoé, suppléante de M. FABLE Luc

ÉTAIENT ABSENTS EXCUSÉS

Bourg-Fictif :
- Mme FEINTE Inès (pouvoir à M. EXEMPLE Paul)

La Combe :
- M. D'ERSATZ Rémi

Assistaient également à la séance : M. Marc DUPOSTE, Directeur général des services, Mme Julie
DUGUICHET, secrétaire de mairie.
"""
TITLES = """Présents (5) :
M. Camille EXEMPLE, Maire
Mme Anne SPÉCIMEN, 1ère adjointe, chargée des finances, des ressources humaines et du patrimoine
M. Paul FACTICE, adjoint délégué à la culture
Mme Lucie MODÈLE, conseillère municipale déléguée
M. Claude MAIRE, conseiller municipal
Absents excusés (1) :
Mme Inès FEINTE, conseillère municipale
Pouvoirs (1) :
Mme Inès FEINTE à M. Claude MAIRE
Le Directeur général des services : M. Marc DUPOSTE
"""
DASHES = """PRÉSENTS :
BOURG-FICTIF – M. Camille EXEMPLE – Mme Anne SPÉCIMEN
LA COMBE – M. Paul FACTICE
VAL-MODÈLE – Mme Lucie MODÈLE (en visio)
ABSENTS REPRÉSENTÉS :
BOURG-FICTIF – M. Jean FABLE représenté par Mme Anne SPÉCIMEN
VAL-MODÈLE – M. Luc LEURRE représenté par M. Noé CONTE (suppléant)
EXCUSÉS :
LA COMBE – Mme Inès FEINTE
"""
NUMBERED = """Membres présents :
1. EXEMPLE Camille
2. SPÉCIMEN Anne
3. FACTICE Paul (à compter de la question n° 3)
4. MODÈLE Lucie (jusqu'au point n° 4 inclus)
Membres absents :
5. FABLE Jean - excusé
6. LEURRE Luc - excusé, pouvoir à SPÉCIMEN Anne
Invités : CONTE Noé, journaliste
"""
#: As ``pdftotext -layout`` gives two columns, or three.
COLUMNS = """Présents : 6
M. Camille EXEMPLE           Mme Anne SPÉCIMEN          M. Paul FACTICE
Mme Lucie MODÈLE             M. Jean FABLE              M. Luc LEURRE
Absents ayant remis pouvoir : 2
Mme Inès FEINTE à M. Paul FACTICE           M. Marc CONTE à M. Jean FABLE
"""
SCANNED = """Etalent presents : M, Paul DUP0NT, Mme Anne MARTlN, M. Jean L0UIS
Absent excuse : M. Luc R0Y a donne procuration a M. Paul DUPONT
"""
HOLDERS = """Nombre de procurations : 1
Présents : 2
UN Jean, DEUX Claire
Pouvoirs : 1
UN Jean (pour CINQ Paul)
"""
COLLECTIVE = """Étaient présents : Mesdames Camille EXEMPLE, Anne SPÉCIMEN, Messieurs Paul FACTICE,
Jean de la FABLE, Luc VAN DER LEURRE.
Étaient excusés : Madame Inès D'ERSATZ donne pouvoir à Madame Camille EXEMPLE ; Monsieur Marc
FEINTE donne pouvoir à Monsieur Paul FACTICE.
Était absent : Monsieur Noé O'CONTE
"""
BARE = """Présents : Camille Exemple, Anne Spécimen, Paul Factice et Jean Fable
Excusés : Inès Feinte (procuration à Anne Spécimen), Marc Leurre
Secrétaire de séance : Paul Factice
"""
SURNAMES = """Présents : M. Dupont, Mme Durand, M. Martin
Excusé : M. Petit, pouvoir à M. Martin
"""
BRACKETS = """Présents : Camille EXEMPLE (Bourg-Fictif), Anne SPÉCIMEN (Bourg-Fictif),
Paul FACTICE (La Combe), Lucie MODÈLE (Val-Modèle)
Excusés : Jean FABLE (La Combe) pouvoir à Paul FACTICE (La Combe) ; Luc LEURRE (Val-Modèle)
"""
SENTENCES = """Étaient présents : M. Paul FACTICE, Maire ; Mme Anne SPÉCIMEN
Absents excusés : M. Jean FABLE.
M. Jean FABLE donne pouvoir à Mme Anne SPÉCIMEN.
Le Maire constate que le quorum est atteint et que la séance peut être ouverte par M. Luc AUTRE.
"""
VIDEO = """Etaient présents : M. Jean UN ; Mme Claire DEUX (visioconférence) ; M. Luc TROIS
(suppléant de Mme Agnès QUATRE)
Absents ayant remis un pouvoir : M. Paul CINQ à M. Jean UN
"""

#: Of each text: present, by video, absent (a substitute after the holder), proxies.
EXPECTED = {
    "village": (
        VILLAGE,
        "EXEMPLE SPÉCIMEN MODÈLE FACTICE FICTIF FABLE LE_CONTE",
        "",
        "FEINTE LEURRE ERSATZ SIMULACRE",
        "FEINTE>SPÉCIMEN LEURRE>MODÈLE",
    ),
    "community": (
        COMMUNITY, "EXEMPLE SPÉCIMEN FACTICE FABLE/LE_CONTE", "", "FEINTE D'ERSATZ",
        "FEINTE>EXEMPLE",
    ),
    "titles": (TITLES, "EXEMPLE SPÉCIMEN FACTICE MODÈLE MAIRE", "", "FEINTE", "FEINTE>MAIRE"),
    "dashes": (
        DASHES, "EXEMPLE SPÉCIMEN FACTICE LEURRE/CONTE", "MODÈLE", "FABLE FEINTE",
        "FABLE>SPÉCIMEN",
    ),
    "numbered": (
        NUMBERED, "EXEMPLE SPÉCIMEN FACTICE MODÈLE", "", "FABLE LEURRE", "LEURRE>SPÉCIMEN",
    ),
    "columns": (
        COLUMNS, "EXEMPLE SPÉCIMEN FACTICE MODÈLE FABLE LEURRE", "", "FEINTE CONTE",
        "FEINTE>FACTICE CONTE>FABLE",
    ),
    "scanned": (SCANNED, "DUPONT MARTIN LOUIS", "", "ROY", "ROY>DUPONT"),
    "holders": (HOLDERS, "UN DEUX", "", "CINQ", "CINQ>UN"),
    "collective": (
        COLLECTIVE, "EXEMPLE SPÉCIMEN FACTICE de_la_FABLE VAN_DER_LEURRE", "",
        "D'ERSATZ FEINTE O'CONTE", "D'ERSATZ>EXEMPLE FEINTE>FACTICE",
    ),
    "bare": (BARE, "Exemple Spécimen Factice Fable", "", "Feinte Leurre", "Feinte>Spécimen"),
    "surnames": (SURNAMES, "Dupont Durand Martin", "", "Petit", "Petit>Martin"),
    "brackets": (
        BRACKETS, "EXEMPLE SPÉCIMEN FACTICE MODÈLE", "", "FABLE LEURRE", "FABLE>FACTICE",
    ),
    "sentences": (SENTENCES, "FACTICE SPÉCIMEN", "", "FABLE", "FABLE>SPÉCIMEN"),
    "video": (VIDEO, "UN QUATRE/TROIS", "DEUX", "CINQ", "CINQ>UN"),
}  # fmt: skip

#: What the texts leave to say, as the messages ask for it: a line a fact.
_FACTS = {
    "instance": "Conseil", "date": "3 juin 2030", "lieu": "Mairie", "adresse": "1 rue Haute",
    "presidence": "{}", "secretaire": "{}", "ouverture": "18h00",
    "membres_en_exercice": "9",
}  # fmt: skip


def read(text: str, commons: Commons) -> tuple[RawSitting, Imported]:
    towns = {squash(town.nom) for town in commons.communes.values()}
    raw = read_register(Pasted(text), towns)
    for fact, value in _FACTS.items():
        who = raw.seats[0].holder
        raw.facts.setdefault(fact, Words(value.format(who.text if who else ""), 1, 1))
    return raw, recognise(raw, commons)


def proposed(commons: Commons, out: Imported) -> Commons:
    people = {key: one.model_dump(exclude_none=True) for key, one in out.people.items()}
    for one in people.values():
        del one["complet"], one["titre"], one["feminin"], one["fonctions"]
    towns = {key: {"nom": town.nom} for key, town in out.towns.items()}
    return Commons.model_validate({"personnes": people, "communes": towns})


@pytest.mark.parametrize("name", EXPECTED)
def test_a_register_makes_its_council_then_its_sitting(name: str) -> None:
    text, *lists, proxies = EXPECTED[name]
    _, first = read(text, Commons())
    assert [
        p.message for p in first.problems if "n'est pas dans data/_commun" not in p.message
    ] == []
    commons = proposed(Commons(), first)
    _, again = read(text, commons)
    assert (again.people, again.towns, again.problems) == ({}, {}, [])
    assert again.sitting

    def surname(key: str | None) -> str:
        return commons.personnes[key or ""].nom.replace(" ", "_")

    for mode, names in zip(("salle", "visio", "absent"), lists, strict=True):
        found = [
            "/".join(surname(key) for key in (seat.membre, seat.suppleant) if key)
            for seat in again.sitting.membres
            if seat.mode == mode
        ]
        assert sorted(found) == sorted(names.split())
    given = [f"{surname(proxy.de)}>{surname(proxy.a)}" for proxy in again.sitting.procurations]
    assert given == proxies.split()
    assert len(commons.personnes) == sum(len(one.split()) + one.count("/") for one in lists)


def test_the_facts_of_a_municipal_register() -> None:
    raw, _ = read(VILLAGE, Commons())
    assert {key: words.text for key, words in raw.facts.items() if key in _FACTS} == {
        **_FACTS,
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
    for _ in range(3):
        out = recognise(read_register(Pasted(text), ()), commons)
        if out.sitting:
            break
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
