"""DOC001: what the sheet asks to print, twice."""

from __future__ import annotations

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Path, Severity
from pmtdocs.rules.base import Fault, Faults, cites, needs, repeated, rule

_DOCUMENTS: Path = ("dossier", "documents")


@cites("Usage : chaque pièce s'imprime une fois dans un document")
@needs("dossier.documents")
@rule("document-en-double", Severity.WARNING)
def DOC001(dossier: Dossier) -> Faults:
    """Un document ne contient pas deux fois une pièce, et deux documents n'ont pas les mêmes.

    Pourquoi : Une annexe imprimée à la place d'une autre, et l'acte signé n'est pas celui qui a
    été voté.
    Faux : Document « convention » : convention, annexe-2, annexe-2.
    Juste : Document « convention » : convention, annexe-1, annexe-2.
    """
    known: dict[tuple[str, ...], str] = {}
    for name, parts in dossier.dossier.documents.items():
        for i, first in repeated(parts):
            yield Fault(
                (*_DOCUMENTS, name, i),
                f"Le document « {name} » contient deux fois la pièce « {parts[i]} ».",
                ((*_DOCUMENTS, name, first),),
                "Remplacez l'une des deux par la pièce voulue, ou retirez-la.",
            )
        if parts in known:
            yield Fault(
                (*_DOCUMENTS, name),
                f"Les documents « {name} » et « {known[parts]} » ont les mêmes pièces.",
                ((*_DOCUMENTS, known[parts]),),
                "Corrigez les pièces de l'un, ou n'en gardez qu'un.",
            )
        known.setdefault(parts, name)
