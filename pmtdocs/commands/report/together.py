"""Findings that are read once: many of one kind in one Word file, the same words at many places,
the holes of a draft.

Formats for machines keep each; people read the first one, how many there are, and where next.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pmtdocs.finding import Finding, Severity

#: Paths that begin so name a part: its rendered text, or its Word file.
OF_A_PART = ("textes", "modele")
#: How many other places are named.
_NAMED = 3


class Together(NamedTuple):
    """A finding, and those that are told with it."""

    first: Finding
    others: tuple[Finding, ...] = ()

    @property
    def places(self) -> tuple[str, ...]:
        """Some of the other places; with its words, one that says something else."""
        first, named = self.first.message, self.others[:_NAMED]
        said = (f.primary.label + (f" : {f.message}" if f.message != first else "") for f in named)
        return tuple(dict.fromkeys(said))

    @property
    def left(self) -> int:
        """How many are counted and not named."""
        return max(0, len(self.others) - _NAMED)


def together(findings: Iterable[Finding]) -> list[Together]:
    """Remarks by kind and file, errors and what is in the data where they say the same; in the
    order of the first ones."""
    groups: dict[object, list[Finding]] = {}
    for number, finding in enumerate(findings):
        groups.setdefault(_key(finding, number), []).append(finding)
    return [Together(first, tuple(others)) for first, *others in groups.values()]


def _key(finding: Finding, number: int) -> object:
    span, path = finding.primary.span, finding.primary.path
    if span is None or finding.accepted or not path:
        return number
    of_a_part, severity = path[0] in OF_A_PART, finding.kind.severity
    if not of_a_part and severity is not Severity.INFO:
        return number
    alike = not of_a_part or severity is Severity.ERROR
    return (finding.code, span.file, *((finding.message, finding.help) if alike else ()))
