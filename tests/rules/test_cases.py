"""Each case of tests/cases/ changes a few words of a good dossier; all rules are run on it."""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

import pytest

from pmtdocs.finding import Finding
from pmtdocs.rules import RULES, TEXT_RULES, Rule
from pmtdocs.rules.printed import RULES as PRINTED_RULES
from tests.support import examples
from tests.support.messages import faults

ALL: tuple[Rule, ...] = (*RULES, *TEXT_RULES, *PRINTED_RULES)


def every() -> list[Any]:
    return [
        pytest.param(case, id=f"{file.stem}: {case['cas']}")
        for file in sorted(examples.CASES.glob("*.yaml"))
        for case in examples.cases(file.stem)
    ]


def folded(text: str) -> str:
    """All kinds of space alike."""
    return " ".join(text.split())


@pytest.mark.parametrize("case", every())
def test_exactly_the_findings_expected(small: Path, case: dict[str, Any]) -> None:
    name = case.get("dossier", "bon")
    findings = examples.run(case, small)
    assert [position(f) for f in findings] == [
        (e["code"], posixpath.normpath(f"data/{name}/{e['fichier']}"), e["ligne"])
        for e in case["attendu"]
    ], [f.message for f in findings]
    for finding, expected in zip(findings, case["attendu"], strict=True):
        for words in expected["dit"]:
            assert words in folded(f"{finding.message} {finding.help}")
        for place in expected.get("voir", ()):
            assert place in {r.span.line for r in finding.related if r.span}
        assert finding.message.endswith(".")
        assert finding.help.endswith(".")
        assert faults(_own(finding)) + faults(finding.help) == []
        assert finding.related
        assert all(place.span for place in finding.related)


def _own(finding: Finding) -> str:
    """Its message, without the words at fault that a rule on printed words quotes."""
    is_quoting = finding.code.startswith("PRT")
    return re.sub("«.*»", "« … »", finding.message) if is_quoting else finding.message


def position(finding: Finding) -> tuple[str, str, int]:
    span = finding.primary.span
    assert span is not None
    return finding.code, span.file, span.line


@pytest.mark.parametrize("rule", ALL, ids=[rule.code for rule in ALL])
def test_a_rule_has_a_good_and_a_bad_case_and_an_edge(rule: Rule) -> None:
    found = examples.cases(rule.code)
    kinds = {case["genre"] for case in found}
    assert kinds == {"juste", "faux", "limite"}
    for case in found:
        codes = [expected["code"] for expected in case["attendu"]]
        assert case["genre"] != "faux" or rule.code in codes
        assert case["genre"] != "juste" or not codes


@pytest.mark.parametrize("rule", ALL, ids=[rule.code for rule in ALL])
def test_a_rule_is_documented(rule: Rule) -> None:
    headings = (rule.doc.what, rule.doc.why, rule.doc.wrong, rule.doc.right)
    assert all(text.endswith((".", ". »")) and len(text) > 20 for text in headings)
    assert not any(text[0].islower() for text in headings)
    assert [fault for text in headings for fault in faults(text)] == []
    assert len(rule.kind.reference) > 10


def test_cases_belong_to_a_rule() -> None:
    assert {file.stem for file in examples.CASES.glob("*.yaml")} == {rule.code for rule in ALL}
