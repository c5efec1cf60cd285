"""The table of an association: what is recognised, and what is said of its cells."""

from __future__ import annotations

import re
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Color, Font, GradientFill, PatternFill

from pmtdocs.dossier.model.budget import Budget
from pmtdocs.finding import ExitCode, ReadError, Span
from tests.support.command import flat, run
from tests.support.excel import Formula, read, said, save, sheet

#: The lines of the budget of 2024, as the association's table shows them.
ASSOCIATION = [
    ("Budget prévisionnel 2024 (TTC)",),
    (),
    ("Dépenses prévisionnelles", "Budget 2024", None, "Recettes prévisionnelles", "Budget 2024"),
    ("Personnels (salaires)", 285_000, None, "PRIVE"),
    ("Déplacements", 5_000, None, "Prestations", 225_000),
    ("Frais de structure", 104_000, None, "Contributions volontaires en nature", 20_000),
    ("Frais externes", 180_000, None, "Sous-total PRIVE", 245_000),
    ("Contributions volontaires en nature", 20_000, None, "PUBLIC"),
    (None, None, None, "Région Bourgogne-Franche-Comté", 200_000),
    (None, None, None, "GBM", 45_000),
    (None, None, None, "Sous-total PUBLIC", 245_000),
    ("Total", 490_000, None, "TOTAL PROGRAMME", 490_000),
]
SMALL: list[tuple[Any, ...]] = [
    ("Budget HT",),
    ("Dépenses", "Montant"),
    ("Salaires", 700),
    ("Loyer", 300),
    ("Total", 1_000),
    (),
    ("Recettes", "Montant"),
    ("Ventes", 955),
    ("GBM", 45),
    ("Total", 1_000),
]


def change(rows: list[tuple[Any, ...]], cell: str, value: object) -> list[tuple[Any, ...]]:
    """The same rows with one other cell."""
    column, row = ord(cell[0]) - ord("A"), int(cell[1:]) - 1
    out = [list(each) for each in rows]
    out[row] += [None] * (column + 1 - len(out[row]))
    out[row][column] = value
    return [tuple(each) for each in out]


def budget(file: Path, **wanted: Any) -> Budget:
    found = read(file, **wanted).budget
    assert found is not None
    return found


def test_the_budget_of_2024_cites_its_cells(tmp_path: Path) -> None:
    imported = read(save(tmp_path / "Budget.xlsx", ASSOCIATION))
    (finding,) = imported.findings
    assert finding.code == "BUD001"
    assert "594 000 €" in flat(finding.message)
    assert "490 000 €" in flat(finding.message)
    assert "« Frais de structure » (104 000 €)" in flat(finding.help)
    assert finding.primary.label == "Budget.xlsx, feuille « Budget », cellule B12"
    assert finding.primary.span == Span("Budget.xlsx", 12, 2, 12, 3)
    assert [place.label[-2:] for place in finding.related] == ["B6"]


def test_groups_funders_and_what_is_in_kind(tmp_path: Path) -> None:
    found = budget(save(tmp_path / "b.xlsx", ASSOCIATION))
    assert (found.intitule, found.taxe) == ("Budget prévisionnel 2024 (TTC)", "TTC")
    private, public = found.recettes.groupes
    assert (private.nom, public.nom) == ("PRIVE", "PUBLIC")
    assert [line.en_nature for line in private.lignes] == [False, True]
    assert [(line.libelle, line.financeur) for line in public.lignes] == [
        (None, "region"),
        ("GBM", "gbm"),
    ]
    assert public.publie is not None
    assert public.publie.total == {0: 245_000}
    assert found.depenses.stated() == {0: Decimal(490_000)}


def test_one_table_below_the_other(tmp_path: Path) -> None:
    imported = read(save(tmp_path / "b.xlsx", SMALL))
    assert imported.findings == ()
    assert imported.budget is not None
    assert imported.budget.taxe == "HT"
    assert [line.libelle for line in imported.budget.depenses.lignes] == ["Salaires", "Loyer"]
    assert [line.financeur for line in imported.budget.recettes.lignes] == [None, "gbm"]


def test_two_sheets(tmp_path: Path) -> None:
    workbook, _ = sheet(SMALL[:5], "Dépenses")
    other = workbook.create_sheet("Recettes")
    for row in SMALL[6:]:
        other.append(row)
    workbook.save(tmp_path / "b.xlsx")
    imported = read(tmp_path / "b.xlsx")
    assert said(imported.findings) == []
    assert "feuille « Dépenses » et « Recettes »" in imported.text


def test_receipts_that_are_not_expenses(tmp_path: Path) -> None:
    rows = change(change(SMALL, "B8", 954), "B10", 999)
    imported = read(save(tmp_path / "b.xlsx", rows))
    assert said(imported.findings) == [("BUD003", "A2")]
    assert "1 000 € de dépenses, 999 € de recettes" in flat(imported.findings[0].message)
    assert imported.text


@pytest.mark.parametrize(
    ("cell", "value", "code", "words"),
    [
        ("B3", "700 €", "XLS005", "est un texte"),
        ("B3", "-700", "XLS004", "négatif"),
        ("B3", -700, "XLS004", "négatif"),
        ("B3", "(700,00 €)", "XLS004", "négatif"),
        ("B3", "700.5", "XLS003", "« 700.5 » n'est pas un montant lisible"),
        ("B3", "7OO", "XLS003", "« 7OO »"),
        ("B3", True, "XLS003", "lisible"),
        ("B3", 1e300, "XLS003", "possible"),
        ("B3", "#REF!", "XLS002", "#REF!"),
        ("B3", 700.004, "XLS009", "700,004"),
        ("B3", Formula("=[1]Paie!B2", 700), "XLS008", "autre classeur"),
        ("B5", Formula("=SUM(B3:B4)", 900), "XLS007", "donne 1 000 €"),
        ("B5", Formula("=B3+B4", 900), "XLS007", "écart de 100 €"),
        ("B13", 12, "XLS012", "sans libellé"),
    ],
)
def test_a_doubtful_cell(tmp_path: Path, cell: str, value: object, code: str, words: str) -> None:
    imported = read(save(tmp_path / "b.xlsx", change([*SMALL, (), (), ()], cell, value)))
    (finding,) = [f for f in imported.findings if f.code == code]
    assert finding.primary.label.endswith(f"cellule {cell}")
    assert words in flat(finding.message)
    assert bool(imported.text) is (code not in ("XLS002", "XLS003", "XLS004"))


def test_formulas_that_are_right_raise_nothing(tmp_path: Path) -> None:
    rows = change(
        change(SMALL, "B5", Formula("=SUM(B3:B4)", 1_000)), "B3", Formula("=+300+400", 700)
    )
    assert read(save(tmp_path / "b.xlsx", rows)).findings == ()
    rows = change(SMALL, "B10", Formula("=SUM(B8,B9)-0+B5-B5", 1_000))
    assert read(save(tmp_path / "b.xlsx", rows)).findings == ()


def test_a_formula_that_was_never_calculated_is_refused(tmp_path: Path) -> None:
    workbook, _ = sheet(change(SMALL, "B5", Formula("=SUM(B3:B4)", 0)))
    workbook.save(tmp_path / "b.xlsx")
    imported = read(tmp_path / "b.xlsx")
    assert said(imported.findings) == [("XLS001", "B5")]
    assert imported.text == ""


def test_what_is_hidden_is_said(tmp_path: Path) -> None:
    workbook, made = sheet(SMALL)
    made.row_dimensions[4].hidden = True
    secret = workbook.create_sheet("Réserve")
    secret["A1"] = 12_000
    secret.sheet_state = "veryHidden"
    workbook.save(tmp_path / "b.xlsx")
    imported = read(tmp_path / "b.xlsx")
    assert said(imported.findings) == [("XLS006", "A1"), ("XLS006", "B4")]
    assert "La ligne 4 est masquée" in flat(imported.findings[1].message)
    made.row_dimensions[4].hidden = False
    made.column_dimensions["B"].hidden = True
    secret["A1"] = "rien"
    workbook.save(tmp_path / "b.xlsx")
    (finding,) = read(tmp_path / "b.xlsx").findings
    assert "La colonne B est masquée et contient des montants (B3, B4, B5, B8, B9, B10)" in flat(
        finding.message
    )


def test_years_side_by_side(tmp_path: Path) -> None:
    rows = [
        ("Budget TTC",),
        ("Dépenses", 2021, 2022, "Total", None, "Recettes", 2021, 2022),
        ("Salaires", 10, 20, Formula("=B3+C3", 30), None, "Ventes", 10, 26),
        ("Loyer", None, 6, 7, None, "Total", 10, 26),
        ("Total", 10, 26, 36),
    ]
    imported = read(save(tmp_path / "b.xlsx", rows))
    assert imported.budget is not None
    assert imported.budget.depenses.sum() == {2021: 10, 2022: 26}
    assert said(imported.findings) == [("XLS011", "D4")]
    assert "Les années de la ligne « Loyer » font 6 €" in flat(imported.findings[0].message)


def test_two_columns_without_years_ask_which(tmp_path: Path) -> None:
    rows = [
        ("Budget TTC",),
        ("Charges", "Prévu", "Réalisé", "Produits", "Prévu", "Réalisé"),
        ("Achats", 10, 11, "Ventes", 10, 12),
        ("Total", 10, 11, "Total", 10, 12),
    ]
    file = save(tmp_path / "b.xlsx", rows)
    with pytest.raises(ReadError, match=r"plusieurs colonnes de montants \(B, C\)") as caught:
        read(file)
    assert "--column B" in caught.value.help
    assert budget(file, columns=("B", "E")).recettes.sum() == {0: 10}


def test_rates_are_no_amounts(tmp_path: Path) -> None:
    rows = [(*row, *([None] * (2 - len(row)))) for row in SMALL]
    workbook, made = sheet(rows)
    for row, value in ((3, 0.7), (4, 0.3)):
        made.cell(row, 3, value).number_format = "0.00%"
    workbook.save(tmp_path / "b.xlsx")
    assert read(tmp_path / "b.xlsx").findings == ()


def test_a_line_within_another_is_not_counted_twice(tmp_path: Path) -> None:
    rows = [*SMALL[:3], ("dont primes", 100), *SMALL[3:]]
    imported = read(save(tmp_path / "b.xlsx", rows))
    assert said(imported.findings) == [("XLS012", "B4")]
    assert "comprise au-dessus" in flat(imported.findings[0].message)


def test_a_total_at_the_head_of_its_lines(tmp_path: Path) -> None:
    rows = [
        *SMALL[:2],
        ("I. Personnel", Formula("=SUM(B4:B5)", 700)),
        ("Salaires", 600),
        ("Primes", 100),
        *SMALL[3:],
    ]
    found = budget(save(tmp_path / "b.xlsx", rows))
    (group,) = found.depenses.groupes
    assert (group.nom, [line.libelle for line in group.lignes]) == (
        "I. Personnel",
        ["Salaires", "Primes"],
    )
    assert [line.libelle for line in found.depenses.lignes] == ["Loyer"]


def test_merged_words_and_typographic_spaces(tmp_path: Path) -> None:
    workbook, made = sheet([("Budget TTC",), ("DÉPENSES", None, "Montant"), (), (), ()])
    made.merge_cells("A2:B2")
    made["A3"], made["C3"] = "Achats\u00a0:\n fournitures", "1\u202f250,50\u00a0€"
    made["A4"], made["C4"] = "Total", 1250.5
    for row in (("RECETTES", None, "Montant"), ("Dons", None, 1250.5), ("Total", None, 1250.5)):
        made.append(row)
    workbook.save(tmp_path / "b.xlsx")
    imported = read(tmp_path / "b.xlsx")
    assert said(imported.findings) == [("XLS005", "C3")]
    assert '{libelle: "Achats : fournitures", montant: "1 250,50"}' in imported.text


def test_no_table_and_several(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="Aucun tableau de recettes") as caught:
        read(save(tmp_path / "b.xlsx", SMALL[:5]))
    assert "Recettes" in caught.value.help
    twice = save(tmp_path / "b.xlsx", [*SMALL, (), *SMALL[1:]])
    with pytest.raises(ReadError, match=r"Plusieurs tableaux de .* : Budget A2, Budget A12"):
        read(twice)
    many = save(tmp_path / "c.xlsx", [*SMALL, *[(), *SMALL[1:]] * 9])
    with pytest.raises(ReadError, match=r"Budget A42 … \(10 en tout\)\."):
        read(many)
    with pytest.raises(ReadError, match="Le classeur est vide"):
        read(save(tmp_path / "b.xlsx", []))
    with pytest.raises(ReadError, match="pas de feuille « Autre »"):
        read(twice, sheet="Autre")


def test_the_tax_is_never_guessed_in_silence(tmp_path: Path) -> None:
    file = save(tmp_path / "b.xlsx", SMALL[1:])
    imported = read(file)
    assert said(imported.findings) == [("XLS013", "A1")]
    assert "`taxe` est à vérifier" in imported.text
    assert read(file, tax="HT").findings == ()


@pytest.mark.parametrize(
    ("changes", "asked", "tax"),
    [
        ({"B3": "700 € HT"}, False, "HT"),
        ({"A2": "Dépenses HT", "B8": "955 € hors taxes"}, False, "HT"),
        ({"A2": "Dépenses hors taxes", "B8": "955 € H.T."}, False, "HT"),
        ({"A2": "Charges [T.T.C.]", "B8": "955 € toutes taxes comprises"}, False, "TTC"),
        ({"A2": "Dépenses (net de taxe)", "A7": "Recettes (net de taxe)"}, False, "net de taxe"),
        ({"A2": "Dépenses, toutes taxes comprises"}, False, "TTC"),
        ({"A2": "Dépenses TTC", "A7": "Recettes (net de taxe)"}, False, "TTC"),
        ({"B3": "700 € HT", "B4": "300 € TTC"}, True, ""),
        ({"A1": "Budget TTC", "B3": "700 € HT"}, True, ""),
        ({"A1": "Budget TTC", "A7": "Recettes HT"}, True, ""),
    ],
)
def test_the_tax_that_any_heading_or_amount_states(
    tmp_path: Path, changes: dict[str, str], asked: bool, tax: str
) -> None:
    rows = change(SMALL, "A1", "Budget")
    for cell, value in changes.items():
        rows = change(rows, cell, value)
    file = save(tmp_path / "b.xlsx", rows)
    imported = read(file)
    assert (("XLS019", "A2") in said(imported.findings)) is asked
    assert (imported.budget.taxe if imported.budget else "") == tax
    assert budget(file, tax="TTC").taxe == "TTC"


@pytest.mark.parametrize("value", [0.25, "25 %"])
def test_a_table_of_nothing_but_rates_is_said_to_be_one(tmp_path: Path, value: object) -> None:
    workbook, made = sheet(change(change(SMALL, "B3", value), "B4", value))
    made.delete_rows(5)
    made["B3"].number_format = made["B4"].number_format = "0 %"
    workbook.save(tmp_path / "b.xlsx")
    with pytest.raises(ReadError, match=r"« Dépenses » \(A2\) : il n'y a que des pourcentages"):
        read(tmp_path / "b.xlsx")


def test_a_title_with_nothing_under_it(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"sous « Recettes » \(A7\) : il n'y a aucun montant"):
        read(save(tmp_path / "b.xlsx", [*SMALL[:7], ("Ventes",)]))


@pytest.mark.parametrize("side", ["Dépenses", "CHARGES PRÉVISIONNELLES 2030"])
@pytest.mark.parametrize(
    ("unit", "code"),
    [
        *((unit, "XLS015") for unit in (
            "(k€)", "en k€", "[K€]", "– k€", "en milliers d'euros", "(en milliers)", "(M€)",
            "(en k€ HT)", "(x 1 000 €)", "/ k€", "(k€, hors taxes)",
        )),
        *((unit, "XLS003") for unit in ("(CHF)", "en dollars", "en centimes")),
    ],
)  # fmt: skip
def test_a_title_that_states_its_unit_is_one(
    tmp_path: Path, side: str, unit: str, code: str
) -> None:
    file = save(tmp_path / "b.xlsx", change(SMALL, "A2", f"{side} {unit}"))
    assert said(read(file).findings) == [(code, "A2")]


# --- the command ---------------------------------------------------------------------------


def test_the_command_writes_what_a_dossier_loads(data: Path) -> None:
    save(Path("Budget.xlsx"), ASSOCIATION)
    result = run("import", "budget", "Budget.xlsx")
    assert result.exit_code == ExitCode.FINDINGS
    assert "erreur BUD001 [total-des-depenses-faux] Budget.xlsx, feuille" in result.stderr
    assert " | " not in result.stderr  # a cell has no line of text to show
    assert result.stdout.startswith("# Budget lu dans Budget.xlsx, feuille")
    again = run("import", "budget", "Budget.xlsx", "--output", "data/2024/budget.yaml")
    assert again.exit_code == ExitCode.WRITE
    assert "existe déjà" in again.stderr
    run("import", "budget", "Budget.xlsx", "--output", "data/2024/budget.yaml", "--replace")
    assert Path("data/2024/budget.yaml").read_text(encoding="utf-8") == result.stdout
    checked = flat(run("check", "2024", "--select", "BUD001").output)
    assert "accepté BUD001" in checked  # the reserve of 2024 knows these two figures
    assert sorted(f.name for f in Path("data/2024").iterdir() if f.name.startswith(".")) == []


def test_the_command_writes_nothing_for_an_unknown_value(data: Path) -> None:
    save(Path("b.xlsx"), change(SMALL, "B3", "#REF!"))
    result = run("import", "budget", "b.xlsx", "--output", "b.yaml")
    assert result.exit_code == ExitCode.DATA
    assert "Rien n'a été écrit" in result.stderr
    assert not Path("b.yaml").exists()


def test_the_file_that_was_read_is_untouched(data: Path) -> None:
    file = save(Path("b.xlsx"), SMALL)
    before = file.read_bytes()
    assert run("import", "budget", "b.xlsx").exit_code == ExitCode.OK
    assert file.read_bytes() == before
    assert load_workbook(file).sheetnames == ["Budget"]


def test_the_screen_gets_the_same_by_its_name(data: Path) -> None:
    save(Path("b.xlsx"), SMALL)
    run("schema", "schemas")
    shown = run("import", "budget", "b.xlsx").stdout
    assert shown.startswith("# yaml-language-server: $schema=../../schemas/")
    assert run("import", "budget", "b.xlsx", "--output", "-").stdout == shown
    assert "budget-2024.xlsx" in run("export", "budget", "2024", "--output", "-").output
    assert not Path("-").exists()  # no screen shows a workbook


# --- units, macros, merged amounts ---------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "words", "unit"),
    [
        ("A1", "Budget HT 2024 (en milliers d'euros)", "milliers"),
        ("A1", "Budget HT – montants exprimés en K€", "milliers"),
        ("B2", "Montant (k€)", "milliers"),
        ("B2", "Montant en milliers d’€", "milliers"),
        ("C1", "KEUR", "milliers"),
        ("A1", "Budget HT (kilo-euros)", "milliers"),
        ("B2", "Montant (000 €)", "milliers"),
        ("B2", "En K", "milliers"),
        ("A1", "Budget HT, unité : 1 000 €", "milliers"),
        ("A12", "Sommes en M€", "millions"),
        ("B7", "en millions d'euros", "millions"),
    ],
)
def test_a_unit_that_the_workbook_states_is_asked(
    tmp_path: Path, cell: str, words: str, unit: str
) -> None:
    rows = change(change(change([*SMALL, (), ()], cell, words), "B3", 698.8), "B4", 301.2)
    file = save(tmp_path / "b.xlsx", rows)
    imported = read(file)
    (asked,) = [f for f in imported.findings if f.code == "XLS015"]
    assert asked.primary.label.endswith(f"cellule {cell}")
    assert words in flat(asked.message)
    assert f"--unit {unit}" in flat(asked.help)
    assert not imported.text
    for said_so, first in (
        (unit, 698_800 if unit == "milliers" else 698_800_000),
        ("euros", 698.8),
    ):
        found = budget(file, unit=said_so)
        assert found.depenses.lignes[0].montant == {0: Decimal(str(first))}
        assert "€" not in f"{found.intitule} {found.depenses.colonne_montant}"
        assert "milli" not in f"{found.intitule} {found.depenses.colonne_montant}"


def test_a_unit_said_by_the_sheet_its_margin_or_a_format(tmp_path: Path) -> None:
    for name, margin, shown, words in (
        ("Budget k€", "", "General", "Le nom de la feuille dit « Budget k€ »"),
        ("Budget", "Montants en milliers d'euros", "General", "marge"),
        ("Budget", "", '0.0\\ "k€"', "format de la cellule B3"),
    ):
        workbook, made = sheet(SMALL, name)
        assert made.oddFooter is not None
        assert made.oddFooter.center is not None
        made.oddFooter.center.text = margin
        made["B3"].number_format = shown
        workbook.save(tmp_path / "b.xlsx")
        (asked,) = read(tmp_path / "b.xlsx").findings
        assert asked.code == "XLS015"
        assert words in flat(asked.message)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("#,##0,", "affiche « 0,70 »"),
        ('0.0,"k"', "affiche « 0,70 k »"),
        ('#,##0.0,," M€"', "M€ »"),
        ('0 "milliers"', "affiche « 698,80 milliers »"),
    ],
)
def test_a_format_that_counts_in_thousands_is_asked(tmp_path: Path, code: str, words: str) -> None:
    workbook, made = sheet(change(SMALL, "B3", 698.8))
    made["B3"].number_format = code
    workbook.save(tmp_path / "b.xlsx")
    (asked,) = [f for f in read(tmp_path / "b.xlsx").findings if f.code == "XLS015"]
    assert words in flat(asked.message)


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ('#,##0 "F CFP"', "XLS003"), ("[$¥-411]#,##0", "XLS003"), ("#,##0 ₽", "XLS003"),
        ('0 "jours"', "XLS003"), ('"9 999"', "XLS003"), (";;;", "XLS006"),
        ("[$EUR] #,##0", ""), ("#,##0.00\\ [$€-40C]", ""), ('0.00E+00" € HT"', ""),
        ('_-* #,##0.00\\ "€"_-;\\-* #,##0.00\\ "€"_-;_-* "-"??\\ "€"_-;_-@_-', ""),
        ('[Red][>1000]#,##0.0;# ?/?" $"', ""),
    ],
)  # fmt: skip
def test_what_a_format_shows_beside_a_number_is_euros_or_told(
    tmp_path: Path, code: str, told: str
) -> None:
    workbook, made = sheet(SMALL)
    made["B3"].number_format = code
    workbook.save(tmp_path / "b.xlsx")
    codes = {f.code for f in read(tmp_path / "b.xlsx").findings}
    assert codes >= {told} if told else codes == set()


@pytest.mark.parametrize("place", ["note", "notice", "hidden", "evenFooter", "firstHeader"])
def test_a_unit_said_anywhere_in_the_workbook_is_asked(tmp_path: Path, place: str) -> None:
    workbook, made = sheet(SMALL)
    if place == "note":
        made["B3"].comment = Comment("Tout en k€", "trésorier")
    elif place in ("notice", "hidden"):
        notice = workbook.create_sheet("Notice")
        notice["A1"] = "Montants exprimés en milliers d'euros"
        notice.sheet_state = "visible" if place == "notice" else "veryHidden"
    else:
        getattr(made, place).center.text = "Tout en k€"
    workbook.save(tmp_path / "b.xlsx")
    (asked,) = read(tmp_path / "b.xlsx").findings
    assert asked.code == "XLS015"
    assert budget(tmp_path / "b.xlsx", unit="euros").depenses.lignes


@pytest.mark.parametrize(
    "words",
    [
        "Budget en francs CFP",
        "Budget (kF)",
        "Montants (USD)",
        "En milliards d'euros",
        "En centimes",
    ],
)
def test_amounts_that_are_not_in_euros_are_not_taken(tmp_path: Path, words: str) -> None:
    imported = read(save(tmp_path / "b.xlsx", change(SMALL, "A1", words)), tax="TTC")
    assert [f.code for f in imported.findings] == ["XLS003"]
    assert not imported.text


@pytest.mark.parametrize("heading", ["Heures", "Quantité", "Nb de jours", "% du total", "ETP"])
def test_a_column_that_counts_no_euros_is_not_taken(tmp_path: Path, heading: str) -> None:
    imported = read(save(tmp_path / "b.xlsx", change(SMALL, "B2", heading)))
    assert [f.code for f in imported.findings] == ["XLS003"]
    assert f"« {heading} » ne compte pas des euros" in flat(imported.findings[0].message)


def test_a_sheet_with_amounts_that_is_not_read_is_named(tmp_path: Path) -> None:
    workbook, _ = sheet(SMALL)
    workbook.create_sheet("Détail").append(["Loyer", 500])
    workbook.save(tmp_path / "b.xlsx")
    (told,) = read(tmp_path / "b.xlsx").findings
    assert (told.code, told.help) == ("XLS018", 'Pour la lire : --sheet "Détail"')
    assert read(tmp_path / "b.xlsx", sheet="Budget").findings == ()


def test_a_line_that_speaks_of_thousands_states_no_unit(tmp_path: Path) -> None:
    rows = change(
        change(SMALL, "A3", "Salaires (3 k€ par mois)"), "A4", "Des milliers de visiteurs"
    )
    assert read(save(tmp_path / "b.xlsx", rows)).findings == ()


def test_a_workbook_whose_amounts_are_all_texts(tmp_path: Path) -> None:
    rows = [
        (label, f"{value[0]},00 euros") if value and value[0] != "Montant" else (label, *value)
        for label, *value in (row or (None,) for row in SMALL)
    ]
    imported = read(save(tmp_path / "b.xlsx", rows))
    assert {f.code for f in imported.findings} == {"XLS005"}
    assert imported.budget is not None
    assert imported.budget.depenses.sum() == {0: 1_000}


def test_an_amount_merged_over_two_lines(tmp_path: Path) -> None:
    workbook, made = sheet(change(change(SMALL, "B3", 1_000), "B4", None))
    made.merge_cells("B3:B4")
    workbook.save(tmp_path / "b.xlsx")
    (finding,) = read(tmp_path / "b.xlsx").findings
    assert (finding.code, finding.primary.label[-2:]) == ("XLS012", "A4")
    assert "fusionnée avec B3" in flat(finding.message)


def test_a_formula_that_gives_no_word_is_an_empty_cell(tmp_path: Path) -> None:
    """« =SI(A9="";"";A9) », copied down a column: openpyxl shows nothing of its result."""
    file = save(tmp_path / "b.xlsx", change(SMALL, "B6", Formula('=IF(A6="","",A6)', 0)))
    with zipfile.ZipFile(file) as before:
        parts = {name: before.read(name) for name in before.namelist()}
    part = "xl/worksheets/sheet1.xml"
    assert b'<c r="B6"' in parts[part]
    parts[part] = re.sub(
        rb'<c r="B6"[^>]*>(<f>.*?</f>)<v>0</v>', rb'<c r="B6" t="str">\\1<v></v>', parts[part]
    )
    with zipfile.ZipFile(file, "w") as after:
        for name, content in parts.items():
            after.writestr(name, content)
    assert read(file).findings == ()


@pytest.mark.parametrize(
    ("shown", "words"),
    [
        ("0%", "pourcentage"),
        ("#,##0.00\\ [$CHF-807]", "CHF"),
        ('"$"#,##0', "$"),
        ("[$£-809]0", "£"),
    ],
)
def test_a_number_that_is_not_shown_as_euros(tmp_path: Path, shown: str, words: str) -> None:
    workbook, made = sheet(SMALL)
    made["B3"].number_format = shown
    workbook.save(tmp_path / "b.xlsx")
    (finding,) = read(tmp_path / "b.xlsx").findings
    assert (finding.code, finding.primary.label[-2:]) == ("XLS003", "B3")
    assert words in flat(finding.message)


@pytest.mark.parametrize("shown", ['#,##0.00\\ "€"', "#,##0.00\\ [$€-40C]", "[$-40C]0.00", "0.00"])
def test_a_number_shown_as_euros(tmp_path: Path, shown: str) -> None:
    workbook, made = sheet(SMALL)
    made["B3"].number_format = shown
    workbook.save(tmp_path / "b.xlsx")
    assert read(tmp_path / "b.xlsx").findings == ()


@pytest.mark.parametrize("formula", ["=cmd|' /C calc'!A0", '="700', "=[1]Paie!B2)"])
@pytest.mark.parametrize("calculated", [True, False])
def test_a_formula_that_cannot_be_read(tmp_path: Path, formula: str, calculated: bool) -> None:
    """As Excel starts other programs (DDE), or as a broken file holds it."""
    rows = change(SMALL, "B3", Formula(formula, 700))
    file = save(tmp_path / "b.xlsx", rows)
    if not calculated:
        sheet(rows)[0].save(file)
    imported = read(file)
    assert said(imported.findings) == [("XLS014", "B3")]
    assert formula in imported.findings[0].message
    assert not imported.text


def test_a_line_whose_amount_stands_in_its_label(tmp_path: Path) -> None:
    rows = [*SMALL[:3], ("Assurance : 300 €",), *SMALL[3:]]
    (finding,) = read(save(tmp_path / "b.xlsx", rows)).findings
    assert (finding.code, finding.primary.label[-2:]) == ("XLS017", "A4")
    assert "A4 (« Assurance : 300 € »)" in flat(finding.message)


def test_what_is_called_a_gap_among_the_lines(tmp_path: Path) -> None:
    rows = [*SMALL[:8], ("Excédent reporté", 12), *SMALL[8:]]
    found = read(save(tmp_path / "b.xlsx", rows)).findings
    assert said(found) == [("XLS012", "B9")]
    renamed = change(rows, "A9", "Report de l'excédent")
    kept = budget(save(tmp_path / "b.xlsx", renamed)).recettes.lignes
    assert [line.libelle for line in kept][1] == "Report de l'excédent"


def test_lines_that_say_that_they_have_no_amount(tmp_path: Path) -> None:
    rows = [*SMALL[:3], ("Taxes", "néant"), ("Dons", "pour mémoire"), *SMALL[3:]]
    imported = read(save(tmp_path / "b.xlsx", rows))
    (finding,) = imported.findings
    assert (finding.code, finding.blocks) == ("XLS017", False)
    assert "B4 (« Taxes »), B5 (« Dons »)" in flat(finding.message)
    assert imported.text


def test_the_first_line_without_a_name_is_told(tmp_path: Path) -> None:
    """It was taken for a heading, and its amount dropped without a word."""
    imported = read(save(tmp_path / "b.xlsx", change(SMALL, "A3", None)))
    assert ("XLS012", "B3") in said(imported.findings)


@pytest.mark.parametrize("ref", ["A3", "A4"])
def test_a_line_named_by_a_formula_that_was_never_calculated_stops(
    tmp_path: Path, ref: str
) -> None:
    workbook, made = sheet(SMALL)
    made[ref] = '=CONCATENATE("Sal","aires")'
    file = tmp_path / "b.xlsx"
    workbook.save(file)
    assert (read(file).text, said(read(file).findings)) == ("", [("XLS001", ref)])


def test_a_column_that_was_not_chosen_names_no_line(tmp_path: Path) -> None:
    rows = [
        ("Budget TTC",),
        ("Charges", 2024, 2025, "Produits", 2024, 2025),
        ("Achats", 8000, 8001, "Ventes", 8000, 8001),
        ("Loyer", 2000, 2001, "GBM", 2000, 2001),
    ]
    found = budget(save(tmp_path / "b.xlsx", rows), columns=("C", "F"))
    assert [line.libelle for line in found.depenses.lignes] == ["Achats", "Loyer"]
    assert found.recettes.sum() == {2025: 10_002}


@pytest.mark.parametrize("cell", ["A4", "B4"])
@pytest.mark.parametrize(
    ("font", "ground", "words"),
    [
        (Font(strike=True), "", "La ligne 4 est barrée"),
        (Font(color="FFFFFF"), "", "La ligne 4 est écrite de la couleur du fond"),
        (Font(color=Color(theme=0)), "FFFFFF", "La ligne 4 est écrite de la couleur du fond"),
        (Font(color=Color(indexed=9)), "", "La ligne 4 est écrite de la couleur du fond"),
        (Font(color="1F3864"), "1F3864", "La ligne 4 est écrite de la couleur du fond"),
        (Font(color="FFFFFF"), "1F3864", ""),
        (Font(color="FFFFFF"), "gradient", ""),
        (Font(color=Color(theme=0, tint=-0.5)), "", ""),
    ],
)
def test_a_line_struck_out_or_that_nobody_sees_is_told(
    tmp_path: Path, cell: str, font: Font, ground: str, words: str
) -> None:
    workbook, made = sheet(SMALL)
    made[cell].font = font
    if ground:
        shades = GradientFill(stop=("1F3864", "000000"))
        made[cell].fill = shades if ground == "gradient" else PatternFill("solid", ground)
    file = tmp_path / "b.xlsx"
    workbook.save(file)
    found = read(file).findings
    assert said(found) == ([("XLS006", "B4")] if words else [])
    assert all(words in one.message for one in found)


@pytest.mark.parametrize(
    ("label", "asked"),
    [
        ("Salaires (en milliers d’euros)", True),
        ("Salaires [k€]", True),
        ("Envoi en milliers d’exemplaires", False),
        ("Collecte (objectif : 10 k€)", False),
    ],
)
def test_a_unit_that_the_name_of_a_line_states_is_asked(
    tmp_path: Path, label: str, asked: bool
) -> None:
    file = save(tmp_path / "b.xlsx", change(SMALL, "A3", label))
    assert (("XLS015", "A3") in said(read(file).findings)) is asked
    assert budget(file, unit="euros").depenses.sum() == {0: 1000}


def _by_group(*received: str) -> list[list[object]]:
    heads: list[list[object]] = [["Dépenses", "Montant", "", "Recettes", "Montant"]]
    names = [("FONCTIONNEMENT", received[0]), ("INVESTISSEMENT", received[1])]
    for spent, paid in names:
        heads += [[spent, None, None, paid, None], ["Poste", 100, None, "Ressource", 100]]
        heads += [[f"Sous-total {spent}", 100, None, f"Sous-total {paid}", 100]]
    return [*heads, ["Total", 200, None, "Total", 200]]


@pytest.mark.parametrize(
    ("received", "sections"),
    [
        (("FONCTIONNEMENT", "INVESTISSEMENT"), ("fonctionnement", "investissement")),
        (("PUBLIC", "PRIVE"), ()),
    ],
)
def test_groups_that_name_a_section_on_both_sides_are_sections(
    received: tuple[str, str], sections: tuple[str, ...], tmp_path: Path
) -> None:
    imported = read(save(tmp_path / "b.xlsx", _by_group(*received)), tax="TTC")
    assert imported.budget is not None
    assert imported.budget.sections == sections
