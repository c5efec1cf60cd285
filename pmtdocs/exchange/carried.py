"""What a text carries over and may not hold another year: figures, dates, faults of the act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pmtdocs.dossier.model.prose import FIELD
from pmtdocs.dossier.source import Source
from pmtdocs.language.french import PLAIN_MONTHS, fold
from pmtdocs.language.mentions import Mention, Sort, mentions

#: « 4^e^ édition », « 13e journée »; not « 1^er^ § » nor « 19e siècle ».
_RANK = re.compile(r"\b\d+\^?(?:er|re|e|eme|nd|nde)\b\^? (?!siecle)[a-z]+")
#: « quatrième édition »: other ranks in words are words.
_EDITION = re.compile(r"\b(?:\w+ieme|premiere?|seconde?) (?:edition|session|promotion|saison)s?\b")
#: What follows a count: « 26 entreprises », « 5 grandes », « (5 FRI, 4 ANR) ».
_COUNTED = re.compile(r" (?:(?!des|les|ces|ses|dans|sans|vers|plus)[a-zà-ÿ]+[sx]\b|[A-Z]{2,})")
#: What precedes a number that names a thing: « ISO 13485 », « Objectif 3 ».
_NAMING = re.compile(r"(?:\b[A-Z][\w-]*\)?|version|axe|objectifs?|rang|n°) $")
_DETERMINERS = re.compile(r"(?:^|[.:;(] )(?:Les|Des|Ces|Ses|Nos|Leurs|\w+(?:er|ir|re)) $")
#: « les trois filières » are always three; « deux » and « cent » are turns of speech.
_DETERMINED = re.compile(
    r"\b(?:[Ll]es|[Dd]es|[Cc]es|[Ss]es|[Nn]os|[Ll]eurs|[Aa]ux|d'ici) (?:\w+ )?$"
)
_OF_SPEECH = (1, 2, 100, 1000)
_JOINED = re.compile(r" ?(?:,|et|ou|au|à|-|–) ?")
#: « 10 et » before « 11 octobre 2031 », « 15-16 mai » before « 2031 ».
_DAYS = re.compile(
    r"\b(?:\d\d?(?:er)?(?: ?(?:,|et|au|-) ?| ))+"
    rf"(?:(?:{'|'.join(PLAIN_MONTHS)}) )?$|\b(?:{'|'.join(PLAIN_MONTHS)}) $"
)
_WORDS = re.compile(r"[^\W\d_]{2}")
_QUOTED = re.compile(r"« ([^»]+) »")
#: A comment that says that what it stands by is a fault of the act.
_SIC = re.compile(
    r"(?:^|\s)#+\s*(.*(?:\bsic\b|\btel(?:le)?s? qu'imprimée?s?\b|\bsans accent dans l'acte).*)",
    re.IGNORECASE,
)


def of_a_year(text: str, years: tuple[int, ...]) -> list[str]:
    """What a text says of these years, or of those around: « 10 et 11 octobre 2031 ».

    A date, a year, a rank, a count, an amount, a share; nothing of a value alone, nor of a text's
    own fields.
    """
    bare = FIELD.sub(lambda field: "{" * len(field[0]), text)
    if not _WORDS.search(bare):
        return []
    around = range(min(years) - 1, max(years) + 2)
    folded = fold(bare)
    spans = [_span(m, folded) for m in mentions(bare) if _passes(m, bare, around)]
    spans += [(m.start(), m.end()) for p in (_RANK, _EDITION) for m in p.finditer(folded)]
    return [text[start:end] for start, end in _joined(sorted(spans), bare)]


def _span(mention: Mention, folded: str) -> tuple[int, int]:
    """With the days that share its month, with what it counts."""
    start, end = mention.start, mention.end
    if mention.sort is Sort.NUMBER and (counted := re.match(r" [^ .,;:)]+", folded[end:])):
        end += counted.end()
    if mention.sort in (Sort.DATE, Sort.YEAR) and (days := _DAYS.search(folded[:start])):
        start = days.start()
    return start, end


def _passes(mention: Mention, text: str, around: range) -> bool:
    """Is it likely to be otherwise another year?"""
    value, sort = mention.value, mention.sort
    if sort is Sort.YEAR and isinstance(value, Decimal):
        return int(value) in around
    if sort is Sort.DATE:
        return (getattr(value, "year", None) or around[0]) in around
    if sort is not Sort.NUMBER:
        return sort in (Sort.AMOUNT, Sort.SHARE)
    before, after = text[: mention.start], text[mention.end :]
    spelt = not text[mention.start].isdigit()
    named = not spelt and _NAMING.search(before) and not _DETERMINERS.search(before)
    if spelt and (value in _OF_SPEECH or _DETERMINED.search(before)):
        return False
    counts = value != 1 and _COUNTED.match(after)
    return bool(counts) and not named


def _joined(spans: list[tuple[int, int]], text: str) -> Iterator[tuple[int, int]]:
    """Stretches with what joins them: « 10, 11 et 12 octobre »."""
    start = end = -1
    for first, last in spans:
        if start >= 0 and (first <= end or _JOINED.fullmatch(text[end:first])):
            end = max(end, last)
            continue
        if start >= 0:
            yield start, end
        start, end = first, last
    if start >= 0:
        yield start, end


def faults(source: Source) -> dict[str, str]:
    """The texts that a comment calls faulty (« sic »), and the words of that comment.

    It stands on the line of the text, or just above; what it quotes is in the text.
    """
    lines = source.text.split("\n")
    found: dict[str, str] = {}
    for number, line in enumerate(lines):
        if not (comment := _SIC.search(line)):
            continue
        at = number
        while lines[at].lstrip().startswith("#"):
            at += 1  # the source ends with an empty line
        said = comment[1].strip().rstrip(".")
        quoted = [fold(words) for words in _QUOTED.findall(said)]
        here = [text for _, place, text in source.texts() if place == at + 1]
        named = [text for text in here if any(words in fold(text) for words in quoted)]
        found.update(dict.fromkeys((named or ([] if quoted else here))[:1], said))
    return found
