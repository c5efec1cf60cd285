"""Who is meant by the words of a register, with what is said of the others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from pmtdocs.dossier.model.blank import BLANK_WORDS
from pmtdocs.dossier.model.common import Person, Town
from pmtdocs.dossier.model.sitting import Sitting
from pmtdocs.exchange.sitting.names import Name, is_initials, is_name
from pmtdocs.exchange.sitting.people import Directory, Match, slug, ways_of
from pmtdocs.exchange.sitting.raw_sitting import RawSeat, Told, Words
from pmtdocs.language.columns import shorten
from pmtdocs.language.spelling import squash

#: What is said of somebody who is simply new, and near nobody.
ADD = "Ajoutez la ligne donnée plus bas."
#: A longer name is no name: enough of it is shown to be found.
_SHOWN = 80


@dataclass
class Imported(Told):
    """What was understood. ``sitting`` is None as long as there is a problem."""

    sitting: Sitting | None = None
    people: dict[str, Person] = field(default_factory=dict)
    """Entries that data/_commun/personnes.yaml lacks, ready to be added."""
    towns: dict[str, Town] = field(default_factory=dict)
    unsure: set[str] = field(default_factory=set)
    """Those entries that may be somebody known, whose name is near."""
    doubts: set[tuple[str, int]] = field(default_factory=set)
    """(``membres`` or ``procurations``, rank) of those whose name is a letter apart."""


class Naming:
    """Matches words one after the other; ``sitting`` holds those listed so far."""

    def __init__(self, known: Directory, out: Imported, verbatim: bool, bare: bool) -> None:
        self.known, self.out, self.verbatim, self.bare = known, out, verbatim, bare
        self.sitting: dict[str, str] = {}
        """Where each is listed."""
        self.printed_towns: dict[str, Words] = {}
        self._towns: dict[str, str | None] = {}
        self._added_towns: dict[str, str] = {}
        self._offices: list[Words] = []
        self._added: set[str] = set()
        """The ways to print those who are proposed."""

    def person(
        self,
        words: Words,
        label: str,
        *pools: Collection[str],
        town: str | None = None,
        title: Words | None = None,
    ) -> Match:
        pools = pools or (self.sitting, list(self.known.people))
        match = self.known.person(words.text, *pools)
        if match.key is None:
            self._unknown(words, label, match, town, title)
        elif match.near:
            whole = self.known.people[match.key].complet
            self.out.note(
                label, f"« {words.text} » est compris comme {whole} ({match.key}).", words
            )
        return match

    def listed(self, key: str, label: str, words: Words) -> None:
        """A member of the lists; the act may name somebody twice, or two names be one person's."""
        if key in self.sitting:
            whole = self.known.people[key].complet
            message = f"{whole} ({key}) est déjà dans les listes ({self.sitting[key]})"
            self.out.note(label, f"{message} : gardez une seule des deux lignes.", words)
        self.sitting[key] = f"{label}, ligne {words.line}"

    def _unknown(
        self, words: Words, label: str, match: Match, town: str | None, title: Words | None
    ) -> None:
        """Say who is not known, and propose whoever can be a person."""
        said, name = f"« {shorten(words.text, _SHOWN)} »", Name.read(words.text).mended()
        if match.several:
            message = f"{said} peut désigner plusieurs personnes : {self._named(match.several)}."
            help = "Écrivez le prénom en entier dans le texte."
            self.out.problem(label, message, help, words)
        elif not is_name(words.text, self.bare):
            help = "Si c'est quelqu'un, écrivez « M. Prénom NOM » ; sinon, ôtez ces mots du texte."
            self.out.problem(label, f"{said} ne se lit pas comme un nom.", help, words)
        # Said once: a name of a list comes back among the proxies.
        elif squash(name.rest) not in self._added and not self._completed(name):
            close = self._close(words, label, town)
            unsure = self._alike(name, label, words) or close
            if name.rest not in words.text:
                self.out.note(label, f"« {words.text} » est lu {name.rest} : à relire.", words)
            self._add_person(name, town, title, unsure)

    def _close(self, words: Words, label: str, town: str | None) -> bool:
        """Say that a name is not known, and whose names are close, if any is."""
        elsewhere = self.known.person(words.text, list(self.known.people)).key
        close = [elsewhere] if elsewhere else self.known.nearest(words.text)
        message = f"« {shorten(words.text, _SHOWN)} » n'est pas dans data/_commun/personnes.yaml"
        if elsewhere and town:
            lives = self.known.people[elsewhere].commune
            message += f" pour cette commune, mais {elsewhere} y est pour « {lives} »"
        help = f"Noms proches : {self._named(close)}. Si c'est l'un d'eux, corrigez le texte ou "
        help += "la commune ; sinon, ajoutez la ligne donnée plus bas."
        self.out.problem(label, f"{message}.", help if close else ADD, words)
        return bool(close)

    def _alike(self, name: Name, label: str, words: Words) -> bool:
        """Is « F. ROY » perhaps Ludovic ROY, whom another list proposes?"""
        first, surname = name.split()
        alike = [k for k, one in self.out.people.items() if squash(one.nom) == squash(surname)]
        unsure = bool(alike) and is_initials(first)
        if unsure:
            message = f"« {words.text} » n'est peut-être pas une autre personne que {alike[0]}."
            help = "Si c'est elle, ne collez pas sa seconde ligne et corrigez l'initiale du texte."
            self.out.problem(label, message, help, words)
        return unsure

    def _completed(self, name: Name) -> bool:
        """« Mme ROY » of the list, whom the sentence calls « Mme Luce ROY », has her first name."""
        first, surname = name.split()
        for key, one in self.out.people.items():
            same = squash(one.nom) == squash(surname) and one.civilite == (name.civility or None)
            if same and one.prenom == BLANK_WORDS and first != BLANK_WORDS:
                told = one.model_dump(include={"civilite", "nom", "commune", "fonctions"})
                del self.out.people[key]
                self._propose({**told, "prenom": first})
                return True
        return False

    def _propose(self, told: dict[str, Any]) -> str:
        """Add a person to those that data/_commun lacks, under a new key."""
        person = Person.model_validate(told)
        taken = {*self.known.people, *self.out.people}
        key = slug(f"{person.prenom} {person.nom}", taken)
        self.out.people[key] = person
        self._added |= ways_of(person)
        return key

    def _add_person(self, name: Name, town: str | None, title: Words | None, unsure: bool) -> None:
        first, surname = name.split()
        told = {"civilite": name.civility or None, "prenom": first, "nom": surname}
        offices = [office] if title and (office := self._office(title)) else []
        key = self._propose({**told, "commune": town, "fonctions": offices})
        self.out.unsure |= {key} if unsure else set()

    def _office(self, title: Words) -> dict[str, str] | None:
        """« Maire » of the only authority there is; another body is not for us to guess."""
        bodies = [k for k, o in self.known.organisations.items() if o.nature == "collectivité"]
        of = re.search(r" (?:de |du |d'|des )(?=[A-ZÀ-Ý])(.+)", title.text.replace("’", "'"))
        if len(bodies) != 1 or (of and squash(of[1]) not in self._says(bodies[0])):
            self._offices.append(title)
            return None
        rest = title.text.lower() if title.text.isupper() else title.text
        return {"organisme": bodies[0], "fonction": rest[:1].lower() + rest[1:]}

    def offices_left(self) -> None:
        """What was said of the new ones, and cannot be tied to one authority."""
        if self._offices:
            each = dict.fromkeys(words.text for words in self._offices)
            message = f"non reprises, faute de savoir de quel organisme : {', '.join(each)}."
            self.out.note("Fonctions", message, self._offices[0])

    def _says(self, body: str) -> str:
        one = self.known.organisations[body]
        return squash(f"{one.designation or ''} {one.nom} {one.sigle or ''}")

    def seats_of_towns(self, seats: Sequence[RawSeat]) -> None:
        """How many seats a new commune has: those that the lists give it."""
        held = Counter(seat.town.text for seat in seats if seat.town)
        for name, key in self._added_towns.items():
            self.out.towns[key] = Town.model_construct(None, nom=name, sieges=held[name] or 1)

    def town(self, words: Words) -> str | None:
        if words.text not in self._towns:
            self._towns[words.text] = self._new_town(words)
        return self._towns[words.text]

    def _new_town(self, words: Words) -> str | None:
        match = self.known.town(words.text)
        if match.key is None:
            self._add_town(words, match)
            return None
        if self.verbatim or match.near:
            # One spelling a commune is kept; another in the same act is said.
            first = self.printed_towns.setdefault(match.key, words).text
            if first != words.text:
                message = f"« {words.text} » est imprimé aussi « {first} », qui seul est gardé."
                self.out.note("Communes", message, words)
        if match.near:
            name = self.known.towns[match.key].nom
            self.out.note("Communes", f"« {words.text} » est compris comme {name}.", words)
        return match.key

    def _add_town(self, words: Words, match: Match) -> None:
        """Say that a commune is not known, and propose it."""
        close = match.several or tuple(self.known.nearest_towns(words.text))
        names = ", ".join(self.known.towns[key].nom for key in close)
        help = (
            f"Communes proches : {names}. Corrigez le texte, ou ajoutez la ligne donnée plus bas."
        )
        said = shorten(words.text, _SHOWN)
        message = f"La commune « {said} » n'est pas dans data/_commun/communes.yaml."
        self.out.problem("Communes", message, help if close else ADD, words)
        key = slug(words.text, {*self.known.towns, *self.out.towns})
        self.out.unsure |= {key} if close else set()
        self.out.towns[key] = Town.model_construct(None, nom=words.text, sieges=1)
        self._added_towns[words.text] = key

    def added_town(self, words: Words | None) -> str | None:
        """The key that is proposed for a commune that is not known."""
        return self._added_towns.get(words.text) if words else None

    def _named(self, keys: Sequence[str]) -> str:
        return ", ".join(f"{self.known.people[key].complet} ({key})" for key in keys)
