"""The budget of the form CERFA 12156: accounts 60 to 68 and 86 against 70 to 79 and 87.

An account with details under it is their sum: the details are the lines, the account is checked.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pmtdocs.exchange.budget import kinds, vocabulary
from pmtdocs.exchange.budget.amounts import Money
from pmtdocs.exchange.budget.association_table import (
    Bodies,
    amounts,
    check_total,
    end,
    gap,
    left_out,
    line,
    no_amount,
)
from pmtdocs.exchange.budget.cells import Cell
from pmtdocs.exchange.budget.raw_budget import Amounts, Line, Part, Side
from pmtdocs.exchange.budget.sheet_tables import Row, Table
from pmtdocs.language.french import plain

#: As the form words them; an association may leave the number out, or change a word at the end.
_WORDINGS = {
    "60": "achats$",
    "61": "services exterieurs",
    "62": "autres services exterieurs",
    "63": "impots et taxes",
    "64": "charges de personnel",
    "65": "autres charges de gestion courante",
    "66": "charges financieres",
    "67": "charges exceptionnelles",
    "68": "dotations? aux amortissements",
    "70": "ventes? de produits finis",
    "73": "dotations et produits de tarification|concours publics",
    "74": "subventions d'exploitation",
    "75": "autres produits de gestion courante",
    "76": "produits financiers",
    "77": "produits exceptionnels",
    "78": "reprises? sur amortissements",
    "79": "transferts? de charges",
    "86": "emplois des contributions volontaires",
    "87": "contributions volontaires en nature$",
}
_NUMBERS = {
    "depenses": re.compile(r"(6[0-8]\d?|86\d?)(?!\d)[\s.:–—-]*(?=\D)"),
    "recettes": re.compile(r"(7[0-9]\d?|87\d?)(?!\d)[\s.:–—-]*(?=\D)"),
}
_IN_KIND = "Contributions volontaires en nature"
#: So many accounts in a table make it a form.
_ENOUGH = 3


def recognises(table: Table) -> bool:
    """Does the table follow the accounts of the form?"""
    side = table.area.side
    found = {_numbered(side, row.text)[0][:2] or _worded(side, row.text) for row in table.rows}
    return len(found - {""}) >= _ENOUGH


def _numbered(side: str, text: str) -> tuple[str, str]:
    """Number and words of a row: « 64 – Charges de personnel »; no number for a detail."""
    if match := _NUMBERS[side].match(text):
        return match[1], text[match.end() :].strip()
    return "", text.lstrip("-–—• ").strip()


def _worded(side: str, text: str) -> str:
    """The account that the words of the form stand for."""
    own = {"depenses": ("6", "86"), "recettes": ("7", "87")}[side]
    words = plain(text)
    found = (n for n, w in _WORDINGS.items() if n.startswith(own) and re.match(w, words))
    return next(found, "")


def read(table: Table, money: Money, bodies: Bodies) -> Side:
    """The side that a form shows: its lines, what is in kind apart, its totals."""
    by_number = any(_numbered(table.area.side, row.text)[0] for row in table.rows)
    form, last = _Form(table, money, bodies, by_number, _says_so(table)), end(table.rows)
    for row in table.rows:
        if vocabulary.is_gap(row.text):
            gap(money, row)
        elif not row.text or row.number > last:
            left_out(money, row)
        else:
            form.take(row)
    form.close()
    no_amount(money, table)
    return form.side()


def _says_so(table: Table) -> bool:
    """Is it the form itself, which wants no cents, or a table that follows the same accounts?"""
    sheet = table.area.sheet
    words = (sheet.name, sheet.margins, *(cell.text for cell in sheet.cells.values()))
    return any(re.search("cerfa|12156|sans centime|les centimes", plain(each)) for each in words)


@dataclass
class _Heading:
    """An account and the details under it."""

    number: str
    row: Row
    details: list[Line] = field(default_factory=list)


@dataclass
class _Form:
    table: Table
    money: Money
    bodies: Bodies
    by_number: bool
    """A form without any number is read by its words."""
    is_cerfa: bool
    lines: list[Line] = field(default_factory=list)
    account: _Heading | None = None
    totals: list[tuple[Row, Amounts, int]] = field(default_factory=list)
    """A total, its amounts, and how many lines stand above it."""
    in_kind_total: Amounts = field(default_factory=dict)

    def take(self, row: Row) -> None:
        number, words = _numbered(self.table.area.side, row.text)
        if not self.by_number:
            number = _worded(self.table.area.side, row.text)
        if vocabulary.is_total(row.text):
            self.close()
            if row.amounts:
                self.totals.append((row, self._amounts(row), len(self.lines)))
        elif len(number) == 2:
            self.close()
            row.text = words
            self.account = _Heading(number, row)
        elif row.amounts and row.label:
            row.text = words
            account = number or (self.account.number if self.account else "")
            details = self.account.details if self.account else self.lines
            details += self._line(row, row.label, account)
        elif row.amounts:
            left_out(self.money, row)
        elif row.text.isupper():
            self.close()  # « CHARGES INDIRECTES »: what follows has no account

    def close(self) -> None:
        """An account without details is a line; with details, it is checked."""
        account, self.account = self.account, None
        if account is None:
            return
        if account.details:
            self.lines += account.details
            stated = self._amounts(account.row)
            if account.number in ("86", "87"):
                self.in_kind_total = stated
            else:
                check_total(self.money, account.row.text, stated, account.details, self.bodies)
        elif account.row.label is None:
            left_out(self.money, account.row)
        elif account.row.amounts:
            self.lines += self._line(account.row, account.row.label, account.number)

    def side(self) -> Side:
        """What is in kind makes a group of its own, as the form prints totals with and without."""
        side = Side(self.table)
        plain_lines = [each for each in self.lines if not each.in_kind]
        valued = [each for each in self.lines if each.in_kind]
        if self.totals:
            row, side.own.published, _ = self.totals[-1]
            side.own.total_label = row.text
        middle = self.totals[:-1]
        if valued and plain_lines and middle:
            row, published, _ = middle.pop()
            name = vocabulary.totalled(row.text) or row.text
            side.groups = [
                Part(name, row.label, plain_lines, row.text, published),
                Part(_IN_KIND, valued[0].label, valued, f"Total {_IN_KIND}", self.in_kind_total),
            ]
        else:
            side.own.lines = self.lines
        for row, stated, count in middle:
            check_total(self.money, row.text, stated, self.lines[:count], self.bodies)
        return side

    def _line(self, row: Row, label: Cell, account: str) -> list[Line]:
        """A line of the form, if anything stands in it: a nought there is an empty box."""
        read = line(self.table, row, label, self.money, self.bodies)
        self._no_cents(read.amounts)
        read.account, read.in_kind = account, vocabulary.in_kind(read.name, account)
        return [read] if any(value for _, value in read.amounts.values()) else []

    def _amounts(self, row: Row) -> Amounts:
        read = amounts(self.money, row.amounts)
        self._no_cents(read)
        return {year: pair for year, pair in read.items() if pair[1]}

    def _no_cents(self, read: Amounts) -> None:
        for cell, value in read.values() if self.is_cerfa else ():
            if value != int(value):
                message = f"Le formulaire se remplit sans centimes : la cellule contient {value}."
                help = "Arrondissez à l'euro, et vérifiez les totaux."
                self.money.note(kinds.CENTS, cell, message.replace(".", ",", 1), help)
