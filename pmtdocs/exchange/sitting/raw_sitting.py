"""A sitting as its register says it, before anybody is recognised: words with their places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from pmtdocs.language.spelling import squash

Mode = Literal["salle", "visio", "absent"]
Edge = Literal["a_compter_de", "jusqu_a", "arrivee", "depart"]
#: How an act heads each list.
LISTS: dict[str, str] = {
    "salle": "Étaient présents",
    "visio": "Étaient présents en visioconférence",
    "absent": "Étaient absents",
}

#: Squashed label, in a table or on a line of its own → the fact that it gives.
FACTS = {
    squash(fact): fact
    for fact in (
        *("instance", "jour", "date", "convocation", "publication", "lieu", "adresse"),
        *("presents_ou", "presidence", "qualite", "secretaire", "ouverture", "levee"),
        "membres_en_exercice",
    )
} | {"ordredepassage": "ordre", "secretairedeseance": "secretaire"}


class Words(NamedTuple):
    """A stretch of the text that was given; line and column count from 1."""

    text: str
    line: int
    column: int


class Bound(NamedTuple):
    """« à compter de la question n° 6 », « jusqu'à la question n° 28 incluse », « arrivé à 8h »."""

    side: Edge
    when: Words


@dataclass
class RawSeat:
    """A seat as it is listed; ``holder`` is None when only the substitute is named."""

    mode: Mode
    town: Words | None
    holder: Words | None
    substitute: Words | None = None
    bounds: list[Bound] = field(default_factory=list)
    printed: str = ""
    """The whole entry without its bounds."""
    title: Words | None = None
    """« Maire », « 1re adjointe »."""
    implied: bool = False
    """Is it told by a proxy, which another list may tell too?"""


@dataclass
class RawProxy:
    """« Mme X à M. Y »."""

    town: Words | None
    giver: Words
    holder: Words
    bounds: list[Bound] = field(default_factory=list)


class Announced(NamedTuple):
    """A number of people that the register announces, and how many it lists."""

    what: str
    words: Words
    own: int | None
    """Of its own list; None: it counts all those of a kind."""


class Problem(NamedTuple):
    """What stops the import: where (in human words, then in the text), what, and what to do."""

    label: str
    message: str
    help: str
    words: Words | None = None

    @property
    def place(self) -> tuple[bool, int, int]:
        """In the order of the text; what it does not say at all comes last."""
        words = self.words or Words("", 0, 0)
        return self.words is None, words.line, words.column


@dataclass
class Told:
    """What an import has to say."""

    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    """What is not of the sitting, or was understood in spite of a difference: to be read over."""

    def problem(self, label: str, message: str, help: str, words: Words | None) -> None:
        self.problems.append(Problem(label, message, help, words))

    def note(self, label: str, message: str, words: Words) -> None:
        self.notes.append(Problem(label, message, "", words))


@dataclass
class RawSitting(Told):
    """Facts by the key that they have in ``seance.yaml``, with « qualite » of who presides."""

    verbatim: bool = True
    """Are these the words of the act? Those of a table typed by hand are not."""
    bare: bool = False
    """Does it give names neither capitals nor a civility?"""
    facts: dict[str, Words] = field(default_factory=dict)
    seats: list[RawSeat] = field(default_factory=list)
    proxies: list[RawProxy] = field(default_factory=list)
    announced: list[Announced] = field(default_factory=list)
