"""Printed words as the rules on them are read: each paragraph once, its signs made plain."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from pmtdocs.finding import Path
from pmtdocs.rules.base import once
from pmtdocs.word.printed import Paragraph, Printed, spot

#: One sign for one sign: offsets are those of the words.
_PLAIN = str.maketrans({"’": "'", "\u00a0": " ", "\u202f": " ", "\n": "\t", "‑": "-"})


def plain(words: str) -> str:
    """Words with plain signs, as long as they are."""
    return words.translate(_PLAIN)


class Seen(NamedTuple):
    """A paragraph, and the first document that prints it."""

    document: str
    rank: int
    paragraph: Paragraph
    text: str
    """Its words with plain spaces, apostrophes and hyphens; a line that breaks is a tab."""

    def at(self, start: int = 0, end: int | None = None) -> Path:
        """The path of its words between two offsets."""
        return spot(self.document, self.rank, start, len(self.text) if end is None else end)


class Found(NamedTuple):
    """Words that a pattern found in a paragraph."""

    seen: Seen
    match: re.Match[str]
    start: int
    """Where they begin in it."""

    @property
    def path(self) -> Path:
        return self.seen.at(self.start, self.start + len(self.match[0]))

    @property
    def before(self) -> str:
        """What stands before them."""
        return self.seen.text[: self.start]

    @property
    def after(self) -> str:
        """What stands after them."""
        return self.seen.text[self.start + len(self.match[0]) :]


class Reading(NamedTuple):
    """Every paragraph, and all of them as one text, a line each: a pattern is run once on it."""

    paragraphs: tuple[Seen, ...]
    text: str
    starts: tuple[int, ...]

    def find(self, pattern: re.Pattern[str]) -> Iterator[Found]:
        """Where a pattern matches, in a line."""
        for match in pattern.finditer(self.text):
            at = bisect(self.starts, match.start()) - 1
            yield Found(self.paragraphs[at], match, match.start() - self.starts[at])


@once
def read(printed: Printed) -> Reading:
    """What is printed, in order; what several documents print, once."""
    first: dict[Paragraph, Seen] = {}
    for document, said in printed.items():
        for rank, one in enumerate(said):
            if one not in first:
                first[one] = Seen(document, rank, one, plain(one.words))
    lines = [one.text for one in first.values()]
    starts = accumulate((len(line) + 1 for line in lines[:-1]), initial=0)
    return Reading((*first.values(),), "\n".join(lines), tuple(starts))
