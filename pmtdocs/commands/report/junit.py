"""Findings as JUnit XML, which every CI server shows: a suite a dossier, a case a finding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import quoteattr

from pmtdocs.finding import Finding, Severity


def render(by_dossier: Mapping[str, Sequence[Finding]]) -> str:
    """A dossier without findings is one case that passes; a reserve is a case skipped."""
    suites = "".join(_suite(name, findings) for name, findings in by_dossier.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>{suites}</testsuites>'


def _suite(name: str, findings: Sequence[Finding]) -> str:
    cases = "".join(_case(name, finding) for finding in findings)
    cases = cases or f'<testcase classname={quoteattr(name)} name="check"/>'
    failures = sum(finding.blocks for finding in findings)
    skipped = sum(bool(finding.accepted) for finding in findings)
    return (
        f'<testsuite name={quoteattr(name)} tests="{max(1, len(findings))}" '
        f'failures="{failures}" skipped="{skipped}">{cases}</testsuite>'
    )


def _case(name: str, finding: Finding) -> str:
    kind = finding.kind
    span = finding.primary.span
    where = f"{span.file}:{span.line}:{span.column}" if span else ""
    message = quoteattr(
        f"{finding.primary.label} : {finding.message} {finding.help} {where}".strip()
    )
    if finding.accepted:
        inside = f"<skipped message={quoteattr(finding.accepted)}/>"
    elif kind.severity is Severity.ERROR:
        inside = f"<failure type={quoteattr(kind.name)} message={message}/>"
    else:
        inside = f"<system-out>{message[1:-1]}</system-out>"
    title = quoteattr(f"{finding.code} {kind.name}")
    return f"<testcase classname={quoteattr(name)} name={title}>{inside}</testcase>"
