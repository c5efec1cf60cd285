"""What a document prints, as words to be judged: gathered from the pages that are laid out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple

from pmtdocs.finding import Path

Kind = Literal["text", "heading", "item", "cell", "table", "section", "header", "footer", "note"]


class Paragraph(NamedTuple):
    """A paragraph as it is printed; one of its own, without words, announces a section, and one
    that has its name a table, before its cells."""

    words: str
    """Tabs and line breaks included; « … » stands for the number of a page."""
    kind: Kind = "text"
    level: int = 0
    """Of a heading; of a table, how many rows there are below its head."""
    number: str = ""
    """« Article 3 – », « – »: what is counted, not typed."""


#: The paragraphs of each document, by its name.
Printed = Mapping[str, tuple[Paragraph, ...]]
#: The first step of a path that names printed words.
ROOT = "imprimé"


def spot(document: str, rank: int, start: int, end: int) -> Path:
    """The path of the words between two offsets of a paragraph of a document, by its rank."""
    return (ROOT, document, rank, start, end)
