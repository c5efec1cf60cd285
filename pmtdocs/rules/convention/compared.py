"""CNV016, CNV017: the dossiers of one programme; the reasons that two acts give."""

from __future__ import annotations

import re
from decimal import Decimal

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.budget import WHOLE, whole
from pmtdocs.dossier.model.dossier import COFUNDERS, Cofunding
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import euros, join
from pmtdocs.language.spelling import words
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule


@cites("Déduit des documents : les financeurs d'un programme soutiennent le même")
@needs(COFUNDERS)
@rule("programmes-discordants", Severity.ERROR)
def CNV016(dossier: Dossier) -> Faults:
    """Les dossiers d'un même programme ont le même bénéficiaire, les mêmes exercices, et, si chacun
    écrit son budget, le même total sur la même base de taxe.

    Pourquoi : Chaque financeur calcule sa part sur ce total : deux totaux font deux taux, et l'un
    des deux actes est faux.
    Faux : Budget commun de 800 000 € HT, budget d'un cofinanceur de 800 000 € TTC.
    Juste : Budget commun de 800 000 € HT, repris par le cofinanceur (« base: »).
    """
    for name, other in dossier.cofinancements.items():
        yield from _sheets(dossier, name, other)
        yield from _budgets(dossier, name, other)


def _differs(path: Path, name: str, mine: str, theirs: str) -> Fault:
    return Fault(
        path,
        f"{mine} ; dans le dossier « {name} » du même programme, {theirs}.",
        ((COFUNDERS, name, *path),),
        "Corrigez celui des deux qui se trompe ; si ce sont deux programmes, retirez « base ».",
    )


def _sheets(dossier: Dossier, name: str, other: Cofunding) -> Faults:
    mine, theirs = dossier.dossier, other.dossier
    here, there = (dossier.commun.organisations.get(s.beneficiaire or "") for s in (mine, theirs))
    if here and there and here != there:
        yield _differs(
            ("dossier", "beneficiaire"), name, f"Le bénéficiaire est {here.le}", f"c'est {there.le}"
        )
    if set(mine.exercices) != set(theirs.exercices):
        years, others = (join([str(y) for y in s.exercices]) for s in (mine, theirs))
        yield _differs(
            ("dossier", "exercices"), name, f"Le dossier porte sur {years}", f"c'est {others}"
        )


def _budgets(dossier: Dossier, name: str, other: Cofunding) -> Faults:
    """Only a dossier that wrote a budget of its own can state another."""
    mine, theirs = dossier.budget, other.budget
    if mine is None or theirs is None:
        return
    if mine.taxe != theirs.taxe:
        yield _differs(
            ("budget", "taxe"), name, f"Le budget est {mine.taxe}", f"il est {theirs.taxe}"
        )
    total, stated = (whole(b.depenses.stated())[WHOLE] for b in (mine, theirs))
    if total != stated:
        path: Path = ("budget", "depenses")
        fault = _differs(
            path, name, f"Le programme coûte {euros(total)}", f"il coûte {euros(stated)}"
        )
        yield fault._replace(figures=(total, stated))


#: Two paragraphs are one, told twice, when they share this part of their words.
_ALIKE = 0.8


@cites("Déduit des documents : l'exposé des motifs reprend le résumé du rapport")
@needs("convention.motifs", "expose.resume")
@rule("motifs-discordants", Severity.WARNING)
def CNV017(dossier: Dossier) -> Faults:
    """Un paragraphe que l'exposé des motifs de la convention reprend du résumé du rapport y a les
    mêmes chiffres.

    Pourquoi : Le conseil a voté sur le rapport : la convention ne peut pas donner d'autres raisons.
    Faux : Rapport : « Depuis 2005, la collectivité… » ; convention : « Depuis 2006, la
    collectivité… ».
    Juste : Rapport et convention : « Depuis 2005, la collectivité… ».
    """
    told = [
        (("expose", "resume", i), block.paragraphe)
        for i, block in enumerate(given(dossier.expose).resume)
        if block.paragraphe
    ]
    for i, block in enumerate(given(dossier.convention).motifs):
        for where, other in told:
            if block.paragraphe and _alike(block.paragraphe, other):
                yield from _compare(("convention", "motifs", i), block.paragraphe, where, other)


def _alike(one: str, other: str) -> bool:
    """The same words, figures apart."""
    from difflib import SequenceMatcher

    mine, theirs = ([w for w in words(text) if not w.isdigit()] for text in (one, other))
    return SequenceMatcher(a=mine, b=theirs, autojunk=False).ratio() >= _ALIKE


def _compare(path: Path, text: str, where: Path, other: str) -> Faults:
    mine, theirs = (re.findall(r"\d+", t) for t in (text, other))
    if mine != theirs and len(mine) == len(theirs):
        changed = [(a, b) for a, b in zip(mine, theirs, strict=True) if a != b]
        yield Fault(
            path,
            f"La convention dit {join([a for a, _ in changed])} là où le résumé du rapport, "
            f"dans le même paragraphe, dit {join([b for _, b in changed])}.",
            (where,),
            "Mettez le même chiffre aux deux endroits.",
            (Decimal(changed[0][1]), Decimal(changed[0][0])),
        )
