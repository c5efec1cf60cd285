"""The facts of a sitting in the text of its register: when, where, who presides, who writes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmtdocs.exchange.sitting.entries import Entries
from pmtdocs.exchange.sitting.lexicon import HOUR
from pmtdocs.exchange.sitting.pasted_text import Pasted, spaced
from pmtdocs.exchange.sitting.raw_sitting import FACTS, Problem, Words
from pmtdocs.exchange.sitting.tokens import words_of
from pmtdocs.language.french import PLAIN_MONTHS, WEEKDAYS, fold, plain
from pmtdocs.language.numerals import read_numeral
from pmtdocs.language.spelling import squash

_MONTHS = "|".join(PLAIN_MONTHS)
_NUMERAL = r"[a-z]+(?:[\s-]+[a-z]+){0,6}?"
_DATE = (
    rf"[0-9]{{1,2}}(?:er)?\s+(?:{_MONTHS})\s+[0-9]{{4}}"
    r"|[0-9]{1,2}[/.][0-9]{1,2}[/.][0-9]{4}"
)
_CLOCK = rf"{HOUR}|{_NUMERAL}\s+heures?(?:\s+(?:quinze|trente|quarante-cinq|et\s+demie))?"
_CIVILITY = r"(?:m\.|mr|mme|monsieur|madame)"
_DAY = rf"(?:(?P<jour>{'|'.join(WEEKDAYS)})\s+)?"
#: The end of a sentence (not the point of « M. » or of an initial) or the start of another one.
_END = (
    r"(?=(?<!\b[a-z])\.(?:\s|\Z)|\n\s*\n|\Z"
    r"|\s+(?:ordre\s+de\s+passage|la\s+seance|eta[il1]ent|procurations?|pouvoirs?|deliberation"
    r"|rapport|rapporteur|presents?|absents?|votants?|secretaire|date|nombre)\b)"
)
#: Where an address begins: at a comma, a number or the name of a kind of street.
_ADDRESS = re.compile(
    r",\s+|\s+(?=[0-9]{1,4}\s?(?:bis|ter)?,?\s+[a-z]"
    r"|(?:allee|avenue|boulevard|chemin|cours|impasse|place|quai|route|rue|square)\s)"
)
_NAMED = rf"{_CIVILITY}\s[^,;:()\n]{{2,60}}?"
_OFFICE = r"pour\s+(?:remplir|assurer|exercer)\s+(?:les|ces?|la)\s+fonctions?\s+de\s+"
_CHOSEN = r"(?:(?:a|est|ete|sont)\s+){1,3}(?:elue?|nommee?|designee?|choisie?)"

#: Where each fact is told, on the folded text; the groups are keys of ``seance.yaml``.
_PHRASES = tuple(
    spaced(pattern)
    for pattern in (
        rf"\b(?:seance|reunion)\s+(?:[a-z]+\s+)?du\s+(?:(?:conseil|comite|bureau)[^\n:,]{{0,60}}?\s+du\s+)?"
        rf"{_DAY}(?P<date>{_DATE})",
        rf"^ *(?:conseil|comite|bureau|commission\s+permanente)(?:\s+[a-z]+){{0,3}}\s+du\s+"
        rf"{_DAY}(?P<date>{_DATE})",
        rf"\bl'an\s+(?P<annee>[0-9]{{4}}|deux\s+mille(?:[\s-]+[a-z]+){{0,3}}?)\s*,?\s+(?:et\s+)?le\s+{_DAY}"
        rf"(?P<quantieme>[0-9]{{1,2}}(?:er)?|[a-z]+(?:[\s-]+(?:et\s+)?[a-z]+)?)\s+(?P<mois>{_MONTHS})"
        rf"(?:\s+[0-9]{{4}})?(?:\s*,?\s+a\s+(?P<ouverture>{_CLOCK}))?",
        rf"\bpubliee?\s+le\s*:?\s*(?P<publication>{_DATE})",
        rf"\bconvo(?:que|ques|quee|quees|cation)\s+(?:le|du|envoyee\s+le)\s+(?P<convocation>{_DATE})",
        rf"\bconvocation\s*(?:adressee|envoyee|transmise)?\s*(?:le)?\s*:\s*(?:le\s+)?(?:(?:{'|'.join(WEEKDAYS)})\s+)?"
        rf"(?P<convocation>{_DATE})",
        r"\ben\s+exercice\s*:?\s*(?P<membres_en_exercice>[0-9]{1,5})",
        r"\b(?P<membres_en_exercice>[0-9]{1,5})\s+(?:[a-z]+\s+){1,2}en\s+exercice",
        r"\ble\s+(?P<instance>(?:conseil|bureau|comite)\b(?:(?!\n\s*\n)[^,.:;]){0,80}?)\s*"
        r"(?:,|(?=\s(?:[a-z]+ment\s+)?convoque|\ss'est\s+reuni))",
        r"\bla\s+(?P<instance>commission\s+permanente\b(?:(?!\n\s*\n)[^,.:;]){0,80}?)\s*"
        r"(?:,|(?=\s(?:[a-z]+ment\s+)?convoquee|\ss'est\s+reunie))",
        rf"\bs'est\s+reunie?s?,?\s+(?:en\s+(?:session|seance)\s+[a-z]+,?\s+)?"
        rf"(?:le\s+{_DAY}(?P<date>{_DATE})\s*,?\s+(?:a\s+(?P<ouverture>{_CLOCK})\s*,?\s+)?)?(?:(?:a\s+la|a\s+l'|au|dans\s+la|en)\s+)?"
        rf"(?P<lieu>\S(?:(?!\n\s*\n)[^*]){{1,400}}?)(?:,?\s+sous\s+la\s+presidence|{_END})",
        rf"\bpresidence\s+de\s+(?P<presidence>[^,]{{3,100}}?)"
        rf"(?:,\s*(?P<qualite>(?:.|\n){{2,150}}?))?{_END}",
        r"^ *presiden(?:te?|ce)(?:\s+de\s+(?:la\s+)?seance)?\s*:\s*"
        r"(?P<presidence>[^,\n]{3,100}?)(?:,\s*(?P<qualite>[^\n]{2,150}?))?(?:\.?\s*$)",
        rf"\bouverte\s+a\s+(?P<ouverture>{_CLOCK})",
        rf"\b(?:levee|close|cloturee)\s+a\s+(?P<levee>{_CLOCK})",
        r"\bordre\s+de\s+passage(?:(?!\n\s*\n)[^:]){0,60}:\s*"
        r"(?P<ordre>[0-9][0-9\s,;-]*(?:(?:et|a)\s+[0-9][0-9\s,;-]*)*)",
        r"\bsecretaire(?:\s+de\s+(?:la\s+)?seance)?\s*:\s*"
        rf"(?P<secretaire>[^,]{{3,100}}?)(?:,|{_END})",
        rf"(?P<secretaire>{_NAMED}),?\s+{_CHOSEN}\s+(?:comme\s+|en\s+qualite\s+de\s+|{_OFFICE})?(?:la\s+)?secretaire",
        rf"\b{_CHOSEN}\s+(?:comme\s+)?secretaire(?:\s+de\s+(?:la\s+)?seance)?\s*:?\s+(?P<secretaire>{_NAMED})"
        rf"(?:,|\n|{_END})",
        rf"\bsecretariat\s+(?:de\s+(?:la\s+)?seance\s+)?est\s+assure\s+par\s+(?P<secretaire>{_NAMED})(?:,|{_END})",
        rf"\bdesigne\s+(?P<secretaire>{_NAMED}),?\s+(?:comme\s+|en\s+qualite\s+de\s+)?secretaire",
    )
)
_FIGURES = ("date", "convocation", "publication", "ouverture", "levee", "membres_en_exercice")
#: « Adresse : 1 rue Haute », a line of its own: what the messages ask to add, the surest of all.
_LABEL = spaced(
    r"^ *(?P<label>[a-z][a-z '_-]{3,25}?)\s*:[ ]*(?P<value>\S[^\n]*?)(?= - [^\n:]{3,25}:|$)"
)


def facts(pasted: Pasted, capitals: bool, notes: list[Problem]) -> dict[str, Words]:
    """The facts that a text tells, by their keys."""
    found: dict[str, Words] = {}
    for pattern in _PHRASES:
        if match := pattern.search(pasted.folded):
            parts = {k: v for k, v in match.groupdict().items() if v is not None}
            told = _in_words(pasted, match, parts)
            for name in parts:
                if name not in ("annee", "quantieme", "mois"):
                    told.setdefault(name, _figured(pasted, notes, name, *match.span(name)))
            for name in {"presidence", "secretaire"}.intersection(parts):
                told[name] = _person(pasted, capitals, *match.span(name)) or told[name]
            found = told | found
            place = parts.get("lieu")
            if place and (address := _ADDRESS.search(place, 1)):  # « Salle X 46 avenue Y »
                start = match.start("lieu")
                found["lieu"] = pasted.words(start, start + address.start())
                found["adresse"] = pasted.words(start + address.end(), start + len(place))
    return found | dict(_labelled(pasted))


def _figured(pasted: Pasted, notes: list[Problem], name: str, start: int, end: int) -> Words:
    """What is told, its figures mended where a scanner read letters."""
    words = pasted.words(start, end)
    read = " ".join(pasted.folded[start:end].split())
    if name not in _FIGURES or fold(words.text) == read:
        return words
    notes.append(Problem("Texte", f"« {words.text} » est lu {read}.", "", words))
    return words._replace(text=read)


def _person(pasted: Pasted, capitals: bool, start: int, end: int) -> Words | None:
    """Who is named first in a stretch: on the next line, something else may begin."""
    entries = Entries(pasted, (), capitals).read(start, end)
    return words_of(pasted, entries[0].first) if entries and entries[0].first else None


def _labelled(pasted: Pasted) -> Iterator[tuple[str, Words]]:
    for match in _LABEL.finditer(pasted.folded):
        if (fact := FACTS.get(squash(match["label"]))) and fact not in ("presidence", "secretaire"):
            yield fact, pasted.words(match.start("value"), match.end("value"))


def _in_words(pasted: Pasted, match: re.Match[str], parts: dict[str, str]) -> dict[str, Words]:
    """« L'an deux mille trente, le onze avril à dix-huit heures trente », in figures."""
    told: dict[str, Words] = {}
    if "mois" in parts:
        day, year = (_figure(parts[key]) for key in ("quantieme", "annee"))
        told["date"] = pasted.at(match.start("quantieme"), f"{day} {parts['mois']} {year}")
    for name in ("ouverture", "levee"):
        if name in parts and not parts[name][0].isdigit():
            hours, _, minutes = parts[name].partition("heure")
            minutes = minutes.removeprefix("s").replace("et demie", "trente")
            text = f"{_figure(hours)}h{_figure(minutes):02}"
            told[name] = pasted.at(match.start(name), text)
    return told


def _figure(text: str) -> int:
    digits = re.match(r"[0-9]+", text.strip())
    if digits:
        return int(digits[0])
    words = plain(text).replace("premier", "un").replace("-", " ").split()
    return read_numeral(words)
