"""The values that templates may print: a tree of nodes whose leaves know their data path.

A template can reach nothing but declared fields: no Python attribute, no method, no live object
is behind a name.
"""

from __future__ import annotations

import datetime as dt
import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache, partial, total_ordering
from typing import Annotated, Any, TypeVar, cast

from pydantic import BaseModel

from pmtdocs.dossier.model import Blank, RichText
from pmtdocs.dossier.model.base import Sort
from pmtdocs.dossier.model.blank import DOTS
from pmtdocs.dossier.model.common import Commons, Organisation
from pmtdocs.dossier.model.free import Fact, Facts
from pmtdocs.dossier.model.words import HeldBy, Reference
from pmtdocs.finding import Path
from pmtdocs.language import french
from pmtdocs.language.agreement import Agreement, Name, feminine

Scalar = str | int | Decimal | dt.date | dt.time | bool | Blank | None


class UnfitError(TypeError):
    """A value used as what it is not, in French; knows its path in the data."""

    def __init__(self, use: str, leaf: Leaf) -> None:
        place = ".".join(map(str, leaf.path))
        super().__init__(f"{use} ne convient pas à la valeur du champ, « {leaf} » ({place})")
        self.path = leaf.path


class PrivateError(UnfitError):
    """A private fact, or somebody, that a published document asks for."""

    def __init__(self, said: str, path: Path) -> None:
        TypeError.__init__(self, f"{said}, et ce document est publié")
        self.path = path


@total_ordering
class Leaf:
    """One printable value, where it comes from, and whether its stars mean emphasis."""

    __slots__ = ("path", "rich", "value")

    def __init__(self, value: Scalar, path: Path = (), rich: bool = False) -> None:
        self.value, self.path = value, path
        self.rich = rich or isinstance(value, RichText)

    def with_value(self, value: Scalar) -> Leaf:
        """The same fact said otherwise: what filters return."""
        return Leaf(value, self.path, self.rich)

    def __str__(self) -> str:
        return show(self.value)

    def __repr__(self) -> str:
        return f"Leaf({self.value!r}, {self.path!r})"

    def __bool__(self) -> bool:
        return bool(self.value)

    def __eq__(self, other: object) -> bool:
        return self.value == (other.value if isinstance(other, Leaf) else other)

    def __lt__(self, other: Any) -> bool:
        value: Any = self.value
        try:
            return bool(value < (other.value if isinstance(other, Leaf) else other))
        except TypeError:
            raise UnfitError("cette comparaison", self) from None

    def __iter__(self) -> Iterator[Any]:
        if isinstance(self.value, Blank):  # of what is yet unknown, nothing is listed
            return iter(())
        raise UnfitError("cette boucle", self)

    def __contains__(self, _: object) -> bool:
        raise UnfitError("cette comparaison", self)

    def __hash__(self) -> int:
        return hash(self.value)


def show(value: Scalar) -> str:
    """How a value prints when the template asks for nothing special."""
    if (say := _SAY.get(type(value))) is not None:
        return say(value)
    for kind, say in _SAY.items():
        if isinstance(value, kind):
            return say(value)
    raise TypeError(f"{type(value).__name__} is no value of a dossier")


_SAY: dict[type, Callable[[Any], str]] = {
    RichText: french.typography,
    str: french.typography,
    type(None): lambda _: "",
    bool: lambda value: "oui" if value else "non",
    Blank: lambda _: DOTS,
    int: str,
    Decimal: french.number,
    dt.date: french.long_date,
    dt.time: french.hour,
}


class Node(Mapping[str, "Value"]):
    """Named values. Only ``[]`` and iteration: the environment forbids everything else.

    A field may be given as a function: it is worked out when a template first asks for it, since
    a document prints a small part of a dossier.
    """

    __slots__ = ("fields", "path")

    def __init__(self, fields: Mapping[str, Value | Lazy], path: Path = ()) -> None:
        self.fields: dict[str, Value | Lazy] = dict(fields)
        self.path = path

    def __getitem__(self, name: str) -> Value:
        if (value := self.find(name)) is None:
            raise KeyError(name)
        return value

    def find(self, name: str) -> Value | None:
        """A field, worked out if it was not yet; None for what is no field."""
        value = self.fields.get(name)
        if callable(value):
            value = self.fields[name] = value()
        return value

    def __contains__(self, name: object) -> bool:
        return name in self.fields

    def __iter__(self) -> Iterator[str]:
        return iter(self.fields)

    def __len__(self) -> int:
        return len(self.fields)

    def plus(self, other: Node) -> Node:
        """The node with the fields of another; views complete facts with what they compute."""
        return Node({**self.fields, **other.fields}, self.path)


class Free(Node):
    """Facts that each dossier names as it wants: one that it does not name has no value."""

    __slots__ = ()

    def find(self, name: str) -> Value:
        found = super().find(name)
        return Leaf(None, (*self.path, name)) if found is None else found


def path_of(value: Any) -> Path:
    """Where a value stands in the data: a list is where its first item is."""
    if isinstance(value, tuple):
        return path_of(value[0])[:-1] if value else ()
    return value.path if isinstance(value, Node | Leaf) else ()


Value = Leaf | Node | tuple["Value", ...]
#: What a leaf of a view holds, for the contract with the templates; a bare Leaf is a text.
AmountLeaf = Annotated[Leaf, Sort.AMOUNT]
RateLeaf = Annotated[Leaf, Sort.RATE]
NumberLeaf = Annotated[Leaf, Sort.NUMBER]
YearLeaf = Annotated[Leaf, Sort.YEAR]
YesNoLeaf = Annotated[Leaf, Sort.YES_NO]
NameLeaf = Annotated[Leaf, Sort.NAME]
RichLeaf = Annotated[Leaf, Sort.RICH]
Lazy = Callable[[], Value]
T = TypeVar("T")
#: A field of a view that is worked out when a template first asks for it.
Later = Callable[[], T]


#: Where texts name no fact: what a view says, what all dossiers share.
_LITERAL = ((), ("commun",))


class Projector:
    """Facts → tree. Keys of shared tables become what they name, and ``fill`` fills in the fields
    that a text names; rich texts are told. What is ``published`` holds no private fact, and grants
    to no natural person but where ``people`` may be named: in a text of an individual act.
    """

    def __init__(
        self,
        commons: Commons,
        fill: Callable[[str, bool], str] | None = None,
        published: bool = False,
        people: bool = False,
    ) -> None:
        self.commons, self.fill, self.published = commons, fill, published
        self.people = people or not published

    def node(self, value: object, path: Path) -> Node:
        """A group of facts or a view, as a node."""
        return cast(Node, self.project(value, path))

    def project(self, value: Any, path: Path, table: str = "") -> Value:
        """``value`` as nodes and leaves; ``table`` is the shared table that a key refers to."""
        if callable(value):
            value = value()
        if isinstance(value, Leaf):
            return self._filled(value)
        if isinstance(value, Node):
            return value
        if table and isinstance(value, str):
            entry = getattr(self.commons, table).get(value)
            if entry is not None:
                value, path = entry, ("commun", table, value)
        if type(value) in _PLAIN:
            return self._filled(Leaf(value, path))
        return self._several(value, path, table)

    def _filled(self, leaf: Leaf) -> Leaf:
        if self.fill is None or not _has_field(leaf):
            return leaf
        return leaf.with_value(self.fill(str(leaf.value), leaf.rich))

    def _several(self, value: Any, path: Path, table: str) -> Value:
        if hasattr(value, "_fields"):  # a view stands at the path of what it was computed from
            named = zip(value._fields, value, strict=True)
            return Node({n: self._lazy(v, path) for n, v in named}, path)
        if isinstance(value, (tuple, list)):
            return tuple(self.project(v, (*path, i), table) for i, v in enumerate(value))
        if isinstance(value, dict):
            return Node({str(k): self._lazy(v, (*path, str(k))) for k, v in value.items()}, path)
        if isinstance(value, Fact):
            if value.prive and self.published:
                raise PrivateError(f"le fait « {path[-1]} » est privé", path)
            return self.project(value.valeur, (*path, "valeur"))
        if isinstance(value, BaseModel):
            return self._model(value, path)
        return Leaf(value, path)

    def _lazy(self, value: Any, path: Path, table: str = "") -> Value | Lazy:
        if isinstance(value, Leaf) and not _has_field(value):
            return value
        return partial(self.project, value, path, table)

    def _model(self, model: BaseModel, path: Path) -> Node:
        kind = type(model)
        if not self.people and isinstance(model, Organisation) and model.physique:
            raise PrivateError(f"« {model.nom} » est une personne physique", path)
        tables = _tables(kind)
        fields = {
            name: self._lazy(getattr(model, name), (*path, name), tables.get(name, ""))
            for name in kind.model_fields
        }
        for name in _free(kind):
            fields[name] = partial(self._named, getattr(model, name), (*path, name))
        computed = {n: Leaf(getattr(model, n), path) for n in kind.model_computed_fields}
        for name, held in _offices(kind).items():
            if isinstance(getattr(model, name), str):
                fields[name] = partial(self._office, model, name, held, path)
        return Node({**fields, **computed}, path)

    def _named(self, facts: Facts, path: Path) -> Free:
        return Free({key: self._lazy(fact, (*path, key)) for key, fact in facts.items()}, path)

    def _office(self, model: BaseModel, name: str, held: HeldBy, path: Path) -> Leaf:
        """An office, which agrees with who holds it when its own words do not tell."""
        said = getattr(model, name)
        person = self.commons.personnes.get(getattr(model, held.person))
        body = self.commons.organisations.get(getattr(model, held.body, ""))
        told = feminine(said)
        is_feminine = bool(person and person.feminin) if told is None else told
        office = Name(said, Agreement(is_feminine), shared=bool(body and body.pluriel))
        return self._filled(Leaf(office, (*path, name)))


def _has_field(leaf: Leaf) -> bool:
    """May its words name a fact?"""
    value = leaf.value
    return isinstance(value, str) and "{" in value and leaf.path[:1] not in _LITERAL


#: Most values, told apart from groups at once.
_PLAIN = frozenset({str, RichText, int, bool, Decimal, dt.date, dt.time, type(None)})


@cache
def _tables(kind: type[BaseModel]) -> dict[str, str]:
    """Which fields of a model hold keys of a shared table."""
    return {name: mark.table for name, mark in _marks(kind, Reference).items()}


@cache
def _free(kind: type[BaseModel]) -> list[str]:
    """Which fields of a model hold facts of one's own."""
    return [name for name, one in kind.model_fields.items() if one.annotation == Facts]


@cache
def _offices(kind: type[BaseModel]) -> dict[str, HeldBy]:
    """Which fields of a model say an office, and who holds it."""
    return _marks(kind, HeldBy)


def _marks(kind: type[BaseModel], wanted: type[T]) -> dict[str, T]:
    fields = kind.model_fields.items()
    found = ((name, _mark(one.annotation, one.metadata, wanted)) for name, one in fields)
    return {name: mark for name, mark in found if mark}


def _mark(annotation: Any, marks: Iterable[Any], wanted: type[T]) -> T | None:
    """The first of its own marks, else of those inside it."""
    for mark in marks:
        if isinstance(mark, wanted):
            return mark
    inside = ((a, getattr(a, "__metadata__", ())) for a in typing.get_args(annotation))
    return next((m for one in inside if (m := _mark(*one, wanted))), None)
