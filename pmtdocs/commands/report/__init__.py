"""Findings as people and machines read them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pmtdocs.commands.report.text import Lines
    from pmtdocs.finding import Finding


def render(
    shape: str,
    by_dossier: Mapping[str, Sequence[Finding]],
    lines: Mapping[str, Lines],
    summed: bool = True,
    apart: bool = False,
) -> str:
    """Findings of several dossiers as ``text``, which ``lines`` serve, or in a format for machines.

    Imported when it is asked for: text, the one people wait for, needs no other.
    """
    if shape == "text":
        from pmtdocs.commands.report import text

        found = ((lines[name], findings) for name, findings in by_dossier.items() if findings)
        blocks = [text.render(findings, line, apart) + "\n" for line, findings in found]
        return "\n".join([*blocks, *(summaries(by_dossier) if summed else ())])
    from pmtdocs.commands.report import machines

    return machines.render(shape, by_dossier)


def summaries(by_dossier: Mapping[str, Sequence[Finding]]) -> list[str]:
    """A line a dossier: how much was found of each weight."""
    from pmtdocs.commands.report import text

    return [text.summary(name, findings) for name, findings in by_dossier.items()]
