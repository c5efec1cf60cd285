"""The faults of the parts of a modèle, looked for once as long as the files are the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pmtdocs.dossier.model.library import TABLE
from pmtdocs.finding import Finding, Kind, Location, Severity, Span
from pmtdocs.system import cache, files, safezip
from pmtdocs.system.files import shown
from pmtdocs.system.limits import PAGE_TEMPLATE, LimitError
from pmtdocs.templates.clause_table import table
from pmtdocs.templates.fault import Fault
from pmtdocs.templates.presence import CHARTER, PAGE, charter_of
from pmtdocs.templates.words import read_wording, unreadable

#: What was found in this process, by the name under which it is kept.
_KNOWN: dict[str, tuple[Fault, ...]] = {}
#: The folder of the user's cache: ``check`` runs at each keystroke.
_KEPT = "fautes"


class Inspected(NamedTuple):
    """What was found in some templates."""

    faults: dict[Path, tuple[Fault, ...]]
    unreadable: tuple[Path, ...] = ()

    def findings(self) -> Iterator[Finding]:
        """All of it, as findings."""
        for file, faults in self.faults.items():
            yield from (fault.finding(shown(file), file.stem) for fault in faults)
        for file in self.unreadable:
            place = Location(("modele", file.stem), Span(shown(file), 1, 1, 1, 1), file.stem)
            yield unreadable(file, place)

    def lines(self) -> dict[tuple[str, int], str]:
        """The paragraphs at fault as they were typed, for excerpts."""
        return {
            (shown(file), fault.number): fault.text
            for file, faults in self.faults.items()
            for fault in faults
        }


def inspect_files(templates: Iterable[Path], meant_for: Path | None = None) -> Inspected:
    """Look for the faults of these templates, each held against the charte of its modèle.

    ``meant_for`` is the modèle that will print them, wherever they stand. Those not seen before are
    inspected in a process with limits. Raises LimitError for what exceeds these.
    """
    charters: dict[Path, bytes] = {}
    read: dict[Path, bytes] = {}
    broken = []
    for file in templates:
        try:
            read[file] = safezip.load(file)
        except (OSError, LimitError):
            broken.append(file)
            continue
        if file.name in (TABLE, PAGE):
            charters[file] = b""
        elif read_wording(file, file.stem, "") is None:
            broken.append(file)
        else:
            own = (folder / CHARTER for folder in (file.parent, file.parent.parent))
            wanted = (charter_of(meant_for),) if meant_for else own
            charters[file] = next(filter(None, map(_charter, wanted)), b"")
    names = {
        file: f"{_KEPT}/{cache.key(file.stem, read[file], charter)}"
        for file, charter in charters.items()
    }
    unseen = [(file, charters[file]) for file, name in names.items() if not _recalled(name)]
    if unseen:
        from pmtdocs.system import process

        found = process.run(_inspect_all, unseen, what="Contrôle des modèles")
        for (file, _), faults in zip(unseen, found, strict=True):
            _KNOWN[names[file]] = faults
            cache.remember(names[file], [_row(fault) for fault in faults])
    return Inspected({file: _KNOWN[name] for file, name in names.items()}, tuple(broken))


def _recalled(name: str) -> bool:
    """Are the faults known, or were they kept by another process?"""
    if name not in _KNOWN and (rows := cache.recall(name)) is not None:
        _KNOWN[name] = tuple(_fault(*row) for row in rows)
    return name in _KNOWN


def _row(fault: Fault) -> list[object]:
    code, name, severity, *others = fault.kind
    return [[code, name, severity.value, *others], *fault[1:]]


def _fault(kind: list[Any], *others: Any) -> Fault:
    code, name, severity, *rest = kind
    return Fault(Kind(code, name, Severity(severity), *rest), *others)


def _inspect_all(templates: list[tuple[Path, bytes]]) -> list[tuple[Fault, ...]]:
    return [_inspect(file, charter) for file, charter in templates]


def _inspect(file: Path, charter: bytes) -> tuple[Fault, ...]:
    if file.name == TABLE:
        return tuple(table(file))
    if file.name == PAGE:
        from pmtdocs.templates import page

        source = files.read(file, PAGE_TEMPLATE).decode("utf-8-sig", errors="replace")
        return page.faults(file.name, source)
    from pmtdocs.templates.inspection import inspect

    return inspect(file, charter)


def _charter(file: Path) -> bytes:
    """A charte; none if it cannot be read: others say so."""
    try:
        return safezip.load(file)
    except (OSError, LimitError):
        return b""
