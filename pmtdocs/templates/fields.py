"""The fields that tags name, held against the contract: do they exist, used as what they are?"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import cache

from jinja2 import nodes

from pmtdocs.dossier.model.base import Sort
from pmtdocs.dossier.views.contract import Shape, contract, walk
from pmtdocs.dossier.views.filters import FILTERS, fitting
from pmtdocs.language.french import join, nearest, plain
from pmtdocs.templates.contract.grammar import LOOP, refusals
from pmtdocs.templates.fault import Faults, at_tag
from pmtdocs.templates.reading import Tag, Template
from pmtdocs.templates.syntax import parsed

_FOR = re.compile(r"(\w+)\s+in\b")
_FIGURES = (Sort.AMOUNT, Sort.RATE, Sort.NUMBER, Sort.YEAR)
_FAMILIES = (_FIGURES, (Sort.TEXT, Sort.NAME, Sort.RICH))
_ORDER = ("gt", "gteq", "lt", "lteq")
_UNORDERED = (Sort.TEXT, Sort.NAME, Sort.RICH, Sort.YES_NO, Sort.GROUP, Sort.LIST)
_RANK = Shape(Sort.NUMBER)
_FLAG = Shape(Sort.YES_NO)

#: From which likeness on a word between braces is the name of a field, mistyped.
_LIKELY = 0.75


def fields(template: Template) -> Faults:
    """Each fault of each tag, seen from the loops around it."""
    readers = {story: _Reader() for story in template.trees}
    for paragraph in template.paragraphs:
        reader = readers[paragraph.story]
        calls = template.calls(paragraph)
        for tag in paragraph.tags:
            while calls and calls[0][0] <= tag.start:
                readers[calls.pop(0)[1]].loops = [*reader.loops]
            yield from (at_tag(paragraph, tag, *wrong) for wrong in reader.read(tag))
        for _, story in calls:  # a note sees the loops around its call
            readers[story].loops = [*reader.loops]


Wrong = tuple[str, str, str]


class _Reader:
    """Reads tags in the order of the file; ``loops`` are those that are open."""

    def __init__(self) -> None:
        self.loops: list[tuple[str, Shape | None]] = []
        self.closed: set[str] = set()
        self.wrong: list[Wrong] = []

    def read(self, tag: Tag) -> list[Wrong]:
        """What is wrong in one tag."""
        self.wrong = []
        tree = parsed(tag)
        shape: Shape | None = None
        if tree is not None and not any(refusals(tree)):
            for node in tree.body:
                shape = self._statement(node)
        if tag.keyword == "for" and (variable := _FOR.match(tag.rest)):
            self.loops.append((variable[1], shape))
        elif tag.keyword == "endfor" and self.loops:
            self.closed.add(self.loops.pop()[0])
        return self.wrong

    def _statement(self, node: nodes.Node) -> Shape | None:
        """A tag; the shape of the items for a loop."""
        if isinstance(node, nodes.For):
            return self._loop(node)
        if isinstance(node, nodes.If):
            self._shape(node.test)
        elif isinstance(node, nodes.Output):
            for printed in node.nodes:
                self._printed(printed)
        return None

    def _loop(self, node: nodes.For) -> Shape | None:
        shape = self._shape(node.iter)
        if shape is None or shape.item:
            return shape.item if shape else None
        said = f"« {_name(node.iter)} » n'est pas une liste ({shape.sort})"
        help = "Bouclez sur une liste, par exemple {% for p in convention.parties %}."
        self.wrong.append(("MDL116", f"{said} : la boucle n'a rien à parcourir.", help))
        return None

    def _printed(self, node: nodes.Expr) -> None:
        shape = self._shape(node)
        if shape is None or shape.sort not in (Sort.GROUP, Sort.LIST):
            return
        name = _name(node)
        if shape.item:
            said = f"« {name} » est une liste : elle ne s'imprime pas d'un bloc."
            help = f"Parcourez-la : {{% for x in {name} %}} … {{% endfor %}}."
        else:
            said = f"« {name} » regroupe plusieurs champs : choisissez l'un d'eux."
            help = f"Écrivez par exemple {{{{ {name}.{next(iter(shape.fields), '…')} }}}}."
        self.wrong.append(("MDL115", said, help))

    # --- expressions ------------------------------------------------------------------------

    def _shape(self, node: nodes.Node) -> Shape | None:
        """What an expression holds; None for what is not known, or was reported."""
        if isinstance(node, nodes.Name):
            return self._root(node.name)
        if isinstance(node, nodes.Getattr):
            return self._attribute(node)
        if isinstance(node, nodes.Filter) and node.node is not None:
            return self._filtered(node)
        if isinstance(node, nodes.Compare):
            self._compared(node)
            return _FLAG
        for child in node.iter_child_nodes():
            self._shape(child)
        return _FLAG if isinstance(node, nodes.And | nodes.Or | nodes.Not) else None

    def _root(self, name: str) -> Shape | None:
        for variable, shape in reversed(self.loops):
            if variable == name:
                return shape
        if name in contract():
            return contract()[name].shape
        if name == "loop" and self.loops:
            return None
        if name in self.closed or name == "loop":
            said = f"« {name} » n'existe que dans sa boucle, qui est refermée ou n'est pas ouverte."
            self.wrong.append(("MDL114", said, "Déplacez la balise dans la boucle."))
        else:
            known = [*contract(), *(variable for variable, _ in self.loops)]
            self._unknown(name, nearest(name, known) or _elsewhere().get(name))
        return None

    def _attribute(self, node: nodes.Getattr) -> Shape | None:
        if isinstance(node.node, nodes.Name) and node.node.name == "loop" and self.loops:
            if node.attr not in LOOP:
                self._unknown(f"loop.{node.attr}", nearest(f"loop.{node.attr}", _LOOPS))
            return _RANK if node.attr == "index" else _FLAG
        above = self._shape(node.node)
        if above is None or above.free:  # a fact that the model does not know: MDL119 does
            return None
        name = _name(node.node)
        if above.item:
            said = f"« {name} » est une liste : « {node.attr} » se lit sur chacun de ses éléments."
            help = f"{{% for x in {name} %}} … {{{{ x.{node.attr} }}}} … {{% endfor %}}"
            self.wrong.append(("MDL115", said, help))
            return None
        if found := above.fields.get(node.attr):
            return found.shape
        close = nearest(node.attr, above.fields)
        self._unknown(f"{name}.{node.attr}", f"{name}.{close}" if close else None, above)
        return None

    def _unknown(self, name: str, close: str | None, above: Shape | None = None) -> None:
        if close:
            help = f"Vouliez-vous dire « {close} » ?"
        elif above and above.fields:
            help = f"Il y a là : {join(list(above.fields)[:8])}."
        else:
            help = "La liste des champs : pmtdocs templates fields"
        self.wrong.append(("MDL114", f"Le champ « {name} » n'existe pas.", help))

    def _filtered(self, node: nodes.Filter) -> Shape | None:
        shape = self._shape(node.node) if node.node is not None else None
        if shape and shape.sort not in FILTERS[node.name].sorts:
            name = _name(node)
            fit = fitting(shape.sort)
            help = f"Filtres pour ce champ : {join(fit)}." if fit else f"Écrivez {{{{ {name} }}}}."
            said = f"Le filtre « {node.name} » ne convient pas à « {name} » ({shape.sort})."
            self.wrong.append(("MDL113", said, help))
        return Shape(Sort.NAME)  # « un », of a number: « d'un »

    def _compared(self, node: nodes.Compare) -> None:
        """A figure is compared to a figure, a text to a text."""
        left, first = self._operand(node.expr), node.expr
        for operand in node.ops:
            right = self._operand(operand.expr)
            if left and right and not _comparable(left, right, operand.op):
                one, other = f"« {_name(first)} » ({left.sort})", f"« {_name(operand.expr)} »"
                help = _COMPARED[left.sort in _FIGURES]
                said = f"{one} ne se compare pas à {other} ({right.sort})."
                self.wrong.append(("MDL117", said, help))
            left, first = right, operand.expr

    def _operand(self, node: nodes.Expr) -> Shape | None:
        return Shape(_sort_of(node.value)) if isinstance(node, nodes.Const) else self._shape(node)


_LOOPS = [f"loop.{name}" for name in LOOP]
_COMPARED = {
    True: "Comparez à un nombre, sans guillemets : {% if vote.pour > 1 %}.",
    False: 'Comparez à un texte entre guillemets : {% if p.role == "financeur" %}.',
}


def _comparable(left: Shape, right: Shape, operator: str) -> bool:
    """Dates with dates, figures with figures; a text is before no other."""
    if operator in ("in", "notin"):
        return right.item is not None
    alike = any(left.sort in family and right.sort in family for family in _FAMILIES)
    ordered = operator not in _ORDER or left.sort not in _UNORDERED
    return (alike or left.sort is right.sort) and ordered


def _sort_of(value: object) -> Sort:
    if isinstance(value, bool):
        return Sort.YES_NO
    return Sort.NUMBER if isinstance(value, int | float) else Sort.TEXT


def _name(node: nodes.Node) -> str:
    """An expression as it is written."""
    if isinstance(node, nodes.Name):
        return str(node.name)
    if isinstance(node, nodes.Const):
        return str(node.value)
    if isinstance(node, nodes.Getattr):
        return f"{_name(node.node)}.{node.attr}"
    if isinstance(node, nodes.Filter) and node.node is not None:
        return _name(node.node)
    return "…"


@cache
def _elsewhere() -> dict[str, str]:
    """Of each name, a field that ends so deeper in the contract: the shortest path to it, in the
    documents of any grant rather than of a line.
    """
    named = (path for path, _ in walk(contract()) if "[]" not in path)
    paths = sorted(named, key=lambda path: (path.startswith("attribution"), len(path)))
    return {path.rpartition(".")[2]: path for path in reversed(paths)}


def printed_as(word: str) -> str | None:
    """The field to print that a word of a person likely means: « signataire »."""
    close = nearest(word, _leaves())
    alike = SequenceMatcher(None, plain(word), plain(close or "")).ratio()
    return _leaves()[close] if close and alike >= _LIKELY else None


@cache
def _leaves() -> dict[str, str]:
    """The same as ``_elsewhere``, of what can be printed; and the paths themselves."""
    found = ((path, field.shape) for path, field in walk(contract()) if "[]" not in path)
    paths = [path for path, shape in found if shape.prints]
    by_end = {path.rpartition(".")[2]: path for path in sorted(paths, key=len, reverse=True)}
    return by_end | {path: path for path in paths}
