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
from pmtdocs.exchange.sitting.raw_sitting import Problem, RawSeat, Words
from pmtdocs.language.columns import shorten
from pmtdocs.language.spelling import squash

#: What is said of somebody who is simply new, and near nobody.
ADD = "Ajoutez la ligne donnée plus bas."
#: A longer name is no name: enough of it is shown to be found.
_SHOWN = 80


@dataclass
class Imported:
    """What was understood. ``sitting`` is None as long as there is a problem."""

    sitting: Sitting | None = None
    problems: list[Problem] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)
    """What was understood in spite of a difference: to be read over."""
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
            self.note(label, f"« {words.text} » est compris comme {whole} ({match.key}).", words)
        return match

    def listed(self, key: str, label: str, words: Words) -> None:
        """A member of the lists; the act may name somebody twice, or two names be one person's."""
        if key in self.sitting:
            whole = self.known.people[key].complet
            message = f"{whole} ({key}) est déjà dans les listes ({self.sitting[key]})"
            self.note(label, f"{message} : gardez une seule des deux lignes.", words)
        self.sitting[key] = f"{label}, ligne {words.line}"

    def _unknown(
        self, words: Words, label: str, match: Match, town: str | None, title: Words | None
    ) -> None:
        if match.several:
            message = f"« {shorten(words.text, _SHOWN)} » peut désigner plusieurs personnes : "
            message += f"{self._named(match.several)}."
            self.problem(label, message, "Écrivez le prénom en entier dans le texte.", words)
            return
        if not is_name(words.text, self.bare):
            message = f"« {shorten(words.text, _SHOWN)} » ne se lit pas comme un nom."
            help = "Si c'est quelqu'un, écrivez « M. Prénom NOM » ; sinon, ôtez ces mots du texte."
            self.problem(label, message, help, words)
            return
        name = Name.read(words.text).mended()
        letters = squash(name.rest)
        if letters in self._added or self._completed(name):
            return  # said once: a name of a list comes back among the proxies
        elsewhere = self.known.person(words.text, list(self.known.people))
        close = [elsewhere.key] if elsewhere.key else self.known.nearest(words.text)
        message = f"« {shorten(words.text, _SHOWN)} » n'est pas dans data/_commun/personnes.yaml"
        if elsewhere.key and town:
            lives = self.known.people[elsewhere.key].commune
            message += f" pour cette commune, mais {elsewhere.key} y est pour « {lives} »"
        help = ADD
        if close:
            help = (
                f"Noms proches : {self._named(close)}. Si c'est l'un d'eux, corrigez le texte ou "
            )
            help += "la commune ; sinon, ajoutez la ligne donnée plus bas."
        self.problem(label, f"{message}.", help, words)
        unsure = self._alike(name, label, words) or bool(close)
        if name.rest not in words.text:
            self.note(label, f"« {words.text} » est lu {name.rest} : à relire.", words)
        self._add_person(name, town, title, unsure)

    def _alike(self, name: Name, label: str, words: Words) -> bool:
        """Is « F. ROY » perhaps Ludovic ROY, whom another list proposes?"""
        first, surname = name.split()
        alike = [k for k, one in self.out.people.items() if squash(one.nom) == squash(surname)]
        unsure = bool(alike) and is_initials(first)
        if unsure:
            message = f"« {words.text} » n'est peut-être pas une autre personne que {alike[0]}."
            help = "Si c'est elle, ne collez pas sa seconde ligne et corrigez l'initiale du texte."
            self.problem(label, message, help, words)
        return unsure

    def _completed(self, name: Name) -> bool:
        """« Mme ROY » of the list, whom the sentence calls « Mme Luce ROY », has her first name."""
        first, surname = name.split()
        for key, one in self.out.people.items():
            same = squash(one.nom) == squash(surname) and one.civilite == (name.civility or None)
            if same and one.prenom == BLANK_WORDS and first != BLANK_WORDS:
                told = one.model_dump(include={"civilite", "nom", "commune", "fonctions"})
                whole = Person.model_validate({**told, "prenom": first})
                del self.out.people[key]
                new = slug(f"{first} {surname}", {*self.known.people, *self.out.people})
                self.out.people[new] = whole
                self._added |= ways_of(whole)
                return True
        return False

    def _add_person(self, name: Name, town: str | None, title: Words | None, unsure: bool) -> None:
        first, surname = name.split()
        key = slug(f"{first} {surname}", {*self.known.people, *self.out.people})
        person: dict[str, Any] = {"prenom": first, "nom": surname, "commune": town}
        person["civilite"] = name.civility or None
        if title and (office := self._office(title)):
            person["fonctions"] = [office]
        self.out.people[key] = Person.model_validate(person)
        self.out.unsure |= {key} if unsure else set()
        self._added |= ways_of(self.out.people[key])

    def _office(self, title: Words) -> dict[str, str] | None:
        """« Maire » of the only authority there is; another body is not for us to guess."""
        bodies = [k for k, o in self.known.organisations.items() if o.nature == "collectivité"]
        of = re.search(r" (?:de |du |d'|des )(?=[A-ZÀ-Ý])(.+)", title.text.replace("’", "'"))
        if len(bodies) != 1 or (of and squash(of[1]) not in self._says(bodies[0])):
            self._offices.append(title)
            return None
        text = (
            title.text.lower() if title.text.isupper() else title.text[:1].lower() + title.text[1:]
        )
        return {"organisme": bodies[0], "fonction": text}

    def offices_left(self) -> None:
        """What was said of the new ones, and cannot be tied to one authority."""
        if self._offices:
            each = dict.fromkeys(words.text for words in self._offices)
            message = f"non reprises, faute de savoir de quel organisme : {', '.join(each)}."
            self.note("Fonctions", message, self._offices[0])

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
            close = match.several or tuple(self.known.nearest_towns(words.text))
            names = ", ".join(self.known.towns[key].nom for key in close)
            help = ADD
            if close:
                help = f"Communes proches : {names}. Corrigez le texte, ou ajoutez la ligne donnée "
                help += "plus bas."
            said = shorten(words.text, _SHOWN)
            message = f"La commune « {said} » n'est pas dans data/_commun/communes.yaml."
            self.problem("Communes", message, help, words)
            key = slug(words.text, {*self.known.towns, *self.out.towns})
            self.out.unsure |= {key} if close else set()
            self.out.towns[key] = Town.model_construct(None, nom=words.text, sieges=1)
            self._added_towns[words.text] = key
            return None
        if self.verbatim or match.near:
            # One spelling a commune is kept; another in the same act is said.
            first = self.printed_towns.setdefault(match.key, words).text
            if first != words.text:
                message = f"« {words.text} » est imprimé aussi « {first} », qui seul est gardé."
                self.note("Communes", message, words)
        if match.near:
            name = self.known.towns[match.key].nom
            self.note("Communes", f"« {words.text} » est compris comme {name}.", words)
        return match.key

    def added_town(self, words: Words | None) -> str | None:
        """The key that is proposed for a commune that is not known."""
        return self._added_towns.get(words.text) if words else None

    def _named(self, keys: Sequence[str]) -> str:
        return ", ".join(f"{self.known.people[key].complet} ({key})" for key in keys)

    def problem(self, label: str, message: str, help: str, words: Words | None) -> None:
        self.out.problems.append(Problem(label, message, help, words))

    def note(self, label: str, message: str, words: Words) -> None:
        self.out.notes.append(Problem(label, message, "", words))
