"""Findings for machines: a JSON list, SARIF 2.1.0 (OASIS) for code hosts, JUnit XML for CI servers,
workflow commands for GitHub Actions, Code Quality for GitLab."""

from __future__ import annotations

import hashlib
import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import quoteattr

from pmtdocs import __version__
from pmtdocs.finding import Finding, Kind, Location, Severity
from pmtdocs.language.json_text import dump
from pmtdocs.language.visible import visible

_REGION = ("startLine", "startColumn", "endLine", "endColumn")
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
#: The words of GitLab for what blocks a signature, and for what never does.
_WEIGHTS = {Severity.ERROR: "blocker", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(shape: str, by_dossier: Mapping[str, Sequence[Finding]]) -> str:
    """``json``, ``sarif``, ``junit``, ``github`` or ``codequality``."""
    if shape == "junit":
        return junit(by_dossier)
    if shape == "json":
        return as_json([finding for found in by_dossier.values() for finding in found])
    hosted = {"sarif": sarif, "github": github, "codequality": codequality}
    # A fault of a modèle that several dossiers share is one place of one file.
    once = {
        (finding, "" if finding.primary.span else name): _in_repository(finding)
        for name, found in by_dossier.items()
        for finding in found
    }
    return hosted[shape]([*once.values()])


def _text(finding: Finding) -> str:
    return f"{finding.primary.label} : {finding.message} {finding.help}".strip()


def _level(finding: Finding, info: str) -> str:
    """« error », « warning », or what the format calls a note."""
    severity = finding.kind.severity
    return info if severity is Severity.INFO else severity.value


def _in_repository(finding: Finding) -> Finding:
    """The same with its files named from the root of their repository, as its server knows them."""
    return finding._replace(
        primary=_from_root(finding.primary), related=tuple(map(_from_root, finding.related))
    )


def _from_root(place: Location) -> Location:
    if (span := place.span) is None:
        return place
    file = Path(os.path.abspath(span.file))  # noqa: PTH100 - without « .. », links not followed
    root = _root(Path.cwd(), file.parent)
    inside = file.relative_to(root).as_posix() if root else span.file
    return place._replace(span=span._replace(file=inside))


@cache
def _root(here: Path, folder: Path) -> Path | None:
    """The repository in which the command was typed, if it holds the folder, else the folder's own;
    none where there is no Git."""
    around = [above for above in (here, *here.parents) if folder.is_relative_to(above)]
    above = (*around, folder, *folder.parents)
    return next((one for one in above if os.path.lexists(one / ".git")), None)


# --- JSON ------------------------------------------------------------------------------------


def as_json(findings: Sequence[Finding]) -> str:
    """Stable keys; ``line`` and ``column`` count from 1 and are null for a computed place."""
    return dump([_as_dict(f) for f in findings])


def _as_dict(finding: Finding) -> dict[str, Any]:
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


# --- SARIF -----------------------------------------------------------------------------------


def sarif(findings: Sequence[Finding]) -> str:
    """One run; what a reserve accepts is a suppressed result with its reason."""
    kinds = {finding.code: finding.kind for finding in findings}
    codes = sorted(kinds)
    levels = {finding.code: _level(finding, "note") for finding in findings}
    rules = [_rule(kinds[code], levels[code]) for code in codes]
    run = {
        "language": "fr-FR",
        "tool": {"driver": {"name": "pmtdocs", "version": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "results": [
            _result(finding, codes) | {"partialFingerprints": {"pmtdocs/v1": mark}}
            for finding, mark in zip(findings, _marks(findings), strict=True)
        ],
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return dump(log)


def _rule(kind: Kind, level: str) -> dict[str, Any]:
    from pmtdocs.commands.report import rules

    short = f"{kind.name[0].upper()}{kind.name[1:]}".replace("-", " ")
    doc = rules.docs().get(kind.code)
    return {
        "id": kind.code,
        "name": kind.name,
        "shortDescription": {"text": short},
        "fullDescription": {"text": f"{doc.what} {doc.why}".strip() if doc else f"{short}."},
        "help": {"text": rules.explain(kind.code)},
        # A name that stays, as the schemas' own: no address of this project is public.
        "helpUri": f"urn:pmtdocs:{kind.code}",
        "defaultConfiguration": {"level": level},
    }


def _marks(findings: Sequence[Finding]) -> Iterator[str]:
    """What stays the same of a finding when lines move and figures change: its rule and its place
    in the data; the n-th of those that share both."""
    seen: Counter[str] = Counter()
    for finding in findings:
        place = finding.primary
        file = place.span.file if place.span else ""
        same = "\n".join((finding.code, file, *map(str, place.path), finding.about))
        seen[same] += 1
        digest = hashlib.sha256(same.encode(errors="surrogatepass")).hexdigest()
        yield f"{digest[:16]}:{seen[same]}"


def _result(finding: Finding, codes: list[str]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": codes.index(finding.code),
        "level": _level(finding, "note"),
        "message": {"text": _text(finding)},
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
        region = dict(zip(_REGION, span[1:], strict=True))
        artifact = {"artifactLocation": {"uri": _uri(span.file)}, "region": region}
        location["physicalLocation"] = artifact
    return location


def _uri(file: str) -> str:
    """A path as a URI (RFC 3986): relative to where the command was typed, or whole."""
    path = Path(file)
    return path.as_uri() if path.is_absolute() else quote(os.fsencode(path.as_posix()))


# --- JUnit -----------------------------------------------------------------------------------


def junit(by_dossier: Mapping[str, Sequence[Finding]]) -> str:
    """What the xUnit plugin of Jenkins validates (junit-10.xsd): a suite a dossier, a case a
    finding; without findings, one case that passes. A reserve is a case skipped."""
    suites = "".join(_suite(name, findings) for name, findings in by_dossier.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>{visible(suites)}</testsuites>'


def _suite(name: str, findings: Sequence[Finding]) -> str:
    cases = "".join(_case(name, finding) for finding in findings)
    cases = cases or f'<testcase classname={quoteattr(name)} name="check"/>'
    failures = sum(finding.blocks for finding in findings)
    skipped = sum(bool(finding.accepted) for finding in findings)
    return (
        f'<testsuite name={quoteattr(name)} tests="{max(1, len(findings))}" '
        f'errors="0" failures="{failures}" skipped="{skipped}">{cases}</testsuite>'
    )


def _case(name: str, finding: Finding) -> str:
    kind, span = finding.kind, finding.primary.span
    where = f"{span.file}:{span.line}:{span.column}" if span else ""
    said = f"{finding.primary.label} : {finding.message} {finding.help} {where}"
    message = quoteattr(said.strip())
    if finding.accepted:
        inside = f"<skipped message={quoteattr(finding.accepted)}/>"
    elif kind.severity is Severity.ERROR:
        inside = f"<failure type={quoteattr(kind.name)} message={message}/>"
    else:
        inside = f"<system-out>{message[1:-1]}</system-out>"
    title = quoteattr(f"{finding.code} {kind.name}")
    return f"<testcase classname={quoteattr(name)} name={title}>{inside}</testcase>"


# --- GitHub ----------------------------------------------------------------------------------


def github(findings: Sequence[Finding]) -> str:
    """A line a finding, shown on the lines of a pull request; what is accepted is a notice."""
    return "\n".join(_command(finding) for finding in findings)


def _command(finding: Finding) -> str:
    command = "notice" if finding.accepted else _level(finding, "notice")
    properties = {"title": f"{finding.code} {finding.kind.name}"}
    if (span := finding.primary.span) is not None:
        properties |= {"file": span.file, "line": str(span.line), "col": str(span.column)}
    escaped = {
        key: _data(v).replace(":", "%3A").replace(",", "%2C") for key, v in properties.items()
    }
    listed = ",".join(f"{key}={value}" for key, value in escaped.items())
    return f"::{command} {listed}::{_data(_text(finding) + _reserve(finding))}"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


# --- GitLab ----------------------------------------------------------------------------------


def codequality(findings: Sequence[Finding]) -> str:
    """A list in the format of GitLab's Code Quality reports; what a reserve accepts is « info »."""
    return dump([_issue(*pair) for pair in zip(findings, _marks(findings), strict=True)])


def _issue(finding: Finding, mark: str) -> dict[str, Any]:
    places = (finding.primary, *finding.related)
    span = next((place.span for place in places if place.span), None)
    return {
        "description": f"{_text(finding)}{_reserve(finding)}",
        "check_name": f"{finding.code} {finding.kind.name}",
        "fingerprint": mark,
        "severity": "info" if finding.accepted else _WEIGHTS[finding.kind.severity],
        "location": {
            "path": span.file if span else ".",
            "lines": {"begin": span.line if span else 1},
        },
    }


def _reserve(finding: Finding) -> str:
    return f" Réserve : {finding.accepted}" if finding.accepted else ""
