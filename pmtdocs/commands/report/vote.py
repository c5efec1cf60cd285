"""The reasoning behind a vote, as a text that a clerk can follow with the register in hand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Any

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.sitting import Presence, Proxy, Sitting
from pmtdocs.dossier.views.context import printed
from pmtdocs.dossier.views.quorum import Quorum, quorum_at, quorum_of
from pmtdocs.dossier.views.sitting import bounds
from pmtdocs.dossier.views.vote import Vote, ballot_of, vote_at, vote_of, voting_modes
from pmtdocs.finding import PmtdocsError
from pmtdocs.language.columns import columns, wrapped
from pmtdocs.language.french import day_name, long_date, plural
from pmtdocs.language.json_text import dump
from pmtdocs.rules.sitting.interests import explain


def render(dossier: Dossier, report: int | None) -> str:
    """Every report of the sitting, then the dossier's own in full; or one report in full.

    Raises PmtdocsError for a report that the sitting did not see.
    """
    sitting = dossier.seance
    if sitting is None:
        return f"{dossier.nom} : pas de séance (seance.yaml), donc aucun vote à compter."
    own = _own(dossier)
    _ask(sitting, report)
    parts = [_head(sitting)]
    if report is None:
        parts.append("\n".join(_table(dossier, sitting)))
    if (shown := report if report is not None else own) is not None:
        parts.append("\n".join(_section(dossier, sitting, shown)))
    return "\n\n".join(parts)


def as_json(dossier: Dossier, report: int | None) -> str:
    """The counts of every report of the sitting, or of one; no report without a sitting.

    Raises PmtdocsError as ``render``.
    """
    sitting = dossier.seance
    if sitting is not None:
        _ask(sitting, report)
    reports = dossier.rapports if report is None else [report]
    counted = [_facts(dossier, sitting, n) for n in reports] if sitting else []
    day = sitting.date if sitting else None
    return dump({"dossier": dossier.nom, "date": day, "reports": counted})


def _facts(dossier: Dossier, sitting: Sitting, report: int) -> dict[str, Any]:
    counted, people = _counted(dossier, sitting, report), dossier.commun.personnes
    if counted is None:
        return {"report": report, "unknown": _UNTIMED}
    vote, quorum = counted
    return {
        "report": report,
        "present": [people[seat.person].complet for seat in vote.presents],
        "proxies": [_proxy(dossier, proxy) for proxy in vote.procurations],
        "set_aside": [
            {"proxy": _proxy(dossier, proxy), "why": why.value} for proxy, why in vote.ecartees
        ],
        "votes": vote.votants,
        "interested": [
            {"member": people[who].complet, "weight": n} for who, n in vote.poids.items()
        ],
        "quorum": {
            "counted": quorum.comptes,
            "required": quorum.requis,
            "met": quorum.atteint,
            "rule": quorum.regle,
            "source": quorum.source,
        },
        "printed": _printed(dossier) if report == _own(dossier) else None,
    }


def _own(dossier: Dossier) -> int | None:
    return dossier.deliberation.rapport if dossier.deliberation else None


def _printed(dossier: Dossier) -> dict[str, Any] | None:
    """The vote that the act prints, and how many votes are too many or not enough in it."""
    ballot, vote = ballot_of(dossier), vote_of(dossier)
    if ballot is None or vote is None:
        return None
    parts = [{"name": name, "votes": n} for name, n in ballot.parts]
    return {"parts": parts, "total": ballot.total, "gap": ballot.total - vote.votants}


def _ask(sitting: Sitting, report: int | None) -> None:
    if report is not None and sitting.ordre and report not in sitting.ordre:
        raise PmtdocsError(
            f"Le rapport n° {report} n'est pas dans l'ordre de passage de la séance.",
            f"Ordre de passage : {', '.join(str(n) for n in sitting.ordre)}.",
        )


def _head(sitting: Sitting) -> str:
    day = f"{day_name(sitting.date)} {long_date(sitting.date)}"
    listed = plural(len(sitting.membres), "nom")
    seated = f"Séance du {day} : {plural(sitting.membres_en_exercice, 'membre')} en exercice"
    proxies = plural(len(sitting.procurations), "procuration")
    return "\n".join(wrapped(f"{seated}, {listed} dans les listes, {proxies}.", 0))


def _counted(dossier: Dossier, sitting: Sitting, report: int) -> tuple[Vote, Quorum] | None:
    """The vote and the quorum at a report; interests are only known of the dossier's own. None
    where somebody came or left at an hour, and that of the vote is not known.
    """
    own = dossier.deliberation
    if own is not None and own.rapport == report:
        vote, quorum = vote_of(dossier), quorum_of(dossier)
        if vote is not None and quorum is not None:
            return vote, quorum
    if sitting.timed:
        return None
    vote = vote_at(sitting, report)
    return vote, quorum_at(dossier, sitting, vote)


_UNTIMED = "heure du vote inconnue, alors que des membres arrivent ou partent à une heure"


# --- every report ---------------------------------------------------------------------------


def _table(dossier: Dossier, sitting: Sitting) -> Iterator[str]:
    """One line a report, in order of passage; under it, what changed since the one before."""
    rows: list[Sequence[str]] = []
    changes: list[list[str]] = []
    before: Vote | None = None
    for report in dossier.rapports:
        if (counted := _counted(dossier, sitting, report)) is None:
            rows.append((f"n° {report}", "?", "?", "?", "heure du vote inconnue"))
            changes.append([])
            continue
        vote, quorum = counted
        met = "atteint" if quorum.atteint else "NON ATTEINT"
        counts = (len(vote.presents), len(vote.procurations), vote.votants)
        count = f"{quorum.comptes} / {quorum.requis} {met}"
        rows.append((f"n° {report}", *(str(n) for n in counts), count))
        changes.append(list(_changes(dossier, before, vote)) if before else [])
        before = vote
    head = ("Rapport", "Présents", "Procurations", "Voix", "Quorum")
    lines = columns((head, *rows), right=(0, 1, 2, 3))
    yield "Rapports dans l'ordre de passage ; au-dessus d'un rapport, ce qui change"
    yield "(voix : présents et procurations en vigueur ; quorum : présents qui comptent / requis)"
    yield from lines[:2]
    for line, changed in zip(lines[2:], changes, strict=True):
        for words in changed:
            yield from wrapped(f"· {words}", 4)
        yield line


def _changes(dossier: Dossier, before: Vote, now: Vote) -> Iterator[str]:
    here, there = ([m.person for m in vote.presents] for vote in (now, before))
    for verb, people, others in (("Arrive", here, there), ("Part", there, here)):
        names = (dossier.commun.personnes[p].complet for p in people if p not in others)
        yield from (f"{verb} : {name}" for name in names)
    begun = [p for p in now.procurations if p not in before.procurations]
    ended = [p for p in before.procurations if p not in now.procurations]
    yield from (f"Procuration commence : {_proxy(dossier, p)}" for p in begun)
    yield from (f"Procuration cesse : {_proxy(dossier, p)}" for p in ended)


# --- one report -----------------------------------------------------------------------------


def _section(dossier: Dossier, sitting: Sitting, report: int) -> Iterator[str]:
    counted, own = _counted(dossier, sitting, report), dossier.deliberation
    mine = own is not None and own.rapport == report
    title = f"Rapport n° {report}"
    yield title
    yield "=" * len(title)
    if own and mine:
        yield from wrapped(printed(dossier, own.intitule), 0)
    yield ""
    if counted is None:
        yield from wrapped(f"Non vérifiable : {_UNTIMED} (heure_du_vote, deliberation.yaml).", 0)
        return
    vote, quorum = counted
    yield from _presence(dossier, sitting, report, vote)
    yield ""
    yield from _proxies(dossier, sitting, vote)
    yield ""
    sum_ = f"{len(vote.presents)} + {len(vote.procurations)} = {vote.votants}"
    yield f"Voix qui peuvent s'exprimer : {sum_}"
    yield ""
    yield from _quorum(dossier, quorum, mine)
    if mine:
        yield from _interested(dossier, vote)
        yield from _ballot(dossier, vote)


def _presence(dossier: Dossier, sitting: Sitting, report: int, vote: Vote) -> Iterator[str]:
    modes = voting_modes(sitting)
    voting = [m for m in sitting.membres if m.mode in modes]
    away = [m for m in voting if m not in vote.presents]
    yield f"Présents : {len(vote.presents)}, des {len(voting)} noms de la liste"
    for seat in away:
        yield from _seat(dossier, seat, _absence(dossier, sitting, report, seat))
    for seat in vote.presents:
        if not seat.throughout:
            here = dossier.commun.personnes[seat.person].agreed("présent")
            yield from _seat(dossier, seat, f"{here} à ce rapport")
    if video := sum(m.mode == "visio" for m in sitting.membres if m.mode not in modes):
        yield f"  En visioconférence, sans voter : {video}"


def _absence(dossier: Dossier, sitting: Sitting, report: int, seat: Presence) -> str:
    own = dossier.deliberation
    if own is not None and own.rapport == report and seat.person in own.sortis:
        return "hors de la salle pour ce rapport"
    rank = sitting.rank
    left = seat.jusqu_a is not None and rank(report) > rank(seat.jusqu_a)
    if own is not None and isinstance(own.heure_du_vote, dt.time) and seat.depart is not None:
        left = sitting.minutes(own.heure_du_vote) > sitting.minutes(seat.depart)
    gone = f"déjà {dossier.commun.personnes[seat.person].agreed('parti')}"
    return gone if left else "pas encore là"


def _seat(dossier: Dossier, seat: Presence, words: str) -> Iterator[str]:
    name = dossier.commun.personnes[seat.person].complet
    yield from wrapped(f"{name}{bounds(seat)} : {words}", 2)


def _proxies(dossier: Dossier, sitting: Sitting, vote: Vote) -> Iterator[str]:
    given = len(sitting.procurations)
    yield f"Procurations en vigueur : {len(vote.procurations)}, des {given} de la liste"
    for n, proxy in enumerate(vote.procurations, 1):
        yield from wrapped(f"{n:>3}. {_proxy(dossier, proxy)}", 2)
    if vote.ecartees:
        yield f"Procurations qui ne comptent pas : {len(vote.ecartees)}"
    for proxy, why in vote.ecartees:
        yield from wrapped(f"{_proxy(dossier, proxy)} : {why.value}", 2)


def _proxy(dossier: Dossier, proxy: Proxy) -> str:
    people = dossier.commun.personnes
    return f"{people[proxy.de].complet} à {people[proxy.a].complet}{bounds(proxy)}"


def _quorum(dossier: Dossier, quorum: Quorum, mine: bool) -> Iterator[str]:
    met = "atteint" if quorum.atteint else "NON ATTEINT"
    yield f"Quorum : {quorum.requis} ({quorum.regle}) ; {quorum.comptes} comptent : {met}"
    for seat in quorum.retires:
        name = dossier.commun.personnes[seat.person].complet
        yield f"  {name} se retire pour intérêt : ne compte pas"
    if video := sum(seat.mode == "visio" for seat in quorum.presents):
        yield f"  Dont {video} en visioconférence : leur compte au quorum est à vérifier"
    if not mine:
        yield "  (les conseillers intéressés ne sont connus que pour le rapport du dossier)"
    if quorum.representes:
        represented = plural(quorum.representes, "représenté")
        yield f"  Dont {represented}, que la loi de ce jour compte"
    yield from wrapped(f"Règle : {quorum.source or quorum.regle}", 2)


# --- what the act prints ---------------------------------------------------------------------


def _interested(dossier: Dossier, vote: Vote) -> Iterator[str]:
    """Each interested member: the weight computed and why, the weight that the act prints."""
    report = dossier.deliberation
    if report is None or not report.interesses:
        return
    rows = [
        (
            dossier.commun.personnes[one.membre].complet,
            str(vote.poids[one.membre]),
            "-" if one.publie is None else str(one.publie),
            explain(dossier, vote, one.membre),
        )
        for one in report.interesses
    ]
    yield ""
    yield "Conseillers intéressés (ni débat, ni vote, ni quorum)"
    head = ("Nom", "Calculé", "Imprimé", "Pourquoi")
    yield from (f"  {line}" for line in columns((head, *rows), right=(1, 2)))


def _ballot(dossier: Dossier, vote: Vote) -> Iterator[str]:
    """The vote printed, part by part, and its sum against the votes that can be cast."""
    ballot, report = ballot_of(dossier), dossier.deliberation
    if ballot is None or report is None or report.vote is None:
        return
    printed = report.vote.publie.interesses
    rows = [(name, "", str(n)) for name, n in ballot.parts if name != "intéressés"]
    if report.interesses or printed is not None:
        shown = "-" if printed is None else str(printed)
        rows.append(("intéressés", str(sum(vote.poids.values())), shown))
    gap = ballot.total - vote.votants
    verdict = "le compte y est" if gap == 0 else f"écart de {abs(gap)}"
    rows.append(("total", str(vote.votants), f"{ballot.total}"))
    yield ""
    yield f"Vote imprimé par l'acte : {verdict}"
    head = ("Voix", "Calculé", "Imprimé")
    yield from (f"  {line}" for line in columns((head, *rows), right=(1, 2)))
