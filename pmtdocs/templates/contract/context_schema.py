"""The contract as a JSON Schema: what editors of templates and docxtpl-lint read."""

from __future__ import annotations

from typing import Any

from pmtdocs.dossier.model.base import Sort
from pmtdocs.dossier.model.schema import DIALECT
from pmtdocs.dossier.views.contract import Field, Shape, contract
from pmtdocs.dossier.views.filters import fitting

Schema = dict[str, Any]
_TYPES = {
    Sort.AMOUNT: "number", Sort.RATE: "number", Sort.NUMBER: "number", Sort.YEAR: "integer",
    Sort.YES_NO: "boolean",
}  # fmt: skip
_FORMATS = {Sort.DATE: "date", Sort.HOUR: "time"}


def context_schema() -> Schema:
    """Groups are written in full where they stand: docxtpl-lint follows no ``$ref``.

    A group inside itself (a section has sections) refers to itself.
    """
    schema = _object(contract(), {}, "#")
    return {"$schema": DIALECT, "title": "Champs des modèles", **schema}


def _object(fields: dict[str, Field], inside: dict[tuple[type, ...], str], place: str) -> Schema:
    within = f"{place}/properties"
    properties = {
        name: {"description": field.doc, **_schema(field.shape, inside, f"{within}/{name}")}
        for name, field in fields.items()
    }
    required = [name for name, field in fields.items() if not field.optional]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _schema(shape: Shape, inside: dict[tuple[type, ...], str], place: str) -> Schema:
    if shape.item:
        return {"type": "array", "items": _schema(shape.item, inside, f"{place}/items")}
    if shape.free:
        return {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}}
    if shape.kinds in inside:
        return {"$ref": inside[shape.kinds]}
    if shape.kinds:
        return _object(shape.fields, inside | {shape.kinds: place}, place)
    schema: Schema = {"type": _TYPES.get(shape.sort, "string"), "x-sorte": str(shape.sort)}
    if shape.sort in _FORMATS:
        schema["format"] = _FORMATS[shape.sort]
    if filters := fitting(shape.sort):
        schema["x-filtres"] = list(filters)
    return schema
