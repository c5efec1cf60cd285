"""What every subject is written with, and how sums, dates and other values are read from text.

A YAML scalar arrives here as text. Each type says in French what it expected, and describes itself
in the JSON Schema so that an editor completes and checks while people type.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any, TypeVar, cast

from pydantic import BaseModel, ConfigDict, WithJsonSchema, computed_field

from pmtdocs.dossier.model.blank import read
from pmtdocs.language import french

T = TypeVar("T")


class Sort(StrEnum):
    """What kind of value a field holds, in the words that legal staff read."""

    TEXT = "texte"
    NAME = "nom"
    RICH = "texte enrichi"
    AMOUNT = "montant"
    RATE = "taux"
    NUMBER = "nombre"
    YEAR = "année"
    DATE = "date"
    HOUR = "heure"
    YES_NO = "oui ou non"
    GROUP = "groupe"
    LIST = "liste"


class Model(BaseModel):
    """A frozen group of facts; an unknown key is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


def computed(method: Callable[[Any], T]) -> T:
    """A property that templates may print like a fact: « le Club », « Mme Jeanne DUPONT ».

    Typed as what the attribute gives: pydantic puts a descriptor in its place.
    """
    return cast(T, computed_field(property(method)))


def _parse_count(text: str) -> int:
    digits = re.sub(r"\s", "", text)
    if not re.fullmatch(r"[0-9]{1,9}", digits):
        raise ValueError(f"« {text} » n'est pas un nombre entier positif")
    return int(digits)


def _parse_rate(text: str) -> Decimal:
    match = re.fullmatch(r"([0-9]{1,3})(?:,([0-9]{1,6}))?\s*%?", text)
    value = Decimal(f"{match[1]}.{match[2] or 0}") if match else Decimal(-1)
    if not 0 <= value <= 100:
        raise ValueError(f"« {text} » n'est pas un taux entre 0 et 100 %. Écrivez par exemple 9,18")
    return value


def parse_yes_no(text: str) -> bool:
    try:
        return {"oui": True, "non": False}[french.plain(text)]
    except KeyError:
        raise ValueError(f"« {text} » : écrivez oui ou non") from None


def _parse_year(text: str) -> int:
    if not re.fullmatch(r"(19|20)[0-9]{2}", text):
        raise ValueError(f"« {text} » n'est pas une année")
    return int(text)


def _schema(description: str, *examples: str, numeric: bool = False) -> WithJsonSchema:
    kinds: str | list[str] = ["string", "number"] if numeric else "string"
    return WithJsonSchema({"type": kinds, "description": description, "examples": list(examples)})


Amount = Annotated[
    Decimal,
    Sort.AMOUNT,
    read(french.parse_amount),
    _schema("Montant en euros, sans signe.", "285 000", "285 000,50", numeric=True),
]
Rate = Annotated[
    Decimal, Sort.RATE, read(_parse_rate), _schema("Taux en %.", "100", "9,18", numeric=True)
]
Count = Annotated[int, read(_parse_count), _schema("Nombre entier.", "6", numeric=True)]
Year = Annotated[int, Sort.YEAR, read(_parse_year), _schema("Année.", "2031", numeric=True)]
Date = Annotated[dt.date, read(french.parse_date), _schema("Date.", "2031-04-10", "10 avril 2031")]
Hour = Annotated[dt.time, read(french.parse_hour), _schema("Heure.", "18h00")]
YesNo = Annotated[bool, read(parse_yes_no), WithJsonSchema({"enum": ["oui", "non"]})]


def _parse_order(text: str) -> tuple[int, ...]:
    order: list[int] = []
    for piece in text.split(","):
        match = re.fullmatch(r"([0-9]{1,4})(?:\s*[-–]\s*([0-9]{1,4}))?", piece.strip())
        if match is None:
            raise ValueError(f"« {text} » n'est pas une suite de numéros. Écrivez par exemple 1-33")
        first, last = int(match[1]), int(match[2] or match[1])
        if last < first:
            raise ValueError(f"« {piece.strip()} » : le premier numéro dépasse le second")
        order.extend(range(first, last + 1))
    if len(set(order)) != len(order):
        raise ValueError(f"« {text} » : un même numéro y est deux fois")
    return tuple(order)


Order = Annotated[
    tuple[int, ...],
    read(_parse_order),
    _schema("Ordre de passage des rapports.", "1-33", "1, 2, 38, 3-37", numeric=True),
]
