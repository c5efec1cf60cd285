"""Two groups of facts held against one another, field by field, whatever their model.

A list is matched item by item; a fact that only one side gives is added or removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from pmtdocs.dossier.model.base import Model
from pmtdocs.dossier.model.blank import Blank
from pmtdocs.dossier.model.prose import Figure
from pmtdocs.finding import Path
from pmtdocs.years.changes import Change, Kind, Subject, Value
from pmtdocs.years.likeness import match
from pmtdocs.years.reading import Side, label, same, subject, summary

Item = tuple[Path, Model]
Skipped = frozenset[str]

_OWN_NAME = re.compile(r" (?:«[^«»]*»|n° \d+)$")
#: What identifies an item of a list, before its words do.
_KEYS = ("cle", "organisation", "financeur", "membre", "personne", "annee", "role", "en_qualite_de")


@dataclass(frozen=True)
class Walk:
    """From one dossier to another. ``skipped`` names fields that others look at."""

    old: Side
    new: Side
    skipped: Skipped = field(default_factory=frozenset)

    def facts(self, one: Any, other: Any, at: tuple[Path, Path]) -> Iterator[Change]:
        """Everything that differs between two facts that stand for one another."""
        if _is_group(one) and _is_group(other):
            for name in type(one).model_fields:
                if name not in self.skipped and name in type(other).model_fields:
                    below = (*at[0], name), (*at[1], name)
                    yield from self.facts(getattr(one, name), getattr(other, name), below)
        elif _is_list(one) or _is_list(other):
            yield from self._lists(one or (), other or (), at)
        elif _is_table(one) or _is_table(other):
            yield from self._tables(one or {}, other or {}, at)
        elif not same(one, other):
            yield from self.leaf(one, other, at)

    def leaf(self, one: Any, other: Any, at: tuple[Path, Path]) -> Iterator[Change]:
        """A fact that is not a group of others, or a group that one side lacks."""
        before = self._value(self.old, one, at[0])
        after = self._value(self.new, other, at[1])
        if before is None and after is None:
            return
        if not (self.old.writes(at[0]) or self.new.writes(at[1])):
            return  # worked out from another fact, which tells its own change
        kind = Kind.CHANGED if before and after else Kind.ADDED if after else Kind.REMOVED
        names = _name(before), _name(after)
        blank = isinstance(other, Blank)  # a hole does not say what it is about
        fact, path = (other, at[1]) if after and not (before and blank) else (one, at[0])
        yield Change(kind, subject(fact, path), names, before, after)

    def _value(self, side: Side, fact: Any, path: Path) -> Any:
        if fact is None or fact == ():
            return None
        if _is_group(fact):
            return side.value(summary(fact, side, path), path)
        return side.leaf(fact, path)

    # --- groups -----------------------------------------------------------------------------

    def _lists(self, one: Any, other: Any, at: tuple[Path, Path]) -> Iterator[Change]:
        left: list[Item] = [((*at[0], i), item) for i, item in enumerate(one)]
        right: list[Item] = [((*at[1], j), item) for j, item in enumerate(other)]
        pairs = self.pairs(left, right)
        for i, j in pairs:
            yield from self.facts(left[i][1], right[j][1], (left[i][0], right[j][0]))
        yield from self.alone(left, right, pairs)

    def pairs(self, left: list[Item], right: list[Item]) -> list[tuple[int, int]]:
        """Which item became which: by key, by words; by rank where there is neither."""
        names = {id(item): label(item, self.old) for _, item in left}
        names |= {id(item): label(item, self.new) for _, item in right}

        def key(name: str) -> Any:
            return lambda item: getattr(item[1], name, None)

        def rank(item: Item) -> Any:
            return None if names[id(item[1])] else item[0][-1]

        keys = [key(name) for name in _KEYS]
        return match(left, right, lambda item: names[id(item[1])], *keys, rank)

    def alone(
        self, left: list[Item], right: list[Item], pairs: list[tuple[int, int]]
    ) -> Iterator[Change]:
        """The items that one side lacks."""
        kept, come = {i for i, _ in pairs}, {j for _, j in pairs}
        for i, (path, item) in enumerate(left):
            if i not in kept:
                yield from self.leaf(item, None, (path, path))
        for j, (path, item) in enumerate(right):
            if j not in come:
                yield from self.leaf(None, item, (path, path))

    def _tables(self, one: Any, other: Any, at: tuple[Path, Path]) -> Iterator[Change]:
        for key in dict.fromkeys((*one, *other)):
            yield from self.facts(one.get(key), other.get(key), ((*at[0], key), (*at[1], key)))

    # --- names ------------------------------------------------------------------------------

    def renamed(
        self, one: str, other: str, at: tuple[Path, Path], about: Subject
    ) -> Iterator[Change]:
        """A change of words in what names a thing that both sides have."""
        if not same(one, other):
            before, after = self.old.value(one, at[0]), self.new.value(other, at[1])
            yield Change(Kind.RENAMED, about, (one, other), before, after)


def _name(value: Value | None) -> str:
    """What a fact is called; an item of a list by what it is, its own name being its value."""
    if value is None:
        return ""
    label, path = value.place.label, value.place.path
    return _OWN_NAME.sub("", label) if path and isinstance(path[-1], int) else label


def _is_group(fact: Any) -> bool:
    """Facts by field; a figure with its parts is one fact."""
    return isinstance(fact, Model) and not isinstance(fact, Figure)


def _is_list(fact: Any) -> bool:
    """A list of groups of facts that have a name; paragraphs are one text."""
    return isinstance(fact, tuple) and bool(fact) and _named(fact[0])


def _named(item: Any) -> bool:
    return isinstance(item, BaseModel) and "paragraphe" not in type(item).model_fields


def _is_table(fact: Any) -> bool:
    """Values by name; an amount by year is one amount."""
    return isinstance(fact, dict) and all(isinstance(key, str) for key in fact) and bool(fact)
