"""Each case of tests/cases/ changes a few words of a good dossier; all rules are run on it."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from pmtdocs.finding import Finding
from pmtdocs.load import Loaded, load
from pmtdocs.rules import RULES, TEXT_RULES, Rule, TextRule, engine
from pmtdocs.wording import read_wordings
from tests import modele

CASES = Path(__file__).parent.parent / "cases"
ALL: tuple[Rule | TextRule, ...] = (*RULES, *TEXT_RULES)


def cases() -> list[Any]:
    return [
        pytest.param(case, id=f"{file.stem}: {case['cas']}")
        for file in sorted(CASES.glob("*.yaml"))
        for case in yaml.safe_load(file.read_text(encoding="utf-8"))
    ]


def folded(text: str) -> str:
    """All kinds of space alike."""
    return " ".join(text.split())


@pytest.mark.parametrize("case", cases())
def test_exactly_the_findings_expected(
    small: Path, patch: Callable[[str, str, str], None], case: dict[str, Any]
) -> None:
    name = case.get("dossier", "bon")
    for change in case["changements"]:
        patch(f"{name}/{change['fichier']}", change["ancien"], change["nouveau"])
    findings = check(load(small, name), small / "modeles")
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
        assert finding.related
        assert all(place.span for place in finding.related)


def check(loaded: Loaded, templates: Path) -> list[Finding]:
    """All rules: over the data, and over the words of the parts that the dossier prints."""
    folder = templates / loaded.dossier.dossier.modele
    modele.convert(folder)
    parts = dict.fromkeys(p for parts in loaded.dossier.dossier.documents.values() for p in parts)
    wordings = read_wordings(folder, parts, folder.as_posix())
    return engine.run(loaded.dossier, RULES, loaded.locate, TEXT_RULES, wordings)


def position(finding: Finding) -> tuple[str, str, int]:
    span = finding.primary.span
    assert span is not None
    return finding.code, span.file, span.line


@pytest.mark.parametrize("rule", ALL, ids=[rule.code for rule in ALL])
def test_a_rule_has_a_good_and_a_bad_case_and_an_edge(rule: Rule | TextRule) -> None:
    found = yaml.safe_load((CASES / f"{rule.code}.yaml").read_text(encoding="utf-8"))
    kinds = {case["genre"] for case in found}
    assert kinds == {"juste", "faux", "limite"}
    for case in found:
        codes = [expected["code"] for expected in case["attendu"]]
        assert case["genre"] != "faux" or rule.code in codes
        assert case["genre"] != "juste" or not codes


@pytest.mark.parametrize("rule", ALL, ids=[rule.code for rule in ALL])
def test_a_rule_is_documented(rule: Rule | TextRule) -> None:
    headings = (rule.doc.what, rule.doc.why, rule.doc.wrong, rule.doc.right)
    assert all(text.endswith(".") and len(text) > 20 for text in headings)
    assert len(rule.kind.reference) > 10


def test_cases_belong_to_a_rule() -> None:
    assert {file.stem for file in CASES.glob("*.yaml")} == {rule.code for rule in ALL}
