"""Two lists of words held against one another: which stand in both, in the same order.

Runs of words that are unique in both files are matched first, the longest order of them kept
(« patience diff »), then the gaps between. Short gaps are left to ``difflib``, which keeps together
what stands together; its time grows with the square of the places where a word of one file could
stand in the other, times the matches it finds, so where the same few words come again and again
the longest common order is counted with the bits of an integer instead (Crochemore and others,
2001; Hyyrö, 2004): sixty-four places at once.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher

Words = Sequence[Hashable]
Pair = tuple[int, int]
Range = tuple[int, int, int, int]

#: Lengths of the runs looked for, one after the other.
_RUNS = (12, 5, 2, 1)
#: Longest gap that is aligned at once, as words of one file times words of the other.
_SMALL = 400_000
#: The most that difflib is given: the pairs of equal words, one of each file.
_DENSE = 6_000
#: How many words of each file are looked at together where nothing is unique.
_WINDOW = 3_000


def align(a: Words, b: Words) -> list[Pair]:
    """The positions of the words (or paragraphs) that stand in both, in order."""
    return list(_align(a, b, (0, len(a), 0, len(b)), 0))


def gaps(pairs: Iterable[Pair], size_a: int, size_b: int) -> Iterator[Range]:
    """What stands between matched words: ``a[i1:i2]`` became ``b[j1:j2]``."""
    i = j = 0
    for next_i, next_j in [*pairs, (size_a, size_b)]:
        if (i, j) != (next_i, next_j):
            yield i, next_i, j, next_j
        i, j = next_i + 1, next_j + 1


def _align(a: Words, b: Words, within: Range, step: int) -> Iterator[Pair]:
    i1, i2, j1, j2 = within
    while i1 < i2 and j1 < j2 and a[i1] == b[j1]:
        yield i1, j1
        i1, j1 = i1 + 1, j1 + 1
    tail = 0
    while i1 < i2 - tail and j1 < j2 - tail and a[i2 - tail - 1] == b[j2 - tail - 1]:
        tail += 1
    yield from _middle(a, b, (i1, i2 - tail, j1, j2 - tail), step)
    yield from ((i2 - tail + k, j2 - tail + k) for k in range(tail))


def _middle(a: Words, b: Words, within: Range, step: int) -> Iterator[Pair]:
    i1, i2, j1, j2 = within
    if i1 == i2 or j1 == j2:
        return
    if (i2 - i1) * (j2 - j1) <= _SMALL and step:
        yield from _short(a, b, within)
    elif step < len(_RUNS):
        i, j = i1, j1
        for at_a, at_b in _anchors(a, b, within, _RUNS[step]):
            if at_a >= i and at_b >= j:
                yield from _align(a, b, (i, at_a, j, at_b), step + 1)
                i, j = at_a, at_b
                while i < i2 and j < j2 and a[i] == b[j]:
                    yield i, j
                    i, j = i + 1, j + 1
        yield from _align(a, b, (i, i2, j, j2), step + 1)
    else:
        yield from _windows(a, b, within)


def _short(a: Words, b: Words, within: Range) -> Iterator[Pair]:
    i1, i2, j1, j2 = within
    left, right = a[i1:i2], b[j1:j2]
    often = Counter(right)
    if sum(often[word] for word in left) > _DENSE:
        yield from ((i1 + i, j1 + j) for i, j in _common(left, right))
        return
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    for at_a, at_b, size in matcher.get_matching_blocks():
        yield from ((i1 + at_a + k, j1 + at_b + k) for k in range(size))


def _common(a: Words, b: Words) -> list[Pair]:
    """The longest common order of words, from the last back.

    Bit ``i`` of ``rows[j]`` is 0 where the first ``i + 1`` words of ``a`` have one more in common
    with the first ``j`` of ``b`` than the first ``i`` have.
    """
    places: dict[Hashable, int] = {}
    for i, word in enumerate(a):
        places[word] = places.get(word, 0) | 1 << i
    whole = (1 << len(a)) - 1
    rows = [whole]
    for word in b:
        row = rows[-1]
        here = row & places.get(word, 0)
        rows.append((row + here | row - here) & whole)
    out: list[Pair] = []
    i, j = len(a), len(b)
    while i and j:
        if rows[j] >> i - 1 & 1:
            i -= 1
        elif j > 1 and not rows[j - 1] >> i - 1 & 1:
            j -= 1
        else:
            i, j = i - 1, j - 1
            out.append((i, j))
    return out[::-1]


def _windows(a: Words, b: Words, within: Range) -> Iterator[Pair]:
    """A long gap where nothing is unique: window after window, each trusted but for its end."""
    i, i2, j, j2 = within
    trusted = _WINDOW * 2 // 3
    while i < i2 and j < j2:
        window = (i, min(i + _WINDOW, i2), j, min(j + _WINDOW, j2))
        found = list(_short(a, b, window))
        if window[1] < i2 or window[3] < j2:
            found = [(k, m) for k, m in found if k < i + trusted and m < j + trusted]
        yield from found
        last = found[-1] if found else (i, j)
        i, j = max(last[0] + 1, i + _WINDOW // 3), max(last[1] + 1, j + _WINDOW // 3)


def _anchors(a: Words, b: Words, within: Range, size: int) -> list[Pair]:
    """Where runs of ``size`` words unique in both stand, in the longest order they share."""
    i1, i2, j1, j2 = within
    once_a, once_b = _unique(a, i1, i2, size), _unique(b, j1, j2, size)
    return _longest([(i, once_b[run]) for run, i in once_a.items() if run in once_b])


def _unique(words: Words, start: int, end: int, size: int) -> dict[tuple[Hashable, ...], int]:
    out: dict[tuple[Hashable, ...], int] = {}
    for at in range(start, end - size + 1):
        run = tuple(words[at : at + size])
        out[run] = -1 if run in out else at
    return {run: at for run, at in out.items() if at >= 0}


def _longest(pairs: list[Pair]) -> list[Pair]:
    """The longest part of ``pairs`` (in order of the first) where the second grows too."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        at = bisect_left(ends, j)
        before.append(last[at - 1] if at else -1)
        ends[at : at + 1] = [j]
        last[at : at + 1] = [index]
    out: list[Pair] = []
    index = last[-1] if last else -1
    while index >= 0:
        out.append(pairs[index])
        index = before[index]
    return out[::-1]
