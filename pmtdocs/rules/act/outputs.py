"""DOC001: what the sheet asks to print, twice."""

from __future__ import annotations

from collections.abc import Iterator

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Kind, Path, Severity
from pmtdocs.rules.base import Doc, Fault, Rule

_DOCUMENTS: Path = ("dossier", "documents")


def outputs(dossier: Dossier) -> Iterator[Fault]:
    """DOC001: no part is twice in a document, no two documents have the same parts."""
    known: dict[tuple[str, ...], str] = {}
    for name, parts in dossier.dossier.documents.items():
        for i, part in enumerate(parts):
            if (first := parts.index(part)) != i:
                yield Fault(
                    (*_DOCUMENTS, name, i),
                    f"Le document « {name} » contient deux fois la partie « {part} ».",
                    ((*_DOCUMENTS, name, first),),
                    "Remplacez l'une des deux par la partie voulue, ou retirez-la.",
                )
        if parts in known:
            yield Fault(
                (*_DOCUMENTS, name),
                f"Les documents « {name} » et « {known[parts]} » ont les mêmes parties.",
                ((*_DOCUMENTS, known[parts]),),
                "Corrigez les parties de l'un, ou n'en gardez qu'un.",
            )
        known.setdefault(parts, name)


DOC001 = Rule(
    Kind(
        "DOC001",
        "document-en-double",
        Severity.WARNING,
        "Usage : chaque partie s'imprime une fois dans un document",
    ),
    Doc(
        "Un document ne contient pas deux fois une partie, et deux documents n'ont pas les mêmes.",
        "Une annexe imprimée à la place d'une autre, et l'acte signé n'est pas celui qui est voté.",
        "Document « convention » : convention, annexe-2, annexe-2.",
        "Document « convention » : convention, annexe-1, annexe-2.",
    ),
    outputs,
    needs=("dossier.documents",),
)
