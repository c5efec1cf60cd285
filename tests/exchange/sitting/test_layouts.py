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
BULLETS = """Présents (4)
• Camille EXEMPLE – Maire
• Anne SPÉCIMEN – Adjointe
• Paul FACTICE
• Lucie MODÈLE – (par visioconférence)

Représentés (2)
• Inès FEINTE → Camille EXEMPLE
• Marc LEURRE → Anne SPÉCIMEN

Absents (1)
• Noé CONTE
"""
SYNDICATE = """Le comité syndical s'est réuni le 3 juin 2030 à 18 h 00 à la salle des fêtes d'Orme,
sous la présidence de M. EXEMPLE.
Délégués titulaires présents : M. EXEMPLE (Bourg), Mme SPÉCIMEN (Val), M. FACTICE (Combe)
Délégués suppléants présents : Mme MODÈLE (Bourg)
Excusés : M. FABLE (Val) donne délégation de vote à M. EXEMPLE, Mme FEINTE (Combe)
"""
INITIALS = """PRESENTS : MM. EXEMPLE C. - SPECIMEN P. - Mmes MODELE L. - FEINTE I.
ABSENTS EXCUSES : M. FABLE J. (procuration à Mme MODELE L.), Mme LEURRE Z.
"""
VIDEO = """Etaient présents : M. Jean UN ; Mme Claire DEUX (visioconférence) ; M. Luc TROIS
(suppléant de Mme Agnès QUATRE)
Absents ayant remis un pouvoir : M. Paul CINQ à M. Jean UN
"""

SHARED = """Étaient présents : MM. EXEMPLE et SPÉCIMEN, Mmes FACTICE, MODÈLE et FABLE
Étaient absents : Mmes Zoé LEURRE et Inès FEINTE
Procurations : néant
"""
DISTANT = """Présents : M. Paul FACTICE (à distance), Mme Anne SPÉCIMEN
Absents : aucun
"""
HEADED = """PRÉSENTS
Mme Camille EXEMPLE          M. Jean FABLE
EXCUSÉS
M. Paul FACTICE              Mme Anne SPÉCIMEN
PROCURATIONS
M. Paul FACTICE à Mme Camille EXEMPLE
"""
GROUPS = """Présents :
M. Claude MAIRE, conseiller municipal
Adjoints : M. Paul FACTICE, Mme Anne SPÉCIMEN
Conseillers : M. Jean FABLE
"""
POWERS = """Présents : M. Paul FACTICE, M. Jean FABLE
Pouvoir de Mme Anne SPÉCIMEN à M. Paul FACTICE ; Pouvoir de Mme Inès FEINTE à M. Jean FABLE
Pouvoirs : de Mme Zoé LEURRE à M. Paul FACTICE
"""
TOWN_LINES = """Étaient présents :
BOURG-FICTIF
M. Paul FACTICE
Mme Anne SPÉCIMEN
LA COMBE
M. Jean FABLE
"""
MIXED = """Présents : Mrs EXEMPLE Camille, FACTICE Paul, Mesdames et Messieurs Anne SPÉCIMEN,
Jean FABLE, conseillers municipaux, formant la majorité des membres en exercice.
Est absente : Mme Inès FEINTE
Administrateurs représentés : M. Luc LEURRE par M. FACTICE Paul
"""
HELD = """Présents : 4 (dont 1 en visioconférence)
EXEMPLE C., FACTICE P., FABLE J., SPÉCIMEN A. (visio)
Excusés : LEURRE L. (pouvoir FACTICE P.), FEINTE I. (procuration à FABLE J.)
Procurations : M. Noé CONTE > EXEMPLE C. ; M. Marc ERSATZ en faveur de FACTICE P.
"""
OFFICES = """Présents : Mme Camille EXEMPLE, Maire - M. Paul FACTICE, Adjoint - Mme Anne SPÉCIMEN,
Adjointe - M.FABLE Jean
"""
UNDER = """Présents titulaires
BOURG-FICTIF : M. Paul FACTICE
Présents suppléants
Commune d'Orme : Mme Anne SPÉCIMEN, suppléante de M. Jean FABLE
"""
KINDS = """Membres élus présents : M. Camille EXEMPLE, Mme Lucie MODÈLE
Membres nommés présents : M. Paul FACTICE
Membre absent excusé : Mme Anne SPÉCIMEN
Étaient représentés :
Jean FABLE (par M. Paul FACTICE)
Pouvoirs : M. Luc LEURRE a donné pouvoir à Mme Lucie MODÈLE pour voter en son nom
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
    "bullets": (
        BULLETS,
        "EXEMPLE SPÉCIMEN FACTICE",
        "MODÈLE",
        "FEINTE LEURRE CONTE",
        "FEINTE>EXEMPLE LEURRE>SPÉCIMEN",
    ),
    "syndicate": (
        SYNDICATE,
        "EXEMPLE SPÉCIMEN FACTICE MODÈLE",
        "",
        "FABLE FEINTE",
        "FABLE>EXEMPLE",
    ),
    "initials": (
        INITIALS,
        "EXEMPLE SPECIMEN MODELE FEINTE",
        "",
        "FABLE LEURRE",
        "FABLE>MODELE",
    ),
    "shared": (SHARED, "EXEMPLE SPÉCIMEN FACTICE MODÈLE FABLE", "", "LEURRE FEINTE", ""),
    "distant": (DISTANT, "SPÉCIMEN", "FACTICE", "", ""),
    "headed": (HEADED, "EXEMPLE FABLE", "", "FACTICE SPÉCIMEN", "FACTICE>EXEMPLE"),
    "groups": (GROUPS, "MAIRE FACTICE SPÉCIMEN FABLE", "", "", ""),
    "powers": (
        POWERS, "FACTICE FABLE", "", "SPÉCIMEN FEINTE LEURRE",
        "SPÉCIMEN>FACTICE FEINTE>FABLE LEURRE>FACTICE",
    ),
    "town_lines": (TOWN_LINES, "FACTICE SPÉCIMEN FABLE", "", "", ""),
    "mixed": (MIXED, "EXEMPLE FACTICE SPÉCIMEN FABLE", "", "FEINTE LEURRE", "LEURRE>FACTICE"),
    "held": (
        HELD, "EXEMPLE FACTICE FABLE", "SPÉCIMEN", "LEURRE FEINTE CONTE ERSATZ",
        "LEURRE>FACTICE FEINTE>FABLE CONTE>EXEMPLE ERSATZ>FACTICE",
    ),
    "offices": (OFFICES, "EXEMPLE FACTICE SPÉCIMEN FABLE", "", "", ""),
    "under": (UNDER, "FACTICE FABLE/SPÉCIMEN", "", "", ""),
    "kinds": (
        KINDS, "EXEMPLE MODÈLE FACTICE", "", "SPÉCIMEN FABLE LEURRE",
        "FABLE>FACTICE LEURRE>MODÈLE",
    ),
    "video": (VIDEO, "UN QUATRE/TROIS", "DEUX", "CINQ", "CINQ>UN"),
}  # fmt: skip

#: What the texts leave to say, as the messages ask for it: a line a fact.
FACTS = {
    "instance": "Conseil", "date": "3 juin 2030", "lieu": "Mairie", "adresse": "1 rue Haute",
    "presidence": "{}", "secretaire": "{}", "ouverture": "18h00",
    "membres_en_exercice": "9",
}  # fmt: skip


def read(text: str, commons: Commons) -> tuple[RawSitting, Imported]:
    towns = {squash(town.nom) for town in commons.communes.values()}
    raw = read_register(Pasted(text), towns)
    for fact, value in FACTS.items():
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
