"""What a text says of a person or of a bank account, and what only looks like it."""

from __future__ import annotations

import pytest

from pmtdocs.language.personal import personal


@pytest.mark.parametrize(
    ("text", "noun", "shown"),
    [
        ("IBAN : FR7630006000011234567890189.", "un IBAN", "FR76…89"),
        (
            "FR76\u202f3000\u202f6000\u202f0112\u202f3456\u202f7890\u202f189 BIC ABCD",
            "un IBAN",
            "FR76…CD",
        ),
        ("virement DE89 3704 0044 0532 0130 00", "un IBAN", "DE89…00"),
        ("+33 (0)6.12.34.56.78", "un téléphone portable", "+33…78"),
        ("joindre le 07-12-34-56-78", "un téléphone portable", "07-1…78"),
        ("Lea.Exemple@Orange.fr", "une adresse électronique privée", "L…@Orange.fr"),
        ("lea.villeneuve@free.fr", "une adresse électronique privée", "l…@free.fr"),
        ("1 85 05 75 123 456 73", "un numéro de sécurité sociale", "1 85…73"),
    ],
)
def test_what_is_private_is_found_and_not_repeated(text: str, noun: str, shown: str) -> None:
    assert [*personal(text)] == [(noun, shown)]


@pytest.mark.parametrize(
    "text",
    [
        "FR76 3000 6000 0112 3456 7890 188",
        "SIRET 242 500 361 00017, RNA W251000001",
        "acte 025-242500361-20240411-D2024_00012-DE",
        "standard : 03 81 00 00 00",
        "contact@exemple-metropole.fr",
        "mairieexempleville@orange.fr, ville-exemple@wanadoo.fr",
        "Asso.Exemple@gmail.com",
        "exemple.secretariat@laposte.net",
        "le programme MEDIC@LPS",
        "06 communes pour 12 345 678 habitants",
        "1 85 05 75 123 456 74",
        "30006 00001 12345678901 88",
    ],
)
def test_what_only_looks_like_it_is_left(text: str) -> None:
    assert not [*personal(text)]
