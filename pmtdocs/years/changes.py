"""One change between two dossiers: what, from what, to what, and where both are written."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from pmtdocs.finding import Location


class Kind(StrEnum):
    """What happened to a fact."""

    CHANGED = "modifié"
    ADDED = "ajouté"
    REMOVED = "supprimé"
    RENAMED = "renommé"


class Subject(StrEnum):
    """What a change is about, in the order that people read them."""

    SUBSIDY = "Subvention"
    RECEIPTS = "Recettes et financeurs"
    EXPENSES = "Dépenses"
    PROGRAMME = "Programme d'actions"
    INDICATORS = "Indicateurs"
    AID = "Dispositifs d'aide"
    PEOPLE = "Personnes et fonctions"
    DATES = "Dates et durées"
    VOTE = "Séance et vote"
    OTHER = "Autres faits"
    PROSE = "Textes de l'année"


class Unit(StrEnum):
    """What a number counts."""

    EUROS = "€"
    SHARE = "%"
    COUNT = ""


@dataclass(frozen=True)
class Value:
    """A fact of one dossier, as people read it, with the place where it is written."""

    text: str
    place: Location
    number: Decimal | None = None
    unit: Unit = Unit.COUNT


@dataclass(frozen=True)
class Change:
    """A fact that differs. One side is None for what was added or removed."""

    subject: Subject
    names: tuple[str, ...]
    """What the fact is called, or on each side when both have it."""
    before: Value | None
    after: Value | None
    within: str = ""
    """The whole that came or went with it: an element of the programme and its actions."""
    renamed: bool = False
    """Is it the name of a thing that changed?"""

    @property
    def kind(self) -> Kind:
        """Of the values, which there are."""
        if self.renamed:
            return Kind.RENAMED
        if self.before is None:
            return Kind.ADDED
        return Kind.REMOVED if self.after is None else Kind.CHANGED

    @property
    def name(self) -> str:
        """« Personnel → Personnels (salaires) », or the one name."""
        return " → ".join(dict.fromkeys(self.names))

    @property
    def gap(self) -> Decimal | None:
        """By how much a number changed."""
        one, other = self.before, self.after
        if one is None or other is None or one.number is None or other.number is None:
            return None
        return other.number - one.number if one.unit is other.unit else None

    @property
    def rate(self) -> Decimal | None:
        """The gap in %."""
        return rate(self.before.number if self.before else None, self.gap)


def rate(before: Decimal | None, gap: Decimal | None) -> Decimal | None:
    """A gap in % of what it started from; None (« s.o. ») when that is zero or unknown."""
    return 100 * gap / before if before and gap is not None else None
