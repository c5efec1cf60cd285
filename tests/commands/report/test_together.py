"""What is alike is told once to people, with its count; machines are given each."""

from __future__ import annotations

import json

from pmtdocs.commands import report
from pmtdocs.commands.report.together import together
from pmtdocs.finding import Finding, Kind, Location, Severity, Span
from pmtdocs.templates.kinds import KINDS


def finding(code: str, number: int, message: str = "Dit.", file: str = "a.docx") -> Finding:
    place = Location(("modele", "a"), Span(file, number, 1, number, 2), f"a, paragraphe {number}")
    return Finding(KINDS[code], message, place, help="Faites.")


def test_remarks_of_one_kind_in_one_file_are_one() -> None:
    many = [finding("MDL172", n, f"Dit {n % 2}.") for n in range(1, 808)]
    other = [finding("MDL172", 1, file="b.docx"), finding("MDL123", 3)]
    told = together([*many, *other])
    assert [1 + len(one.others) for one in told] == [807, 1, 1]
    assert [f for one in told for f in (one.first, *one.others)] == [*many, *other]
    said = report.render("text", {"gbm": [*many, *other]}, {"gbm": lambda *_: ""})
    assert said.count("MDL172") == 2
    assert "a, paragraphe 1 (807 fois)" in said
    assert "de même : a, paragraphe 2 : Dit 0." in said
    assert "… et 803 autres fois (toutes : --verbose)" in said
    assert len(said.splitlines()) < 40
    each = report.render("text", {"gbm": many}, {"gbm": lambda *_: ""}, apart=True)
    assert each.count("MDL172") == len(many)


def test_errors_are_one_where_they_say_the_same() -> None:
    same = [finding("MDL131", n) for n in (1, 2)]
    other = finding("MDL131", 3, "Autre.")
    assert [one.first for one in together([*same, other])] == [same[0], other]


def test_what_is_accepted_and_what_is_of_the_data_stay_alone() -> None:
    accepted = [finding("MDL172", n)._replace(accepted="admis") for n in (1, 2)]
    data = [f._replace(primary=f.primary._replace(path=("budget",))) for f in accepted]
    assert len(together([*accepted, *data])) == 4


def test_the_holes_of_a_file_are_told_once() -> None:
    hole = Kind("MOD006", "a-completer", Severity.INFO)
    place = Location(("budget",), Span("budget.yaml", 1, 1, 1, 2), "Budget")
    holes = [Finding(hole, "À compléter.", place, help="Écrivez.") for _ in range(5)]
    wrong = [one._replace(kind=Kind("BUD001", "faux", Severity.ERROR)) for one in holes[:2]]
    other = holes[0]._replace(message="À relire.")
    assert [1 + len(one.others) for one in together([*holes, *wrong, other])] == [5, 1, 1, 1]


def test_machines_are_given_each() -> None:
    many = {"gbm": [finding("MDL172", n) for n in range(1, 8)]}
    assert len(json.loads(report.render("json", many, {}))) == 7
    assert len(json.loads(report.render("sarif", many, {}))["runs"][0]["results"]) == 7
    assert report.render("junit", many, {}).count("<testcase") == 7
    assert report.render("github", many, {}).count("::warning") == 7
