"""The fields that a template may use, as rows to read: what to type, what prints, its filters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from keyword import iskeyword
from typing import NamedTuple

from pmtdocs.dossier.model.base import Sort
from pmtdocs.dossier.model.blank import Blank
from pmtdocs.dossier.views.contract import Field, Shape, contract
from pmtdocs.dossier.views.filters import fitting
from pmtdocs.dossier.views.tree import Leaf, Node, PrivateError, Value, show
from pmtdocs.language.columns import shorten
from pmtdocs.language.french import typography
from pmtdocs.templates.contract.groups import Group, Told, canonical, groups, told

_LONG = 90
#: Deeper than the contract goes.
_DEPTH = 12


class Row(NamedTuple):
    """A field, a group or a list."""

    name: str
    tag: str
    """What is typed in the template; empty for a group, whose fields follow."""
    sort: str
    doc: str
    example: str
    """What it prints, in a real dossier."""
    filters: tuple[str, ...]
    parts: tuple[str, ...]
    """The parts that use it."""
    depth: int
    """How many loops stand around it."""
    prints: bool
    """Is it a value? A group or a list is not."""


class Section(NamedTuple):
    """A subject, or a group that several subjects hold."""

    name: str
    doc: str
    rows: tuple[Row, ...]
    places: tuple[str, ...] = ()


class Sheet(NamedTuple):
    """Everything that is shown, and of what."""

    title: str
    sections: tuple[Section, ...]

    @property
    def total(self) -> int:
        """How many fields can be printed."""
        return sum(row.prints for section in self.sections for row in section.rows)


def sheet(
    title: str,
    contexts: Iterable[Node],
    used: Mapping[str, tuple[str, ...]],
    wanted: bool | None = None,
) -> Sheet:
    """The contract, with examples of the first context that has the value.

    ``wanted`` keeps the fields that are used (True), or those that are not (False).
    """
    examples = _examples(contexts)
    sections = (_section(group, examples, used) for group in groups())
    kept = (s._replace(rows=tuple(_kept(s.rows, wanted))) for s in sections)
    return Sheet(title, tuple(s for s in kept if s.rows))


def _kept(rows: Sequence[Row], wanted: bool | None) -> list[Row]:
    """The rows asked for, and the groups and lists that lead to them."""
    if wanted is None:
        return list(rows)
    names = [r.name for r in rows if r.prints and bool(r.parts) is wanted]
    above = {name[:end] for name in names for end in _ends(name)}
    alone = {r.name for r in rows if wanted and not r.prints and r.parts}
    return [row for row in rows if row.name in {*names, *above, *alone}]


def _ends(name: str) -> Iterator[int]:
    """Where each group around a field ends: ``a.b[].c`` is in ``a`` and in ``a.b``."""
    for rank, sign in enumerate(name):
        if sign in ".[" and name[rank - 1] != "]":
            yield rank


# --- rows ------------------------------------------------------------------------------------


def _section(
    group: Group, examples: Mapping[str, str], used: Mapping[str, tuple[str, ...]]
) -> Section:
    loops: dict[str, str] = {}
    every = (row for one in told(group) for row in (one, *_named(one, (*examples, *used))))
    rows = tuple(_row(one, loops, examples, used, bool(group.places)) for one in every)
    if group.name and not group.places:
        rows = rows[1:]  # the subject itself is the title
    doc = group.doc or f"Les champs d'un groupe « {group.name} »."
    return Section(group.name, _doc(doc), rows, group.places)


def _named(one: Told, known: Iterable[str]) -> Iterator[Told]:
    """The free facts of a group: those that some dossier says, or some part asks for."""
    above = f"{one.name}."
    names = (name for name in known if one.field.shape.free and name.startswith(above))
    for name in dict.fromkeys(names):
        doc = "Fait propre, sous « faits » dans les données."
        yield Told(name, Field(name.removeprefix(above), Shape(Sort.TEXT), doc, True), one.loops)


def _row(
    one: Told,
    loops: dict[str, str],
    examples: Mapping[str, str],
    used: Mapping[str, tuple[str, ...]],
    shared: bool,
) -> Row:
    """``loops`` remembers the variable of each list, from the rows above."""
    shape = one.field.shape
    typed = _typed(one, loops, shared)
    tag = f"{{{{ {typed} }}}}"
    if shape.item:
        variable = _variable(one.name, {loops[name] for name in one.loops})
        loops[one.name] = variable
        tag = f"{{%p for {variable} in {typed} %}} … {{%p endfor %}}"
    elif shape.kinds:
        tag = f"{{{{ {typed}.… }}}}" if one.same else ""
    prints = shape.prints
    name = one.name.removesuffix("[]")
    return Row(
        one.name,
        tag,
        _sort(one),
        _doc(one.field.doc),
        examples.get(name, "") if prints else "",
        fitting(shape.sort),
        used.get(name, ()),
        len(one.loops),
        prints,
    )


def _doc(doc: str) -> str:
    """A docstring as it is read: on one line, names without their quotes of code."""
    return typography(" ".join(doc.replace("`", "").split()))


def _typed(one: Told, loops: Mapping[str, str], shared: bool) -> str:
    """The name as it is typed there: ``p.fonction`` in its loop, ``….nom`` in a shared group."""
    if one.loops:
        return loops[one.loops[-1]] + one.name.removeprefix(f"{one.loops[-1]}[]")
    return f"….{one.name.partition('.')[2]}" if shared else one.name


def _variable(name: str, taken: set[str]) -> str:
    """The first letter of the list, more letters if it stands for another loop already."""
    last = name.rpartition(".")[2]
    short = (last[:length] for length in range(1, len(last) + 1))
    free = (s for s in short if s not in taken and s not in contract() and not iskeyword(s))
    return next(free, f"un_{last}")


def _sort(one: Told) -> str:
    shape = one.field.shape
    if not one.same:
        return str(shape.sort)
    noun = shape.innermost.noun
    said = f"« {noun} »" if noun else f"comme {one.same.removesuffix('[]')}"
    return typography(f"{shape.sort} {said}" if noun else f"{shape.sort}, {said}")


# --- examples --------------------------------------------------------------------------------


def _examples(contexts: Iterable[Node]) -> dict[str, str]:
    """What each field prints, by its one name: the first value found."""
    found: dict[str, str] = {}
    for context in contexts:
        for name, leaf in _leaves(context, "", _DEPTH):
            known = canonical(name)
            if known and known not in found and (said := _said(leaf)):
                found[known] = said
    return found


def _leaves(value: Value, name: str, depth: int) -> Iterator[tuple[str, Leaf]]:
    if isinstance(value, Leaf):
        yield name, value
    elif isinstance(value, tuple):
        for item in value:
            yield from _leaves(item, name, depth)
    elif depth:
        for key in value:
            below = f"{name}.{key}" if name else key
            if canonical(below):
                with suppress(PrivateError):  # the list is a file that leaves
                    yield from _leaves(value[key], below, depth - 1)


def _said(leaf: Leaf) -> str:
    """What the leaf prints, shortened; nothing for what is not known yet."""
    if leaf.value is None or isinstance(leaf.value, Blank):
        return ""
    return shorten(show(leaf.value), _LONG)


#: What the rows suppose known: a tag and what it does.
LEGEND = (
    ("{{ champ }}", "Imprime le champ."),
    ("{{ champ | filtre }}", "Imprime le champ comme le filtre le dit."),
    (
        "{%p for x in liste %} … {%p endfor %}",
        "Répète des paragraphes, un par élément. Chaque consigne occupe un paragraphe à elle "
        "seule ; les champs de l'élément s'écrivent entre les deux.",
    ),
    (
        "{%tr for x in liste %} … {%tr endfor %}",
        "Répète des lignes d'un tableau. Chaque consigne occupe une ligne à elle seule.",
    ),
    ("{%p if champ %} … {%p endif %}", "N'imprime que si le champ a une valeur, ou vaut « oui »."),
)
