"""Words as they are compared: what a keyboard, Word or a PDF may change of them is left out.

Spaces, dashes, apostrophes and bullets separate words and are none; quotes, ligatures and the
spaces inside numbers are folded. A dotted line is a blank to fill in, a template's tag is one word.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from enum import Enum
from functools import lru_cache
from itertools import groupby, islice
from typing import NamedTuple

from pmtdocs.compare.text import PAGE, Block, Text
from pmtdocs.language.french import MONTHS
from pmtdocs.language.numerals import NUMBERS
from pmtdocs.system.limits import COMPARE_WORDS

#: The end of a paragraph: both files have it when both are Word files.
END = "¶"

_SPACES = "\u00a0\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B)))
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufffe"
_BULLETS = "•▪■□▫○●◦‣⁃·☐❑❒❖➢"
_FOLDED = str.maketrans(
    dict.fromkeys(_SPACES + _BULLETS, " ")
    | dict.fromkeys(_DASHES, "-")
    | dict.fromkeys("’‘ʼ′‛", "'")
    | dict.fromkeys("«»“”„‟", '"')
    | {"º": "°", "\t": " ", "\n": " ", "\r": " "}
)
#: « ✓ » before the words of a line is the mark of a list; alone or after words, it says something.
_TICK_OF_LIST = re.compile(r"(?m)(?<=^)✓(?=\s+\w)")
_NUMBER = r"\d{1,3}(?: \d{3})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?"
_TOKEN = re.compile(
    # A tag that is opened again was never closed: nothing is read twice.
    r"(?P<tag>\{(?:\{(?:(?!\{\{).)*?\}|%(?:(?!\{%).)*?%|#(?:(?!\{#).)*?#)\})"
    r"|(?P<blank>(?:… ?){2,}|(?:\. ?){5,}|_{3,})"
    rf"|(?P<number>(?:(?<![\w.])-(?=\d))?(?:{_NUMBER}))"
    # « C O N V E N T I O N », typed with its spaces
    r"|(?P<spaced>(?<!\w)[A-ZÀ-ÖØ-Þ](?: [A-ZÀ-ÖØ-Þ]){3,30}(?! ?\w))"
    r"|(?P<word>(?:[^\W\d_]|[\u0300-\u036f\u00ad])+)"
    r"|(?P<sign>…|\.{3}|[^\s'-])",
    re.DOTALL,
)
#: No number is written in more words.
_LONGEST = 30
_NUMERAL = rf"(?:zéro|{'|'.join(sorted(NUMBERS))})"
#: A value as people read it: a date, an amount with its unit, a number in words.
_FIGURE = re.compile(
    rf"\b\d{{1,2}}(?: ?er)? (?:{'|'.join(MONTHS)})(?: \d{{4}})?"
    r"|\b\d{1,2}/\d{1,2}/\d{2,4}|\b\d{4}-\d{2}-\d{2}"
    rf"|(?:(?<![\w.])-)?(?:{_NUMBER})(?: ?(?:€|%|euros?\b|h\d{{2}}|h\b))?"
    rf"|\b{_NUMERAL}(?:(?: |-| et |-et-)(?:{_NUMERAL}|une?\b)){{0,{_LONGEST}}}"
    r"(?: virgule| d'euros?| euros?)?\b",
    re.IGNORECASE,
)


class Kind(Enum):
    """What a token is."""

    WORD, NUMBER, SIGN, BLANK, TAG, END = range(6)


class Token(NamedTuple):
    """A word at its place; ``key`` is what is compared, letter case aside."""

    key: str
    exact: str
    kind: Kind
    block: int
    start: int
    end: int


def fold(text: str) -> str:
    """The text with one sign for each kind of space, dash, apostrophe, quote; same length."""
    return _TICK_OF_LIST.sub(" ", text).translate(_FOLDED)


def tokens(text: Text, with_ends: bool) -> list[Token]:
    """The words of a file, with the ends of its paragraphs or, beside a PDF, the calls of notes.

    Raises LimitError.
    """
    out: list[Token] = []
    for index, block in enumerate(text.blocks):
        here = [*islice(_of_block(block.left, index), COMPARE_WORDS.most + 1)]
        out += here if with_ends else _with_calls(here, block, index)
        if with_ends:
            size = len(block.words)
            out.append(Token(END, END, Kind.END, index, size, size))
        COMPARE_WORDS.check(len(out), text.file)
    return out


def without_ends(words: Iterable[Token]) -> list[Token]:
    """Words without the ends of their paragraphs."""
    return [token for token in words if token.kind is not Kind.END]


def uncut(words: Iterable[Token]) -> list[str]:
    """The words with those that stand side by side as one; numbers too, where thousands could go
    on: two cells of a line of a PDF are « 45 000 135 000 »."""
    out: list[str] = []
    for is_word, group in groupby(words, key=lambda t: t.kind is Kind.WORD):
        said = [token.exact for token in group]
        if is_word:
            said = ["".join(said)]
        for word in said:
            if out and out[-1].isdigit() and word.isdigit() and len(word) % 3 == 0:
                out[-1] += word
            else:
                out.append(word)
    return out


def _with_calls(words: list[Token], block: Block, index: int) -> list[Token]:
    """The words of a paragraph and the marks of the notes that it calls, which a PDF shows."""
    for at, mark in block.calls:
        rank = bisect_left(words, at, key=lambda token: token.start)
        said = [Token(mark, mark, Kind.NUMBER, index, at, at)] if mark == PAGE else None
        found = said or [t._replace(start=at, end=at) for t in _of_block(mark, index)]
        words[rank:rank] = found
    return words


def keys(words: str) -> tuple[str, ...]:
    """Words reduced to what is compared."""
    return tuple(token.key for token in _of_block(words, 0))


def _of_block(words: str, block: int) -> Iterable[Token]:
    for match in _TOKEN.finditer(fold(words)):
        name = match.lastgroup or "sign"
        kind = Kind.WORD if name == "spaced" else Kind[name.upper()]
        exact = _exact(match[0], kind)
        yield Token(exact.casefold(), exact, kind, block, match.start(), match.end())


def _exact(text: str, kind: Kind) -> str:
    if kind is Kind.BLANK:
        return "…………"
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "")
    if kind is Kind.NUMBER:
        return text.replace(" ", "")
    return re.sub(r"\s+", "", text) if kind in (Kind.TAG, Kind.WORD) else text


class Figure(NamedTuple):
    """A value in a paragraph: what it says, and where."""

    value: str
    start: int
    end: int


def as_written(text: Text, words: Iterable[Token], shown: Sequence[Figure] = ()) -> str:
    """Words as they stand in the file, widened to whole figures."""
    out = []
    for block, group in groupby(without_ends(words), key=lambda t: t.block):
        here = list(group)
        start, end = here[0].start, here[-1].end
        for figure in shown:
            if figure.start < end and figure.end > start:
                start, end = min(start, figure.start), max(end, figure.end)
        out.append(text.blocks[block].left[start:end])
    return " ".join(" ".join(out).split())


@lru_cache(maxsize=256)
def figures(words: str) -> tuple[Figure, ...]:
    """The dates, amounts, numbers of a paragraph, in digits or in words; in order."""
    found = _FIGURE.finditer(fold(words))
    return tuple(Figure("".join(keys(m[0])), m.start(), m.end()) for m in found)


def touched(found: Sequence[Figure], start: int, end: int) -> list[Figure]:
    """Those of the figures of a paragraph that its words from ``start`` to ``end`` touch."""
    first = bisect_right(found, start, key=lambda figure: figure.end)
    last = bisect_left(found, end, first, key=lambda figure: figure.start)
    return [*found[first:last]]
