"""The text that somebody pasted into a file: its encoding, its size, its invisible characters."""

from __future__ import annotations

import codecs
import contextlib
import re
import sys
import unicodedata
from bisect import bisect_right
from pathlib import Path

from pmtdocs.dossier.source import FORBIDDEN
from pmtdocs.exchange.sitting.raw_sitting import Words
from pmtdocs.finding import ReadError
from pmtdocs.language.french import fold
from pmtdocs.system import files
from pmtdocs.system.limits import REGISTER_SIZE

_EMPHASIS = str.maketrans("*#", "  ")
#: A number in which a scanner read letters: « 1l avril 2O30 », « 18hOO »; never the l of « l' ».
_NUMBER = re.compile(r"(?<![a-z0-9'-])(?=[0-9lio]*[0-9])[0-9lio]+(?:h[0-9lio]{0,2})?(?![a-z0-9°'])")
_FIGURES = str.maketrans("lio", "110")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


class Pasted:
    """A text, and the same folded: each character keeps its place, so that places can be told."""

    def __init__(self, text: str, encoding: str = "utf-8") -> None:
        lines = text.replace("\r\n", "\n").replace("\r", "\n")
        self.text = unicodedata.normalize("NFC", lines)
        folded = "\n".join(map(fold, self.text.split("\n"))).translate(_EMPHASIS)
        self.folded = _NUMBER.sub(lambda number: number[0].translate(_FIGURES), folded)
        self.encoding = encoding
        self._starts = [0, *(i + 1 for i, c in enumerate(self.text) if c == "\n")]

    def words(self, start: int, end: int) -> Words:
        """A stretch of the text without its stars, its spaces made one."""
        text = " ".join(self.text[start:end].replace("*", " ").split())
        return self.at(start, text)

    def figure(self, start: int, end: int) -> Words:
        """A number, whatever letters a scanner read in it."""
        return self.at(start, self.folded[start:end])

    def at(self, start: int, text: str) -> Words:
        """Words that begin at a place of the text."""
        line = bisect_right(self._starts, start)
        return Words(text, line, start - self._starts[line - 1] + 1)


def spaced(pattern: str) -> re.Pattern[str]:
    """A pattern for the folded text, whose spaces are many at will but not without end: two
    adjoining `\\s*` over a page of blanks would take hours."""
    bounded = pattern.replace(r"\s*", r"\s{0,20}").replace(r"\s+", r"\s{1,20}")
    return re.compile(bounded, re.MULTILINE)


def read_pasted(file: Path) -> Pasted:
    """The text of a file, or of the standard input (« - »).

    Raises PmtdocsError: a file that is too big, that is not text, or that hides a character.
    """
    raw = _bytes(file)
    REGISTER_SIZE.check(len(raw), "Le texte" if str(file) == "-" else file.name)
    pasted = _decode(raw)
    if match := FORBIDDEN.search(pasted.text):
        place = pasted.at(match.start(), "")
        raise ReadError(
            f"Ligne {place.line}, colonne {place.column} : un caractère invisible ou de commande "
            f"(U+{ord(match[0]):04X}) se trouve dans le texte.",
            "Effacez-le et retapez le mot, ou collez le texte sans sa mise en forme.",
        )
    return pasted


def _bytes(file: Path) -> bytes:
    if str(file) == "-":
        return sys.stdin.buffer.read(REGISTER_SIZE.most + 1)
    return files.read(file, REGISTER_SIZE)


def _decode(raw: bytes) -> Pasted:
    """UTF-8, UTF-16 if it says so, else what Windows calls ANSI."""
    bom, encoding = next((pair for pair in _BOMS if raw.startswith(pair[0])), (b"", ""))
    for known in (encoding,) if bom else ("utf-8", "cp1252"):
        with contextlib.suppress(UnicodeDecodeError):
            return Pasted(raw.removeprefix(bom).decode(known), known)
    raise ReadError(
        "Le fichier n'est pas un texte (ni UTF-8, ni Windows-1252).",
        "Dans Word : Enregistrer sous, « Texte brut (.txt) », encodage UTF-8.",
    )
