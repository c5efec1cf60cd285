"""Every text of the data with its path: what a dossier says in words."""

from __future__ import annotations

from collections.abc import Iterable

from pmtdocs.dossier.model import SUBJECTS, Dossier
from pmtdocs.dossier.model.base import Model
from pmtdocs.finding import Path
from pmtdocs.rules.base import once

#: The sheet holds keys and the reasons of its reserves: nothing that an act prints.
_SAID = tuple(subject for subject in SUBJECTS if subject != "dossier")
#: Texts with their paths.
Texts = list[tuple[Path, str]]


@once
def phrases(dossier: Dossier) -> Texts:
    """Each text of the data files, in the order of the model; keys are texts too."""
    return [text for subject in _SAID for text in texts_of((subject,), getattr(dossier, subject))]


def texts_of(path: Path, value: object) -> Texts:
    """Each text in a value of the model, with its path."""
    found: Texts = []
    _gather(path, value, found)
    return found


def _gather(path: Path, value: object, found: Texts) -> None:
    """Add the texts in ``value``: a list filled in place, as a thousand generators would cost."""
    items: Iterable[tuple[str | int, object]]
    if isinstance(value, str):
        found.append((path, value))
        return
    if isinstance(value, Model):
        items = ((name, getattr(value, name)) for name in type(value).model_fields)
    elif isinstance(value, tuple):
        items = enumerate(value)
    elif isinstance(value, dict):
        items = value.items()
    else:
        return
    for step, item in items:
        _gather((*path, step), item, found)
