"""CNV017: the reasons of the convention, which the report gives too."""

from __future__ import annotations

import re
from decimal import Decimal

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import join
from pmtdocs.language.spelling import words
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule

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
