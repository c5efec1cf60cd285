"""The clause library for the terminal: all of it, or where each clause stands in a dossier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pmtdocs.dossier.model.library import Library, LibraryClause
from pmtdocs.language.columns import columns, wrapped
from pmtdocs.language.french import NBSP, plural, short_date
from pmtdocs.language.json_text import dump
from pmtdocs.rules.convention.library import Standing, State

#: In the order in which people have to act.
_ORDER = (
    State.ASKED, State.CHOSEN, State.ADVISED, State.UNKNOWN, State.SAID, State.IDLE, State.OUT,
)  # fmt: skip


def render(modele: str, library: Library) -> str:
    """Every clause: its name, its place, its condition, since when, why, the law."""
    lines = [line for name, clause in library.clauses.items() for line in _page(name, clause)]
    count = plural(len(library.clauses), "clause")
    return "\n".join([*lines, f"{modele}{NBSP}: {count}."])


def as_json(library: Library) -> str:
    """The table as it is read, a clause an object."""
    return dump([{"name": name} | one.model_dump() for name, one in library.clauses.items()])


def of_dossier_as_json(found: Iterable[Standing]) -> str:
    """Where each clause stands, in the order of the text."""
    return dump(
        [
            {
                "name": one.name,
                "titre": one.clause.titre,
                "state": one.state.value,
                "why": one.why,
                "reference": one.clause.cited,
            }
            for one in sorted(found, key=_rank)
        ]
    )


def _rank(one: Standing) -> int:
    return _ORDER.index(one.state)


def _page(name: str, clause: LibraryClause) -> Iterator[str]:
    yield f"{name}{NBSP}: {clause.titre}"
    places = " ou ".join(f"« {mark} »" for mark in clause.place)
    how = "à la place de" if clause.remplace else "au signet"
    yield from wrapped(f"Place : {clause.partie}, {how} {places}", 2)
    if clause.condition:
        yield from wrapped(f"Si : {clause.condition}", 2)
    asked = f"par la loi depuis le {short_date(clause.depuis)}" if clause.depuis else "non"
    yield from wrapped(f"Demandée : {asked}", 2)
    yield from wrapped(f"Pourquoi : {clause.motif}", 2)
    yield from wrapped(f"Référence : {clause.cited}", 2)
    if clause.contredit:
        yield from wrapped(f"Contredit : {', '.join(clause.contredit)}", 2)
    yield ""


def of_dossier(dossier: str, found: Iterable[Standing]) -> str:
    """Each clause under its state: what the law asks first, what does not apply last."""
    standings = sorted(found, key=_rank)
    rows = [("état", "clause", "titre")]
    rows += [(one.state.value, one.name, one.clause.titre) for one in standings]
    lines = columns(rows)
    told = [
        line for line, one in zip(lines[2:], standings, strict=True) for line in _told(line, one)
    ]
    asked = sum(one.state is State.ASKED for one in standings)
    chosen = sum(one.state is State.CHOSEN for one in standings)
    end = f"{dossier}{NBSP}: {plural(chosen, 'clause choisie', 'clauses choisies')}, "
    return "\n".join([*lines[:2], *told, "", f"{end}{asked} à choisir d'après la loi."])


def _told(line: str, one: Standing) -> Iterator[str]:
    yield line
    if one.why:
        yield from wrapped(one.why, 4)
