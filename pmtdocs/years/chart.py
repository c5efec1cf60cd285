"""Receipts by funder, a stacked bar a dossier: what the picture shows, and the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.blank import has_blank
from pmtdocs.language.french import euros, join, typography
from pmtdocs.years.columns import columns_of
from pmtdocs.years.tracks import tracks_of

_TITLE = "Recettes par financeur, année par année"


@dataclass(frozen=True)
class Series:
    """A funder, or another receipt: its amount in each bar, None where the budget lacks it."""

    name: str
    amounts: tuple[Decimal | None, ...]


@dataclass(frozen=True)
class Chart:
    """The bars in order, and what each is made of, from the bottom up."""

    title: str
    bars: tuple[str, ...]
    taxes: tuple[str, ...]
    series: tuple[Series, ...]
    unknown: tuple[str, ...] = ()
    """The dossiers that have no bar, since some receipts of theirs are still to be filled in."""

    def total(self, bar: int) -> Decimal:
        """What the lines of a bar make together."""
        return sum((s.amounts[bar] or Decimal(0) for s in self.series), Decimal(0))

    def headline(self, bar: int) -> str:
        """« 994 312 € HT »."""
        return f"{euros(self.total(bar))} {self.taxes[bar]}"

    @property
    def sentences(self) -> tuple[str, ...]:
        """Every figure of the picture, a sentence a bar; and what it lacks."""
        said = (
            f"{title} : {self.headline(i)}, dont "
            + join([f"{s.name} {euros(s.amounts[i] or 0)}" for s in self.series if s.amounts[i]])
            + "."
            for i, title in enumerate(self.bars)
        )
        lacking = (f"{title} : des recettes sont à compléter." for title in self.unknown)
        return tuple(map(typography, (*said, *lacking)))


def chart_of(dossiers: Sequence[Dossier]) -> Chart | None:
    """The picture of the dossiers whose receipts are known; None when none are."""
    tracks = [*tracks_of(dossiers, "recettes")]
    blank = {i for track in tracks for i, one in track.stretches.items() if has_blank(one.amount)}
    titles = {c.dossier: c.title for c in columns_of(dossiers) if c.year is None}
    kept = [i for i, dossier in enumerate(dossiers) if dossier.budget and i not in blank]
    if not kept:
        return None
    series = []
    for track in tracks:
        found = (track.stretches.get(i) for i in kept)
        amounts = tuple(None if one is None else Decimal(one.amount) for one in found)
        if any(amount is not None for amount in amounts):
            series.append(Series(track.last.name, amounts))
    taxes = tuple(d.budget.taxe for i in kept if (d := dossiers[i]).budget)
    bars, unknown = (tuple(titles[i] for i in some) for some in (kept, sorted(blank)))
    return Chart(_TITLE, bars, taxes, tuple(series), unknown)
