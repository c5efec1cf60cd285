"""The contract with the templates: every field that they may use, read off the types.

A field added to the model or to a view is in the contract without another edit. ``context`` gives
the values, this module their names, sorts and descriptions.
"""

from __future__ import annotations

import datetime as dt
import re
import types
import typing
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any, Literal, NamedTuple

from pydantic import BaseModel

from pmtdocs.dossier.model import SUBJECTS, Blank, Dossier, RichText
from pmtdocs.dossier.model.amendment import Amendment
from pmtdocs.dossier.model.attributions import Attribution
from pmtdocs.dossier.model.base import Sort
from pmtdocs.dossier.model.common import Commons
from pmtdocs.dossier.model.dossier import AFFAIRS
from pmtdocs.dossier.model.free import Fact
from pmtdocs.dossier.model.schema import docstrings
from pmtdocs.dossier.model.words import BodyKey, Reference
from pmtdocs.dossier.views.affairs import AffairView
from pmtdocs.dossier.views.amendment import AmendmentView
from pmtdocs.dossier.views.context import VIEWED, VIEWS
from pmtdocs.dossier.views.sitting import VoteView
from pmtdocs.dossier.views.tree import Leaf, Node

_ARTICLE = re.compile(r"^(?:la |le |l')")
#: What a Python type holds when nothing says more; in this order: a bool is an int.
_SORTS: dict[type, Sort] = {
    RichText: Sort.RICH, str: Sort.TEXT, Leaf: Sort.TEXT, bool: Sort.YES_NO, Decimal: Sort.NUMBER,
    int: Sort.NUMBER, dt.date: Sort.DATE, dt.time: Sort.HOUR,
}  # fmt: skip


class Shape(NamedTuple):
    """What a field holds: a value of a sort, a group of fields, or a list of either."""

    sort: Sort
    kinds: tuple[type, ...] = ()
    """Types whose fields a group has, the later ones over the earlier."""
    item: Shape | None = None
    """What each item of a list is."""
    noun: str = ""
    """How people call a group of a shared table: « personne »."""
    free: bool = False
    """Are its fields those that each dossier names?"""

    @property
    def prints(self) -> bool:
        """Is it a value, neither a group nor a list?"""
        return not (self.kinds or self.item or self.free)

    @property
    def innermost(self) -> Shape:
        """What the innermost items of a list are; the shape itself when it is no list."""
        return self.item.innermost if self.item else self

    @property
    def fields(self) -> dict[str, Field]:
        """The fields of a group by name; none for the rest."""
        return {name: field for kind in self.kinds for name, field in _fields(kind).items()}


class Field(NamedTuple):
    """A name that a template may use. ``doc`` is French, for legal staff."""

    name: str
    shape: Shape
    doc: str = ""
    optional: bool = False
    """May the data leave it out?"""


_FREE = Shape(Sort.GROUP, free=True)


def sort_of(value: object) -> Sort | None:
    """What a free fact holds, as its value tells: a figure is an amount; None for a hole."""
    if isinstance(value, Blank):
        return None
    if isinstance(value, Decimal):
        return Sort.AMOUNT
    return next((sort for known, sort in _SORTS.items() if isinstance(value, known)), None)


@cache
def contract() -> dict[str, Field]:
    """The fields that every part may use, by name."""
    docs = docstrings(Dossier)
    vote = "Le vote du rapport : ce que l'acte imprime une fois adopté, le calcul avant."
    fields = {"vote": Field("vote", _group(VoteView), vote, optional=True)}
    for name, kind in SUBJECTS.items():
        own = () if name in VIEWED else (kind,)
        view = (typing.get_type_hints(VIEWS[name])["return"],) if name in VIEWS else ()
        fields[name] = Field(name, _group(*own, *view), docs.get(name, ""), optional=True)
    for name, doc, optional in (
        ("financeur", "Qui verse la subvention ; absent si le dossier n'en accorde aucune.", True),
        ("beneficiaire", "Qui reçoit la subvention, ou porte le programme, s'il est seul.", True),
        ("destinataire", "Qui l'acte vise : celui qu'il nomme, sinon le bénéficiaire.", True),
    ):
        fields[name] = Field(name, _shape(BodyKey) or _group(), doc, optional)
    doc = "La ligne d'attributions du document, s'il en est fait un par ligne."
    fields["attribution"] = Field("attribution", _group(Attribution), doc, optional=True)
    doc = "Les affaires de la séance, dans l'ordre : celles des dossiers, les points."
    fields[AFFAIRS] = Field(AFFAIRS, Shape(Sort.LIST, item=_group(AffairView)), doc)
    doc = "L'avenant et ce qu'il change ; rempli par pmtdocs amend seulement."
    fields["avenant"] = Field("avenant", _group(Amendment, AmendmentView), doc, optional=True)
    doc = "Les faits propres du dossier, chacun par sa clé : `faits.salle`."
    fields["faits"] = Field("faits", _FREE, doc)
    fields["exercice"] = Field("exercice", Shape(Sort.TEXT), "« 2031 », ou « 2028-2030 ».")
    doc = "« année 2031 », ou « années 2028-2030 » : `pour {{ periode|le }}`."
    fields["periode"] = Field("periode", Shape(Sort.NAME), doc)
    return fields


def find(name: str) -> Field | None:
    """The field of a dotted name as templates name it (``convention.parties[].role``)."""
    fields, found = contract(), None
    for step in name.replace("[]", "").split("."):
        if (found := fields.get(step)) is None:
            return None
        fields = found.shape.innermost.fields
    return found


def walk(
    fields: dict[str, Field], above: str = "", inside: tuple[type, ...] = ()
) -> Iterator[tuple[str, Field]]:
    """Every field with its dotted name; the items of a list stand under ``name[]``.

    A group inside itself (a section has sections) is named once.
    """
    for field in fields.values():
        name, shape = f"{above}{field.name}", field.shape
        yield name, field
        while shape.item:
            name, shape = f"{name}[]", shape.item
        if shape.kinds and not set(shape.kinds) & set(inside):
            yield from walk(shape.fields, f"{name}.", (*inside, *shape.kinds))


def _group(*kinds: type) -> Shape:
    return Shape(Sort.GROUP, kinds)


@cache
def _fields(kind: type) -> dict[str, Field]:
    """The fields of a model or a view, in the order in which they are declared."""
    hints = typing.get_type_hints(kind, include_extras=True)
    declared = getattr(kind, "model_fields", getattr(kind, "_fields", ()))
    names: dict[str, Any] = {name: hints[name] for name in declared}
    for name, computed in getattr(kind, "model_computed_fields", {}).items():
        names[name] = typing.get_type_hints(computed.wrapped_property.fget, include_extras=True)[
            "return"
        ]
    docs = docstrings(kind)
    return {
        name: Field(name, shape, docs.get(name, ""), types.NoneType in typing.get_args(annotation))
        for name, annotation in names.items()
        if (shape := _shape(annotation))
    }


def _shape(annotation: Any, marks: tuple[Any, ...] = ()) -> Shape | None:
    """None for what a template cannot print nor walk through: a table with free keys."""
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is typing.Annotated:
        return _shape(args[0], (*marks, *annotation.__metadata__))
    if origin in (typing.Union, types.UnionType):
        options = [a for a in args if a not in (types.NoneType, Blank)]
        return next((shape for a in options if (shape := _shape(a, marks))), None)
    if origin is Callable or origin is typing.get_origin(Callable[[], None]):
        return _shape(args[-1])
    if origin is tuple:
        item = _shape(args[0])
        return Shape(Sort.LIST, item=item) if item else None
    if origin in (Literal, dict):
        return _FREE if args[-1] is Fact else Shape(Sort.TEXT) if origin is Literal else None
    return _plain(annotation, marks) if isinstance(annotation, type) else None


def _plain(kind: type, marks: tuple[Any, ...]) -> Shape | None:
    """A type without parameters, with what its annotation adds."""
    for mark in marks:
        if isinstance(mark, Reference):
            return _referred(mark)
        if isinstance(mark, Sort):
            return Shape(mark)
        if kind is Node and isinstance(mark, type):
            return _group(mark)
    if issubclass(kind, BaseModel | tuple):
        return _group(kind)
    return next((Shape(sort) for known, sort in _SORTS.items() if issubclass(kind, known)), None)


def _referred(reference: Reference) -> Shape | None:
    """A key of a shared table prints what the table says of it."""
    entry = typing.get_args(Commons.model_fields[reference.table].annotation)[1]
    shape = _shape(entry)
    return shape._replace(noun=_ARTICLE.sub("", reference.noun)) if shape else None
