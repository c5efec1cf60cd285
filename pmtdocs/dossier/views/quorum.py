"""How many must be there for the council to decide, by the law of the day of the sitting."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from pmtdocs.dossier import law
from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.deliberation import Interested
from pmtdocs.dossier.model.sitting import Presence, Sitting
from pmtdocs.dossier.views.vote import Vote, vote_of

BY_LAW = "désigné par la loi"
_SHARE = {2: ("plus de la moitié", "au moins la moitié"), 3: ("plus du tiers", "au moins le tiers")}


class Quorum(NamedTuple):
    """The quorum at one report; proxies never count."""

    membres: int
    """Members in office, less those designated by law who withdraw."""
    presents: tuple[Presence, ...]
    """Present at the vote and not withdrawn for interest."""
    retires: tuple[Presence, ...]
    """Present, but withdrawn for interest: they do not count, even among the public."""
    part: law.Value
    """2 for half of the members, 3 for a third."""
    depassement: law.Value
    """1 when the share must be exceeded, 0 when it is enough to reach it."""

    @property
    def requis(self) -> int:
        """How many must be present: 62 for more than half of 123, 41 for a third."""
        share = int(self.part.value)
        if self.depassement.value:
            return self.membres // share + 1
        return -(-self.membres // share)

    @property
    def atteint(self) -> bool:
        return len(self.presents) >= self.requis

    @property
    def regle(self) -> str:
        """« plus de la moitié de 123 », « au moins le tiers de 123 »."""
        more, less = _SHARE.get(int(self.part.value), (f"plus du 1/{self.part.value}",) * 2)
        return f"{more if self.depassement.value else less} de {self.membres}"

    @property
    def source(self) -> str:
        """The law behind the figure, with what is doubtful of it."""
        doubts = dict.fromkeys(v.doubt for v in (self.part, self.depassement) if v.doubt)
        return f"{self.part.source} ({' ; '.join(doubts)})" if doubts else self.part.source


def in_force(key: str, day: dt.date) -> law.Value:
    """The value of a legal parameter on a day. Raises ValueError before the law existed."""
    value = law.parameter(key).at(day)
    if value is None:
        raise ValueError(f"{key} n'a pas de valeur le {day}")
    return value


def quorum_at(sitting: Sitting, vote: Vote, interested: Iterable[Interested] = ()) -> Quorum:
    """The quorum for a vote, by the law in force on the day of the sitting."""
    day = sitting.date
    all_of_them = tuple(interested)
    withdrawn = {i.membre for i in all_of_them} if _rule("interesses-hors-quorum", day) else set()
    by_law = {i.membre for i in all_of_them if i.fondement_deport == BY_LAW}
    out = len(by_law) if _rule("deport-designes-par-la-loi", day) else 0
    return Quorum(
        sitting.membres_en_exercice - out,
        tuple(m for m in vote.presents if m.person not in withdrawn),
        tuple(m for m in vote.presents if m.person in withdrawn),
        in_force("quorum-denominateur", day),
        in_force("quorum-depassement", day),
    )


def _rule(key: str, day: dt.date) -> bool:
    return bool(in_force(key, day).value)


def quorum_of(dossier: Dossier) -> Quorum | None:
    """The quorum at the dossier's own report, or None without a sitting and a deliberation."""
    vote = vote_of(dossier)
    if vote is None or dossier.seance is None or dossier.deliberation is None:
        return None
    return quorum_at(dossier.seance, vote, dossier.deliberation.interesses)


def proxies_allowed(sitting: Sitting) -> law.Value:
    """How many proxies one member may hold, by the law of the day."""
    return in_force("procurations-par-membre", sitting.date)
