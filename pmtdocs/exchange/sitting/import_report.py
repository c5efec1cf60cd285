"""What an import of a sitting has to say: what stops it, what to read over, what was counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pmtdocs.dossier.model.common import Person, Town
from pmtdocs.dossier.model.sitting import Sitting
from pmtdocs.exchange.sitting.naming import ADD, Imported
from pmtdocs.exchange.sitting.raw_sitting import Problem
from pmtdocs.exchange.sitting.seance_yaml import shared_entry
from pmtdocs.language.french import plural

#: So many new names are told one by one; more make a council, told in one line.
_FEW = 3


def failure(imported: Imported, file: str, written: bool) -> str:
    """Each problem with its place and the next step, then what data/_commun lacks; ``written``:
    has it been given something already?"""
    problems = imported.problems
    new = [one for one in problems if one.help == ADD]
    lines = [
        f"{one.label}{_at(one, file)}\n  {one.message}\n  → {one.help}\n"
        for one in problems
        if len(new) <= _FEW or one.help != ADD
    ]
    lines += [f"À vérifier, {_said(note, file)}" for note in imported.notes]
    if len(new) > _FEW:
        lines.append(f"{len(new)} noms ne sont pas encore dans data/_commun, ni rien de proche.")
    lines.append("")
    lacking: dict[str, Mapping[str, Person | Town]]
    lacking = {"communes": imported.towns, "personnes": imported.people}
    for table, entries in lacking.items():
        if entries:
            shown = [shared_entry(key, one) for key, one in entries.items()]
            lines += [f"Lignes à ajouter à data/_commun/{table}.yaml :\n", *shown, ""]
    if imported.people or imported.towns:
        lines.append("Si le fichier ne contient que « {} », effacez ces deux signes.")
        lines.append("L'option --write écrit pour vous celles dont le nom n'est proche d'aucun.\n")
    done = "la séance n'est pas écrite" if written else "rien n'a été écrit"
    return "\n".join([*lines, f"{plural(len(problems), 'point')} à régler : {done}."])


def _said(note: Problem, file: str) -> str:
    return f"{note.label}{_at(note, file)} : {note.message}"


def _at(note: Problem, file: str) -> str:
    return f" ({file}:{note.words.line}:{note.words.column})" if note.words else ""


def success(sitting: Sitting, notes: Sequence[Problem], file: str) -> str:
    """What to read over, then the counts that a clerk compares with the register."""
    lines = [f"À vérifier, {_said(note, file)}" for note in notes]
    modes = Counter(seat.mode for seat in sitting.membres)
    parts = [plural(modes["salle"], "présent")]
    if modes["visio"]:
        parts.append(f"{modes['visio']} en visioconférence")
    parts += [plural(modes["absent"], "absent"), plural(len(sitting.procurations), "procuration")]
    listed, office = len(sitting.membres), sitting.membres_en_exercice
    tie = "autant que" if listed == office else f"pour {office}"
    counts = f"{', '.join(parts)} ; {plural(listed, 'nom')}, {tie} de membres en exercice."
    return "\n".join([*lines, counts])
