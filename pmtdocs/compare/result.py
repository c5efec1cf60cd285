"""What comparing two files found."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pmtdocs.compare.text import Text


class Category(StrEnum):
    """In the order that people want them: a figure is an error, words are to be read."""

    OTHER = "autre document"
    FIGURE = "chiffre"
    WORDING = "mots"
    DROPPED = "supprimé"
    ADDED = "ajouté"
    MOVED = "déplacé"
    TAG = "champ"
    NUMBER = "numéro"
    MARGIN = "en-tête"
    HIDDEN = "masqué"
    THING = "image ou objet"
    STAMP = "tampon"
    UNREAD = "page illisible"


@dataclass(frozen=True)
class Difference:
    """One difference. ``place`` and ``reference`` are those of A, or of B for what B adds."""

    category: Category
    place: str
    reference: str
    before: str
    after: str
    excerpt: tuple[str, str] = ("", "")
    """The words just before and just after."""
    other: str = ""
    """The place in B, when it has one of its own."""


@dataclass(frozen=True)
class Result:
    """What comparing two files found."""

    old: Text
    new: Text
    differences: tuple[Difference, ...] = ()
    filled: tuple[Difference, ...] = ()
    """Blanks filled in and signatures: permitted, shown."""

    def of(self, *categories: Category) -> list[Difference]:
        """Those of some categories."""
        return [d for d in self.differences if d.category in categories]
