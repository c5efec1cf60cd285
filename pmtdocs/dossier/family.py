"""The dossiers of one programme: what one takes from its base, and who else funds it.

The base of a programme holds its facts; each other funder has a dossier that names it (``base:``).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath
from typing import Any

from pmtdocs.dossier.model import SUBJECTS
from pmtdocs.dossier.model.dossier import COFUNDERS, Cofunding, Sheet
from pmtdocs.dossier.model.faults import BAD_VALUE
from pmtdocs.dossier.reader import Reader
from pmtdocs.finding import Path
from pmtdocs.language.french import or_rather
from pmtdocs.system import files
from pmtdocs.system.limits import YAML_SIZE, LimitError

SHEET = "dossier.yaml"
#: What belongs to the programme, whoever funds it. The rest is each funder's own.
INHERITED = ("programme", "budget", "indicateurs", "aides", "bilan")
_BASE = re.compile(r"^base[ \t]*:[ \t]*[\"']?([A-Za-z0-9_-]+)", re.MULTILINE)


def complete(
    data: FilePath, name: str, own: dict[str, Any], read: Reader
) -> tuple[dict[str, Any], tuple[FilePath, ...]]:
    """The facts completed with those of the base and with what the other funders say, and the
    files of other dossiers read on the way; a base that cannot be one is a fault of the sheet.
    """
    sheet: Sheet | None = own.get("dossier")
    if sheet is None:
        return own, ()
    if sheet.base and (why := _refusal(data, name, sheet.base)):
        help = "Nommez le dossier qui tient le programme et le budget, ou retirez « base »."
        read.fault(BAD_VALUE, why, ("dossier", "base"), help)
        return own, ()
    missing = [subject for subject in INHERITED if subject not in own]
    there = _there(data / sheet.base, missing) if sheet.base else {}
    found = {subject: read(file, (subject,), SUBJECTS[subject]) for subject, file in there.items()}
    cofunders: dict[str, Cofunding] = {}
    elsewhere = [*there.values()]
    for folder in _others(data, name, sheet.base):
        is_shared = folder.name == sheet.base and "budget" not in own
        told = ("convention",) if is_shared else ("convention", "budget")
        said, apart = {"dossier": folder / SHEET, **_there(folder, told)}, Reader(read.keys)
        root: Path = (COFUNDERS, folder.name)
        typed = {key: apart(file, (*root, key), SUBJECTS[key]) for key, file in said.items()}
        if not apart.findings:  # else its own check says so
            cofunders[folder.name] = Cofunding.model_construct(**typed)
            read.sources.update(apart.sources)
            elsewhere += said.values()
    return {**own, **found, COFUNDERS: cofunders}, tuple(elsewhere)


def _refusal(data: FilePath, name: str, base: str) -> str | None:
    """Why ``base`` cannot be the base of ``name``; None if it can."""
    if base == name:
        return "Un dossier ne peut pas être sa propre base."
    known = [sheet.parent.name for sheet in files.listed(data, f"*/{SHEET}")]
    if base not in known:
        hint = or_rather(base, [one for one in known if one != name])
        return f"Le dossier de base « {base} » n'existe pas{hint}"
    further = _base_of(data / base)
    if further == name:
        return f"« {name} » et « {base} » se prennent l'un l'autre pour base."
    if further:
        return (
            f"« {base} » n'est pas la base de son programme : il prend lui-même ses faits dans "
            f"« {further} »."
        )
    return None


def _others(data: FilePath, name: str, base: str | None) -> Iterator[FilePath]:
    """The folders of the other dossiers of the programme, its base first."""
    if base:
        yield data / base
    for sheet in files.listed(data, f"*/{SHEET}"):
        if sheet.parent.name != name and _base_of(sheet.parent) == (base or name):
            yield sheet.parent


def _there(folder: FilePath, subjects: Iterable[str]) -> dict[str, FilePath]:
    """The files that a folder holds of these subjects."""
    return {s: file for s in subjects if os.path.lexists(file := folder / f"{s}.yaml")}


def _base_of(folder: FilePath) -> str | None:
    """The base that a sheet names, read without typing it: every folder is asked."""
    try:
        text = files.read(folder / SHEET, YAML_SIZE).decode()
    except (OSError, LimitError, UnicodeDecodeError):
        return None
    found = _BASE.search(text)
    return found[1] if found else None
