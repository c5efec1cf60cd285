"""A table of members, a member a row: alone in a CSV file, or among the sentences of a register.

A file is the sitting itself: facts, a title a line, then the members. In a register, the columns
stand apart by tabs (as Word pastes them), bars, or the spaces that a PDF left there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from pmtdocs.exchange.csv_rows import csv_rows
from pmtdocs.exchange.sitting.entries import Entries
from pmtdocs.exchange.sitting.names import is_name
from pmtdocs.exchange.sitting.pasted_text import Pasted
from pmtdocs.exchange.sitting.raw_sitting import (
    FACTS,
    Bound,
    Edge,
    Mode,
    RawProxy,
    RawSeat,
    RawSitting,
    Words,
)
from pmtdocs.exchange.sitting.tokens import words_of
from pmtdocs.finding import ReadError
from pmtdocs.language.spelling import squash

_WORDS: dict[Mode, str] = {
    "salle": "salle present presents presente presentes p",
    "visio": "visio visioconference envisio v",
    "absent": "absent absents absente abs a excuse excuses excusee exc e absentexcuse represente"
    " representes representee r",
}
#: Squashed word of a cell, or header of a column of crosses → the mode.
_MODES = {word: mode for mode, words in _WORDS.items() for word in words.split()}
_HEADERS = {
    "rang": "n no num numero rang",
    "commune": "commune communes collectivite",
    "civilite": "civilite",
    "prenom": "prenom prenoms",
    "nom": "nom noms nometprenom nomprenom nomsprenoms nomsetprenoms prenometnom prenomnom elu elus"
    " conseiller conseillers membre membres delegue delegues titulaire titulaires mandant mandants"
    " deleguetitulaire deleguestitulaires conseillermunicipal conseillersmunicipaux nomdelelu",
    "fonction": "qualite fonction fonctions",
    "mode": "mode presence statut situation",
    "a_compter_de": "acompterde",
    "jusqu_a": "jusqua",
    "suppleant": "suppleant",
    "pouvoir": "pouvoir pouvoira pouvoirs procuration procurationa donnepouvoira mandataire"
    " donneprocurationa pouvoirdonnea mandataires",
    "pouvoir_a_compter_de": "procurationacompterde",
    "pouvoir_jusqu_a": "procurationjusqua",
    **{f"={mode}": mode for mode in _MODES if len(mode) > 1},
}
#: Squashed header → what its column holds; « =absent »: a column of crosses.
_COLUMNS = {header: key for key, headers in _HEADERS.items() for header in headers.split()}
_HELP = (
    "Colonnes : commune, civilité, prénom, nom, mode, à compter de, jusqu'à, suppléant, "
    "procuration à, procuration à compter de, procuration jusqu'à."
)
_EDGES: tuple[Edge, ...] = ("a_compter_de", "jusqu_a")
#: With the name, one of these tells how somebody sits.
_SAYING = ("mode", "pouvoir")
#: A title of more words is a sentence.
_LONG = 4
_NO = ("", "non", "0", "n")
#: Facts come above the table: a header further down is a word in a text.
_HEAD = 40
_CELL = re.compile(r"\S+(?: \S+)*")

#: The cells of a row that hold something, by column.
_Row = dict[str, Words]


def delimiter(pasted: Pasted) -> str | None:
    """The separator of a file that is a table; None if it is none. Tabs part the tables of a
    register too: there, the titles must be those that we ask for."""
    for line in pasted.text.split("\n")[:_HEAD]:
        for mark in ";,\t":
            heads = _placed(line.replace('"', "").split(mark), line, 1)
            told = {squash(head.text) for head in heads}
            if {"nom", "mode"} <= told or (mark != "\t" and _is_header(heads)):
                return mark
    return None


def read_csv(pasted: Pasted) -> RawSitting:
    """The sitting that a file tells. Raises ReadError when it is not a table."""
    mark = delimiter(pasted)
    if mark is None:
        raise ReadError("Le tableau n'a pas de ligne de titres avec « nom » et « mode ».", _HELP)
    raw = RawSitting(verbatim=False, bare=True)
    lines = pasted.text.split("\n")
    heads: list[Words] = []
    for start, row in csv_rows(lines, mark):
        cells = _placed(row, lines[start - 1], start)
        if not heads and _is_header(cells):
            heads = cells
        elif not _fact(raw, cells):
            _member(raw, _row(heads, cells)) if heads else _unknown(raw, cells)
    for cell in heads:
        if cell.text and not _column(cell):
            raw.problem("Tableau", f"La colonne « {cell.text} » n'est pas connue.", _HELP, cell)
    return raw


def take(raw: RawSitting, pasted: Pasted) -> Pasted:
    """Read the first table among the sentences of a register; the text without it."""
    lines = pasted.text.split("\n")
    for at, line in enumerate(lines):
        mark = next((sign for sign in "\t|" if sign in line.strip(" |")), " ")
        heads = _cells(line, at + 1, mark)
        if _is_header(heads):
            below = (_cells(text, at + 2 + i, mark) for i, text in enumerate(lines[at + 1 :]))
            named = any(_column(head) == "nom" for head in heads)
            body = [*takewhile(_is_row if named else _lists, below)]
            # Who could sit instead of a member is not who did.
            heads = [h._replace(text="") if squash(h.text) == "suppleant" else h for h in heads]
            for cells in body:
                _member(raw, _row(heads, cells, aligned=mark == " "))
            if body:
                gone = ["" for _ in range(len(body) + 1)]
                text = "\n".join([*lines[:at], *gone, *lines[at + len(gone) :]])
                return Pasted(text, pasted.encoding)
    return pasted


def _is_header(heads: Sequence[Words]) -> bool:
    """Do titles say who, and whether he is there or who votes for him; or list each mode?"""
    columns = {column for head in heads if (column := _column(head))}
    modes = sum(column[:1] == "=" for column in columns)
    return modes > 1 or ("nom" in columns and (modes > 0 or not columns.isdisjoint(_SAYING)))


def _column(head: Words) -> str | None:
    """What stands under a title: « Pouvoir à », « Conseillers présents »."""
    last = f"={squash(head.text.split(' ')[-1])}"
    known = _COLUMNS.get(squash(head.text))
    return known or (last if last in _HEADERS and len(head.text.split()) < _LONG else None)


def _is_row(cells: list[Words]) -> bool:
    return len(cells) > 1


def _lists(cells: list[Words]) -> bool:
    """Is it a line of a list by columns, or the last name of the longest one?"""
    return _is_row(cells) or any(is_name(cell.text, bare=True) for cell in cells)


def _cells(line: str, number: int, mark: str) -> list[Words]:
    """The cells of a line of a register; an empty one counts between tabs or bars."""
    if mark == " ":
        return [Words(m[0], number, m.start() + 1) for m in _CELL.finditer(line)]
    cells = _placed(line.split(mark), line, number)
    return cells[1:] if mark == "|" and not cells[0].text else cells


def _placed(row: Sequence[str], line: str, number: int) -> list[Words]:
    """Each cell with its place, as far as it can be told."""
    at, placed = 0, []
    for cell in row:
        found = line.find(cell, at)
        at = found if found >= 0 else at
        column = at + len(cell) - len(cell.lstrip()) + 1
        placed.append(Words(" ".join(cell.split()), number, column))
        at += len(cell)
    return placed


def _row(heads: list[Words], cells: list[Words], aligned: bool = False) -> _Row:
    """Each cell under its header: by rank, or by the place where it stands in a PDF."""
    told: _Row = {}
    for rank, cell in enumerate(cells):
        near = min(range(len(heads)), key=lambda i: _gap(cell, heads[i])) if aligned else rank
        column = _column(heads[near]) if near < len(heads) else None
        if column and cell.text.strip("-–—:="):
            told.setdefault(column, cell)
    return told


def _gap(cell: Words, head: Words) -> int:
    """How far from under a header a cell stands."""
    before, after = head.column - cell.column, cell.column - head.column
    return max(0, before - len(cell.text), after - len(head.text))


def _fact(raw: RawSitting, row: list[Words]) -> bool:
    """« Date ; 11 avril 2031 », above the table or below it, in two cells or in one."""
    label, *values = [cell for cell in row if cell.text] or [Words("", 0, 0)]
    if not values and (parts := re.split(r"\s*[;:]\s*", label.text, maxsplit=1))[1:]:
        label, values = label._replace(text=parts[0]), [label._replace(text=parts[1])]
    fact = FACTS.get(squash(label.text))
    if fact and values:
        raw.facts[fact] = values[0]
    return fact is not None


def _unknown(raw: RawSitting, row: list[Words]) -> None:
    if said := next((cell for cell in row if cell.text), None):
        message = f"« {said.text} » n'est pas une ligne connue au-dessus du tableau."
        help = "Lignes connues : instance, date, lieu, adresse, présidence, secrétaire…"
        raw.problem("Tableau", message, help, said)


# --- members -----------------------------------------------------------------------------------


def _member(raw: RawSitting, row: _Row) -> None:
    """A member, who may give a proxy: without a mode, that of somebody listed already."""
    if not row:
        return
    name, substitute, town = _name(row), row.get("suppleant"), row.get("commune")
    who, to, mode = name or substitute, _named(row.get("pouvoir")), _mode(row)
    if who is None:
        _listed(raw, row)
        return
    bounds, title = _bounds(row, "pouvoir_"), row.get("fonction")
    if to:
        raw.proxies.append(RawProxy(town, who, to, bounds))
    if mode:
        seat = RawSeat(mode, town, name, substitute, _bounds(row), who.text, title)
        raw.seats.append(seat)
    elif said := row.get("mode"):
        help = "Écrivez salle, visio ou absent."
        raw.problem("Tableau", f"Le mode « {said.text} » n'est pas connu.", help, said)
    elif to is None:
        message = f"« {who.text} » n'est ni présent ni absent."
        help = "Écrivez salle, visio ou absent sous « mode », mettez une croix sous « Présent » ou "
        raw.problem("Tableau", message, f"{help}« Absent », ou nommez qui a le pouvoir.", who)
    elif not bounds:
        raw.seats.append(RawSeat("absent", town, who, None, [], who.text, title, implied=True))


def _listed(raw: RawSitting, row: _Row) -> None:
    """A row of names, each under the mode of its column."""
    before = len(raw.seats)
    for column, cell in row.items():
        if column[0] == "=" and (who := _named(cell)):
            raw.seats.append(RawSeat(_MODES[column[1:]], None, who, printed=who.text))
    told = any(sign.isalpha() for cell in row.values() for sign in cell.text)
    if len(raw.seats) == before and told:  # else it counts them
        help = "Remplissez « nom » ou « suppléant »."
        raw.problem("Tableau", "La ligne ne nomme personne.", help, next(iter(row.values())))


def _mode(row: _Row) -> Mode | None:
    """None when no cell says it."""
    if said := row.get("mode"):
        return _MODES.get(squash(said.text))
    crossed = {
        key[1:] for key, cell in row.items() if key[0] == "=" and squash(cell.text) not in _NO
    }
    return next((mode for word, mode in _MODES.items() if word in crossed), None)


def _name(row: _Row) -> Words | None:
    """The name of a row, in one cell or in several."""
    parts = [row[key] for key in ("civilite", "prenom", "nom") if key in row]
    if not parts or (len(parts) == 1 and "civilite" in row):
        return None
    whole = parts[0]._replace(text=" ".join(part.text for part in parts))
    return whole if "prenom" in row else _named(whole) or whole


def _named(cell: Words | None) -> Words | None:
    """Who is named in a cell: « pouvoir à Mme A » names Mme A."""
    if cell is None:
        return None
    pasted = Pasted(cell.text)
    found = Entries(pasted, (), True).read(0, len(cell.text))
    run = next((one.second or one.first for one in found if one.second or one.first), None)
    return cell._replace(text=words_of(pasted, run).text) if run else None


def _bounds(row: _Row, prefix: str = "") -> list[Bound]:
    return [Bound(edge, row[prefix + edge]) for edge in _EDGES if prefix + edge in row]
