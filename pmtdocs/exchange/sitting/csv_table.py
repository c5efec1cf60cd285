"""A sitting typed as a table: facts of the sitting, then a member a row."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator

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
from pmtdocs.finding import ReadError
from pmtdocs.language.spelling import squash

#: Header of the table, squashed → what the column holds. « nom » and « mode » make a header.
COLUMNS = {
    squash(header): header
    for header in (
        *("commune", "civilité", "prénom", "nom", "mode", "à compter de", "jusqu'à", "suppléant"),
        *("procuration à", "procuration à compter de", "procuration jusqu'à"),
    )
}
_MODES: dict[str, Mode] = {
    **dict.fromkeys(("salle", "present", "presente"), "salle"),
    **dict.fromkeys(("visio", "visioconference"), "visio"),
    **dict.fromkeys(("absent", "absente", "excuse", "excusee"), "absent"),
}
#: Facts come above the table: a header further down is a word in a text.
_HEAD = 40


#: The cells of a row that hold something, by column.
_Row = dict[str, Words]
_EDGES: dict[Edge, str] = {"a_compter_de": "à compter de", "jusqu_a": "jusqu'à"}


def delimiter(pasted: Pasted) -> str | None:
    """The separator of a table with the columns « nom » and « mode »; None if there is none."""
    for line in pasted.text.split("\n")[:_HEAD]:
        for mark in ";,\t":
            if _is_header(cell.strip('"') for cell in line.split(mark)):
                return mark
    return None


def read_csv(pasted: Pasted) -> RawSitting:
    """The sitting that a table tells. Raises PmtdocsError when it is not one."""
    mark = delimiter(pasted)
    if mark is None:
        raise ReadError(
            "Le tableau n'a pas de ligne de titres avec « nom » et « mode ».",
            f"Colonnes : {', '.join(COLUMNS.values())}.",
        )
    raw = RawSitting(verbatim=False, bare=True)
    rows = _rows(pasted, mark)
    headers = _above(raw, rows)
    for row in rows:
        cells = {headers[i]: words for i, words in enumerate(row) if i in headers and words.text}
        if cells:
            _member(raw, cells, row[0])
    return raw


def _is_header(cells: Iterable[str]) -> bool:
    return {"nom", "mode"} <= {squash(cell) for cell in cells}


def _rows(pasted: Pasted, mark: str) -> Iterator[list[Words]]:
    """Each row with the place of each cell, as far as it can be told."""
    lines = pasted.text.split("\n")
    reader = csv.reader(lines, delimiter=mark, strict=True)
    start = 1
    try:
        for row in reader:
            yield _placed(row, lines[start - 1], start) or [Words("", start, 1)]
            start = reader.line_num + 1
    except csv.Error:
        raise ReadError(
            f"Ligne {start} : le tableau est rompu.",
            "Un guillemet n'est pas fermé, ou du texte le suit.",
        ) from None


def _placed(row: list[str], line: str, number: int) -> list[Words]:
    at, placed = 0, []
    for cell in row:
        found = line.find(cell, at)
        at = found if found >= 0 else at
        placed.append(Words(" ".join(cell.split()), number, at + 1))
        at += len(cell)
    return placed


def _above(raw: RawSitting, rows: Iterator[list[Words]]) -> dict[int, str]:
    """The facts above the table, then its columns by rank."""
    for row in rows:
        if _is_header(cell.text for cell in row):
            return _headers(raw, row)
        label, value = row[0], next((cell for cell in row[1:] if cell.text), None)
        if fact := FACTS.get(squash(label.text)):
            if value:
                raw.facts[fact] = value
        elif label.text or value:
            message = f"« {label.text} » n'est pas une ligne connue au-dessus du tableau."
            help = "Lignes connues : instance, date, lieu, adresse, présidence, secrétaire…"
            raw.problem("Tableau", message, help, label)
    return {}


def _headers(raw: RawSitting, row: list[Words]) -> dict[int, str]:
    headers = {}
    for rank, cell in enumerate(row):
        if column := COLUMNS.get(squash(cell.text)):
            headers[rank] = column
        elif cell.text:
            message = f"La colonne « {cell.text} » n'est pas connue."
            raw.problem("Tableau", message, f"Colonnes : {', '.join(COLUMNS.values())}.", cell)
    return headers


def _member(raw: RawSitting, row: _Row, start: Words) -> None:
    """A row without a mode adds a proxy to somebody listed already."""
    name, substitute, town = _name(row), row.get("suppléant"), row.get("commune")
    who, mode, to = name or substitute, row.get("mode"), row.get("procuration à")
    if who is None:
        help = "Remplissez « nom » ou « suppléant »."
        raw.problem("Tableau", "La ligne ne nomme personne.", help, start)
        return
    help = "Écrivez salle, visio ou absent."
    if mode is None and to is None:
        raw.problem("Tableau", f"« {who.text} » n'a pas de mode.", help, who)
    elif mode and (found := _MODES.get(squash(mode.text))):
        raw.seats.append(RawSeat(found, town, name, substitute, _bounds(row), who.text))
    elif mode:
        raw.problem("Tableau", f"Le mode « {mode.text} » n'est pas connu.", help, mode)
    if to:
        raw.proxies.append(RawProxy(town, who, to, _bounds(row, "procuration ")))


def _name(row: _Row) -> Words | None:
    parts = [row[c] for c in ("civilité", "prénom", "nom") if c in row]
    if not parts or (len(parts) == 1 and "civilité" in row):
        return None
    return parts[0]._replace(text=" ".join(part.text for part in parts))


def _bounds(row: _Row, prefix: str = "") -> list[Bound]:
    return [Bound(edge, row[prefix + c]) for edge, c in _EDGES.items() if prefix + c in row]
