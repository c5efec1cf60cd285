"""The whole comparison: the table over all dossiers, then what changed from each to the next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.model import STAGES, SUBJECTS, Dossier
from pmtdocs.dossier.model.budget import Total
from pmtdocs.dossier.model.known import spelled
from pmtdocs.language.french import euros, join, plural, typography
from pmtdocs.years import money, programme, sitting, words
from pmtdocs.years.changes import Change, Subject
from pmtdocs.years.columns import period
from pmtdocs.years.likeness import said
from pmtdocs.years.reading import Side
from pmtdocs.years.table import Table, table_of
from pmtdocs.years.tracks import tracks_of
from pmtdocs.years.walk import Walk
from pmtdocs.years.words import PartChange

#: Subjects whose parts are matched in a way of their own.
_OWN = {"budget": money.changes, "programme": programme.changes, "seance": sitting.changes}
#: How a dossier is made, and what was accepted of it: no fact of the programme. What an act
#: prints of a count is looked at with the counts.
_SKIPPED = frozenset({"modele", "base", "documents", "reserves", "publie"})


@dataclass(frozen=True)
class Step:
    """From one dossier to the next."""

    names: tuple[str, str]
    changes: tuple[Change, ...]
    parts: tuple[PartChange, ...]
    caveat: str = ""
    """Why its amounts do not compare as they stand; empty when they do."""


@dataclass(frozen=True)
class Evolution:
    """Everything that a report says."""

    loadeds: tuple[Loaded, ...]
    table: Table
    steps: tuple[Step, ...]
    notes: tuple[str, ...]
    """What a reader must know before trusting a gap."""
    taxes: str = ""
    """That budgets are not on one tax basis; empty when they are."""

    @property
    def title(self) -> str:
        """« Évolution 2027 – 2031 »."""
        return f"Évolution {' – '.join(name_of(loaded.dossier) for loaded in self.loadeds)}"


def name_of(dossier: Dossier) -> str:
    """A dossier as people call it: its years, and its name when that says something else."""
    years = period(sorted(dossier.dossier.exercices))
    return years if dossier.nom == years else f"{dossier.nom} ({years})"


def compare(loadeds: Sequence[Loaded], templates: Path) -> Evolution:
    """Compare dossiers in the order given. Raises PmtdocsError for a template unread."""
    steps = tuple(_step(old, new, templates) for old, new in pairwise(loadeds))
    table = table_of(loadeds)
    dossiers = [spelled(loaded.dossier) for loaded in loadeds]
    notes = tuple(typography(note) for note in _notes(dossiers, table))
    return Evolution(tuple(loadeds), table, steps, notes, typography(_taxes(dossiers, table)))


def _step(old: Loaded, new: Loaded, templates: Path) -> Step:
    names, parts = (name_of(old.dossier), name_of(new.dossier)), words.compare(old, new, templates)
    return Step(names, changes_of(old, new), parts, _caveat(old.dossier, new.dossier))


def changes_of(old: Loaded, new: Loaded) -> tuple[Change, ...]:
    """Every fact that differs between two dossiers, subject after subject."""
    walk, order = Walk(Side(old), Side(new), _SKIPPED), list(Subject)
    found: list[Change] = []
    for subject in SUBJECTS:
        if subject in _OWN:
            found += _OWN[subject](walk)
        else:
            one, other = (getattr(side.dossier, subject) for side in (walk.old, walk.new))
            found += walk.facts(one, other, ((subject,), (subject,)))
    return tuple(sorted(found, key=lambda change: order.index(change.subject)))


# --- notes ----------------------------------------------------------------------------------


def _notes(dossiers: list[Dossier], table: Table) -> Iterator[str]:
    if len({len(dossier.dossier.exercices) for dossier in dossiers}) > 1:
        first, last = (table.columns[end].title for end in table.ends)
        yield f"Les dossiers ne couvrent pas autant d'années : l'écart va de {first} à {last}."
    for dossier in dossiers:
        yield from _of_one(dossier)
    for side in ("recettes", "depenses"):
        yield from _matched(dossiers, side)


def _taxes(dossiers: list[Dossier], table: Table) -> str:
    by_tax: dict[str, list[str]] = {}
    for dossier, tax in zip(dossiers, table.taxes, strict=True):
        if tax:
            by_tax.setdefault(tax, []).append(name_of(dossier))
    if len(by_tax) < 2:
        return ""
    each = join([f"{tax} ({join(names)})" for tax, names in by_tax.items()])
    return (
        f"Les budgets sont {each} : leurs montants ne se comparent pas sans tenir compte de la "
        "TVA. Les écarts marqués * sont donnés à titre indicatif. Une subvention n'est ni HT ni "
        "TTC."
    )


def _of_one(dossier: Dossier) -> Iterator[str]:
    """Sums that differ from what the act prints, amounts nobody published, drafts."""
    name = name_of(dossier)
    if not dossier.voted:
        stage = list(STAGES)[dossier.dossier.etat]
        yield f"{name} : dossier à l'état « {stage} », que le conseil n'a pas adopté."
    if dossier.budget is None:
        yield f"{name} : dossier sans budget."
        return
    for side, word in (("depenses", "dépenses"), ("recettes", "recettes")):
        table = getattr(dossier.budget, side)
        lines, printed = Total.of(table.sum()), Total.of(table.stated())
        if dossier.voted and Decimal(lines) != Decimal(printed):
            yield (
                f"{name} : les lignes de {word} font {euros(lines)}, l'acte imprime "
                f"{euros(printed)} (écart {euros(lines - printed)}). Le tableau reprend l'acte."
            )
        deduced = [line.name(dossier.commun) for _, line in table.lines() if line.deduit]
        if deduced:
            listed = join([f"« {label} »" for label in deduced])
            yield f"{name} : {plural(len(deduced), 'montant déduit', 'montants déduits')}, " + (
                f"jamais {'publiés' if len(deduced) > 1 else 'publié'} : {listed}."
            )


def _caveat(old: Dossier, new: Dossier) -> str:
    """Another tax basis, another number of years."""
    first, last = name_of(old), name_of(new)
    taxes = [dossier.budget.taxe for dossier in (old, new) if dossier.budget]
    years = [len(dossier.dossier.exercices) for dossier in (old, new)]
    why = []
    if len(set(taxes)) > 1:
        why.append(f"le budget de {first} est {taxes[0]}, celui de {last} {taxes[1]}")
    if len(set(years)) > 1:
        one, other = (plural(count, "année") for count in years)
        why.append(f"{first} couvre {one}, {last} {other}")
    return f"Les écarts du budget sont indicatifs : {' ; '.join(why)}." if why else ""


def _matched(dossiers: list[Dossier], side: str) -> Iterator[str]:
    """Lines held for one though their words differ: a choice that a reader may refuse."""
    found = [
        " → ".join(f"« {label} »" for label in track.labels)
        for track in tracks_of(dossiers, side)
        if len({said(label) for label in track.labels}) > 1
    ]
    if found:
        word = {"recettes": "Recettes", "depenses": "Dépenses"}[side]
        yield f"{word} rapprochées malgré un autre libellé : {' ; '.join(found)}."
