"""The workbook that is written: live formulas with their values, and the way back."""

from __future__ import annotations

import io
import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from pmtdocs.dossier import load
from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.dossier.model.budget import WHOLE, Budget, Group, Line, Published, Side
from pmtdocs.dossier.model.common import Organisation
from pmtdocs.dossier.model.sheet import Sheet
from pmtdocs.exchange.budget import read_excel, write_excel
from pmtdocs.exchange.budget.read_excel import Wanted
from pmtdocs.finding import ExitCode
from pmtdocs.system.limits import LimitError
from tests.support import sections
from tests.support.command import run
from tests.support.excel import COMMONS


def normal(budget: Budget, bodies: dict[str, Organisation]) -> Any:
    """The same budget with the words that each line prints."""

    def line(each: Line) -> Line:
        words = each.libelle or bodies[each.financeur or ""].nom
        return each.model_copy(update={"libelle": words})

    def part(each: Any) -> Any:
        return each.model_copy(update={"lignes": tuple(map(line, each.lignes))})

    def side(each: Side) -> Any:
        return part(each).model_copy(update={"groupes": tuple(map(part, each.groupes))})

    changed = {"depenses": side(budget.depenses), "recettes": side(budget.recettes)}
    return budget.model_copy(update=changed).model_dump()


def back(dossier: Dossier, file: Path) -> read_excel.Imported:
    file.write_bytes(write_excel.write(dossier))
    return read_excel.import_budget(file, file.name, dossier.commun, Wanted())


@pytest.mark.parametrize("name", ["2024", "2020"])
def test_round_trip_of_the_acts(name: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    loaded: Loaded = request.getfixturevalue(f"dossier_{name}")
    dossier = loaded.dossier
    assert dossier.budget is not None
    imported = back(dossier, tmp_path / "b.xlsx")
    assert imported.budget is not None
    bodies = dossier.commun.organisations
    assert normal(imported.budget, bodies) == normal(dossier.budget, bodies)
    assert [f.code for f in imported.findings] == (["BUD001"] if name == "2024" else [])


@pytest.mark.parametrize("name", ["bon", "pluriannuel"])
def test_round_trip_through_the_yaml(name: str, small: Path) -> None:
    """What the import writes is what the loader reads."""
    before = load.load(small, name).dossier
    assert run("export", "budget", name).exit_code == ExitCode.OK
    target = small / name / "budget.yaml"
    result = run("import", "budget", f"budget-{name}.xlsx", "--output", str(target), "--replace")
    assert result.exit_code == ExitCode.OK, result.output
    after = load.load(small, name).dossier
    assert before.budget is not None
    assert after.budget is not None
    bodies = before.commun.organisations
    assert normal(after.budget, bodies) == normal(before.budget, bodies)


# --- any budget ----------------------------------------------------------------------------

_WORD = st.sampled_from(
    ["Salaires", "Loyer", "=1+1", "+33", "-5", "@nous", "#rouge", "é,è", "{un}", "a:b", "2024", "½"]
)
_NAME = st.lists(_WORD, max_size=3).map(lambda words: " ".join(["Poste", *words]))
_AMOUNT = st.decimals(0, 10**9, places=2)


_TITLES = {"depenses": "Dépenses", "recettes": "Recettes prévisionnelles (en €)"}


@st.composite
def _sides(draw: st.DrawFn, key: str, years: tuple[int, ...]) -> Side:
    def amounts() -> dict[int, Decimal]:
        return {year: draw(_AMOUNT) for year in years}

    funders = [None, "gbm", "etat"] if key == "recettes" else [None]

    def line(n: int) -> Line:
        of_no_year = n > 0 and draw(st.booleans())
        return Line.model_construct(
            libelle=draw(_NAME),
            financeur=draw(st.sampled_from(funders)),
            montant={WHOLE: draw(_AMOUNT)} if of_no_year else amounts(),
            compte=draw(st.sampled_from([None, "64", "740"])),
            en_nature=draw(st.booleans()),
            deduit=draw(st.sampled_from([None, "12 € moins 2 €"])),
        )

    def lines(least: int) -> tuple[Line, ...]:
        return tuple(line(n) for n in range(draw(st.integers(least, 3))))

    def published() -> Any:
        total = amounts()
        return draw(st.sampled_from([None, Published.model_construct(total=total)]))

    groups = tuple(
        Group.model_construct(
            nom=f"Groupe {n}",
            lignes=lines(1),
            libelle_total=draw(st.sampled_from([f"Sous-total {n}", f"Total groupe {n}", "Somme"])),
            publie=published(),
        )
        for n in range(draw(st.integers(0, 2)))
    )
    own = lines(0 if groups else 1)
    given_lines = [*own, *(each for group in groups for each in group.lignes)]
    return Side.model_construct(
        intitule=draw(st.sampled_from([_TITLES[key], "Tableau"])),
        colonne_libelle=draw(_NAME),
        colonne_montant=draw(_NAME),
        groupes=groups,
        lignes=own,
        repartition_partielle=len({WHOLE in each.montant for each in given_lines}) > 1,
        libelle_total=draw(st.sampled_from(["Total", "TOTAL GÉNÉRAL", "Ensemble"])),
        publie=published(),
    )


@st.composite
def _budgets(draw: st.DrawFn) -> Budget:
    years = draw(st.sampled_from([(WHOLE,), (2021,), (2021, 2022, 2023)]))
    return Budget.model_construct(
        intitule=f"Prévisions {draw(_NAME)}",
        taxe=draw(st.sampled_from(["TTC", "HT", "net de taxe"])),
        depenses=draw(_sides("depenses", years)),
        recettes=draw(_sides("recettes", years)),
    )


def _dossier(budget: Budget) -> Dossier:
    facts: dict[str, Any] = {"etat": Stage.INSTRUCTION, "beneficiaire": "gbm"}
    sheet = Sheet.model_construct(**facts)
    return Dossier.model_construct(nom="x", dossier=sheet, budget=budget, commun=COMMONS)


# A workbook written and read for each example: shrinking one would take minutes.
@settings(max_examples=40, phases=[Phase.explicit, Phase.generate])
@given(budget=_budgets())
def test_round_trip_of_any_budget(budget: Budget, tmp_path: Path) -> None:
    dossier = _dossier(budget)
    imported = back(dossier, tmp_path / "b.xlsx")
    assert imported.budget is not None, imported.findings
    bodies = COMMONS.organisations
    assert normal(imported.budget, bodies) == normal(budget, bodies)
    codes = {"BUD001", "BUD002", "BUD003", "BUD005", "BUD030"}
    assert {f.code for f in imported.findings} <= codes


# --- the file ------------------------------------------------------------------------------


def test_totals_are_formulas_with_their_values(dossier_2024: Loaded) -> None:
    content = write_excel.write(dossier_2024.dossier)
    live = load_workbook(io.BytesIO(content))["Budget"]
    stored = load_workbook(io.BytesIO(content), data_only=True)["Budget"]
    rows = {cell.value: cell.row for cell in live["A"] if cell.value}
    total, gap = f"B{rows['Total']}", f"B{rows[write_excel.GAP]}"
    assert live[total].value == "=SUM(B6:B10)"
    assert stored[total].value == 594_000
    assert stored[f"C{rows['Total']}"].value == 490_000
    assert stored[gap].value == -104_000
    assert stored[f"B{rows[write_excel.GAP] + 1}"].value == "Budget déséquilibré"
    assert live[total].number_format == '#,##0.00\\ "€"'
    assert live.freeze_panes == "A6"
    assert (live.page_setup.paperSize, live.page_setup.orientation) == (9, "landscape")


def test_same_budget_same_bytes(dossier_2024: Loaded, monkeypatch: pytest.MonkeyPatch) -> None:
    first = write_excel.write(dossier_2024.dossier)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert write_excel.write(dossier_2024.dossier) == first
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        core = archive.read("docProps/core.xml").decode()
        assert {info.date_time[0] for info in archive.infolist()} == {1980}
    assert ">fr-FR</dc:language>" in core
    assert ">Budget prévisionnel 2024</dc:title>" in core
    assert not re.search("created|modified", core)


def _one_line(words: str) -> Dossier:
    line = Line.model_construct(libelle=words, montant={WHOLE: Decimal(1)})
    side = Side.model_construct(
        intitule="Dépenses",
        colonne_libelle="Libellé",
        colonne_montant="Montant",
        lignes=(line,),
        libelle_total="Total",
    )
    budget = Budget.model_construct(intitule="Budget", taxe="TTC", depenses=side, recettes=side)
    return _dossier(budget)


@pytest.mark.parametrize(
    "words", ["=1+1", "+33 1", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0", "#REF!"]
)
def test_words_never_become_a_formula(words: str) -> None:
    content = write_excel.write(_one_line(words))
    cells = [c for row in load_workbook(io.BytesIO(content))["Budget"] for c in row]
    found = [c for c in cells if c.value == words]
    assert len(found) == 2
    assert {c.data_type for c in found} == {"s"}
    assert all(c.quotePrefix for c in found) is (words[0] in "=+-@")


def test_words_too_long_for_a_cell_are_refused() -> None:
    with pytest.raises(LimitError, match="32\u202f767 caractères"):
        write_excel.write(_one_line("a" * 40_000))


def test_the_command_keeps_what_is_there(data: Path) -> None:
    assert run("export", "budget", "2024").exit_code == ExitCode.OK
    assert run("export", "budget", "2024").exit_code == ExitCode.OK  # the same bytes
    target = Path("budget-2024.xlsx")
    target.write_bytes(b"travail en cours")
    result = run("export", "budget", "2024")
    assert result.exit_code == ExitCode.WRITE
    assert "--replace" in result.output
    assert target.read_bytes() == b"travail en cours"
    assert run("export", "budget", "2024", "--replace").exit_code == ExitCode.OK
    assert target.read_bytes().startswith(b"PK")
    elsewhere = run("export", "budget", "2024", "--output", "absent/b.xlsx")
    assert elsewhere.exit_code == ExitCode.WRITE
    target.unlink()
    target.symlink_to("ailleurs.xlsx")
    assert run("export", "budget", "2024", "--replace").exit_code == ExitCode.WRITE


def test_a_dossier_without_budget(data: Path) -> None:
    (data / "2024" / "budget.yaml").unlink()
    result = run("export", "budget", "2024")
    assert result.exit_code == ExitCode.DATA
    assert "n'a pas de budget" in result.output


# --- sections ------------------------------------------------------------------------------


def test_sections_go_out_and_come_back(dossier_2024: Loaded, tmp_path: Path) -> None:
    budget = sections.budget()
    dossier = dossier_2024.dossier.model_copy(update={"budget": budget})
    imported = back(dossier, tmp_path / "b.xlsx")
    assert imported.budget is not None
    assert normal(imported.budget, {}) == normal(budget, {})
    assert imported.findings == ()
