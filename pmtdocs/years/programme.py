"""What changed in a programme: elements, actions and deliverables, whatever level they moved to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pmtdocs.dossier.model.blank import BLANK_WORDS
from pmtdocs.dossier.model.programme import Action, Deliverable, Element
from pmtdocs.dossier.model.prose import FIELD, Figure, fill
from pmtdocs.finding import Path
from pmtdocs.language.columns import quoted
from pmtdocs.language.french import plural
from pmtdocs.years.changes import Change, Subject, Value
from pmtdocs.years.likeness import ALIKE_SENTENCES, Matched, match, said
from pmtdocs.years.reading import Side
from pmtdocs.years.walk import Paths, Walk

_LISTS = ("actions", "cibles")
_ELEMENT = "Élément"
#: Of the elements that one side lacks, with all they hold.
_Titles = Mapping[Path, str]


@dataclass(frozen=True)
class Node:
    """An element, with its path and the titles above it."""

    path: Path
    element: Element
    above: tuple[str, ...]

    @property
    def title(self) -> str:
        return self.element.titre

    @property
    def parent(self) -> Path:
        """The path of the element above."""
        return self.path[:-2]


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
        return FIELD.sub("0", self.task.texte)

    @property
    def text(self) -> str:
        """As it prints."""
        return fill(self.task.texte, self.known, BLANK_WORDS)


def changes(walk: Walk) -> Iterator[Change]:
    """Everything but the words that introduce an element, which are prose."""
    old, new = walk.old.dossier.programme, walk.new.dossier.programme
    at: Paths = ("programme",), ("programme",)
    if old is None or new is None:
        yield from walk.leaf(old, new, at)
        return
    yield from Walk(walk.old, walk.new, frozenset({"elements", "niveaux"})).facts(old, new, at)
    levels = [tuple(level.nom for level in p.niveaux) for p in (old, new)]
    yield from walk.facts(levels[0], levels[1], ((*at[0], "niveaux"), (*at[1], "niveaux")))
    left, right = (list(_nodes(p.elements, ("programme", "elements"))) for p in (old, new))
    # The same title under the same titles first, then the same title, then a near one.
    found = match(left, right, lambda n: n.title, lambda n: tuple(map(said, (*n.above, n.title))))
    gone, come = ({node.path: node.title for node in alone} for alone in found[1:])
    yield from _elements(walk, found, gone, come)
    for kind in (*_LISTS, "livrables"):
        one, other = ([t for n in nodes for t in _tasks(n, kind)] for nodes in (left, right))
        matched = match(one, other, lambda task: task.words, alike=ALIKE_SENTENCES)
        yield from _compared(walk, matched, gone, come)


def _nodes(
    elements: tuple[Element, ...], root: Path, above: tuple[str, ...] = ()
) -> Iterator[Node]:
    for i, element in enumerate(elements):
        path = (*root, i)
        yield Node(path, element, above)
        yield from _nodes(element.enfants, (*path, "enfants"), (*above, element.titre))


def _elements(walk: Walk, found: Matched[Node], gone: _Titles, come: _Titles) -> Iterator[Change]:
    about = Subject.PROGRAMME
    for one, other in found.pairs:
        at = (*one.path, "titre"), (*other.path, "titre")
        yield from walk.renamed(one.title, other.title, at, about)
        for name in ("introduction", "libelle_actions"):
            below = (*one.path, name), (*other.path, name)
            values = getattr(one.element, name), getattr(other.element, name)
            yield from walk.facts(*values, below)
    for node in found.gone:
        yield Change(about, (_ELEMENT,), _whole(walk.old, node), None, gone.get(node.parent, ""))
    for node in found.come:
        yield Change(about, (_ELEMENT,), None, _whole(walk.new, node), come.get(node.parent, ""))


def _whole(side: Side, node: Node) -> Value:
    nodes = (node, *_nodes(node.element.enfants, (*node.path, "enfants")))
    count = sum(1 for below in nodes for kind in _LISTS for _ in _tasks(below, kind))
    words = f" ({plural(count, 'action')})" if count else ""
    return side.value(f"{node.title}{words}", (*node.path, "titre"))


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


def _compared(walk: Walk, found: Matched[Task], gone: _Titles, come: _Titles) -> Iterator[Change]:
    about = Subject.PROGRAMME
    for one, other in found.pairs:
        at = (*one.path, "texte"), (*other.path, "texte")
        if said(one.words) != said(other.words):
            yield from walk.renamed(one.text, other.text, at, about)
        figures = (*one.path, "chiffres"), (*other.path, "chiffres")
        for change in walk.facts(one.task.chiffres, other.task.chiffres, figures):
            yield replace(change, names=_figure_names(change, one, other))
    for task in found.gone:
        value, owner = walk.old.value(task.text, (*task.path, "texte")), task.owner
        yield Change(about, (owner.title,), value, None, gone.get(owner.path, ""))
    for task in found.come:
        value, owner = walk.new.value(task.text, (*task.path, "texte")), task.owner
        yield Change(about, (owner.title,), None, value, come.get(owner.path, ""))
