"""Proper names, found in texts whatever the capitals, the accents and the hyphens of the writer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from pmtdocs.finding import Path
from pmtdocs.language.french import fold

#: Where a name begins and ends in a text, and its data path.
Place = tuple[int, int, Path]

_WORD = re.compile(r"[^\W_]+")
#: What may stand between two words of a name: a space, a hyphen, an apostrophe, « M. ».
_JOINS = (" ", "-", "'", ". ", "")


class Names:
    """Names to be found in texts, each with its data path; several spellings may have one path.

    A name of one word must have its capital; a longer one is itself in any case.
    """

    def __init__(self, spellings: Iterable[tuple[str, Path]]) -> None:
        self._by_first: dict[str, list[tuple[list[str], Path, str]]] = {}
        for spelling, path in spellings:
            words = _WORD.findall(fold(spelling))
            if words:
                self._by_first.setdefault(words[0], []).append((words, path, spelling))
        for entries in self._by_first.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def find(self, text: str, folded: str) -> Iterator[Place]:
        """The names that a text mentions, the longest at each place."""
        if self._by_first.keys().isdisjoint(_WORD.findall(folded)):
            return
        found = list(_WORD.finditer(folded))
        at = 0
        while at < len(found):
            place, after = self._at(text, folded, found, at)
            if place:
                yield place
            at = after

    def _at(
        self, text: str, folded: str, found: list[re.Match[str]], at: int
    ) -> tuple[Place | None, int]:
        for words, path, spelling in self._by_first.get(found[at][0], ()):
            after = at + len(words)
            if [match[0] for match in found[at:after]] != words:
                continue
            start, end = found[at].start(), found[after - 1].end()
            # As it is written, or all in capitals; accents count, and a common word is no name.
            if len(words) == 1 and text[start:end] not in (spelling, spelling.upper()):
                continue
            if all(folded[a.end() : b.start()] in _JOINS for a, b in pairwise(found[at:after])):
                return (start, end, path), after
        return None, at + 1
