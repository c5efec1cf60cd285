"""Who is meant: a name or a commune as it is printed, and the keys of ``data/_commun/``.

Accents, capitals, spaces, hyphens and apostrophes make no difference, nor do initials. One letter
apart is taken for the same name and said; anything further is for a person to decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import cached_property
from itertools import chain, count
from typing import NamedTuple

from pmtdocs.dossier.model.common import Commons, Person
from pmtdocs.exchange.sitting.names import Name
from pmtdocs.language.french import plain
from pmtdocs.language.spelling import is_near, squash, stubs, within

#: Below this likeness a name is no candidate.
_ALIKE = 0.6
#: So many candidates are shown.
_SHOWN = 3


class Match(NamedTuple):
    """``key`` is None when nobody, or more than one, can be meant; ``near``: a letter apart."""

    key: str | None
    near: bool = False
    several: tuple[str, ...] = ()


class Directory:
    """The people and communes that several years share."""

    def __init__(self, commons: Commons) -> None:
        self.people, self.towns = commons.personnes, commons.communes
        self.organisations = commons.organisations
        self.town_names = {squash(town.nom): key for key, town in self.towns.items()}
        self._exactly: dict[Name, set[str]] = {}
        self._by_way: dict[str, set[str]] = {}
        for key, person in self.people.items():
            whole = Name(person.civilite or "", f"{person.prenom} {person.nom}")
            self._exactly.setdefault(whole, set()).add(key)
            for way in ways_of(person):
                self._by_way.setdefault(way, set()).add(key)
        self.by_town: dict[str | None, list[str]] = {}
        for key, person in self.people.items():
            self.by_town.setdefault(person.commune, []).append(key)

    def town(self, printed: str) -> Match:
        """The commune of a name; one letter apart, or two in a long name."""
        letters = squash(printed)
        if key := self.town_names.get(letters):
            return Match(key)
        for alike in (_one_letter, is_near):
            near = ((n, k) for n, k in self.town_names.items() if abs(len(n) - len(letters)) <= 2)
            keys = [key for name, key in near if alike(name, letters)]
            if keys:
                return _only(keys, near=True)
        return Match(None)

    def person(self, printed: str, *pools: Collection[str]) -> Match:
        """The person of a name; the pools of keys are tried in turn, the surest likeness first."""
        name = Name.read(printed)
        for rank, found in enumerate(self._likenesses(name)):
            for pool in pools if found else ():
                if keys := [key for key in pool if key in found]:
                    return _only(list(dict.fromkeys(keys)), near=rank > 1)
        return Match(None)

    def _likenesses(self, name: Name) -> Iterator[set[str]]:
        """Who bears a name: to the letter (two namesakes may differ by a hyphen alone), in one of
        the ways to print it, as a scanner may have misread it, with another civility, a letter
        apart."""
        yield self._exactly.get(name, set())
        yield self._alike(name, lambda letters: self._by_way.get(letters, set()))
        yield self._alike(name.mended(), lambda letters: self._by_way.get(letters, set()))
        yield self._by_way.get(squash(name.rest), set())
        yield self._alike(name, self._one_letter)

    def _alike(self, name: Name, bearers: Callable[[str], Iterable[str]]) -> set[str]:
        return {
            key
            for civility, letters in name.readings()
            for key in bearers(letters)
            if not civility or self.people[key].civilite in (civility, None)
        }

    def _one_letter(self, letters: str) -> Iterator[str]:
        """Only ways that share a stub are compared: a register may name two thousand strangers."""
        if len(letters) <= self._longest + 1:
            mates = {way for stub in stubs(letters, 1) for way in self._by_stub.get(stub, ())}
            yield from (k for way in mates if _one_letter(way, letters) for k in self._by_way[way])

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self._by_way), default=0)

    @cached_property
    def _by_stub(self) -> dict[str, set[str]]:
        out: dict[str, set[str]] = {}
        for way in self._by_way:
            for stub in stubs(way, 1):
                out.setdefault(stub, set()).add(way)
        return out

    @cached_property
    def _names(self) -> Likeness:
        return Likeness({key: each.prenom + each.nom for key, each in self.people.items()})

    @cached_property
    def _town_names(self) -> Likeness:
        return Likeness({key: town.nom for key, town in self.towns.items()})

    def nearest(self, printed: str) -> list[str]:
        """The keys whose names are most like a printed one."""
        return self._names.nearest(Name.read(printed).rest)

    def nearest_towns(self, printed: str) -> list[str]:
        """The keys of the communes most like a printed one."""
        return self._town_names.nearest(printed)


class Likeness:
    """Names by key, and those most like another one, among those that share three letters of it: a
    register may name two thousand strangers."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._keys: dict[str, list[str]] = {}
        self._sharing: dict[str, set[str]] = {}
        for key, name in names.items():
            letters = squash(name)
            self._keys.setdefault(letters, []).append(key)
            for part in _parts(letters):
                self._sharing.setdefault(part, set()).add(letters)

    def nearest(self, printed: str) -> list[str]:
        letters = squash(printed)
        mates = {name for part in _parts(letters) for name in self._sharing.get(part, ())}
        close = get_close_matches(letters, sorted(mates), _SHOWN, _ALIKE)
        return [key for name in close for key in self._keys[name]][:_SHOWN]


def _parts(letters: str) -> set[str]:
    return {letters[at : at + 3] for at in range(len(letters) - 2)}


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
