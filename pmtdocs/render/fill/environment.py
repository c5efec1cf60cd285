"""The language of the templates: fields, documented filters, ``if`` with comparisons, ``for``.

Nothing else. The parsed tree is checked against an allow-list, the values are nodes and leaves
without attributes, and the environment is sandboxed on top.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from types import CodeType
from typing import Any

from jinja2 import Undefined
from jinja2.meta import find_undeclared_variables
from jinja2.nodes import TemplateData
from jinja2.runtime import LoopContext
from jinja2.sandbox import SandboxedEnvironment

from pmtdocs.dossier.model import BLANK, Blank
from pmtdocs.dossier.views import filters
from pmtdocs.dossier.views.tree import Leaf, Node, path_of, show
from pmtdocs.finding import Path
from pmtdocs.language.french import or_rather
from pmtdocs.templates.contract.grammar import LOOP, refusals

# Marks around what is printed; data cannot contain these characters (source.py refuses them).
PLAIN, RICH, END = "\ue000", "\ue001", "\ue002"
#: What a value holds that is more than words: emphasis, lines. Where no address is filled in, only
#: these values are marked.
SPECIAL = re.compile(r"[*^\\\n]")
# When tracing, what is printed also says where it comes from, between its mark and ORIGIN: a STEP
# before each step of its path (NUMBER when it is a rank), a FILTER before each filter.
ORIGIN, STEP, NUMBER, FILTER = "\ue003", "\ue004", "\ue005", "\ue006"


class FieldError(Exception):
    """A field that cannot be printed; the message is French and knows no place in the template.

    ``path`` is the place in the data, when it is them that do not fit.
    """

    def __init__(self, message: str, path: Path = ()) -> None:
        super().__init__(message)
        self.path = path


class MissingValueError(FieldError):
    """A field of the contract whose value is not in the data."""


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


def _filter(known: filters.Filter) -> Callable[[Any], Leaf]:
    """A filter over the leaf's value; what is blank stays a dotted line, or so."""
    name = known.name

    def apply(leaf: Any) -> Leaf:
        if isinstance(leaf, Undefined):
            raise UnknownFieldError(leaf._undefined_name or "")
        if not isinstance(leaf, Leaf):
            raise FieldError(f"le filtre « {name} » attend un champ", path_of(leaf))
        if leaf.value is None or isinstance(leaf.value, Blank):
            return leaf.with_value(known.of_blank) if known.of_blank else leaf
        try:
            return leaf.with_value(known.write(leaf.value))
        except (TypeError, ValueError, AttributeError, ArithmeticError, AssertionError):
            place = ".".join(map(str, leaf.path))
            message = f"le filtre « {name} » ne convient pas à la valeur « {leaf} » ({place})"
            raise FieldError(message, leaf.path) from None

    return apply


#: Every filter a template may use, and what it makes of its field.
FILTERS: dict[str, Callable[[Any], Leaf]] = {
    name: _filter(known) for name, known in filters.FILTERS.items()
}


class _Unknown(Undefined):
    """A name that is no field: kept until it is used, then refused with the nearest field."""

    def _fail_with_undefined_error(self, *_: Any, **__: Any) -> Any:
        raise UnknownFieldError(self._undefined_name or "")

    __bool__ = __str__ = __iter__ = __len__ = __eq__ = __ne__ = __hash__ = (
        _fail_with_undefined_error
    )
    __lt__ = __le__ = __gt__ = __ge__ = __contains__ = _fail_with_undefined_error


class Environment(SandboxedEnvironment):
    """Strict, sandboxed, autoescaped; knows only ``FILTERS``.

    In a draft, what has no value yet (the vote) is a dotted line; elsewhere it is a fault. When
    tracing, each value printed says its origin. ``marking``, each is marked.
    """

    def __init__(self, draft: bool, trace: bool = False, marking: bool = False) -> None:
        printed = partial(_finalize, draft=draft, marking=trace or marking)
        finalize = _traced(printed) if trace else printed
        super().__init__(undefined=_Unknown, autoescape=True, finalize=finalize)
        self.draft, self.trace = draft, trace
        self.globals.clear()
        self.filters = {n: _noted(n, f) for n, f in FILTERS.items()} if trace else {**FILTERS}

    def getattr(self, obj: Any, attribute: str) -> Any:
        """``a.b``: a declared field of a node, or the place in a loop; nothing else."""
        if isinstance(obj, Node):
            value = obj.fields.get(attribute)
            if type(value) is Leaf or (value := obj.find(attribute)) is not None:  # nearly always
                return value
            hint = or_rather(attribute, obj, "")
            raise FieldError(f"le champ « {attribute} » n'existe pas ici{hint}")
        if isinstance(obj, Leaf) and (obj.value is None or isinstance(obj.value, Blank)):
            return self._below_nothing(obj)
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        if isinstance(obj, Undefined):
            raise UnknownFieldError(obj._undefined_name or "")
        raise FieldError(f"« {attribute} » : cette valeur n'a pas de champs", path_of(obj))

    def _below_nothing(self, leaf: Leaf) -> Leaf:
        """What is said of somebody yet unknown is unknown; in a draft, of what is not there too.
        Elsewhere there is nothing below nothing: a condition is false, what prints it is a fault.
        """
        return leaf if leaf.value is None and not self.draft else leaf.with_value(BLANK)

    def compile_checked(self, source: str) -> tuple[CodeType, tuple[str, ...]]:
        """The code, after the allow-list, and the names that it asks of the context.

        Raises FieldError or jinja2.TemplateSyntaxError.
        """
        tree = self.parse(source)
        for refusal in refusals(tree):
            raise RefusedError(refusal.message, refusal.line)
        for words in tree.find_all(TemplateData):  # the line of each is known by now
            words.data = words.data.replace("\n<w:p", "<w:p")
        return self.compile(tree), tuple(sorted(find_undeclared_variables(tree)))


def _absent(leaf: Leaf) -> MissingValueError:
    place = ".".join(map(str, leaf.path))
    message = f"le champ n'a pas de valeur dans les données ({place})"
    return MissingValueError(message, leaf.path)


def _finalize(value: Any, draft: bool, marking: bool) -> Any:
    """What a field prints: marked, so that the pass over runs knows data from template words."""
    if isinstance(value, Leaf):
        if value.value is None:
            if draft:
                return _finalize(value.with_value(BLANK), draft, marking)
            raise _absent(value)
        words = show(value.value)
        if marking or SPECIAL.search(words):
            return f"{RICH if value.rich else PLAIN}{words}{END}"
        return words
    if isinstance(value, Undefined):
        raise UnknownFieldError(value._undefined_name or "")
    if isinstance(value, Node | tuple):
        message = "ce champ regroupe plusieurs valeurs : choisissez l'une d'elles"
        raise FieldError(message, path_of(value))
    if isinstance(value, str | int) and not isinstance(value, bool):
        return value  # words of the template itself, a rank in a loop
    raise FieldError("ceci ne s'imprime pas : une comparaison va dans {% if … %}")


# --- tracing ---------------------------------------------------------------------------------


class _Filtered(Leaf):
    """A leaf that remembers which filters it went through."""

    __slots__ = ("filters",)

    def __init__(self, leaf: Leaf, filters: tuple[str, ...]) -> None:
        super().__init__(leaf.value, leaf.path, leaf.rich)
        self.filters = filters


def _noted(name: str, apply: Callable[[Any], Leaf]) -> Callable[[Any], Leaf]:
    return lambda leaf: _Filtered(apply(leaf), (*getattr(leaf, "filters", ()), name))


def _traced(finalize: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """What is printed, and its origin; a rank in a loop has none."""

    def apply(value: Any) -> Any:
        printed = finalize(value)
        if isinstance(value, Leaf):
            return f"{printed[0]}{_origin(value)}{ORIGIN}{printed[1:]}"
        return f"{PLAIN}{ORIGIN}{printed}{END}" if isinstance(value, int) else printed

    return apply


def _origin(leaf: Leaf) -> str:
    steps = (f"{NUMBER if isinstance(s, int) else STEP}{s}" for s in leaf.path)
    filters = (f"{FILTER}{name}" for name in getattr(leaf, "filters", ()))
    return "".join([*steps, *filters])
