"""What of a dossier is published, and what is notified to whom it is about.

CGCT, art. L. 2131-1: what is of a general scope is published, individual acts are notified.
"""

from __future__ import annotations

from collections.abc import Iterable

from pmtdocs.dossier.model import Dossier

#: How the name of a part begins that is addressed to somebody, that decides without a vote, that
#: two parties sign.
ADDRESSED = ("attestation", "certificat", "lettre")
DECIDING = ("arrete", "decision")
CONTRACTS = ("convention", "annexe", "avenant")


def is_published(dossier: Dossier, parts: Iterable[str]) -> bool:
    """Is a document of these parts published? One whose parts are all addressed to somebody is not,
    nor one that holds an individual act.
    """
    alone = dossier.acte is not None and dossier.acte.individuel
    person = dossier.beneficiaire is not None and dossier.beneficiaire.physique
    addressed = (*ADDRESSED, *(CONTRACTS if person else ()))
    kinds = [part.partition("-")[0] for part in parts]
    individual = alone and any(kind in DECIDING for kind in kinds)
    return not individual and not all(kind in addressed for kind in kinds)


def published_parts(dossier: Dossier) -> frozenset[str]:
    """The parts that some document publishes."""
    published = (p for p in dossier.dossier.documents.values() if is_published(dossier, p))
    return frozenset(part for parts in published for part in parts)
