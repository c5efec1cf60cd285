"""A workbook → ``budget.yaml``, and what is wrong with it, cell by cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Any

from pydantic import ValidationError

from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.dossier.model.budget import Budget
from pmtdocs.dossier.model.common import Commons
from pmtdocs.dossier.model.sheet import Sheet as DossierSheet
from pmtdocs.dossier.source import Tree
from pmtdocs.exchange import yaml_text
from pmtdocs.exchange.budget import (
    areas,
    association_table,
    cerfa,
    kinds,
    sheet_tables,
    units,
    vocabulary,
)
from pmtdocs.exchange.budget.amounts import Money, hidden, is_rate, looks_like
from pmtdocs.exchange.budget.association_table import Bodies
from pmtdocs.exchange.budget.cells import Sheet, read
from pmtdocs.exchange.budget.raw_budget import Places, Side, tree
from pmtdocs.exchange.budget.sheet_tables import Table
from pmtdocs.finding import Finding, Location, Path, ReadError
from pmtdocs.language.french import plural
from pmtdocs.rules import RULES, engine
from pmtdocs.system.limits import EXCEL_COLUMNS, EXCEL_ROWS, LimitError

#: The title of a side, and how else it may be called.
_SIDES = {"depenses": ("Dépenses", "charges"), "recettes": ("Recettes", "produits")}
_UNKNOWN_TAX, _NET = "sans précision de TVA", "net de taxe"
#: How many tables are named where there should be one.
_FIRST = 5


@dataclass(frozen=True)
class Wanted:
    """What the user says of the workbook."""

    sheet: str = ""
    columns: tuple[str, ...] = ()
    tax: str = ""
    unit: str = ""
    """In what the amounts are counted: a key of ``vocabulary.UNITS``."""


@dataclass(frozen=True)
class Imported:
    """What a workbook gives."""

    text: str
    """``budget.yaml``; empty when a cell that counts cannot be read."""
    budget: Budget | None
    findings: tuple[Finding, ...]


def import_budget(file: FilePath, shown: str, commons: Commons, wanted: Wanted) -> Imported:
    """Read the budget of a workbook. Raises ReadError or LimitError in French."""
    book = read(file, shown)
    sheets = book.sheets
    tables = _tables(sheets, wanted)
    money = Money(vocabulary.UNITS[wanted.unit or "euros"])
    units.ask(money, tables, book, wanted.unit)
    if book.macros:
        message = "Le classeur contient des macros : elles n'ont été ni lues ni exécutées."
        money.note(kinds.MACROS, tables["depenses"].area.title, message)
    places: Places = {}
    sides = {s: _side(tables[s], money, commons.organisations) for s in _SIDES}
    budget_tree = _tree(sides, wanted, money, places)
    _hidden(money, sheets, tables, wanted.sheet)
    if money.unknown:
        return Imported("", None, _sorted(money.findings))
    budget = _typed(budget_tree, commons, file.name)
    findings = [*money.findings, *_judge(budget, commons, places, tables["depenses"])]
    used = sorted({table.area.sheet.name for table in tables.values()})
    named = " et ".join(f"« {name} »" for name in used)
    comments = [f"Budget lu dans {file.name}, feuille {named}, par pmtdocs import budget."]
    if any(finding.kind == kinds.TAX_UNSAID for finding in findings):
        comments.append("Le classeur ne dit rien de la TVA : `taxe` est à vérifier.")
    return Imported(yaml_text.write(budget_tree, comments), budget, _sorted(findings))


def _sorted(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(sorted(dict.fromkeys(findings), key=Finding.sort_key))


# --- which tables --------------------------------------------------------------------------


def _tables(sheets: list[Sheet], wanted: Wanted) -> dict[str, Table]:
    """The table of each side. Raises ReadError when one lacks or stands there twice."""
    chosen = _chosen(sheets, wanted.sheet)
    found: dict[str, list[Table]] = {side: [] for side in _SIDES}
    titles = [area for sheet in chosen for area in areas.areas(sheet)]
    for area in titles:
        if read_table := sheet_tables.table(area, wanted.columns):
            found[area.side].append(read_table)
    for side, tables in found.items():
        title, other = _SIDES[side]
        name = f"{title.lower()} (ou {other})"
        if not tables and (big := [sheet for sheet in chosen if sheet.too_big]):
            raise LimitError(
                f"Dans {_listed(big)}, les cellules dépassent {EXCEL_ROWS.said} ou "
                f"{EXCEL_COLUMNS.said} : ce n'est pas un budget.",
                EXCEL_ROWS.help,
            )
        if alone := next((a for a in titles if a.side == side and not tables), None):
            rates = any(is_rate(c) for row in alone.rows() for c in alone.cells(row))
            what = "il n'y a que des pourcentages" if rates else "il n'y a aucun montant"
            raise ReadError(
                f"Feuille « {alone.sheet.name} », sous « {alone.title.text} » "
                f"({alone.title.ref}) : {what}.",
                "Mettez les montants en euros à droite des libellés.",
            )
        if not tables:
            raise ReadError(
                f"Aucun tableau de {name} n'a été trouvé dans {_listed(chosen)}.",
                f"Mettez le titre « {title} » au-dessus des libellés, les montants à droite.",
            )
        if len(tables) > 1:
            first = (f"{t.area.sheet.name} {t.area.title.ref}" for t in tables[:_FIRST])
            places = ", ".join(first) + (
                f" … ({len(tables)} en tout)" if len(tables) > _FIRST else ""
            )
            raise ReadError(
                f"Plusieurs tableaux de {name} : {places}.",
                "Dites quelle feuille lire (--sheet NOM), ou gardez un seul budget par feuille.",
            )
    return {side: tables[0] for side, tables in found.items()}


def _chosen(sheets: list[Sheet], name: str) -> list[Sheet]:
    if name:
        if named := [sheet for sheet in sheets if sheet.name == name]:
            return named
        raise ReadError(
            f"Le classeur n'a pas de feuille « {name} ».",
            f"Ses feuilles : {', '.join(sheet.name for sheet in sheets)}.",
        )
    if visible := [sheet for sheet in sheets if sheet.cells and not sheet.hidden]:
        return visible
    raise ReadError("Le classeur est vide.", "Vérifiez que c'est le bon fichier.")


def _listed(sheets: list[Sheet]) -> str:
    names = ", ".join(f"« {sheet.name} »" for sheet in sheets)
    return f"la feuille {names}" if len(sheets) == 1 else f"les feuilles {names}"


def _side(table: Table, money: Money, bodies: Bodies) -> Side:
    read_side = cerfa.read if cerfa.recognises(table) else association_table.read
    side = read_side(table, money, bodies)
    if not side.lines() and not money.unknown:
        label = f"« {table.area.title.text} » (cellule {table.area.title.ref})"
        raise ReadError(f"Le tableau {label} n'a aucune ligne avec un montant.")
    return side


# --- the budget ----------------------------------------------------------------------------


def _tree(sides: dict[str, Side], wanted: Wanted, money: Money, places: Places) -> dict[str, Tree]:
    first = sides["depenses"].table
    title, taxes = _title(first), _taxes([side.table for side in sides.values()])
    if len(taxes) > 1 and not wanted.tax:
        named = " et ".join(f"« {text} » ({tax})" for tax, text in taxes.items())
        message = f"Le classeur dit {named} : il n'a qu'une base de TVA."
        choices = " ou ".join(f'--tax "{tax}"' for tax in taxes)
        help = f"Mettez tous les montants dans la même base, et dites laquelle : {choices}"
        money.note(kinds.TWO_TAXES, first.area.title, message, help)
        money.unknown = True
    if not (wanted.tax or taxes):
        money.note(
            kinds.TAX_UNSAID,
            first.area.title,
            f"Le classeur ne dit pas si les montants sont TTC ou HT : {_UNKNOWN_TAX} est écrit.",
            'Dites-le : --tax TTC, --tax HT ou --tax "net de taxe"',
        )
    every = list(sides.values())
    # Two groups of expenses alone, so called, are no sections: receipts pay both.
    told = any(line.section for side in every for line in side.lines())
    split = told or all(side.by_section() for side in every)
    return {
        "intitule": vocabulary.without_unit(title) or "Budget prévisionnel",
        "taxe": wanted.tax or next(iter(taxes), _UNKNOWN_TAX),
        **{key: tree(side, places, ("budget", key), split) for key, side in sides.items()},
    }


def _above(table: Table) -> list[str]:
    """The words above a table."""
    cells, top = table.area.sheet.cells, table.area.title.row
    return [c.text for (row, _), c in sorted(cells.items()) if row < top and c.text]


def _title(table: Table) -> str:
    """The title of the budget."""
    words = _above(table)
    return next(iter([text for text in words if "budget" in text.lower()] or words), "")


def _taxes(tables: list[Table]) -> dict[str, str]:
    """What titles, headings and amounts (« 12 000 € HT ») say of the VAT, and their words.

    Receipts net of it beside expenses that are not are no contradiction: a subsidy bears none.
    """
    said = _above(tables[0])
    for table in tables:
        amounts = (cell.text for row in table.rows for cell in row.amounts.values())
        said += [table.title, table.label_heading, table.amount_heading, *amounts]
    taxes = {tax: text for text in reversed(said) if (tax := vocabulary.tax(text))}
    return {tax: text for tax, text in taxes.items() if tax != _NET or len(taxes) == 1}


def _typed(budget: dict[str, Tree], commons: Commons, name: str) -> Budget:
    known = {"organisations": set(commons.organisations)}
    try:
        return Budget.model_validate(budget, context=known)
    except ValidationError as error:
        detail = error.errors(include_url=False)[0]
        raise ReadError(f"{name} : {detail['msg']}.") from error


def _judge(budget: Budget, commons: Commons, places: Places, table: Table) -> list[Finding]:
    """The rules that need nothing but a budget, with cells for places."""
    facts: dict[str, Any] = {"etat": Stage.INSTRUCTION, "reserves": (), "financeur": ""}
    sheet = DossierSheet.model_construct(**facts)
    dossier = Dossier.model_construct(nom="import", dossier=sheet, budget=budget, commun=commons)
    rules = [r for r in RULES if r.needs and all(n.split(".")[0] == "budget" for n in r.needs)]

    def locate(path: Path) -> Location:
        near = (path[:end] for end in range(len(path), 0, -1))
        cell = next((places[p] for p in near if p in places), table.area.title)
        return cell.location(path)

    return engine.run(dossier, rules, locate)


def _hidden(money: Money, sheets: list[Sheet], tables: dict[str, Table], chosen: str) -> None:
    """XLS006: hidden rows and columns of the tables, hidden sheets that hold amounts; XLS018: the
    other sheets, when nobody chose."""
    used = {id(table.area.sheet) for table in tables.values()}
    rows = [(table.named(row.number), row) for table in tables.values() for row in table.rows]
    hidden(money, ((names, [*r.amounts.values(), *r.published.values()]) for names, r in rows))
    for sheet in sheets:
        found = [cell for cell in sheet.cells.values() if looks_like(cell)]
        if not found or id(sheet) in used:
            continue
        count = plural(len(found), "montant")
        if sheet.hidden:
            message = f"La feuille « {sheet.name} » est masquée et contient {count}, non repris."
            money.note(kinds.HIDDEN, found[0], message, "Affichez-la et vérifiez-la.")
        elif not chosen:
            message = f"La feuille « {sheet.name} » n'est pas lue : elle contient {count}."
            money.note(kinds.UNREAD, found[0], message, f'Pour la lire : --sheet "{sheet.name}"')
