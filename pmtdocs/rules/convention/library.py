"""CNV018, 019: the clause library of a modèle, held against what a dossier chooses and says."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.dossier.model.library import LibraryClause
from pmtdocs.dossier.views.context import context
from pmtdocs.dossier.views.tree import Node
from pmtdocs.finding import Path, Severity
from pmtdocs.language.columns import shorten
from pmtdocs.language.french import plain, short_date
from pmtdocs.rules.base import Fault, Faults, cites, once, text_rule
from pmtdocs.templates.contract import conditions
from pmtdocs.templates.words import Wording, Wordings
from pmtdocs.word.paragraph import ROOT, Paragraph

_CHOICE: Path = ("dossier", "clauses")


class State(StrEnum):
    """Where a clause stands in a dossier."""

    CHOSEN = "choisie"
    SAID = "déjà dans le texte"
    ASKED = "demandée par la loi"
    ADVISED = "conseillée"
    IDLE = "sans objet"
    UNKNOWN = "à voir"
    OUT = "hors des documents"


class Standing(NamedTuple):
    """A clause, where it stands, and why."""

    name: str
    clause: LibraryClause
    state: State
    why: str
    said: Paragraph | None = None
    """The paragraph of the part that says it already."""


def judged(dossier: Dossier) -> tuple[dt.date, str, Path]:
    """The day by which an act is judged, what it is, and where it is said."""
    signed = dossier.convention.signature.date if dossier.convention else None
    if isinstance(signed, dt.date):
        return signed, "a été signée le", ("convention", "signature", "date")
    if dossier.seance:
        return dossier.seance.date, "a été votée le", ("seance", "date")
    year = dossier.dossier.exercices[0]
    return dt.date(year, 1, 1), "est jugée au", ("dossier", "exercices")


@once
def standings(wordings: Wordings, dossier: Dossier) -> list[Standing]:
    """Every clause of the library, in the order of its table."""
    return [*_standings(wordings, dossier)]


def _standings(wordings: Wordings, dossier: Dossier) -> Iterator[Standing]:
    day = judged(dossier)[0]
    body = dossier.beneficiaire
    laws = conditions.laws(day, body.body) if body else conditions.laws(day)
    facts = context(dossier).plus(Node({conditions.LAW: laws}))
    for name, clause in wordings.library.clauses.items():
        takers = [wording for part, wording in wordings.parts.items() if clause.fits(part)]
        said, unmet = _saying(clause, takers), _unmet(clause, facts)
        if name in dossier.dossier.clauses:
            yield Standing(name, clause, State.CHOSEN, unmet, said)
        elif not takers:
            why = f"aucun document ne demande la pièce « {clause.partie} »"
            yield Standing(name, clause, State.OUT, why)
        elif said:
            yield Standing(name, clause, State.SAID, said.label, said)
        elif against := _opposite(name, wordings, dossier.dossier.clauses):
            yield Standing(name, clause, State.IDLE, f"« {against} » est choisie et la contredit")
        else:
            yield Standing(name, clause, *_unsaid(clause, unmet, day))


def _opposite(name: str, wordings: Wordings, others: Sequence[str]) -> str | None:
    """The first of some clauses that cannot stand beside this one."""
    known = wordings.library.clauses
    return next((o for o in others if o in known and _oppose(name, o, wordings)), None)


def _oppose(name: str, other: str, wordings: Wordings) -> bool:
    known = wordings.library.clauses
    return other in known[name].contredit or name in known[other].contredit


def _unsaid(clause: LibraryClause, unmet: str, day: dt.date) -> tuple[State, str]:
    if unmet:
        return (State.UNKNOWN if unmet.startswith(_MISSING) else State.IDLE), unmet
    if clause.depuis and clause.asked(day):
        return State.ASKED, f"depuis le {short_date(clause.depuis)} : {clause.cited}"
    instead = f" Ou bien : {', '.join(clause.contredit)}." if clause.contredit else ""
    return State.ADVISED, f"{clause.motif}{instead}"


_MISSING = "il manque"


def _unmet(clause: LibraryClause, facts: Node) -> str:
    """Why its condition does not hold; nothing when it does."""
    try:
        met = conditions.holds(clause.condition, facts)
    except conditions.UnknownFactError as error:
        return f"{_MISSING} {error}"
    except conditions.ConditionError:
        return f"{_MISSING} une condition qui se lise"
    return "" if met else f"sa condition n'est pas remplie ({clause.condition})"


def _saying(clause: LibraryClause, takers: list[Wording]) -> Paragraph | None:
    """The paragraph of a part that says it in words of its own."""
    for wording in takers:  # its whole text first: most say none of it
        wanted = [words for words in clause.mots if _says(words, wording.plain)]
        for paragraph in wording.printed if wanted else ():
            if not paragraph.clause and any(_says(words, paragraph.plain) for words in wanted):
                return paragraph
    return None


def _says(words: str, text: str) -> bool:
    """« non dépensé », « compte rendu … financier »: « … » stands for a few words."""
    first, *others = _pieces(words)
    if not others:
        return first in text
    return first in text and bool(_pattern(words).search(text))


@lru_cache(maxsize=512)
def _pieces(words: str) -> tuple[str, ...]:
    return tuple(plain(piece.strip()) for piece in re.split(r"…|\.\.\.", words))


@lru_cache(maxsize=512)
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(r"[^.\n]{0,80}?".join(map(re.escape, _pieces(words))))


def offered(fault: Fault, key: str, wordings: Wordings) -> Fault:
    """A fault that names the clause of the library which would answer it, if there is one."""
    for name, clause in wordings.library.clauses.items():
        if key in clause.repond_a and any(clause.fits(part) for part in wordings.parts):
            return fault._replace(help=_choose(name, clause))
    return fault


def _choose(name: str, clause: LibraryClause) -> str:
    return f"Ajoutez la clause « {clause.titre} » : `clauses: [{name}]` dans dossier.yaml."


@cites("Pour chaque clause, la référence de clauses.yaml, au jour de l'acte")
@text_rule("clause-a-choisir", Severity.WARNING, of_any_part=True)
def CNV018(wordings: Wordings, dossier: Dossier) -> Faults:
    """Une clause de la bibliothèque que la loi demande, dont la condition est remplie, est choisie
    par le dossier ou déjà dite par la pièce.

    Pourquoi : Le modèle sait écrire la clause : il reste à la choisir.
    Faux : Une aide de minimis, sans la clause qui la nomme à l'entreprise.
    Juste : « clauses: [aide-de-minimis] » dans dossier.yaml.
    """
    for one in standings(wordings, dossier):
        clause = one.clause
        if one.state is State.ASKED and not clause.repond_a and clause.depuis:
            part = next(part for part in wordings.parts if clause.fits(part))
            day, how, place = judged(dossier)
            yield Fault(
                (ROOT, part, one.name),
                f"La clause « {clause.titre} » manque. {clause.motif} La loi la demande depuis le "
                f"{short_date(clause.depuis)}, et la pièce {how} {short_date(day)} : "
                f"{clause.cited}.",
                (place,),
                _choose(one.name, clause),
            )


@cites("Déduit des documents : une clause s'applique à quelque chose, et se dit une fois")
@text_rule("clause-sans-objet", Severity.WARNING, of_any_part=True)
def CNV019(wordings: Wordings, dossier: Dossier) -> Faults:
    """Une clause choisie a sa condition remplie, et la pièce ne la dit pas déjà.

    Pourquoi : Une clause qui ne s'applique à rien, ou dite deux fois autrement, rend l'acte ambigu.
    Faux : Une avance et un solde, quand la subvention est versée en une fois.
    Juste : Une avance et un solde, quand la subvention est versée en deux fois.
    """
    voted = dossier.dossier.etat >= Stage.VOTE
    for one in standings(wordings, dossier):
        if one.state is not State.CHOSEN or (one.why.startswith(_MISSING) and not voted):
            continue  # a draft does not know its vote yet
        path: Path = (*_CHOICE, dossier.dossier.clauses.index(one.name))
        if one.why:
            yield Fault(
                path,
                f"La clause « {one.clause.titre} » est choisie, mais {one.why}.",
                (("dossier", "modele"),),
                "Retirez-la, ou complétez les données qu'elle suppose.",
            )
        elif one.said and not one.clause.remplace:
            yield Fault(
                path,
                f"La clause « {one.clause.titre} » est choisie, mais la pièce le dit déjà : "
                f"« {shorten(one.said.words, 80)} ».",
                (one.said.path,),
                "Retirez la clause, ou ces mots du modèle.",
            )


def opposed(wordings: Wordings, dossier: Dossier) -> Faults:
    """CNV013: two clauses that cannot both be chosen, each pair once."""
    known = wordings.library.clauses
    names = [(i, name) for i, name in enumerate(dossier.dossier.clauses) if name in known]
    for (j, other), (i, name) in combinations(names, 2):
        if _oppose(name, other, wordings):
            yield Fault(
                (*_CHOICE, i),
                f"Les clauses « {known[other].titre} » et « {known[name].titre} » se "
                "contredisent : l'acte ne peut pas dire les deux.",
                ((*_CHOICE, j),),
                "Gardez-en une.",
            )
