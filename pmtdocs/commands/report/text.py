"""Findings for the terminal: the human place, then file:line:column, the source line, a caret."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable

import click

from pmtdocs.commands.report.together import Together, together
from pmtdocs.dossier.source import FORBIDDEN
from pmtdocs.finding import Finding, Location, Severity, Span
from pmtdocs.language.french import plural
from pmtdocs.language.visible import SIGN, one_line

#: A paragraph of a template is one line: beyond this many characters it is cut, after the fault
#: or before it.
_LONG = 120
_AFTER = 20
_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "cyan"}

#: The text of a line of a file, counted from 1; None for a cell of a workbook, which has none.
Lines = Callable[[str, int], str | None]


def render(findings: Iterable[Finding], lines: Lines, apart: bool = False) -> str:
    """All findings as text, one block each, separated by a blank line; what is alike, once, unless
    each is to stand ``apart``."""
    blocks = map(Together, findings) if apart else together(findings)
    return "\n\n".join(_block(told, lines) for told in blocks)


def summary(name: str, findings: Iterable[Finding]) -> str:
    """One line for a dossier: « 2031 : 0 erreur, 1 anomalie acceptée par réserve. »."""
    all_of_them = list(findings)
    left = [finding for finding in all_of_them if not finding.accepted]
    numbers = {one: sum(f.kind.severity is one for f in left) for one in Severity}
    counts = [plural(n, s.said) for s, n in numbers.items() if n or s is Severity.ERROR]
    if accepted := sum(bool(f.accepted) for f in all_of_them):
        noun = plural(accepted, "anomalie acceptée", "anomalies acceptées")
        counts.append(f"{noun} par réserve")
    return f"{one_line(name)} : {', '.join(counts)}."


def _block(told: Together, lines: Lines) -> str:
    """Words of the data stay on their line, and none of them acts on a terminal or a log."""
    finding, kind, accepted = told.first, told.first.kind, one_line(told.first.accepted)
    word = "accepté" if accepted else kind.severity.said
    colour = "green" if accepted else _COLOURS[kind.severity]
    head = click.style(f"{word} {finding.code}", fg=colour, bold=True)
    times = f" ({1 + len(told.others)} fois)" if told.others else ""
    place = click.style(f"{one_line(finding.primary.label)}{times}", bold=True)
    out = [f"{head} [{kind.name}] {place}", f"  {one_line(finding.message)}"]
    out += _excerpt(finding, lines)
    out += [f"  de même : {one_line(place)}" for place in told.places]
    if told.left:
        out.append(f"  … et {plural(told.left, 'autre')} fois (toutes : --verbose)")
    out += [f"  voir aussi : {_where(other)}" for other in finding.related]
    if accepted:
        out.append(f"  réserve : {accepted}")
    elif finding.help:
        out.append(f"  → {one_line(finding.help)}")
    if kind.reference:
        out.append(click.style(f"  référence : {kind.reference}", dim=True))
    return "\n".join(out)


def _where(location: Location) -> str:
    span, label = location.span, one_line(location.label)
    return f"{label} ({_at(span)})" if span else label


def _at(span: Span) -> str:
    return f"{one_line(span.file)}:{span.line}:{span.column}"


def _excerpt(finding: Finding, lines: Lines) -> list[str]:
    span = finding.primary.span
    if span is None:
        return []
    if (found := lines(span.file, span.line)) is None:
        return [f"  --> {_at(span)}"]
    # A hidden character must not act on the terminal while it is being reported.
    text = FORBIDDEN.sub(SIGN, found).replace("\t", "→")
    start, end = span.column, span.end_column if span.end_line == span.line else len(text) + 1
    if len(text) > _LONG and (dropped := min(end + _AFTER - _LONG, start - 2)) > 0:
        text, start, end = "…" + text[dropped:], start - dropped + 1, end - dropped + 1
    if len(text) > _LONG:
        text = text[: _LONG - 1] + "…"
    start = min(start, len(text) + 1)
    caret = " " * _width(text[: start - 1]) + "^" * max(1, _width(text[start - 1 : end - 1]))
    gutter = " " * len(str(span.line))
    return [
        f"  {gutter}--> {_at(span)}",
        f"  {gutter} |",
        f"  {span.line} | {text}",
        f"  {gutter} | {click.style(caret, bold=True)}",
    ]


def _width(text: str) -> int:
    """Terminal columns: combining marks take none, wide characters two."""
    return sum(
        0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1
        for c in text
    )
