"""The words of a list, the signs between them and the phrases that mean something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from typing import NamedTuple

from pmtdocs.exchange.sitting.lexicon import ITEM
from pmtdocs.exchange.sitting.names import CIVILITIES, is_particle
from pmtdocs.exchange.sitting.pasted_text import Pasted
from pmtdocs.exchange.sitting.raw_sitting import Bound, Mode, Words

#: So many words without a capital, in a line, make a sentence of it.
_SENTENCE = 4
_WORD = re.compile(r"[^\s,;:()|]+")


class Token(NamedTuple):
    """A word, a sign or a phrase of the lexicon, and where it stands."""

    kind: str
    text: str
    folded: str
    start: int
    breaks: bool
    """Does it begin a line, or a column?"""
    match: re.Match[str]

    @property
    def civility(self) -> bool:
        return self.capital and self.folded in CIVILITIES

    @property
    def dash(self) -> bool:
        return self.text in ("-", "–", "—", "/")

    @property
    def capital(self) -> bool:
        return self.text[:1].isupper()

    @property
    def end(self) -> int:
        return self.start + len(self.folded)


@dataclass
class Entry:
    """Somebody, and what is said of them."""

    town: Words | None = None
    first: list[Token] = field(default_factory=list)
    tie: Token | None = None
    second: list[Token] = field(default_factory=list)
    bounds: list[Bound] = field(default_factory=list)
    mode: Mode | None = None
    title: Words | None = None
    staff: Words | None = None
    aside: list[Token] = field(default_factory=list)
    unread: Token | None = None
    civility: str = ""

    @property
    def run(self) -> list[Token]:
        """The name that is being read."""
        return self.second if self.tie else self.first

    @property
    def bare(self) -> list[str]:
        """Its words without a civility."""
        return [token.text for token in self.run if not token.civility]

    @property
    def awaits(self) -> bool:
        """« représenté par sa suppléante, Mme B »."""
        return self.tie is not None and self.tie.kind != "alone" and not self.second


def tokens(pasted: Pasted, start: int, end: int) -> Iterator[Token]:
    """What a stretch of the text is made of."""
    at = start
    while match := ITEM.search(pasted.folded, at, end):
        kind, text = match.lastgroup or "", pasted.text[slice(*match.span())]
        if kind == "gives" and len(text) == 1 and text not in "àaÀ→➔>":
            # The initial of « A DUPONT ».
            kind, match = "word", _WORD.match(pasted.folded, match.start(), end) or match
            text = pasted.text[slice(*match.span())]
        space = pasted.text[at : match.start()]
        breaks = "\n" in space or "\t" in space or "   " in space
        folded, at = match[0], match.end()
        if kind == "civility":  # what a scanner made of the point of « M. »
            kind, folded = "word", folded.replace(",", ".")
            text = text.replace(",", "." if len(text) == 2 else "")
        yield Token(kind, text, folded, match.start(), breaks, match)


def sentence(pasted: Pasted, items: Sequence[Token]) -> Iterator[Sequence[Token]]:
    """The line that ends a list, if one does: it has more words of the language than names."""
    inner = [
        at
        for at, (before, item) in enumerate(pairwise(items), 1)
        if "\n" in pasted.text[before.end : item.start]
    ]
    for begins, end in pairwise([0, *inner, len(items)]):
        said = takewhile(lambda t: t.kind not in ("title", "staff"), items[begins:end])
        words = [t for t, depth in _depths(said) if t.kind == "word" and not depth]
        small = sum(t.text[:1].islower() and not is_particle(t.text) for t in words)
        if small >= _SENTENCE and small > sum(t.capital for t in words):
            yield items[begins:end]
            return


def _depths(items: Iterable[Token]) -> Iterator[tuple[Token, int]]:
    """Each item, and in how many brackets it stands."""
    depth = 0
    for item in items:
        depth = max(0, depth + (item.kind == "open") - (item.kind == "close"))
        yield item, depth


def words_of(pasted: Pasted, run: Sequence[Token], civility: str = "") -> Words:
    """Words side by side; a name cut at the end of a line is joined again."""
    text = re.sub(r"(?<=\w)[-‐] (?=\w)", "-", " ".join(token.text for token in run))
    text = re.sub(r"(?<=[^\W\d_]{3})\.$", "", text.replace("*", ""))
    given = f"{civility} " if civility and not run[0].civility else ""
    return pasted.at(run[0].start, given + text)
