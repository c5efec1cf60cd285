"""The signs that the font of the documents draws."""

from __future__ import annotations

from functools import cache
from pathlib import Path

#: Written by ``make docs`` from the font's four faces: every sign that all of them draw.
FILE = Path(__file__).parent.parent / "fonts" / "signes.txt"
#: Drawn as others by every program: spaces, line breaks, the hyphen that does not break.
_ALIKE = frozenset("\n\t\u00a0\u2010\u2011\u00ad")


@cache
def drawn() -> frozenset[str]:
    """Every sign that can be printed whatever the machine."""
    return frozenset(FILE.read_text(encoding="utf-8")) | _ALIKE


def undrawn(text: str) -> list[str]:
    """The signs of a text that the font lacks, each once, in order."""
    known = drawn()
    return [sign for sign in dict.fromkeys(text) if sign not in known]
