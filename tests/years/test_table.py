"""The table: each amount at its year, the gaps, what cannot be told, and the notes on it."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from pmtdocs.dossier.load import Loaded, load
from pmtdocs.years import shown
from pmtdocs.years.changes import Unit
from pmtdocs.years.table import Row, State, Table, table_of
from pmtdocs.years.whole import Evolution, compare
from tests.support.command import ROOT


def _table(*names: str) -> Table:
    return table_of([load(ROOT / "data", name) for name in names])


def _rows(table: Table) -> dict[tuple[str, str], Row]:
    return {(title, row.name): row for title, rows in table.sections for row in rows}


@pytest.fixture(scope="module")
def both() -> Evolution:
    return compare([load(ROOT / "data", name) for name in ("2020", "2024")], ROOT / "templates")


def test_the_figures_of_both_acts(both: Evolution) -> None:
    rows = _rows(both.table)
    spent = rows["Budget", "Total des dépenses"]
    assert [cell.figure for cell in spent.cells] == [Decimal(994312), Decimal(490000)]
    assert spent.gap == Decimal(-504312)
    share = rows["Subvention", "Part de la subvention dans le budget"]
    assert [shown.cell(c, share.unit) for c in share.cells] == ["4,53\u00a0%", "9,18\u00a0%"]
    private = rows["Budget", "Part des autres ressources"]
    assert shown.cell(private.cells[0], private.unit) == "55,75\u00a0%"
    votes = [rows["Vote", name] for name in ("Voix pour", "Présents au vote du rapport")]
    assert [[c.figure for c in row.cells] for row in votes] == [[114, 102], [65, 79]]


def test_every_figure_has_its_places(both: Evolution) -> None:
    known = [
        cell
        for _, rows in both.table.sections
        for row in rows
        for cell in row.cells
        if cell.state is State.KNOWN
    ]
    assert len(known) > 40
    assert all(cell.places and all(p.span and p.path for p in cell.places) for cell in known)


def test_tax_bases_are_said(both: Evolution) -> None:
    assert not both.table.comparable
    assert "HT (2020) et TTC (2024)" in both.taxes
    rows = _rows(both.table)
    taxed = shown.row(rows["Budget", "Total des dépenses"], both.table)
    assert taxed[3].endswith("\u00a0*")
    granted = shown.row(rows["Subvention", "Subvention"], both.table)
    assert granted[3:] == ("0\u00a0€", "0\u00a0%")
    public = shown.row(rows["Recettes par financeur", "Région Bourgogne-Franche-Comté"], both.table)
    assert public[3] == "−85\u202f430\u00a0€"


def test_a_step_says_why_its_amounts_do_not_compare(both: Evolution) -> None:
    assert both.steps[0].caveat == (
        "Les écarts du budget sont indicatifs : le budget de 2020 est HT, celui de 2024 TTC."
    )
    assert compare([both.loadeds[1]] * 2, ROOT / "templates").steps[0].caveat == ""


def test_no_rate_from_nothing(both: Evolution) -> None:
    rows = _rows(both.table)
    come = shown.row(rows["Recettes par financeur", "Prestations"], both.table)
    assert come[1:] == ("–", "225\u202f000\u00a0€", "+225\u202f000\u00a0€\u00a0*", "s.o.")
    gone = shown.row(rows["Recettes par financeur", "PETR Morteau"], both.table)
    assert gone[1:] == ("5\u202f000\u00a0€", "–", "−5\u202f000\u00a0€", "−100\u00a0%")
    none = shown.row(rows["Vote", "Voix contre"], both.table)
    assert none[1:] == ("0", "0", "0", "s.o.")


def test_an_act_whose_lines_make_another_total(both: Evolution) -> None:
    (note,) = [note for note in both.notes if "594" in note]
    assert "490\u202f000\u00a0€" in note
    assert "104\u202f000\u00a0€" in note


def test_lines_held_for_one_are_said(both: Evolution) -> None:
    (note,) = [note for note in both.notes if "Personnel" in note]
    assert "«\u202fCharges externes\u202f» → «\u202fFrais externes\u202f»" in note


def test_amounts_by_year_stand_at_their_years() -> None:
    table = _table("2020", "pmt-health", "2024")
    titles = [column.title for column in table.columns]
    assert titles == ["2020", "2021", "2022", "2023", "2021-2023, en tout", "2024"]
    granted = _rows(table)["Subvention", "Subvention"]
    assert [cell.figure for cell in granted.cells] == [45000] * 4 + [135000, 45000]
    total = _rows(table)["Budget", "Total des dépenses"]
    assert [cell.state for cell in total.cells][1:4] == [State.UNKNOWN] * 3
    assert [table.columns[end].title for end in table.ends] == ["2020", "2024"]


def test_three_years_are_not_held_against_one() -> None:
    table = _table("pmt-health", "2024")
    assert [table.columns[end].title for end in table.ends] == ["2021", "2024"]
    assert _rows(table)["Subvention", "Subvention"].gap == 0
    assert _rows(table)["Budget", "Total des dépenses"].gap is None


def test_two_dossiers_of_one_year_are_told_apart(dossier_2020: Loaded) -> None:
    table = table_of([dossier_2020, load(ROOT / "data", "2020-pma")])
    assert [column.title for column in table.columns] == ["2020 (2020)", "2020 (2020-pma)"]
    assert table.comparable
    assert _rows(table)["Subvention", "Subvention"].gap == Decimal(-42000)


def test_a_dossier_without_budget(small: Path) -> None:
    table = table_of([load(small, "bon"), load(small, "sans-convention")])
    rows = _rows(table)
    assert rows["Budget", "Total des dépenses"].cells[1].state is State.NONE
    assert rows["Budget", "Total des dépenses"].gap is None


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (Decimal(4000), Unit.EUROS, "+4\u202f000\u00a0€"),
        (Decimal("-1.5"), Unit.SHARE, "−1,50\u00a0point"),
        (Decimal("2.345"), Unit.SHARE, "+2,34\u00a0points"),
        (Decimal(0), Unit.COUNT, "0"),
        (None, Unit.EUROS, "s.o."),
    ],
)
def test_gaps_are_written_in_french(value: Decimal | None, unit: Unit, said: str) -> None:
    assert shown.gap(value, unit) == said
