"""How words and names are spelt: compared without capitals, accents and signs; how near two are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import takewhile

from pmtdocs.language.french import plain

#: Shorter words are too often near by chance: « Roy » and « Ray ».
_SHORT, _LONG = 4, 8


@lru_cache(maxsize=4096)  # several rules read the same texts
def words(text: str) -> tuple[str, ...]:
    """The words of a text without accent, capital or sign: « l'axe n° 2 » is l, axe, n, 2."""
    return tuple(re.findall(r"[a-z0-9]+", plain(text)))


@lru_cache(maxsize=4096)
def squash(name: str) -> str:
    """Letters and digits alone, without accent or capital."""
    return re.sub(r"[^a-z0-9]", "", plain(name))


def is_near(one: str, two: str) -> bool:
    """One letter apart, or two in a long name; never when they differ by a figure.

    The words that both names begin or end with tell nothing: « Département de l'Aisne » is not
    « Département de l'Oise ».
    """
    a, b = _apart(words(one), words(two))
    shortest = min(len(a), len(b))
    if a == b or shortest < _SHORT or re.sub(r"\D", "", a) != re.sub(r"\D", "", b):
        return False
    return within(a, b, limit=1 if shortest < _LONG else 2)


def _apart(one: Sequence[str], two: Sequence[str]) -> tuple[str, str]:
    """What is left of two names without the words that open or close both; of words, letters."""
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, two, strict=False)))
    one, two = one[start:], two[start:]
    ends = zip(reversed(one), reversed(two), strict=False)
    end = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], ends))
    return "".join(one[: len(one) - end]), "".join(two[: len(two) - end])


def near_pairs(names: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The keys of names that are near, in order, without comparing each with all the others.

    Two near names become one by dropping a letter or two of each: only those that share such a
    stub are compared.
    """
    if len(names) < 2:
        return
    by_stub: dict[str, list[str]] = {}
    for key, name in names.items():
        mates: dict[str, None] = {}
        letters = squash(name)
        for stub in stubs(letters, 1 if len(letters) < _LONG else 2):
            known = by_stub.setdefault(stub, [])
            mates |= dict.fromkeys(known)
            known.append(key)
        yield from ((mate, key) for mate in mates if is_near(names[mate], name))


def stubs(name: str, dropped: int) -> set[str]:
    """The name, and what is left of it when so many letters are dropped: what it has in common
    with another, so many letters apart, or two letters swapped."""
    out = {name}
    for _ in range(dropped):
        out |= {stub[:i] + stub[i + 1 :] for stub in out for i in range(len(stub))}
    return out


def within(a: str, b: str, limit: int) -> bool:
    """Are two words at most ``limit`` letters apart? Equal ends are skipped first."""
    if abs(len(a) - len(b)) > limit:
        return False
    a, b = _apart(a, b)
    if not a or not b:
        return max(len(a), len(b)) <= limit
    if limit == 0:
        return False
    tries = ((a[1:], b), (a, b[1:]), (a[1:], b[1:]))
    return any(within(x, y, limit - 1) for x, y in tries)
