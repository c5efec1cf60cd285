"""The budget of the form CERFA 12156, as associations fill it in."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pmtdocs.dossier.model.budget import Line
from tests.exchange.budget.test_read_excel import change
from tests.support.command import flat
from tests.support.excel import Formula, read, said, save

#: The form: accounts with their details, the total, what is in kind, the total with it.
FORM: list[tuple[Any, ...]] = [
    ("Budget du projet, exercice 2024 (TTC)",),
    ("CHARGES", "Montant", "PRODUITS", "Montant"),
    ("CHARGES DIRECTES", None, "RESSOURCES DIRECTES"),
    ("60 - Achats", Formula("=SUM(B5:B6)", 3_000), "70 - Ventes de produits finis", 4_000),
    ("Achats matières et fournitures", 2_000, "73 - Dotations et produits de tarification", 0),
    ("Autres fournitures", 1_000, "74 - Subventions d'exploitation", Formula("=SUM(D7:D9)", 9_000)),
    ("61 - Services extérieurs", None, "État :", 2_000),
    ("Locations", 1_500, "- Région Bourgogne-Franche-Comté", 3_000),
    ("62 - Autres services extérieurs", 500, "GBM", 4_000),
    ("63 - Impôts et taxes", 0, "75 - Autres produits de gestion courante", 500),
    ("64 - Charges de personnel", 7_000, "76 - Produits financiers"),
    ("CHARGES INDIRECTES AFFECTÉES AU PROJET", None, "RESSOURCES PROPRES AFFECTÉES AU PROJET"),
    ("Charges fixes de fonctionnement", 1_500),
    ("TOTAL DES CHARGES", 13_500, "TOTAL DES PRODUITS", 13_500),
    ("Excédent prévisionnel (bénéfice)", None, "Insuffisance prévisionnelle (déficit)"),
    ("CONTRIBUTIONS VOLONTAIRES EN NATURE",),
    (
        "86 - Emplois des contributions volontaires en nature",
        1_000,
        "87 - Contributions volontaires en nature",
        1_000,
    ),
    ("860 - Secours en nature", None, "870 - Bénévolat", 600),
    ("864 - Personnel bénévole", 1_000, "875 - Dons en nature", 400),
    ("TOTAL", 14_500, "TOTAL", 14_500),
    ("La subvention demandée est de 4 000 €.",),
]


def lines(file: Path) -> dict[str, list[tuple[str | None, str | None, int]]]:
    """By group: label, account, amount."""
    found = read(file).budget
    assert found is not None
    groups = (*found.depenses.groupes, *found.recettes.groupes)
    return {group.nom: [_said(line) for line in group.lignes] for group in groups}


def _said(line: Line) -> tuple[str | None, str | None, int]:
    return line.libelle or line.financeur, line.compte, int(line.montant[0])


def test_details_are_lines_and_accounts_are_checked(tmp_path: Path) -> None:
    file = save(tmp_path / "cerfa.xlsx", FORM)
    assert read(file).findings == ()
    found = lines(file)
    assert found["CHARGES"] == [
        ("Achats matières et fournitures", "60", 2_000),
        ("Autres fournitures", "60", 1_000),
        ("Locations", "61", 1_500),
        ("Autres services extérieurs", "62", 500),
        ("Charges de personnel", "64", 7_000),
        ("Charges fixes de fonctionnement", None, 1_500),
    ]
    assert found["PRODUITS"] == [
        ("Ventes de produits finis", "70", 4_000),
        ("État :", "74", 2_000),
        ("region", "74", 3_000),
        ("GBM", "74", 4_000),
        ("Autres produits de gestion courante", "75", 500),
    ]
    assert found["Contributions volontaires en nature"] == [
        ("Bénévolat", "870", 600),
        ("Dons en nature", "875", 400),
    ]


def test_totals_with_and_without_what_is_in_kind(tmp_path: Path) -> None:
    found = read(save(tmp_path / "cerfa.xlsx", FORM)).budget
    assert found is not None
    for side in (found.depenses, found.recettes):
        assert side.publie is not None
        assert side.publie.total == {0: 14_500}
        plain, valued = side.groupes
        assert plain.publie is not None
        assert plain.publie.total == {0: 13_500}
        assert valued.publie is not None
        assert valued.publie.total == {0: 1_000}
        assert all(line.en_nature for line in valued.lignes)
    assert [line.financeur for line in found.recettes.groupes[0].lignes] == [
        None, "etat", "region", "gbm", None,
    ]  # fmt: skip


def test_an_account_that_is_not_its_details(tmp_path: Path) -> None:
    (finding,) = read(save(tmp_path / "cerfa.xlsx", change(FORM, "B4", 5_000))).findings
    assert said([finding]) == [("XLS011", "B4")]
    assert "« Achats » font 3 000 €, la cellule donne 5 000 € : écart de 2 000 €" in flat(
        finding.message
    )
    assert "« Achats matières et fournitures » (2 000 €)" in flat(finding.help)
    assert [place.label[-2:] for place in finding.related] == ["B5"]


def test_cents_and_unequal_contributions(tmp_path: Path) -> None:
    rows = change(change(FORM, "B11", 7_000.5), "D18", 500)
    found = said(read(save(tmp_path / "cerfa.xlsx", rows)).findings)
    assert "XLS010" not in dict(found)  # a table that follows the accounts is not the form
    rows[0] = ("CERFA n° 12156*06, budget du projet, exercice 2024 (TTC)",)
    found = said(read(save(tmp_path / "cerfa.xlsx", rows)).findings)
    assert ("XLS010", "B11") in found
    assert ("BUD005", "B19") in found
    assert ("BUD001", "B14") in found


def test_accounts_without_number_and_in_a_column_of_their_own(tmp_path: Path) -> None:
    words = [
        ("Budget TTC",),
        ("CHARGES", "Montant", "PRODUITS", "Montant"),
        ("Achats", 10, "Subventions d'exploitation", 30),
        ("Services extérieurs", 15, "Produits financiers", 2),
        ("Impôts et taxes", 10, "Transferts de charges", 3),
        ("TOTAL DES CHARGES", 35, "TOTAL DES PRODUITS", 35),
    ]
    imported = read(save(tmp_path / "a.xlsx", words))
    assert imported.findings == ()
    assert imported.budget is not None
    assert [line.compte for line in imported.budget.depenses.lignes] == ["60", "61", "63"]
    numbers = [
        ("Budget TTC",),
        ("CHARGES", None, "Montant", "PRODUITS", None, "Montant"),
        (60, "Achats", 10, 74, "GBM", 30),
        (61, "Loyers", 15, 76, "Intérêts", 2),
        (63, "Taxes", 10, 79, "Transferts", 3),
        (None, "TOTAL DES CHARGES", 35, None, "TOTAL DES PRODUITS", 35),
    ]
    imported = read(save(tmp_path / "b.xlsx", numbers))
    assert imported.findings == ()
    assert imported.budget is not None
    assert [(line.compte, line.libelle) for line in imported.budget.depenses.lignes] == [
        ("60", "Achats"),
        ("61", "Loyers"),
        ("63", "Taxes"),
    ]
    assert imported.budget.recettes.lignes[0].financeur == "gbm"
