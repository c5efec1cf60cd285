"""What the sheets of a project say to one another, read without typing them: every one is asked.

Importing this module is quick: a render that has nothing to do needs no more.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from pmtdocs.system import files
from pmtdocs.system.limits import YAML_SIZE, LimitError

SHEET = "dossier.yaml"
COMMON_FOLDER = "_commun"


class Kin(NamedTuple):
    """Which dossier takes its programme from which: read once for all those of a project."""

    bases: dict[str, str | None]
    """The base of each dossier, by folder."""
    funders: dict[str, tuple[str, ...]]
    """The dossiers that name a base, by that base."""

    def of(self, name: str, base: str | None) -> tuple[str, ...]:
        """The other dossiers of the programme of ``name``, its ``base`` first."""
        others = tuple(one for one in self.funders.get(base or name, ()) if one != name)
        return (base, *others) if base else others


def read(data: Path) -> Kin:
    """Of all the dossiers. Raises UnreadableError for a folder that is closed to us."""
    bases = {sheet.parent.name: said(sheet, "base") for sheet in files.listed(data, f"*/{SHEET}")}
    funders: dict[str, tuple[str, ...]] = {}
    for name, base in bases.items():
        if base:
            funders[base] = (*funders.get(base, ()), name)
    return Kin(bases, funders)


def said(sheet: Path, field: str) -> str | None:
    """The key that a sheet gives at the start of a line, as people type it: « base: NOM »."""
    typed = rf"^{field}[ \t]*:[ \t]*([\"']?)([A-Za-z0-9_-]+)\1[ \t]*(#.*)?\r?$"
    found = re.search(typed, _text(sheet), re.MULTILINE)
    return found[2] if found else None


def may_say(sheet: Path, field: str) -> bool:
    """Could a sheet name this field in another way, which ``said`` does not read?"""
    return re.search(rf"{field}[\"']?\s*:|\\", _text(sheet)) is not None


def _text(sheet: Path) -> str:
    try:
        return files.read(sheet, YAML_SIZE).decode()
    except (OSError, LimitError, UnicodeDecodeError):
        return ""
