"""What is wrong, and where: the vocabulary that every layer shares.

A *path* names a place in the data (``("budget", "depenses", "lignes", 2, "montant")``), a *span*
a place in a file. A rule only knows paths; whoever has read the files adds the spans.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from enum import StrEnum
from typing import Any, NamedTuple

Path = tuple[str | int, ...]


class Severity(StrEnum):
    """How much a finding weighs: an error blocks what is to be signed, the others never do."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class ExitCode:
    """The exit codes of the command, the same for every subcommand."""

    OK, FINDINGS, USAGE, DATA, TEMPLATE, FORM, LIMIT, WRITE = range(8)


class PmtdocsError(Exception):
    """A failure said in one French message; ``exit_code`` is what the command returns."""

    exit_code = ExitCode.USAGE

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help = help

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled whole: documents are made in other processes."""
        return type(self), (self.message, self.help), self.__dict__


class Kind(NamedTuple):
    """What all findings of one code share.

    ``name`` states the fault in a few hyphenated words; ``reference`` is the law or norm behind it,
    empty where the fault is one of form.
    """

    code: str
    name: str
    severity: Severity
    reference: str = ""


class Doc(NamedTuple):
    """The page of a code, in French: what it checks, why, a wrong and a right example."""

    what: str
    why: str
    wrong: str
    right: str


class Span(NamedTuple):
    """A stretch of a text file; lines and columns count from 1, the end column is exclusive."""

    file: str
    line: int
    column: int
    end_line: int
    end_column: int


class Location(NamedTuple):
    """One place, said twice: ``label`` for people, ``span`` for machines."""

    path: Path
    span: Span | None = None
    label: str = ""


class Finding(NamedTuple):
    """One fault. ``figures`` are the values compared, in the order that a reserve names them."""

    code: str
    message: str
    primary: Location
    related: tuple[Location, ...] = ()
    help: str = ""
    figures: tuple[Decimal, ...] = ()
    accepted: str = ""

    def sort_key(self) -> tuple[str, int, int, str]:
        """Order of every report: file, line, column, code."""
        span = self.primary.span
        return (span.file, span.line, span.column, self.code) if span else ("", 0, 0, self.code)


class DataError(PmtdocsError):
    """The data cannot be read; carries every finding, not only the first."""

    exit_code = ExitCode.DATA

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings, key=Finding.sort_key))
        super().__init__("Les données ne peuvent pas être lues.")
