"""Findings as people read them: what to do with each, then which document is concerned."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pmtdocs.commands.pipeline import Checked
from pmtdocs.commands.report.together import OF_A_PART, Together, together
from pmtdocs.finding import Finding, Location
from pmtdocs.templates.words import documents_printing


class Shown(NamedTuple):
    """One finding, and its places in words."""

    finding: Finding
    place: str
    where: str
    related: tuple[str, ...]
    elsewhere: tuple[str, ...]
    """The other documents that print the fact."""
    alike: Together
    """With those that are told with it."""


class Subject(NamedTuple):
    """The findings of one document, else of one subject of the data."""

    title: str
    findings: tuple[Shown, ...]


class Group(NamedTuple):
    """What is to be done the same way."""

    key: str
    title: str
    subjects: tuple[Subject, ...]

    @property
    def size(self) -> int:
        """How many findings."""
        shown = (shown for subject in self.subjects for shown in subject.findings)
        return sum(1 + len(each.alike.others) for each in shown)


def group(checked: Checked) -> tuple[Group, ...]:
    """The three groups, the empty ones included: « nothing to correct » is worth saying."""
    found = checked.findings
    doubtful = (f for f in found if not (f.accepted or f.blocks))
    accepted = (f for f in found if f.accepted)
    wrong = _subjects(checked.failing(), checked)
    return (
        Group("corriger", "À corriger avant la signature", wrong),
        Group("verifier", "À vérifier", _subjects(doubtful, checked)),
        Group("reserves", "Acceptées par réserve", _subjects(accepted, checked)),
    )


def in_document(found: Iterable[Finding]) -> tuple[Shown, ...]:
    """What is wrong in the words of one document, without what a reserve accepts."""
    return tuple(_shown(told, ()) for told in together(f for f in found if not f.accepted))


def _subjects(findings: Iterable[Finding], checked: Checked) -> tuple[Subject, ...]:
    found: dict[str, list[Shown]] = {}
    order = _by_size(checked)
    for told in together(findings):
        documents = sorted(_printing(told.first, checked), key=order.index)
        title = f"Document « {documents[0]} »" if documents else _subject(told.first.primary)
        found.setdefault(title, []).append(_shown(told, tuple(documents[1:])))
    return tuple(Subject(title, tuple(shown)) for title, shown in found.items())


def _by_size(checked: Checked) -> list[str]:
    """A fact belongs to the smallest document that prints it: « annexe-2 » before « dossier »."""
    if checked.loaded is None:
        return []
    documents = checked.loaded.dossier.dossier.documents
    return sorted(documents, key=lambda name: len(documents[name]))


def _printing(finding: Finding, checked: Checked) -> list[str]:
    path, loaded = finding.primary.path, checked.loaded
    if loaded is None:
        return []
    if len(path) > 1 and path[0] in OF_A_PART:
        documents = loaded.dossier.dossier.documents
        return [name for name, parts in documents.items() if path[1] in parts]
    return documents_printing(path, loaded, checked.words)


def _subject(place: Location) -> str:
    """« Budget », the first words of the human place; else the file."""
    if place.label:
        return place.label.partition(", ")[0]
    return f"Fichier {place.span.file}" if place.span else "Dossier"


def _shown(told: Together, elsewhere: tuple[str, ...]) -> Shown:
    finding, place = told.first, told.first.primary
    # With the line, when the place says no more than the subject.
    said = place.label if len(place.path) > 1 else _placed(place)
    related = tuple(filter(None, map(_placed, finding.related)))
    return Shown(finding, said, where(place), related, elsewhere, told)


def where(place: Location) -> str:
    """The place for who opens the file: « data/…/budget.yaml, ligne 12 »."""
    return f"{place.span.file}, ligne {place.span.line}" if place.span else ""


def _placed(place: Location) -> str:
    return " : ".join(filter(None, (place.label, where(place))))
