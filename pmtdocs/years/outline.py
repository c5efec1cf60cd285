"""A comparison as a document: headings, paragraphs, tables, then in the format asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from pmtdocs.language.french import join, plural, typography
from pmtdocs.render.outline.outline import Block, Bullets, Grid, Heading, Line, Passage, Picture
from pmtdocs.years import shown
from pmtdocs.years.changes import Change, Kind, Subject, Value
from pmtdocs.years.chart import chart_of
from pmtdocs.years.summary import summary
from pmtdocs.years.svg import draw
from pmtdocs.years.whole import Evolution, Step
from pmtdocs.years.words import PartChange

#: More columns than that do not fit an upright page.
_UPRIGHT = 3
#: The longest fact that is quoted whole.
_LONG = 220
_NONE = "–"


def written(evolution: Evolution, shape: str, templates: Path) -> bytes:
    """``text``, ``json``, ``html``, ``pdf`` or ``docx``, as bytes. Raises PmtdocsError."""
    if shape == "json":
        from pmtdocs.years import as_json

        return f"{as_json.render(evolution)}\n".encode()
    from pmtdocs.render.outline import outline
    from pmtdocs.templates import charter_of

    wide = len(evolution.table.columns) > _UPRIGHT
    document = outline.Outline(evolution.title, tuple(_blocks(evolution)), wide)
    latest = evolution.loadeds[-1].dossier
    charter = charter_of(templates / latest.dossier.modele)
    return outline.written(document, shape, charter, latest.day_of_law.isoformat())


def _blocks(evolution: Evolution) -> Iterator[Block]:
    yield Heading(1, evolution.title)
    yield Heading(2, "En bref")
    yield Bullets(summary(evolution))
    yield Heading(2, "Évolution des montants et des votes")
    if evolution.notes:
        yield Bullets(evolution.notes)
    yield _table(evolution)
    yield _words(shown.LEGEND + (shown.TAXES if evolution.taxes else ""))
    if chart := chart_of([loaded.dossier for loaded in evolution.loadeds]):
        yield Heading(2, chart.title)
        yield Picture(chart.title, draw(chart), chart.sentences)
    for step in evolution.steps:
        yield from _step(step)


def _words(words: str) -> Passage:
    return Passage(typography(words))


def _table(evolution: Evolution) -> Grid:
    table = evolution.table
    groups = []
    for title, rows in table.sections:
        lines = (Line(shown.row(row, table), "total" if row.is_total else "line") for row in rows)
        groups.append((title, tuple(lines)))
    return Grid(evolution.title, shown.head(table), tuple(groups), numbers=True)


def _step(step: Step) -> Iterator[Block]:
    between = f"de {step.names[0]} à {step.names[1]}"
    yield Heading(2, f"Ce qui change dans les données, {between}")
    if step.caveat:
        yield _words(step.caveat)
    for subject, changes in groupby(step.changes, key=lambda change: change.subject):
        yield from _subject(step, subject, list(changes))
    still = [s.value for s in Subject if s not in {change.subject for change in step.changes}]
    if still:
        yield _words(f"Sans changement : {join(still)}.")
    yield Heading(2, f"Ce qui change dans les mots, {between}")
    if not step.parts:
        yield _words("Les deux dossiers impriment les mêmes mots.")
    for part in step.parts:
        yield from _part(part)


# --- data -----------------------------------------------------------------------------------


def _subject(step: Step, subject: Subject, changes: list[Change]) -> Iterator[Block]:
    """What came or went with a whole is counted with it; a new name is said with its amount."""
    yield Heading(3, subject.value)
    named = {change.names for change in changes if change.kind is Kind.CHANGED}
    kept = [
        change
        for change in changes
        if not change.within and not (change.kind is Kind.RENAMED and change.names in named)
    ]
    lines = tuple(_line(group) for _, group in groupby(kept, key=_together))
    head: tuple[str, ...] = ("Fait", step.names[0], step.names[1], "Écart")
    if not any(line.cells[3] for line in lines):
        head, lines = head[:3], tuple(line._replace(cells=line.cells[:3]) for line in lines)
    yield Grid(f"{subject.value}, {step.names[0]} et {step.names[1]}", head, (("", lines),))
    if inside := sum(bool(change.within) for change in changes):
        yield _words(
            f"{plural(inside, 'fait')} de plus, dans ce qui est ajouté ou supprimé en entier : "
            "--format json les donne."
        )


def _together(change: Change) -> tuple[object, ...]:
    """What is added, or removed, under one name makes one line."""
    alone = change.kind in (Kind.CHANGED, Kind.RENAMED)
    return (change.kind, change.names, id(change) if alone else 0)


def _line(group: Iterable[Change]) -> Line:
    changes = list(group)
    first, last = changes[0], changes[-1]
    before, after = _side([one.before for one in changes]), _side([one.after for one in changes])
    name = typography("Libellé" if first.kind is Kind.RENAMED else first.name)
    cells = (name, before, after, shown.change_gap(first))
    values = (first.before, first.after) if first is last else (_given(first), _given(last))
    places = tuple(dict.fromkeys(filter(None, map(shown.where, values))))
    return Line(cells, places=places, said=_sentence(*(c.replace("\n", " ; ") for c in cells)))


def _sentence(name: str, before: str, after: str, gap: str) -> str:
    """« Frais de structure : 205 000 € → 104 000 € ; écart −101 000 € (−49,27 %) »."""
    if after == _NONE:
        words = f"{before}, supprimé"
    elif before == _NONE:
        words = f"{after}, ajouté"
    else:
        words = f"{before} → {after}"
    return f"{name} : {words}" + (f" ; écart {gap}" if gap else "")


def _side(values: list[Value | None]) -> str:
    return "\n".join(_quoted(value.text) for value in values if value) or _NONE


def _given(change: Change) -> Value | None:
    return change.after or change.before


def _quoted(text: str) -> str:
    """A long text by its beginning."""
    text = text.replace("*", "").replace("^", "")
    return text if len(text) <= _LONG else f"{text[:_LONG].rsplit(' ', 1)[0]}…"


# --- words ----------------------------------------------------------------------------------


def _part(part: PartChange) -> Iterator[Block]:
    yield Heading(3, f"Partie {part.name}")
    if not part.passages:
        yield _words("Partie ajoutée." if part.new else "Partie supprimée.")
    for heading, passages in groupby(part.passages, key=lambda passage: passage.heading):
        yield Heading(4, heading)
        for one in passages:
            yield Passage(one.runs, one.place, tuple(filter(None, one.reference)))
