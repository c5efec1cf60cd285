"""Text in columns, long lines folded, long quotations cut."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import zip_longest

WIDTH = 100
#: A sign at which no line ends: no-break spaces are none either (UAX 14, class GL).
UNBROKEN = r"[\S\u00a0\u2007\u202f]"
#: A space at which no line is folded, though it is typed as any other: « mot », mot ;
_HELD = re.compile(r"(?<=«) | (?=[»:;?!])")


def columns(rows: Iterable[Sequence[str]], right: Collection[int] = ()) -> list[str]:
    """Rows as aligned lines, the first one underlined; ``right`` are the columns of numbers."""
    table = [tuple(row) for row in rows]
    widths = [max(len(cell) for cell in column) for column in zip(*table, strict=True)]
    lines = [
        "  ".join(
            cell.rjust(width) if i in right else cell.ljust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in table
    ]
    return [lines[0], "  ".join("-" * width for width in widths), *lines[1:]]


def folded(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """A row whose cells are folded each in its column; a first one too long stands above.

    A word too long is cut, but in the last column, which may run over.
    """
    first, *others = cells
    if len(first) > widths[0]:
        yield first
        first = ""
    folds = [[first]]
    for rank, (cell, width) in enumerate(zip(others, widths[1:], strict=True), 2):
        wrap = textwrap.TextWrapper(
            width, break_on_hyphens=False, break_long_words=rank < len(widths)
        )
        folds.append([fold for line in cell.split("\n") for fold in wrap.wrap(line)])
    for row in zip_longest(*folds, fillvalue=""):
        yield "  ".join(map(str.ljust, row, widths)).rstrip()


def wrapped(text: str, indent: int) -> list[str]:
    """A text folded at the width of the page, what follows the first line pushed right.

    No line begins or ends with a guillemet alone, nor begins with a sign.
    """
    lines = textwrap.wrap(
        _HELD.sub("\x1f", text),
        WIDTH,
        initial_indent=" " * indent,
        subsequent_indent=" " * (indent + 4),
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace("\x1f", " ") for line in lines]


def shorten(text: str, most: int) -> str:
    """A text cut to so many characters, the last being « … »; as it is when it has no more."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def quoted(words: str, most: int = 60) -> str:
    """Words on one line, cut, as a message quotes them."""
    return shorten(" ".join(words.split()), most)
