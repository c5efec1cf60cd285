"""The fields that a text of the data names: « une aide de {convention.subvention.montant} ».

They are those of the templates, with the same filters, and each prints as a reader expects it. A
text names one value: no item of a list, no other text that somebody wrote. What is no field is
left as it was typed; ``read`` says why.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from difflib import get_close_matches
from functools import cache, cached_property
from itertools import chain, islice
from typing import NamedTuple

from pmtdocs.dossier.model.base import Sort
from pmtdocs.dossier.model.blank import DOTS, Blank
from pmtdocs.dossier.model.prose import FIELD
from pmtdocs.dossier.views.contract import Field, Shape, contract, find, sort_of, walk
from pmtdocs.dossier.views.filters import FILTERS, fitting
from pmtdocs.dossier.views.tree import Leaf, Node, PrivateError, Value, path_of
from pmtdocs.finding import Path
from pmtdocs.language import french

#: A name, and a filter after a bar.
_NAMED = re.compile(r"\s*([^\W\d]\w*(?:\.\w+)*)\s*(?:\|\s*(\w+)\s*)?")
#: How a value prints when the text asks for nothing; the others print as they are.
_OF_ITSELF = {
    Sort.AMOUNT: "euros", Sort.RATE: "pourcent", Sort.NUMBER: "nombre",
}  # fmt: skip
#: What would be emphasis in a text, and is none in what a field prints.
_SIGNS = re.compile(r"[*^\\]")
_LIKE = 0.75


class Said(NamedTuple):
    """A field that a text may name: the fact, and how it prints."""

    leaf: Leaf
    text: str


class Refused(NamedTuple):
    """A field that a text may not name, in French, and what to type instead."""

    why: str
    help: str
    at: Path = ()
    """The fact that it comes nearest to, in the data."""


class Fields:
    """The facts of a dossier as its texts name them; worked out when a text first names one."""

    def __init__(self, facts: Callable[[], Node]) -> None:
        self._read = facts

    @cached_property
    def facts(self) -> Node:
        """The facts, their own texts as they were typed."""
        return self._read()

    def fill(self, text: str, rich: bool = False) -> str:
        """The text with its fields filled in; in a ``rich`` one, what they print is never bold."""

        def written(field: re.Match[str]) -> str:
            if not isinstance(said := self.read(field), Said):
                return field[0]
            return _SIGNS.sub(r"\\\g<0>", said.text) if rich else said.text

        return FIELD.sub(written, text)

    def read(self, field: re.Match[str]) -> Said | Refused | None:
        """What stands between braces; None for words that name no fact."""
        named = _NAMED.fullmatch(field[1] or field[2] or "")
        if named is None:
            return None
        name, filter = named[1], named[2]
        found = self._find(name)
        if not isinstance(found, tuple) or isinstance(found, Refused):
            return found
        leaf, sort = found
        if filter and filter not in (fitting(sort) if sort else FILTERS):
            return _unfit(name, filter, sort)._replace(at=leaf.path)
        if leaf.value is None or isinstance(leaf.value, Blank):
            return Said(leaf, DOTS)
        filter = filter or (_OF_ITSELF.get(sort, "") if sort else "")
        return Said(leaf, FILTERS[filter].write(leaf.value) if filter else str(leaf))

    def _free(self, name: str, key: str, facts: Value | None) -> tuple[Leaf, Sort | None] | Refused:
        """A fact of the dossier's own, or of a body's, which its value tells the sort of."""
        known = facts if isinstance(facts, Node) else Node({})
        if key not in known:
            why = f"Le fait « {key} » n'est pas dans les données{french.or_rather(key, known)}"
            return Refused(why, f"Écrivez-le sous « faits » : {key}: sa valeur.", known.path)
        try:
            leaf = known[key]
        except PrivateError as error:
            why = f"Le fait « {key} » est privé : les textes des données sont publiés."
            return Refused(why, "Retirez-le d'ici, ou écrivez « publication: publié ».", error.path)
        if not isinstance(leaf, Leaf) or name.rpartition(".")[2] != key:
            return Refused(f"{{{name}}} n'est le nom d'aucun fait.", "Nommez le fait lui-même.")
        return leaf, sort_of(leaf.value)

    def _find(self, name: str) -> tuple[Leaf, Sort | None] | Refused | None:
        """The value of a dotted name and what it holds."""
        here: Value | None = None
        fields, shape, above = contract(), Shape(Sort.GROUP), ""
        at: Path = ()
        for step in name.split("."):
            if shape.free:
                return self._free(name, step, here)
            if (field := fields.get(step)) is None:
                refused = _unknown(name, above, step, fields)
                return refused and refused._replace(at=at)
            around = here if above else self.facts  # worked out for what is a field
            here = around.find(step) if isinstance(around, Node) else around
            at = (at if here is None else path_of(here)) or at
            if (shape := field.shape).item:
                return _listed(name, above, fields)._replace(at=at)
            above, fields = f"{above}{step}.", shape.fields
        if not shape.prints:
            inside = [known for known in _names() if known.startswith(f"{name}.")]
            why = f"{{{name}}} regroupe plusieurs faits : un texte en nomme un seul."
            first = min(inside, key=lambda known: not known.endswith(".nom"), default="")
            example = f"par exemple {{{first}}}" if first else "la valeur elle-même"
            return Refused(why, f"Écrivez {example}.", at)
        leaf = here if isinstance(here, Leaf) else Leaf(None, at)
        if shape.sort is Sort.RICH or (isinstance(leaf.value, str) and FIELD.search(leaf.value)):
            why = f"{{{name}}} est lui-même un texte rédigé : un texte n'en reprend pas un autre."
            return Refused(why, "Écrivez-en les mots ici, ou nommez le fait lui-même.", at)
        return leaf, shape.sort


def _unfit(name: str, filter: str, sort: Sort | None) -> Refused:
    fit = [one for one in fitting(sort) if one != _OF_ITSELF.get(sort)] if sort else []
    if filter not in FILTERS:
        why = f"Le filtre « {filter} » n'existe pas{french.or_rather(filter, fit or FILTERS)}"
    else:
        why = f"Le filtre « {filter} » ne convient pas à {{{name}}} ({sort})."
    fields = " ou ".join(f"{{{name} | {one}}}" for one in fit)
    return Refused(why, f"Écrivez {{{name}}}{fields and f', ou {fields}'}.")


def _unknown(name: str, above: str, step: str, fields: dict[str, Field]) -> Refused | None:
    """A name that is likely meant as a field; None for one that is like no field."""
    if step == name:
        return None  # a word between braces may be a word
    close = french.nearest(step, fields)
    mended = f"{above}{close}{name[len(above) + len(step) :]}"
    if not (near := [mended] if mended in _names() else nearest(name)) and not (above or close):
        return None
    why = f"{{{name}}} n'est le nom d'aucun fait : l'acte imprimerait ces accolades."
    there = f"Il y a là : {french.join([*fields][:8])}" if above else "Écrivez le nom d'un fait"
    offered = f"Écrivez {_either(near)}" if near else there
    return Refused(why, f"{offered} ; la liste : pmtdocs templates fields.")


def _listed(name: str, above: str, fields: dict[str, Field]) -> Refused:
    """What stands beside the list and holds the same; else what bears the same name; else none."""
    why = f"{{{name}}} est dans une liste : un texte ne nomme qu'une valeur, toujours la même."
    if (field := find(name)) is None:
        return Refused(why, "Écrivez la valeur elle-même.")
    sort, last = field.shape.sort, name.rpartition(".")[2]
    beside = (f"{above}{one.name}" for one in fields.values() if one.shape == Shape(sort))
    alike = (n for n, s in _names().items() if s is sort and n.endswith(f".{last}"))
    every = dict.fromkeys(chain(beside if sort in _OF_ITSELF else (), alike))
    near = [*islice(every, 2)]
    also = f", ou {_either(near)}" if near else ""
    return Refused(why, f"Écrivez la valeur elle-même{also}.")


def nearest(name: str) -> list[str]:
    """The fields that a name likely means: those that end so, then those that look like it."""
    ending = [known for known in _names() if known.endswith(f".{name}")]
    return ending[:2] or get_close_matches(name, _names(), n=1, cutoff=_LIKE)


def _either(names: list[str]) -> str:
    return " ou ".join(f"{{{name}}}" for name in names)


@cache
def _names() -> dict[str, Sort]:
    """What a text may name and the sort of each, the shortest first."""
    every = {name: field.shape for name, field in walk(contract()) if "[]" not in name}
    simple = sorted(every, key=lambda name: (name.count("."), len(name)))
    kept = ((name, every[name]) for name in simple)
    return {n: s.sort for n, s in kept if s.prints and s.sort is not Sort.RICH}
