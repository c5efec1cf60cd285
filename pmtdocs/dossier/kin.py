"""What the sheets of a project say to one another, read without typing them: every one is asked.

Importing this module is quick: a render that has nothing to do needs no more.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from pmtdocs.system import files
from pmtdocs.system.limits import YAML_SIZE, LimitError

SHEET = "dossier.yaml"
COMMON_FOLDER = "_commun"
#: Where the sittings stand that several dossiers share.
SITTINGS = "seances"
#: What a sheet says of other files.
_TOLD = ("base", "seance", "vote")
_TELLING = re.compile(
    r"^(date|instance)[ \t]*:[ \t]*[\"']?(.*?)[\"']?[ \t]*(?:[ ]#.*)?\r?$", re.MULTILINE
)
_CREDIT = re.compile(r"(?:^[ \t]+|[{,][ \t]*)credit[ \t]*:[ \t]*[\"']?(\d[\d\s.,]*)", re.MULTILINE)


class Kin(NamedTuple):
    """Which dossier takes its programme from which: read once for all those of a project."""

    bases: dict[str, str | None]
    """The base of each dossier, by folder."""
    funders: dict[str, tuple[str, ...]]
    """The dossiers that name a base, by that base."""
    credits: dict[str, str]
    """The credit that the deliberation of each dossier states, if it states one."""
    drawing: dict[str, tuple[str, ...]]
    """The dossiers that state a credit, by that credit."""
    drawn: dict[str, Any]
    """What ``credits`` read of each of these, once for all."""
    sittings: dict[str, str | None]
    """The shared sitting that each dossier names, if it names one."""
    sharing: dict[str, tuple[str, ...]]
    """The dossiers that name a sitting, by that sitting."""
    heard: dict[str, Any]
    """What ``sittings`` read of each of these, once for all."""
    tellings: dict[Path, tuple[str, str]]
    """The day and the council of each file of a sitting, when somebody asks."""
    votes: dict[str, str | None]
    """The dossier whose deliberation votes each dossier with others, if there is one."""
    voted: dict[str, tuple[str, ...]]
    """The dossiers that are voted so, by that dossier."""
    odd: frozenset[str]
    """The dossiers that may name a base, a sitting or a vote in a way that is not read here."""

    def of(self, name: str, base: str | None) -> tuple[str, ...]:
        """The other dossiers of the programme of ``name``, its ``base`` first."""
        others = tuple(one for one in self.funders.get(base or name, ()) if one != name)
        return (base, *others) if base else others

    def same_credit(self, name: str) -> tuple[str, ...]:
        """The other dossiers whose credit is of the same amount: perhaps the same one."""
        there = self.drawing.get(self.credits.get(name, ""), ())
        return tuple(one for one in there if one != name)

    def twins(self, sitting: Path) -> tuple[Path, ...]:
        """The other files that tell the sitting of a file: the same day, the same council."""
        if not self.tellings:  # once for all the dossiers of a project
            self.tellings.update(_tellings(sitting.parent.parent))
        own = self.tellings.get(sitting)
        others = (one for one, said in self.tellings.items() if said == own and one != sitting)
        return tuple(others) if own else ()

    def same_sitting(self, name: str) -> tuple[str, ...]:
        """The other dossiers that name the sitting of ``name``."""
        there = self.sharing.get(self.sittings.get(name) or "", ())
        return tuple(one for one in there if one != name)


def read(data: Path) -> Kin:
    """Of all the dossiers. Raises UnreadableError for a folder that is closed to us."""
    sheets = {sheet.parent.name: _text(sheet) for sheet in files.listed(data, f"*/{SHEET}")}
    told = {field: {n: _typed(text, field) for n, text in sheets.items()} for field in _TOLD}
    bases, sittings, votes = told.values()
    odd = (
        name
        for field in _TOLD
        for name, text in sheets.items()
        if not told[field][name] and re.search(rf"{field}[\"']?\s*:|\\", text)
    )
    reports = ((name, data / name / "deliberation.yaml") for name in bases)
    credits = {name: _credit(report) for name, report in reports if os.path.lexists(report)}
    return Kin(
        bases,
        _by(bases),
        credits,
        _by(credits),
        {},
        sittings,
        _by(sittings),
        {},
        {},
        votes,
        _by(votes),
        frozenset(odd),
    )


def _tellings(data: Path) -> Iterator[tuple[Path, tuple[str, str]]]:
    """What the files of sittings say of their day and council, at the start of a line."""
    from pmtdocs.language.french import parse_date, plain

    for file in (*files.listed(data, "*/seance.yaml"), *files.listed(data / SITTINGS, "*.yaml")):
        said = {found[1]: found[2] for found in _TELLING.finditer(_text(file))}
        with suppress(ValueError):  # what is no date yet
            day = parse_date(said.get("date", "")).isoformat()
            yield file, (day, plain(said.get("instance", "")))


def _by(said: Mapping[str, str | None]) -> dict[str, tuple[str, ...]]:
    """Who says each thing."""
    found: dict[str, list[str]] = {}
    for name, value in said.items():
        if value:
            found.setdefault(value, []).append(name)
    return {value: tuple(names) for value, names in found.items()}


def _credit(report: Path) -> str:
    """The figures of « credit: 214 400 »; empty where there is none."""
    found = _CREDIT.search(_text(report))
    return re.sub(r"[,.]0+$|\D", "", found[1].strip()) if found else ""


def said(sheet: Path, field: str) -> str | None:
    """The key that a sheet gives at the start of a line, as people type it: « base: NOM »."""
    return _typed(_text(sheet), field)


def _typed(text: str, field: str) -> str | None:
    typed = rf"^{field}[ \t]*:[ \t]*([\"']?)([A-Za-z0-9_-]+)\1[ \t]*(#.*)?\r?$"
    found = re.search(typed, text, re.MULTILINE)
    return found[2] if found else None


def _text(sheet: Path) -> str:
    try:
        return files.read(sheet, YAML_SIZE).decode()
    except (OSError, LimitError, UnicodeDecodeError):
        return ""
