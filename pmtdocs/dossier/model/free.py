"""``faits:``, what the model does not know: each fact says what it is, and whether it may leave."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import suppress
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    GetJsonSchemaHandler,
    ValidationInfo,
    ValidatorFunctionWrapHandler,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema

from pmtdocs.dossier.model.base import Model, parse_yes_no
from pmtdocs.dossier.model.blank import Wrap, fault, read, says_blank
from pmtdocs.dossier.model.words import Text
from pmtdocs.language import french

#: A template names it: « faits.salle », « faits.ancien_nom ».
_KEY = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"


def _key(said: str) -> str:
    if re.fullmatch(_KEY, said):
        return said
    raise fault(
        f"« {said} » ne peut pas nommer un fait : minuscules sans accent, chiffres et « _ », "
        "une lettre d'abord"
    )


FactKey = Annotated[str, AfterValidator(_key), WithJsonSchema({"type": "string", "pattern": _KEY})]
_ALONE = {"type": ["string", "number", "boolean"]}
_EURO = re.compile(r"\d\s*€$")


def _text(said: str) -> str:
    if not said.strip():
        raise ValueError("le texte est vide")
    if says_blank(said):
        raise ValueError("une valeur est attendue ici")
    return said.strip()


_PARSERS: dict[str, Callable[[str], object]] = {
    "texte": _text,
    "montant": french.parse_amount,
    "date": french.parse_date,
    "oui ou non": parse_yes_no,
}
_READ = {kind: read(parse) for kind, parse in _PARSERS.items()}


def _as_said(value: object, handler: ValidatorFunctionWrapHandler, info: ValidationInfo) -> object:
    """Read as its type wants it; a type that is none is its own fault."""
    return _READ[info.data.get("type", "texte")].validate(value, handler, info)


class Fact(Model):
    """A fact of one's own; its value alone may stand for it: « salle: Maison des associations »."""

    libelle: Text | None = None
    """Ce que c'est, pour qui remplit le dossier."""
    type: Literal["texte", "montant", "date", "oui ou non"] = "texte"
    """Comment la valeur se lit et s'imprime."""
    publication: Literal["publié", "privé"] = "publié"
    """« privé » : seuls les documents que l'on notifie à une personne peuvent l'imprimer."""
    valeur: Annotated[Any, Wrap(_as_said), WithJsonSchema(_ALONE)]
    """La valeur : un texte, « 1 500 € », « 10 avril 2031 », oui ou non."""

    @model_validator(mode="before")
    @classmethod
    def _alone(cls, value: Any) -> Any:
        """A value alone is of the type that its signs show."""
        return {"type": _shown(value), "valeur": value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [handler(schema), dict(_ALONE)]}

    @property
    def prive(self) -> bool:
        """May no published document print it?"""
        return self.publication == "privé"


def _shown(said: str) -> str:
    if _EURO.search(said):
        return "montant"
    for kind in ("date", "oui ou non"):
        with suppress(ValueError):
            _PARSERS[kind](said)
            return kind
    return "texte"


#: The facts of a dossier, or of an organisation, by key.
Facts = dict[FactKey, Fact]
