"""What is wrong, and where: the vocabulary that every layer shares.

A *path* names a place in the data (``("budget", "depenses", "lignes", 2, "montant")``), a *span*
a place in a file. A rule only knows paths; whoever has read the files adds the spans.
"""

from __future__ import annotations

import copyreg
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

    @property
    def said(self) -> str:
        """The word for people, the same on the screen, on the page and in the docs."""
        return _SAID[self]


_SAID = {Severity.ERROR: "erreur", Severity.WARNING: "avertissement", Severity.INFO: "information"}


class ExitCode:
    """The exit codes of the command, the same for every subcommand."""

    OK, FINDINGS, USAGE, DATA, TEMPLATE = range(5)
    LIMIT, WRITE = 6, 7
    INTERNAL = 70  # EX_SOFTWARE of sysexits.h
    INTERRUPTED, NOBODY_READS, TERMINATED = 130, 141, 143  # 128 and the number of the signal


#: Each code in a few words, and what it says.
EXIT_CODES: dict[int, tuple[str, str]] = {
    ExitCode.OK: ("rien à redire", "La commande a fait ce qui est demandé."),
    ExitCode.FINDINGS: (
        "un constat",
        "Une règle n'est pas respectée, une différence est trouvée, un document n'est pas tel que "
        "produit. Rien d'autre ne donne ce code.",
    ),
    ExitCode.USAGE: (
        "commande mal écrite",
        "Une option, un nom, un dossier ou un répertoire n'existe pas.",
    ),
    ExitCode.DATA: ("données illisibles", "Un fichier de données ou reçu ne se lit pas."),
    ExitCode.TEMPLATE: ("modèle fautif", "Un modèle Word manque, ne se lit pas, ou est fautif."),
    ExitCode.LIMIT: ("borne dépassée", "Un fichier est trop grand, ou demande trop de calcul."),
    ExitCode.WRITE: ("écriture impossible", "Rien n'est écrit : ce qui était là n'a pas changé."),
    ExitCode.INTERNAL: ("défaut de pmtdocs", "Signalez-le ; PMTDOCS_DEBUG=1 montre le détail."),
    ExitCode.INTERRUPTED: (
        "interrompu",
        "Ctrl+C : rien n'est écrit à moitié. L'atelier (serve) qu'on ferme ainsi le rend aussi.",
    ),
    ExitCode.NOBODY_READS: (
        "lecteur parti",
        "Qui lisait la sortie (| head) l'a fermée avant la fin.",
    ),
    ExitCode.TERMINATED: (
        "arrêté",
        "Le système ou un autre programme a demandé l'arrêt (SIGTERM), ou le terminal est fermé.",
    ),
}


_E = ExitCode
#: From the least: what cannot be read comes before what cannot be right.
_BY_WEIGHT = (_E.OK, _E.FINDINGS, _E.USAGE, _E.TEMPLATE, _E.DATA, _E.LIMIT, _E.WRITE, _E.INTERNAL)


def worst(codes: Iterable[int]) -> int:
    """The exit code of several findings, or of several dossiers."""
    return max(codes, key=_BY_WEIGHT.index, default=ExitCode.OK)


#: What fails, by the value of ``--fail-on``; « error » is also what blocks a signature.
FAIL_ON = {"error": (Severity.ERROR,), "warning": (Severity.ERROR, Severity.WARNING), "never": ()}


#: Of what an error of ours says.
_LONG = 300


class PmtdocsError(Exception):
    """A failure said in one French message; ``exit_code`` is what the command returns."""

    exit_code: int = ExitCode.USAGE

    def __init__(self, message: str, help: str = "", *, exit_code: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.help = help
        if exit_code is not None:
            self.exit_code = exit_code

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled whole, whatever it is made from: documents are made in other processes."""
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]


def internal(error: BaseException) -> PmtdocsError:
    """What is said of a fault of ours, in one line."""
    said = " ".join(f"{type(error).__name__} : {error}".split())[:_LONG]
    how = "C'est un défaut de pmtdocs, pas de vos données : signalez-le."
    return PmtdocsError(f"erreur interne ({said}).", how, exit_code=ExitCode.INTERNAL)


class ReadError(PmtdocsError):
    """A file handed over that cannot be read as what it is to be."""

    exit_code = ExitCode.DATA


class Kind(NamedTuple):
    """What all findings of one code share.

    ``name`` states the fault in a few hyphenated words; ``reference`` is the law or norm behind it,
    empty where the fault is one of form. ``exit`` is the exit code of a command that it fails.
    """

    code: str
    name: str
    severity: Severity
    reference: str = ""
    exit: int = ExitCode.FINDINGS

    @property
    def of_form(self) -> bool:
        """Is it about what cannot be read, rather than about what is not right?"""
        return self.exit != ExitCode.FINDINGS


def unreadable(code: str, name: str, exit: int = ExitCode.DATA) -> Kind:
    """The kind of an error of form, in the data unless ``exit`` says otherwise."""
    return Kind(code, name, Severity.ERROR, exit=exit)


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

    kind: Kind
    message: str
    primary: Location
    related: tuple[Location, ...] = ()
    help: str = ""
    figures: tuple[Decimal, ...] = ()
    accepted: str = ""
    about: str = ""
    """The Word file at fault, by name, when ``primary`` is where that file is asked for."""

    @property
    def code(self) -> str:
        return self.kind.code

    @property
    def blocks(self) -> bool:
        """An error that no reserve accepts: it stops what is to be signed."""
        return self.fails("error")

    def fails(self, fail_on: str) -> bool:
        """Does it make the command fail (``error``, ``warning``, ``never``)? Never what a reserve
        accepts."""
        return not self.accepted and self.kind.severity in FAIL_ON[fail_on]

    def sort_key(self) -> tuple[str, int, int, str]:
        """Order of every report: file, line, column, code."""
        span = self.primary.span
        return (span.file, span.line, span.column, self.code) if span else ("", 0, 0, self.code)


class DataError(PmtdocsError):
    """The data cannot be read; carries every finding, not only the first."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(findings, key=Finding.sort_key))
        exit_code = worst(finding.kind.exit for finding in self.findings)
        (_, said, (_, span, label), _, help, *_), *others = self.findings
        place = f"{label} ({span.file}:{span.line}:{span.column})" if span else label
        more = f" (et {len(others)} de plus : pmtdocs check)" if others else ""
        message = f"Les données ne peuvent pas être lues. {place} : {said}{more}"
        super().__init__(message, help, exit_code=exit_code)
