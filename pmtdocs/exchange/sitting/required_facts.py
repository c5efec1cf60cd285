"""The facts without which a sitting cannot be written, and how a register says them."""

from __future__ import annotations

from typing import NamedTuple


class Missing(NamedTuple):
    """What to say when a fact is not found: its name, its absence, the phrase that gives it."""

    label: str
    message: str
    phrase: str


_PRESENCE = "Le Conseil, convoqué le …, s'est réuni Salle …, 1 rue …, sous la présidence de Mme …"

MISSING = {
    "instance": Missing("Instance", "L'instance qui siège n'est pas dite.", _PRESENCE),
    "date": Missing("Date", "La date de la séance n'est pas dite.", "Séance du jeudi …"),
    "lieu": Missing("Lieu", "Le lieu de la séance n'est pas dit.", _PRESENCE),
    "adresse": Missing("Adresse", "L'adresse ne se distingue pas du lieu.", _PRESENCE),
    "presidence": Missing("Présidence", "Qui préside n'est pas dit.", _PRESENCE),
    "secretaire": Missing(
        "Secrétaire", "Le secrétaire de séance n'est pas dit.", "Secrétaire de séance : M. …"
    ),
    "ouverture": Missing(
        "Ouverture", "L'heure d'ouverture n'est pas dite.", "La séance est ouverte à 18h00"
    ),
    "levee": Missing("Levée", "L'heure de la levée n'est pas dite.", "La séance est levée à 20h00"),
    "membres_en_exercice": Missing(
        "Membres en exercice",
        "Le nombre de membres en exercice n'est pas dit.",
        "Membres en exercice : 100",
    ),
    "ordre": Missing(
        "Ordre de passage",
        "L'ordre de passage des rapports n'est pas dit.",
        "Ordre de passage des rapports : 1, 2, 3",
    ),
}
