"""The vote as the act prints it, added up."""

from __future__ import annotations

from typing import NamedTuple

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.views.vote import vote_of


class Ballot(NamedTuple):
    """Every vote that the act accounts for, under its name."""

    parts: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return sum(n for _, n in self.parts)

    def sum(self) -> str:
        """« 102 pour + 0 contre + 0 abstention + 4 intéressés »."""
        return " + ".join(f"{n} {name}" for name, n in self.parts)


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
    always = (
        ("pour", printed.pour),
        ("contre", printed.contre),
        ("abstention", printed.abstention),
    )
    others = (
        ("intéressés", named),
        ("refus", printed.refus),
        ("ne prenant pas part", printed.ne_prennent_pas_part),
        ("blancs ou nuls", printed.blancs_nuls),
    )
    return Ballot((*always, *((name, n) for name, n in others if n)))
