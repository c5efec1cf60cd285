"""The fields of the contract that no part of a modèle uses."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from pmtdocs.finding import Finding, Location
from pmtdocs.templates.contract.groups import printable
from pmtdocs.templates.kinds import KINDS
from pmtdocs.templates.usage import used
from pmtdocs.templates.words import read_wording

_MOST = 6


def unused(parts: Iterable[Path]) -> list[str]:
    """Each under its one name, however a part calls it."""
    read = (read_wording(part, part.stem, "") for part in parts)
    known = used(wording for wording in read if wording)
    return [name for name in printable() if name.removesuffix("[]") not in known]


def summary(modele: str, parts: Iterable[Path]) -> Finding | None:
    """One note for a modèle: how many, and where most of them are."""
    names = unused(parts)
    if not names:
        return None
    groups = Counter(name.partition(".")[0] for name in names)
    most = ", ".join(f"{name} ({count})" for name, count in groups.most_common(_MOST))
    rest = " …" if len(groups) > _MOST else ""
    return Finding(
        KINDS["MDL118"],
        f"{len(names)} champs ne sont employés par aucune partie : {most}{rest}.",
        Location(("modele", modele), None, modele),
        help=f"La liste : pmtdocs templates fields {modele} --unused",
    )
