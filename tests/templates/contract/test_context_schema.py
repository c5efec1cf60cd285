"""The JSON Schema of the context holds what contexts hold, and templates pass it."""

from __future__ import annotations

from typing import Any

import pytest
from docxtpl_lint import lint

from pmtdocs.dossier.views.contract import contract, walk
from pmtdocs.templates.contract.context_schema import context_schema
from tests.conftest import ROOT

GBM = ROOT / "templates" / "gbm"


def at(schema: dict[str, Any], name: str) -> dict[str, Any]:
    """The schema of a dotted name."""
    for step in name.replace("[]", ".[]").split("."):
        schema = schema["items"] if step == "[]" else schema["properties"][step]
    return schema


def test_every_field_with_its_description() -> None:
    schema = context_schema()
    for name, field in walk(contract()):
        said = at(schema, name)
        assert said["description"] == field.doc
        assert "$ref" in said or said["type"] in ("object", "array", *_TYPES), name


_TYPES = ("string", "number", "integer", "boolean")


def test_sorts_and_filters_are_said() -> None:
    amount = at(context_schema(), "convention.subvention.montant")
    assert (amount["type"], amount["x-sorte"]) == ("number", "montant")
    assert "euros" in amount["x-filtres"]
    assert at(context_schema(), "seance.date")["format"] == "date"


def test_a_group_inside_itself_refers_to_itself() -> None:
    schema = context_schema()
    reference = at(schema, "expose.sections[].sections[]")["$ref"]
    target: Any = schema
    for step in reference.removeprefix("#/").split("/"):
        target = target[step]
    assert "titre" in target["properties"]


def test_what_may_be_absent_is_not_required() -> None:
    assert context_schema()["required"] == ["affaires", "faits", "exercice", "periode"]
    assert "titre" in at(context_schema(), "expose.sections[]")["required"]


@pytest.mark.parametrize("part", sorted(f.name for f in GBM.glob("*.docx")))
def test_docxtpl_lint_finds_the_shipped_parts_in_the_contract(part: str) -> None:
    issues = lint(GBM / part, schema=context_schema()).issues
    assert [issue for issue in issues if issue.rule.startswith("DTL3")] == []


def test_docxtpl_lint_sees_a_field_that_the_contract_lacks() -> None:
    schema = context_schema()
    del schema["properties"]["convention"]["properties"]["tribunal"]
    issues = lint(GBM / "convention.docx", schema=schema).issues
    assert "DTL304" in {issue.rule for issue in issues}
