"""French as an administration writes it: amounts, dates, hours, lists, typography.

Typography follows the « Lexique des règles typographiques en usage à l'Imprimerie nationale »:
U+202F between thousands, before ; ! ? and inside « », U+00A0 before : % and €, and after n°.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

NBSP = "\u00a0"
NNBSP = "\u202f"
_SPACES = re.compile(r"\s+")
_AMOUNT = re.compile(r"([-−] ?)?([0-9]{1,3}(?: [0-9]{3})+|[0-9]+)(?:,([0-9]{1,2}))?(?: ?€)?")
_MAX_DIGITS = 15
_HOUR = re.compile(r"([0-9]{1,2})\s*[hH:]\s*([0-9]{2})?")
#: Those that are read: Babel writes them, and takes 40 ms to load, which no check need pay.
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


class _Plain(dict[int, str]):
    """What each character is once it has no accent: none, one, or several of them."""

    def __missing__(self, code: int) -> str:
        parts = unicodedata.normalize("NFKD", _LIGATURES.get(chr(code), chr(code)))
        letters = "".join(c for c in parts if not unicodedata.combining(c))
        self[code] = re.sub(r"[\u2010-\u2015\u2212]", "-", letters).translate(_APOSTROPHES)
        return self[code]


_LIGATURES = {"œ": "oe", "Œ": "OE"}
_APOSTROPHES = str.maketrans("’ʼ", "''")
_PLAIN = _Plain()


def plain(text: str) -> str:
    """Fold spaces, dashes, apostrophes, accents and case: how texts are compared, never printed."""
    if not text.isascii():
        text = text.translate(_PLAIN)
    return _SPACES.sub(" ", text).strip().casefold()


PLAIN_MONTHS = [plain(month) for month in MONTHS]


class _Fold(dict[int, str]):
    """One character for one: no accent, no capital, plain spaces, dashes and apostrophes."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        if sign.isspace():
            folded = " "
        elif sign in "\u2010\u2011\u2012\u2013\u2014\u2015\u2212":
            folded = "-"
        elif sign in "’ʼ":
            folded = "'"
        else:
            base = unicodedata.normalize("NFD", sign)[0].lower()
            folded = base if len(base) == 1 else sign
        self[code] = folded
        return folded


_FOLD = _Fold()


def fold(text: str) -> str:
    """``plain``, character by character: a place in the result is a place in the text."""
    return text.translate(_FOLD)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that ``word`` most resembles, if any is near enough to be meant."""
    from difflib import get_close_matches

    by_plain = {plain(k).replace("_", " "): k for k in known}
    close = get_close_matches(plain(word).replace("_", " "), list(by_plain), n=1, cutoff=0.6)
    return by_plain[close[0]] if close else None


def or_rather(word: str, known: Iterable[str], end: str = ".") -> str:
    """« ; vouliez-vous dire « budget » ? », to end a sentence; ``end`` when nothing is near."""
    close = nearest(word, known)
    return f" ; vouliez-vous dire « {close} » ?" if close else end


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """« Vouliez-vous dire « budget » ? », after a space; nothing when nothing is near."""
    close = nearest(word, known)
    return f" Vouliez-vous dire « {close} » ?" if close else ""


# --- reading what people type --------------------------------------------------------------


def parse_amount(text: str) -> Decimal:
    """``285 000``, ``285000``, ``285 000,50 €`` → Decimal.

    Raises ValueError (in French) for anything else, a point above all: « 1.234 » may be read as
    one thousand or as one.
    """
    match = _AMOUNT.fullmatch(_SPACES.sub(" ", text.strip()))
    if match is None:
        hint = " : la virgule sépare les centimes, l'espace les milliers" if "." in text else ""
        raise ValueError(f"« {text} » n'est pas un montant{hint}. Écrivez par exemple 285 000,50")
    sign, whole, cents = match.groups()
    if sign:
        raise ValueError(f"« {text} » est un montant négatif ; un montant s'écrit sans signe")
    digits = whole.replace(" ", "")
    if len(digits) > _MAX_DIGITS:
        raise ValueError(f"« {text} » est un montant trop grand")
    return Decimal(f"{digits}.{cents}" if cents else digits)


#: Those of an act: the delays of the law, counted from another, would leave the calendar.
_YEARS = range(1800, 2200)


def parse_date(text: str) -> dt.date:
    """``2031-04-10``, ``10/04/2031``, ``10 avril 2031``, ``1er avril 2031`` → date.

    Raises ValueError in French for another form and for a day that does not exist.
    """
    folded = plain(text)
    if match := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", folded):
        year, month, day = (int(g) for g in match.groups())
    elif match := re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", folded):
        day, month, year = (int(g) for g in match.groups())
    elif match := re.fullmatch(
        rf"([0-9]{{1,2}})(?:er)? ({'|'.join(PLAIN_MONTHS)}) ([0-9]{{4}})", folded
    ):
        day, month, year = int(match[1]), PLAIN_MONTHS.index(match[2]) + 1, int(match[3])
    else:
        raise ValueError(f"« {text} » n'est pas une date. Écrivez par exemple 2031-04-10")
    if year not in _YEARS:
        said = f"l'année doit être entre {_YEARS[0]} et {_YEARS[-1]}"
        raise ValueError(f"« {text} » : {said}")
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise ValueError(f"« {text} » n'existe pas dans le calendrier") from None


def parse_hour(text: str) -> dt.time:
    """``18h00``, ``18 h``, ``18:30`` → time. Raises ValueError in French."""
    match = _HOUR.fullmatch(text.strip())
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        raise ValueError(f"« {text} » n'est pas une heure. Écrivez par exemple 18h00")
    return dt.time(int(match[1]), int(match[2] or 0))


# --- writing -------------------------------------------------------------------------------


def number(value: Decimal | int) -> str:
    """``45000`` → ``45 000``; two decimals if and only if there are cents."""
    text = f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"
    return text.replace(",", NNBSP).replace(".", ",")


def euros(value: Decimal | int) -> str:
    """``45000`` → ``45 000 €``."""
    return f"{number(value)}{NBSP}€"


def percent(value: Decimal) -> str:
    """A share of one hundred: ``9.1837`` → ``9,18 %``; ``12.50`` → ``12,5 %``."""
    text = f"{value.quantize(Decimal('0.01')).normalize() + 0:,f}"
    return f"{text.replace(',', NNBSP).replace('.', ',')}{NBSP}%"


def long_date(value: dt.date) -> str:
    """``10 avril 2031``; the first of a month is « 1er »."""
    from babel.dates import format_date

    text = str(format_date(value, format="d MMMM y", locale="fr"))
    return (f"1er{text[1:]}" if value.day == 1 else text).replace(" ", NBSP)


def day_name(value: dt.date) -> str:
    """``jeudi``."""
    from babel.dates import format_date

    return str(format_date(value, format="EEEE", locale="fr"))


def short_date(value: dt.date) -> str:
    """``13/03/2031``, as tables print it."""
    return f"{value:%d/%m/%Y}"


def hour(value: dt.time) -> str:
    """``18 h``, ``18 h 30``."""
    minutes = f"{NBSP}{value.minute:02}" if value.minute else ""
    return f"{value.hour}{NBSP}h{minutes}"


def join(items: Sequence[str]) -> str:
    """``a, b et c``."""
    head, last = ", ".join(items[:-1]), "".join(items[-1:])
    return f"{head} et {last}" if head else last


def plural(count: int, singular: str, many: str = "") -> str:
    """``0 ligne``, ``1 ligne``, ``2 lignes``: in French, plural begins at two."""
    return f"{number(count)} {(many or singular + 's') if count > 1 else singular}"


_SPACE = f"[ {NBSP}{NNBSP}]"
_MONTH = rf"(?i:{'|'.join(MONTHS)})\b"
#: What follows the number of a house.
_STREET = (
    r"(?i:allée|avenue|boulevard|chaussée|chemin|cours|esplanade|faubourg|grande?[ -]rue|impasse|"
    r"passage|place|promenade|quai|route|ruelle|rue|square|voie)\b"
)
_DIGITS = "0123456789"
_BIS = "(?:bis|ter|quater)"
#: What is written otherwise, and how; first the signs without one of which there is none.
_TYPOGRAPHY = (
    (";!?", f"{_SPACE}+([;!?])", rf"{NNBSP}\1"),
    (":%€", f"{_SPACE}+([:%€])", rf"{NBSP}\1"),
    ("»", f"{_SPACE}*»", f"{NNBSP}»"),
    ("«", f"«{_SPACE}*", f"«{NNBSP}"),
    ("°", rf"\b([nN]°s?){_SPACE}*(?=\d)", rf"\1{NBSP}"),
    (_DIGITS, rf"(?<=\d){_SPACE}(?=\d{{3}}(?!\d))", NNBSP),
    ("M", r"\b(M\.|MM\.|Mme|Mmes) +(?=\w)", rf"\1{NBSP}"),
    (_DIGITS, rf"(?<![\w,.])(\d\d?|1er|1\^er\^) +(?={_MONTH})", rf"\1{NBSP}"),
    (_DIGITS, rf"\b({_MONTH}) +(?=\d{{4}}(?!\d))", rf"\1{NBSP}"),
    (_DIGITS, rf"(?<=\d) (?={_BIS}\b)", NBSP),
    (_DIGITS, rf"(?<![\w,.])(\d{{1,4}}(?:{NBSP}{_BIS})?,?) +(?={_STREET})", rf"\1{NBSP}"),
    (".", r"\b(art|al|pp?|t|[LRDA])\. +(?=[\dIVXLRDA])", rf"\1.{NBSP}"),
    (".", r"(?<![\w.])((?:[A-ZÀ-Þ]h?\.[ -]?)+) +(?=[A-ZÀ-Þ]\w)", rf"\1{NBSP}"),
    ("'", r"(?<=\w)'(?=[\w«])", "’"),
)


@lru_cache(maxsize=8192)
def typography(text: str) -> str:
    """Set non-breaking spaces where French wants them, and the typographic apostrophe.

    Data typed on any keyboard print alike; no other character changes.
    """
    held = set(text)
    for signs, pattern, written in _TYPOGRAPHY:
        if not held.isdisjoint(signs):
            text = re.sub(pattern, written, text)
    return text


_TENS = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"))
_HUNDREDS = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"))
_ROMAN = (*_HUNDREDS, *_TENS, (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))


def letter(number: int) -> str:
    """A to Z, then AA, BB…, as Word numbers."""
    rounds, rank = divmod(number - 1, 26)
    return chr(ord("A") + rank) * (rounds + 1)


def roman(number: int) -> str:
    """1 and more in Roman numerals."""
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out
