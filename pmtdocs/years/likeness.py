"""Which line of one year is which line of another: the same key, the same words, or near ones."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from pmtdocs.language.french import plain

T = TypeVar("T")

#: Two labels that weigh this much alike are one label, reworded; whole sentences, this much.
ALIKE, ALIKE_SENTENCES = 0.5, 0.6
#: Below this share of common letters, two labels are not one with a slip of the pen.
_SLIP = 0.85
_SIGNS = re.compile(r"[^\w%€+]+|_")
_THOUSANDS = re.compile(r"(?<=\d) (?=\d{3}(?!\d))")
_SHORT = 3


@lru_cache(maxsize=8192)
def said(text: str) -> str:
    """What a text says, typography aside: no accent, capital, sign of punctuation or emphasis."""
    return _THOUSANDS.sub("", _SIGNS.sub(" ", plain(text)).strip())


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    """Its words, without those too short to mean anything nor the marks of the plural."""
    words = (w for w in said(text).split() if len(w) >= _SHORT or not w.isalpha())
    return frozenset(w[:-1] if len(w) > _SHORT and w[-1] in "sx" else w for w in words)


class Matched(NamedTuple, Generic[T]):
    """What stands for what, in the order of the left side; what only one side has."""

    pairs: list[tuple[T, T]]
    gone: list[T]
    come: list[T]


def match(
    left: Sequence[T],
    right: Sequence[T],
    label: Callable[[T], str],
    *keys: Callable[[T], Hashable],
    alike: float = ALIKE,
) -> Matched[T]:
    """Each of ``keys`` is tried in turn (None is no key), then the label, then the nearest label
    that is ``alike`` at least (0 to 1).
    The same pairs come out when the two sides are swapped.
    """
    found: dict[int, int] = {}
    for key in (*keys, lambda item: said(label(item)) or None):
        found |= _same(left, right, key, found)
    found |= _nearest([label(item) for item in left], [label(item) for item in right], found, alike)
    come = set(range(len(right))) - set(found.values())
    return Matched(
        [(left[i], right[j]) for i, j in sorted(found.items())],
        [item for i, item in enumerate(left) if i not in found],
        [right[j] for j in sorted(come)],
    )


def _same(
    left: Sequence[T], right: Sequence[T], key: Callable[[T], Hashable], known: Mapping[int, int]
) -> Iterator[tuple[int, int]]:
    """Items of one key, in their order on both sides."""
    taken = set(known.values())
    waiting: dict[Hashable, list[int]] = {}
    for j, item in enumerate(right):
        if j not in taken and (name := key(item)) is not None:
            waiting.setdefault(name, []).append(j)
    for i, item in enumerate(left):
        if i not in known and (same := waiting.get(key(item))):
            yield i, same.pop(0)


def _nearest(
    left: list[str], right: list[str], known: Mapping[int, int], alike: float
) -> dict[int, int]:
    """The best pairs first; a tie goes to the labels, which both directions order alike."""
    weigh, taken = _Weights(left, right), set(known.values())
    scored = [
        (-score, sorted((said(one), said(other))), i, j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        if i not in known and j not in taken
        if (score := weigh.likeness(one, other)) >= alike
    ]
    pairs: dict[int, int] = {}
    for _, _, i, j in sorted(scored):
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


class _Weights:
    """A word weighs less as more labels of a side have it: « frais » tells no line apart."""

    def __init__(self, left: Sequence[str], right: Sequence[str]) -> None:
        one, other = (Counter(w for label in side for w in _words(label)) for side in (left, right))
        self.seen = one | other

    def likeness(self, one: str, other: str) -> float:
        """From 0, nothing in common, to 1: what they share is both much of them and telling."""
        a, b = _words(one), _words(other)
        total = self._weight(a) + self._weight(b)
        if not total:
            return 0.0
        share = min(2 * self._weight(a & b) / total, 2 * len(a & b) / (len(a) + len(b)))
        return max(share, _slip(*sorted((said(one), said(other)))))

    def _weight(self, words: frozenset[str]) -> float:
        return sum(1 / self.seen[word] for word in sorted(words))


def _slip(one: str, other: str) -> float:
    """How alike the letters are, when they nearly all are; else 0."""
    letters = SequenceMatcher(None, one, other, autojunk=False)
    for bound in (letters.real_quick_ratio, letters.quick_ratio, letters.ratio):
        if bound() < _SLIP:
            return 0.0
    return letters.ratio()
