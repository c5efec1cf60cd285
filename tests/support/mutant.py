"""One slip of the pen in a data file, and the text that it is made in."""

from __future__ import annotations

from pathlib import Path as FilePath
from typing import NamedTuple

from pmtdocs.dossier.source import Source
from pmtdocs.finding import Path, Span

#: The kind of a mutant that takes an item away.
DROPPED = "dropped"


class Mutant(NamedTuple):
    """One change: at ``path``, the characters ``start`` to ``end`` of a file become ``new``."""

    file: str
    path: Path
    kind: str
    start: int
    end: int
    old: str
    new: str

    def apply(self, text: str) -> str:
        """The text of the file with the change."""
        return text[: self.start] + self.new + text[self.end :]

    def __str__(self) -> str:
        change = "" if self.kind == DROPPED else f": {_short(self.old)} → {_short(self.new)}"
        return f"{self.file} {'.'.join(map(str, self.path))} [{self.kind}]{change}"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 40 else f"{words[:39]}…"


class Text:
    """A file and the offset of each of its lines."""

    def __init__(self, source: Source) -> None:
        self.source, self.file = source, FilePath(source.file)
        self.text = source.text
        self.lines = [0]
        for line in self.text.split("\n"):
            self.lines.append(self.lines[-1] + len(line) + 1)

    @property
    def name(self) -> str:
        return f"{self.file.parent.name}/{self.file.name}"

    def start(self, span: Span) -> int:
        return self.lines[span.line - 1] + span.column - 1

    def end(self, span: Span) -> int:
        return min(self.lines[span.end_line - 1] + span.end_column - 1, len(self.text))

    def mutant(self, path: Path, kind: str, start: int, end: int, new: str) -> Mutant:
        return Mutant(self.name, path, kind, start, end, self.text[start:end], new)
