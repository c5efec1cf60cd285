"""The table of the clauses: read with its places, and in agreement with the law."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from pmtdocs.dossier import law
from pmtdocs.dossier.model.library import read_library
from pmtdocs.dossier.model.schema import schemas
from tests.conftest import ROOT

MODELE = ROOT / "templates" / "gbm"
SHIPPED = read_library(MODELE, "templates/gbm")


def test_each_clause_has_its_words_and_each_file_its_clause() -> None:
    assert SHIPPED.findings == ()
    assert {f.stem for f in (MODELE / "clauses").glob("*.docx")} == set(SHIPPED.clauses)


@pytest.mark.parametrize(
    ("clause", "parameter"),
    [("reste-non-depense", "reste-non-depense"), ("aide-de-minimis", "de-minimis-plafond")],
)
def test_a_date_of_the_table_is_that_of_the_law(clause: str, parameter: str) -> None:
    since = SHIPPED.clauses[clause].depuis
    assert since in {value.since for value in law.parameter(parameter).values}


def test_what_contradicts_is_contradicted() -> None:
    for name, clause in SHIPPED.clauses.items():
        assert all(name in SHIPPED.clauses[other].contredit for other in clause.contredit)


def test_a_part_and_its_variants() -> None:
    clause = SHIPPED.clauses["prorata"]
    parts = ("convention", "convention-type", "conventions", "annexe-1")
    assert [part for part in parts if clause.fits(part)] == ["convention", "convention-type"]


def test_a_modele_without_a_table_has_no_clause(tmp_path: Path) -> None:
    library = read_library(tmp_path, "x")
    assert (library.clauses, library.findings) == ({}, ())


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("x: {titre: a\n", "YML001", 1),
        ("x:\n  titre: a\n  titre: b\n", "YML003", 3),
        ("x:\n  titre: X\n  partie: convention\n  place: [a]\n  motifs: m\n  reference: r\n",
         "MOD001", 5),
        ("x: {titre: X, partie: convention, place: [], motif: m, reference: r}\n", "MOD003", 1),
        ("- x\n", "MOD003", 1),
    ],
)  # fmt: skip
def test_a_fault_of_the_table_has_its_line(tmp_path: Path, text: str, code: str, line: int) -> None:
    (tmp_path / "clauses.yaml").write_text(text, encoding="utf-8")
    library = read_library(tmp_path, "modele")
    assert library.clauses == {}
    found = [
        (f.code, f.primary.span.file, f.primary.span.line)
        for f in library.findings
        if f.primary.span
    ]
    assert (code, "modele/clauses.yaml", line) in found


def test_the_doubt_is_cited_with_the_reference() -> None:
    plain = SHIPPED.clauses["prorata"].model_copy(update={"reference": "Art. 1"})
    assert plain.cited == "Art. 1"
    assert plain.model_copy(update={"doute": "à vérifier"}).cited == "Art. 1 (à vérifier)"


def test_the_shipped_table_follows_its_schema() -> None:
    validator = Draft202012Validator(schemas()["clauses"])
    tree = SHIPPED.source.tree
    assert [e.message for e in validator.iter_errors(tree)] == []
    assert isinstance(tree, dict)
    assert not validator.is_valid({"x": {"titre": "sans le reste"}})
