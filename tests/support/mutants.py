"""Slips of the pen: every small change that somebody could make to the data of a dossier.

A mutant changes one figure, date, hour, name or key, flips one word, or drops one item of a list,
in the text of one file; the rest of the file stays as it was typed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path as FilePath

from pmtdocs.dossier.kin import COMMON_FOLDER
from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.source import Source, Tree
from pmtdocs.finding import Path
from pmtdocs.language.numerals import in_words, read_numeral
from tests.support.drops import dropped
from tests.support.mutant import Mutant, Text
from tests.support.people import MONTHS

#: Fields that hold the key of a person, a body or a commune, and the table that lists them.
REFERENCES = {
    **dict.fromkeys(("membre", "suppleant", "de", "a", "personne", "representant"), "personnes"),
    **dict.fromkeys(("organisation", "financeur", "beneficiaire"), "organisations"),
    "commune": "communes",
}
#: Fields whose whole value is a name: of a person, a body, a place, an office, a budget line.
NAMES = frozenset(
    {"nom", "prenom", "designation", "libelle", "instance", "fonction", "qualite", "en_qualite_de"}
    | {"tribunal", "comptable", "juridiction", "lieu", "adresse", "publie", "jour"}
)
FLIPS = {
    "oui": "non",
    "non": "oui",
    "salle": "absent",
    "absent": "salle",
    "visio": "absent",
    "TTC": "HT",
    "HT": "TTC",
    "M.": "Mme",
    "Mme": "M.",
    "Favorable": "Défavorable",
}
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_HOUR = re.compile(r"\d\d?h\d\d")
_NUMBER = re.compile(r"\d+(?:[ \u00a0\u202f]\d{3})*(?![^{}]*\})")
_LETTER = re.compile("[a-zA-Z]")


def mutants(loaded: Loaded) -> list[Mutant]:
    """Every mutant of a dossier and of the shared facts that it uses, file by file."""
    keys = {table: [*getattr(loaded.dossier.commun, table)] for table in set(REFERENCES.values())}
    used, names = _used(loaded), _names(loaded)
    bodies = (o.nom for o in loaded.dossier.commun.organisations.values())
    other = next((name for name in bodies if name not in names), "")
    found = []
    for source in _own(loaded):
        text = Text(source)
        for path in source.values:
            if len(path) < 2 or (path[0] == "commun" and path[1:3] not in used):
                continue
            found += [*dropped(text, path), *_changed(text, path, keys, names)]
            found += _renamed(text, path, names, other)
    return found


def _own(loaded: Loaded) -> list[Source]:
    """The files of the dossier itself and the shared tables, not those of another funder."""
    folders = (loaded.folder.name, COMMON_FOLDER)
    return [s for s in loaded.sources.values() if FilePath(s.file).parent.name in folders]


def _used(loaded: Loaded) -> set[Path]:
    """The shared entries that a dossier names, and those that these name: (table, key)."""
    used: set[Path] = set()
    for source in _own(loaded):
        for path in source.values:
            table = REFERENCES.get(str(path[-1]))
            if table and path[0] != "commun":
                used.add((table, str(_at(source.tree, path[1:]))))
    people = loaded.dossier.commun.personnes
    towns = {("communes", p.commune) for key, p in people.items() if ("personnes", key) in used}
    return used | {(table, key) for table, key in towns if key}


def _at(tree: Tree, path: Path) -> Tree:
    """What stands at a path of a file."""
    for step in path:
        tree = tree[step]  # type: ignore[index]
    return tree


def _names(loaded: Loaded) -> tuple[str, ...]:
    """The names that texts may repeat: of the programme, of the parties, of their signatories."""
    dossier = loaded.dossier
    bodies = [b for b in (dossier.financeur, dossier.beneficiaire) if b]
    names = [body.nom for body in bodies]
    if dossier.programme and dossier.programme.nom:
        names.append(dossier.programme.nom)
    return tuple(names)


# --- a value changed -------------------------------------------------------------------------


def _changed(
    text: Text, path: Path, keys: dict[str, list[str]], names: tuple[str, ...]
) -> Iterator[Mutant]:
    span = text.source.values[path]
    start, end = text.start(span), text.end(span)
    raw = text.text[start:end]
    root = path[2:] if path[0] == "commun" else path[1:]
    value = _at(text.source.tree, root)
    if not isinstance(value, str):
        return
    for kind, at, until, new in _changes(path, raw, value, keys, names):
        yield text.mutant(path, kind, start + at, start + until, new)


def _renamed(text: Text, path: Path, names: tuple[str, ...], other: str) -> Iterator[Mutant]:
    """A party or the programme that a text names, replaced by another body."""
    span, root = text.source.values[path], path[1:]
    if not other or path[0] == "commun" or not isinstance(_at(text.source.tree, root), str):
        return
    start, end = text.start(span), text.end(span)
    for at, until in _occurrences(text.text[start:end], names):
        yield text.mutant(path, "other body", start + at, start + until, other)


Change = tuple[str, int, int, str]


def _changes(
    path: Path, raw: str, value: str, keys: dict[str, list[str]], names: tuple[str, ...]
) -> Iterator[Change]:
    """What can be changed in the raw text of one value: (kind, from, to, new)."""
    field, whole = str(path[-1]), len(raw)
    if (table := REFERENCES.get(field)) and value in keys[table]:
        other = keys[table][(keys[table].index(value) + 1) % len(keys[table])]
        yield f"other key of {table}", 0, whole, other
    elif value in FLIPS:
        yield "flipped", 0, whole, FLIPS[value]
    elif _DATE.fullmatch(value):
        day = dt.date.fromisoformat(value)
        for kind, days in (("date + 1 day", 1), ("date - 1 day", -1)):
            yield kind, 0, whole, (day + dt.timedelta(days)).isoformat()
    elif _HOUR.fullmatch(value):
        yield from _hours(raw, value)
    else:
        yield from _numbers(raw)
        yield from _reworded(raw)
        if field in NAMES or "communes" in path[1:-1]:
            yield from _altered(raw, [(0, whole)])
        else:
            yield from _altered(raw, _occurrences(raw, names))


def _hours(raw: str, value: str) -> Iterator[Change]:
    hours, past = map(int, value.split("h"))
    minutes = hours * 60 + past
    for kind, other in (("hour + 1 min", minutes + 1), ("hour - 1 min", minutes - 1)):
        yield kind, 0, len(raw), f"{other // 60}h{other % 60:02}"
    if (swapped := _swapped(value)) and int(swapped.partition("h")[0]) < 24:
        yield "digits swapped", 0, len(raw), swapped


def _numbers(raw: str) -> Iterator[Change]:
    for match in _NUMBER.finditer(raw):
        for kind, by in (("figure + 1", 1), ("figure - 1", -1)):
            number = int(re.sub(r"\D", "", match[0])) + by
            if number >= 0:
                yield kind, *match.span(), _like(match[0], number)
        if swapped := _swapped(match[0]):
            yield "digits swapped", *match.span(), swapped


#: What a text says in letters, and what a slip puts there.
_SPELT = re.compile(
    r"\b(?:deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante"
    r"|cinquante|soixante|cent|mille)(?:[ -](?:et[ -]un|deux|trois|quatre|cinq|six|sept|huit|neuf"
    r"|dix|vingts?|cents?|mille))*\b"
)
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")
_TAX = re.compile(r"\b(?:HT|TTC)\b")


def _reworded(raw: str) -> Iterator[Change]:
    """A number in words + 1, the month after, the other tax basis."""
    for match in _SPELT.finditer(raw):
        more = in_words(read_numeral(re.findall(r"\w+", match[0])) + 1)
        yield "number in words + 1", *match.span(), more
    for match in _MONTH.finditer(raw):
        after = MONTHS[(MONTHS.index(match[0]) + 1) % len(MONTHS)]
        yield "month + 1", *match.span(), after
    for match in _TAX.finditer(raw):
        yield "tax", *match.span(), FLIPS[match[0]]


def _like(old: str, number: int) -> str:
    """The number as the old one was typed: with its spaces and its zeros in front."""
    separator = re.sub(r"\d", "", old)[:1]
    return f"{number:,}".replace(",", separator) if separator else str(number).zfill(len(old))


def _swapped(text: str) -> str:
    """The first two neighbouring digits that differ, swapped; empty if none can be."""
    places = [i for i, c in enumerate(text) if c.isdigit()]
    for i, j in pairwise(places):
        if text[i] != text[j] and not (i == places[0] and text[j] == "0"):
            return text[:i] + text[j] + text[i + 1 : j] + text[i] + text[j + 1 :]
    return ""


def _occurrences(raw: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Where a text repeats one of the names, in any capitals."""
    words = [r"\s+".join(map(re.escape, name.split())) for name in names]
    found = [m.span() for w in words for m in re.finditer(w, raw, re.IGNORECASE)]
    return sorted(found)


def _altered(raw: str, spans: Iterable[tuple[int, int]]) -> Iterator[Change]:
    """The middle letter of a name replaced by the next of the alphabet."""
    for start, end in spans:
        letters = [m.start() for m in _LETTER.finditer(raw, start, end)]
        if letters:
            at = letters[len(letters) // 2]
            letter = raw[at]
            new = {"z": "a", "Z": "A"}.get(letter, chr(ord(letter) + 1))
            yield "one letter", at, at + 1, new
