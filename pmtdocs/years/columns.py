"""The columns of the table of an evolution: a dossier, or one year of a dossier of several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.budget import Total


@dataclass(frozen=True)
class Column:
    """``year`` is None for a dossier as a whole."""

    title: str
    dossier: int
    """Which of the dossiers compared, from 0."""
    years: tuple[int, ...]
    year: int | None = None


def columns_of(dossiers: Sequence[Dossier]) -> tuple[Column, ...]:
    """A column a dossier; where amounts are given by year, the years first, then the whole."""
    found = [column for i, dossier in enumerate(dossiers) for column in _columns(i, dossier)]
    times = Counter(column.title for column in found)
    return tuple(
        replace(column, title=f"{column.title} ({dossiers[column.dossier].nom})")
        if times[column.title] > 1
        else column
        for column in found
    )


def _columns(i: int, dossier: Dossier) -> list[Column]:
    years = tuple(sorted(dossier.dossier.exercices))
    title = period(years)
    if len(years) == 1:
        return [Column(title, i, years)]
    each = [Column(str(year), i, (year,), year) for year in years if _is_by_year(dossier)]
    return [*each, Column(f"{title}, en tout" if each else title, i, years)]


def period(years: Sequence[int]) -> str:
    """« 2031 », « 2028-2030 »."""
    return str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"


def _is_by_year(dossier: Dossier) -> bool:
    """Does it say any amount year by year?"""
    budget = dossier.budget
    by_year = budget is not None and bool(budget.depenses.years() | budget.recettes.years())
    granted = granted_of(dossier)
    return by_year or (isinstance(granted, Total) and len(granted.by_year) > 1)


def granted_of(dossier: Dossier) -> Total | None:
    """The subsidy, if the dossier has one."""
    subsidy = dossier.convention.subvention if dossier.convention else None
    return subsidy.montant if subsidy else None


def ends_of(columns: Sequence[Column]) -> tuple[int, int]:
    """The two columns that a gap is taken between: of as many years, or of one year each.

    What three years cost is never held against what one does, as long as one year is known.
    """
    first_ones = [i for i, column in enumerate(columns) if column.dossier == 0]
    last_ones = [i for i, column in enumerate(columns) if column.dossier == columns[-1].dossier]
    wholes = first_ones[-1], last_ones[-1]
    if len(columns[wholes[0]].years) == len(columns[wholes[1]].years):
        return wholes
    starts = [i for i in first_ones if len(columns[i].years) == 1]
    stops = [i for i in last_ones if len(columns[i].years) == 1]
    return (starts or first_ones)[0], (stops or last_ones)[-1]
