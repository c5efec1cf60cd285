"""The formats for machines: valid, complete, and true to the findings."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET

from pmtdocs.commands.catalogue import CATALOGUE
from pmtdocs.commands.report import machines
from pmtdocs.finding import Finding, Location, Span

PLACE = Location(("budget", "depenses"), Span("data/2024/budget.yaml", 21, 19, 21, 26), "Budget")
OTHER = Location(("budget",), Span("data/2024/budget.yaml", 16, 5, 16, 9), "ligne « A & B »")
ERROR = Finding(CATALOGUE["BUD001"], "Total faux : 1 < 2.", PLACE, (OTHER,), "Corrigez, 100 %.")
ACCEPTED = Finding(CATALOGUE["BUD001"], "Total faux.", PLACE, accepted="Acte adopté")
NOWHERE = Finding(CATALOGUE["BUD003"], "Déséquilibre.", Location((), None, "Dossier"))


def test_sarif_has_levels_places_and_suppressions() -> None:
    log = json.loads(machines.sarif([ERROR, ACCEPTED, NOWHERE]))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert rules == ["BUD001", "BUD003"]
    first, second, third = run["results"]
    assert [rules[r["ruleIndex"]] for r in run["results"]] == [r["ruleId"] for r in run["results"]]
    place = first["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "data/2024/budget.yaml"
    assert place["region"] == {"startLine": 21, "startColumn": 19, "endLine": 21, "endColumn": 26}
    assert first["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 16
    assert "suppressions" not in first
    assert second["suppressions"] == [{"kind": "inSource", "justification": "Acte adopté"}]
    assert "physicalLocation" not in third["locations"][0]


def test_junit_counts_failures_and_reserves() -> None:
    root = ET.fromstring(machines.junit({"2024": [ERROR, ACCEPTED], "2020": []}))  # noqa: S314
    first, second = root
    assert (first.get("tests"), first.get("failures"), first.get("skipped")) == ("2", "1", "1")
    failure = first[0].find("failure")
    assert failure is not None
    assert "1 < 2" in (failure.get("message") or "")
    assert "data/2024/budget.yaml:21:19" in (failure.get("message") or "")
    assert (second.get("tests"), second.get("failures")) == ("1", "0")
    assert second[0].get("name") == "check"


def test_github_escapes_what_it_must() -> None:
    first, second, third = machines.github([ERROR, ACCEPTED, NOWHERE]).split("\n")
    head = "::error title=BUD001 total-des-depenses-faux"
    assert first.startswith(f"{head},file=data/2024/budget.yaml,line=21,col=19::")
    assert first.endswith("Corrigez, 100 %25.")
    assert second.startswith("::notice ")
    assert "Réserve : Acte adopté" in second
    assert "file=" not in third
