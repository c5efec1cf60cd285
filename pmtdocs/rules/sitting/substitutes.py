"""SEA: seats that a substitute takes while their holder also gives a proxy."""

from __future__ import annotations

from collections.abc import Iterator

from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.dossier.model.sitting import Presence, Proxy
from pmtdocs.dossier.views.quorum import quorum_of
from pmtdocs.dossier.views.vote import vote_of
from pmtdocs.finding import Path, Severity
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule

_SUBSTITUTE = "CGCT, art. L. 5211-6 (à vérifier pour une communauté urbaine)"
_MEMBERS: Path = ("seance", "membres")
_PROXIES: Path = ("seance", "procurations")


def _both(dossier: Dossier) -> Iterator[tuple[int, Proxy, int, Presence]]:
    """The proxies given by the holder of a seat that a substitute takes at the same sitting."""
    sitting = given(dossier.seance)
    replaced = {m.membre: (i, m) for i, m in enumerate(sitting.membres) if m.suppleant and m.membre}
    for i, proxy in enumerate(sitting.procurations):
        if proxy.de in replaced and replaced[proxy.de][1].mode != "absent":
            yield i, proxy, *replaced[proxy.de]


def _decides(dossier: Dossier) -> bool:
    """Would the quorum or the result change if the law read these seats the other way?"""
    vote, quorum, report = vote_of(dossier), quorum_of(dossier), dossier.deliberation
    if vote is None or quorum is None or report is None:
        return False
    doubtful = [(proxy, seat) for _, proxy, _, seat in _both(dossier)]
    sitting_too = sum(seat in quorum.presents for _, seat in doubtful)
    votes = sum(proxy in vote.procurations for proxy, _ in doubtful)
    printed = report.vote.publie if report.vote else None
    quorum_changes = quorum.atteint and quorum.comptes - sitting_too < quorum.requis
    result = printed is not None and printed.pour - votes <= printed.contre < printed.pour
    return quorum_changes or result


@cites(_SUBSTITUTE)
@needs("seance.procurations", "heure_du_vote")
@rule("suppleant-et-procuration", Severity.INFO, since=Stage.VOTE)
def SEA007(dossier: Dossier) -> Faults:
    """Un membre empêché est remplacé par son suppléant ou donne procuration, pas les deux.

    Pourquoi : Un siège n'a qu'une voix.
    Faux : M. A, représenté par sa suppléante Mme B, donne aussi procuration à M. C.
    Juste : M. A est représenté par sa suppléante Mme B, et ne donne pas procuration.
    """
    if not _decides(dossier):
        yield from _doubled(dossier, "le quorum et le résultat n'en dépendent pas")


@cites(_SUBSTITUTE)
@needs("seance.procurations", "deliberation.vote", "heure_du_vote")
@rule("suppleant-et-procuration-decisifs", Severity.WARNING, since=Stage.VOTE)
def SEA008(dossier: Dossier) -> Faults:
    """Un suppléant et une procuration pour le même siège ne décident ni du quorum ni du vote.

    Pourquoi : Selon la lecture de la loi, la délibération serait valable ou ne le serait pas.
    Faux : Adopté par 5 voix contre 4, dont une procuration d'un membre que son suppléant remplace.
    Juste : Adopté par 9 voix contre 0, dont une procuration d'un membre que son suppléant remplace.
    """
    if _decides(dossier):
        yield from _doubled(dossier, "le quorum ou le résultat en dépend")


def _doubled(dossier: Dossier, weight: str) -> Faults:
    report, vote, name = dossier.deliberation, vote_of(dossier), dossier.name_of
    for i, proxy, seat_rank, seat in _both(dossier):
        counted = "une seule voix est comptée"
        if vote and report:
            how = "la procuration" if proxy in vote.procurations else "le suppléant"
            if proxy in vote.procurations or seat in vote.presents:
                counted = f"une seule voix est comptée au rapport n° {report.rapport}, par {how}"
        yield Fault(
            (*_PROXIES, i),
            f"{name(proxy.de)} donne procuration à {name(proxy.a)} alors que {name(seat.person)} "
            f"siège à sa place : {counted} ; {weight} (règle à vérifier pour une communauté "
            "urbaine).",
            ((*_MEMBERS, seat_rank),),
            "Demandez à l'élu lequel des deux il a voulu, et ne gardez que celui-là.",
        )
