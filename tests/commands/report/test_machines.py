"""The formats for machines: valid, complete, and true to the findings."""

from __future__ import annotations

import json
import os
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from jsonschema import ValidationError
from lxml import etree

from pmtdocs.commands.catalogue import CATALOGUE
from pmtdocs.commands.report import machines
from pmtdocs.finding import Finding, Location, Span
from tests.support.machine_schemas import assert_junit, assert_sarif

PLACE = Location(("budget", "depenses"), Span("data/2024/budget.yaml", 21, 19, 21, 26), "Budget")
OTHER = Location(("budget",), Span("data/2024/budget.yaml", 16, 5, 16, 9), "ligne « A & B »")
ERROR = Finding(CATALOGUE["BUD001"], "Total faux : 1 < 2.", PLACE, (OTHER,), "Corrigez, 100 %.")
ACCEPTED = Finding(CATALOGUE["BUD001"], "Total faux.", PLACE, accepted="Acte adopté")
FORM = Finding(CATALOGUE["YML001"], "Illisible.", PLACE)
NOTE = Finding(CATALOGUE["MDL118"], "Rien ne les emploie.", OTHER)
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


def test_sarif_explains_each_rule_and_knows_a_finding_again() -> None:
    moved = ERROR._replace(message="Autre.", primary=PLACE._replace(span=OTHER.span))
    log = json.loads(machines.sarif([ERROR, ERROR, NOWHERE, FORM]))
    again = json.loads(machines.sarif([moved]))
    first, second, third, fourth = (
        result["partialFingerprints"]["pmtdocs/v1"] for result in log["runs"][0]["results"]
    )
    assert len({first, second, third, fourth}) == 4
    assert again["runs"][0]["results"][0]["partialFingerprints"] == {"pmtdocs/v1": first}
    for rule in log["runs"][0]["tool"]["driver"]["rules"]:
        assert rule["shortDescription"]["text"]
        assert rule["helpUri"] == f"urn:pmtdocs:{rule['id']}"
        assert rule["fullDescription"]["text"].endswith(".")
        assert rule["help"]["text"].startswith(f"{rule['id']} {rule['name']}")


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("data/2024/budget.yaml", "data/2024/budget.yaml"),
        ("mes données/été/a b.yaml", "mes%20donn%C3%A9es/%C3%A9t%C3%A9/a%20b.yaml"),
        ("c:d/100 %#?.yaml", "c%3Ad/100%20%25%23%3F.yaml"),
        ("../autre/a.yaml", "../autre/a.yaml"),
        ("/srv/données/a.yaml", "file:///srv/donn%C3%A9es/a.yaml"),
    ],
)
def test_paths_of_sarif_are_uris(file: str, uri: str) -> None:
    place = Location((), Span(file, 1, 1, 1, 2), "Ici")
    log = json.loads(machines.sarif([ERROR._replace(primary=place)]))
    physical = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == uri


def test_code_quality_is_what_gitlab_reads() -> None:
    twice, alone = ERROR._replace(message="Autre."), NOWHERE._replace(related=())
    said = {"2024": [ERROR, twice, ACCEPTED, FORM, NOTE, alone], "2020": [ERROR, alone]}
    issues = json.loads(machines.render("codequality", said))
    # One fault of one file is one for two dossiers; what has no place is one of each.
    assert [issue["check_name"].split()[0] for issue in issues] == [
        "BUD001", "BUD001", "BUD001", "YML001", "MDL118", "BUD003", "BUD003",
    ]  # fmt: skip
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    severities = [issue["severity"] for issue in issues]
    assert severities == ["blocker", "blocker", "info", "blocker", "info", "blocker", "blocker"]
    for issue in issues:
        assert list(issue) == ["description", "check_name", "fingerprint", "severity", "location"]
    assert issues[0]["location"] == {"path": "data/2024/budget.yaml", "lines": {"begin": 21}}
    assert issues[-1]["location"] == {"path": ".", "lines": {"begin": 1}}
    assert issues[2]["description"].endswith("Réserve : Acte adopté")


@pytest.mark.parametrize("here", ["dépôt", "dépôt/projet/data", ".", "ailleurs"])
def test_servers_know_files_from_the_root_of_their_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, here: str
) -> None:
    path = "projet/data/2024/budget.yaml"
    for folder in ("dépôt/.git", f"dépôt/{path}", "ailleurs"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / here)
    shown = os.path.relpath(tmp_path / "dépôt" / path)
    found = {"2024": [ERROR._replace(primary=PLACE._replace(span=Span(shown, 2, 1, 2, 3)))]}
    assert json.loads(machines.render("codequality", found))[0]["location"]["path"] == path
    assert f"file={path},line=2" in machines.render("github", found)
    (run,) = json.loads(machines.render("sarif", found))["runs"]
    physical = run["results"][0]["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == path


#: One of each kind of finding and of place; words that are escaped.
WARNED = Finding(CATALOGUE["NOM001"], "Deux \x1bnoms : <a & b>.", PLACE, help="Voir « ]]> ».")
EVERY = {"2024": [ERROR, ACCEPTED, NOWHERE, FORM, NOTE, WARNED, ERROR], 'a "b" & <c>': []}


def test_junit_is_what_jenkins_takes() -> None:
    assert_junit(machines.render("junit", EVERY))
    assert_junit(machines.render("junit", {}))
    with pytest.raises(etree.DocumentInvalid):
        assert_junit(machines.render("junit", EVERY).replace("testcase", "case"))


def test_sarif_is_what_the_standard_says() -> None:
    assert_sarif(machines.render("sarif", EVERY))
    assert_sarif(machines.render("sarif", {}))
    with pytest.raises(ValidationError):
        assert_sarif(machines.render("sarif", EVERY).replace("ruleIndex", "rang"))


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
