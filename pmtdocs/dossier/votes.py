"""A dossier that is voted with others: its line of a table of grants, where it has a programme.

The dossier that holds the table (``attributions.yaml``) has the report, the vote and the sitting;
the one that names it (``vote:``) has its programme, its budget and its convention.
"""

from __future__ import annotations

import os
from pathlib import Path as FilePath
from typing import Any

from pmtdocs.dossier import lines
from pmtdocs.dossier.kin import SHEET, SITTINGS, Kin, said
from pmtdocs.dossier.model import SUBJECTS, Dossier
from pmtdocs.dossier.model.common import Commons
from pmtdocs.dossier.model.faults import BAD_VALUE
from pmtdocs.dossier.model.sheet import Sheet
from pmtdocs.dossier.reader import Reader
from pmtdocs.finding import Path
from pmtdocs.language.french import or_rather

_NAMED: Path = ("dossier", "vote")
_TABLE = "attributions.yaml"
#: What the dossier of the table says for those that name it.
_SHARED = ("attributions", "deliberation", "seance")
#: What it says too where nobody votes it, unless they have an act of their own.
_ALONE = "acte"
#: What it says of this line.
_OF_A_LINE = ("deliberation", "attribution")


def complete(
    data: FilePath, name: str, own: dict[str, Any], read: Reader, kin: Kin, commons: Commons
) -> tuple[FilePath, ...]:
    """Add to the facts of a dossier those of its line and of its vote, or to those of a table which
    lines are dossiers of their own. The files read for it are handed back.
    """
    sheet: Sheet | None = own.get("dossier")
    if "attributions" in own:
        apart = {one: said(data / one / SHEET, "beneficiaire") for one in kin.voted.get(name, ())}
        own["detachees"] = {body: one for one, body in apart.items() if body}
    if sheet is None or sheet.vote is None:
        return ()
    if why := _refusal(data, sheet.vote, own, kin):
        read.fault(BAD_VALUE, why, _NAMED, "Nommez le dossier qui tient attributions.yaml.")
        return ()
    folder, apart_read = data / sheet.vote, Reader({**read.keys})
    told = ((s, folder / f"{s}.yaml") for s in (*_SHARED, _ALONE))
    files = {subject: file for subject, file in told if os.path.lexists(file)}
    table = apart_read.sheet(folder / SHEET, ("vote",))
    if table and table.seance:
        files["seance"] = data / SITTINGS / f"{table.seance}.yaml"
    found = {key: apart_read(file, (key,), SUBJECTS[key]) for key, file in files.items()}
    if apart_read.findings or table is None:
        message = f"Le dossier « {sheet.vote} », qui vote celui-ci, ne se lit pas."
        read.fault(BAD_VALUE, message, _NAMED, f"Voyez pourquoi : pmtdocs check {sheet.vote}.")
        return ()
    whole = Dossier.model_construct(nom=sheet.vote, commun=commons, dossier=table, **found)
    every = enumerate(whole.attributions.lignes if whole.attributions else ())
    rank = next((i for i, one in every if one.beneficiaire == sheet.beneficiaire), None)
    if rank is None:
        message = f"Le tableau de « {sheet.vote} » n'attribue rien à « {sheet.beneficiaire} »."
        read.fault(BAD_VALUE, message, _NAMED, "Ajoutez-lui cette ligne, ou corrigez ce nom.")
        return ()
    line = lines.line(whole, rank)
    own["ecrits"] = tuple(pair for pair in line.ecrits if pair[0][0] in _OF_A_LINE)
    own |= {key: getattr(line, key) for key in _OF_A_LINE}
    kept = ("seance",) if _ALONE in own else ("seance", _ALONE)
    own |= {key: fact for key in kept if (fact := getattr(line, key))}
    read.sources.update(apart_read.sources)
    return (folder / SHEET, *files.values())


def _refusal(data: FilePath, vote: str, own: dict[str, Any], kin: Kin) -> str | None:
    """Why ``vote`` cannot be the dossier that votes this one; None if it can."""
    if vote not in kin.bases:
        return f"Le dossier « {vote} » n'existe pas{or_rather(vote, kin.bases)}"
    if not os.path.lexists(data / vote / _TABLE):
        return f"Le dossier « {vote} » n'a pas d'attributions.yaml."
    if twice := next((key for key in _SHARED if key in own), None):
        return f"{twice}.yaml est dans ce dossier et dans « {vote} », qui le vote."
    return None
