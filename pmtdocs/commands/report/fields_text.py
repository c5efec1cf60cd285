"""The fields of templates for the terminal, and where one is used."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from pmtdocs.commands.report.fields import Row, Section, Sheet
from pmtdocs.language.columns import WIDTH, folded, wrapped
from pmtdocs.language.french import plural
from pmtdocs.language.json_text import dump
from pmtdocs.templates.usage import Use

_TAG, _SORT = 44, 13
_WORDS, _BEFORE = 88, 20


def text(sheet: Sheet) -> str:
    """A table a subject, then the count."""
    blocks = ["\n".join(_section(section)) for section in sheet.sections]
    return "\n\n".join([*blocks, f"{sheet.title} : {plural(sheet.total, 'champ')}."])


def _section(section: Section) -> Iterator[str]:
    head = f"{section.name} : {section.doc}" if section.name else section.doc
    yield head
    yield "=" * min(len(head), WIDTH)
    if section.places:
        yield from textwrap.wrap(f"« … » est l'un de : {', '.join(section.places)}", WIDTH)
    yield f"{'champ':{_TAG}}  {'sorte':{_SORT}}  description, exemple, filtres"
    yield f"{'-' * _TAG}  {'-' * _SORT}  {'-' * (WIDTH - _TAG - _SORT - 4)}"
    for row in section.rows:
        yield from folded(_cells(row), (_TAG, _SORT, WIDTH - _TAG - _SORT - 4))


def _cells(row: Row) -> tuple[str, ...]:
    said = [row.doc]
    if row.example:
        said.append(f"Exemple : {row.example}")
    if row.filters and row.prints:
        said.append(f"Filtres : {', '.join(row.filters)}")
    return ("  " * row.depth + (row.tag or row.name), row.sort, "\n".join(said))


def impact(name: str, uses: Iterable[Use]) -> str:
    """Where a field is used, part by part, then the count."""
    found = list(uses)
    if not found:
        return f"« {name} » n'est employé par aucune pièce, ni aucun texte des données."
    out = []
    for use in found:
        out += [use.label, f"    {_around(use.text, use.fields[0])}"]
        if use.fields != (name,):
            out += wrapped(", ".join(use.fields), 4)
        out.append(f"    --> {use.file}:{use.number}")
    parts = [use.part for use in found if use.part]
    said = [f"{plural(len(parts), 'paragraphe')} de {plural(len({*parts}), 'pièce')}"] * bool(parts)
    if texts := len(found) - len(parts):
        said.append(plural(texts, "texte des données", "textes des données"))
    return "\n".join([*out, "", f"« {name} » est employé dans {' et '.join(said)}."])


def _around(text: str, field: str) -> str:
    """The words of a paragraph around the tag that names a field, through a loop or not."""
    words = " ".join(text.split())
    last = field.removesuffix("[]").rpartition(".")[2]
    at = words.find(last)
    start = max(0, words.rfind("{", 0, at) - _BEFORE)
    end = max(start + _WORDS, at + len(last))
    return f"{'… ' if start else ''}{words[start:end]}{' …' if end < len(words) else ''}"


def impact_json(name: str, uses: Iterable[Use]) -> str:
    """The same, for machines."""
    found = [use._asdict() for use in uses]
    return dump({"field": name, "uses": found})
