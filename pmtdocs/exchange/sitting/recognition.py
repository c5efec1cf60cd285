"""A raw sitting and the shared people → a ``Sitting``, or what prevents it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError

from pmtdocs.dossier.model.base import Count, Date, Hour, Order
from pmtdocs.dossier.model.common import Commons
from pmtdocs.dossier.model.sitting import Sitting
from pmtdocs.exchange.sitting.names import mended
from pmtdocs.exchange.sitting.naming import Imported, Naming
from pmtdocs.exchange.sitting.people import Directory, Match
from pmtdocs.exchange.sitting.raw_sitting import LISTS, Bound, RawProxy, RawSeat, RawSitting, Words
from pmtdocs.exchange.sitting.seance_yaml import runs
from pmtdocs.system.limits import REGISTER_NAMES

_PROXIES = "Procurations"


class Fact(NamedTuple):
    """What a register tells of its sitting: its name, its type and, if no sitting can be written
    without it, what to say when it is not found and the phrase that gives it."""

    label: str
    kind: Any = None
    message: str = ""
    phrase: str = ""


_PRESENCE = "Le Conseil, convoqué le …, s'est réuni Salle …, 1 rue …, sous la présidence de Mme …"
_OPENING, _NO_CLERK = "La séance est ouverte à 18h00", "Le secrétaire de séance n'est pas dit."
_OFFICE = "Le nombre de membres en exercice n'est pas dit."
FACTS = {
    "instance": Fact("Instance", str, "L'instance qui siège n'est pas dite.", _PRESENCE),
    "date": Fact("Date", Date, "La date de la séance n'est pas dite.", "Séance du jeudi …"),
    "lieu": Fact("Lieu", str, "Le lieu de la séance n'est pas dit.", _PRESENCE),
    "adresse": Fact("Adresse", str, "L'adresse ne se distingue pas du lieu.", _PRESENCE),
    "presidence": Fact("Présidence", None, "Qui préside n'est pas dit.", _PRESENCE),
    "secretaire": Fact("Secrétaire de séance", None, _NO_CLERK, "Secrétaire de séance : M. …"),
    "ouverture": Fact("Ouverture", Hour, "L'heure d'ouverture n'est pas dite.", _OPENING),
    "membres_en_exercice": Fact("Membres en exercice", Count, _OFFICE, "Membres en exercice : 100"),
    "convocation": Fact("Date de convocation", Date),
    "publication": Fact("Date de publication", Date),
    "levee": Fact("Levée", Hour),
    "presents_ou": Fact("Lieu des présents", str),
    "ordre": Fact("Ordre de passage", Order),
}
_IN_PRESENCE = sum(one.phrase == _PRESENCE for one in FACTS.values())


def recognise(raw: RawSitting, commons: Commons) -> Imported:
    """Find who is meant by each name of a raw sitting. Raises LimitError beyond any council."""
    REGISTER_NAMES.check(len(raw.seats) + len(raw.proxies), "Le registre")
    return _Recognition(raw, commons).run()


class _Recognition:
    def __init__(self, raw: RawSitting, commons: Commons) -> None:
        self.raw = raw
        self.out = Imported(problems=list(raw.problems), notes=list(raw.notes))
        self.names = Naming(Directory(commons), self.out, raw.verbatim, raw.bare)
        self.order: tuple[int, ...] = ()

    def run(self) -> Imported:
        tree: dict[str, Any] = {**self._facts()}
        tree["membres"] = self._seats()
        tree["procurations"] = [self._proxy(proxy) for proxy in self.raw.proxies]
        self._implied(tree)
        for table in ("membres", "procurations"):
            doubted = [rank for rank, one in enumerate(tree[table]) if one.pop("doubt", False)]
            self.out.doubts |= {(table, rank) for rank in doubted}
        self._counted(tree)
        for key in ("presidence", "secretaire"):
            if words := self.raw.facts.get(key):
                tree[key] = {"membre": self.names.person(words, FACTS[key].label).key}
        if qualite := self.raw.facts.get("qualite"):
            tree.setdefault("presidence", {})["qualite"] = qualite.text
        tree["publie"] = self._published()
        self._demand()
        self.names.seats_of_towns(self.raw.seats)
        self.names.offices_left()
        if not self.out.problems:
            try:
                self.out.sitting = Sitting.model_validate(tree)
            except ValidationError as error:
                for one in error.errors():
                    self.out.problem("Séance", f"{one['msg']}.", "Corrigez le texte.", None)
        self.out.problems.sort(key=lambda problem: problem.place)
        return self.out

    # --- facts -------------------------------------------------------------------------------

    def _facts(self) -> dict[str, str]:
        facts = {}
        for key, words in self.raw.facts.items():
            if key in FACTS and (kind := FACTS[key].kind):
                text = runs(words.text) if kind is Order else words.text
                text = _clock(text) if kind is Hour else text
                if said := _fault(kind, text):
                    help = "Corrigez-le dans le texte."
                    self.out.problem(FACTS[key].label, said, help, words)
                else:
                    facts[key] = text
        if "ordre" in facts:
            self.order = TypeAdapter(Order).validate_python(facts["ordre"])
        return facts

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
        """What is lacking, with the phrase that tells it: once for what one phrase tells."""
        lacking = [one for key, one in FACTS.items() if one.phrase and key not in self.raw.facts]
        # Is the sentence there, though it does not say all?
        begun = sum(one.phrase == _PRESENCE for one in lacking) < _IN_PRESENCE
        by_phrase: dict[str, list[Fact]] = {}
        for one in lacking:
            phrase = f"{one.label} : …" if begun and one.phrase == _PRESENCE else one.phrase
            phrase = phrase if self.raw.verbatim else f"{one.label} ; …"
            by_phrase.setdefault(phrase, []).append(one)
        for phrase, each in by_phrase.items():
            label, message = ", ".join(m.label for m in each), " ".join(m.message for m in each)
            self.out.problem(label, message, f"Ajoutez au texte : « {phrase} »", None)
        if not self.raw.seats:
            help = "Forme : « Étaient présents : Commune : Mme Prénom NOM, M. Prénom NOM »"
            self.out.problem("Membres", "Aucune liste de membres n'est reconnue.", help, None)

    # --- members and proxies -----------------------------------------------------------------

    def _seats(self) -> list[dict[str, Any]]:
        """The seats in the order of the text; who is listed by a proxy too has only one."""
        seats: dict[int, dict[str, Any]] = {}
        for rank in sorted(range(len(self.raw.seats)), key=lambda i: self.raw.seats[i].implied):
            if found := self._seat(self.raw.seats[rank]):
                seats[rank] = found
        return [seats[rank] for rank in sorted(seats)]

    def _seat(self, seat: RawSeat) -> dict[str, Any] | None:
        town = self.names.town(seat.town) if seat.town else None
        label = f"{LISTS[seat.mode]}, {seat.town.text}" if seat.town else LISTS[seat.mode]
        pool = self.names.known.by_town.get(town, []) if town else list(self.names.known.people)
        town = town or self.names.added_town(seat.town)
        found: dict[str, Any] = {"mode": seat.mode}
        matches: list[tuple[Words, Match]] = []
        for role, words in (("membre", seat.holder), ("suppleant", seat.substitute)):
            if words:
                match = self.names.person(words, label, pool, town=town, title=seat.title)
                if seat.implied and match.key in self.names.sitting:
                    return None
                matches.append((words, match))
                found[role] = match.key
                if match.key:
                    self.names.listed(match.key, label, words)
        found |= self._bounds(seat.bounds, label)
        return found | self._printed(seat.printed, matches)

    def _implied(self, tree: dict[str, Any]) -> None:
        """Who gives a proxy for the whole sitting is absent, listed or not."""
        for raw, proxy in zip(self.raw.proxies, tree["procurations"], strict=True):
            key = proxy["de"]
            if key and not raw.bounds and key not in self.names.sitting:
                tree["membres"].append({"membre": key, "mode": "absent"})
                message = f"« {raw.giver.text} » n'est dans aucune liste : mis parmi les absents, "
                self.out.note("Procurations", f"{message}puisqu'il donne procuration.", raw.giver)
                self.names.listed(key, "Procurations", raw.giver)

    def _counted(self, tree: dict[str, Any]) -> None:
        """The counts that the text announces, beside what was read."""
        modes = Counter(seat["mode"] for seat in tree["membres"])
        there, given = modes["salle"] + modes["visio"], len(tree["procurations"])
        read = {
            "présents": (there, modes["salle"]),
            "présents en visioconférence": (modes["visio"],),
            "absents": (modes["absent"], modes["absent"] - given),
            "procurations": (given,),
            "votants": (there + given, modes["salle"] + given),
        }
        for what, words, own in self.raw.announced:
            known = read[what] if own is None else (own,)
            if int(words.text) not in known:
                message = f"{words.text} {what} annoncés, {known[0]} lus dans le texte."
                self.out.note("Comptes", message, words)

    def _proxy(self, proxy: RawProxy) -> dict[str, Any]:
        known, everyone = self.names.known.by_town, list(self.names.known.people)
        town, sitting = self.names.town(proxy.town) if proxy.town else None, self.names.sitting
        near = [key for key in known.get(town, []) if key in sitting]
        giver = self.names.person(proxy.giver, _PROXIES, near, sitting, everyone, town=town)
        holder = self.names.person(proxy.holder, _PROXIES, sitting, everyone)
        matches = [(proxy.giver, giver), (proxy.holder, holder)]
        printed = self._printed(f"{proxy.giver.text} à {proxy.holder.text}", matches)
        bounds = self._bounds(proxy.bounds, _PROXIES)
        return {"de": giver.key, "a": holder.key} | bounds | printed

    def _printed(self, printed: str, matches: Sequence[tuple[Words, Match]]) -> dict[str, Any]:
        """The act's own spelling, where it is not the shared one; a letter apart is a doubt."""
        doubt = any(match.near for _, match in matches)
        same = all(match.key and self._same(words, match.key) for words, match in matches)
        kept = same or not (doubt or self.raw.verbatim)
        return {"doubt": doubt} | ({} if kept else {"publie": printed})

    def _same(self, words: Words, key: str) -> bool:
        """Does the act print a name as it is shared, but for what a scanner misread?"""
        whole = self.names.known.people[key].complet
        printed = words.text.replace("’", "'")
        return whole in (printed, " ".join(map(mended, printed.split())))

    def _bounds(self, bounds: Sequence[Bound], label: str) -> dict[str, str]:
        """The bounds that can be written; what is wrong with one is said."""
        for bound in bounds:
            if said := self._wrong(bound, label):
                self.out.problem(label, *said, bound.when)
        return {side: _clock(words.text) for side, words in bounds}

    def _wrong(self, bound: Bound, label: str) -> tuple[str, str] | None:
        """Why a bound cannot be written, and what to do."""
        text, hours = bound.when.text, bound.side in ("arrivee", "depart")
        if hours and label == _PROXIES:
            help = "Écrivez « à compter de la question n° … », ou « jusqu'à … »."
            return f"« {text} » : une procuration vaut par question.", help
        if hours and _fault(Hour, _clock(text)):
            help = "Dites l'heure ou la question : « à compter de la question n° 6 »."
            return f"« {text} » ne dit pas quand.", help
        if hours:
            return None
        if not text.isdecimal():
            help = "Écrivez « jusqu'à la question n° … incluse »."
            return f"« {text} » ne dit pas la dernière question suivie.", help
        if self.order and int(text) not in self.order:
            help = "Corrigez ce numéro ou l'ordre de passage."
            return f"La question n° {text} n'est pas dans l'ordre de passage.", help
        return None


def _clock(text: str) -> str:
    return re.sub(r"\s*heures?\s*", "h", text)


def _fault(kind: Any, text: str) -> str:
    """What is wrong with a value, in a sentence; nothing if it can be read."""
    try:
        TypeAdapter(kind).validate_python(text)
    except ValidationError as error:
        return f"{error.errors()[0]['msg']}."
    return ""
