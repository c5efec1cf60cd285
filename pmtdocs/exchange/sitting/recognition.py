"""A raw sitting and the shared people → a ``Sitting``, or what prevents it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from pmtdocs.dossier.model.base import Count, Date, Hour, Order
from pmtdocs.dossier.model.common import Commons
from pmtdocs.dossier.model.sitting import Sitting
from pmtdocs.exchange.sitting.naming import Imported, Naming
from pmtdocs.exchange.sitting.people import Directory, Match
from pmtdocs.exchange.sitting.raw_sitting import LISTS, Bound, RawProxy, RawSeat, RawSitting, Words
from pmtdocs.exchange.sitting.seance_yaml import runs
from pmtdocs.system.limits import REGISTER_NAMES

_KINDS: dict[str, Any] = {
    **dict.fromkeys(("date", "convocation", "publication"), Date),
    **dict.fromkeys(("ouverture", "levee"), Hour),
    "membres_en_exercice": Count,
    "ordre": Order,
}
_TEXTS = ("instance", "lieu", "adresse", "presents_ou")
_LABELS = {"convocation": "Date de convocation", "publication": "Date de publication"}
_CHAIRS = {"presidence": "Présidence", "secretaire": "Secrétaire de séance"}


class Missing(NamedTuple):
    """What to say when a fact is not found: its name, its absence, the phrase that gives it."""

    label: str
    message: str
    phrase: str


_PRESENCE = "Le Conseil, convoqué le …, s'est réuni Salle …, 1 rue …, sous la présidence de Mme …"
#: The facts without which a sitting cannot be written, and how a register says them.
MISSING = {
    "instance": Missing("Instance", "L'instance qui siège n'est pas dite.", _PRESENCE),
    "date": Missing("Date", "La date de la séance n'est pas dite.", "Séance du jeudi …"),
    "lieu": Missing("Lieu", "Le lieu de la séance n'est pas dit.", _PRESENCE),
    "adresse": Missing("Adresse", "L'adresse ne se distingue pas du lieu.", _PRESENCE),
    "presidence": Missing("Présidence", "Qui préside n'est pas dit.", _PRESENCE),
    "secretaire": Missing(
        "Secrétaire", "Le secrétaire de séance n'est pas dit.", "Secrétaire de séance : M. …"
    ),
    "ouverture": Missing(
        "Ouverture", "L'heure d'ouverture n'est pas dite.", "La séance est ouverte à 18h00"
    ),
    "levee": Missing("Levée", "L'heure de la levée n'est pas dite.", "La séance est levée à 20h00"),
    "membres_en_exercice": Missing(
        "Membres en exercice",
        "Le nombre de membres en exercice n'est pas dit.",
        "Membres en exercice : 100",
    ),
    "ordre": Missing(
        "Ordre de passage",
        "L'ordre de passage des rapports n'est pas dit.",
        "Ordre de passage des rapports : 1, 2, 3",
    ),
}


def recognise(raw: RawSitting, commons: Commons) -> Imported:
    """Find who is meant by each name of a raw sitting. Raises LimitError beyond any council."""
    REGISTER_NAMES.check(len(raw.seats) + len(raw.proxies), "Le registre")
    return _Recognition(raw, commons).run()


class _Recognition:
    def __init__(self, raw: RawSitting, commons: Commons) -> None:
        self.raw = raw
        self.out = Imported(problems=list(raw.problems))
        self.names = Naming(Directory(commons), self.out, raw.verbatim)
        self.order: tuple[int, ...] = ()

    def run(self) -> Imported:
        tree: dict[str, Any] = {**self._facts()}
        tree["membres"] = [self._seat(i, seat) for i, seat in enumerate(self.raw.seats)]
        tree["procurations"] = [self._proxy(i, p) for i, p in enumerate(self.raw.proxies)]
        for key, label in _CHAIRS.items():
            if words := self.raw.facts.get(key):
                tree[key] = {"membre": self.names.person(words, label).key}
        if qualite := self.raw.facts.get("qualite"):
            tree.setdefault("presidence", {})["qualite"] = qualite.text
        tree["publie"] = self._published()
        self._demand()
        if not self.out.problems:
            try:
                self.out.sitting = Sitting.model_validate(tree)
            except ValidationError as error:
                for one in error.errors():
                    self.names.problem("Séance", f"{one['msg']}.", "Corrigez le texte.", None)
        self.out.problems.sort(key=lambda problem: problem.place)
        return self.out

    # --- facts -------------------------------------------------------------------------------

    def _facts(self) -> dict[str, str]:
        facts = {}
        for key, words in self.raw.facts.items():
            text = runs(words.text) if key == "ordre" else words.text
            if _KINDS.get(key) is Hour:
                text = re.sub(r"\s*heures?\s*", "h", text)
            if key in _TEXTS:
                facts[key] = text
            elif key in _KINDS and (value := self._value(key, text, words)) is not None:
                facts[key] = text
                self.order = value if key == "ordre" else self.order
        return facts

    def _value(self, key: str, text: str, words: Words) -> Any:
        try:
            return TypeAdapter(_KINDS[key]).validate_python(text)
        except ValidationError as error:
            label = _LABELS.get(key) or MISSING[key].label
            message = f"{error.errors()[0]['msg']}."
            self.names.problem(label, message, "Corrigez-le dans le texte.", words)
            return None

    def _published(self) -> dict[str, Any]:
        towns = {
            key: words.text
            for key, words in self.names.printed_towns.items()
            if words.text.replace("’", "'") != self.names.known.towns[key].nom.replace("’", "'")
        }
        published: dict[str, Any] = {"communes": towns}
        if day := self.raw.facts.get("jour"):
            published["jour"] = day.text.lower()
        if self.raw.verbatim and self.raw.proxies and not any(p.town for p in self.raw.proxies):
            published["procurations_par_commune"] = "non"
        return published

    def _demand(self) -> None:
        by_phrase: dict[str, list[Missing]] = {}
        for key, missing in MISSING.items():
            if key not in self.raw.facts:
                phrase = missing.phrase if self.raw.verbatim else f"{missing.label} ; …"
                by_phrase.setdefault(phrase, []).append(missing)
        for phrase, lacking in by_phrase.items():
            label = ", ".join(missing.label for missing in lacking)
            message = " ".join(missing.message for missing in lacking)
            self.names.problem(label, message, f"Ajoutez au texte : « {phrase} »", None)
        if not self.raw.seats:
            help = "Forme : « Étaient présents : Commune : Mme Prénom NOM, M. Prénom NOM »"
            self.names.problem("Membres", "Aucune liste de membres n'est reconnue.", help, None)

    # --- members and proxies -----------------------------------------------------------------

    def _seat(self, rank: int, seat: RawSeat) -> dict[str, Any]:
        town = self.names.town(seat.town) if seat.town else None
        label = f"{LISTS[seat.mode]}, {seat.town.text}" if seat.town else LISTS[seat.mode]
        pool = self.names.known.by_town.get(town, []) if town else list(self.names.known.people)
        town = town or self.names.added_town(seat.town)
        found: dict[str, Any] = {"mode": seat.mode}
        matches: list[tuple[Words, Match]] = []
        for role, words in (("membre", seat.holder), ("suppleant", seat.substitute)):
            if words:
                match = self.names.person(words, label, pool, town=town)
                matches.append((words, match))
                found[role] = match.key
                if match.key:
                    self.names.listed(match.key, label, words)
        found |= self._bounds(seat.bounds, label)
        return found | self._printed("membres", rank, seat.printed, matches)

    def _proxy(self, rank: int, proxy: RawProxy) -> dict[str, Any]:
        label = "Procurations"
        everyone = list(self.names.known.people)
        town = self.names.town(proxy.town) if proxy.town else None
        near = [key for key in self.names.known.by_town.get(town, []) if key in self.names.sitting]
        giver = self.names.person(proxy.giver, label, near, self.names.sitting, everyone, town=town)
        holder = self.names.person(proxy.holder, label, self.names.sitting, everyone)
        found: dict[str, Any] = {"de": giver.key, "a": holder.key}
        found |= self._bounds(proxy.bounds, label)
        matches = [(proxy.giver, giver), (proxy.holder, holder)]
        printed = f"{proxy.giver.text} à {proxy.holder.text}"
        return found | self._printed("procurations", rank, printed, matches)

    def _printed(
        self, table: str, rank: int, printed: str, matches: Sequence[tuple[Words, Match]]
    ) -> dict[str, str]:
        """The act's own spelling, where it is not the shared one."""
        if any(match.near for _, match in matches):
            self.out.doubts.add((table, rank))
        elif not self.raw.verbatim:
            return {}
        same = all(
            match.key and words.text.replace("’", "'") == self.names.known.people[match.key].complet
            for words, match in matches
        )
        return {} if same else {"publie": printed}

    def _bounds(self, bounds: Sequence[Bound], label: str) -> dict[str, str]:
        for _, words in bounds:
            if self.order and not (words.text.isdecimal() and int(words.text) in self.order):
                message = f"La question n° {words.text} n'est pas dans l'ordre de passage."
                help = "Corrigez ce numéro ou l'ordre de passage."
                if not words.text.isdecimal():
                    help = "Écrivez « jusqu'à la question n° … incluse »."
                self.names.problem(label, message, help, words)
        return {bound.side: bound.question.text for bound in bounds}
