"""A context made from the contract alone: in each field, a value that stands nowhere else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from itertools import count
from random import Random
from typing import Any

from pmtdocs.dossier.model.base import Sort
from pmtdocs.dossier.views.contract import Shape, contract
from pmtdocs.dossier.views.tree import Leaf, Node, Value
from pmtdocs.finding import Path as DataPath


class Whim(Leaf):
    """A value that prints as itself and answers comparisons at random."""

    __slots__ = ("chance",)

    def __init__(self, chance: Random, value: Any, path: DataPath) -> None:
        super().__init__(value, path)
        self.chance = chance

    def _answer(self, *_: object) -> bool:
        return self.chance.random() < 0.5

    __bool__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = _answer  # type: ignore[assignment]
    __hash__ = Leaf.__hash__


class Bare(Node):
    """A group of facts that a dossier lacks."""

    __slots__ = ()

    def __bool__(self) -> bool:
        return False


class Named(Node):
    """Facts of one's own: whatever one is asked for."""

    __slots__ = ()

    def find(self, name: str) -> Value:
        return Leaf(f"fait {name}", (*self.path, name))


class Sentinels:
    """A value for each field of the contract, found again by its dotted name.

    Lists have so many ``items``; without any, groups are bare too.
    """

    def __init__(self, leaf: Callable[[Any, DataPath], Leaf] = Leaf, items: int = 2) -> None:
        self.leaf, self.items, self.numbers = leaf, items, count(1)
        self.values: dict[str, list[Any]] = {}

    def context(self) -> Node:
        return self._group({n: f.shape for n, f in contract().items()}, (), "")

    def _group(self, shapes: dict[str, Shape], path: DataPath, name: str) -> Node:
        dot = f"{name}." if name else ""
        made = {n: partial(self._value, s, (*path, n), f"{dot}{n}") for n, s in shapes.items()}
        return (Node if self.items else Bare)(made, path)

    def _value(self, shape: Shape, path: DataPath, name: str) -> Value:
        if shape.item:
            every = range(self.items)
            return tuple(self._value(shape.item, (*path, i), f"{name}[]") for i in every)
        if shape.kinds:
            return self._group({n: f.shape for n, f in shape.fields.items()}, path, name)
        if shape.free:
            return Named({}, path)
        known = self.values.setdefault(name, [])
        known.append(self.sentinel(shape.sort, next(self.numbers)))
        return self.leaf(known[-1], path)

    def sentinel(self, sort: Sort, number: int) -> Any:
        """The value of a field."""
        return _sentinel(sort, number)


def _sentinel(sort: Sort, number: int) -> Any:
    """A value that stands nowhere else."""
    made: dict[Sort, Any] = {
        Sort.AMOUNT: Decimal(7_000_000 + number),
        Sort.NUMBER: Decimal(8_000_000 + number),
        Sort.RATE: number + Decimal("0.07"),
        Sort.YEAR: 30_000 + number,
        Sort.DATE: dt.date(3000, 1, 1) + dt.timedelta(days=number),
        Sort.HOUR: dt.time(number // 60 % 24, number % 60),
        Sort.YES_NO: True,
    }
    return made.get(sort, f"témoin{number}fin")
