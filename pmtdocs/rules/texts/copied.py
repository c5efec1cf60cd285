"""A sentence that the motives share with the report, of which each names another body."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Path
from pmtdocs.language.french import fold
from pmtdocs.language.propernames import Place
from pmtdocs.rules.texts.phrases import phrases
from pmtdocs.rules.texts.prose import known_names

#: So many letters after a name, in both, are no chance.
_SAME, _READ = 45, 60
#: What may stand between a name and the words: « (EM) ».
_OPENING = re.compile(r"^ *(?:\([\w ]*\))? *")
_INITIALS = re.compile(r" *(?:\([\w ]*\))? *$")


class Copy(NamedTuple):
    """A body of the motives, and the one that the same sentence of the report names."""

    path: Path
    said: str
    other: str
    place: Path


def copied(dossier: Dossier) -> Iterator[Copy]:
    """Each sentence of the motives that the report gives to another body."""
    motives = _texts(dossier, ("convention", "motifs"))
    # A dossier on the base of another has the report of another funder.
    report = _texts(dossier, ("expose",)) if motives and not dossier.dossier.base else []
    for path, text, folded in motives if report else ():
        for start, end, named in _bodies(text, folded, dossier):
            tail = _OPENING.sub("", folded[end:])[:_READ]
            twins = [twin for twin in report if len(tail) >= _SAME and tail in twin.folded]
            told = [(twin, at) for twin in twins for at in _before(twin, tail, dossier)]
            if told and all(other[:3] != named[:3] for _, (_, _, other) in told):
                twin, (first, last, _) = told[0]
                yield Copy(path, text[start:end], twin.text[first:last], twin.path)


class _Text(NamedTuple):
    path: Path
    text: str
    folded: str


def _texts(dossier: Dossier, where: Path) -> list[_Text]:
    texts = phrases(dossier)
    return [_Text(path, text, fold(text)) for path, text in texts if path[: len(where)] == where]


def _bodies(text: str, folded: str, dossier: Dossier) -> list[Place]:
    found = known_names(dossier).find(text, folded)
    return [place for place in found if place[2][1] == "organisations"]


def _before(twin: _Text, tail: str, dossier: Dossier) -> list[Place]:
    """The body named just before the words, if any is."""
    end = len(_INITIALS.sub("", twin.folded[: twin.folded.find(tail)]))
    return [place for place in _bodies(twin.text, twin.folded, dossier) if place[1] == end]
