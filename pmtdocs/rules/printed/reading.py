"""Printed words as the rules on them are read: each paragraph once, its signs made plain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pmtdocs.finding import Path
from pmtdocs.rules.base import once
from pmtdocs.word.printed import Paragraph, Printed, spot

#: One sign for one sign: offsets are those of the words.
_PLAIN = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "\t": " ", "\n": " ", "‑": "-"})


class Seen(NamedTuple):
    """A paragraph, and the first document that prints it."""

    document: str
    rank: int
    paragraph: Paragraph
    text: str
    """Its words with plain spaces, apostrophes and hyphens."""

    def at(self, found: re.Match[str], group: int | str = 0) -> Path:
        """The path of what a pattern found in ``text``."""
        return spot(self.document, self.rank, *found.span(group))


@once
def paragraphs(printed: Printed) -> tuple[Seen, ...]:
    """Every paragraph, in order, those that several documents print once."""
    first: dict[Paragraph, Seen] = {}
    for document, said in printed.items():
        for rank, one in enumerate(said):
            if one not in first:
                first[one] = Seen(document, rank, one, one.words.translate(_PLAIN))
    return (*first.values(),)


def finding(pattern: re.Pattern[str], printed: Printed) -> Iterator[tuple[Seen, re.Match[str]]]:
    """What a pattern finds in what is printed."""
    for seen in paragraphs(printed):
        for found in pattern.finditer(seen.text):
            yield seen, found
