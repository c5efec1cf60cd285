"""CNV027: an annex that an act cites is printed with it."""

from __future__ import annotations

from collections.abc import Iterator

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Path, Severity
from pmtdocs.rules.base import Fault, Faults, cites, needs, text_rule
from pmtdocs.rules.convention.references import (
    CONVENTION,
    Phrase,
    Series,
    citations,
    in_data,
    own_heading,
    series,
)
from pmtdocs.templates.words import Wordings
from pmtdocs.word.paragraph import Paragraph


@cites("Déduit des documents : une annexe citée fait partie de l'acte")
@needs("convention", "dossier.documents")
@text_rule("annexe-citee-non-imprimee", Severity.WARNING)
def CNV027(wordings: Wordings, dossier: Dossier) -> Faults:
    """Un document qui imprime la convention ou la délibération imprime les annexes qu'elle cite ;
    une annexe du rapport peut être un document à elle seule.

    Pourquoi : Ce qui est signé ou transmis sans l'annexe qu'il cite ne dit pas tout ce qui est
    décidé.
    Faux : Document « convention » : convention, annexe-1, quand la convention cite l'annexe 2.
    Juste : Document « convention » : convention, annexe-1, annexe-2.
    """
    known, documents = series(wordings, dossier), dossier.dossier.documents
    apart = {one for parts in documents.values() for one in _alone(parts, wordings)}
    cited = [*_cited(wordings, dossier, known)]
    for name, parts in documents.items():
        told: set[str] = set()
        for part, owner, number, place in cited:
            annex = known.annexes[owner].get(number)
            if part not in parts or annex is None or annex[0].part in told:
                continue
            missing = annex[0].part
            if missing in parts or (missing in apart and not _beside(parts, known, owner)):
                continue
            told.add(missing)
            yield Fault(
                ("dossier", "documents", name),
                f"Le document « {name} » n'imprime pas l'annexe {number} {owner} "
                f"(« {annex[1].words} »), que cite la pièce « {part} ».",
                (place, annex[1].path),
                f"Ajoutez « {missing} » à ce document, dans dossier.yaml.",
            )


def _alone(parts: tuple[str, ...], wordings: Wordings) -> tuple[str, ...]:
    """The part that begins a document, and if it is an annex those that follow it."""
    first = wordings.parts.get(parts[0]) if parts else None
    annex = first and first is not wordings.convention and own_heading(first)
    return parts if annex else parts[:1]


def _beside(parts: tuple[str, ...], known: Series, owner: str) -> bool:
    """Does a document print the contract with other annexes of it?"""
    return owner == CONVENTION and any(w.part in parts for w, _ in known.annexes[owner].values())


def _cited(
    wordings: Wordings, dossier: Dossier, known: Series
) -> Iterator[tuple[str, str, int, Path]]:
    """What an act cites of its own annexes: the part, the series, the number, the place."""
    contract = wordings.convention
    heads = {part: own_heading(wording) for part, wording in wordings.parts.items()}
    acts = [w for w in wordings.parts.values() if w is contract or heads[w.part] is None]
    said: list[Paragraph | Phrase] = [p for wording in acts for p in wording.printed]
    said += [p for p in in_data(wordings, dossier) if wordings.parts[p.part] in acts]
    for one in said:
        own = heads[one.part]
        if own is not None and own[1] is one:
            continue  # the line by which the contract says that it is an annex of the report
        of_contract = contract is not None and one.part == contract.part
        for _, owner, numbers in citations(one, known):
            if (owner == CONVENTION) == of_contract:
                yield from ((one.part, owner, n, one.path) for n in numbers)
