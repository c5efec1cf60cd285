"""The grants of a dossier as a table, in Excel with a live total or in CSV, which reads back."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.attributions import Attribution
from pmtdocs.dossier.model.known import spelled
from pmtdocs.exchange.grants.columns import COLUMNS
from pmtdocs.finding import ExitCode, PmtdocsError
from pmtdocs.language.french import join

_EUROS = '#,##0.00\\ "€"'
_WIDTHS = {"beneficiaire": 38, "objet": 38, "inscription": 34, "interesses": 34}
_AMOUNTS = ("montant_precedent", "montant_demande", "montant")
_TOTAL = "Total en numéraire"
_BLUE = "FFD9E2F3"
Cell = str | Decimal | None


def table(dossier: Dossier) -> list[list[Cell]]:
    """The headings, then a row a line. Raises PmtdocsError for a dossier without attributions."""
    dossier = spelled(dossier)
    if dossier.attributions is None:
        raise PmtdocsError(
            f"Le dossier {dossier.nom} n'a pas d'attributions.",
            "Ajoutez-y un fichier attributions.yaml.",
            exit_code=ExitCode.DATA,
        )
    lines = dossier.attributions.lignes
    return [[words[0] for words in COLUMNS.values()], *(_row(dossier, one) for one in lines)]


def _row(dossier: Dossier, one: Attribution) -> list[Cell]:
    table, commons = dossier.attributions, dossier.commun
    body = commons.organisations[one.beneficiaire]
    known = table.inscriptions.get(one.inscription or "") if table else None
    people = (who.membre for who in one.interesses)
    signed = commons.personnes.get(one.representant or "")
    said: dict[str, Cell] = {
        "beneficiaire": body.nom,
        "siret": body.siret or body.siren,
        "objet": one.objet,
        "nature": one.nature,
        "section": one.section,
        "inscription": known.budget if known else None,
        "montant_precedent": _amount(one.montant_precedent),
        "montant_demande": _amount(one.montant_demande),
        "montant": _amount(one.montant),
        "convention": "oui" if one.convention else "non",
        "representant": signed.complet if signed else None,
        "fonction": one.fonction if isinstance(one.fonction, str) else None,
        "interesses": join([dossier.name_of(key) for key in people]) or None,
    }
    return [said[key] for key in COLUMNS]


def _amount(value: Decimal | None) -> Decimal | None:
    return Decimal(value) if isinstance(value, Decimal) else None


def write_csv(dossier: Dossier) -> bytes:
    """The table as Excel opens it in French: semicolons, commas, UTF-8 that says so."""
    made = io.StringIO()
    writer = csv.writer(made, delimiter=";", lineterminator="\r\n")
    for row in table(dossier):
        writer.writerow([_text(cell) for cell in row])
    return made.getvalue().encode("utf-8-sig")


def _text(cell: Cell) -> str:
    """A cell as text, which never becomes a formula."""
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",")
    text = cell or ""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text


def write_excel(dossier: Dossier) -> bytes:
    """The table as a workbook, its total a formula."""
    from openpyxl import Workbook
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter as letters

    from pmtdocs.exchange.budget import xlsx_bytes

    rows, keys = table(dossier), list(COLUMNS)
    workbook = Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Attributions"
    for i, row in enumerate(rows, 1):
        for j, value in enumerate(row, 1):
            cell = sheet.cell(i, j)
            if isinstance(value, Decimal):
                cell.value, cell.number_format = value, _EUROS
            elif value:
                cell.value, cell.data_type = xlsx_bytes.coded(value), "s"
                cell.quotePrefix = value[:1] in "=+-@'"
            if i == 1:
                cell.font = Font(bold=True)
                cell.fill = PatternFill("solid", start_color=_BLUE)
    column, kind, last = keys.index("montant") + 1, keys.index("nature") + 1, len(rows)
    amounts, kinds = (f"{letters(c)}2:{letters(c)}{last}" for c in (column, kind))
    sheet.cell(last + 1, 1).value = _TOTAL
    total = sheet.cell(last + 1, column)
    total.value, total.number_format = f'=SUMIF({kinds},"numéraire",{amounts})', _EUROS
    for cell in (sheet.cell(last + 1, 1), total):
        cell.font = Font(bold=True)
    for j, key in enumerate(keys, 1):
        sheet.column_dimensions[letters(j)].width = _WIDTHS.get(key, 18)
    sheet.freeze_panes = "B2"
    workbook.properties.title = f"Attributions {dossier.nom}"
    workbook.properties.language = "fr-FR"
    workbook.calculation.fullCalcOnLoad = True
    money = sum(_money(rows, keys), Decimal(0))
    return xlsx_bytes.write(workbook, {f"{letters(column)}{last + 1}": money})


def _money(rows: list[list[Cell]], keys: list[str]) -> Iterator[Decimal]:
    for row in rows[1:]:
        amount = row[keys.index("montant")]
        if isinstance(amount, Decimal) and row[keys.index("nature")] == "numéraire":
            yield amount
