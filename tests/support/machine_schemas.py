"""Documents held against what the machines that read them ask."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import jsonschema
from lxml import etree

_HERE = Path(__file__).parent / "schemas"


@cache
def _of_sarif() -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads((_HERE / "sarif-2.1.0.json").read_bytes()))


@cache
def _of_junit() -> etree.XMLSchema:
    return etree.XMLSchema(file=str(_HERE / "junit-10.xsd"))


def assert_sarif(log: str) -> None:
    """Raises ValidationError with the place of the fault."""
    _of_sarif().validate(json.loads(log))


def assert_junit(report: str) -> None:
    """Raises DocumentInvalid with the line of the fault."""
    _of_junit().assertValid(etree.fromstring(report.encode()))
