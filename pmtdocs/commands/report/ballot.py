"""What the act prints of its vote, beside what is computed."""

from __future__ import annotations

from collections.abc import Iterator

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.views.vote import Vote, ballot_of
from pmtdocs.language.columns import columns
from pmtdocs.rules.sitting.interests import explain


def interested_lines(dossier: Dossier, vote: Vote) -> Iterator[str]:
    """Each interested member: the weight computed and why, the weight that the act prints."""
    report = dossier.deliberation
    if report is None or not report.interesses:
        return
    rows = [
        (
            dossier.commun.personnes[one.membre].complet,
            str(vote.poids[one.membre]),
            _shown(one.publie),
            explain(dossier, vote, one.membre),
        )
        for one in report.interesses
    ]
    yield ""
    yield "Conseillers intéressés (ni débat, ni vote, ni quorum)"
    head = ("Nom", "Calculé", "Imprimé", "Pourquoi")
    yield from (f"  {line}" for line in columns((head, *rows), right=(1, 2)))


def _shown(value: int | None) -> str:
    return "-" if value is None else str(value)


def ballot_lines(dossier: Dossier, vote: Vote) -> Iterator[str]:
    """The vote printed, part by part, and its sum against the votes that can be cast."""
    ballot, report = ballot_of(dossier), dossier.deliberation
    if ballot is None or report is None or report.vote is None:
        return
    printed = report.vote.publie.interesses
    rows = [(name, "", str(n)) for name, n in ballot.parts if name != "intéressés"]
    if report.interesses or printed is not None:
        rows.append(("intéressés", str(sum(vote.poids.values())), _shown(printed)))
    gap = ballot.total - vote.votants
    verdict = "le compte y est" if gap == 0 else f"écart de {abs(gap)}"
    rows.append(("total", str(vote.votants), f"{ballot.total}"))
    yield ""
    yield f"Vote imprimé par l'acte : {verdict}"
    head = ("Voix", "Calculé", "Imprimé")
    yield from (f"  {line}" for line in columns((head, *rows), right=(1, 2)))
