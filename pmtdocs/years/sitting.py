"""Who sat and how many voted: counts of both sittings, and who came to or left the council."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TypeAlias

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.known import known
from pmtdocs.dossier.views.quorum import quorum_of
from pmtdocs.dossier.views.vote import vote_of
from pmtdocs.finding import Path
from pmtdocs.language.french import number
from pmtdocs.years.changes import Change, Subject, Value
from pmtdocs.years.reading import Side
from pmtdocs.years.walk import Paths, Walk

#: The vote as the act prints it.
BALLOT = {
    "pour": "Voix pour",
    "contre": "Voix contre",
    "abstention": "Abstentions",
    "interesses": "Voix des conseillers intéressés",
    "ne_prennent_pas_part": "Voix qui ne prennent pas part au vote",
    "refus": "Voix qui refusent de prendre part au vote",
    "blancs_nuls": "Bulletins blancs et nuls",
}
#: The lists of a sitting say who came that day: their counts are compared, and the seats.
SKIPPED = frozenset({"membres", "procurations", "ordre", "publie"})
Counts: TypeAlias = dict[str, tuple[int, Path]]
_MEMBERS: Path = ("seance", "membres")
_PROXIES: Path = ("seance", "procurations")


def changes(walk: Walk) -> Iterator[Change]:
    """The sitting itself, its counts, the vote that the act prints, the seats."""
    old, new = walk.old.dossier, walk.new.dossier
    at: Paths = ("seance",), ("seance",)
    if old.seance is None or new.seance is None:
        yield from walk.leaf(old.seance, new.seance, at)
    else:
        yield from Walk(walk.old, walk.new, SKIPPED).facts(old.seance, new.seance, at)
        yield from _seats(walk)
    before, after = counts(old), counts(new)
    for name in dict.fromkeys((*before, *after)):
        one, other = _count(walk.old, before.get(name)), _count(walk.new, after.get(name))
        if (one and one.number) != (other and other.number):
            yield Change(Subject.VOTE, (name,), one, other)


def counts(dossier: Dossier) -> Counts:
    """What is counted of the sitting and of the vote, by name, and where it is written."""
    found: Counts = {}
    if sitting := dossier.seance:
        modes = [member.mode for member in sitting.membres]
        found = {
            "Membres présents en salle": (modes.count("salle"), _MEMBERS),
            "Membres en visioconférence": (modes.count("visio"), _MEMBERS),
            "Membres absents": (modes.count("absent"), _MEMBERS),
            "Procurations de la séance": (len(sitting.procurations), _PROXIES),
        }
    return {**found, **vote_counts(dossier)}


def vote_counts(dossier: Dossier) -> Counts:
    """Those of the vote on the dossier's own report: computed, then as the act prints them."""
    dossier = known(dossier)  # a vote of which something is to be filled in is not counted
    found: dict[str, tuple[int | None, Path]] = {}
    if (vote := vote_of(dossier)) and (quorum := quorum_of(dossier)):
        found |= {
            "Présents au vote du rapport": (len(vote.presents), _MEMBERS),
            "Procurations en vigueur au vote": (len(vote.procurations), _PROXIES),
            "Voix qui pouvaient s'exprimer": (vote.votants, _MEMBERS),
            "Quorum requis": (quorum.requis, ("seance", "membres_en_exercice")),
        }
    if dossier.deliberation and (result := dossier.deliberation.vote):
        path: Path = ("deliberation", "vote", "publie")
        found |= {
            words: (getattr(result.publie, name), (*path, name)) for name, words in BALLOT.items()
        }
    return {name: (count, path) for name, (count, path) in found.items() if count is not None}


def _count(side: Side, found: tuple[int, Path] | None) -> Value | None:
    return side.value(number(found[0]), found[1], Decimal(found[0])) if found else None


def _seats(walk: Walk) -> Iterator[Change]:
    """Who holds a seat on one side only."""
    left, right = _people(walk.old), _people(walk.new)
    for key in dict.fromkeys((*left, *right)):
        if key not in left or key not in right:
            yield Change(Subject.PEOPLE, ("Conseil",), left.get(key), right.get(key))


def _people(side: Side) -> dict[str, Value]:
    sitting = side.dossier.seance
    found: dict[str, Value] = {}
    for i, seat in enumerate(sitting.membres if sitting else ()):
        for name in ("membre", "suppleant"):
            if key := getattr(seat, name):
                found[key] = side.value(side.shared(key, name), (*_MEMBERS, i, name))
    return found
