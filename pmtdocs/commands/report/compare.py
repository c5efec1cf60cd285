"""The result of a comparison, for people in the terminal or a browser, and for machines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from pmtdocs.compare.result import Category, Difference, Result
from pmtdocs.language.columns import quoted
from pmtdocs.language.french import plural
from pmtdocs.language.json_text import dump
from pmtdocs.language.visible import visible
from pmtdocs.render.outline import html as page
from pmtdocs.render.outline.outline import Block, Bullets, Heading, Mark, Outline, Passage
from pmtdocs.render.outline.text import marked

_TITLES = {
    Category.FIGURE: "Chiffres",
    Category.WORDING: "Mots",
    Category.DROPPED: "Passages supprimés",
    Category.ADDED: "Passages ajoutés",
    Category.MOVED: "Passages déplacés",
    Category.TAG: "Champs et conditions",
    Category.NUMBER: "Numéros automatiques",
    Category.MARGIN: "En-têtes et pieds de page",
    Category.HIDDEN: "Texte masqué",
    Category.THING: "Images et objets, à regarder par vous-même",
    Category.UNREAD: "Pages illisibles",
}
_FILLED = "Complété, comme prévu"
_LONG = 240
#: The most that a terminal shows of a category.
_MOST = 50


def render(shape: str, result: Result) -> str:
    """``text``, ``json`` or ``html``."""
    return {"text": text, "json": as_json, "html": html}[shape](result)


def verdict(result: Result) -> str:
    """One sentence: faithful or not, and how far."""
    if other := result.of(Category.OTHER):
        return f"{result.new.file} n'est pas une version de {result.old.file} : {other[0].after}."
    if not result.differences:
        return f"{result.new.file} est fidèle à {result.old.file}."
    count = plural(len(result.differences), "différence")
    figures = len(result.of(Category.FIGURE))
    of_which = f", dont {plural(figures, 'chiffre')}" if figures else ""
    return f"{result.new.file} n'est pas fidèle à {result.old.file} : {count}{of_which}."


def _notes(result: Result) -> Iterator[str]:
    for side in (result.old, result.new):
        yield from (f"{side.file} : {note}" for note in side.notes)


def _groups(result: Result) -> Iterator[tuple[str, list[Difference]]]:
    for category, title in _TITLES.items():
        if found := result.of(category):
            yield title, found
    if result.filled:
        yield _FILLED, list(result.filled)


# --- terminal --------------------------------------------------------------------------------


def text(result: Result) -> str:
    """A block a category, a line a difference, its words below."""
    out = []
    for title, found in _groups(result):
        out.append(click.style(f"{title} ({len(found)})", bold=True))
        out += [line for difference in found[:_MOST] for line in _lines(_shown(difference))]
        if (more := len(found) - _MOST) > 0:
            said = plural(more, "autre", "autres")
            out.append(f"  et {said}, que montrent --format html et --format json.")
        out.append("")
    out += [f"information : {visible(note)}" for note in _notes(result)]
    return "\n".join([*out, visible(verdict(result))])


def _shown(difference: Difference) -> Difference:
    """Its words, none of which acts on a terminal."""
    before, after = difference.excerpt
    words = ("place", "before", "after", "reference", "other")
    shown = {name: visible(getattr(difference, name)) for name in words}
    return replace(difference, excerpt=(visible(before), visible(after)), **shown)  # type: ignore[arg-type]


def _lines(difference: Difference) -> Iterator[str]:
    yield f"  {difference.place} : {_change(difference)}"
    if any(difference.excerpt):
        before, after = difference.excerpt
        removed, added = (
            text and click.style(marked(mark, quoted(text, _LONG)), fg=colour)
            for mark, text, colour in (
                (Mark.REMOVED, difference.before, "red"),
                (Mark.ADDED, difference.after, "green"),
            )
        )
        words = " ".join(filter(None, (before, removed, added, after)))
        yield f"      … {words} …"
    yield click.style(f"      --> {difference.reference}", dim=True)


def _change(difference: Difference) -> str:
    before, after = (quoted(w, _LONG) for w in (difference.before, difference.after))
    if difference.category is Category.MOVED:
        return f"« {before} » → {difference.other}"
    if difference.category is Category.UNREAD:
        return after
    if not after:
        return f"« {before} » supprimé"
    if not before:
        return f"« {after} » ajouté"
    return f"« {before} » → « {after} »"


# --- machines --------------------------------------------------------------------------------


def as_json(result: Result) -> str:
    """One object with stable keys."""
    out = {
        "a": Path(result.old.file).as_posix(),
        "b": Path(result.new.file).as_posix(),
        "faithful": not result.differences,
        "differences": [_as_dict(d) for d in result.differences],
        "filled": [_as_dict(d) for d in result.filled],
        "notes": list(_notes(result)),
    }
    return dump(out)


def _as_dict(difference: Difference) -> dict[str, Any]:
    file, _, number = difference.reference.rpartition(":")
    if not number.isdecimal():  # of the whole file, whose name may hold a colon
        file, number = difference.reference, ""
    return {
        "category": difference.category.value,
        "place": difference.place,
        "file": Path(file).as_posix(),
        "number": int(number) if number else None,
        "before": difference.before,
        "after": difference.after,
        "context": list(difference.excerpt),
        "moved_to": difference.other or None,
    }


# --- browser ---------------------------------------------------------------------------------


def html(result: Result) -> str:
    """A page to send: the verdict, then a passage a difference."""
    said = verdict(result)
    blocks: list[Block] = [Heading(1, said)]
    if notes := tuple(_notes(result)):
        blocks.append(Bullets(notes))
    for title, found in _groups(result):
        blocks += [Heading(2, f"{title} ({len(found)})"), *map(_passage, found)]
    return page.render(Outline(said, tuple(blocks))).rstrip()


def _passage(difference: Difference) -> Passage:
    before, after = difference.excerpt
    moved = difference.category is Category.MOVED
    words = (
        (Mark.KEPT, before),
        (Mark.REMOVED, difference.before),
        (Mark.ADDED, "" if moved else difference.after),
        (Mark.KEPT, after),
    )
    spaced = [run for mark, text in words if text for run in ((Mark.KEPT, " "), (mark, text))]
    place = f"{difference.place} → {difference.other}" if moved else difference.place
    return Passage(tuple(spaced[1:]), f"{place} ({difference.reference})")
