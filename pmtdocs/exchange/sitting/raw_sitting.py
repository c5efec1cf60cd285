"""A sitting as its register says it, before anybody is recognised: words with their places."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Mode = Literal["salle", "visio", "absent"]
Edge = Literal["a_compter_de", "jusqu_a"]
#: How an act heads each list.
LISTS: dict[str, str] = {
    "salle": "Étaient présents",
    "visio": "Étaient présents en visioconférence",
    "absent": "Étaient absents",
}


class Words(NamedTuple):
    """A stretch of the text that was given; line and column count from 1."""

    text: str
    line: int
    column: int


class Bound(NamedTuple):
    """« à compter de la question n° 6 », « jusqu'à la question n° 28 incluse »."""

    side: Edge
    question: Words


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


@dataclass
class RawProxy:
    """« Mme X à M. Y »."""

    town: Words | None
    giver: Words
    holder: Words
    bounds: list[Bound] = field(default_factory=list)


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
class RawSitting:
    """Facts by the key that they have in ``seance.yaml``, with « presidence.qualite » for a part.

    ``verbatim``: are these the words of the act? Those of a table typed by hand are not.
    """

    verbatim: bool
    facts: dict[str, Words] = field(default_factory=dict)
    seats: list[RawSeat] = field(default_factory=list)
    proxies: list[RawProxy] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, label: str, message: str, help: str, words: Words | None) -> None:
        self.problems.append(Problem(label, message, help, words))
