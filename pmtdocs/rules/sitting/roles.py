"""VOT011-013, SEA031: who presents, presides, keeps the minutes and signs, and what else they are.

An interested member leaves for the report: a part taken in preparing or presiding it stays.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.dossier.model.convention import Party
from pmtdocs.dossier.model.sitting import Presence, Sitting
from pmtdocs.dossier.views.vote import at_hour, covers, vote_of
from pmtdocs.finding import Path, Severity
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule
from pmtdocs.rules.sitting.interests import Standing, offices

_MEMBERS: Path = ("seance", "membres")


class _Role(NamedTuple):
    """What somebody does for the report, and where the data say it."""

    person: str
    does: str
    path: Path


def _leading(dossier: Dossier) -> Iterator[_Role]:
    """Who prepares the decision, presides over it, or carries it out."""
    report = given(dossier.deliberation)
    where: Path = ("deliberation", "rapporteur", "personne")
    yield _Role(report.rapporteur.personne, "présente le rapport", where)
    yield from _presiding(dossier)
    for i, party in _parties(dossier):
        if party.organisation == dossier.dossier.financeur:
            where = ("convention", "parties", i, "representant")
            yield _Role(party.representant, "signe la convention pour le financeur", where)


def _parties(dossier: Dossier) -> list[tuple[int, Party]]:
    """Those of the convention that was voted: an amendment has its own vote."""
    convention = None if dossier.avenant else dossier.convention
    return [*enumerate(convention.parties if convention else ())]


def _presiding(dossier: Dossier) -> Iterator[_Role]:
    """The president of the sitting, or who took the chair for this report."""
    if report := given(dossier.deliberation).presidence:
        yield _Role(report, "préside pour ce rapport", ("deliberation", "presidence"))
    elif dossier.seance:
        person = dossier.seance.presidence.membre
        yield _Role(person, "préside la séance", ("seance", "presidence", "membre"))


def _minutes(dossier: Dossier) -> Iterator[_Role]:
    if dossier.seance:
        person, where = dossier.seance.secretaire.membre, ("seance", "secretaire", "membre")
        yield _Role(person, "tient le secrétariat de la séance", where)


_REPLACE = {
    "deliberation": "Faites présenter le rapport par un autre membre",
    "seance": "Si un autre membre a présidé pour ce rapport, nommez-le sous « presidence », dans "
    "deliberation.yaml",
    "convention": "Faites signer un autre membre, qu'un arrêté de déport désigne",
}


@cites("CGCT, art. L. 2131-11 ; réponse ministérielle, Assemblée nationale, n° 58983")
@needs("deliberation")
@rule("interesse-qui-prepare-ou-preside", Severity.WARNING)
def VOT011(dossier: Dossier) -> Faults:
    """Un conseiller intéressé ne présente pas le rapport, ne préside pas quand on le vote, et ne
    signe pas la convention pour le financeur.

    Pourquoi : Sortir au moment du vote ne suffit pas : qui a préparé ou présidé la décision peut
    l'avoir influencée, et l'acte est fragile.
    Faux : M. Hugo MOREL, parmi les intéressés, présente le rapport.
    Juste : M. Hugo MOREL, parmi les intéressés, quitte la salle ; M. Luc PETIT présente le
    rapport.
    """
    for role in _leading(dossier):
        help = (
            f"{_REPLACE[str(role.path[0])]}. Si l'acte est adopté, acceptez ce constat par "
            "une réserve qui dit ce qui s'est passé."
        )
        then = "l'acte est fragile, même pour une part modeste"
        yield from _interested(dossier, role, then, help)


def _interested(dossier: Dossier, role: _Role, then: str, help: str) -> Faults:
    named = [one.membre for one in given(dossier.deliberation).interesses]
    if role.person in named:
        who = f"{dossier.name_of(role.person)} est parmi les conseillers intéressés, et "
        place: Path = ("deliberation", "interesses", named.index(role.person))
        yield Fault(role.path, f"{who}{role.does} : {then}.", (place,), help)


@cites("CGCT, art. L. 2131-11 ; art. L. 1111-6 (à vérifier selon la fonction)")
@needs("seance", "deliberation")
@rule("fonction-a-examiner", Severity.INFO)
def VOT012(dossier: Dossier) -> Faults:
    """Qui présente, préside, signe ou tient le secrétariat n'a pas de fonction auprès du
    bénéficiaire, ou la question a été examinée ; un simple adhérent n'est pas concerné.

    Pourquoi : Une fonction n'est pas toujours un intérêt (une désignation par la loi n'en est pas
    un) : il faut l'avoir vu avant le vote.
    Faux : Rapporteur, M. Luc PETIT, vice-président du bénéficiaire, sorti au moment du vote.
    Juste : Rapporteur, M. Luc PETIT, sans fonction auprès du bénéficiaire.
    """
    for role in _minutes(dossier):
        help = (
            "Pour ce rapport, faites tenir le secrétariat par un autre membre, ou vérifiez "
            "que le procès-verbal dit sa sortie."
        )
        yield from _interested(dossier, role, "à examiner", help)
    named = {one.membre for one in given(dossier.deliberation).interesses}
    held, voting = offices(dossier), _voting(dossier)
    for role in (*_leading(dossier), *_minutes(dossier)):
        standing, rank = held.get(role.person, (Standing.MEMBER, 0))
        if standing is Standing.MEMBER or role.person in named or role.person in voting:
            continue  # who votes is VOT005, VOT007
        office = dossier.commun.personnes[role.person].fonctions[rank]
        yield Fault(
            role.path,
            f"{dossier.name_of(role.person)} {role.does}, et a une fonction auprès "
            f"{given(dossier.beneficiaire).du} (« {office.fonction} ») : à examiner.",
            (("commun", "personnes", role.person, "fonctions", rank),),
            "Si cette fonction fait un intérêt, nommez ce membre sous « interesses », et confiez "
            "ce rôle à un autre.",
        )


def _voting(dossier: Dossier) -> set[str]:
    """Who can vote on the report, in person or by proxy; before the vote, nobody yet."""
    vote = vote_of(dossier) if dossier.dossier.etat >= Stage.VOTE else None
    return {m.person for m in vote.presents} | {p.de for p in vote.procurations} if vote else set()


@cites("CGCT, art. L. 2131-11")
@needs("seance", "deliberation", "convention.parties", "beneficiaire", "heure_du_vote")
@rule("signataire-du-beneficiaire-au-vote", Severity.WARNING, since=Stage.VOTE)
def VOT013(dossier: Dossier) -> Faults:
    """Qui signe la convention pour un bénéficiaire privé ne vote pas la subvention : s'il est
    membre du conseil, il est parmi les intéressés nommés.

    Pourquoi : Qui représente le bénéficiaire reçoit d'une main ce qu'il vote de l'autre.
    Faux : M. Hugo MOREL signe pour l'association, et vote sans être parmi les intéressés.
    Juste : M. Hugo MOREL signe pour l'association, et est parmi les intéressés.
    """
    body = given(dossier.beneficiaire)
    known = {one.membre for one in given(dossier.deliberation).interesses}
    known |= {person for person, _ in dossier.registre_des_interets}  # dated: VOT005 judges it
    voting = _voting(dossier)
    for i, party in _parties(dossier):
        person = party.representant
        mine = party.organisation == dossier.dossier.beneficiaire and not body.public
        if mine and person in voting and person not in known:
            seats = enumerate(given(dossier.seance).membres)
            rank = next(j for j, seat in seats if person in (seat.membre, seat.suppleant))
            yield Fault(
                ("convention", "parties", i, "representant"),
                f"{dossier.name_of(person)} signe la convention pour {body.le} "
                f"(« {party.fonction} »), vote au rapport "
                f"n° {given(dossier.deliberation).rapport}, et n'est pas parmi les conseillers "
                "intéressés nommés.",
                ((*_MEMBERS, rank),),
                "Si ce membre s'est retiré, nommez-le sous « interesses » ; s'il n'avait pas "
                "encore cette fonction, datez-la dans data/_commun/personnes.yaml (« depuis »).",
            )


@cites("Déduit des documents")
@needs("seance", "deliberation", "heure_du_vote")
@rule("rapporteur-ou-president-parti", Severity.INFO, since=Stage.VOTE)
def SEA031(dossier: Dossier) -> Faults:
    """Qui présente le rapport, et qui préside quand on le vote, sont présents à ce rapport.

    Pourquoi : L'extrait dirait qu'un absent a présenté le rapport, ou qu'il présidait.
    Faux : Rapporteur, M. Noé BARBIER, dans la liste des absents.
    Juste : Rapporteur, M. Luc PETIT, dans la liste des présents.
    """
    report = given(dossier.deliberation)
    sitting = given(at_hour(given(dossier.seance), dossier.heure_du_vote))
    if sitting.seconde_convocation:
        return  # the report may have been presented at the first
    there = {m.person for m in sitting.membres if _attends(m, sitting, report.rapport)}
    seats = {p: i for i, m in enumerate(sitting.membres) for p in (m.membre, m.suppleant) if p}
    interested = {one.membre for one in report.interesses}
    where: Path = ("deliberation", "rapporteur", "personne")
    roles = _Role(report.rapporteur.personne, "présente le rapport", where), *_presiding(dossier)
    for role in roles:
        seat = seats.get(role.person)
        mode = None if seat is None else given(dossier.seance).membres[seat].mode
        twice = role.path[0] == "seance" and mode != "salle"  # SEA005 says so
        if role.person in there or role.person in interested or twice:
            continue
        why = "n'est dans aucune liste de la séance"
        if seat is not None:
            why = "est absent" if mode == "absent" else "n'est pas dans la salle à ce rapport"
        yield Fault(
            role.path,
            f"{dossier.name_of(role.person)} {role.does}, et {why} (rapport n° {report.rapport}).",
            (_MEMBERS if seat is None else (*_MEMBERS, seat),),
            "Vérifiez le nom, ou les listes de présence, les arrivées et les départs.",
        )


def _attends(seat: Presence, sitting: Sitting, report: int) -> bool:
    """Is there at a report, if only by video, where a member may present one without voting?"""
    return seat.mode != "absent" and covers(seat, sitting, report)
