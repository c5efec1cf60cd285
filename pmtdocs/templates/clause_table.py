"""The clause library of a modèle: is its table right, and does what a dossier chooses exist?

``table`` is looked for once as long as the file is the same: the contract takes time to read.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from pmtdocs.dossier.labels import describe
from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.model.library import ROOT, Library, LibraryClause, read_library
from pmtdocs.finding import ExitCode, Finding, Kind, Location, Span
from pmtdocs.finding import Path as DataPath
from pmtdocs.language.french import join, or_rather
from pmtdocs.system.files import is_closed, shown
from pmtdocs.templates import completed
from pmtdocs.templates.contract import conditions
from pmtdocs.templates.fault import Fault, Faults
from pmtdocs.templates.kinds import BAD_TABLE, MISSING_WORDS, NO_PLACE, UNKNOWN_CLAUSE
from pmtdocs.templates.words import Wordings, unreadable


def table(file: Path) -> Faults:
    """What is wrong in the table itself, clause by clause."""
    library = read_library(file.parent, "")
    for found in library.findings:
        path, kind = found.primary.path, found.kind._replace(exit=ExitCode.TEMPLATE)
        yield _fault(library, path, found.message, found.help, kind, found.primary.span)
    for name, clause in library.clauses.items():
        for i, other in enumerate(clause.contredit):
            if other not in library.clauses:
                message = f"La clause « {other} » n'existe pas{or_rather(other, library.clauses)}"
                help = f"Choisissez parmi : {join([*library.clauses])}."
                yield _fault(library, (ROOT, name, "contredit", i), message, help)
        if clause.condition and (reason := _unfit(clause.condition)):
            help = "Les champs : pmtdocs templates fields ; les seuils : loi.convention_seuil…"
            yield _fault(library, (ROOT, name, "condition"), reason, help)


def _unfit(condition: str) -> str:
    """What is wrong with a condition, in French; nothing when it can be worked out."""
    try:
        named = conditions.names(condition)
    except conditions.ConditionError as error:
        text = str(error)
        return f"{text[0].upper()}{text[1:]}."
    from pmtdocs.dossier.views import contract

    known = conditions.known_laws()
    for name in named:
        if name not in known and contract.find(name) is None:
            fields = [*known, *(field for field, _ in contract.walk(contract.contract()))]
            hint = or_rather(name, fields)
            return f"La condition nomme « {name} », qui n'est ni un champ ni un seuil de loi{hint}"
    return ""


def _fault(
    library: Library,
    path: DataPath,
    message: str,
    help: str,
    kind: Kind = BAD_TABLE,
    span: Span | None = None,
) -> Fault:
    source = library.source
    at = span or source.place(path) or Span("", 1, 1, 1, 1)
    label, text = describe(path, {ROOT: source.tree}), source.line(at.line)
    return Fault(kind, message, help, label, at.line, at.column, at.end_column, text)


# --- what a dossier chooses --------------------------------------------------------------------


def chosen(loaded: Loaded, folder: Path, words: Wordings) -> Iterator[Finding]:
    """Clauses of a dossier that are not in the table, have no file, or nowhere to go."""
    if words.library.findings:
        yield from _unread(loaded, words.library)
        return
    for i, name in enumerate(loaded.dossier.dossier.clauses):
        place = loaded.locate(("dossier", "clauses", i), f"Dossier, clause « {name} »")
        clause = words.library.clauses.get(name)
        if clause is None:
            known = join([*words.library.clauses]) or "aucune"
            message = f"La clause « {name} » n'existe pas{or_rather(name, words.library.clauses)}"
            yield Finding(UNKNOWN_CLAUSE, message, place, help=f"Choisissez parmi : {known}.")
        elif not os.path.lexists(file := completed.file_of(folder, name)):
            yield _without_words(name, file, place)
        elif why := _nowhere(name, clause, words):
            help = f"Dans Word, posez ce signet : Insertion > Signet > {clause.place[0]}."
            yield Finding(NO_PLACE, why[0], place, help=help, about=why[1])


def _without_words(name: str, file: Path, place: Location) -> Finding:
    """Its file is not there, or cannot be seen."""
    if is_closed(file.parent):
        return unreadable(file, place)
    message = f"La clause « {name} » n'a pas de mots : {shown(file)} n'existe pas."
    help = "Remettez ce fichier Word, ou retirez la clause du dossier."
    return Finding(MISSING_WORDS, message, place, help=help, about=file.name)


def _unread(loaded: Loaded, library: Library) -> Iterator[Finding]:
    """The table's own faults are said where they are; here, that what was chosen is not read."""
    if loaded.dossier.dossier.clauses:
        place = loaded.locate(("dossier", "clauses"))
        file = library.source.file
        message = f"Les clauses choisies ne peuvent pas être lues : {file} est fautif."
        yield Finding(BAD_TABLE, message, place, help="Corrigez d'abord ce fichier.")


def _nowhere(name: str, clause: LibraryClause, words: Wordings) -> tuple[str, str] | None:
    """Why the words of a clause would not be printed, and the file without a place for them."""
    takers = [wording for part, wording in words.parts.items() if clause.fits(part)]
    if not takers:
        whose = f"La clause « {name} » complète la pièce « {clause.partie} »"
        return f"{whose}, qu'aucun document du dossier ne demande.", ""
    without = [wording for wording in takers if not completed.place_in(wording, clause)]
    if not without:
        return None
    wanted = " ou ".join(f"« {mark} »" for mark in clause.place)
    part, file = without[0].part, without[0].file
    message = f"La clause « {name} » n'a pas de place dans la pièce « {part} »"
    return f"{message} : {file} n'a pas le signet {wanted}.", Path(file).name
