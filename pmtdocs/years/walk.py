"""Two groups of facts held against one another, field by field, whatever their model.

A list is matched item by item; a fact that only one side gives is added or removed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pydantic import BaseModel

from pmtdocs.dossier.model.base import Model
from pmtdocs.dossier.model.blank import Blank
from pmtdocs.dossier.model.prose import Figure
from pmtdocs.finding import Path
from pmtdocs.years.changes import Change, Subject, Value
from pmtdocs.years.likeness import match
from pmtdocs.years.reading import Side, label, same, subject, summary

Paths = tuple[Path, Path]

_OWN_NAME = re.compile(r" (?:«[^«»]*»|n° \d+)$")
#: What identifies an item of a list, before its words do.
_KEYS = ("cle", "organisation", "financeur", "membre", "personne", "annee", "role", "en_qualite_de")


@dataclass(frozen=True)
class Walk:
    """From one dossier to another. ``skipped`` names fields that others look at."""

    old: Side
    new: Side
    skipped: frozenset[str] = field(default_factory=frozenset)

    def facts(self, one: Any, other: Any, at: Paths) -> Iterator[Change]:
        """Everything that differs between two facts that stand for one another."""
        if _is_group(one) and _is_group(other):
            for name in type(one).model_fields:
                if name not in self.skipped and name in type(other).model_fields:
                    below = (*at[0], name), (*at[1], name)
                    yield from self.facts(getattr(one, name), getattr(other, name), below)
        elif _is_list(one) or _is_list(other):
            yield from self._lists(one or (), other or (), at)
        elif _is_table(one) or _is_table(other):
            one, other = one or {}, other or {}
            for key in dict.fromkeys((*one, *other)):
                yield from self.facts(one.get(key), other.get(key), ((*at[0], key), (*at[1], key)))
        elif not same(one, other):
            yield from self.leaf(one, other, at)

    def leaf(self, one: Any, other: Any, at: Paths) -> Iterator[Change]:
        """A fact that is not a group of others, or a group that one side lacks."""
        before = self._value(self.old, one, at[0])
        after = self._value(self.new, other, at[1])
        if before is None and after is None:
            return
        if not (self.old.writes(at[0]) or self.new.writes(at[1])):
            return  # worked out from another fact, which tells its own change
        names = tuple(_name(value) for value in (before, after) if value)
        blank = isinstance(other, Blank)  # a hole does not say what it is about
        fact, path = (other, at[1]) if after and not (before and blank) else (one, at[0])
        yield Change(subject(fact, path), names, before, after)

    def _value(self, side: Side, fact: Any, path: Path) -> Any:
        if fact is None or fact == ():
            return None
        if _is_group(fact):
            return side.value(summary(fact, side, path), path)
        return side.leaf(fact, path)

    # --- groups -----------------------------------------------------------------------------

    def _lists(self, one: Any, other: Any, at: Paths) -> Iterator[Change]:
        """Items stand for one another by key, by words; by rank where there is neither."""
        left = [_Item((*at[0], i), item, label(item, self.old)) for i, item in enumerate(one)]
        right = [_Item((*at[1], j), item, label(item, self.new)) for j, item in enumerate(other)]
        found = match(left, right, lambda item: item.label, *map(_key, _KEYS), _rank)
        for a, b in found.pairs:
            yield from self.facts(a.facts, b.facts, (a.path, b.path))
        for item in found.gone:
            yield from self.leaf(item.facts, None, (item.path, item.path))
        for item in found.come:
            yield from self.leaf(None, item.facts, (item.path, item.path))

    # --- names ------------------------------------------------------------------------------

    def renamed(self, one: str, other: str, at: Paths, about: Subject) -> Iterator[Change]:
        """A change of words in what names a thing that both sides have."""
        if not same(one, other):
            before, after = self.old.value(one, at[0]), self.new.value(other, at[1])
            yield Change(about, (one, other), before, after, renamed=True)


class _Item(NamedTuple):
    path: Path
    facts: Model
    label: str


def _key(name: str) -> Callable[[_Item], Any]:
    return lambda item: getattr(item.facts, name, None)


def _rank(item: _Item) -> Any:
    return None if item.label else item.path[-1]


def _name(value: Value) -> str:
    """What a fact is called; an item of a list by what it is, its own name being its value."""
    label, path = value.place.label, value.place.path
    return _OWN_NAME.sub("", label) if path and isinstance(path[-1], int) else label


def _is_group(fact: Any) -> bool:
    """Facts by field; a figure with its parts is one fact."""
    return isinstance(fact, Model) and not isinstance(fact, Figure)


def _is_list(fact: Any) -> bool:
    """A list of groups of facts that have a name; paragraphs are one text."""
    if not isinstance(fact, tuple) or not fact:
        return False
    return isinstance(fact[0], BaseModel) and "paragraphe" not in type(fact[0]).model_fields


def _is_table(fact: Any) -> bool:
    """Values by name; an amount by year is one amount."""
    return isinstance(fact, dict) and all(isinstance(key, str) for key in fact) and bool(fact)
