"""The lines of budgets followed from dossier to dossier: one track is one line, or one funder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.budget import Total, add
from pmtdocs.finding import Path
from pmtdocs.years.likeness import match
from pmtdocs.years.money import BudgetLine, lines_of


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
        here = [Track({i: stretch}) for stretch in _stretches(dossier, side)]
        found = match(tracks, here, lambda t: t.last.written, lambda t: t.last.funder)
        for track, more in found.pairs:
            track.stretches |= more.stretches
        tracks += found.come
    return tracks


def _stretches(dossier: Dossier, side: str) -> Iterator[Stretch]:
    """The lines of a side; those of one funder are one."""
    together: dict[object, list[BudgetLine]] = {}
    for line in lines_of(dossier, side):
        together.setdefault(line.line.financeur or line.path, []).append(line)
    for lines in together.values():
        key, written = lines[0].line.financeur, lines[0].name
        funder = dossier.commun.organisations.get(key or "")
        amount = Total.of(add(line.line.montant for line in lines))
        paths = tuple((*line.path, "montant") for line in lines)
        name, public = (funder.nom, funder.public) if funder else (written, False)
        yield Stretch(name, key, amount, paths, written, public)
