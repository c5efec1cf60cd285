"""JSON Schemas of the data files, from the types that read them: an editor completes and checks.

The descriptions are the docstrings of the attributes. pydantic can collect them at import, which
every command would pay for; here the sources are parsed only when schemas are asked for.
"""

from __future__ import annotations

import ast
import inspect
import json
import sys
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from pmtdocs.dossier.labels import describe
from pmtdocs.dossier.model.amendment import Amendment
from pmtdocs.dossier.model.base import Model
from pmtdocs.dossier.model.common import Commons
from pmtdocs.dossier.model.dossier import SHARED, SUBJECTS
from pmtdocs.dossier.model.library import Clauses
from pmtdocs.system import files

DIALECT = "https://json-schema.org/draft/2020-12/schema"
Schema = dict[str, Any]


def schemas() -> dict[str, Schema]:
    """The schema of each data file by its name without suffix: « budget », « personnes »."""
    kinds: dict[str, Any] = {**SUBJECTS, "avenant": Amendment, "clauses": Clauses}
    kinds |= {table: Commons.model_fields[table].annotation for table in SHARED}
    docs = {kind.__name__: docstrings(kind) for kind in _models(Model)}
    return {name: _schema(name, kind, docs) for name, kind in sorted(kinds.items())}


def write_schemas(folder: Path) -> list[Path]:
    """Write each schema in ``folder``; the same types give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, schema in schemas().items():
        file = folder / f"{name}.schema.json"
        text = json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True)
        files.write(file, f"{text}\n".encode(), replace=True)
        written.append(file)
    return written


def _schema(name: str, kind: Any, docs: dict[str, dict[str, str]]) -> Schema:
    schema = TypeAdapter(kind).json_schema(mode="validation")
    for title, definition in schema.get("$defs", {}).items():
        _describe(definition, docs[title])
    if isinstance(kind, type) and kind.__name__ in docs:
        _describe(schema, docs[kind.__name__])
    title = describe(("commun", name) if name in SHARED else (name,), {})
    return {**_tidy(schema), "$schema": DIALECT, "$id": f"urn:pmtdocs:{name}", "title": title}


def _describe(definition: Schema, docs: dict[str, str]) -> None:
    """French words of the attributes instead of the English docstring of the class."""
    for part in (definition, *definition.get("anyOf", ())):
        part.pop("description", None)
        for name, field in part.get("properties", {}).items():
            if name in docs:
                field["description"] = docs[name]


def _tidy(value: Any) -> Any:
    """Drop what serves no one who types YAML: Python names as titles, null, empty defaults."""
    if isinstance(value, list):
        return [_tidy(item) for item in value if item != {"type": "null"}]
    if not isinstance(value, dict):
        return value
    if isinstance(value.get("default"), bool):
        value = {**value, "default": "oui" if value["default"] else "non"}
    out = {
        key: {name: _tidy(field) for name, field in item.items()}
        if key in ("properties", "patternProperties", "$defs")
        else _tidy(item)
        for key, item in value.items()
        if key != "title" and not (key == "default" and item in (None, "", [], {}))
    }
    if "patternProperties" in out:
        out["additionalProperties"] = False
    options = out.get("anyOf", ())
    if len(options) == 1:  # an optional field: null is gone, one option stays
        out = {**out.pop("anyOf")[0], **out}
    return out


def _models(kind: type[Model]) -> Iterator[type[Model]]:
    for child in kind.__subclasses__():
        yield child
        yield from _models(child)


def docstrings(kind: type) -> dict[str, str]:
    """The string that follows each annotated attribute of a class, or opens each property."""
    body = _bodies(kind.__module__)[kind.__name__]
    found = {}
    for statement in body:
        if isinstance(statement, ast.FunctionDef) and (text := ast.get_docstring(statement)):
            found[statement.name] = text
    for statement, following in pairwise(body):
        match statement, following:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                found[name] = inspect.cleandoc(text)
    return found


@cache
def _bodies(module: str) -> dict[str, list[ast.stmt]]:
    """What stands in each class of a module, which is read once for all of them."""
    statements = ast.parse(inspect.getsource(sys.modules[module])).body
    return {node.name: node.body for node in statements if isinstance(node, ast.ClassDef)}
