"""The dossiers of one programme: what one takes from its base, and who else funds it.

The base of a programme holds its facts; each other funder has a dossier that names it (``base:``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path as FilePath
from typing import Any, Protocol, Self

from pmtdocs.dossier.model import SUBJECTS
from pmtdocs.dossier.model.dossier import COFUNDERS, Cofunding, Sheet
from pmtdocs.dossier.model.faults import BAD_VALUE
from pmtdocs.dossier.source import Source
from pmtdocs.finding import Finding, Location, Path
from pmtdocs.language.french import nearest


class Reader(Protocol):
    """Reads files and types them, keeping what it read and the faults that it found."""

    sources: dict[str, Source]
    findings: list[Finding]
    files: list[FilePath]

    def __call__(self, file: FilePath, root: Path, kind: Any) -> Any:
        """The file as what stands at ``root``; None when it is faulty."""

    def apart(self) -> Self:
        """Another one, for files whose faults are not this dossier's."""


SHEET = "dossier.yaml"
#: What belongs to the programme, whoever funds it. The rest is each funder's own.
INHERITED = ("programme", "budget", "indicateurs", "aides", "bilan")
_BASE = re.compile(r"^base[ \t]*:[ \t]*[\"']?([A-Za-z0-9_-]+)", re.MULTILINE)


def complete(
    data: FilePath, name: str, facts: dict[str, Any], read: Reader
) -> tuple[FilePath, ...]:
    """Complete the facts with those of the base and with what the other funders say.

    Hands back the files read on the way; a base that cannot be one is a fault of the sheet.
    """
    sheet: Sheet | None = facts.get("dossier")
    if sheet is None:
        return ()
    if sheet.base and (why := _refusal(data, name, sheet.base)):
        read.findings.append(_fault(why, read.sources))
        return ()
    own = set(facts)
    if sheet.base:
        facts |= _inherited(data / sheet.base, facts, read)
    facts[COFUNDERS] = {}
    for folder in _others(data, name, sheet.base):
        apart = read.apart()
        is_shared = folder.name == sheet.base and "budget" not in own
        found = _cofunding(folder, not is_shared, apart)
        if not apart.findings:  # else its own check says so
            facts[COFUNDERS][folder.name] = found
            read.sources.update(apart.sources)
            read.files += apart.files
    return tuple(read.files)


def _fault(why: str, sources: dict[str, Source]) -> Finding:
    path: Path = ("dossier", "base")
    span = next(source.place(path) for source in sources.values() if path in source.values)
    help = "Nommez le dossier qui tient le programme et le budget, ou retirez « base »."
    return Finding(BAD_VALUE, why, Location(path, span), help=help)


def _refusal(data: FilePath, name: str, base: str) -> str | None:
    """Why ``base`` cannot be the base of ``name``; None if it can."""
    if base == name:
        return "Un dossier ne peut pas être sa propre base."
    known = sorted(sheet.parent.name for sheet in data.glob(f"*/{SHEET}"))
    if base not in known:
        close = nearest(base, [one for one in known if one != name])
        hint = f" ; vouliez-vous dire « {close} » ?" if close else "."
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


def _inherited(folder: FilePath, own: dict[str, Any], read: Reader) -> dict[str, Any]:
    """The facts of the programme that the base ``folder`` holds and the dossier does not."""
    return {
        subject: read(file, (subject,), SUBJECTS[subject])
        for subject in INHERITED
        if subject not in own and (file := folder / f"{subject}.yaml").is_file()
    }


def _others(data: FilePath, name: str, base: str | None) -> Iterator[FilePath]:
    """The folders of the other dossiers of the programme, its base first."""
    root = base or name
    if root != name:
        yield data / root
    for sheet in sorted(data.glob(f"*/{SHEET}")):
        if sheet.parent.name != name and _base_of(sheet.parent) == root:
            yield sheet.parent


def _cofunding(folder: FilePath, with_budget: bool, read: Reader) -> Cofunding:
    """What another dossier of the programme says; faults are told to ``read``'s own list."""
    root: Path = (COFUNDERS, folder.name)
    found = {"dossier": read(folder / SHEET, (*root, "dossier"), Sheet)}
    for subject in ("convention", *(("budget",) if with_budget else ())):
        if (file := folder / f"{subject}.yaml").is_file():
            found[subject] = read(file, (*root, subject), SUBJECTS[subject])
    return Cofunding.model_construct(**found)


def _base_of(folder: FilePath) -> str | None:
    """The base that a sheet names, read without typing it: every folder is asked."""
    try:
        found = _BASE.search((folder / SHEET).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError):
        return None
    return found[1] if found else None
