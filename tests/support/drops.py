"""Items taken away: of a list, or an entry of a shared table, in the text as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmtdocs.dossier.source import Source
from pmtdocs.finding import Path, Span
from tests.support.mutant import DROPPED, Mutant, Text


def dropped(text: Text, path: Path) -> Iterator[Mutant]:
    """An item of a list, or an entry of a shared table, taken away; the only one with its key."""
    entry = path[0] == "commun" and len(path) == 3
    if not entry and not isinstance(path[-1], int):
        return
    source = text.source
    span = source.keys[path] if entry else source.values[path]
    following = _after(source, path)
    if not entry and path[-1] == 0 and following is None:
        path, span, following = path[:-1], source.keys[path[:-1]], None
        if len(path) < 2 or isinstance(path[-1], int):
            return
    if text.text[text.lines[span.line - 1] : text.start(span)].strip(" -") == "":
        start = text.lines[span.line - 1]
        yield text.mutant(path, DROPPED, start, _end_of_lines(text, path, following), "")
    else:
        yield _dropped_inline(text, path, span, following)


def _after(source: Source, path: Path) -> Span | None:
    """The next item of the same list."""
    last = path[-1]
    return source.values.get((*path[:-1], last + 1)) if isinstance(last, int) else None


def _end_of_lines(text: Text, path: Path, following: Span | None) -> int:
    """The start of the line after the last that belongs to what is dropped."""
    if following:
        return text.lines[following.line - 1]
    first = text.source.values[path]
    number = (text.source.keys.get(path) or first).line
    indent = _indent(text.source.line(number))
    number += 1
    while number < len(text.lines):
        line = text.source.line(number)
        if line.strip() and _indent(line) <= indent:
            break
        number += 1
    return text.lines[min(number, len(text.lines)) - 1]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _dropped_inline(text: Text, path: Path, span: Span, following: Span | None) -> Mutant:
    """In « [a, b] » or « {k: v} », with the comma before or after."""
    end = text.end(text.source.values[path])
    start = text.start(span)
    if following:
        return text.mutant(path, DROPPED, start, text.start(following), "")
    before = text.text[:start].rstrip()
    if before.endswith(","):
        return text.mutant(path, DROPPED, len(before) - 1, end, "")
    after = re.match(r"\s*,\s*", text.text[end:])
    return text.mutant(path, DROPPED, start, end + (after.end() if after else 0), "")
