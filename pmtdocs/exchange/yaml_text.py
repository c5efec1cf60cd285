"""Values and trees as YAML that people go on typing in: one fact a line, long texts folded."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from decimal import Decimal

import yaml

from pmtdocs.dossier.source import CONTINUED, Tree
from pmtdocs.language.french import NNBSP, number


class Noted(str):
    """A text, and the comment that stands above it."""

    __slots__ = ("note",)

    def __new__(cls, text: str, note: str) -> Noted:
        made = super().__new__(cls, text)
        made.note = note
        return made

    note: str


_STEP = "  "
_WIDTH = 100
_PLAIN = re.compile(r"[0-9]+|[0-9]{4}-[0-9]{2}-[0-9]{2}")


def scalar(text: str) -> str:
    """Plain where YAML allows it between braces, else between double quotes.

    A number or a date stays as it is: pmtdocs reads every scalar as text.
    """
    if _PLAIN.fullmatch(text):
        return text
    dumped = yaml.safe_dump([str(text)], default_flow_style=True, allow_unicode=True, width=2**20)
    plain = dumped.strip()[1:-1]
    return plain if plain == text else quoted(text)


def quoted(text: str) -> str:
    """Between double quotes, whatever it is."""
    return json.dumps(text, ensure_ascii=False)


def amount(value: Decimal) -> str:
    """``285 000`` or ``285 000,50``, with plain spaces, as people type it."""
    return number(value).replace(NNBSP, " ")


def flow(pairs: Mapping[str, str]) -> str:
    """``{membre: anne-durand, mode: salle, publie: "Mme Anne DURANT"}``: the act's words quoted."""
    return _braces({k: quoted(v) if k == "publie" else scalar(v) for k, v in pairs.items()})


def _braces(pairs: Mapping[str, str | None]) -> str:
    return "{" + ", ".join(f"{scalar(key)}: {text}" for key, text in pairs.items()) + "}"


def write(tree: Tree, head: list[str]) -> str:
    """The text of a data file; ``head`` are the comments that open it."""
    pairs = tree.items() if isinstance(tree, dict) else ()
    lines = [line for key, value in pairs for line in _entry(f"{key}:", value, 0)]
    return "\n".join([*(f"# {line}" for line in head), "", *lines]) + "\n"


def _entry(lead: str, value: Tree, depth: int) -> Iterator[str]:
    """What stands under a key (« montant: ») or a dash."""
    indent, inside = _STEP * depth, depth + 1
    short = _short(value)
    if short is not None and len(indent) + len(lead) + 1 + len(short) <= _WIDTH:
        yield from _notes(value, indent)
        yield f"{indent}{lead} {short}"
    elif isinstance(value, str):
        yield from _notes(value, indent)
        yield f"{indent}{lead} >-"
        yield from _folded(value, inside)
    elif isinstance(value, dict):
        lines = [line for key, inner in value.items() for line in _entry(f"{key}:", inner, inside)]
        while lead == "-" and lines[0].lstrip().startswith("#"):
            yield f"{indent}{lines.pop(0).lstrip()}"
        yield f"{indent}- {lines.pop(0).lstrip()}" if lead == "-" else f"{indent}{lead}"
        yield from lines
    else:
        yield f"{indent}{lead}"
        for item in value or ():
            yield from _entry("-", item, inside)


def _notes(value: Tree, indent: str) -> Iterator[str]:
    """The comments on what stands on one line."""
    if isinstance(value, Noted):
        yield from textwrap.wrap(
            value.note,
            _WIDTH,
            initial_indent=f"{indent}# ",
            subsequent_indent=f"{indent}{CONTINUED}",
            break_long_words=False,
            break_on_hyphens=False,
        )
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _notes(inner, indent)


def _short(value: Tree) -> str | None:
    """Between braces or brackets, what holds no list of groups; None for the rest."""
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, dict) and value:
        pairs = {key: _short(inner) for key, inner in value.items()}
        if None not in pairs.values():
            return _braces(pairs)
    if isinstance(value, list) and all(isinstance(v, str) for v in value):
        return "[" + ", ".join(scalar(str(v)) for v in value) + "]"
    return None


def _folded(text: str, depth: int) -> Iterator[str]:
    """A line break of the text is an empty line."""
    wrapper = textwrap.TextWrapper(_WIDTH, break_long_words=False, break_on_hyphens=False)
    wrapper.initial_indent = wrapper.subsequent_indent = _STEP * depth
    for n, line in enumerate(text.split("\n")):
        yield from ["", *wrapper.wrap(line)][0 if n else 1 :]
