"""The paragraph of the register, as it is pasted → a raw sitting.

Registers write the same things in much the same words; their order, stars and line breaks vary.
Facts are looked for by their phrase (``register_facts``), lists by their heading.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import Literal, NamedTuple

from pmtdocs.exchange.sitting.entries import Entries
from pmtdocs.exchange.sitting.names import Name, is_surname, is_town
from pmtdocs.exchange.sitting.pasted_text import Pasted, spaced
from pmtdocs.exchange.sitting.raw_sitting import (
    LISTS,
    Announced,
    Mode,
    RawProxy,
    RawSeat,
    RawSitting,
    Words,
)
from pmtdocs.exchange.sitting.register_facts import facts
from pmtdocs.exchange.sitting.table import take
from pmtdocs.exchange.sitting.tokens import Entry, Token, tokens, words_of
from pmtdocs.language.columns import shorten
from pmtdocs.language.spelling import squash

_WHO = (
    r"(?:les\s+|des\s+)?(?:membres?|conseill(?:er|ere)s?|elue?s?|deleguee?s?|titulaires?|suppleante?s?"
    r"|administrat(?:eur|rice)s?|representante?s?|nommee?s?|designee?s?|municipaux|communautaires"
    r"|departementaux|regionaux|metropolitains|syndicaux|du\s+(?:conseil|comite|bureau))"
)
_STATUS = (
    r"(?:et|ou|non|ayant|avec|donne|remis|une?|leur|de\s+vote|(?:excuse|represente|absent)e?s?"
    r"|pouvoirs?|procurations?|delegation)"
)
_CIVIL = r"(?:m\.|mr|mme|mm\.|mmes|messieurs|mesdames)"
_SECTION = spaced(
    # Those who sit there without being members.
    r"(?P<others>(?:^[ >•-]*|\b)eta[il1](?:en)?t\s+(?:egalement|aussi|en\s+outre)\s+presente?s?"
    r"|^[ >•-]*(?:assist(?:ai(?:en)?t|ent|e)\b|particip(?:ai(?:en)?t|ent|e)\b|invitee?s?\s*:"
    r"|en\s+presence\s+de|personnels?\b|administration\s*:|services?\s*:)(?:[^:\n]{0,60}:)?)"
    # « Nombre de conseillers présents : 12 », « Étaient présents », « Absents excusés (3) ».
    rf"|(?:^[ >•-]*(?:nombre\s+d[e']\s*)?(?:{_WHO}\s+)*"
    r"|(?:\b(?:eta[il1]ent|etait|sont|furent)|^[ ]*est|(?<=[.;]))\s+)"
    r"(?P<list>(?:presen[t1]|absen[t1]|excuse|represente(?!e?s?\s+par))(?:\([a-z]{1,3}\))?(?:e|-e-)?s?)"
    rf"\b(?:(?P<how>(?:(?!\n\s*\n)[^:]){{0,80}}):"
    rf"|(?=(?:[ ]+{_STATUS})*(?:[ ]*\([0-9]+\))?[ ]*\n)|(?=\s+{_CIVIL}\s))"
    rf"|(?:(?P<line>^[ >•-]*(?:nombre\s+d[e']\s*)?)|\b)"
    r"(?P<proxies>(?:(?:ont|avaient|ayant|a)\s+(?:donne|remis)\s+)?"
    r"(?:procurations?|pouvoirs?|delegations?(?=\s+de\s+vote))(?:\s+de\s+vote|\s+donnee?s?|\s+ecrits?)*)"
    r"(?:(?:\s+a)?\s*(?:\([0-9]+\)\s*)?:|(?(line)(?=[ ]*(?:\([0-9]+\)[ ]*)?\n)|(?!)))"
    r"|^ *(?:extrait du|seance du|publie|membres du|le conseil|la seance|ordre de passage"
    r"|(?:le |la )?secretaire|(?:le )?secretariat|deliberation|rapport|rapporteur|votants?|votes?"
    r"|quorum|le quorum|nombre|date|objet|vu|considerant|ordre du jour|l'an|pour extrait|fait a"
    r"|president|(?:[a-z]+ )?en exercice|page|sous la presidence)\b"
    r"|^ *(?:instance|convocation|lieu|adresse|presidence|qualite|ouverture|levee)\s*:"
    r"|^[^\n:]{3,80}\b(?:elue?|nommee?|designee?|assure)\b[^\n]{0,40}\bsecret"
    r"|\bsecretaire\s+de\s+(?:la\s+)?seance\s*:"
)
_MODES: dict[str, Mode] = {"salle": "salle", "visio": "visio"}
#: What is left of a heading when it says no place: « Présents suppléants (2) ».
_LABEL = re.compile(rf"(?:[ ]+(?:{_STATUS}|{_WHO}|\([0-9]+\)))*[ ]*")
_VOTERS = spaced(r"\bvotants?\s*:?\s*([0-9]{1,4})\b")


class _Section(NamedTuple):
    """A list: its kind, its heading, and where it stands between that and the next one."""

    kind: Mode | Literal["proxies", "others"]
    heading: str
    """Folded, whole: « Absents représentés » : somebody sits or votes for each of them."""
    where: tuple[int, int]
    """The stretch of the heading that says where, or how many."""
    start: int
    end: int


def read_register(pasted: Pasted, towns: Collection[str]) -> RawSitting:
    """The sitting that a text tells; ``towns`` are the known communes, squashed."""
    raw = RawSitting(verbatim=True)
    pasted = take(raw, pasted)
    raw.bare = bool(raw.seats or raw.problems)
    sections = list(_sections(pasted, towns))
    capitals = _capitals(pasted, sections)
    raw.facts = facts(pasted, capitals, raw.notes)
    _where(raw, pasted, sections)
    lists = [Entries(pasted, towns, capitals) for _ in sections]
    entries = [
        entry
        for section, each in zip(sections, lists, strict=True)
        for entry in each.read(section.start, section.end)
    ]
    _asides(raw, pasted, entries)
    for section, each in zip(sections, lists, strict=True):
        _List(raw, pasted, section).add(each)
    named = [entry for entry in entries if entry.first]
    civil = sum(bool(entry.civility) or entry.first[0].civility for entry in named)
    for match in _VOTERS.finditer(pasted.folded):
        raw.announced.append(Announced("votants", pasted.figure(*match.span(1)), None))
    raw.bare = raw.bare or (not capitals and civil * 2 < len(named))
    return raw


def _capitals(pasted: Pasted, sections: Sequence[_Section]) -> bool:
    """Does the register write surnames in capitals? A word in four is enough."""
    words = [
        token.text
        for section in sections
        for token in tokens(pasted, section.start, section.end)
        if token.kind == "word" and token.capital and not token.civility
    ]
    return sum(map(is_surname, words)) * 4 >= len(words)


def _sections(pasted: Pasted, towns: Collection[str]) -> Iterator[_Section]:
    marks = list(_SECTION.finditer(pasted.folded))
    ends = [mark.start() for mark in marks[1:]] + [len(pasted.folded)]
    for mark, end in zip(marks, ends, strict=False):
        start, how = mark.end(), mark["how"] or ""
        if mark["others"]:
            yield _Section("others", mark[0], mark.span("others"), start, end)
        elif mark["proxies"]:
            yield _Section("proxies", mark[0], mark.span("proxies"), start, end)
        elif mark["list"]:
            where, heading = mark.span("how") if how else (start, start), mark[0]
            label = _LABEL.match(how)
            if not how:
                heading = pasted.folded[mark.start() : end].split("\n", 1)[0]
            elif label and (squash(how) in towns or _on_next_line(pasted, where, label.end())):
                # A heading without a colon of its own, before the first commune.
                start, where = where[0] + label.end(), (start, start)
            there: Mode = "visio" if "visio" in how or "distan" in how else "salle"
            kind: Mode = there if mark["list"].startswith("presen") else "absent"
            yield _Section(kind, heading, where, start, end)


def _on_next_line(pasted: Pasted, place: tuple[int, int], label: int) -> bool:
    """Does the heading end with its line, and a name begin the next one?"""
    rest = pasted.text[slice(*place)][label:]
    return rest[:1] == "\n" and rest.strip()[:1].isupper()


def _where(raw: RawSitting, pasted: Pasted, sections: Sequence[_Section]) -> None:
    """« Étaient présents à la mairie », as opposed to those who follow from elsewhere."""
    rooms = [pasted.words(*section.where) for section in sections if section.kind == "salle"]
    if rooms and rooms[0].text and any(section.kind == "visio" for section in sections):
        raw.facts["presents_ou"] = rooms[0]


def _asides(raw: RawSitting, pasted: Pasted, entries: Sequence[Entry]) -> None:
    """« Luc ROY (Bourg) » : the commune, where most names have one; else it is said."""
    aside = [(entry, words_of(pasted, entry.aside)) for entry in entries if entry.aside]
    usual = len(aside) * 2 >= len(entries)
    for entry, words in aside:
        if entry.town is None and usual and is_town(words.text):
            entry.town = words
        elif entry.town is None or squash(entry.town.text) != squash(words.text):
            raw.note("Texte", f"« ({words.text}) » n'est pas lu.", words)


class _List:
    """Tells the entries of a list as seats and proxies, and what of it cannot be told so."""

    def __init__(self, raw: RawSitting, pasted: Pasted, section: _Section) -> None:
        self.raw, self.pasted = raw, pasted
        self.kind, self.section = section.kind, section
        self.mode: Mode = _MODES.get(section.kind, "absent")

    def add(self, read: Entries) -> None:
        before = {"proxies": len(self.raw.proxies)}.get(self.kind, len(self.raw.seats))
        for entry in read.entries:
            self._entry(entry)
        if said := read.stopped:
            message = f"« {shorten(said.text, 60)} » est une phrase : "
            message += "la liste s'arrête là." if read.entries else "aucun nom n'y est lu."
            self.raw.note("Liste", message, said)
        self._announce(read, before)

    def _announce(self, read: Entries, before: int) -> None:
        """A count is that of its own list or, above no list, that of all those of its kind."""
        told = tokens(self.pasted, *self.section.where)
        numbers = (self.pasted.figure(t.start, t.end) for t in told if t.folded.isdecimal())
        count = read.announced or next(numbers, None)
        if count is None or self.kind == "others":
            return
        what, own = LISTS[self.mode].split(" ", 1)[1], len(self.raw.seats) - before
        if self.kind == "proxies":
            what, own = "procurations", len(self.raw.proxies) - before
        self.raw.announced.append(Announced(what, count, own if read.entries else None))

    def _entry(self, entry: Entry) -> None:
        """An entry told by its tie: a proxy, a substitute, or a seat."""
        first, second, tie = self._name(entry, entry.first), self._name(entry, entry.second), ""
        if entry.tie:
            tie = "gives" if self._by_proxy(entry.tie, second) else entry.tie.kind
        entry.town, printed, who = self._town(entry), self._printed(entry), first or second
        if tie in ("holds", "sits"):  # « B (pour A) », « B, suppléant de A »
            first, second = second, first
        if who is None or entry.unread:
            token = entry.unread or entry.tie
            self._unread(self.pasted.at(token.start if token else 0, printed))
        elif entry.staff or self.kind == "others":
            role = f", {entry.staff.text}" if entry.staff else ""
            message = f"« {shorten(who.text + role, 80)} » n'est pas membre : pas repris."
            self.raw.note("Assistance", message, who)
        elif tie in ("gives", "holds"):
            self._proxy(entry, first, second)
        elif self.kind == "proxies":
            self._unread(who._replace(text=printed))
        elif tie == "alone" or ("suppleant" in self.section.heading and not tie):
            said = f", {entry.tie.text}" if entry.tie else ""
            self._seat(entry, None, first, f"{who.text}{said}")
        else:
            self._seat(entry, first, second, printed)

    def _seat(
        self, entry: Entry, holder: Words | None, substitute: Words | None, printed: str
    ) -> None:
        mode = entry.mode or self.mode
        if holder and substitute and "represente" in self.section.heading:
            mode = "salle"  # whose substitute sits is not absent
            message = f"« {printed} » : le suppléant siège, mis parmi les présents."
            self.raw.note(LISTS["absent"], message, holder)
        seat = RawSeat(mode, entry.town, holder, substitute, entry.bounds, printed, entry.title)
        self.raw.seats.append(seat)

    def _proxy(self, entry: Entry, giver: Words | None, holder: Words | None) -> None:
        """A proxy; in a list, its first name is that of a member too."""
        if giver is None or holder is None:
            self._unread(giver or holder or Words("", 0, 0))
            return
        self.raw.proxies.append(RawProxy(entry.town, giver, holder, entry.bounds))
        if self.kind != "proxies":
            holds = entry.tie is not None and entry.tie.kind == "holds"
            mode = entry.mode or self.mode if holds or entry.bounds else "absent"
            who = holder if holds else giver
            seat = RawSeat(mode, entry.town, who, None, [], who.text, entry.title)
            seat.implied = mode == "absent"
            self.raw.seats.append(seat)

    def _by_proxy(self, tie: Token, second: Words | None) -> bool:
        """Is somebody « représenté par » another member, rather than by a substitute?"""
        if tie.kind != "replaced" or self.kind == "proxies" or second is None:
            return tie.kind == "replaced" and self.kind == "proxies"
        listed = {squash(Name.read(s.holder.text).rest) for s in self.raw.seats if s.holder}
        known = squash(Name.read(second.text).rest) in listed
        return self.kind == "absent" and "suppl" not in tie.folded and known

    def _name(self, entry: Entry, run: Sequence[Token]) -> Words | None:
        return words_of(self.pasted, run, entry.civility) if run else None

    def _town(self, entry: Entry) -> Words | None:
        town = entry.town
        if town is None or is_town(town.text):
            return town
        if not any(note.words == town for note in self.raw.notes):
            message = f"« {shorten(town.text, 60)} » n'est pas lu comme une commune."
            self.raw.note("Communes", message, town)
        return None

    def _printed(self, entry: Entry) -> str:
        """The words of an entry, without what is said beside."""
        ties = [entry.tie] if entry.tie else []
        run = sorted([*entry.first, *ties, *entry.second], key=lambda token: token.start)
        return words_of(self.pasted, run, entry.civility).text if run else ""

    def _unread(self, words: Words) -> None:
        label, kind = LISTS[self.mode], "un membre"
        help = "Écrivez « Mme Prénom NOM », puis le reste."
        if self.kind == "proxies":
            label, kind = "Procurations", "une procuration"
            help = "Écrivez qui la donne et qui la reçoit : « Mme A à M. B »."
        message = f"« {shorten(words.text, 80)} » ne se lit pas comme {kind}."
        self.raw.problem(label, message, help, words)
