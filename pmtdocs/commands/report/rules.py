"""The rules as the terminal lists and explains them, and which of them ran, or for want of what
fact they could not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

from pmtdocs import templates
from pmtdocs.commands.catalogue import CATALOGUE
from pmtdocs.finding import Doc, Kind
from pmtdocs.language.french import plural
from pmtdocs.language.json_text import dump
from pmtdocs.rules import RULES, TEXT_RULES, printed
from pmtdocs.rules.coverage import Covered


def as_text(codes: Collection[str] | None) -> str:
    """The page of one code; of several, or of all, a line each: code, severity, name."""
    if codes is not None and len(codes) == 1:
        return explain(*codes)
    kinds = (CATALOGUE[code] for code in sorted(codes or CATALOGUE))
    return "\n".join(f"{k.code}  {k.severity.said:13}  {k.name}" for k in kinds)


def as_json(codes: Collection[str] | None) -> str:
    """What a page says of each."""
    return dump([_facts(CATALOGUE[one]) for one in sorted(codes or CATALOGUE)])


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
    every = (*RULES, *TEXT_RULES, *printed.RULES)
    return {rule.code: rule.doc for rule in every} | templates.DOCS


def _head(kind: Kind) -> str:
    return f"{kind.code} {kind.name} ({kind.severity.said})"


def coverage(name: str, rows: Sequence[Covered]) -> str:
    """A line a rule, then the count: « vérifiée » says that the rule ran, no more."""
    lines = [f"{row.kind.code:7} {_state(row):16} {row.kind.name}{_why(row)}" for row in rows]
    ran = sum(row.ran for row in rows)
    later = sum(row.at_render for row in rows)
    rest = f"{len(rows) - ran - later} non vérifiables, {later} au rendu"
    end = f"{name} : {plural(ran, 'règle vérifiée', 'règles vérifiées')}, {rest}."
    return "\n".join([*lines, end])


def _state(row: Covered) -> str:
    if row.ran:
        return "vérifiée"
    if row.at_render:
        return "au rendu"
    return "pas encore" if row.since else "non vérifiable"


def _why(row: Covered) -> str:
    if row.since:
        return f" : à partir de l'état « {row.since} »"
    if row.at_render:
        return " : vérifié au rendu, sur les mots imprimés"
    return f" : il manque {', '.join(row.missing)}" if row.missing else ""
