"""Findings of several dossiers in the format asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module

from pmtdocs.commands.report import text
from pmtdocs.finding import Finding


def render(
    shape: str, by_dossier: Mapping[str, Sequence[Finding]], lines: Mapping[str, text.Lines]
) -> str:
    """``text``, ``json``, ``sarif``, ``junit`` or ``github``; ``lines`` serve the excerpts.

    Each format is imported when it is asked for: text, the one people wait for, needs none.
    """
    if shape == "text":
        blocks = [text.render(f, lines[name]) + "\n" for name, f in by_dossier.items() if f]
        return "\n".join([*blocks, *(text.summary(n, f) for n, f in by_dossier.items())])
    if shape == "junit":
        from pmtdocs.commands.report import junit

        return junit.render(by_dossier)
    findings = [finding for found in by_dossier.values() for finding in found]
    return str(import_module(f"pmtdocs.commands.report.{shape}").render(findings))
