"""Who was there, who voted for whom, and how many votes could be cast at a given report."""

from __future__ import annotations

from dataclasses import dataclass

from pmtdocs.model import Dossier
from pmtdocs.model.sitting import Presence, Proxy, Sitting


@dataclass(frozen=True)
class Vote:
    """The count at one report. Every number is computed; the act's own stands under ``publie``."""

    presents: tuple[Presence, ...]
    """In the room (or by video where video members vote) when the report is put to the vote."""
    procurations: tuple[Proxy, ...]
    """In force: the holder is there, the giver is not in the room, the range covers the report."""
    poids: dict[str, int]
    """Weight of each interested member: own vote, if present or represented, plus the one held."""

    @property
    def votants(self) -> int:
        """Votes that can be cast, interested members included."""
        return len(self.presents) + len(self.procurations)


def covers(one: Presence | Proxy, sitting: Sitting, question: int) -> bool:
    """Does a range « à compter de … / jusqu'à … incluse » cover a report?

    The order of passage decides, not the numbers: report 38 may come before report 3.
    """
    rank = sitting.ordre.index
    first = rank(one.a_compter_de) if one.a_compter_de is not None else 0
    last = rank(one.jusqu_a) if one.jusqu_a is not None else len(sitting.ordre) - 1
    return first <= rank(question) <= last


def vote_at(sitting: Sitting, question: int, interested: tuple[str, ...] = ()) -> Vote:
    """Count the votes at report ``question``. Raises ValueError if it is not in the order."""
    modes = {"salle", "visio"} if sitting.visio_vote else {"salle"}
    presents = tuple(m for m in sitting.membres if m.mode in modes and covers(m, sitting, question))
    sitting_now = {m.person for m in presents}
    proxies = tuple(
        p
        for p in sitting.procurations
        if covers(p, sitting, question) and p.a in sitting_now and p.de not in sitting_now
    )
    weights = {
        person: (person in sitting_now or any(p.de == person for p in proxies))
        + sum(p.a == person for p in proxies)
        for person in interested
    }
    return Vote(presents, proxies, weights)


def vote_of(dossier: Dossier) -> Vote | None:
    """The vote on the dossier's own report, or None without a sitting and a deliberation."""
    if dossier.seance is None or dossier.deliberation is None:
        return None
    interested = tuple(i.membre for i in dossier.deliberation.interesses)
    return vote_at(dossier.seance, dossier.deliberation.rapport, interested)
