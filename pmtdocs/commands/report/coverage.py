"""The coverage as a table: which rules ran, which could not, for want of which fact."""

from __future__ import annotations

from collections.abc import Sequence

from pmtdocs.language.french import plural
from pmtdocs.rules.coverage import Covered


def render(name: str, rows: Sequence[Covered]) -> str:
    """A line a rule, then the count: « vérifiée » says that the rule ran, no more."""
    lines = [f"{row.kind.code:7} {_state(row):16} {row.kind.name}{_why(row)}" for row in rows]
    ran = sum(row.ran for row in rows)
    rest = len(rows) - ran
    end = f"{name} : {plural(ran, 'règle vérifiée', 'règles vérifiées')}, {rest} non vérifiables."
    return "\n".join([*lines, end])


def _state(row: Covered) -> str:
    if row.ran:
        return "vérifiée"
    return "pas encore" if row.since else "non vérifiable"


def _why(row: Covered) -> str:
    if row.since:
        return f" : à partir de l'état « {row.since} »"
    return f" : il manque {', '.join(row.missing)}" if row.missing else ""
