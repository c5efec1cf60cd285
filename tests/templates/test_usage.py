"""Which parts and paragraphs use a field, in the shipped modèle and in one made here."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmtdocs.templates import usage
from pmtdocs.templates.contract.groups import canonical, names
from pmtdocs.templates.words import Wording
from tests.conftest import ROOT
from tests.support.word_files import STYLES, Workshop, p, row, table

SHIPPED, _ = usage.wordings(ROOT / "templates" / "gbm")


def test_every_part_and_clause_and_no_charte() -> None:
    files = {f.stem for f in (ROOT / "templates" / "gbm").rglob("*.docx")}
    assert {wording.part for wording in SHIPPED.values()} == files - {"charte"}


def test_every_field_of_the_shipped_parts_is_listed_as_used() -> None:
    used = usage.used(SHIPPED.values())
    listed = {name.removesuffix("[]") for name in names()}
    assert set(used) <= listed
    for wording in SHIPPED.values():
        for field in wording.fields:
            assert wording.part in used[canonical(field) or ""], field


def test_each_paragraph_that_names_a_field_and_no_other() -> None:
    """Told against the words of the files themselves."""
    for name in ("convention.tribunal", "convention.subvention.montant", "vote.pour"):
        found = {(use.part, use.number) for use in usage.impact(SHIPPED, name)}
        said = {
            (wording.part, paragraph.number)
            for wording in SHIPPED.values()
            for paragraph in (*wording.paragraphs, *wording.margins)
            if name in paragraph.fields
        }
        assert found == said
        assert found


def test_places_of_the_shipped_convention() -> None:
    places = [u.label for u in usage.impact(SHIPPED, "convention.tribunal")]
    assert "convention, article 9, paragraphe 1" in places
    assert len(places) == 3


@pytest.fixture
def made(tmp_path: Path) -> dict[Path, Wording]:
    word = Workshop(tmp_path)
    word.file("", "charte", styles=STYLES)
    word.file(
        p("Objet", "Article")
        + p("Le {{ beneficiaire.nom }} reçoit {{ convention.subvention.montant|euros }}.")
        + p("{%p for p in convention.parties %}")
        + p("{{ p.representant.nom }}, {{ p.fonction }}")
        + p("{%p endfor %}")
        + table(row("{{ convention.financeur.fonction }}", "sans champ")),
        "acte",
    )
    (tmp_path / "rompu.docx").write_bytes(b"rien")
    known, broken = usage.wordings(tmp_path)
    assert [file.name for file in broken] == ["rompu.docx"]
    return known


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("convention.subvention.montant", [2]),
        ("convention.subvention", [2]),
        ("convention", [2, 3, 4, 6]),
        ("convention.parties", [3, 4, 6]),
        ("convention.parties[].fonction", [4, 6]),
        ("convention.parties.fonction", [4, 6]),
        ("convention.financeur", [6]),
        ("personne.nom", [4]),
        ("organisme", [2]),
        ("convention.part", []),
        ("seance", []),
    ],
)
def test_a_field_a_group_or_a_list(
    made: dict[Path, Wording], name: str, numbers: list[int]
) -> None:
    assert [use.number for use in usage.impact(made, name)] == numbers


def test_the_words_as_typed_and_the_cell(made: dict[Path, Wording]) -> None:
    (use,) = usage.impact(made, "convention.financeur")
    assert use.label == "acte, article 1, tableau 1, ligne 1, colonne 1"
    assert use.text == "{{ convention.financeur.fonction }}"
    assert use.fields == ("convention.financeur.fonction",)
