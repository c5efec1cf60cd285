"""The lines of budgets followed from dossier to dossier: one track is one line, or one funder."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.budget import Total, add
from pmtdocs.dossier.model.common import Organisation
from pmtdocs.finding import Path
from pmtdocs.years.likeness import match
from pmtdocs.years.money import lines_of


@dataclass(frozen=True)
class Stretch:
    """What one dossier gives a track: an amount, and where its lines are written."""

    name: str
    funder: str | None
    amount: Total
    paths: tuple[Path, ...]
    written: str
    """The label as the budget prints it."""
    public: bool = False


@dataclass
class Track:
    """A line or a funder, by dossier; None where a budget lacks it."""

    stretches: dict[int, Stretch] = field(default_factory=dict)

    @property
    def last(self) -> Stretch:
        """As the latest dossier that has it says it."""
        return self.stretches[max(self.stretches)]

    @property
    def labels(self) -> tuple[str, ...]:
        """What it is called in the budgets, each label once, in order."""
        return tuple(dict.fromkeys(self.stretches[i].written for i in sorted(self.stretches)))


def tracks_of(dossiers: Sequence[Dossier], side: str) -> list[Track]:
    """``recettes``: one track a funder, and the other receipts by line; ``depenses``: by line."""
    tracks: list[Track] = []
    for i, dossier in enumerate(dossiers):
        here = _stretches(dossier, side)
        before = [track.last for track in tracks]
        pairs = match(before, here, lambda s: s.written, lambda s: s.funder)
        for t, j in pairs:
            tracks[t].stretches[i] = here[j]
        known = {j for _, j in pairs}
        tracks += [Track({i: s}) for j, s in enumerate(here) if j not in known]
    return tracks


def _stretches(dossier: Dossier, side: str) -> list[Stretch]:
    """The lines of a side; those of one funder are one."""
    found: list[Stretch] = []
    by_funder: dict[str, int] = {}
    for line in lines_of(dossier, side):
        key = line.line.financeur
        funder = dossier.commun.organisations.get(key or "")
        path = (*line.path, "montant")
        if key and key in by_funder:
            one = found[by_funder[key]]
            amount = Total.of(add([one.amount.by_year, line.amount.by_year]))
            paths = (*one.paths, path)
            found[by_funder[key]] = _stretch(funder, key, amount, paths, one.written)
            continue
        if key:
            by_funder[key] = len(found)
        found.append(_stretch(funder, key, line.amount, (path,), line.name))
    return found


def _stretch(
    funder: Organisation | None,
    key: str | None,
    amount: Total,
    paths: tuple[Path, ...],
    written: str,
) -> Stretch:
    name = funder.nom if funder else written
    return Stretch(name, key, amount, paths, written, bool(funder and funder.public))
