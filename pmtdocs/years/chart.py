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

    def total(self, bar: int) -> Decimal:
        """What the lines of a bar make together."""
        return sum((s.amounts[bar] or Decimal(0) for s in self.series), Decimal(0))

    def headline(self, bar: int) -> str:
        """« 994 312 € HT »."""
        return f"{euros(self.total(bar))} {self.taxes[bar]}"

    @property
    def sentences(self) -> tuple[str, ...]:
        """Every figure of the picture, a sentence a bar."""
        return tuple(
            typography(
                f"{title} : {self.headline(i)}, dont "
                + join(
                    [f"{s.name} {euros(s.amounts[i] or 0)}" for s in self.series if s.amounts[i]]
                )
                + "."
            )
            for i, title in enumerate(self.bars)
        )


def chart_of(dossiers: Sequence[Dossier]) -> Chart | None:
    """The picture of the dossiers that have a budget; None when none has."""
    titles = {c.dossier: c.title for c in columns_of(dossiers) if c.year is None}
    kept = [i for i, dossier in enumerate(dossiers) if dossier.budget]
    if not kept:
        return None
    series = []
    for track in tracks_of(dossiers, "recettes"):
        found = (track.stretches.get(i) for i in kept)
        amounts = tuple(
            None if one is None or has_blank(one.amount) else Decimal(one.amount) for one in found
        )
        series.append(Series(track.last.name, amounts))
    taxes = tuple(d.budget.taxe for i in kept if (d := dossiers[i]).budget)
    return Chart(_TITLE, tuple(titles[i] for i in kept), taxes, tuple(series))
