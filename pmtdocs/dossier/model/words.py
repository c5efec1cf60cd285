"""The types of what is said in words: text, and the keys of the shared tables."""

from __future__ import annotations

import re
from typing import Annotated, Any, NamedTuple

from pydantic import (
    AfterValidator,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, core_schema

from pmtdocs.dossier.model.base import Sort
from pmtdocs.dossier.model.blank import OR_BLANK, Blank, fault, or_blank
from pmtdocs.language import french
from pmtdocs.system.files import DEVICE

#: An editor sees a number in « numero: 2031 », where the loader keeps the text that was typed.
_TEXT_SCHEMA = {"type": ["string", "number", "boolean"], "minLength": 1}
RICH_SCHEMA = {
    **_TEXT_SCHEMA,
    "description": "Texte ; **gras**, *italique*, 1^er^, {convention.subvention.montant} permis.",
}
KEY = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Text = Annotated[
    str,
    StringConstraints(strict=True, min_length=1, strip_whitespace=True),
    OR_BLANK,
    WithJsonSchema(_TEXT_SCHEMA),
]
#: « Commission permanente », « Maire »: filters give it its article.
Noun = Annotated[Text, Sort.NAME]
Key = Annotated[
    str,
    StringConstraints(strict=True, pattern=KEY),
    WithJsonSchema({"type": ["string", "integer"], "pattern": KEY}),
]


def no_device(name: str) -> str:
    """A name that a file may bear. Raises a typing fault."""
    if DEVICE.fullmatch(name):
        raise fault(f"« {name} » est un nom que Windows se garde : aucun fichier ne le porte")
    return name


#: One that is also the name of a file or of a folder.
FileKey = Annotated[Key, AfterValidator(no_device)]


class RichText(str):
    """Text in which ``**gras**``, ``*italique*`` and ``1^er^`` count; ``\\*`` is a star."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
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
NounOrBlank = Annotated[TextOrBlank, Sort.NAME]


class Reference:
    """Marks a key of a shared table; the known keys come with the loader's validation context."""

    def __init__(self, table: str, noun: str) -> None:
        self.table, self.noun = table, noun

    def __get_pydantic_core_schema__(self, kind: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.with_info_before_validator_function(self._check, handler(kind))

    def _check(self, value: object, info: ValidationInfo) -> object:
        known = (info.context or {}).get(self.table)
        if known is None or not isinstance(value, str) or value in known:
            return value
        hint = french.or_rather(value, known, "")
        said = f"{self.noun} « {value} » n'est pas dans data/_commun/{self.table}.yaml{hint}"
        key = re.sub(r"[^a-z0-9]+", "-", french.plain(value)).strip("-") or "clé"
        line = f"{key}: {_ENTRIES[self.table]}"
        raise fault(said, f"Écrivez ici la clé d'une de ses lignes, ou ajoutez-y « {line} ».")


class HeldBy(NamedTuple):
    """Marks an office: « Maire » agrees with who holds it, « leur » with whose it is."""

    person: str
    """The field beside it that names who holds it."""
    body: str = ""
    """The field beside it that names the body."""


#: What a line of each shared table says at least.
_ENTRIES = {
    "personnes": "{civilite: …, prenom: …, nom: …}",
    "organisations": "{nom: …, type: …}",
    "communes": "{nom: …}",
}
PersonKey = Annotated[Key, Reference("personnes", "la personne")]
#: Somebody who will be named later: who signs, who chairs.
PersonOrBlank = Annotated[PersonKey, OR_BLANK]
BodyKey = Annotated[Key, Reference("organisations", "l'organisme")]
TownKey = Annotated[Key, Reference("communes", "la commune")]
