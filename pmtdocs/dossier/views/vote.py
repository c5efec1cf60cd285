"""Who was there, who voted for whom, how many votes could be cast, and the vote as printed."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.sitting import Presence, Proxy, Sitting
from pmtdocs.language.french import plural


class SetAside(StrEnum):
    """Why a proxy gives no vote at a report."""

    OUT_OF_RANGE = "elle ne vaut pas à cette question"
    GIVER_PRESENT = "le mandant est présent"
    GIVER_REPLACED = "le suppléant du mandant siège et vote"
    HOLDER_AWAY = "le porteur n'est pas dans la salle"
    GIVEN_TWICE = "le mandant a déjà donné une procuration"


class Vote(NamedTuple):
    """The count at one report. Every number is computed; the act's own stands under ``publie``."""

    presents: tuple[Presence, ...]
    """In the room (or by video where video members vote) when the report is put to the vote."""
    procurations: tuple[Proxy, ...]
    """In force: the holder is there, the giver is not in the room, the range covers the report."""
    ecartees: tuple[tuple[Proxy, SetAside], ...]
    """The others, and why."""
    poids: dict[str, int]
    """Weight of each interested member: own vote, if present or represented, plus those held.

    The vote that one interested member gives to another counts once, with its owner.
    """

    @property
    def votants(self) -> int:
        """Votes that can be cast, interested members included."""
        return len(self.presents) + len(self.procurations)


def covers(one: Presence | Proxy, sitting: Sitting, question: int) -> bool:
    """Does a range « à compter de … / jusqu'à … incluse » cover a report?

    The order of passage decides, not the numbers: report 38 may come before report 3. Hours are
    another thing: ``at_hour``.
    """
    rank = sitting.rank
    if one.a_compter_de is not None and rank(question) < rank(one.a_compter_de):
        return False
    return one.jusqu_a is None or rank(question) <= rank(one.jusqu_a)


def at_hour(sitting: Sitting, hour: dt.time | bool | None) -> Sitting | None:
    """The sitting as it is at an hour: who has not come yet, or has left, is absent. None where
    hours count and this one is not known: who was there is never guessed.
    """
    if not sitting.timed:
        return sitting
    if not isinstance(hour, dt.time):
        return None
    members = (m if _is_there(m, sitting, hour) else _gone(m) for m in sitting.membres)
    return sitting.model_copy(update={"membres": tuple(members)})


def _gone(seat: Presence) -> Presence:
    return seat.model_copy(update={"mode": "absent"})


def _is_there(seat: Presence, sitting: Sitting, hour: dt.time) -> bool:
    """The hour of arrival and that of departure included."""
    now = sitting.minutes(hour)
    come = seat.arrivee is None or sitting.minutes(seat.arrivee) <= now
    return come and (seat.depart is None or now <= sitting.minutes(seat.depart))


def voting_modes(sitting: Sitting) -> frozenset[str]:
    """How a member must attend to vote in person."""
    return frozenset({"salle", "visio"} if sitting.visio_vote else {"salle"})


def vote_at(
    sitting: Sitting, question: int, interested: Iterable[str] = (), gone: Iterable[str] = ()
) -> Vote:
    """Count the votes at report ``question``. Raises ValueError if it is not in the order.

    ``gone`` are those who leave the room for this report without being interested in it.
    """
    modes, away = voting_modes(sitting), set(gone)
    presents = tuple(
        m
        for m in sitting.membres
        if m.mode in modes and m.person not in away and covers(m, sitting, question)
    )
    in_force, aside = _proxies(sitting, question, presents)
    return Vote(presents, in_force, aside, _weights(presents, in_force, tuple(interested)))


def _proxies(
    sitting: Sitting, question: int, presents: tuple[Presence, ...]
) -> tuple[tuple[Proxy, ...], tuple[tuple[Proxy, SetAside], ...]]:
    """The proxies in force, and those set aside with the reason."""
    here = {m.person for m in presents}
    replaced = {m.membre for m in presents if m.suppleant and m.membre}
    in_force: list[Proxy] = []
    aside: list[tuple[Proxy, SetAside]] = []
    given: set[str] = set()
    for proxy in sitting.procurations:
        reasons = {
            SetAside.OUT_OF_RANGE: not covers(proxy, sitting, question),
            SetAside.GIVER_PRESENT: proxy.de in here,
            SetAside.GIVER_REPLACED: proxy.de in replaced,
            SetAside.HOLDER_AWAY: proxy.a not in here,
            SetAside.GIVEN_TWICE: proxy.de in given,
        }
        if why := next((reason for reason, holds in reasons.items() if holds), None):
            aside.append((proxy, why))
        else:
            given.add(proxy.de)
            in_force.append(proxy)
    return tuple(in_force), tuple(aside)


def _weights(
    presents: tuple[Presence, ...], proxies: tuple[Proxy, ...], interested: tuple[str, ...]
) -> dict[str, int]:
    voting = {m.person for m in presents} | {p.de for p in proxies}
    known = set(interested)
    held = Counter(p.a for p in proxies if p.de not in known)
    return {person: (person in voting) + held[person] for person in interested}


def vote_of(dossier: Dossier) -> Vote | None:
    """The vote on the dossier's own report, or None without a sitting and a deliberation, or where
    the hour of the vote is wanted and not known.
    """
    report = dossier.deliberation
    if dossier.seance is None or report is None:
        return None
    interested = (i.membre for i in report.interesses)
    sitting = at_hour(dossier.seance, dossier.heure_du_vote)
    return vote_at(sitting, report.rapport, interested, report.sortis) if sitting else None


class Ballot(NamedTuple):
    """Every vote that the act accounts for, under its name."""

    parts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return sum(n for _, n in self.parts)

    def sum(self) -> str:
        """« 102 pour + 0 contre + 0 abstention + 4 intéressés »."""
        return " + ".join(plural(n, *_COUNTED.get(name, (name, name))) for name, n in self.parts)


#: What is counted that takes a plural: one, and several where an « s » is not enough.
_COUNTED = {
    "abstention": ("abstention",),
    "intéressés": ("intéressé",),
    "blancs ou nuls": ("blanc ou nul", "blancs ou nuls"),
}


def ballot_of(dossier: Dossier) -> Ballot | None:
    """The printed vote of the dossier's report, or None before the vote.

    The weight of interested members who are named is the one computed: where the act prints
    another, VOT004 says so, and the count is not wrong twice.
    """
    vote, report = vote_of(dossier), dossier.deliberation
    if vote is None or report is None or report.vote is None:
        return None
    printed = report.vote.publie
    named = sum(vote.poids.values()) if report.interesses else printed.interesses
    parts = {
        "pour": printed.pour,
        "contre": printed.contre,
        "abstention": printed.abstention,
        "intéressés": named,
        "refus": printed.refus,
        "ne prenant pas part": printed.ne_prennent_pas_part,
        "blancs ou nuls": printed.blancs_nuls,
    }
    always = ("pour", "contre", "abstention")
    return Ballot(tuple((name, n or 0) for name, n in parts.items() if n or name in always))
