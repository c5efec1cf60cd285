"""A fact of a dossier as people read it, with the place where it is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.model import STAGES, Dossier, Stage
from pmtdocs.dossier.model.base import Model
from pmtdocs.dossier.model.blank import BLANK_WORDS, has_blank
from pmtdocs.dossier.model.budget import WHOLE, Total
from pmtdocs.dossier.model.known import spelled
from pmtdocs.dossier.model.prose import Block, Figure
from pmtdocs.dossier.views.context import printed
from pmtdocs.finding import Path
from pmtdocs.language.french import euros, hour, join, long_date, number, percent, typography
from pmtdocs.years.changes import Subject, Unit, Value
from pmtdocs.years.likeness import said

#: Fields that name a person, a body, of the shared tables.
PEOPLE = ("personne", "membre", "suppleant", "representant", "de", "a")
BODIES = ("organisation", "financeur", "beneficiaire", "organisme")
_OFFICES = ("fonction", "qualite", "en_qualite_de")
_RATES = ("taux", "plafond")
_YEARS = ("annee", "premiere_annee", "exercices")
#: Numbers that name a thing: they are not counted with.
_RANKS = (*_YEARS, "rapport")
_DURATIONS = ("preavis_mois", "conservation_annees", "delai_mois")
_NAMES = ("libelle", "intitule", "titre", "nom", "theme", "instance", "texte", "evenement")
#: What a table or a document is headed with: words of the year, not facts.
_HEADINGS = ("intitule", "colonne_libelle", "colonne_montant", "libelle_total", "avertissement")
_WITHIN = {"recettes": Subject.RECEIPTS, "subvention": Subject.SUBSIDY, "vote": Subject.VOTE}
_SUBJECTS = {
    "budget": Subject.EXPENSES,
    "programme": Subject.PROGRAMME,
    "indicateurs": Subject.INDICATORS,
    "aides": Subject.AID,
    "seance": Subject.VOTE,
    "expose": Subject.PROSE,
    "bilan": Subject.PROSE,
}


@dataclass(frozen=True)
class Side:
    """One of the dossiers compared."""

    loaded: Loaded

    @cached_property
    def dossier(self) -> Dossier:
        return spelled(self.loaded.dossier)

    def writes(self, path: Path) -> bool:
        """Does a file write this fact, rather than leave it to be worked out?"""
        return any(source.place(path) for source in self.loaded.sources.values())

    def value(
        self, text: str, path: Path, amount: Decimal | None = None, unit: Unit = Unit.COUNT
    ) -> Value:
        """A value with its place."""
        text = printed(self.loaded.dossier, text)
        return Value(typography(text), self.loaded.locate(path), amount, unit)

    def euros(self, amount: Decimal, path: Path) -> Value:
        """An amount; one given by year says its years too."""
        if has_blank(amount):
            return self.value(BLANK_WORDS, path)
        years = amount.by_year if isinstance(amount, Total) else {}
        each = [f"{year} : {euros(part)}" for year, part in sorted(years.items()) if year != WHOLE]
        text = f"{euros(amount)} ({join(each)})" if len(each) > 1 else euros(amount)
        return self.value(text, path, Decimal(amount), Unit.EUROS)

    def leaf(self, fact: Any, path: Path) -> Value:
        """Any fact that is not a group of others."""
        if has_blank(fact):
            return self.value(BLANK_WORDS, path)
        return self._known(fact, path, _field(path))

    def _known(self, fact: Any, path: Path, name: str) -> Value:
        if isinstance(fact, dict):
            return self.euros(Total.of(fact), path)
        if isinstance(fact, Figure):
            parts = " + ".join(map(number, fact.detail))
            said = f"{number(fact.valeur)} ({parts})" if parts else number(fact.valeur)
            return self.value(said, path, Decimal(fact.valeur))
        if isinstance(fact, Decimal):
            if name in _RATES:
                return self.value(percent(fact), path, fact, Unit.SHARE)
            return self.euros(fact, path)
        if isinstance(fact, int) and not isinstance(fact, bool | Stage) and name not in _RANKS:
            return self.value(number(fact), path, Decimal(fact))
        return self.value(self._words(fact, name), path)

    def _words(self, fact: Any, name: str) -> str:
        for kind, words in _WRITTEN.items():
            if isinstance(fact, kind):
                return words(fact)
        return self.shared(str(fact), name)

    def shared(self, key: str, name: str) -> str:
        """The name behind a key of a shared table, if the field holds one."""
        commons = self.dossier.commun
        if name in PEOPLE and key in commons.personnes:
            return commons.personnes[key].complet
        if name in BODIES and key in commons.organisations:
            return commons.organisations[key].nom
        return key


def _several(facts: tuple[Any, ...]) -> str:
    """Names one after another; paragraphs and lists in one text."""
    if not all(isinstance(fact, Block) for fact in facts):
        return join([str(fact) for fact in facts])
    words = (words for block in facts for words in (block.paragraphe, *block.liste))
    return " ".join(str(one) for one in words if one)


#: How facts of a kind are written; the others are words, or the key of a shared table.
_WRITTEN: dict[type, Callable[[Any], str]] = {
    bool: lambda fact: "oui" if fact else "non",
    Stage: lambda fact: list(STAGES)[fact],
    dt.date: long_date,
    dt.time: hour,
    tuple: _several,
}


def _field(path: Path) -> str:
    """The last field that a path names."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def same(one: Any, other: Any) -> bool:
    """Do two facts say the same? Typography does not count."""
    if isinstance(one, str) and isinstance(other, str):
        return said(one) == said(other)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return said(_several(one)) == said(_several(other))
    if isinstance(one, Total) and isinstance(other, Total):
        return one.by_year == other.by_year
    return bool(one == other)


def subject(fact: Any, path: Path) -> Subject:
    """What a fact is about."""
    root, name = path[0], _field(path)
    if isinstance(fact, dt.date | dt.time) or name in (*_DURATIONS, *_YEARS):
        return Subject.DATES
    if name in _HEADINGS or (isinstance(fact, tuple) and fact and isinstance(fact[0], Block)):
        return Subject.PROSE
    if name in (*PEOPLE, *_OFFICES) or any(hasattr(fact, who) for who in PEOPLE):
        return Subject.PEOPLE
    below = (found for step, found in _WITHIN.items() if step in path)
    return next(below, _SUBJECTS.get(str(root), Subject.OTHER))


def label(item: Model, side: Side) -> str:
    """What an item of a list is called: its title, else who it names; empty for another."""
    for name in _NAMES:
        if isinstance(found := getattr(item, name, None), str):
            return found
    for name in (*PEOPLE, *BODIES):
        if isinstance(found := getattr(item, name, None), str):
            return side.shared(found, name)
    return ""


def summary(item: Model, side: Side, path: Path) -> str:
    """A group of facts in a few words: its label and what a person is, else what it holds."""
    if found := label(item, side):
        offices = (getattr(item, name, None) for name in _OFFICES)
        return ", ".join((found, *(str(office) for office in offices if office)))
    held = ((name, getattr(item, name)) for name in type(item).model_fields)
    return ", ".join(
        side.leaf(fact, (*path, name)).text
        for name, fact in held
        if fact is not None and not isinstance(fact, Model | tuple | bool)
    )
