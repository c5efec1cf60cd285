"""What changed in a programme: elements, actions and deliverables, whatever level they moved to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pmtdocs.dossier.model.programme import Action, Deliverable, Element
from pmtdocs.dossier.model.prose import Figure
from pmtdocs.finding import Path
from pmtdocs.language.columns import quoted
from pmtdocs.language.french import number, plural
from pmtdocs.years.changes import Change, Kind, Subject, Value
from pmtdocs.years.likeness import ALIKE_SENTENCES, match, said
from pmtdocs.years.reading import Side
from pmtdocs.years.walk import Walk

_FIELD = re.compile(r"\{([^{}]*)\}")
_LISTS = ("actions", "cibles")
_ELEMENT = "Élément"


@dataclass(frozen=True)
class Node:
    """An element, with its path and the titles above it."""

    path: Path
    element: Element
    above: tuple[str, ...]

    @property
    def title(self) -> str:
        return self.element.titre


@dataclass(frozen=True)
class Task:
    """An action, a target or a deliverable, with the element that it belongs to."""

    path: Path
    task: Action | Deliverable
    owner: Node
    known: dict[str, Figure]

    @property
    def words(self) -> str:
        """Its words without its figures: a figure that changes is no rewording."""
        return _FIELD.sub("0", self.task.texte)

    @property
    def text(self) -> str:
        """As it prints."""
        return _FIELD.sub(lambda m: number(self.known[m[1]].valeur), self.task.texte)


def changes(walk: Walk) -> Iterator[Change]:
    """Everything but the words that introduce an element, which are prose."""
    old, new = walk.old.dossier.programme, walk.new.dossier.programme
    at: tuple[Path, Path] = ("programme",), ("programme",)
    if old is None or new is None:
        yield from walk.leaf(old, new, at)
        return
    yield from Walk(walk.old, walk.new, frozenset({"elements", "niveaux"})).facts(old, new, at)
    levels = [tuple(level.nom for level in p.niveaux) for p in (old, new)]
    yield from walk.facts(levels[0], levels[1], ((*at[0], "niveaux"), (*at[1], "niveaux")))
    left, right = (list(_nodes(p.elements, ("programme", "elements"))) for p in (old, new))
    pairs = _pair(left, right)
    gone = {id(n) for i, n in enumerate(left) if i not in {i for i, _ in pairs}}
    come = {id(n) for j, n in enumerate(right) if j not in {j for _, j in pairs}}
    yield from _elements(walk, left, right, pairs)
    for kind in (*_LISTS, "livrables"):
        tasks = [[t for n in nodes for t in _tasks(n, kind)] for nodes in (left, right)]
        yield from _compared(walk, tasks[0], tasks[1], gone | come)


def _nodes(
    elements: tuple[Element, ...], root: Path, above: tuple[str, ...] = ()
) -> Iterator[Node]:
    for i, element in enumerate(elements):
        path = (*root, i)
        yield Node(path, element, above)
        yield from _nodes(element.enfants, (*path, "enfants"), (*above, element.titre))


def _pair(left: list[Node], right: list[Node]) -> list[tuple[int, int]]:
    """The same title under the same titles first, then the same title, then a near one."""
    return match(left, right, lambda node: node.title, _family)


def _family(node: Node) -> tuple[str, ...]:
    return tuple(said(title) for title in (*node.above, node.title))


def _elements(
    walk: Walk, left: list[Node], right: list[Node], pairs: list[tuple[int, int]]
) -> Iterator[Change]:
    about = Subject.PROGRAMME
    for one, other in ((left[i], right[j]) for i, j in pairs):
        at = (*one.path, "titre"), (*other.path, "titre")
        yield from walk.renamed(one.title, other.title, at, about)
        for name in ("introduction", "libelle_actions"):
            below = (*one.path, name), (*other.path, name)
            values = getattr(one.element, name), getattr(other.element, name)
            yield from walk.facts(*values, below)
    kept, arrived = {i for i, _ in pairs}, {j for _, j in pairs}
    gone = [node for i, node in enumerate(left) if i not in kept]
    for node in gone:
        within = _within(node, gone)
        value = _whole(walk.old, node)
        yield Change(Kind.REMOVED, about, (_ELEMENT, ""), value, None, within)
    come = [node for j, node in enumerate(right) if j not in arrived]
    for node in come:
        value = _whole(walk.new, node)
        yield Change(Kind.ADDED, about, ("", _ELEMENT), None, value, _within(node, come))


def _within(node: Node, others: list[Node]) -> str:
    """The element above that came or went too."""
    above = {other.path: other.title for other in others}
    return above.get(node.path[:-2], "")


def _whole(side: Side, node: Node) -> Value:
    count = sum(1 for _ in _all_tasks(node))
    words = f" ({plural(count, 'action')})" if count else ""
    return side.value(f"{node.title}{words}", (*node.path, "titre"))


def _all_tasks(node: Node) -> Iterator[Task]:
    for below in (node, *_nodes(node.element.enfants, (*node.path, "enfants"))):
        for kind in _LISTS:
            yield from _tasks(below, kind)


def _tasks(node: Node, kind: str) -> Iterator[Task]:
    known = node.element.figures()
    if kind == "livrables":
        given = node.element.livrables
        for i, item in enumerate(given.elements if given else ()):
            path = (*node.path, "livrables", "elements", i)
            yield Task(path, item, node, known | item.chiffres)
        return
    yield from _actions(getattr(node.element, kind), (*node.path, kind), node)


def _actions(actions: tuple[Action, ...], root: Path, node: Node) -> Iterator[Task]:
    for i, action in enumerate(actions):
        path = (*root, i)
        yield Task(path, action, node, action.chiffres)
        yield from _actions(action.actions, (*path, "actions"), node)


def _figure_names(change: Change, one: Task, other: Task) -> tuple[str, str]:
    """« chiffre « entreprises » de « Proposer … » », on the sides that have it."""
    sides = zip((change.before, change.after), (one, other), strict=True)
    names = [f"« {quoted(task.text)} », {_key(value)}" if value else "" for value, task in sides]
    return names[0], names[1]


def _key(value: Value) -> str:
    path = value.place.path
    at = path.index("chiffres", len(path) - 4 if len(path) > 4 else 0)
    return ", ".join(str(step) for step in path[at + 1 :] if step != "valeur")


def _compared(walk: Walk, left: list[Task], right: list[Task], whole: set[int]) -> Iterator[Change]:
    """``whole`` are the elements that came or went with all they hold."""
    about = Subject.PROGRAMME
    pairs = match(left, right, lambda task: task.words, alike=ALIKE_SENTENCES)
    for one, other in ((left[i], right[j]) for i, j in pairs):
        at = (*one.path, "texte"), (*other.path, "texte")
        if said(one.words) != said(other.words):
            yield from walk.renamed(one.text, other.text, at, about)
        figures = (*one.path, "chiffres"), (*other.path, "chiffres")
        for change in walk.facts(one.task.chiffres, other.task.chiffres, figures):
            yield replace(change, names=_figure_names(change, one, other))
    kept, come = {i for i, _ in pairs}, {j for _, j in pairs}
    for i, task in enumerate(left):
        if i not in kept:
            value = walk.old.value(task.text, (*task.path, "texte"))
            within = task.owner.title if id(task.owner) in whole else ""
            yield Change(Kind.REMOVED, about, (task.owner.title, ""), value, None, within)
    for j, task in enumerate(right):
        if j not in come:
            value = walk.new.value(task.text, (*task.path, "texte"))
            within = task.owner.title if id(task.owner) in whole else ""
            yield Change(Kind.ADDED, about, ("", task.owner.title), None, value, within)
