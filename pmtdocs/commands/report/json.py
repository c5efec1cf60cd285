"""Findings for machines: one list of objects, stable keys, sorted as the text is."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pmtdocs.finding import Finding, Location


def render(findings: Iterable[Finding]) -> str:
    """A JSON list; ``line`` and ``column`` count from 1 and are null for a computed place."""
    return json.dumps([as_dict(f) for f in findings], ensure_ascii=False, indent=2)


def as_dict(finding: Finding) -> dict[str, Any]:
    """One finding with what is known of its kind."""
    kind = finding.kind
    place = _place(finding.primary)
    return {
        "code": finding.code,
        "name": kind.name,
        "severity": kind.severity.value,
        "message": finding.message,
        "help": finding.help,
        "reference": kind.reference,
        "place": place.pop("label"),
        **place,
        "related": [_place(location) for location in finding.related],
        "accepted": finding.accepted or None,
    }


def _place(location: Location) -> dict[str, Any]:
    span = location.span
    return {
        "file": span.file if span else None,
        "line": span.line if span else None,
        "column": span.column if span else None,
        "path": ".".join(str(step) for step in location.path),
        "label": location.label,
    }
