"""The signs that the fonts of the documents draw."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FONTS = Path(__file__).parent.parent / "fonts"
#: Written by ``make docs``: every sign that the four faces of Carlito draw.
FILE = _FONTS / "signes.txt"
#: Those that the font beside it draws, and Carlito does not: arrows, boxes, mathematics.
SYMBOLS = _FONTS / "symboles.txt"
#: Drawn as others by every program: spaces, line breaks, the hyphen that does not break.
_ALIKE = frozenset("\n\t\u00a0\u2010\u2011\u00ad")


@cache
def drawn() -> frozenset[str]:
    """Every sign that can be printed whatever the machine."""
    return frozenset(FILE.read_text(encoding="utf-8")) | symbols() | _ALIKE


@cache
def symbols() -> frozenset[str]:
    """The signs whose drawing is that of the font of signs, whatever font the words name."""
    return frozenset(SYMBOLS.read_text(encoding="utf-8"))


def undrawn(text: str) -> list[str]:
    """The signs of a text that no font of ours draws, each once, in order."""
    known = drawn()
    return [sign for sign in dict.fromkeys(text) if sign not in known]
