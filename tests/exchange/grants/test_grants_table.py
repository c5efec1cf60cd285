"""A table of grants received as Excel or CSV, and what is told of it."""

from pathlib import Path

import pytest
import yaml
from openpyxl import Workbook

from pmtdocs.dossier.load import load, shared
from pmtdocs.exchange.grants.columns import recognise
from pmtdocs.exchange.grants.read_table import Imported, import_table
from pmtdocs.exchange.grants.write_table import write_csv, write_excel
from pmtdocs.finding import PmtdocsError, ReadError
from tests.support.command import run


def read(small: Path, text: str | bytes) -> Imported:
    file = small / "recu.csv"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return import_table(file, "recu.csv", shared(small))


def told(imported: Imported) -> list[tuple[str, int]]:
    return [(f.code, f.primary.span.line if f.primary.span else 0) for f in imported.findings]


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_what_is_written_reads_back(small: Path, suffix: str) -> None:
    table = small / "plusieurs" / "attributions.yaml"
    text, letter = (
        table.read_text(encoding="utf-8"),
        ", representant: luc-petit, fonction: Trésorier}",
    )
    table.write_text(text.replace("montant: 1 500}", f"montant: 1 500{letter}"), encoding="utf-8")
    dossier = load(small, "plusieurs").dossier
    file = small / f"tableau{suffix}"
    file.write_bytes(write_csv(dossier) if suffix == ".csv" else write_excel(dossier))
    imported = import_table(file, file.name, shared(small))
    assert imported.findings == ()
    read = yaml.safe_load(imported.text)["lignes"]
    assert dossier.attributions is not None
    assert [one["beneficiaire"] for one in read] == [
        one.beneficiaire for one in dossier.attributions.lignes
    ]
    assert read[0]["montant"] == "25 000"
    assert read[0]["interesses"] == [{"membre": "hugo-morel"}]
    assert read[4]["nature"] == "en nature"
    assert (read[1]["representant"], read[1]["fonction"]) == ("luc-petit", "Trésorier")


def test_a_table_of_others(small: Path) -> None:
    imported = read(
        small,
        "Subventions 2031;;;\n"
        "Association;Subvention 2030;Subvention 2031;Convention\n"
        "Investissement;;;\n"
        "CLUB DES ESSAIS;1 000,50 €;1 200;non\n"
        "Total;;1 250;\n".encode("cp1252"),
    )
    assert told(imported) == [("TAB006", 4), ("TAB005", 5)]
    (line,) = yaml.safe_load(imported.text)["lignes"]
    assert line == {
        "beneficiaire": "club",
        "objet": "à compléter",
        "section": "investissement",
        "montant_precedent": "1 000,50",
        "montant": "1 200",
    }


def test_an_unknown_body_is_proposed_and_then_known(small: Path) -> None:
    text = "Bénéficiaire;Objet;Montant\nClub Nouveau;l'année;300\nClub Nouveau;un tournoi;200\n"
    imported = read(small, text)
    assert told(imported) == [("TAB001", 2)]
    with (small / "_commun" / "organisations.yaml").open("a", encoding="utf-8") as file:
        file.write(imported.bodies)
    again = read(small, text)
    assert again.findings == ()
    assert again.text == imported.text


@pytest.mark.parametrize(("cell", "code"), [("douze", "TAB003"), ("-5", "TAB003"), ("", "TAB004")])
def test_an_amount_that_is_none(small: Path, cell: str, code: str) -> None:
    text = f"Bénéficiaire;Objet;Montant;Convention\nClub des Essais;l'année;{cell};non\n"
    imported = read(small, text)
    assert told(imported) == [(code, 2)]
    assert bool(imported.text) is (code == "TAB004")


def test_nobody_is_left_out(small: Path) -> None:
    text = "Bénéficiaire;Objet;Montant;Intéressés;Avis\nClub des Essais;x;5;M. INCONNU;ok\n"
    imported = read(small, text)
    assert told(imported) == [("TAB004", 1), ("TAB002", 2)]
    assert not imported.text


def test_the_last_year_is_granted() -> None:
    assert recognise(["Tiers", "2 030", "2 031", "Demande 2031"]) == {
        0: "beneficiaire",
        1: "montant_precedent",
        2: "montant",
        3: "montant_demande",
    }


def test_a_formula_without_value_is_not_read_as_nothing(small: Path) -> None:
    book, file = Workbook(), small / "formule.xlsx"
    for row in (["Bénéficiaire", "Objet", "Montant"], ["Club des Essais", "x", "=1+1"]):
        book.worksheets[0].append(row)
    book.save(file)
    imported = import_table(file, file.name, shared(small))
    assert [f.code for f in imported.findings] == ["TAB003"]
    assert not imported.text


def test_words_never_become_a_formula(small: Path) -> None:
    dossier = load(small, "plusieurs").dossier
    assert dossier.attributions is not None
    first = dossier.attributions.lignes[0].model_copy(update={"objet": "=1+1"})
    table = dossier.attributions.model_copy(update={"lignes": (first,)})
    odd = dossier.model_copy(update={"attributions": table})
    assert ";'=1+1;" in write_csv(odd).decode()
    file = small / "t.csv"
    file.write_bytes(write_csv(odd))
    assert "objet: =1+1" in import_table(file, "t.csv", shared(small)).text


def test_what_is_no_table(small: Path) -> None:
    with pytest.raises(ReadError, match="aucune ligne de titres"):
        read(small, "a;b\n1;2\n")
    with pytest.raises(PmtdocsError, match="n'a pas d'attributions"):
        write_csv(load(small, "bon").dossier)


def test_the_commands(small: Path) -> None:
    file = small / "t.xlsx"
    made = run("export", "attributions", "plusieurs", "--data", str(small), "--output", str(file))
    assert made.exit_code == 0, made.output
    read = run("import", "attributions", str(file), "--data", str(small))
    assert read.exit_code == 0, read.output
    assert "beneficiaire: orchestre" in read.output
