"""The table that a register may hold among its sentences: a member a row, a cross for presence.

Its columns stand apart by tabs (as Word pastes them), bars, or the spaces that a PDF left there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, takewhile
from typing import NamedTuple

from pmtdocs.exchange.sitting.entries import Entries
from pmtdocs.exchange.sitting.pasted_text import Pasted
from pmtdocs.exchange.sitting.raw_sitting import Mode, RawProxy, RawSeat, RawSitting, Words
from pmtdocs.exchange.sitting.tokens import Entry, words_of
from pmtdocs.language.spelling import squash

_MODES: dict[str, Mode] = {
    **dict.fromkeys(("salle", "present", "presents", "presente", "p"), "salle"),
    **dict.fromkeys(("visio", "visioconference", "envisio", "v"), "visio"),
    **dict.fromkeys(("absent", "absents", "absente", "a", "abs"), "absent"),
    **dict.fromkeys(("excuse", "excuses", "excusee", "e", "exc", "absentexcuse"), "absent"),
    **dict.fromkeys(("represente", "representes", "representee", "r"), "absent"),
}
#: Squashed header → what its column holds.
_COLUMNS: dict[str, str] = {
    **dict.fromkeys(("commune", "communes", "collectivite"), "commune"),
    **dict.fromkeys(("nom", "noms", "nometprenom", "nomprenom", "nomsprenoms"), "nom"),
    **dict.fromkeys(("nomsetprenoms", "prenometnom", "prenomnom", "elu", "elus"), "nom"),
    **dict.fromkeys(("conseiller", "conseillers", "membre", "membres", "delegue"), "nom"),
    **dict.fromkeys(("delegues", "titulaire", "titulaires", "mandant", "mandants"), "nom"),
    **dict.fromkeys(("prenom", "prenoms"), "prenom"),
    **dict.fromkeys(("qualite", "fonction", "fonctions"), "fonction"),
    "civilite": "civilite",
    **dict.fromkeys(("mode", "presence", "statut", "situation"), "mode"),
    **dict.fromkeys(("pouvoir", "pouvoira", "pouvoirs", "procuration", "procurationa"), "pouvoir"),
    **dict.fromkeys(("donnepouvoira", "donneprocurationa", "pouvoirdonnea"), "pouvoir"),
    **dict.fromkeys(("mandataire", "mandataires"), "pouvoir"),
    **{header: f"={mode}" for header, mode in _MODES.items() if len(header) > 1},
}
_CELL = re.compile(r"\S+(?: \S+)*")
_NO = ("", "non", "0", "n")


class Cell(NamedTuple):
    """A stretch of the text; ``column``: where it begins in its line."""

    text: str
    start: int
    column: int

    def gap(self, head: Cell) -> int:
        """How far from under a header it stands."""
        before, after = head.column - self.column, self.column - head.column
        return max(0, before - len(self.text), after - len(head.text))


class Row(NamedTuple):
    """A member: what is known of each column."""

    cells: dict[str, Cell]

    @property
    def mode(self) -> Mode | None:
        """None when no cell says it."""
        if said := self.cells.get("mode"):
            return _MODES.get(squash(said.text))
        crossed = {
            k[1:] for k, c in self.cells.items() if k[0] == "=" and squash(c.text) not in _NO
        }
        return next((mode for mode in _MODES.values() if mode in crossed), None)


class Table(NamedTuple):
    """The rows, and where the table stands."""

    rows: list[Row]
    start: int
    end: int


def table(pasted: Pasted) -> Table | None:
    """The first table of a text that says who is there, or who votes for whom."""
    lines = list(_lines(pasted))
    for rank, (start, line) in enumerate(lines):
        mark = next((sign for sign in "\t|" if sign in line.strip(" |")), " ")
        heads = _cells(start, line, mark)
        columns = [_COLUMNS.get(squash(cell.text), "") for cell in heads]
        if "nom" in columns and any(c in ("mode", "pouvoir") or c[:1] == "=" for c in columns):
            below = islice(lines, rank + 1, None)
            under = ((begin, _cells(begin, text, mark), text) for begin, text in below)
            body = [*takewhile(lambda one: len(one[1]) > 1, under)]
            if body:
                end = body[-1][0] + len(body[-1][2])
                return Table([_row(heads, columns, one[1], mark) for one in body], start, end)
    return None


def _lines(pasted: Pasted) -> Iterator[tuple[int, str]]:
    at = 0
    for line in pasted.text.split("\n"):
        yield at, line
        at += len(line) + 1


def _cells(start: int, line: str, mark: str) -> list[Cell]:
    """The cells of a line; an empty one counts between tabs or bars."""
    if mark == " ":
        return [Cell(m[0], start + m.start(), m.start()) for m in _CELL.finditer(line)]
    at, found = 0, []
    for piece in line.split(mark):
        column = at + len(piece) - len(piece.lstrip())
        found.append(Cell(piece.strip(), start + column, column))
        at += len(piece) + 1
    return found[1:] if mark == "|" and not found[0].text else found


def _row(heads: list[Cell], columns: list[str], cells: list[Cell], mark: str) -> Row:
    """Each cell under its header: by rank, or by the place where it stands in a PDF."""
    told: dict[str, Cell] = {}
    for rank, cell in enumerate(cells):
        near = min(range(len(heads)), key=lambda i: cell.gap(heads[i])) if mark == " " else rank
        if near < len(columns) and columns[near] and cell.text:
            told.setdefault(columns[near], cell)
    return Row(told)


def add(raw: RawSitting, pasted: Pasted, found: Table) -> None:
    """The seats and proxies of a table."""
    for row in found.rows:
        _add_row(raw, pasted, row)


def _add_row(raw: RawSitting, pasted: Pasted, row: Row) -> None:
    """A member of a table, or who gives a proxy there."""
    town, title = (_cell(pasted, row, column) for column in ("commune", "fonction"))
    who = _named(pasted, row)
    holder = _entry(pasted, row, "pouvoir")
    holder_words = words_of(pasted, holder.second or holder.first) if holder else None
    if who is None:
        return
    if holder_words:
        raw.proxies.append(RawProxy(town, who, holder_words))
    if row.mode or holder_words:
        mode = row.mode or "absent"
        implied = holder_words is not None and row.mode is None
        raw.seats.append(RawSeat(mode, town, who, None, [], who.text, title, implied))
    else:
        help = "Mettez une croix sous « Présent » ou « Absent », ou le nom qui a le pouvoir."
        raw.problem("Tableau", f"« {who.text} » n'est ni présent ni absent.", help, who)


def _named(pasted: Pasted, row: Row) -> Words | None:
    """The name of a row, in one cell or in several."""
    if "prenom" not in row.cells and (entry := _entry(pasted, row, "nom")) and entry.first:
        return words_of(pasted, entry.first)
    parts = [row.cells[key] for key in ("civilite", "prenom", "nom") if key in row.cells]
    return pasted.at(parts[-1].start, " ".join(cell.text for cell in parts)) if parts else None


def _cell(pasted: Pasted, row: Row, column: str) -> Words | None:
    cell = row.cells.get(column)
    return pasted.at(cell.start, cell.text) if cell else None


def _entry(pasted: Pasted, row: Row, column: str) -> Entry | None:
    """What a cell says: a name, or « pouvoir à Mme A »."""
    if cell := row.cells.get(column):
        found = Entries(pasted, (), True).read(cell.start, cell.start + len(cell.text))
        return next((one for one in found if one.second or one.first), None)
    return None
