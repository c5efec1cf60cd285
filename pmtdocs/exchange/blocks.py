"""A tree as YAML that people go on typing in: one fact a line, long texts folded."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from pmtdocs.dossier.source import Tree
from pmtdocs.exchange.flow import scalar

_STEP = "  "
_WIDTH = 100


def write(subject: str, tree: Tree, head: list[str]) -> str:
    """The text of a data file; ``head`` are the comments that open it."""
    schema = f"# yaml-language-server: $schema=../../pmtdocs/schemas/{subject}.schema.json"
    pairs = tree.items() if isinstance(tree, dict) else ()
    lines = [line for key, value in pairs for line in _pair(key, value, 0)]
    return "\n".join([schema, *(f"# {line}" for line in head), "", *lines]) + "\n"


def _pair(key: str, value: Tree, depth: int) -> Iterator[str]:
    indent = _STEP * depth
    short = _short(value)
    if short is not None and len(indent) + len(key) + 2 + len(short) <= _WIDTH:
        yield f"{indent}{key}: {short}"
    elif isinstance(value, str):
        yield f"{indent}{key}: >-"
        yield from _folded(value, depth + 1)
    elif isinstance(value, dict):
        yield f"{indent}{key}:"
        for name, inner in value.items():
            yield from _pair(name, inner, depth + 1)
    else:
        yield f"{indent}{key}:"
        for item in value or ():
            yield from _item(item, depth + 1)


def _item(item: Tree, depth: int) -> Iterator[str]:
    indent = _STEP * depth
    short = _short(item)
    if short is not None and len(indent) + 2 + len(short) <= _WIDTH:
        yield f"{indent}- {short}"
    elif isinstance(item, str):
        yield f"{indent}- >-"
        yield from _folded(item, depth + 1)
    elif isinstance(item, dict):
        lines = [line for key, value in item.items() for line in _pair(key, value, depth + 1)]
        yield f"{indent}- {lines[0].lstrip()}"
        yield from lines[1:]


def _short(value: Tree) -> str | None:
    """Between braces or brackets, what holds no list of groups; None for the rest."""
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, dict) and value:
        pairs = {key: _short(inner) for key, inner in value.items()}
        if None not in pairs.values():
            return "{" + ", ".join(f"{key}: {text}" for key, text in pairs.items()) + "}"
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return "[" + ", ".join(scalar(str(v)) for v in value) + "]"
    return None


def _folded(text: str, depth: int) -> Iterator[str]:
    """A line break of the text is an empty line."""
    indent = _STEP * depth
    for n, line in enumerate(text.split("\n")):
        if n:
            yield ""
        yield from textwrap.wrap(
            line,
            _WIDTH,
            initial_indent=indent,
            subsequent_indent=indent,
            break_long_words=False,
            break_on_hyphens=False,
        )
