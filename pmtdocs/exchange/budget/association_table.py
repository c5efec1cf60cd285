"""The table of an association: lines, groups closed by a subtotal, a total."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from pmtdocs.dossier.model.budget import WHOLE
from pmtdocs.dossier.model.common import Organisation
from pmtdocs.exchange.budget import kinds, vocabulary
from pmtdocs.exchange.budget.amounts import Money, looks_like, said
from pmtdocs.exchange.budget.cells import Cell
from pmtdocs.exchange.budget.formulas import references
from pmtdocs.exchange.budget.raw_budget import Amounts, Line, Part, Side, sums
from pmtdocs.exchange.budget.sheet_tables import Row, Table
from pmtdocs.finding import Finding
from pmtdocs.language.french import euros, plain
from pmtdocs.rules.budget.hints import Named, explain

Bodies = Mapping[str, Organisation]


def amounts(money: Money, cells: Mapping[int, Cell]) -> Amounts:
    """The amounts of a row that can be read."""
    read = ((year, cell, money.read(cell)) for year, cell in cells.items())
    return {year: (cell, value) for year, cell, value in read if value is not None}


def line(table: Table, row: Row, label: Cell, money: Money, bodies: Bodies) -> Line:
    """A line, with its funder and what is in kind said by columns of their own or by its words."""
    said = {name: cell.text or str(cell.value) for name, cell in row.special.items()}
    name, account = row.text, said.get(vocabulary.ACCOUNT, "")
    funder = None
    if table.area.side == "recettes":
        words = said.get(vocabulary.FUNDER, "") if table.has(vocabulary.FUNDER) else name
        funder = vocabulary.funder(words, bodies)
    in_kind = vocabulary.in_kind(name, account)
    if table.has(vocabulary.IN_KIND):
        in_kind = plain(said.get(vocabulary.IN_KIND, "")) == "oui"
    if funder and name == bodies[funder].nom:
        name = ""  # printed by itself
    deduced = said.get(vocabulary.DEDUCED, "")
    section = vocabulary.section(said.get(vocabulary.SECTION, ""))
    return Line(label, name, _by_year(row, money), account, funder, in_kind, deduced, section)


def _by_year(row: Row, money: Money) -> Amounts:
    """The amounts of a line; what stands only in the column of totals is of no year."""
    read = amounts(money, row.amounts)
    if row.total is None:
        return read
    total = amounts(money, {WHOLE: row.total})
    if not row.amounts:
        return total
    made = sum((value for _, value in read.values()), Decimal(0))
    for cell, value in total.values():
        if value != made and not money.unknown:
            message = (
                f"Les années de la ligne « {row.text} » font {euros(made)}, la colonne du total "
                f"donne {euros(value)} : écart de {euros(abs(value - made))}."
            )
            money.note(kinds.LOST_TOTAL, cell, message, "Corrigez l'année ou le total.")
    return read


def check_total(
    money: Money, words: str, stated: Amounts, lines: Sequence[Line], bodies: Bodies
) -> None:
    """XLS011: a printed total that ``budget.yaml`` has no place for is compared before it goes."""
    made = sums(lines)
    for year, (cell, value) in stated.items():
        computed = made.get(year, Decimal(0))
        if computed == value:
            continue
        named: list[Named] = [
            ((i,), each.name or bodies[each.funder or ""].nom, each.amounts[year][1])
            for i, each in enumerate(lines)
            if year in each.amounts
        ]
        hint, places = explain(named, computed, value)
        found = [lines[int(path[0])].amounts[year][0].location() for path in places]
        message = (
            f"Les lignes de « {words} » font {euros(computed)}, la cellule donne {euros(value)} : "
            f"écart de {euros(abs(computed - value))}."
        )
        help = f"{hint} Corrigez la ligne ou le sous-total dans le classeur.".strip()
        place = cell.location()
        money.findings.append(Finding(kinds.LOST_TOTAL, message, place, tuple(found), help))


def read(table: Table, money: Money, bodies: Bodies) -> Side:
    """The side that a table of an association shows."""
    reader = _Reader(table, money, bodies, _last_total(table.rows), Side(table))
    for row in table.rows:
        reader.take(row)
    reader.finish()
    no_amount(money, table, reader.bare)
    return reader.side


def _last_total(rows: Sequence[Row]) -> int:
    """The number of the row that closes the table; beyond the last row when none does.

    « Total financement public » followed by other lines is a subtotal. Amounts under an empty row
    below a total are no longer the table.
    """
    totals = [row for row in rows if row.amounts and is_total(row)]
    beyond = end(rows)
    if not totals or vocabulary.is_subtotal(totals[-1].text):
        return beyond
    after = [row for row in rows if row.number > totals[-1].number]
    follows = bool(after) and after[0].typed and not vocabulary.is_gap(after[0].text)
    return beyond if follows else totals[-1].number


def end(rows: Sequence[Row]) -> int:
    """The first row that is no longer the table: words under an empty row, below all amounts."""
    last = max((row.number for row in rows if row.typed), default=0)
    empty = (row.number for row in rows if row.number > last and not (row.text or row.amounts))
    return next(empty, rows[-1].number + 1 if rows else 0)


def left_out(money: Money, row: Row) -> None:
    """XLS012: nothing that stands in a column of amounts is dropped without a word."""
    words = f"« {row.text} »" if row.text else "sans libellé"
    help = "S'il en fait partie, donnez-lui un libellé et placez-le au-dessus du total."
    for cell in row.amounts.values():
        message = f"« {said(cell)} » ({words}) n'est pas repris dans le budget."
        if vocabulary.is_detail(row.text):
            message = f"La ligne « {row.text} » n'est pas reprise : elle est comprise au-dessus."
            help = "Si elle s'ajoute aux autres, retirez « dont » de son libellé."
        if row.text or looks_like(cell):
            money.note(kinds.LEFT_OUT, cell, message, help)


def gap(money: Money, row: Row) -> None:
    """XLS012: « Excédent reporté » among the lines may be one of them."""
    help = "Si c'est une ligne, commencez son libellé par un autre mot : « Report de l'excédent »."
    for cell in row.amounts.values():
        if cell.value or not cell.is_number:
            message = f"« {row.text} » ({said(cell)}) est pris pour l'écart : il n'est pas repris."
            money.note(kinds.LEFT_OUT, cell, message, help)


def no_amount(money: Money, table: Table, bare: Collection[int] = ()) -> None:
    """XLS017: lines that have no amount, and those that say so on purpose; ``bare`` are the numbers
    of the first. XLS012: those whose cell is merged with that of the line above."""
    rows = [row for row in table.rows if row.label and not (row.amounts or row.total)]
    none = [row for row in rows if row.nothing or (row.number in bare and not row.covered)]
    if none:
        cells = [(row.nothing[0] if row.nothing else row.label, row.text) for row in none]
        named = ", ".join(f"{cell.ref} (« {text} »)" for cell, text in cells if cell)
        message = f"Sans montant, et donc non repris : {named}."
        money.note(kinds.NO_AMOUNT, cells[0][0] or table.area.title, message)
    for row in rows:
        if row.label and row.covered:
            message = (
                f"La ligne « {row.text} » n'est pas reprise : sa cellule est fusionnée avec "
                f"{row.covered[0].ref}, dont le montant va à la ligne du dessus."
            )
            help = "Défusionnez-les et donnez à chaque ligne son montant, ou réunissez les lignes."
            money.note(kinds.LEFT_OUT, row.label, message, help)


def is_total(row: Row) -> bool:
    """By its words, or because it adds up rows above: many a treasurer leaves the word out."""
    if vocabulary.is_gap(row.text):
        return False
    return vocabulary.is_total(row.text) or bool(_sums(row, below=False))


@dataclass
class _Reader:
    """Takes the rows from top to bottom."""

    table: Table
    money: Money
    bodies: Bodies
    last: int
    side: Side
    open: Part | None = None
    """The group whose name was read."""
    until: int = 0
    """The last row of a group whose total stands at its head."""
    pending: list[Line] = field(default_factory=list)
    """Lines since the last total."""
    bare: list[int] = field(default_factory=list)
    """Rows of words that name neither a line nor a group."""

    def take(self, row: Row) -> None:
        if vocabulary.is_gap(row.text):
            if row.number <= self.last:
                gap(self.money, row)
        elif row.number > self.last:
            left_out(self.money, row)
        elif is_total(row):
            self._total(row)
        elif row.amounts or row.total:
            self._amounts(row)
        elif row.label:
            self._words(row, row.label)
        if row.number == self.until:
            self.finish()

    def _words(self, row: Row, label: Cell) -> None:
        """A row of words alone opens a group, or is a line without amount."""
        if self._names_group(row, label):
            self.finish(Part(row.text, label))
        else:
            self.bare.append(row.number)

    def finish(self, then: Part | None = None) -> None:
        """The lines since the last total go to the group that is open, else to the side.

        ``then`` is the group that opens.
        """
        if self.open and self.pending:
            self.open.lines = self.pending
            self.open.total_label = self.open.total_label or f"Sous-total {self.open.name}"
            self.side.groups.append(self.open)
        else:
            self.side.own.lines += self.pending
        self.open, self.pending, self.until = then, [], 0

    def _names_group(self, row: Row, label: Cell) -> bool:
        """Words alone name a group if they look like it or a subtotal names it; else a blank."""
        below = [other for other in self.table.rows if row.number < other.number < self.last]
        totals = [other.text for other in below if is_total(other)]
        named = any(plain(row.text) in plain(text) for text in totals)
        return label.bold or row.text.isupper() or named

    def _amounts(self, row: Row) -> None:
        if unread := self.table.unread(row.number):
            self.money.read(unread[0])
        elif row.label is None or vocabulary.is_detail(row.text):
            left_out(self.money, row)
        elif below := _sums(row, below=True):
            published = amounts(self.money, self._witness(row))
            self.finish(Part(row.text, row.label, [], f"Sous-total {row.text}", published))
            self.until = below
        else:
            self.pending.append(line(self.table, row, row.label, self.money, self.bodies))

    def _total(self, row: Row) -> None:
        stated = amounts(self.money, self._witness(row))
        if self.table.has(vocabulary.PUBLISHED):
            amounts(self.money, row.amounts)  # the formula beside is checked, not kept
        if row.number == self.last:
            self.finish()
            self.side.own.total_label, self.side.own.published = row.text or "Total", stated
        elif self.pending:
            words = row.text or "Sous-total"
            self.open = self.open or Part(vocabulary.totalled(words) or words, row.label)
            self.open.total_label, self.open.published = words, stated
            self.finish()
        else:
            check_total(self.money, row.text, stated, self.side.lines(), self.bodies)

    def _witness(self, row: Row) -> Mapping[int, Cell]:
        """A column of published totals is the witness; without one, the total itself."""
        return row.published if self.table.has(vocabulary.PUBLISHED) else row.amounts


def _sums(row: Row, below: bool) -> int:
    """The last row that a formula adds up, when all stand on one side of it; else 0.

    Below: the total at the head of a group, « I. Personnel ».
    """
    cells = list(row.amounts.values())
    read = references(cells[0]) if cells and cells[0].formula else None
    numbers = sorted(number for number, _ in read or [])
    if len(numbers) == 1 and "SUM(" not in cells[0].formula.upper():
        return 0  # « =B5 » repeats a cell
    if not numbers or (numbers[0] <= row.number if below else numbers[-1] >= row.number):
        return 0
    return numbers[-1]
