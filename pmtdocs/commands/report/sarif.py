"""Findings as SARIF 2.1.0 (OASIS), which code hosts show beside the lines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from pmtdocs import __version__
from pmtdocs.finding import Finding, Kind, Location, Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(findings: Iterable[Finding]) -> str:
    """One run; what a reserve accepts is a suppressed result with its reason."""
    results = list(findings)
    kinds = {finding.code: finding.kind for finding in results}
    codes = sorted(kinds)
    driver = {
        "name": "pmtdocs",
        "version": __version__,
        "rules": [_rule(kinds[code]) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes) for finding in results],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def _rule(kind: Kind) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": kind.code,
        "name": kind.name,
        "defaultConfiguration": {"level": _LEVELS[kind.severity]},
    }
    if kind.reference:
        rule["fullDescription"] = {"text": kind.reference}
    return rule


def _result(finding: Finding, codes: list[str]) -> dict[str, Any]:
    text = f"{finding.primary.label} : {finding.message} {finding.help}".strip()
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _LEVELS[finding.kind.severity],
        "message": {"text": text},
        "locations": [_location(finding.primary)],
    }
    if finding.related:
        result["relatedLocations"] = [
            _location(place) | {"id": n} for n, place in enumerate(finding.related)
        ]
    if finding.accepted:
        result["suppressions"] = [{"kind": "inSource", "justification": finding.accepted}]
    return result


def _location(place: Location) -> dict[str, Any]:
    location: dict[str, Any] = {"message": {"text": place.label}}
    if (span := place.span) is not None:
        region = {
            "startLine": span.line,
            "startColumn": span.column,
            "endLine": span.end_line,
            "endColumn": span.end_column,
        }
        artifact = {"artifactLocation": {"uri": span.file}, "region": region}
        location["physicalLocation"] = artifact
    return location
