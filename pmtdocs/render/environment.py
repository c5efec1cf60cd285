"""The language of the templates: fields, documented filters, ``if`` with comparisons, ``for``.

Nothing else. The parsed tree is checked against an allow-list, the values are nodes and leaves
without attributes, and the environment is sandboxed on top.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from jinja2 import Template, Undefined, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment

from pmtdocs import french
from pmtdocs.french import nearest
from pmtdocs.model import BLANK, Blank
from pmtdocs.views.tree import Leaf, Node, Scalar

# Marks around what is printed; data cannot contain these characters (source.py refuses them).
PLAIN, RICH, END = "\ue000", "\ue001", "\ue002"


class FieldError(Exception):
    """A field that cannot be printed; the message is French and knows no place yet."""


class MissingValueError(FieldError):
    """A field of the contract whose value is not in the data."""

    def __init__(self, leaf: Leaf) -> None:
        place = ".".join(str(step) for step in leaf.path)
        super().__init__(f"le champ n'a pas de valeur dans les données ({place})")


class UnknownFieldError(FieldError):
    """A name that is no field of the context."""

    def __init__(self, name: str) -> None:
        super().__init__(f"le champ « {name} » n'existe pas")
        self.name = name


class RefusedError(FieldError):
    """A construct outside the language, with the line of the source where it stands."""

    def __init__(self, message: str, lineno: int) -> None:
        super().__init__(message)
        self.lineno = lineno


def _filter(name: str, write: Callable[[Any], str]) -> Callable[[Any], Leaf]:
    """A filter over the leaf's value; what is blank stays a dotted line."""

    def apply(leaf: Any) -> Leaf:
        if isinstance(leaf, Undefined):
            raise UnknownFieldError(leaf._undefined_name or "")
        if not isinstance(leaf, Leaf):
            raise FieldError(f"le filtre « {name} » attend un champ")
        if leaf.value is None or isinstance(leaf.value, Blank):
            return leaf
        try:
            return leaf.with_value(write(leaf.value))
        except (TypeError, ValueError, AttributeError):
            place = ".".join(map(str, leaf.path))
            message = f"le filtre « {name} » ne convient pas à la valeur « {leaf} » ({place})"
            raise FieldError(message) from None

    return apply


def _long_day(value: Any) -> str:
    return f"{french.day_name(value)} {french.long_date(value)}"


def _capital(value: Scalar) -> str:
    text = str(value)
    return text[:1].upper() + text[1:]


#: Every filter a template may use, and what it makes of its field.
FILTERS: dict[str, Callable[[Any], Leaf]] = {
    name: _filter(name, write)
    for name, write in (
        ("euros", french.euros),
        ("euros_en_lettres", french.euros_in_words),
        ("nombre", french.number),
        ("en_lettres", french.in_words),
        ("pourcent", french.percent),
        ("date", french.long_date),
        ("date_courte", french.short_date),
        ("jour_date", _long_day),
        ("heure", french.hour),
        ("capitale", _capital),
    )
}

_ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Getattr,
    nodes.Const,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.If,
    nodes.For,
    nodes.Filter,
)
_LOOP = ("first", "last", "index")


class _Unknown(Undefined):
    """A name that is no field: kept until it is used, then refused with the nearest field."""

    def _fail_with_undefined_error(self, *_: Any, **__: Any) -> Any:
        raise UnknownFieldError(self._undefined_name or "")

    __str__ = __iter__ = __bool__ = __len__ = __eq__ = __ne__ = __hash__ = (
        _fail_with_undefined_error
    )


class Environment(SandboxedEnvironment):
    """Strict, sandboxed, autoescaped; knows only ``FILTERS``.

    In a draft, what has no value yet (the vote) is a dotted line; elsewhere it is a fault.
    """

    def __init__(self, draft: bool) -> None:
        finalize = _finalize_draft if draft else _finalize
        super().__init__(undefined=_Unknown, autoescape=True, finalize=finalize)
        self.globals.clear()
        self.filters = {**FILTERS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``a.b``: a declared field of a node, or the place in a loop; nothing else."""
        if isinstance(obj, Node):
            if attribute in obj:
                return obj[attribute]
            close = nearest(attribute, obj)
            hint = f" ; vouliez-vous dire « {close} » ?" if close else ""
            raise FieldError(f"le champ « {attribute} » n'existe pas ici{hint}")
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        if isinstance(obj, Undefined):
            raise UnknownFieldError(obj._undefined_name or "")
        raise FieldError(f"« {attribute} » : cette valeur n'a pas de champs")

    def compile_checked(self, source: str) -> Template:
        """Compile after the allow-list; raises FieldError or jinja2.TemplateSyntaxError."""
        tree = self.parse(source)
        _check(tree)
        return self.from_string(source)


def _check(node: nodes.Node) -> None:
    if not isinstance(node, _ALLOWED):
        raise RefusedError("cette construction n'est pas permise dans un modèle", node.lineno)
    if isinstance(node, nodes.Filter):
        if node.name not in FILTERS:
            close = nearest(node.name, FILTERS)
            hint = f" ; vouliez-vous dire « {close} » ?" if close else ""
            raise RefusedError(f"le filtre « {node.name} » n'existe pas{hint}", node.lineno)
        if node.args or node.kwargs:
            raise RefusedError(f"le filtre « {node.name} » ne prend pas d'argument", node.lineno)
    for child in node.iter_child_nodes():
        _check(child)


def _finalize(value: Any) -> Any:
    """What a field prints: marked, so that the pass over runs knows data from template words."""
    if isinstance(value, Leaf):
        if value.value is None:
            raise MissingValueError(value)
        return f"{RICH if value.rich else PLAIN}{value}{END}"
    if isinstance(value, Undefined):
        raise UnknownFieldError(value._undefined_name or "")
    if isinstance(value, Node | tuple):
        raise FieldError("ce champ regroupe plusieurs valeurs : choisissez l'une d'elles")
    if isinstance(value, str | int) and not isinstance(value, bool):
        return value  # words of the template itself, a rank in a loop
    raise FieldError("ceci ne s'imprime pas : une comparaison va dans {% if … %}")


def _finalize_draft(value: Any) -> Any:
    blank = isinstance(value, Leaf) and value.value is None
    return _finalize(value.with_value(BLANK) if blank else value)
