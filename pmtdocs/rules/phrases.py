"""Every text of the data with its path: what a dossier says in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pmtdocs.finding import Path
from pmtdocs.french import plain
from pmtdocs.model import SUBJECTS, Dossier
from pmtdocs.model.base import Model

#: The sheet holds keys and the reasons of its reserves: nothing that an act prints.
_SAID = tuple(subject for subject in SUBJECTS if subject != "dossier")


def phrases(dossier: Dossier) -> Iterator[tuple[Path, str]]:
    """Each text of the data files, in the order of the model; keys are texts too."""
    for subject in _SAID:
        if (facts := getattr(dossier, subject)) is not None:
            yield from _inside((subject,), facts)


def _inside(path: Path, value: object) -> Iterator[tuple[Path, str]]:
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            yield from _inside((*path, name), getattr(value, name))
    elif isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from _inside((*path, i), item)
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _inside((*path, key), item)


@lru_cache(maxsize=4096)  # several rules read the same texts
def words(text: str) -> tuple[str, ...]:
    """The words of a text without accent, capital or sign: « l'axe n° 2 » is l, axe, n, 2."""
    return tuple(re.findall(r"[a-z0-9]+", plain(text)))
