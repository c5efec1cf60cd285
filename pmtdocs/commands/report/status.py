"""Where a dossier stands: its stage, what is still to be filled in, the dates it has to keep."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from itertools import groupby
from typing import Any, NamedTuple

from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.model import STAGES
from pmtdocs.dossier.model.blank import BLANK_WORDS
from pmtdocs.dossier.views.deadlines import Deadline, deadlines
from pmtdocs.finding import Path
from pmtdocs.language import french
from pmtdocs.language.columns import columns, wrapped
from pmtdocs.templates.words import Wordings, documents_printing


def render(loaded: Loaded, words: Wordings, today: dt.date, each: bool = False) -> str:
    """The whole page, for the terminal: facts alike that lack once, or ``each`` on its line."""
    blanks = _blanks(loaded, words, each)
    parts = (_stage(loaded), *map("\n".join, (blanks, _deadlines(loaded, today))))
    return "\n\n".join(filter(None, parts))


def late(loaded: Loaded, today: dt.date) -> Iterator[str]:
    """A line a date that is over and was not kept."""
    for one in deadlines(loaded.known):
        if one.due and not one.done and one.due < today:
            yield f"{loaded.dossier.nom} : {one.name} : {state(one, today)} ({one.basis})."


def facts(loaded: Loaded, words: Wordings, today: dt.date) -> dict[str, Any]:
    """The same for machines."""
    stage, following = _stages(loaded)
    return {
        "dossier": loaded.dossier.nom,
        "stage": stage,
        "next": following,
        "blanks": [one._asdict() for one in _missing(loaded, words)],
        "deadlines": [
            {**one._asdict(), "path": ".".join(map(str, one.path)), "state": state(one, today)}
            for one in deadlines(loaded.known)
        ],
    }


def unread(name: str) -> dict[str, Any]:
    """The same of data that cannot be read: nothing is known of them."""
    return {"dossier": name, "stage": None, "next": None, "blanks": None, "deadlines": None}


def _stages(loaded: Loaded) -> tuple[str, str | None]:
    stage, *following = list(STAGES)[loaded.dossier.dossier.etat :]
    return stage, following[0] if following else None


def _stage(loaded: Loaded) -> str:
    stage, following = _stages(loaded)
    then = f" ; étape suivante : {following}" if following else ""
    return f"{loaded.dossier.nom} : {stage}{then}."


class Blank(NamedTuple):
    """Facts alike that are « à compléter »: where from, where to, what, in which documents."""

    file: str
    line: int | None
    last_line: int | None
    label: str
    facts: int
    documents: tuple[str, ...]


def _missing(loaded: Loaded, words: Wordings, each: bool = False) -> Iterator[Blank]:
    for kind, paths in groupby(loaded.blanks(), None if each else _kind):
        alike = list(paths)
        first, last = loaded.locate(alike[0]), loaded.locate(alike[-1])
        file, line = (first.span.file, first.span.line) if first.span else ("", None)
        label = loaded.locate(kind).label if len(alike) > 1 else first.label
        printed = tuple(documents_printing(alike[0], loaded, words))
        yield Blank(file, line, last.span.line if last.span else None, label, len(alike), printed)


def _blanks(loaded: Loaded, words: Wordings, each: bool) -> Iterator[str]:
    found = list(_missing(loaded, words, each))
    if not found:
        yield "Rien n'est « à compléter »."
        return
    yield f"{french.plural(sum(one.facts for one in found), 'fait')} « {BLANK_WORDS} » :"
    for one in found:
        where = f"{one.file}:{one.line}" if one.file else ""
        if one.line and one.last_line and one.last_line > one.line:
            where += f" à {one.last_line}"
        several = f" ({one.facts})" if one.facts > 1 else ""
        printed = ", ".join(one.documents) or "aucun document"
        yield from wrapped(f"{where}  {one.label}{several} → {printed}", 2)


#: The figures of a text stand together.
_FIGURES = "chiffres"


def _kind(path: Path) -> Path:
    """What is alike in two places: their names, whatever the rank in a list."""
    names = [step for step in path if isinstance(step, str)]
    return tuple(names[: names.index(_FIGURES) + 1] if _FIGURES in names else names)


def _deadlines(loaded: Loaded, today: dt.date) -> Iterator[str]:
    found = deadlines(loaded.known)
    if not found:
        return
    yield f"Échéances, au {french.long_date(today)} :"
    rows = [("échéance", "date", "état", "fondement")]
    rows += [
        (d.name, french.short_date(d.due) if d.due else "", state(d, today), d.basis) for d in found
    ]
    yield from (f"  {line}" for line in columns(rows))


def state(deadline: Deadline, today: dt.date) -> str:
    """« fait le 04/04/2031 », « dans 12 jours », « passée de 3 jours », « attend … »."""
    due, done = deadline.due, deadline.done
    if done:
        late = f", {_days(done - due)} après" if due and done > due else ""
        return f"fait le {french.short_date(done)}{late}"
    if due is None:
        return f"attend {deadline.since}" if deadline.since else "à faire"
    if due == today:
        return "aujourd'hui"
    return f"dans {_days(due - today)}" if due > today else f"passée de {_days(today - due)}"


def _days(gap: dt.timedelta) -> str:
    return french.plural(gap.days, "jour")
