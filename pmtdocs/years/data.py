"""Every fact that differs between two dossiers."""

from __future__ import annotations

from collections.abc import Iterator

from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.model import SUBJECTS
from pmtdocs.years import money, programme, sitting
from pmtdocs.years.changes import Change, Subject
from pmtdocs.years.reading import Side
from pmtdocs.years.walk import Walk

#: Subjects whose parts are matched in a way of their own.
_OWN = {"budget": money.changes, "programme": programme.changes, "seance": sitting.changes}
#: How a dossier is made, and what was accepted of it: no fact of the programme. What an act
#: prints of a count is looked at with the counts.
_SKIPPED = frozenset({"modele", "base", "documents", "reserves", "publie"})


def compare(old: Loaded, new: Loaded) -> tuple[Change, ...]:
    """The changes, subject after subject."""
    walk = Walk(Side(old), Side(new), _SKIPPED)
    order = list(Subject)
    return tuple(sorted(_changes(walk), key=lambda change: order.index(change.subject)))


def _changes(walk: Walk) -> Iterator[Change]:
    for subject in SUBJECTS:
        if subject in _OWN:
            yield from _OWN[subject](walk)
        else:
            one, other = (getattr(side.dossier, subject) for side in (walk.old, walk.new))
            yield from walk.facts(one, other, ((subject,), (subject,)))
