"""The neutral modèle that ships in the package: whole, without fault, in nobody's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtdocs.compare.reading import read_file
from pmtdocs.compare.text import as_lines
from pmtdocs.dossier.model.library import read_library
from pmtdocs.finding import Severity
from pmtdocs.templates import CHARTER, NEUTRAL, charter_of
from pmtdocs.templates.completed import place_in
from pmtdocs.templates.words import read_wordings
from pmtdocs.templates.workshop import inspect_files
from tests.whole.test_neutral import named

FILES = sorted(NEUTRAL.rglob("*.docx"))


def test_it_holds_what_a_grant_needs() -> None:
    parts = {file.stem for file in NEUTRAL.glob("*.docx")}
    assert {"charte", "deliberation", "convention", "annexe-1", "annexe-2", "annexe-3"} <= parts


def test_nothing_is_wrong_in_it() -> None:
    found = inspect_files([*FILES, *NEUTRAL.glob("clauses.yaml")]).findings()
    assert [f.message for f in found if f.kind.severity is not Severity.INFO] == []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_names_no_body_of_a_dossier(file: Path) -> None:
    words = "\n".join(as_lines(read_file(file).text))
    assert len(words) > 20
    assert named(words) == []
    assert "avis favorable" not in words


def test_its_charte_dresses_a_modele_that_has_none(tmp_path: Path) -> None:
    own = tmp_path / "nous"
    own.mkdir()
    assert charter_of(own) == NEUTRAL / CHARTER
    (own / CHARTER).symlink_to("ailleurs")  # a broken one is not replaced in silence
    assert charter_of(own) == own / CHARTER


def test_each_of_its_clauses_has_its_words_and_its_place() -> None:
    library = read_library(NEUTRAL, "neutre").clauses
    words = read_wordings(NEUTRAL, [file.stem for file in NEUTRAL.glob("*.docx")], "neutre").parts
    assert {file.stem for file in NEUTRAL.glob("clauses/*.docx")} == {*library}
    for clause in library.values():
        assert clause.partie in words
        assert place_in(words[clause.partie], clause)
        assert {*clause.contredit} <= {*library}
