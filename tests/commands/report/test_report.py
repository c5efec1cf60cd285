"""What people and machines read about a finding."""

from __future__ import annotations

import json
from decimal import Decimal

import click
import pytest

from pmtdocs.commands.catalogue import CATALOGUE
from pmtdocs.commands.report import machines, text
from pmtdocs.dossier.load import Loaded
from pmtdocs.finding import Finding, Location, Span
from pmtdocs.rules import budget, engine

KEYS = [
    "code", "name", "severity", "message", "help", "reference", "place", "file", "line", "column",
    "path", "related", "accepted",
]  # fmt: skip


@pytest.fixture(scope="module")
def of_2024(dossier_2024: Loaded) -> list[Finding]:
    return engine.run(dossier_2024.dossier, budget.RULES, dossier_2024.locate)


def finding(line: int, column: int, end: int, code: str = "BUD001") -> Finding:
    span = Span("data/x/budget.yaml", line, column, line, end)
    return Finding(
        CATALOGUE[code], "Message.", Location(("budget", 0), span, "Budget, ligne"), help="Aide."
    )


def test_json_has_the_keys_promised(of_2024: list[Finding]) -> None:
    (found,) = json.loads(machines.as_json(of_2024))
    assert list(found) == KEYS
    assert list(found["related"][0]) == ["file", "line", "column", "path", "label"]
    assert found["code"] == "BUD001"
    assert found["name"] == "total-des-depenses-faux"
    assert found["severity"] == "error"
    assert found["path"] == "budget.depenses.publie.total"
    assert found["place"] == "Budget, dépenses, publié, total"
    assert found["reference"].startswith("CERFA 12156")
    assert found["accepted"].startswith("L'acte adopté")
    assert (found["file"].endswith("data/2024/budget.yaml"), found["line"]) == (True, 21)


def test_json_of_what_has_no_place() -> None:
    (found,) = json.loads(
        machines.as_json([Finding(CATALOGUE["RES001"], "M.", Location((), None, "Dossier"))])
    )
    assert (found["file"], found["line"], found["column"], found["accepted"]) == (None,) * 4
    assert json.loads(machines.as_json([])) == []


def test_text_shows_the_place_the_line_and_a_caret(dossier_2024: Loaded) -> None:
    raw = finding(16, 46, 53)
    source = next(s for s in dossier_2024.sources.values() if s.file.endswith("/budget.yaml"))
    shown = click.unstyle(text.render([raw], lambda _, number: source.line(number)))
    assert shown.split("\n") == [
        "erreur BUD001 [total-des-depenses-faux] Budget, ligne",
        "  Message.",
        "    --> data/x/budget.yaml:16:46",
        "     |",
        "  16 |     - {libelle: Frais de structure, montant: 104 000}",
        "     |                                              ^^^^^^^",
        "  → Aide.",
        shown.split("\n")[-1],
    ]
    assert shown.split("\n")[-1].startswith("  référence : CERFA")


@pytest.mark.parametrize(
    ("line", "column", "end", "caret"),
    [
        ("ab: e\u0301te\u0301", 5, 10, "    ^^^"),  # combining accents take no column
        ("a: 漢字", 5, 6, "     ^^"),  # wide characters take two
        ("a: x\u202ey", 5, 6, "    ^"),
        ("a:\tb", 3, 4, "  ^"),
        ("a:", 3, 3, "  ^"),
        ("", 1, 2, "^"),
        ("a", 9, 12, " ^"),
    ],
)
def test_the_caret_stands_under_the_right_characters(
    line: str, column: int, end: int, caret: str
) -> None:
    shown = click.unstyle(text.render([finding(3, column, end)], lambda *_: line)).split("\n")
    assert shown[5] == f"    | {caret}"


def test_what_is_hidden_does_not_reach_the_terminal() -> None:
    shown = click.unstyle(text.render([finding(1, 1, 2)], lambda *_: "a\x1b[2Jb\u202ec\td"))
    assert "1 | a\ufffd[2Jb\ufffdc→d" in shown


def test_a_value_over_several_lines_is_underlined_to_the_end_of_its_first() -> None:
    span = Span("f", 1, 4, 3, 2)
    raw = Finding(CATALOGUE["BUD001"], "M.", Location((), span, "Ici"))
    assert "| " + " " * 3 + "^" * 5 in click.unstyle(text.render([raw], lambda *_: "a: bcdef"))


def test_an_accepted_finding_says_why(of_2024: list[Finding]) -> None:
    shown = click.unstyle(text.render(of_2024, lambda *_: ""))
    assert shown.startswith("accepté BUD001")
    assert "  réserve : L'acte adopté imprime" in shown
    assert "  →" not in shown
    assert "voir aussi : Budget, dépenses, ligne « Frais de structure », montant (" in shown


def test_findings_are_separated_and_a_missing_place_is_no_fault() -> None:
    bare = Finding(CATALOGUE["RES001"], "Message.", Location((), None, "Dossier"))
    assert text.render([bare, bare], lambda *_: "").count("\n\n") == 1


def test_summary(of_2024: list[Finding]) -> None:
    assert text.summary("2024", of_2024) == "2024 : 0 erreur, 1 anomalie acceptée par réserve."
    assert text.summary("2020", []) == "2020 : 0 erreur."
    two = [finding(1, 1, 2), finding(2, 1, 2)]
    assert text.summary("x", two) == "x : 2 erreurs."
    assert two[0].figures == ()
    assert of_2024[0].figures == (Decimal(594000), Decimal(490000))


def test_a_long_paragraph_is_cut() -> None:
    shown = click.unstyle(text.render([finding(1, 1, 300)], lambda *_: "x" * 299))
    excerpt, caret = shown.split("\n")[4:6]
    assert excerpt == f"  1 | {'x' * 119}…"
    assert caret == f"    | {'^' * 120}"
