"""The paragraph of the register, as it is pasted → a raw sitting.

Registers write the same things in much the same words; their order, stars and line breaks vary.
Facts are looked for by their phrase (``register_facts``), lists by their heading.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from pmtdocs.exchange.sitting.entries import Entries, is_town
from pmtdocs.exchange.sitting.names import CIVILITIES, Name, is_surname
from pmtdocs.exchange.sitting.pasted_text import Pasted, spaced
from pmtdocs.exchange.sitting.raw_sitting import (
    LISTS,
    Announced,
    Mode,
    Problem,
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
    r"(?:les\s+|des\s+)?(?:membres|conseillers|conseilleres|elue?s|deleguee?s|titulaires"
    r"|suppleante?s)"
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
    r"|(?:\b(?:eta[il1]ent|etait|sont|furent)|(?<=[.;]))\s+)"
    r"(?P<list>(?:presen[t1]|absen[t1]|excuse|represente(?!e?s?\s+par))(?:\([a-z]{1,3}\))?(?:e|-e-)?s?)"
    rf"\b(?:(?P<how>(?:(?!\n\s*\n)[^:]){{0,80}}):"
    rf"|(?=(?:[ ]+{_STATUS})*(?:[ ]*\([0-9]+\))?[ ]*\n)|(?=\s+{_CIVIL}\s))"
    rf"|(?:^[ >•-]*(?:nombre\s+d[e']\s*)?|\b)"
    r"(?P<proxies>(?:(?:ont|avaient|ayant|a)\s+(?:donne|remis)\s+)?"
    r"(?:procurations?|pouvoirs?|delegations?(?=\s+de\s+vote))(?:\s+de\s+vote|\s+donnee?s?|\s+ecrits?)*)"
    r"(?:\s+a)?\s*(?:\([0-9]+\)\s*)?:"
    r"|^ *(?:extrait du|seance du|publie|membres du|le conseil|la seance|ordre de passage"
    r"|secretaire\b|la secretaire|le secretaire|deliberation|rapport|rapporteur|votants?\b|votes?\b"
    r"|quorum|le quorum|nombre|date|objet|vu|considerant|ordre du jour|l'an|pour extrait|fait a"
    r"|president|(?:[a-z]+ )?en exercice|page|sous la presidence)\b"
    r"|^ *(?:instance|convocation|lieu|adresse|presidence|qualite|ouverture|levee)\s*:"
    r"|^[^\n:]{3,80}\b(?:elue?|nommee?|designee?|assure)\b[^\n]{0,40}\bsecret"
    r"|\bsecretaire\s+de\s+(?:la\s+)?seance\s*:"
)
_VOTERS = spaced(r"\bvotants?\s*:?\s*([0-9]{1,4})\b")


class _Section(NamedTuple):
    """A list: its kind, and where it stands between its heading and the next one."""

    kind: Mode | None
    heading: tuple[int, int]
    start: int
    end: int
    others: bool = False
    substitutes: bool = False
    represented: bool = False
    """« Absents représentés » : somebody sits or votes for each of them."""


def read_register(pasted: Pasted, towns: Collection[str]) -> RawSitting:
    """The sitting that a text tells; ``towns`` are the known communes, squashed."""
    raw = RawSitting(verbatim=True)
    pasted = take(raw, pasted)
    of_table = bool(raw.seats or raw.problems)
    sections = list(_sections(pasted, towns))
    capitals = _capitals(pasted, [(section.start, section.end) for section in sections])
    raw.facts = facts(pasted, capitals, raw.notes)
    _where(raw, pasted, sections)
    lists = [Entries(pasted, towns, capitals) for _ in sections]
    for section, list_ in zip(sections, lists, strict=True):
        list_.read(section.start, section.end)
    entries = [entry for list_ in lists for entry in list_.entries]
    _asides(raw, pasted, entries)
    for section, list_ in zip(sections, lists, strict=True):
        before = len(raw.seats), len(raw.proxies)
        for entry in list_.entries:
            _add(raw, pasted, entry, section)
        _sentence(raw, list_.stopped, bool(list_.entries))
        if count := list_.announced or _count(pasted, section):
            _announce(raw, section, count, before, bool(list_.entries))
    named = [entry for entry in entries if entry.first]
    civil = sum(bool(entry.civility) or entry.first[0].civility for entry in named)
    for match in _VOTERS.finditer(pasted.folded):
        raw.announced.append(Announced("votants", pasted.words(*match.span(1)), None))
    raw.bare = of_table or (not capitals and civil * 2 < len(named))
    return raw


def _capitals(pasted: Pasted, stretches: Sequence[tuple[int, int]]) -> bool:
    """Does the register write surnames in capitals? A word in four is enough."""
    words = [
        token.text
        for start, end in stretches
        for token in tokens(pasted, start, end)
        if token.kind == "word" and token.capital and token.folded not in CIVILITIES
    ]
    return sum(map(is_surname, words)) * 4 >= len(words)


# --- lists -----------------------------------------------------------------------------------


def _sections(pasted: Pasted, towns: Collection[str]) -> Iterator[_Section]:
    marks = list(_SECTION.finditer(pasted.folded))
    ends = [mark.start() for mark in marks[1:]] + [len(pasted.folded)]
    for mark, end in zip(marks, ends, strict=False):
        if mark["others"]:
            yield _Section("salle", mark.span("others"), mark.end(), end, others=True)
        elif mark["proxies"]:
            yield _Section(None, mark.span("proxies"), mark.end(), end)
        elif kind := mark["list"]:
            how, place = mark["how"] or "", mark.span("how") if mark["how"] else (0, 0)
            heading = pasted.folded[mark.start() : end].split("\n", 1)[0] if not how else mark[0]
            visio = "visio" in how or "distan" in how
            here: Mode = "visio" if visio else "salle"
            mode: Mode = here if kind.startswith("presen") else "absent"
            # A heading without a colon of its own, before the first commune.
            bare = bool(how) and (squash(how) in towns or _on_next_line(pasted, place))
            start = place[0] if bare else mark.end()
            heading_place = (0, 0) if bare else place
            suppl, by = "suppleant" in heading, "represente" in heading
            yield _Section(mode, heading_place, start, end, substitutes=suppl, represented=by)


def _on_next_line(pasted: Pasted, place: tuple[int, int]) -> bool:
    """Does the heading end with its line, and a name begin the next one?"""
    first, _, rest = pasted.text[slice(*place)].partition("\n")
    return not first.strip() and rest.strip()[:1].isupper()


def _where(raw: RawSitting, pasted: Pasted, sections: list[_Section]) -> None:
    """« Étaient présents à la mairie », as opposed to those who follow from elsewhere."""
    room = next((s.heading for s in sections if s.kind == "salle" and not s.others), None)
    if room and any(s.kind == "visio" for s in sections) and pasted.folded[slice(*room)].strip():
        raw.facts["presents_ou"] = pasted.words(*room)


def _count(pasted: Pasted, section: _Section) -> Words | None:
    """« Absents excusés (3) : »."""
    start, end = section.heading
    number = next((t for t in tokens(pasted, start, end) if t.folded.isdigit()), None)
    return pasted.words(number.start, number.start + len(number.text)) if number else None


def _announce(
    raw: RawSitting, section: _Section, count: Words, before: tuple[int, int], own: bool
) -> None:
    """A count is that of its own list or, above no list, that of all those of its kind."""
    if section.others:
        return
    if section.kind is None:
        read, what = len(raw.proxies) - before[1], "procurations"
    else:
        read, what = len(raw.seats) - before[0], LISTS[section.kind].split(" ", 1)[1]
    raw.announced.append(Announced(what, count, read if own else None))


def _sentence(raw: RawSitting, words: Words | None, entries: bool) -> None:
    if words:
        message = f"« {shorten(words.text, 60)} » est une phrase : "
        message += "la liste s'arrête là." if entries else "aucun nom n'y est lu."
        raw.notes.append(Problem("Liste", message, "", words))


def _asides(raw: RawSitting, pasted: Pasted, entries: Sequence[Entry]) -> None:
    """« Luc ROY (Bourg) » : the commune, where most names have one; else it is said."""
    aside = [(entry, words_of(pasted, entry.aside)) for entry in entries if entry.aside]
    usual = len(aside) * 2 >= len(entries)
    for entry, words in aside:
        if entry.town is None and usual and is_town(words):
            entry.town = words
        elif entry.town is None or squash(entry.town.text) != squash(words.text):
            raw.notes.append(Problem("Texte", f"« ({words.text}) » n'est pas lu.", "", words))


# --- entries ---------------------------------------------------------------------------------


def _add(raw: RawSitting, pasted: Pasted, entry: Entry, section: _Section) -> None:
    """An entry told by its tie: a proxy, a substitute, or a seat."""
    first = words_of(pasted, entry.first, entry.civility) if entry.first else None
    second = words_of(pasted, entry.second, entry.civility) if entry.second else None
    tie = entry.tie.kind if entry.tie else ""
    if entry.tie and tie == "replaced" and _by_proxy(raw, entry.tie, section, second):
        tie = "gives"
    entry.town, printed = _town(raw, entry), _printed(pasted, entry)
    who = first or second
    if who is None or entry.unread:
        said = pasted.at(entry.unread.start, printed) if entry.unread else None
        _unread(raw, said or who or Words(printed, 0, 0), section)
    elif entry.staff or section.others:
        role = f", {entry.staff.text}" if entry.staff else ""
        message = f"« {shorten(who.text + role, 80)} » n'est pas membre : pas repris."
        raw.notes.append(Problem("Assistance", message, "", who))
    elif tie in ("gives", "holds"):
        _proxy(raw, entry, section, *((second, first) if tie == "holds" else (first, second)))
    elif section.kind is None:
        _unread(raw, who._replace(text=printed), section)
    elif tie == "sits":
        _seat(raw, entry, section, second, first, printed)
    elif tie == "alone" or (section.substitutes and not tie):
        _seat(raw, entry, section, None, first, ", ".join((who.text, *_said(entry.tie))))
    else:
        _seat(raw, entry, section, first, second, printed)


def _said(tie: Token | None) -> tuple[str, ...]:
    return (tie.text,) if tie else ()


def _seat(
    raw: RawSitting,
    entry: Entry,
    section: _Section,
    holder: Words | None,
    substitute: Words | None,
    printed: str,
) -> None:
    mode = entry.mode or section.kind or "absent"
    if holder and substitute and section.represented:  # whose substitute sits is not absent
        mode = "salle"
        message = f"« {printed} » : le suppléant siège, mis parmi les présents."
        raw.notes.append(Problem(LISTS["absent"], message, "", holder))
    seat = RawSeat(mode, entry.town, holder, substitute, entry.bounds, printed, entry.title)
    raw.seats.append(seat)


def _proxy(
    raw: RawSitting, entry: Entry, section: _Section, giver: Words | None, holder: Words | None
) -> None:
    """A proxy; in a list, its first name is that of a member too."""
    if giver is None or holder is None:
        known = [words for words in (giver, holder) if words]
        _unread(raw, known[0], section)
        return
    raw.proxies.append(RawProxy(entry.town, giver, holder, entry.bounds))
    holds = entry.tie is not None and entry.tie.kind == "holds"
    if section.kind is not None:
        away = not holds and not entry.bounds
        mode: Mode = "absent" if away else entry.mode or section.kind
        who = holder if holds else giver
        seat = RawSeat(mode, entry.town, who, printed=who.text, title=entry.title)
        seat.implied = mode == "absent"
        raw.seats.append(seat)


def _by_proxy(raw: RawSitting, tie: Token, section: _Section, second: Words | None) -> bool:
    """Is somebody « représenté par » another member, rather than by a substitute?"""
    if section.kind is None or second is None:
        return section.kind is None
    listed = {squash(Name.read(s.holder.text).rest) for s in raw.seats if s.holder}
    known = squash(Name.read(second.text).rest) in listed
    return section.kind == "absent" and "suppl" not in tie.folded and known


def _town(raw: RawSitting, entry: Entry) -> Words | None:
    if entry.town and not is_town(entry.town):
        raw_town, entry.town = entry.town, None
        if not any(note.words == raw_town for note in raw.notes):
            message = f"« {shorten(raw_town.text, 60)} » n'est pas lu comme une commune."
            raw.notes.append(Problem("Communes", message, "", raw_town))
    return entry.town


def _printed(pasted: Pasted, entry: Entry) -> str:
    """The words of an entry, without what is said beside."""
    run = sorted([*entry.first, *([entry.tie] if entry.tie else []), *entry.second],
                 key=lambda token: token.start)  # fmt: skip
    return words_of(pasted, run, entry.civility).text if run else ""


def _unread(raw: RawSitting, words: Words, section: _Section) -> None:
    label, kind, help = (
        ("Procurations", "une procuration", "Écrivez qui la donne et qui la reçoit : "
         "« Mme A à M. B ».")
        if section.kind is None
        else (LISTS[section.kind], "un membre", "Écrivez « Mme Prénom NOM », puis le reste.")
    )  # fmt: skip
    message = f"« {shorten(words.text, 80)} » ne se lit pas comme {kind}."
    raw.problem(label, message, help, words)
