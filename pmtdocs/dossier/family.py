"""The dossiers of one programme: what one takes from its base, and who else funds it.

The base of a programme holds its facts; each other funder has a dossier that names it (``base:``).
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path as FilePath
from typing import Any

from pmtdocs.dossier.kin import SHEET, Kin
from pmtdocs.dossier.model import SUBJECTS
from pmtdocs.dossier.model.dossier import COFUNDERS, Cofunding
from pmtdocs.dossier.model.faults import BAD_VALUE
from pmtdocs.dossier.model.sheet import Sheet
from pmtdocs.dossier.reader import Reader
from pmtdocs.finding import Path
from pmtdocs.language.french import or_rather

#: What belongs to the programme, whoever funds it. The rest is each funder's own.
INHERITED = ("programme", "budget", "indicateurs", "aides", "bilan")


def complete(
    data: FilePath, name: str, own: dict[str, Any], read: Reader, kin: Kin
) -> tuple[dict[str, Any], tuple[FilePath, ...]]:
    """The facts completed with those of the base and with what the other funders say, and the
    files of other dossiers read on the way; a base that cannot be one is a fault of the sheet.
    """
    sheet: Sheet | None = own.get("dossier")
    if sheet is None:
        return own, ()
    if sheet.base and (why := _refusal(data, name, sheet.base, kin)):
        help = "Nommez le dossier qui tient le programme et le budget, ou retirez « base »."
        read.fault(BAD_VALUE, why, ("dossier", "base"), help)
        return own, ()
    missing = [subject for subject in INHERITED if subject not in own]
    there = _there(data / sheet.base, missing) if sheet.base else {}
    found = {subject: read(file, (subject,), SUBJECTS[subject]) for subject, file in there.items()}
    cofunders: dict[str, Cofunding] = {}
    elsewhere = [*there.values()]
    for folder in (data / other for other in kin.of(name, sheet.base)):
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


def _refusal(data: FilePath, name: str, base: str, kin: Kin) -> str | None:
    """Why ``base`` cannot be the base of ``name``; None if it can."""
    if base == name:
        return "Un dossier ne peut pas être sa propre base."
    if base not in kin.bases:
        hint = or_rather(base, [one for one in kin.bases if one != name])
        return f"Le dossier de base « {base} » n'existe pas{hint}"
    if os.path.lexists(data / base / "attributions.yaml"):
        return f"« {base} » a des attributions : il n'est la base d'aucun programme."
    further = kin.bases[base]
    if further == name:
        return f"« {name} » et « {base} » se prennent l'un l'autre pour base."
    if further:
        return (
            f"« {base} » n'est pas la base de son programme : il prend lui-même ses faits dans "
            f"« {further} »."
        )
    return None


def _there(folder: FilePath, subjects: Iterable[str]) -> dict[str, FilePath]:
    """The files that a folder holds of these subjects."""
    return {s: file for s in subjects if os.path.lexists(file := folder / f"{s}.yaml")}
