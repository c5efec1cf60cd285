"""What was verified and what could not be: silence is never read as « correct »."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pmtdocs.dossier import lines
from pmtdocs.dossier.model import STAGES, Dossier
from pmtdocs.finding import Kind
from pmtdocs.rules.base import Rule
from pmtdocs.rules.engine import of_a_line
from pmtdocs.templates.words import Wordings


class Covered(NamedTuple):
    """One rule on one dossier: run, or why not."""

    kind: Kind
    missing: tuple[str, ...] = ()
    """Facts without which it could not run, as dotted paths."""
    since: str = ""
    """Name of the stage it waits for."""
    at_render: bool = False
    """Does it read what is printed, once it is?"""

    @property
    def ran(self) -> bool:
        return not (self.missing or self.since or self.at_render)


def cover(
    dossier: Dossier,
    rules: Iterable[Rule],
    texts: Iterable[Rule],
    wordings: Wordings,
    printed: Iterable[Rule] = (),
) -> list[Covered]:
    """Every rule in order of code."""
    stages = {stage: name for name, stage in STAGES.items()}
    parts = [
        (one, {rule.code for rule in of_a_line(one, (*rules, *texts))})
        for one in lines.known_lines(dossier)
    ]

    def missing(rule: Rule) -> tuple[str, ...]:
        """What it lacks; nothing where it judges one of the lines at least."""
        own = (one for one, codes in parts if rule.code in codes)
        lacking = rule.missing(dossier, wordings)
        return () if any(not rule.missing(one, wordings) for one in own) else lacking

    def row(rule: Rule) -> Covered:
        if dossier.dossier.etat < rule.since:
            return Covered(rule.kind, since=stages[rule.since])
        return Covered(rule.kind, missing(rule))

    rows = (*map(row, (*rules, *texts)), *(Covered(rule.kind, at_render=True) for rule in printed))
    return sorted(rows, key=lambda covered: covered.kind.code)
