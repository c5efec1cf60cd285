"""The result of a comparison, for people in the terminal or a browser, and for machines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html import escape
from typing import Any

import click

from pmtdocs.compare.differences import Category, Difference, Result
from pmtdocs.compare.text import shorten
from pmtdocs.language.french import plural

_TITLES = {
    Category.FIGURE: "Chiffres",
    Category.WORDING: "Mots",
    Category.DROPPED: "Passages supprimés",
    Category.ADDED: "Passages ajoutés",
    Category.MOVED: "Passages déplacés",
    Category.TAG: "Champs et conditions",
    Category.NUMBER: "Numéros automatiques",
    Category.MARGIN: "En-têtes et pieds de page",
    Category.UNREAD: "Pages illisibles",
}
_FILLED = "Complété, comme prévu"
_LONG = 240
_CSS = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "color:#1b1b1b}h2{margin-top:2rem}li{margin:.8rem 0}del{background:#fbd5d5}"
    "ins{background:#d3f2d3;text-decoration:none;font-weight:bold}small{color:#555}"
)


def render(shape: str, result: Result) -> str:
    """``text``, ``json`` or ``html``."""
    return {"text": text, "json": as_json, "html": html}[shape](result)


def verdict(result: Result) -> str:
    """One sentence: faithful or not, and how far."""
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
        out += [line for difference in found for line in _lines(difference)]
        out.append("")
    out += [f"note : {note}" for note in _notes(result)]
    return "\n".join([*out, verdict(result)])


def _lines(difference: Difference) -> Iterator[str]:
    yield f"  {difference.place} : {_change(difference)}"
    if any(difference.excerpt):
        before, after = difference.excerpt
        middle = [
            click.style(f"[-{shorten(difference.before, _LONG)}-]", fg="red")
            if difference.before
            else "",
            click.style(f"{{+{shorten(difference.after, _LONG)}+}}", fg="green")
            if difference.after
            else "",
        ]
        words = " ".join(w for w in (before, *middle, after) if w)
        yield f"      … {words} …"
    yield click.style(f"      --> {difference.reference}", dim=True)


def _change(difference: Difference) -> str:
    before, after = (shorten(w, _LONG) for w in (difference.before, difference.after))
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
    return json.dumps(
        {
            "a": result.old.file,
            "b": result.new.file,
            "faithful": not result.differences,
            "differences": [_as_dict(d) for d in result.differences],
            "filled": [_as_dict(d) for d in result.filled],
            "notes": list(_notes(result)),
        },
        ensure_ascii=False,
        indent=2,
    )


def _as_dict(difference: Difference) -> dict[str, Any]:
    file, _, number = difference.reference.rpartition(":")
    return {
        "category": difference.category.value,
        "place": difference.place,
        "file": file or difference.reference,
        "number": int(number) if file else None,
        "before": difference.before,
        "after": difference.after,
        "context": list(difference.excerpt),
        "moved_to": difference.other or None,
    }


# --- browser ---------------------------------------------------------------------------------


def html(result: Result) -> str:
    """A page of its own: no script, nothing fetched."""
    parts = [
        '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f"<title>{escape(verdict(result))}</title><style>{_CSS}</style></head><body>"
        f"<h1>{escape(verdict(result))}</h1>"
    ]
    if notes := "".join(f"<li>{escape(note)}</li>" for note in _notes(result)):
        parts.append(f"<ul>{notes}</ul>")
    for title, found in _groups(result):
        items = "".join(f"<li>{_item(difference)}</li>" for difference in found)
        parts.append(f"<h2>{escape(title)} ({len(found)})</h2><ul>{items}</ul>")
    return "".join([*parts, "</body></html>"])


def _item(difference: Difference) -> str:
    before, after = (escape(words) for words in difference.excerpt)
    moved = difference.category is Category.MOVED
    gone = f"<del>{escape(difference.before)}</del>" if difference.before else ""
    come = f"<ins>{escape(difference.after)}</ins>" if difference.after and not moved else ""
    words = " ".join(w for w in (before, gone, come, after) if w)
    place = f"{difference.place} → {difference.other}" if moved else difference.place
    reference = escape(difference.reference)
    return f"<strong>{escape(place)}</strong><br>{words}<br><small>{reference}</small>"
