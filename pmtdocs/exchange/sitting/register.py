"""The paragraph of the register, as it is pasted → a raw sitting.

Registers write the same things in the same words; their order, stars and line breaks vary. Facts
are looked for by their phrase, lists by their heading.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from pmtdocs.exchange.sitting.pasted_text import Pasted, spaced
from pmtdocs.exchange.sitting.raw_sitting import Mode, RawProxy, RawSeat, RawSitting, Words
from pmtdocs.exchange.sitting.register_entries import SUBSTITUTE, Entries, Entry, Token, words_of
from pmtdocs.language.columns import shorten
from pmtdocs.language.french import PLAIN_MONTHS, WEEKDAYS
from pmtdocs.language.spelling import squash

_DATE = (
    rf"[0-9]{{1,2}}(?:er)?\s+(?:{'|'.join(PLAIN_MONTHS)})\s+[0-9]{{4}}"
    r"|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}"
)
_HOUR = r"[0-9]{1,2}\s*(?:heures?|h|:)(?:\s*[0-9]{2}(?![0-9]))?"
#: The end of a sentence (not the point of « M. » or of an initial) or the start of another one.
_END = (
    r"(?=(?<!\b[a-z])\.(?:\s|\Z)|\n\s*\n|\Z"
    r"|\s+(?:ordre\s+de\s+passage|la\s+seance|etaient|procurations?|pouvoirs?|deliberation"
    r"|rapport|rapporteur)\b)"
)
#: Where an address begins: at a comma, a number or the name of a kind of street.
_ADDRESS = re.compile(
    r",\s+|\s+(?=[0-9]{1,4}\s?(?:bis|ter)?,?\s+[a-z]"
    r"|(?:allee|avenue|boulevard|chemin|cours|impasse|place|quai|route|rue|square)\s)"
)

#: Where each fact is told, on the folded text; the groups are keys of ``seance.yaml``.
_FACTS = tuple(
    spaced(pattern)
    for pattern in (
        rf"\bseance\s+(?:[a-z]+\s+)?du\s+(?:(?P<jour>{'|'.join(WEEKDAYS)})\s+)?(?P<date>{_DATE})",
        rf"\bpubliee?\s+le\s*:?\s*(?P<publication>{_DATE})",
        rf"\bconvo(?:que|ques|quee|quees|cation)\s+(?:le|du|envoyee\s+le)\s+(?P<convocation>{_DATE})",
        r"\ben\s+exercice\s*:\s*(?P<membres_en_exercice>[0-9]{1,5})",
        r"\ble\s+(?P<instance>(?:conseil|bureau|comite)\b[^,.:;\n]{0,80}?)\s*"
        r"(?:,|(?=\s(?:[a-z]+ment\s+)?convoque|\ss'est\s+reuni))",
        rf"\bs'est\s+reunie?s?\s+(?:(?:a\s+la|a\s+l'|au|dans\s+la|en)\s+)?"
        rf"(?P<lieu>\S(?:(?!\n\s*\n)[^*]){{1,400}}?)(?:,?\s+sous\s+la\s+presidence|{_END})",
        rf"\bpresidence\s+de\s+(?P<presidence>[^,]{{3,100}}?)"
        rf"(?:,\s*(?P<qualite>(?:.|\n){{2,150}}?))?{_END}",
        rf"\bouverte\s+a\s+(?P<ouverture>{_HOUR})",
        rf"\b(?:levee|close|cloturee)\s+a\s+(?P<levee>{_HOUR})",
        r"\bordre\s+de\s+passage(?:(?!\n\s*\n)[^:]){0,60}:\s*"
        r"(?P<ordre>[0-9][0-9\s,;-]*(?:(?:et|a)\s+[0-9][0-9\s,;-]*)*)",
        r"\bsecretaire\s+de\s+(?:la\s+)?seance\s*:\s*"
        rf"(?P<secretaire>[^,]{{3,100}}?)(?:,|{_END})",
    )
)
_SECTION = spaced(
    r"(?:^[ >•-]*(?:membres\s+)?|\b(?:etaient|sont|furent)\s+)"
    r"(?P<list>presente?s?|absente?s?|excusee?s?)\b(?P<how>(?:(?!\n\s*\n)[^:]){0,80}):"
    r"|(?:^[ >•-]*|\b)(?P<proxies>(?:(?:ont|avaient|ayant)\s+donne\s+)?"
    r"(?:procurations?|pouvoirs?)(?:\s+de\s+vote|\s+donnee?s?)?)(?:\s+a)?\s*:"
    r"|^ *(?:extrait du|seance du|publie|membres du|le conseil|la seance|ordre de passage"
    r"|secretaire de|la secretaire|le secretaire|deliberation|rapport|rapporteur)\b"
    r"|\bsecretaire\s+de\s+(?:la\s+)?seance\s*:"
)
#: Words around names that say nothing of who they are.
_FILLER = frozenset((
    "absent", "absente", "excuse", "excusee", "present", "presente", "e", "ayant", "donne",
    "donnant", "pouvoir", "procuration",
))  # fmt: skip
_LINKS = frozenset(("e", "la", "le", "leur", "par", "sa", "son", "suppleant", "suppleante"))


class _Section(NamedTuple):
    """A list: its kind, and where it stands between its heading and the next one."""

    kind: Mode | None
    heading: tuple[int, int]
    start: int
    end: int


def read_register(pasted: Pasted, towns: Collection[str]) -> RawSitting:
    """The sitting that a text tells; ``towns`` are the known communes, squashed."""
    raw = RawSitting(verbatim=True, facts=_facts(pasted))
    sections = list(_sections(pasted.folded, towns))
    _where(raw, pasted, sections)
    for section in sections:
        for entry in Entries(pasted, towns).read(section.start, section.end):
            if section.kind is None:
                _add_proxy(raw, pasted, entry)
            else:
                _add_seat(raw, pasted, entry, section.kind)
    return raw


def _facts(pasted: Pasted) -> dict[str, Words]:
    facts: dict[str, Words] = {}
    for pattern in _FACTS:
        if match := pattern.search(pasted.folded):
            for name, text in match.groupdict().items():
                if text is not None:
                    facts[name] = pasted.words(match.start(name), match.end(name))
            place = match.groupdict().get("lieu")
            if place and (address := _ADDRESS.search(place, 1)):  # « Salle X 46 avenue Y »
                start = match.start("lieu")
                facts["lieu"] = pasted.words(start, start + address.start())
                facts["adresse"] = pasted.words(start + address.end(), start + len(place))
    return facts


def _sections(folded: str, towns: Collection[str]) -> Iterator[_Section]:
    marks = list(_SECTION.finditer(folded))
    ends = [mark.start() for mark in marks[1:]] + [len(folded)]
    for mark, end in zip(marks, ends, strict=False):
        if mark["proxies"]:
            yield _Section(None, mark.span("proxies"), mark.end(), end)
        elif kind := mark["list"]:
            visio = "visio" in mark["how"] or "distance" in mark["how"]
            here: Mode = "visio" if visio else "salle"
            mode: Mode = here if kind.startswith("presen") else "absent"
            bare = squash(mark["how"]) in towns  # a heading without a colon of its own
            start = mark.start("how") if bare else mark.end()
            yield _Section(mode, (mark.start("how"), mark.end("how") * (not bare)), start, end)


def _where(raw: RawSitting, pasted: Pasted, sections: list[_Section]) -> None:
    """« Étaient présents à la mairie », as opposed to those who follow from elsewhere."""
    room = next((s.heading for s in sections if s.kind == "salle"), None)
    if room and any(s.kind == "visio" for s in sections) and pasted.folded[slice(*room)].strip():
        raw.facts["presents_ou"] = pasted.words(*room)


def _add_proxy(raw: RawSitting, pasted: Pasted, entry: Entry) -> None:
    tokens = [t for t in entry.tokens if t.folded not in _FILLER]
    to = next((i for i, token in enumerate(tokens) if token.to), 0)
    if 0 < to < len(tokens) - 1:
        giver, holder = words_of(pasted, tokens[:to]), words_of(pasted, tokens[to + 1 :])
        raw.proxies.append(RawProxy(entry.town, giver, holder, entry.bounds))
        return
    words = words_of(pasted, entry.tokens)
    help = "Écrivez qui la donne et qui la reçoit : « Mme A à M. B »."
    message = f"« {shorten(words.text, 80)} » ne se lit pas comme une procuration."
    raw.problem("Procurations", message, help, words)


def _add_seat(raw: RawSitting, pasted: Pasted, entry: Entry, mode: Mode) -> None:
    """A member; « Mme A à M. B » among the absent is a proxy too."""
    names = [t for t in entry.tokens if t.folded not in _FILLER]
    if raw.seats and names and all(t.folded in SUBSTITUTE for t in names):
        _alone(raw.seats[-1], names[0].text)
        raw.seats[-1].bounds.extend(entry.bounds)
    elif any(t.to for t in names[1:-1]) and mode == "absent":
        _add_proxy(raw, pasted, entry)
        raw.seats.append(_seat(pasted, entry, names[: [t.to for t in names].index(True)], mode))
        raw.seats[-1].bounds = []
    elif names:
        raw.seats.append(_seat(pasted, entry, names, mode))


def _seat(pasted: Pasted, entry: Entry, names: list[Token], mode: Mode) -> RawSeat:
    at = next((i for i, t in enumerate(names) if t.replaced), len(names))
    second = names[at + 1 :]
    while second and second[0].folded in _LINKS:
        second = second[1:]
    alone = names[-1].folded in SUBSTITUTE and len(names) > 1
    first = names[: -1 if alone else None][:at]
    holder = words_of(pasted, first) if first else None
    substitute = words_of(pasted, second) if second else None
    printed = words_of(pasted, names).text
    seat = RawSeat(mode, entry.town, holder, substitute, entry.bounds, printed)
    if alone and substitute is None and holder:
        seat.printed = holder.text
        _alone(seat, names[-1].text)
    return seat


def _alone(seat: RawSeat, word: str) -> None:
    """« Mme X, suppléante »: the register does not say whose seat it is."""
    if seat.holder and seat.substitute is None:
        seat.holder, seat.substitute = None, seat.holder
        seat.printed += f", {word}"
