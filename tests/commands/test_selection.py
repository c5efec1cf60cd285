"""Which findings count, and what is said of the rules that did not run."""

from __future__ import annotations

import pytest

from pmtdocs.commands.catalogue import CATALOGUE
from pmtdocs.commands.report import rules
from pmtdocs.commands.selection import Selection
from pmtdocs.dossier.load import Loaded
from pmtdocs.finding import Finding, Location
from pmtdocs.rules import RULES, TEXT_RULES
from pmtdocs.rules.coverage import cover
from pmtdocs.rules.printed import RULES as PRINTED_RULES
from pmtdocs.templates.words import Wordings

NOWHERE = Location(())
BUDGET, NAME, FORM = (
    Finding(CATALOGUE[code], "M.", NOWHERE) for code in ("BUD001", "NOM001", "MOD003")
)
ACCEPTED = Finding(CATALOGUE["BUD001"], "M.", NOWHERE, accepted="Acte adopté")


@pytest.mark.parametrize(
    ("selection", "kept"),
    [
        (Selection(), ["BUD001", "NOM001", "MOD003"]),
        (Selection(select=("bud",)), ["BUD001", "MOD003"]),
        (Selection(ignore=("BUD001",)), ["NOM001", "MOD003"]),
        (Selection(select=("BUD",), ignore=("BUD",)), ["MOD003"]),
    ],
)
def test_codes_are_chosen_by_their_beginning(selection: Selection, kept: list[str]) -> None:
    assert [f.code for f in selection.apply([BUDGET, NAME, FORM])] == kept


@pytest.mark.parametrize("code", ["MDL010", "MDL171", "YML009", "MOD006"])
def test_warnings_and_notes_of_form_are_chosen_too(code: str) -> None:
    """An error says that something was not read; the rest may be left out."""
    finding = Finding(CATALOGUE[code], "M.", NOWHERE)
    assert Selection(ignore=(code,)).apply([finding]) == ()
    assert Selection(select=("BUD",)).apply([finding]) == ()
    assert Selection(select=(code[:3],)).apply([finding]) == (finding,)


def test_strict_takes_no_reserve() -> None:
    assert [f.accepted for f in Selection(strict=True).apply([ACCEPTED])] == [""]
    assert [f.accepted for f in Selection().apply([ACCEPTED])] == ["Acte adopté"]


def test_unknown_codes_are_named() -> None:
    assert Selection(select=("BUD", "XYZ"), ignore=("nom00",)).unknown() == ("XYZ",)


@pytest.mark.parametrize(
    ("finding", "level", "failing"),
    [
        (BUDGET, "error", True),
        (NAME, "error", False),
        (NAME, "warning", True),
        (BUDGET, "never", False),
        (ACCEPTED, "warning", False),
    ],
)
def test_what_fails(finding: Finding, level: str, failing: bool) -> None:
    assert finding.fails(level) is failing


def test_every_code_is_listed_and_explained() -> None:
    listed = [line.split()[0] for line in rules.as_text(None).split("\n")]
    assert listed == sorted(CATALOGUE)
    for rule in RULES:
        page = rules.explain(rule.code)
        assert rule.kind.name in page
        assert rule.doc.wrong in page
        assert "Source" in page
    assert "Faute de forme" in rules.explain("YML001")


def test_silence_is_never_read_as_correct(dossier_2024: Loaded) -> None:
    rows = cover(dossier_2024.dossier, RULES, TEXT_RULES, Wordings(), PRINTED_RULES)
    assert [row.kind.code for row in rows] == sorted(
        [r.code for r in (*RULES, *TEXT_RULES, *PRINTED_RULES)]
    )
    by_code = {row.kind.code: row for row in rows}
    assert by_code["BUD001"].ran
    assert by_code["VOT005"].missing == ("registre_des_interets",)
    assert by_code["CNV002"].missing == ("textes.convention",)
    assert by_code["OPN001"].since == "signé"
    table = rules.coverage("2024", rows)
    assert "VOT005  non vérifiable   interesse-non-nomme : il manque registre" in table
    assert "OPN001  pas encore" in table
    ran = sum(row.ran for row in rows)
    assert "PRT001  au rendu         petit-mot-faux : vérifié au rendu" in table
    later = len(PRINTED_RULES)
    rest = f"{len(rows) - ran - later} non vérifiables, {later} au rendu"
    assert table.endswith(f"2024 : {ran} règles vérifiées, {rest}.")
