"""What of a person or a bank account a text says: account numbers, mobile phones, private mail."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pmtdocs.language.french import fold

#: Where a text may say one, before it is folded and read; and first what most texts lack.
_DIGITS = re.compile(r"@|\d\d")
MAYBE = re.compile(
    r"@|(?:0|33[\s.]?(?:\(0\))?[\s.]?)[67](?:[\s.-]?\d\d){4}|[A-Za-z]{2}\d\d[\s.-]?[\dA-Za-z]{4}"
    r"|\d{5}[\s.-]?\d{5}|[12][\s.-]?\d\d[\s.-]?\d\d[\s.-]?[\dAB]{2}[\s.-]?\d{3}"
)
_IBAN = r"(?<![a-z0-9])[a-z]{2}\d{2}(?:[ .-]?[a-z0-9]){11,30}"
#: Signs of an IBAN, by country.
_LENGTHS = {
    "fr": 27, "mc": 27, "de": 22, "be": 16, "es": 24, "it": 27, "lu": 20, "ch": 21, "pt": 25,
    "nl": 18, "gb": 22, "ie": 22, "at": 20, "lt": 20,
}  # fmt: skip
_RIB = r"(?<!\d)(\d{5})[ .-]?(\d{5})[ .-]?([0-9a-z]{11})[ .-]?(\d{2})(?!\d)"
_NIR = (
    r"(?<!\d)([12])[ .-]?(\d\d)[ .-]?(0[1-9]|1[0-2]|[2-9]\d)[ .-]?(\d\d|2[ab])[ .-]?(\d{3})"
    r"[ .-]?(\d{3})[ .-]?(\d\d)(?!\d)"
)
_MOBILE = r"(?<![\d.])(?:(?:\+|00)33[ .]?(?:\(0\))?[ .]?|0)[67](?:[ .-]?\d\d){4}(?!\d)"
#: A small town hall or an association has its public address there: « mairie.x@orange.fr ».
_MAIL = (
    r"(?<![\w.+-])(?!(?:\w+[._-])?(?:mairie|commune|ccas|association|secretariat|accueil|contact"
    r"|(?:ville|asso)(?![a-z])))"
    r"[\w.+-]+@(?:gmail|googlemail|orange|wanadoo|free|hotmail|outlook|live|laposte|yahoo|ymail|sfr"
    r"|neuf|bbox|icloud|me|proton|protonmail|aol|msn|numericable|gmx|club-internet)\.[a-z]{2,4}\b"
)


def personal(text: str) -> Iterator[tuple[str, str]]:
    """What each one is (« un IBAN ») and how it may be shown: its ends alone."""
    if _DIGITS.search(text) and MAYBE.search(text):
        folded = fold(text)
        for noun, pattern, holds in _SORTS:
            for match in re.finditer(pattern, folded):
                if holds(match):
                    yield noun, _ends(text[match.start() : match.end()])


def _ends(said: str) -> str:
    name, at, provider = said.partition("@")
    return f"{name[:1]}…@{provider}" if at else f"{said[:4].strip()}…{said[-2:]}"


def _is_iban(match: re.Match[str]) -> bool:
    """Its key holds; what follows it may have been taken with it."""
    said = re.sub(r"[ .-]", "", match[0])
    number = said[: _LENGTHS.get(said[:2], 0)]
    if len(number) < _LENGTHS.get(said[:2], len(said) + 1):
        return False
    return int("".join(str(int(c, 36)) for c in number[4:] + number[:4])) % 97 == 1


def _is_rib(match: re.Match[str]) -> bool:
    bank, branch, account, key = match.groups()
    digits = "".join(c if c.isdigit() else _RIB_DIGITS[ord(c) - ord("a")] for c in account)
    return 97 - (89 * int(bank) + 15 * int(branch) + 3 * int(digits)) % 97 == int(key)


#: The digit that stands for each letter of an account.
_RIB_DIGITS = "12345678912345678923456789"


def _is_nir(match: re.Match[str]) -> bool:
    *parts, key = match.groups()
    number = "".join(parts).replace("2a", "19").replace("2b", "18")
    return 97 - int(number) % 97 == int(key)


def _always(_: re.Match[str]) -> bool:
    return True


_SORTS: tuple[tuple[str, str, Callable[[re.Match[str]], bool]], ...] = (
    ("un IBAN", _IBAN, _is_iban),
    ("un relevé d'identité bancaire", _RIB, _is_rib),
    ("un numéro de sécurité sociale", _NIR, _is_nir),
    ("un téléphone portable", _MOBILE, _always),
    ("une adresse électronique privée", _MAIL, _always),
)
