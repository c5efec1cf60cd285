"""The facts of a dossier as a template may print them: the field, and the loop around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pmtdocs.dossier.views.tree import Leaf, Node, Value

#: Deeper than any template goes.
_DEPTH = 7
#: What a field of a text does of itself, by what it holds: it need not be asked for.
_OF_ITSELF = ("euros", "pourcent", "date")


class Fact(NamedTuple):
    """A printable value, its name in templates and the loops around it, outermost first."""

    name: str
    loops: tuple[str, ...]
    leaf: Leaf

    @property
    def last(self) -> str:
        """The field's own name: ``montant``."""
        return self.name.rpartition(".")[2]

    def typed(self, filter: str = "") -> str:
        """« {{ budget.total | euros }} », with its loop if it has one."""
        tag = f"{{{{ {self.name}{' | ' * bool(filter)}{filter} }}}}"
        return " ".join((*self.loops, tag, *("{% endfor %}" for _ in self.loops)))

    def in_prose(self, filter: str = "") -> str:
        """« {budget.total} », as a text of the data names it; empty for what no text may name: an
        item of a list, a text that itself is prose.
        """
        if self.loops or self.leaf.rich:
            return ""
        asked = "" if filter in _OF_ITSELF else filter
        return f"{{{self.name}{' | ' * bool(asked)}{asked}}}"

    def simplicity(self) -> tuple[int, int, int]:
        """The simplest way to print a fact comes first."""
        return len(self.loops), self.name.count("."), len(self.name)


def facts_of(context: Node) -> list[Fact]:
    """Every value of the context, once a way to reach it."""
    return list(_below(context, "", (), _DEPTH))


def _below(value: Value, name: str, loops: tuple[str, ...], depth: int) -> Iterator[Fact]:
    if isinstance(value, Leaf):
        yield Fact(name, loops, value)
    elif depth and isinstance(value, Node):
        for key in filter(str.isidentifier, value):  # a template cannot name the others
            yield from _below(value[key], f"{name}.{key}".lstrip("."), loops, depth - 1)
    elif depth and isinstance(value, tuple):
        one = name.rpartition(".")[2][:1] or "x"
        inside = (*loops, f"{{% for {one} in {name} %}}")
        for item in value:
            yield from _below(item, one, inside, depth - 1)
