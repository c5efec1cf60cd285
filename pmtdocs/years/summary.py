"""An evolution in a few sentences, for whoever reads nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from pmtdocs.language.french import join, plural, typography
from pmtdocs.years import shown
from pmtdocs.years.changes import Unit
from pmtdocs.years.table import Row, State, Table
from pmtdocs.years.whole import Evolution

#: The rows that are told, by their section and name.
_TOLD = {
    "La subvention": ("Subvention", "Subvention"),
    "Sa part dans le budget": ("Subvention", "Part de la subvention dans le budget"),
    "Le total des dépenses": ("Budget", "Total des dépenses"),
    "Le total des recettes": ("Budget", "Total des recettes"),
}


def summary(evolution: Evolution) -> tuple[str, ...]:
    """The subsidy, the budget, who funds it, how much changed."""
    table = evolution.table
    rows = {(title, row.name): row for title, group in table.sections for row in group}
    moved = (line for what, row in _TOLD.items() for line in _moved(table, what, rows.get(row)))
    lines = (*moved, *_funders(table), *_changes(evolution), evolution.taxes)
    return tuple(typography(line) for line in lines if line)


def _moved(table: Table, what: str, row: Row | None) -> Iterator[str]:
    """« La subvention passe de … à … » ; nothing when an end is unknown."""
    if row is None or row.gap is None:
        return
    before, after = (_said(table, row, end) for end in row.ends)
    if before == after:
        yield f"{what} reste de {after}."
        return
    gap = shown.gap(row.gap, row.unit)
    rate = f", {shown.change_of_rate(row.rate)}" if row.rate is not None else ""
    star = " *" if row.taxed and not table.comparable else ""
    yield f"{what} passe de {before} à {after} ({gap}{rate}){star}."


def _said(table: Table, row: Row, end: int) -> str:
    """A figure, with its tax basis where the two ends differ in it."""
    said = shown.cell(row.cells[end], row.unit)
    if row.taxed and not table.comparable and row.unit is Unit.EUROS:
        said += f" {table.taxes[table.columns[end].dossier]}"
    return said


def _funders(table: Table) -> Iterator[str]:
    """Who came and who went, between the two ends."""
    rows = dict(table.sections).get("Recettes par financeur", ())
    for first, last, words in (
        (State.KNOWN, State.ABSENT, "Recettes qui disparaissent"),
        (State.ABSENT, State.KNOWN, "Recettes nouvelles"),
    ):
        names = [
            row.name
            for row in rows
            if (row.cells[row.ends[0]].state, row.cells[row.ends[1]].state) == (first, last)
        ]
        if names:
            yield f"{words} : {join(names)}."


def _changes(evolution: Evolution) -> Iterator[str]:
    for step in evolution.steps:
        facts = sum(not change.within for change in step.changes)
        passages = sum(len(part.passages) for part in step.parts)
        words = plural(passages, "passage") if passages else "aucun passage"
        changed = plural(facts, "fait change", "faits changent")
        between = f"De {step.names[0]} à {step.names[1]}"
        yield f"{between} : {changed} dans les données, et {words} dans les mots."
