"""``budget.yaml`` as the house writes it: a line of the budget on a line of the file."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pmtdocs.exchange.flow import scalar
from pmtdocs.source import Tree

_SCHEMA = "# yaml-language-server: $schema=../../pmtdocs/schemas/budget.schema.json"
_STEP = "  "
_LONG = 110
#: Groups of figures, always between braces.
_SHORT = ("publie", "montant")


def amount(value: Decimal) -> str:
    """``285 000`` or ``285 000,50``, with plain spaces, as people type it."""
    text = f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
    return text.replace(",", " ").replace(".", ",")


def write(tree: dict[str, Tree], comments: list[str]) -> str:
    """The text of the file; ``comments`` stand at its head."""
    lines = [_SCHEMA, *(f"# {comment}" for comment in comments)]
    for key, value in tree.items():
        lines += ["", *_pair(key, value, 0)] if isinstance(value, dict) else _pair(key, value, 0)
    return "\n".join(lines) + "\n"


def _pair(key: str, value: Tree, depth: int) -> Iterator[str]:
    indent = _STEP * depth
    if isinstance(value, list):
        yield f"{indent}{key}:"
        for item in value:
            yield from _item(item, depth + 1)
    elif isinstance(value, dict) and key not in _SHORT:
        yield f"{indent}{key}:"
        for name, inner in value.items():
            yield from _pair(name, inner, depth + 1)
    else:
        yield f"{indent}{key}: {_flow(value)}"


def _item(item: Tree, depth: int) -> Iterator[str]:
    """A line of the budget between braces; a group, or a long line, as a block."""
    indent = _STEP * depth
    line = f"{indent}- {_flow(item)}"
    if not isinstance(item, dict) or ("lignes" not in item and len(line) <= _LONG):
        yield line
        return
    pairs = [line for key, value in item.items() for line in _pair(key, value, depth + 1)]
    yield f"{indent}- {pairs[0].lstrip()}"
    yield from pairs[1:]


def _flow(value: Tree) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_flow(inner)}" for key, inner in value.items()) + "}"
    return scalar(str(value))
