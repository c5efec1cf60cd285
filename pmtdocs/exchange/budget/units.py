"""In what the amounts of a workbook are counted: euros, unless it says otherwise: it is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from pmtdocs.exchange.budget import formats, kinds, vocabulary
from pmtdocs.exchange.budget.amounts import Money, said
from pmtdocs.exchange.budget.cells import Book, Cell, Sheet
from pmtdocs.exchange.budget.sheet_tables import Row, Table

_LONG = {"milliers": "k€", "millions": "M€"}
#: A cell that states a unit, what it says, and what unit that is.
_Stated = tuple[Cell, str, str]


def ask(money: Money, tables: Mapping[str, Table], book: Book, said_so: str) -> None:
    """XLS015: « en milliers d'euros » above 1,2. Nothing is multiplied unless somebody says so.

    XLS003: « en francs CFP », a column « Heures ».
    """
    lined = [(t, row) for t in tables.values() for row in t.rows if row.amounts]
    rows = [row for _, row in lined]
    lines = {id(c) for t, row in lined for c in (*t.named(row.number), *row.amounts.values())}
    title = tables["depenses"].area.title
    for cell in title.sheet.cells.values():
        if id(cell) not in lines and vocabulary.foreign(cell.text):
            message = f"La cellule dit « {cell.text} » : les montants ne sont pas en euros."
            money.note(kinds.UNREADABLE, cell, message, "Convertissez-les en euros.")
            money.unknown = True
    for table in (t for t in tables.values() if vocabulary.counts(t.amount_heading)):
        message = f"La colonne « {table.amount_heading} » ne compte pas des euros."
        help = "Ajoutez la colonne « Montant », ou dites laquelle lire : --column LETTRE"
        money.note(kinds.UNREADABLE, table.area.title, message, help)
        money.unknown = True
    used = [table.area.sheet for table in tables.values()]
    stated = [
        *chain.from_iterable(_in_cells(sheet, lines) for sheet in used),
        *_beside(title, used[0], book.notes),
        *_in_formats(rows),
        *(s for sheet in book.sheets if sheet not in used for s in _in_cells(sheet, lines)),
    ]
    if stated and rows and not said_so:
        _ask(money, stated, rows[0])


def _ask(money: Money, stated: list[_Stated], line: Row) -> None:
    cell, words, unit = stated[0]
    amount = said(next(iter(line.amounts.values())))
    message = (
        f"{words} : les montants sont-ils en {unit} d'euros ? Rien n'est repris avant de le "
        f"savoir (« {line.text} » : {amount})."
    )
    help = f"Dites-le : --unit {unit} ({amount} {_LONG[unit]}), ou --unit euros ({amount} €)"
    money.note(kinds.UNIT_UNSAID, cell, message, help)
    places = tuple(other.location() for other, *_ in stated[1:] if other is not cell)
    money.findings[-1] = money.findings[-1]._replace(related=tuple(dict.fromkeys(places)))
    money.unknown = True


def _in_cells(sheet: Sheet, lines: set[int]) -> Iterator[_Stated]:
    """The name of a line says it in brackets at its end, any other cell anywhere."""
    for cell in sheet.cells.values():
        of = vocabulary.unit_of_line if id(cell) in lines else vocabulary.unit
        if unit := of(cell.text):
            yield cell, f"La cellule {cell.ref} dit « {cell.text} »", unit


def _beside(title: Cell, sheet: Sheet, notes: list[str]) -> Iterator[_Stated]:
    """What stands in no cell: the name of the sheet, its margins, notes and drawings."""
    places = [("Le nom de la feuille", sheet.name), ("Sa marge", sheet.margins)]
    places += [("Une note ou un dessin", note) for note in notes]
    for words, text in places:
        if unit := vocabulary.unit(text):
            yield title, f"{words} dit « {text.strip()} »", unit


def _in_formats(rows: list[Row]) -> Iterator[_Stated]:
    """« k€ » beside the number, or thousands left out."""
    for cell in (c for row in rows for c in row.amounts.values() if c.is_number):
        words, scale, _ = formats.shown(cell.format)
        if unit := ("", "milliers", "millions")[min(scale, 2)] or vocabulary.unit_of_format(words):
            text = f"{said(cell, 1000**scale)} {words}".strip()
            yield cell, f"Le format de la cellule {cell.ref} affiche « {text} »", unit
