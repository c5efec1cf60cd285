"""Who is meant: a name or a commune as it is printed, and the keys of ``data/_commun/``.

Accents, capitals, spaces, hyphens and apostrophes make no difference, nor do initials. One letter
apart is taken for the same name and said; anything further is for a person to decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from difflib import SequenceMatcher
from functools import partial
from heapq import nlargest
from itertools import chain, count
from operator import eq
from typing import NamedTuple

from pmtdocs.dossier.model.common import Commons, Person
from pmtdocs.exchange.sitting.register_entries import CIVILITIES
from pmtdocs.language.french import plain
from pmtdocs.language.spelling import is_near, squash, within

#: Below this likeness a name is no candidate.
_ALIKE = 0.6


class Match(NamedTuple):
    """``key`` is None when nobody, or more than one, can be meant; ``near``: a letter apart."""

    key: str | None
    near: bool = False
    several: tuple[str, ...] = ()


class Name(NamedTuple):
    """A printed name in its parts."""

    civility: str
    rest: str

    @classmethod
    def read(cls, printed: str) -> Name:
        first, _, rest = printed.partition(" ")
        civility = CIVILITIES.get(plain(first), "") if rest and first[:1].isupper() else ""
        return cls(civility, rest if civility else printed)

    def readings(self) -> Iterable[tuple[str, str]]:
        """(civility, letters); « M. » alone before a surname may be an initial."""
        yield self.civility, squash(self.rest)
        if self.civility == "M." and (self.rest.isupper() or " " not in self.rest):
            yield "", f"m{squash(self.rest)}"

    def split(self) -> tuple[str, str]:
        """First name and surname: capitals tell them apart, else the last word is the surname."""
        words = self.rest.split()
        capitals = [word for word in words if word.isupper() and not word.endswith(".")]
        surname = capitals or words[-1:]
        first = [word for word in words if word not in surname]
        return " ".join(first) or "à compléter", " ".join(surname)


class Directory:
    """The people and communes that several years share."""

    def __init__(self, commons: Commons) -> None:
        self.people, self.towns = commons.personnes, commons.communes
        self.town_names = {squash(town.nom): key for key, town in self.towns.items()}
        self._ways = {key: ways_of(person) for key, person in self.people.items()}
        self.by_town: dict[str | None, list[str]] = {}
        for key, person in self.people.items():
            self.by_town.setdefault(person.commune, []).append(key)

    def town(self, printed: str) -> Match:
        """The commune of a name; one letter apart, or two in a long name."""
        letters = squash(printed)
        if key := self.town_names.get(letters):
            return Match(key)
        for alike in (_one_letter, is_near):
            keys = [key for name, key in self.town_names.items() if alike(name, letters)]
            if keys:
                return _only(keys, near=True)
        return Match(None)

    def person(self, printed: str, *pools: Collection[str]) -> Match:
        """The person of a name; the pools of keys are tried in turn, the surest likeness first."""
        name = Name.read(printed)
        likenesses: tuple[Callable[[str, Name], bool], ...] = (
            self._exactly,
            partial(self._alike, eq),
            self._same_but_civility,
            partial(self._alike, _one_letter),
        )
        for rank, alike in enumerate(likenesses):
            for pool in pools:
                if keys := [key for key in pool if alike(key, name)]:
                    return _only(list(dict.fromkeys(keys)), near=rank > 1)
        return Match(None)

    def _exactly(self, key: str, name: Name) -> bool:
        """To the letter: two namesakes may differ by a hyphen alone."""
        person = self.people[key]
        return name == Name(person.civilite or "", f"{person.prenom} {person.nom}")

    def _same_but_civility(self, key: str, name: Name) -> bool:
        return squash(name.rest) in self._ways[key]

    def _alike(self, alike: Callable[[str, str], bool], key: str, name: Name) -> bool:
        return any(
            (not civility or self.people[key].civilite in (civility, None))
            and any(alike(letters, way) for way in self._ways[key])
            for civility, letters in name.readings()
        )

    def nearest(self, printed: str) -> list[str]:
        """The keys whose names are most like a printed one."""
        names = {key: person.prenom + person.nom for key, person in self.people.items()}
        return _nearest(Name.read(printed).rest, names)

    def nearest_towns(self, printed: str) -> list[str]:
        """The keys of the communes most like a printed one."""
        return _nearest(printed, {key: town.nom for key, town in self.towns.items()})


def slug(text: str, taken: Collection[str]) -> str:
    """A new key: « Anne DURAND » → « anne-durand », « anne-durand-2 » if it is taken."""
    key = re.sub(r"[^a-z0-9]+", "-", plain(text)).strip("-") or "a-nommer"
    numbered = (f"{key}-{number}" for number in count(2))
    return next(free for free in chain([key], numbered) if free not in taken)


def _only(keys: list[str], near: bool) -> Match:
    return Match(keys[0], near) if len(keys) == 1 else Match(None, several=tuple(keys))


def ways_of(person: Person) -> frozenset[str]:
    """Each way to print a person: in full, in either order, with initials, the surname alone."""
    parts = [part for part in re.split(r"[\s.'-]+", person.prenom) if part]
    initials = "".join(part[0] for part in parts)
    firsts = ("", person.prenom, initials, initials[:1])
    ways = {squash(first + person.nom) for first in firsts}
    return frozenset(ways | {squash(person.nom + first) for first in firsts[1:]})


def _one_letter(one: str, two: str) -> bool:
    """One letter added, lost or changed, or two swapped; short words are near by chance."""
    if abs(len(one) - len(two)) > 1 or min(len(one), len(two)) < 4 or one == two:
        return False
    swaps = (one[:i] + one[i + 1] + one[i] + one[i + 2 :] for i in range(len(one) - 1))
    return within(one, two, 1) or (len(one) == len(two) and two in swaps)


def _nearest(printed: str, names: dict[str, str]) -> list[str]:
    letters = squash(printed)
    alike = ((SequenceMatcher(None, letters, squash(n)).ratio(), k) for k, n in names.items())
    return [key for ratio, key in nlargest(3, alike) if ratio >= _ALIKE]
