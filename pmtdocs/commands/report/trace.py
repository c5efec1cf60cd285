"""Where the figures, dates and names of documents come from: a text to read, JSON to process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from pmtdocs.finding import Location
from pmtdocs.language.columns import WIDTH, columns, folded, wrapped
from pmtdocs.language.french import plural
from pmtdocs.language.json_text import dump
from pmtdocs.render.fill.provenance import Origin, Traced

_WORDS_WIDTH = 32
_HEADS = {
    Origin.DATA: "données", Origin.COMPUTED: "calculs", Origin.NUMBERING: "numérotation",
    Origin.TEMPLATE: "modèle",
}  # fmt: skip

Documents = Mapping[str, Sequence[Traced]]


def text(name: str, documents: Documents) -> str:
    """A part is written once, under the first document that holds it; then the count."""
    once = dict(_once(documents))
    blocks = ["\n".join(_document(document, traced)) for document, traced in once.items()]
    every = [one for traced in once.values() for one in traced]
    summary = [*_table(documents), *_typed(every), "", *_total(name, every)]
    return "\n\n".join([*blocks, "\n".join(summary)])


def _once(documents: Documents) -> Iterator[tuple[str, list[Traced]]]:
    """Each document without the parts that an earlier one holds; none that is left empty."""
    seen: set[str] = set()
    for document, traced in documents.items():
        if fresh := [one for one in traced if one.part not in seen]:
            yield document, fresh
        seen.update(one.part for one in traced)


def _document(name: str, traced: Sequence[Traced]) -> Iterator[str]:
    yield name
    yield "=" * len(name)
    for place, group in groupby(traced, lambda t: t.place):
        yield place
        for one in group:
            yield from _row(one.words, _source(one))


def _row(words: str, source: str) -> Iterator[str]:
    """The words, then where they come from, folded in its own column."""
    return folded((f"  {words}", source), (_WORDS_WIDTH, WIDTH - _WORDS_WIDTH - 2))


def _source(one: Traced) -> str:
    """« budget.yaml:21 (Budget, dépenses, publié, total) »."""
    if one.origin is Origin.NUMBERING:
        return "numérotation"
    if one.origin is Origin.TEMPLATE:
        return f"écrit dans le modèle : {_template(one)}"
    said = "calculé d'après " if one.origin is Origin.COMPUTED else ""
    via = f", par {_at(one.via)}" if one.via else ""
    return f"{said}{_at(one.source)} ({one.source.label}){via}"


def _at(location: Location) -> str:
    span = location.span
    return f"{span.file}:{span.line}" if span else ".".join(map(str, location.path))


def _template(one: Traced) -> str:
    file = one.source.span.file if one.source.span else ""
    return f"{file}, {one.source.label.partition(', ')[2]}"


def _table(documents: Documents) -> list[str]:
    rows = [("document", "total", *_HEADS.values())]
    for document, traced in documents.items():
        count = Counter(one.origin for one in traced)
        rows.append((document, str(len(traced)), *(str(count[origin]) for origin in _HEADS)))
    return columns(rows, right=range(1, len(rows[0])))


def _typed(traced: Iterable[Traced]) -> Iterator[str]:
    """What the templates say of themselves: to be read once, since it is the same every year."""
    typed = [(one.words, _template(one)) for one in traced if one.origin is Origin.TEMPLATE]
    if typed:
        yield ""
        yield "Écrits dans le modèle, et les mêmes tous les ans :"
    for words, place in dict.fromkeys(typed):
        yield from _row(words, place)


def _total(name: str, traced: Sequence[Traced]) -> list[str]:
    typed = sum(one.origin is Origin.TEMPLATE for one in traced)
    followed = f"{plural(len(traced) - typed, 'suivi')} jusqu'aux données ou à la numérotation"
    count = plural(len(traced), "chiffre, date ou nom", "chiffres, dates et noms")
    return wrapped(
        f"{name} : {count}, dont {followed} et {plural(typed, 'écrit')} dans le modèle.", 0
    )


# --- JSON ------------------------------------------------------------------------------------


def as_json(name: str, documents: Documents) -> str:
    """One object: the dossier, then each document with its counts and its mentions."""
    out = {"dossier": name, "documents": [_listed(d, t) for d, t in documents.items()]}
    return dump(out)


def _listed(name: str, traced: Sequence[Traced]) -> dict[str, Any]:
    count = Counter(t.origin for t in traced)
    return {
        "name": name,
        "total": len(traced),
        "origins": {origin.value: count[origin] for origin in Origin},
        "mentions": [_mention(one) for one in traced],
    }


def _mention(one: Traced) -> dict[str, Any]:
    return {
        "words": one.words,
        "sort": one.sort.value,
        "part": one.part,
        "place": one.place,
        "origin": one.origin.value,
        "source": _place(one.source),
        "filters": list(one.filters),
        "via": _place(one.via) if one.via else None,
    }


def _place(location: Location) -> dict[str, Any]:
    span = location.span
    return {
        "path": ".".join(map(str, location.path)),
        "label": location.label,
        "file": span.file if span else None,
        "line": span.line if span else None,
    }
