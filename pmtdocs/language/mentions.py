"""What a French text mentions: amounts, dates, years, hours, shares, numbers, references, names.

Figures and words alike (« 45 000 € », « quarante-cinq mille euros »), read and never corrected. A
text is folded character by character, so that places in the folded text are places in the text.
Names are those that the caller knows.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from pmtdocs.finding import Path
from pmtdocs.language.french import PLAIN_MONTHS, fold
from pmtdocs.language.numerals import NUMBERS, NUMERALS, read_numeral
from pmtdocs.language.propernames import Names


class Sort(StrEnum):
    """What is mentioned, in the words of reports."""

    AMOUNT = "montant"
    DATE = "date"
    YEAR = "année"
    HOUR = "heure"
    SHARE = "pourcentage"
    NUMBER = "nombre"
    IDENTIFIER = "identifiant"
    REFERENCE = "référence"
    NAME = "nom"


Value = Decimal | dt.date | dt.time | str | Path


class Mention(NamedTuple):
    """A stretch ``text[start:end]`` and what it says.

    ``value`` is an amount, a number, a share or a year as a Decimal, a date, an hour; the digits of
    an identifier; the path of a name; the folded words of a reference, without « n° », or of a day
    without a year.
    """

    sort: Sort
    start: int
    end: int
    value: Value


# --- figures ---------------------------------------------------------------------------------

_FIGURE = r"(?:\d{1,3}(?: \d{3})+(?!\d)|\d+)(?:,\d+)?"
#: « 45 k€ », « 1,36 milliard d'euros »: how many euros one is.
_SCALES = {"k": 10**3, "mille": 10**3, "m": 10**6, "million": 10**6, "md": 10**9, "milliard": 10**9}
_SCALED = (
    r"(?:(?:k|md?) ?(?:€|eur(?:os?)?\b)|(?:mille|millions?|milliards?) (?:d'|de )?(?:€|euros?\b))"
)
_DAY = rf"(?:1er|\d\d?) (?:{'|'.join(PLAIN_MONTHS)})"
_FULL_DATE = rf"{_DAY} \d{{4}}|\d\d?/\d\d?/\d{{4}}|\d{{4}}-\d\d-\d\d"
_LAW = (
    r"\b(?:loi|decret|ordonnance|reglement|directive|circulaire|arrete)s?(?: \([a-z]+\))?"
    r"(?: (?!du\b|n°)[a-z]+){0,2}"
)
#: Each way to write a figure, in order of preference: the first that fits wins.
_PATTERN = re.compile(
    rf"(?P<law>{_LAW}(?: n° ?\d[\d/.-]*\d(?: du (?:{_FULL_DATE}))?| du (?:{_FULL_DATE})))"
    rf"|(?P<code>\b[lrd]\.? ?\d{{3,4}}(?:-\d+)+)"
    r"|(?P<part>\b(?:article|annexe|page) (?:n° ?)?\d+(?:er)?\b(?: sur \d+)?"
    r"|\b(?:articles|annexes|pages) \d+(?:er)?(?:(?:, | et | a |-)\d+(?:er)?\b(?! ?\d))*)"
    rf"|(?<![\w/.-])(?:"
    rf"(?P<date>{_FULL_DATE})(?![\w/-]|,\d)"
    rf"|(?P<day>{_DAY})\b"
    r"|(?P<hour>(?:[01]?\d|2[0-3]) ?(?:h ?[0-5]\d|h|heures?(?: [0-5]\d)?|(?<=\d):[0-5]\d))\b"
    rf"|(?P<scaled>{_FIGURE} ?{_SCALED})"
    r"|(?P<dotted>\d{1,3}(?:\.\d{3})+(?:,\d+)?) ?(?:€|eur(?:os?)?\b)"
    r"|(?P<years>(?:19|20)\d\d)(?=-(?:19|20)\d\d(?![\w/.-]))"
    r"|(?P<act>\d+(?:[/.-]\d+)+)(?![\w/])"
    rf"|(?P<share>{_FIGURE})(?: ?%| pour cent\b)"
    rf"|(?P<amount>{_FIGURE}) ?(?:€|eur(?:os?)?\b)"
    r"|(?P<identifier>w?\d{9}|\d{14}|\d{3} \d{3} \d{3}(?: \d{5})?)(?!\w|,\d| \d)"
    r"|(?P<year>(?:19|20)\d\d)\b"
    rf"|(?P<number>{_FIGURE})(?:er|eme|e|ere|nde?)?\b)"
    r"|(?<=[12]\d{3}-)(?P<until>(?:19|20)\d\d)(?![\w/.-])"
    r"|n° ?(?P<rank>[\w/.-]*\d)"
)
_DIGIT = re.compile(r"\d")
#: Of the ways that are not called as what they mention.
_SORTS = {
    **dict.fromkeys(("law", "code", "part", "act", "rank"), Sort.REFERENCE),
    **dict.fromkeys(("years", "until"), Sort.YEAR),
    "day": Sort.DATE,
    **dict.fromkeys(("scaled", "dotted"), Sort.AMOUNT),
}


def _figures(folded: str) -> Iterator[Mention]:
    if not _DIGIT.search(folded):
        return
    for match in _PATTERN.finditer(folded):
        kind = match.lastgroup or ""
        sort = _SORTS.get(kind) or Sort[kind.upper()]
        yield Mention(sort, *match.span(), _value(kind, match[kind]))


def _value(kind: str, text: str) -> Value:
    if kind in ("amount", "share", "number", "year", "years", "until"):
        return Decimal(text.replace(" ", "").replace(",", "."))
    if kind == "scaled":
        number, scale = re.findall(r"[\d, ]*\d|[a-z]+", text)[:2]
        return Decimal(str(_value("amount", number))) * _SCALES[scale.rstrip("s")]
    if kind == "dotted":
        return _value("amount", text.replace(".", ""))
    if kind == "identifier":
        return text.replace(" ", "")
    if kind == "hour":
        hours, *minutes = re.findall(r"\d+", text)
        return dt.time(int(hours), int(minutes[0]) if minutes else 0)
    return _date(text) if kind == "date" else text


def _date(text: str) -> Value:
    """The date, or the words of one that is in no calendar."""
    numbers = [int(n) for n in re.findall(r"\d+", text)]
    if len(numbers) == 2:
        month = next(i for i, name in enumerate(PLAIN_MONTHS, 1) if name in text)
        numbers.insert(1, month)
    year, month, day = numbers if numbers[0] > 31 else reversed(numbers)
    try:
        return dt.date(year, month, day)
    except ValueError:
        return text


# --- numbers in words ------------------------------------------------------------------------

_WORD = re.compile(r"[a-z]+|[^\sa-z-]")
_LETTERS = re.compile(r"[a-z]+")
#: Words that are numbers only beside others.
_ARTICLES = ({"un"}, {"une"}, {"premier"})


class _Words:
    """The words of a folded text, read from left to right."""

    def __init__(self, folded: str) -> None:
        self.found = list(_WORD.finditer(folded))
        self.words = [match[0] for match in self.found]

    def numeral(self, at: int) -> tuple[int, int]:
        """(Value, index of the word after) of the number that begins at ``at``."""
        end = at
        while end < len(self.words) and (self.words[end] in NUMERALS or self._et(at, end)):
            end += 1
        return read_numeral(self.words[at:end]), end

    def _et(self, at: int, end: int) -> bool:
        """« vingt et un », and not « deux et trois »."""
        after = self.words[end + 1 : end + 2]
        return end > at and self.words[end] == "et" and after in (["un"], ["une"], ["onze"])

    def says(self, at: int, *words: str) -> bool:
        return self.words[at : at + 1] != [] and self.words[at] in words

    def mention(self, sort: Sort, first: int, after: int, value: Value) -> Mention:
        return Mention(sort, self.found[first].start(), self.found[after - 1].end(), value)


def _in_words(folded: str) -> Iterator[Mention]:
    if NUMBERS.isdisjoint(_LETTERS.findall(folded)):
        return  # most texts: nothing more is read of them
    text = _Words(folded)
    at = 0
    while at < len(text.words):
        if text.words[at] in NUMERALS:
            mention, at = _numeral(text, at)
            if mention:
                yield mention
        else:
            at += 1


def _numeral(text: _Words, first: int) -> tuple[Mention | None, int]:
    """The mention that begins with a number in words, and the index after it."""
    value, at = text.numeral(first)
    if text.says(at, *PLAIN_MONTHS) and at + 1 < len(text.words) and text.words[at + 1] in NUMERALS:
        month = PLAIN_MONTHS.index(text.words[at]) + 1
        year, after = text.numeral(at + 1)
        return text.mention(Sort.DATE, first, after, _day(year, month, value)), after
    euros = at + 1 if text.says(at, "d") else at
    euros = euros + 1 if text.says(euros, "'") else euros
    if text.says(euros, "euro", "euros"):
        cents, after = _cents(text, euros + 1)
        return text.mention(Sort.AMOUNT, first, after, Decimal(value) + cents), after
    if text.says(at, "heure", "heures") and value < 24:
        return text.mention(Sort.HOUR, first, at + 1, dt.time(value)), at + 1
    if text.says(at, "pour") and text.says(at + 1, "cent"):
        return text.mention(Sort.SHARE, first, at + 2, Decimal(value)), at + 2
    if {*text.words[first:at]} in _ARTICLES:
        return None, at  # « un » is an article before it is a number
    return text.mention(Sort.NUMBER, first, at, Decimal(value)), at


def _cents(text: _Words, at: int) -> tuple[Decimal, int]:
    """« et cinquante centimes », if it is there."""
    if text.says(at, "et") and at + 1 < len(text.words) and text.words[at + 1] in NUMERALS:
        cents, after = text.numeral(at + 1)
        if text.says(after, "centime", "centimes"):
            return Decimal(cents) / 100, after + 1
    return Decimal(0), at


def _day(year: int, month: int, day: int) -> Value:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return f"{day}/{month}/{year}"


# --- said twice ------------------------------------------------------------------------------

_UNIT = r"(?: ?(?:€|euros?|%|pour cent|ttc|ht))*"
#: What stands between the two: « 45 000 € TTC (… », « 45 000 €, soit … », « 45 000 € - … ».
_OPENS, _CLOSES = re.compile(rf"{_UNIT} ?\("), re.compile(rf"{_UNIT} ?\)")
_THAT_IS = r"(?: ttc| ht)?(?:,? soit |,? a savoir |,? c'est-a-dire | ?[-/:=] ?)"
_EACH = r" ?(?:par\b|pour\b|chacun|chaque|/|l'an)"
_COUNTED = {Sort.AMOUNT, Sort.NUMBER, Sort.SHARE}


def said_twice(folded: str, found: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """Each value in figures beside the same in words, in either order.

    ``found`` are the mentions of the text. « 45 000 € (quarante-cinq mille euros) », « trente (30)
    jours », « 45 000 €, soit quarante-cinq mille euros ».
    """
    for one, other in pairwise(found):
        if not {one.sort, other.sort} <= _COUNTED or _spelt(folded, one) == _spelt(folded, other):
            continue
        between, after = folded[one.end : other.start], folded[other.end : other.end + 20]
        units = {one.sort, other.sort} - {Sort.NUMBER}
        if _OPENS.fullmatch(between) and _CLOSES.match(after):
            if len(units) < 2:
                yield one, other
        elif {one.sort, other.sort} == {Sort.AMOUNT} and re.fullmatch(_THAT_IS, between):
            yield from () if re.match(_EACH, after) else [(one, other)]


def _spelt(folded: str, mention: Mention) -> bool:
    """Is it said in words?"""
    return not _DIGIT.search(folded, mention.start, mention.end)


# --- all -------------------------------------------------------------------------------------


def mentions(text: str, known: Names | None = None) -> list[Mention]:
    """Every mention of a text in order; where two overlap, the longer one stands."""
    folded = fold(text)
    found = [*_figures(folded), *_in_words(folded)]
    if known:
        found += (Mention(Sort.NAME, *place) for place in known.find(text, folded))
    kept: list[Mention] = []  # apart from one another, in the order of the text
    for mention in sorted(found, key=lambda m: (m.start - m.end, m.start)):
        at = bisect_right(kept, mention.start, key=lambda m: m.start)
        before, after = kept[at - 1 : at], kept[at : at + 1]
        if all(m.end <= mention.start for m in before) and all(
            mention.end <= m.start for m in after
        ):
            kept.insert(at, mention)
    return kept
