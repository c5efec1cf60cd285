"""SEA001, SEA005, SEA006: the quorum at the report voted, the officers, and the lists."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.dossier.views.quorum import quorum_of
from pmtdocs.dossier.views.vote import voting_modes
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import join, plural, short_date
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, repeated, rule

_MEMBERS: Path = ("seance", "membres")


@cites("CGCT, art. L. 2121-17 et L. 5211-1 ; CE, 19 janvier 1983, Chauré ; art. L. 1111-6, II")
@needs("seance", "deliberation", "heure_du_vote")
@rule("quorum-non-atteint", Severity.ERROR, since=Stage.VOTE)
def SEA001(dossier: Dossier) -> Faults:
    """Quand le rapport est mis aux voix, les membres présents, sans ceux qui se retirent pour
    intérêt, atteignent le quorum que la loi fixe au jour de la séance.

    Pourquoi : Sans quorum, le conseil ne peut pas délibérer : la délibération est illégale.
    Faux : 9 membres en exercice, 5 présents dont 1 intéressé : 4 comptent, il en faut 5.
    Juste : 9 membres en exercice, 6 présents dont 1 intéressé : 5 comptent, il en faut 5.
    """
    found, report = quorum_of(dossier), given(dossier.deliberation)
    if found is None or found.atteint:
        return
    withdrawn = ""
    if gone := len(found.retires):
        verb = "conseiller intéressé se retire", "conseillers intéressés se retirent"
        withdrawn = f" ({plural(gone, *verb)} et ne {'comptent' if gone > 1 else 'compte'} pas)"
    count = found.comptes
    members, proxies = _HERE if found.representes is None else _HERE_OR_REPRESENTED
    yield Fault(
        ("seance", "membres_en_exercice"),
        f"Le quorum n'est pas atteint au rapport n° {report.rapport} : "
        f"{plural(count, *members)}{withdrawn}, il en faut {found.requis}, {found.regle} : "
        f"il manque {plural(found.requis - count, 'membre')}. "
        f"Règle du {short_date(given(dossier.seance).date)} : {found.source}.",
        (_MEMBERS, ("deliberation", "rapport")),
        f"Vérifiez les listes de présence, les arrivées et les départs{proxies}. Sans quorum, le "
        "rapport doit revenir à une séance convoquée de nouveau ; si cette séance est celle-là, "
        "donnez la date de la première : « seconde_convocation: {premiere: …} ».",
        (Decimal(count), Decimal(found.requis)),
    )


#: Who counts, and what the law of the day says of proxies.
_HERE = ("membre présent", "membres présents"), " ; une procuration ne compte pas"
_HERE_OR_REPRESENTED = ("membre présent ou représenté", "membres présents ou représentés"), ""


@cites("CGCT, art. L. 2121-15 (secrétaire) ; déduit des documents (président de séance)")
@needs("seance")
@rule("secretaire-ou-president-absent", Severity.WARNING, since=Stage.VOTE)
def SEA005(dossier: Dossier) -> Faults:
    """Le secrétaire et le président de séance sont des membres présents dans la salle.

    Pourquoi : Le conseil nomme le secrétaire parmi ses membres, au début de la séance.
    Faux : Secrétaire : Mme Jeanne LOPEZ, dans la liste des absents.
    Juste : Secrétaire : M. Luc PETIT, dans la liste des présents.
    """
    sitting = given(dossier.seance)
    if dossier.droit("secretaire-de-seance") is None:
        return
    listed = {m.person: (i, m) for i, m in enumerate(sitting.membres)}
    roles = (("secretaire", "secrétaire de séance"), ("presidence", "président de séance"))
    for key, title in roles:
        person = getattr(sitting, key).membre
        i, seat = listed.get(person, (None, None))
        if seat is not None and seat.mode in voting_modes(sitting):
            continue
        where = _WHERE[seat.mode] if seat else "n'est ni parmi les présents ni parmi les absents"
        yield Fault(
            ("seance", key, "membre"),
            f"Le {title}, {dossier.name_of(person)}, {where} ; "
            "cette fonction revient à un membre présent dans la salle.",
            (_MEMBERS if i is None else (*_MEMBERS, i),),
            "Corrigez le nom, ou la liste où il figure.",
        )


_WHERE = {
    "absent": "est dans la liste des absents",
    "visio": "ne siège qu'en visioconférence, sans voter",
}


@cites("Déduit des documents : chaque siège est une fois dans les listes")
@needs("seance")
@rule("listes-de-presence-fausses", Severity.ERROR, since=Stage.VOTE)
def SEA006(dossier: Dossier) -> Faults:
    """Présents et absents font les membres en exercice ; nul n'y est deux fois ; chaque commune n'y
    a pas plus de noms que de sièges.

    Pourquoi : Le quorum et le vote se comptent sur ces listes.
    Faux : 9 membres en exercice, 6 présents et 2 absents : un nom manque.
    Juste : 9 membres en exercice, 6 présents et 3 absents.
    """
    sitting, twice = given(dossier.seance), list(_twice(dossier))
    if twice:
        yield from twice
        return
    listed, stated = len(sitting.membres), sitting.membres_en_exercice
    if listed == stated:
        yield from _seats(dossier)
        return
    odd = [
        f"{dossier.commun.communes[town].nom} ({count} au lieu de {seats})"
        for town, (count, seats, _) in _towns(dossier).items()
        if count != seats
    ]
    hint = f" Communes dont le compte diffère de ses sièges : {join(odd[:8])}." if odd else ""
    yield Fault(
        ("seance", "membres_en_exercice"),
        f"Les listes font {plural(listed, 'nom')} (présents et absents), pour {stated} membres en "
        f"exercice : écart de {plural(abs(listed - stated), 'nom')}.",
        (_MEMBERS,),
        f"Ajoutez le nom qui manque, ou retirez celui qui est de trop.{hint}",
        (Decimal(listed), Decimal(stated)),
    )


def _twice(dossier: Dossier) -> Faults:
    seats = enumerate(given(dossier.seance).membres)
    listed = [(i, p) for i, seat in seats for p in {seat.membre, seat.suppleant} if p]
    for again, first in repeated(person for _, person in listed):
        i, person = listed[again]
        yield Fault(
            (*_MEMBERS, i),
            f"{dossier.name_of(person)} figure deux fois dans les listes de la séance.",
            ((*_MEMBERS, listed[first][0]),),
            "Gardez une seule des deux lignes : un siège n'est occupé qu'une fois.",
        )


def _towns(dossier: Dossier) -> dict[str, tuple[int, int, int]]:
    """By commune: seats listed, seats that it has, rank of its last seat in the list (or -1)."""
    people, members = dossier.commun.personnes, given(dossier.seance).membres
    places = {i: people[m.membre or m.person].commune for i, m in enumerate(members)}
    counts = Counter(places.values())
    last = {town: i for i, town in places.items()}
    return {
        key: (counts[key], town.sieges, last.get(key, -1))
        for key, town in dossier.commun.communes.items()
    }


def _seats(dossier: Dossier) -> Faults:
    """The total is right; a commune has more names than seats."""
    for key, (count, seats, last) in _towns(dossier).items():
        if count > seats:
            yield Fault(
                (*_MEMBERS, last),
                f"{dossier.commun.communes[key].nom} : {plural(count, 'nom')} dans les listes, "
                f"{plural(seats, 'siège')} au conseil : écart de {count - seats}.",
                (("commun", "communes", key),),
                "Vérifiez la commune de chacun (data/_commun/personnes.yaml) et le nombre de "
                "sièges (data/_commun/communes.yaml).",
                (Decimal(count), Decimal(seats)),
            )
