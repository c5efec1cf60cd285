"""Every text of the data with its path: what a dossier says in words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from pmtdocs.dossier.model import SUBJECTS, Dossier
from pmtdocs.dossier.model.base import Model
from pmtdocs.dossier.model.free import Fact
from pmtdocs.finding import Path
from pmtdocs.rules.base import once

T = TypeVar("T")
#: The sheet holds keys and the reasons of its reserves: nothing that an act prints.
_SAID = tuple(subject for subject in SUBJECTS if subject != "dossier")
#: Texts with their paths.
Texts = list[tuple[Path, str]]


@once
def phrases(dossier: Dossier) -> Texts:
    """Each text of the data files, in the order of the model; keys are texts too."""
    return [text for subject in _SAID for text in texts_of((subject,), getattr(dossier, subject))]


def beside(dossier: Dossier) -> Texts:
    """The texts that an act prints and that stand in no file of facts."""
    sheet, act = dossier.dossier, dossier.avenant
    reasons = texts_of(("avenant", "motifs"), act.acte.motifs) if act else []
    return [*texts_of(("dossier", "avertissement"), sheet.avertissement), *reasons]


@once
def shared_texts(dossier: Dossier) -> Texts:
    """The entries of the shared tables whose key the dossier writes."""
    said = {text for _, text in phrases(dossier)}
    said |= {dossier.dossier.beneficiaire or "", dossier.dossier.financeur or ""}
    return [
        text
        for table in type(dossier.commun).model_fields
        for key, entry in getattr(dossier.commun, table).items()
        if key in said
        for text in texts_of(("commun", table, key), entry)
    ]


def texts_of(path: Path, value: object) -> Texts:
    """Each text in a value of the model, with its path."""
    return values_of(str, path, value)


def values_of(kind: type[T], path: Path, value: object) -> list[tuple[Path, T]]:
    """Each value of a kind in a value of the model, with its path."""
    found: list[tuple[Path, T]] = []
    _gather(kind, path, value, found)
    return found


def _gather(kind: type[T], path: Path, value: object, found: list[tuple[Path, T]]) -> None:
    """Add what ``value`` holds: a list filled in place, as a thousand generators would cost."""
    items: Iterable[tuple[str | int, object]]
    if isinstance(value, kind):
        found.append((path, value))
        return
    if isinstance(value, Fact) and value.prive:
        return  # no published document prints it
    if isinstance(value, Model):
        items = ((name, getattr(value, name)) for name in type(value).model_fields)
    elif isinstance(value, tuple):
        items = enumerate(value)
    elif isinstance(value, dict):
        items = value.items()
    else:
        return
    for step, item in items:
        if item is not None:
            _gather(kind, (*path, step), item, found)
