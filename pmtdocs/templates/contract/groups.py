"""The contract with each group said once: a person has the same fields wherever one is named.

A group of a shared table goes by its noun (« personne »); any other that comes back goes by the
first field that holds it (``convention.parties[]``).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from pmtdocs.dossier.model.base import Sort
from pmtdocs.dossier.views.contract import Field, Shape, contract


class Group(NamedTuple):
    """Fields that belong together: a subject of the dossier, or what several fields hold."""

    name: str
    doc: str
    fields: dict[str, Field]
    places: tuple[str, ...] = ()
    """The fields that hold it, for a group of a shared table."""


class Told(NamedTuple):
    """A field under the one name that the lists give it."""

    name: str
    field: Field
    loops: tuple[str, ...] = ()
    """The lists around it, outermost first."""
    same: str = ""
    """Where its own fields are told, when that is elsewhere."""


def groups() -> list[Group]:
    """What stands alone, the subjects, then the groups of shared tables."""
    subjects = {n: f for n, f in contract().items() if f.shape.kinds and not _home(f.shape)}
    alone = {n: f for n, f in contract().items() if n not in subjects}
    return [
        Group("", "Ce que tout document peut nommer.", alone),
        *(Group(name, field.doc, {name: field}) for name, field in subjects.items()),
        *_shared().values(),
    ]


def told(group: Group) -> Iterator[Told]:
    """The fields of a group, those of its own groups below them."""
    return _told(group.fields, f"{group.name}." if group.places else "", ())


def names() -> list[str]:
    """Every field once, by the name that the lists give it."""
    return [one.name for group in groups() for one in told(group)]


def printable() -> list[str]:
    """Those that hold a value: neither groups nor lists."""
    every = (one for group in groups() for one in told(group))
    return [one.name for one in every if one.field.shape.prints]


@cache
def canonical(name: str) -> str | None:
    """The one name of a field, whatever way led to it; None for what is no field.

    ``seance.presidence.membre.nom`` and ``personne.nom`` → ``personne.nom``.
    """
    first, *steps = name.replace("[]", "").split(".")
    if steps and first in _shared():
        fields, above = _shared()[first].fields, f"{first}."
    else:
        fields, above, steps = contract(), "", [first, *steps]
    found, shape = None, Shape(Sort.GROUP)
    for step in steps:
        if shape.free:
            return f"{found}.{step}"
        if step not in fields:
            return None
        found, shape = f"{above}{step}", fields[step].shape
        fields, above = shape.innermost.fields, f"{_home(shape) or _below(found, shape)}."
    return found


def _told(fields: dict[str, Field], above: str, loops: tuple[str, ...]) -> Iterator[Told]:
    for one in fields.values():
        name, shape = f"{above}{one.name}", one.shape.innermost
        below, home = _below(name, one.shape), _home(one.shape)
        if home and home != below:
            yield Told(name, one, loops, home)
            continue
        yield Told(name, one, loops)
        inside = (*loops, *_lists(name, one.shape))
        if shape.kinds:
            yield from _told(shape.fields, f"{below}.", inside)
        elif one.shape.item:
            yield Told(below, Field(one.name, shape, "Chacun des éléments."), inside)


def _below(name: str, shape: Shape) -> str:
    """``parties`` → ``parties[]``: what stands before the names of its own fields."""
    return _below(f"{name}[]", shape.item) if shape.item else name


def _lists(name: str, shape: Shape) -> tuple[str, ...]:
    return (name, *_lists(f"{name}[]", shape.item)) if shape.item else ()


# --- what comes back -------------------------------------------------------------------------


@dataclass
class _Met:
    """A type of group: what people call it, and the fields that hold it."""

    noun: str = ""
    places: list[str] = field(default_factory=list)


def _home(shape: Shape) -> str:
    """Where the fields of a group are told, if it comes back; empty for one that stands alone."""
    met = _met().get(shape.innermost.kinds)
    if met is None:
        return ""
    return met.noun or (met.places[0] if len(met.places) > 1 else "")


def _shared() -> dict[str, Group]:
    return {
        met.noun: Group(met.noun, "", Shape(Sort.GROUP, kinds).fields, tuple(met.places))
        for kinds, met in _met().items()
        if met.noun
    }


@cache
def _met() -> dict[tuple[type, ...], _Met]:
    found: dict[tuple[type, ...], _Met] = {}
    _meet(contract(), "", found)
    return found


def _meet(fields: dict[str, Field], above: str, found: dict[tuple[type, ...], _Met]) -> None:
    """Note each group; its own fields are read the first time."""
    for one in fields.values():
        shape, below = one.shape.innermost, _below(f"{above}{one.name}", one.shape)
        if not shape.kinds:
            continue
        met = found.setdefault(shape.kinds, _Met(shape.noun))
        met.places.append(below)
        if len(met.places) == 1:
            _meet(shape.fields, f"{shape.noun or below}.", found)
