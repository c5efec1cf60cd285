"""A tree that states only what changes, laid over a whole one; each value keeps its own place.

Groups of keys are merged key by key. An item of a list is found by its name (its label, its title,
its first words followed by « … »); one that is new or taken away says so. Lists whose items have no
name are stated whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pmtdocs.dossier.placed_tree import ADDED, AFTER, NAMES, NEW, OLD, REMOVED, Placed, read
from pmtdocs.dossier.source import Source, Tree
from pmtdocs.finding import Kind, Path, unreadable
from pmtdocs.language.french import or_rather

NOT_FOUND = unreadable("AVN101", "element-introuvable")
AMBIGUOUS = unreadable("AVN102", "element-ambigu")
ILL_SAID = unreadable("AVN103", "changement-incomplet")
KINDS = (NOT_FOUND, AMBIGUOUS, ILL_SAID)

#: What the act printed of a sum: it says nothing of the sum once its lines have changed.
_WITNESS, _TOTAL = "publie", "total"


class Difference(NamedTuple):
    """A value that differs."""

    path: Path
    """In the new tree; in the old one for what is taken away."""
    old: Path | None
    """In the old tree; None for what is added."""
    before: str | None
    after: str | None


class Said(NamedTuple):
    """A former value, as the changes give it (« ancien »)."""

    at: Path
    """Where the changes give it."""
    old: Path
    """Of what, in the old tree."""


class Merged(NamedTuple):
    """The whole tree with its places, and what differs."""

    source: Source
    differences: tuple[Difference, ...]
    said: tuple[Said, ...]
    asserted: Tree
    """The former tree with the former values that the changes give."""


def merge(base: Source, root: Path, changes: Source, at: Path) -> Merged:
    """``changes`` at ``at`` laid over ``base``, whose tree stands at ``root``.

    What cannot be laid is told to the findings of ``changes``.
    """
    stated = read(changes.tree, at[:1], changes)
    for step in at[1:]:
        stated = stated.fields[str(step)]
    merger = _Merger(changes)
    whole = merger.merge(read(base.tree, root, base, is_base=True), stated, at)
    source = Source(base.file, base.text, whole.tree)
    whole.write(root, source)
    found = [*_differing(whole, root), *merger.removed]
    said = {one.old: text for one, text in merger.said.items()}
    return Merged(source, tuple(found), tuple(merger.said), _asserted(base.tree, root, said))


@dataclass
class _Merger:
    changes: Source
    said: dict[Said, str] = field(default_factory=dict)
    removed: list[Difference] = field(default_factory=list)

    def merge(self, old: Placed, new: Placed, at: Path) -> Placed:
        """The value of ``old`` once ``new``, written at ``at``, is laid over it."""
        if OLD in new.fields:
            return self._stated(old, new, at)
        if isinstance(old.value, dict) and isinstance(new.value, dict):
            return self._group(old, new, at)
        named = all(item.name[0] for item in (*old.items, *new.items))
        if isinstance(old.value, list) and isinstance(new.value, list) and named:
            return Placed(self._list(old, new, at), new.span, new.key, old.old)
        return self._replace(old, new)

    def _replace(self, old: Placed, new: Placed) -> Placed:
        if old.tree == new.tree:
            return old
        return new._replace(key=new.key or old.key, was=old)

    def _stated(self, old: Placed, new: Placed, at: Path) -> Placed:
        """« {ancien: 45 000, nouveau: 50 000} »: what it was is checked once it is read."""
        said, now = new.fields[OLD], new.fields.get(NEW)
        if now is None or len(new.fields) > 2:
            help = f"Écrivez {{{OLD}: …, {NEW}: …}}."
            self._fault(ILL_SAID, f"« {OLD} » et « {NEW} » vont par deux, et seuls.", at, help)
            return old
        if not said.text or old.old is None or not old.text:
            message = f"« {OLD} » se compare à une valeur ; le dossier donne ici un groupe."
            help = "Donnez les clés de ce groupe, une à une."
            self._fault(ILL_SAID, message, (*at, OLD), help)
            return old
        self.said[Said((*at, OLD), old.old)] = said.text
        return self._replace(old, now._replace(key=new.key))

    def _group(self, old: Placed, new: Placed, at: Path) -> Placed:
        before, out = old.fields, dict(old.fields)
        for key, value in new.fields.items():
            if key in before and value.says(REMOVED):
                self._remove(out.pop(key))
            elif key in before:
                out[key] = self.merge(before[key], value, (*at, key))
            elif OLD in value.fields:
                message = f"L'avenant remplace « {key} », que le dossier ne donne pas."
                self._fault(ILL_SAID, message, (*at, key), "Écrivez la nouvelle valeur seule.")
            else:
                out[key] = value.bare()
        differs = out.keys() != before.keys() or any(out[k].tree != before[k].tree for k in out)
        witness = before.get(_WITNESS)
        if differs and witness and _WITNESS not in new.fields and _TOTAL in witness.fields:
            out.pop(_WITNESS)
        return Placed(out, new.span, new.key or old.key, old.old)

    # --- lists --------------------------------------------------------------------------------

    def _list(self, old: Placed, new: Placed, at: Path) -> list[Placed]:
        out = list(old.items)
        for i, item in enumerate(new.items):
            here = (*at, i)
            if item.says(ADDED):
                out.insert(self._rank(out, item, here), item.bare())
            elif (found := self._find(old.items, item, here)) is not None:
                rank = next((r for r, one in enumerate(out) if one is found), None)
                if rank is None:
                    message = f"« {item.name[1]} » est changé deux fois."
                    self._fault(AMBIGUOUS, message, here, "Réunissez ces changements en un seul.")
                elif item.says(REMOVED):
                    self._remove(out.pop(rank))
                else:
                    out[rank] = self.merge(found, item.unnamed(), here)
        return out

    def _find(self, items: list[Placed], item: Placed, at: Path) -> Placed | None:
        """The item of the list that a change names."""
        key, name = item.name
        found = [one for one in items if one.answers(key, name)]
        if len(found) == 1:
            return found[0]
        if found:
            help = "Donnez ses mots en entier, ou un mot de plus avant « … »."
            self._fault(AMBIGUOUS, f"« {name} » peut désigner {len(found)} éléments.", at, help)
            return None
        hint = or_rather(name, [one.fields[key].text for one in items if key in one.fields])
        help = f"S'il est nouveau, ajoutez-y « {ADDED}: oui »."
        self._fault(NOT_FOUND, f"« {name} » n'est pas dans le dossier{hint}", at, help)
        return None

    def _rank(self, items: list[Placed], item: Placed, at: Path) -> int:
        """Where an item goes: after the one that it names, else at the end."""
        if AFTER not in item.fields:
            return len(items)
        name = item.fields[AFTER].text
        found = [i for i, one in enumerate(items) if any(one.answers(k, name) for k in NAMES)]
        if len(found) != 1:
            kind = AMBIGUOUS if found else NOT_FOUND
            message = f"« {name} » ne désigne pas un élément et un seul de la liste."
            self._fault(kind, message, (*at, AFTER), f"« {AFTER} » nomme l'élément qui précède.")
        return found[0] + 1 if found else len(items)

    def _remove(self, node: Placed) -> None:
        for _, leaf in node.leaves():
            if leaf.old is not None:
                self.removed.append(Difference(leaf.old, leaf.old, leaf.text, None))

    def _fault(self, kind: Kind, message: str, at: Path, help: str) -> None:
        self.changes.fault(kind, message, at, help=help)


# --- what differs ----------------------------------------------------------------------------


def _differing(node: Placed, path: Path) -> Iterator[Difference]:
    """Every leaf that is not what stood in its place."""
    if node.was is not None:
        yield from _replaced(node.was, node, path)
    elif node.old is None and not isinstance(node.value, dict | list):
        yield Difference(path, None, None, node.text)
    else:
        for step, below in node.steps:
            yield from _differing(below, (*path, step))


def _replaced(before: Placed, node: Placed, path: Path) -> Iterator[Difference]:
    """A value for another, a list for another: leaf by leaf where both have the same shape."""
    old, new = dict(before.leaves()), dict(node.leaves())
    for below, now in new.items():
        was = old.get(below)
        if was is None:
            yield Difference((*path, *below), None, None, now.text)
        elif was.text != now.text:
            yield Difference((*path, *below), was.old, was.text, now.text)
    for below, was in old.items():
        if below not in new and was.old:
            yield Difference(was.old, was.old, was.text, None)


def _asserted(tree: Tree, path: Path, said: dict[Path, str]) -> Tree:
    """The former tree, with the former values as the changes give them."""
    if isinstance(tree, dict):
        return {k: _asserted(v, (*path, k), said) for k, v in tree.items()}
    if isinstance(tree, list):
        return [_asserted(v, (*path, i), said) for i, v in enumerate(tree)]
    return said.get(path, tree)
