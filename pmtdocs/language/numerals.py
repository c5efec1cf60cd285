"""French numbers in words, written and read: 97 000 ↔ « quatre-vingt-dix-sept mille »."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from pmtdocs.language.french import plain

_UNITS = (
    *("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"),
    *("onze", "douze", "treize", "quatorze", "quinze", "seize"),
    *("dix-sept", "dix-huit", "dix-neuf"),
)
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
_SCALES = {"billion": 10**12, "milliard": 10**9, "million": 10**6}

# --- writing ---------------------------------------------------------------------------------


def in_words(value: Decimal | int) -> str:
    """``45000`` → ``quarante-cinq mille`` (spelling traditionally used in acts)."""
    whole, cents = _cents(value)
    words = _spelt(whole)
    return f"{words} virgule {'zéro ' * (cents < 10)}{_spelt(cents)}" if cents else words


def euros_in_words(value: Decimal | int) -> str:
    """``45000`` → ``quarante-cinq mille euros``; ``2000000`` → ``deux millions d'euros``."""
    whole, cents = _cents(value)
    link = " d'" if whole and whole % 1_000_000 == 0 else " "
    words = f"{_spelt(whole)}{link}euro{'s' if whole > 1 else ''}"
    if cents:
        words += f" et {_spelt(cents)} centime{'s' if cents > 1 else ''}"
    return words


def _cents(value: Decimal | int) -> tuple[int, int]:
    return divmod(round(value * 100), 100)


def _spelt(number: int) -> str:
    """« cent » and « vingt » take their s where nothing follows, « mille » included."""
    if number < 0:
        return f"moins {_spelt(-number)}"
    parts = []
    for word, value in _SCALES.items():
        count, number = divmod(number, value)
        if count:
            parts.append(f"{_spelt(count)} {word}{'s' if count > 1 else ''}")
    thousands, rest = divmod(number, 1000)
    if thousands > 1:
        parts.append(_below_thousand(thousands, followed=True))
    if thousands:
        parts.append("mille")
    if rest or not parts:
        parts.append(_below_thousand(rest))
    return " ".join(parts)


def _below_thousand(number: int, followed: bool = False) -> str:
    hundreds, rest = divmod(number, 100)
    last = [_below_hundred(rest, followed)] if rest or not hundreds else []
    if not hundreds:
        return last[0]
    cent = "cent" if hundreds == 1 or rest or followed else "cents"
    return " ".join([*([_UNITS[hundreds]] if hundreds > 1 else []), cent, *last])


def _below_hundred(number: int, followed: bool) -> str:
    if number < 20:
        return _UNITS[number]
    if number >= 80:
        unit = number - 80
        return f"quatre-vingt-{_UNITS[unit]}" if unit else f"quatre-vingt{'' if followed else 's'}"
    tens = min(number // 10 * 10, 60)
    unit = number - tens
    if not unit:
        return _TENS[tens]
    return f"{_TENS[tens]}{' et ' if unit in (1, 11) else '-'}{_UNITS[unit]}"


# --- reading ---------------------------------------------------------------------------------

_SMALL = {plain(word): value for value, word in enumerate(_UNITS)}
_SMALL |= {word: value for value, word in _TENS.items()}
_SMALL |= {"vingts": 20, "septante": 70, "huitante": 80, "octante": 80, "nonante": 90}
_SMALL |= {"une": 1, "premier": 1}
_HUNDRED = ("cent", "cents")
_LARGE = {"mille": 1000, **_SCALES, **{f"{word}s": value for word, value in _SCALES.items()}}
#: The words of numbers, without accents or capitals.
NUMERALS = frozenset((*_SMALL, *_HUNDRED, *_LARGE))
#: Those that are numbers without others beside them, as « un » and « une » are not.
NUMBERS = NUMERALS - {"un", "une", "premier"}


def read_numeral(words: Iterable[str]) -> int:
    """The value of a number in words; « et » counts for nothing."""
    total = below = 0
    for word in words:
        if word in _LARGE:
            total, below = total + max(below, 1) * _LARGE[word], 0
        elif word in _HUNDRED:
            # « deux cents », « mille cent », and what « mille deux cents » has left below.
            below = max(below, 1) * 100
        elif word in ("vingt", "vingts") and below % 100 == 4:
            below += 76  # « quatre-vingts »: four times twenty
        else:
            below += _SMALL.get(word, 0)
    return total + below
