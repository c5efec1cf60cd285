"""A tree whose values know where they were written, and what names the items of its lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from pmtdocs.dossier.source import Source, Tree
from pmtdocs.finding import Path, Span
from pmtdocs.language.french import plain

#: The words of a tree that states changes; no data file knows them.
OLD, NEW = "ancien", "nouveau"
ADDED, REMOVED, AFTER = "ajout", "suppression", "apres"
#: What names an item of a list, the surest first.
NAMES = (
    "libelle", "financeur", "organisation", "cle", "titre", "texte", "nom", "intitule", "chemin",
)  # fmt: skip


class Placed(NamedTuple):
    """A value with its places."""

    value: str | list[Placed] | dict[str, Placed] | None
    span: Span
    key: Span | None = None
    old: Path | None = None
    """Its path in the tree that changes are laid over, when it comes from there."""
    was: Placed | None = None
    """What stood in its place."""

    @property
    def fields(self) -> dict[str, Placed]:
        """The values of a group by key; nothing for the rest."""
        return self.value if isinstance(self.value, dict) else {}

    @property
    def items(self) -> list[Placed]:
        """The items of a list; nothing for the rest."""
        return self.value if isinstance(self.value, list) else []

    @property
    def text(self) -> str:
        """The text of a scalar; nothing for the rest."""
        return self.value if isinstance(self.value, str) else ""

    @property
    def steps(self) -> Iterator[tuple[str | int, Placed]]:
        """What it holds, by key or by rank."""
        yield from self.fields.items()
        yield from enumerate(self.items)

    @property
    def tree(self) -> Tree:
        """The plain tree."""
        if isinstance(self.value, dict):
            return {key: below.tree for key, below in self.value.items()}
        if isinstance(self.value, list):
            return [below.tree for below in self.value]
        return self.value

    def leaves(self, path: Path = ()) -> Iterator[tuple[Path, Placed]]:
        """Its scalars, with their paths below it."""
        if not isinstance(self.value, dict | list):
            yield path, self
        for step, below in self.steps:
            yield from below.leaves((*path, step))

    def write(self, path: Path, source: Source) -> None:
        """Give ``source`` the places of the value, which stands at ``path``, and of all below."""
        source.values[path] = self.span
        if self.key:
            source.keys[path] = self.key
        for step, below in self.steps:
            below.write((*path, step), source)

    # --- names --------------------------------------------------------------------------------

    def says(self, word: str) -> bool:
        """« ajout: oui »."""
        return word in self.fields and plain(self.fields[word].text) == "oui"

    @property
    def name(self) -> tuple[str, str]:
        """The key that names an item, and the name that it has in the dossier."""
        for key in NAMES:
            if key in self.fields:
                named = self.fields[key]
                if words := named.fields.get(OLD, named).text:
                    return key, words
        return "", ""

    def answers(self, key: str, name: str) -> bool:
        """Is it the item of this name, or the one that begins with « Renforcer le réseau… »?"""
        if key not in self.fields:
            return False
        said, wanted = plain(self.fields[key].text), plain(name)
        if wanted.endswith("..."):
            return said.startswith(wanted.rstrip(". "))
        return said == wanted

    def bare(self) -> Placed:
        """What is added, without the words that say so, here and below."""
        if isinstance(self.value, list):
            return self._replace(value=[item.bare() for item in self.value])
        if not isinstance(self.value, dict):
            return self
        kept = {k: v.bare() for k, v in self.value.items() if k not in (ADDED, AFTER)}
        return self._replace(value=kept)

    def unnamed(self) -> Placed:
        """A change without the name that found its item, unless it changes that name too."""
        key, _ = self.name
        renamed = self.fields[key]
        if (now := renamed.fields.get(NEW)) is None:
            return self._replace(value={k: v for k, v in self.fields.items() if k != key})
        # Its former words have found it: they need no other check.
        return self._replace(value={**self.fields, key: now._replace(key=renamed.key)})


def read(tree: Tree, path: Path, source: Source, *, is_base: bool = False) -> Placed:
    """The tree of ``source`` that stands at ``path``."""
    value: str | list[Placed] | dict[str, Placed] | None
    if isinstance(tree, dict):
        value = {k: read(v, (*path, k), source, is_base=is_base) for k, v in tree.items()}
    elif isinstance(tree, list):
        value = [read(v, (*path, i), source, is_base=is_base) for i, v in enumerate(tree)]
    else:
        value = tree
    return Placed(value, source.values[path], source.keys.get(path), path if is_base else None)
