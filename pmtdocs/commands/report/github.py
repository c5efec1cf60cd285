"""Findings as workflow commands: GitHub Actions shows them on the lines of a pull request."""

from __future__ import annotations

from collections.abc import Iterable

from pmtdocs.finding import Finding, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(findings: Iterable[Finding]) -> str:
    """One line a finding; what a reserve accepts is a notice."""
    return "\n".join(_line(finding) for finding in findings)


def _line(finding: Finding) -> str:
    kind = finding.kind
    command = "notice" if finding.accepted else _COMMANDS[kind.severity]
    properties = {"title": f"{finding.code} {kind.name}"}
    if (span := finding.primary.span) is not None:
        properties |= {"file": span.file, "line": str(span.line), "col": str(span.column)}
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    reserve = f" Réserve : {finding.accepted}" if finding.accepted else ""
    text = f"{finding.primary.label} : {finding.message} {finding.help}".strip() + reserve
    return f"::{command} {listed}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
