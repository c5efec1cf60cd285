"""French numbers in words, read: « quatre-vingt-dix-sept mille » → 97 000."""

from __future__ import annotations

from collections.abc import Iterable

_UNITS = [
    *("zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    *("onze", "douze", "treize", "quatorze", "quinze", "seize"),
]
_TENS = {
    "vingt": 20,
    "vingts": 20,
    "trente": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
    "septante": 70,
    "huitante": 80,
    "octante": 80,
    "nonante": 90,
}
_SMALL = {word: value for value, word in enumerate(_UNITS)} | _TENS | {"une": 1, "premier": 1}
_HUNDRED = ("cent", "cents")
_SCALES = {
    "mille": 1000,
    "million": 10**6,
    "millions": 10**6,
    "milliard": 10**9,
    "milliards": 10**9,
}
#: The words of numbers, without accents or capitals.
NUMERALS = frozenset((*_SMALL, *_HUNDRED, *_SCALES))


def read_numeral(words: Iterable[str]) -> int:
    """The value of a number in words; « et » counts for nothing."""
    total = below = 0
    for word in words:
        if word in _SCALES:
            total, below = total + max(below, 1) * _SCALES[word], 0
        elif word in _HUNDRED:
            # « deux cents », « mille cent », and what « mille deux cents » has left below.
            below = max(below, 1) * 100
        elif word in ("vingt", "vingts") and below % 100 == 4:
            below += 76  # « quatre-vingts »: four times twenty
        else:
            below += _SMALL.get(word, 0)
    return total + below
