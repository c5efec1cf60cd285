"""A paragraph of a template: its words, its fields and its place."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

from pmtdocs.finding import Path
from pmtdocs.language.french import plain

#: The first step of a path that names a place in a text: ``textes.convention.article-7.2``.
ROOT = "textes"
#: Paragraphs of this style, or of one based on it, open an article.
ARTICLE = "Article"
#: Those of this one close an act: « Fait en deux exemplaires… ».
CLOSING = "Décision"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of a part, in the order of the file."""

    part: str
    number: int
    """Rank among all paragraphs of the file, from 1: the « line » of its place."""
    words: str
    """Its words, without tags; fields and cross-references are « … »."""
    fields: tuple[str, ...] = ()
    """Fields named, through their loops: ``convention.parties[].representant.nom``."""
    refs: tuple[str, ...] = ()
    """Bookmarks that its cross-references aim at."""
    bookmarks: tuple[str, ...] = ()
    article: int = 0
    """Number of its article, from 1; 0 before the first."""
    is_heading: bool = False
    """Does it open its article?"""
    closes: bool = False
    """Does it close the act?"""
    rank: int = 0
    """Rank in its article among the paragraphs that print something; 0 for a heading or a tag."""
    margin: str = ""
    """« en-tête », « pied de page » or « note 2 », for a paragraph of one."""
    clause: str = ""
    """The clause of the library that brings it; ``number`` and ``rank`` count in its file."""
    file: str = ""
    """The file of that clause, as messages show it."""
    tags: tuple[str, ...] = ()
    """Its tags in order; the first of a note begins with those of the blocks around its call."""

    @cached_property
    def plain(self) -> str:
        """Its words as texts are compared: no accent, no capital, plain spaces."""
        return plain(self.words)

    @property
    def row(self) -> tuple[object, ...]:
        """Its fields in order, to be kept and made a paragraph again."""
        return tuple(getattr(self, field.name) for field in fields(self))

    @cached_property
    def path(self) -> Path:
        """``textes.convention.article-7.2``, which a reserve can name."""
        article = f"article-{self.article}" if self.article else ""
        if self.clause:
            article = f"clause-{self.clause}"
        within = filter(None, (plain(self.margin).replace(" ", "-"), article))
        return (ROOT, self.part, *within, *((str(self.rank),) if self.rank else ()))

    @property
    def label(self) -> str:
        """« convention, article 7, paragraphe 2 »."""
        words = [self.part, self.margin] if self.margin else [self.part]
        if self.clause:
            words.append(f"clause « {self.clause} »")
        elif self.article:
            words.append(f"article {self.article}")
        if self.rank:
            words.append(f"paragraphe {self.rank}")
        return ", ".join(words)
