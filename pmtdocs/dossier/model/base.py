"""The types that every subject is written with: how each kind of value is read from text.

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

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    computed_field,
)
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from pmtdocs.dossier.model.blank import BLANK, OR_BLANK, Blank, Wrap, left_blank, or_blank
from pmtdocs.language import french

T = TypeVar("T")


class Sort(StrEnum):
    """What kind of value a field holds, in the words that legal staff read."""

    TEXT = "texte"
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


def fault(message: str) -> PydanticCustomError:
    """A typing fault whose French message reaches the reader unchanged."""
    return PydanticCustomError("pmtdocs", "{texte}", {"texte": message})


def _read(parse: Any) -> Any:
    def validate(
        value: object, handler: ValidatorFunctionWrapHandler, info: ValidationInfo
    ) -> object:
        if left_blank(value, info):
            return BLANK
        if not isinstance(value, str):
            raise fault("une valeur est attendue ici, pas une liste ni un groupe de clés")
        try:
            parsed = parse(value)
        except ValueError as error:
            raise fault(str(error)) from None
        return handler(parsed)

    return Wrap(validate)


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


def _parse_yes_no(text: str) -> bool:
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
    _read(french.parse_amount),
    _schema("Montant en euros, sans signe.", "285 000", "285 000,50", numeric=True),
]
Rate = Annotated[
    Decimal, Sort.RATE, _read(_parse_rate), _schema("Taux en %.", "100", "9,18", numeric=True)
]
Count = Annotated[int, _read(_parse_count), _schema("Nombre entier.", "6", numeric=True)]
Year = Annotated[int, Sort.YEAR, _read(_parse_year), _schema("Année.", "2031", numeric=True)]
Date = Annotated[dt.date, _read(french.parse_date), _schema("Date.", "2031-04-10", "10 avril 2031")]
Hour = Annotated[dt.time, _read(french.parse_hour), _schema("Heure.", "18h00")]
YesNo = Annotated[bool, _read(_parse_yes_no), WithJsonSchema({"enum": ["oui", "non"]})]
#: An editor sees a number in « numero: 2031 », where the loader keeps the text that was typed.
_TEXT_SCHEMA = {"type": ["string", "number", "boolean"], "minLength": 1}
RICH_SCHEMA = {**_TEXT_SCHEMA, "description": "Texte ; **gras**, *italique*, 1^er^ permis."}
_KEY = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Text = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, strip_whitespace=True),
    OR_BLANK,
    WithJsonSchema(_TEXT_SCHEMA),
]
Key = Annotated[
    str,
    StringConstraints(strict=True, pattern=_KEY),
    WithJsonSchema({"type": ["string", "integer"], "pattern": _KEY}),
]


class RichText(str):
    """Text in which ``**gras**``, ``*italique*`` and ``1^er^`` count; ``\\*`` is a star."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(
        cls, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        text = core_schema.str_schema(strict=True, min_length=1, strip_whitespace=True)
        rich = core_schema.no_info_after_validator_function(
            cls, text, serialization=core_schema.to_string_ser_schema()
        )
        return core_schema.with_info_wrap_validator_function(or_blank, rich)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return RICH_SCHEMA


#: Text matches « à compléter » too: the blank is tried first.
TextOrBlank = Annotated[Blank | Text, Field(union_mode="left_to_right")]


class Reference:
    """Marks a key of a shared table; the known keys come with the loader's validation context."""

    def __init__(self, table: str, noun: str) -> None:
        self.table, self.noun = table, noun

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.with_info_before_validator_function(self._check, handler(source))

    def _check(self, value: object, info: ValidationInfo) -> object:
        known = (info.context or {}).get(self.table)
        if known is None or not isinstance(value, str) or value in known:
            return value
        hint = french.or_rather(value, known, "")
        raise fault(f"{self.noun} « {value} » n'est pas dans data/_commun/{self.table}.yaml{hint}")


PersonKey = Annotated[Key, Reference("personnes", "la personne")]
#: Somebody who will be named later: who signs, who chairs.
PersonOrBlank = Annotated[PersonKey, OR_BLANK]
BodyKey = Annotated[Key, Reference("organisations", "l'organisme")]
TownKey = Annotated[Key, Reference("communes", "la commune")]


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
    _read(_parse_order),
    _schema("Ordre de passage des rapports.", "1-33", "1, 2, 38, 3-37", numeric=True),
]
