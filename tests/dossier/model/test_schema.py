"""The JSON Schemas say what the loader says: they accept the data and refuse an unknown key."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from pmtdocs.dossier.model import SHARED, SUBJECTS
from pmtdocs.dossier.model.schema import Schema, schemas, write_schemas
from pmtdocs.dossier.yaml_source import read_source

ROOT = Path(__file__).parents[3]
SHIPPED = ROOT / "pmtdocs" / "schemas"
FILES = sorted(
    file for pattern in ("data/*/*.yaml", "tests/data/*/*.yaml") for file in ROOT.glob(pattern)
)


@pytest.fixture(scope="module")
def all_schemas() -> dict[str, Schema]:
    return schemas()


def as_editor(value: Any) -> Any:
    """What an editor's YAML parser hands to its schema validator."""
    match value:
        case dict():
            return {str(key): as_editor(item) for key, item in value.items()}
        case list():
            return [as_editor(item) for item in value]
        case dt.date():
            return value.isoformat()
    return value


def _properties(schema: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(schema, list):
        schema = dict(enumerate(schema))
    if isinstance(schema, dict):
        held = schema.get("properties")
        yield from held.items() if isinstance(held, dict) else ()
        for value in schema.values():
            yield from _properties(value)


def test_each_schema_has_a_name_and_describes_every_property(
    all_schemas: dict[str, Schema],
) -> None:
    assert len({schema["$id"] for schema in all_schemas.values()}) == len(all_schemas)
    for name, schema in all_schemas.items():
        assert [key for key, field in _properties(schema) if not field.get("description")] == [], (
            name
        )


@pytest.mark.parametrize("file", FILES, ids=[str(f.relative_to(ROOT)) for f in FILES])
def test_the_data_is_valid_read_as_text_and_read_as_yaml(
    file: Path, all_schemas: dict[str, Schema]
) -> None:
    validator = Draft202012Validator(all_schemas[file.stem])
    text = read_source(file, file.name, ("x",)).tree
    typed = as_editor(yaml.safe_load(file.read_text(encoding="utf-8")))
    assert [e.message for e in validator.iter_errors(text)] == []
    assert [e.message for e in validator.iter_errors(typed)] == []
    assert isinstance(text, dict)
    assert not validator.is_valid({**text, "Clé inconnue": {"nom": "x"}})


@pytest.mark.parametrize(
    ("subject", "facts", "valid"),
    [
        ("deliberation", {"numero": 2024}, True),
        ("deliberation", {"numero": "à compléter"}, True),
        ("deliberation", {"numero": ["2024"]}, False),
        ("deliberation", {"recours": {"juridiction": "TA", "delai_mois": 2}}, True),
        ("deliberation", {"recours": {"juridiction": "TA", "delai": 2}}, False),
        ("seance", {"visio_vote": "oui"}, True),
        ("seance", {"visio_vote": "yes"}, False),
        ("dossier", {"etat": "voté"}, True),
        ("dossier", {"etat": "votée"}, False),
        ("dossier", {"modele": "../x"}, False),
        ("budget", {"taxe": "ttc"}, False),
        ("expose", {"resume": ["un paragraphe", {"liste": ["une puce"]}]}, True),
        ("expose", {"resume": [{"listes": ["une puce"]}]}, False),
    ],
)
def test_values(
    all_schemas: dict[str, Schema], subject: str, facts: dict[str, Any], valid: bool
) -> None:
    schema = {**all_schemas[subject], "required": []}
    assert Draft202012Validator(schema).is_valid(facts) is valid


def test_every_schema_is_one_and_refuses_what_it_does_not_know(
    all_schemas: dict[str, Schema],
) -> None:
    for schema in all_schemas.values():
        Draft202012Validator.check_schema(schema)
        assert schema["$id"].startswith("urn:pmtdocs:")  # whatever its address
        for part in (schema, *schema.get("$defs", {}).values()):
            for option in part.get("anyOf", [part]):
                assert option.get("type") != "object" or option["additionalProperties"] is False


def test_descriptions_are_those_of_the_attributes(all_schemas: dict[str, Schema]) -> None:
    party = all_schemas["convention"]["$defs"]["Party"]
    assert party["properties"]["fonction"]["description"].startswith("Fonction telle que")
    assert "description" not in party
    line = all_schemas["budget"]["$defs"]["Line"]["properties"]
    assert line["en_nature"]["default"] == "non"


def test_shipped_schemas_are_up_to_date(tmp_path: Path) -> None:
    written = {file.name: file.read_bytes() for file in write_schemas(tmp_path)}
    assert written == {file.name: file.read_bytes() for file in SHIPPED.iterdir()}
    others = {"avenant.schema.json", "clauses.schema.json"}
    assert others < set(written)
    assert len(written) == len(SUBJECTS) + len(SHARED) + len(others)
    for content in written.values():
        assert content.endswith(b"}\n")
        assert list(json.loads(content)) == sorted(json.loads(content))
