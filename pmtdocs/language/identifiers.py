"""Numbers that identify an organisation, and what is wrong with one."""

from __future__ import annotations

import re

from pmtdocs.language.french import plural

_LA_POSTE = "356000000"


def digits(text: str) -> str:
    """The number without its spaces: « 123 456 782 » → « 123456782 »."""
    return "".join(text.split())


def luhn(number: str) -> bool:
    """Does the key of Luhn hold? Every second digit from the right is doubled, nines cast out."""
    total = 0
    for i, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + i % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def siren_fault(text: str) -> str:
    """What is wrong with a SIREN; empty if nothing is."""
    return _fault(text, "SIREN", 9)


def siret_fault(text: str) -> str:
    """What is wrong with a SIRET; empty if nothing is."""
    fault, number = _fault(text, "SIRET", 14), digits(text)
    # La Poste numbers its offices otherwise (INSEE).
    post = len(number) == 14 and number.startswith(_LA_POSTE) and sum(map(int, number)) % 5 == 0
    return "" if post else fault


def _fault(text: str, noun: str, length: int) -> str:
    number = digits(text)
    if not re.fullmatch(r"[0-9]*", number):
        return f"Le {noun} « {text} » ne doit contenir que des chiffres"
    if len(number) != length:
        return f"Le {noun} « {text} » a {plural(len(number), 'chiffre')}, il en faut {length}"
    said = f"Le {noun} « {text} » est faux : sa clé de contrôle ne tombe pas juste"
    return "" if luhn(number) else said
