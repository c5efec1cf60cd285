"""The rules as the terminal lists and explains them, and which of them ran, or for want of what
fact they could not."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from pmtdocs import templates
from pmtdocs.commands.catalogue import CATALOGUE
from pmtdocs.finding import Doc, Kind, Severity
from pmtdocs.language.french import plural
from pmtdocs.language.json_text import dump
from pmtdocs.rules import RULES, TEXT_RULES
from pmtdocs.rules.coverage import Covered

_WORDS = {Severity.ERROR: "erreur", Severity.WARNING: "avertissement", Severity.INFO: "note"}


def listing() -> str:
    """A line a code: code, severity, name."""
    return "\n".join(
        f"{kind.code}  {_WORDS[kind.severity]:13}  {kind.name}"
        for kind in sorted(CATALOGUE.values(), key=lambda k: k.code)
    )


def as_text(code: str | None) -> str:
    """The list of all codes, or the page of one."""
    return listing() if code is None else explain(code)


def as_json(code: str | None) -> str:
    """What a page says of one code, or of each."""
    chosen = CATALOGUE if code is None else (code,)
    return dump([_facts(CATALOGUE[one]) for one in sorted(chosen)])


def _facts(kind: Kind) -> dict[str, str | None]:
    doc = docs().get(kind.code)
    page = doc._asdict() if doc else dict.fromkeys(Doc._fields)
    return {
        "code": kind.code,
        "name": kind.name,
        "severity": kind.severity.value,
        "reference": kind.reference,
        **page,
    }


def explain(code: str) -> str:
    """The page of a rule: what, why, wrong, right, source. Raises KeyError for an unknown code."""
    kind, doc = CATALOGUE[code], docs().get(code)
    if doc is None:
        return f"{_head(kind)}\n\nFaute de forme : elle se corrige à la ligne indiquée."
    parts = (
        ("Ce qui est vérifié", doc.what),
        ("Pourquoi", doc.why),
        ("Faux", doc.wrong),
        ("Juste", doc.right),
        ("Source", kind.reference),
    )
    told = (f"{title}\n  {text}" for title, text in parts if text)
    return "\n\n".join([_head(kind), *told])


@cache
def docs() -> dict[str, Doc]:
    """The page of each code that has one: faults of form have none."""
    return {rule.code: rule.doc for rule in (*RULES, *TEXT_RULES)} | templates.DOCS


def _head(kind: Kind) -> str:
    return f"{kind.code} {kind.name} ({_WORDS[kind.severity]})"


def coverage(name: str, rows: Sequence[Covered]) -> str:
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
