"""A dossier from none, in a project that is there: what stands in ``modeles/``, made its own."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from pmtdocs.commands.init import FIRST, PROJECT, RECIPIENT, SHIPPED, filled
from pmtdocs.dossier import kin, load
from pmtdocs.dossier.model.act import DECISIONS
from pmtdocs.dossier.model.blank import BLANK_WORDS
from pmtdocs.dossier.organs import organs
from pmtdocs.dossier.source import CARRIED
from pmtdocs.exchange.modeline import modeline
from pmtdocs.finding import PmtdocsError
from pmtdocs.language.french import plain
from pmtdocs.system import files
from pmtdocs.templates import NEUTRAL

#: The dossiers that are no grant with its convention, which is the first of a project.
_SORTS = SHIPPED / "sortes"
_SITTING = _SORTS / "seance" / "seance.yaml"
#: What those that are voted have of the first.
_VOTED = ("deliberation", "expose")


def texts(data: Path, name: str, year: int, act: str = "") -> dict[str, str]:
    """The files of a dossier of which nothing is known: of a grant with its convention, or of
    another sort of ``act``: one of those of ``modeles/sortes``; what nobody votes decides, or says.

    Raises PmtdocsError for a project without any body to grant, or to be granted.
    """
    values = _values(data, name, year)
    values |= {"nature": act, "piece": plain(act)}
    first = PROJECT / "data" / FIRST
    folder = _SORTS / act if act else first
    voted = folder.is_dir()
    folder = folder if voted else _SORTS / ("decide" if act in DECISIONS else "dit")
    taken = {file.name: file for file in files.listed(folder, "*.yaml") if file != _SITTING}
    if voted and folder != _SITTING.parent:
        taken = {f"{subject}.yaml": first / f"{subject}.yaml" for subject in _VOTED} | taken
    return {
        name: modeline(data, file.stem) + filled(file, values).decode()
        for name, file in taken.items()
    }


def sitting_text(data: Path, name: str) -> str:
    """A sitting of which little is known: its day, where its name says it, and who may sit.

    Raises PmtdocsError for a project without anybody to sit.
    """
    people = load.shared(data).personnes
    if not people:
        said = "Personne n'est dans data/_commun/personnes.yaml, et une séance a des membres."
        raise PmtdocsError(said, "Écrivez-les là d'abord : une ligne par membre de l'assemblée.")
    values = _values(data, name, 0)
    day = re.match(r"20\d\d-\d\d-\d\d", name)
    values["date"] = day[0] if day else BLANK_WORDS
    seats = [f"  - {{membre: {key}, mode: {BLANK_WORDS}}}" for key in people]
    values["membres"] = "\n".join(seats)
    head = modeline(data, "seance", data / kin.SITTINGS)
    return head + filled(_SITTING, values).decode()


def _values(data: Path, name: str, year: int) -> dict[str, str]:
    """What the files say of the project. Raises PmtdocsError."""
    bodies = load.shared(data).organisations
    funder = _usual(data, "financeur") or next(
        (key for key, body in bodies.items() if body.type in organs()), ""
    )
    others = [key for key, body in bodies.items() if key != funder and body.type not in organs()]
    if not funder or not others:
        lacks = "qui reçoit la subvention" if funder else "qui verse la subvention"
        help = "Décrivez-le d'abord dans data/_commun/organisations.yaml, avec son type."
        raise PmtdocsError(f"Aucun organisme du projet n'est celui {lacks}.", help)
    recipient = RECIPIENT if RECIPIENT in others else others[0]
    own = organs().get(bodies[funder].type or "")
    return {
        "nom": name,
        "annee": str(year),
        "modele": _usual(data, "modele") or NEUTRAL.name,
        "financeur": funder,
        "beneficiaire": recipient,
        "executif": own.executif if own else BLANK_WORDS,
        "assemblee": own.assemblee if own else BLANK_WORDS,
        "relire": f"{CARRIED}_commun/organisations.yaml : « {recipient} »\n",
    }


def _usual(data: Path, field: str) -> str:
    """What most of the dossiers say."""
    said = (kin.said(sheet, field) for sheet in files.listed(data, f"*/{kin.SHEET}"))
    return next((key for key, _ in Counter(filter(None, said)).most_common(1)), "")
