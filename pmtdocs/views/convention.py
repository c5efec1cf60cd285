"""The parties by what they do, and whether the subsidy is the usual one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, cast

from pmtdocs.model import Dossier
from pmtdocs.model.convention import Convention, Party
from pmtdocs.views.prose import ProseLine, lines_view
from pmtdocs.views.tree import Leaf, Node

PartyNode = Annotated[Node, Party]


@dataclass(frozen=True)
class ConventionView:
    """What ``convention`` adds to its facts in templates."""

    motifs: tuple[ProseLine, ...]
    """Exposé des motifs, ligne par ligne."""
    financeur: PartyNode | Leaf
    """La partie qui verse la subvention."""
    signataires: tuple[PartyNode, ...]
    """Les parties dans l'ordre où elles signent : celle qui verse en dernier."""


def convention_view(convention: Convention, facts: Node) -> ConventionView:
    """``facts`` is the convention as a node: its parties are sorted, not projected again."""
    parties = cast("tuple[Node, ...]", facts["parties"])
    funders = tuple(p for p in parties if p["role"] == "financeur")
    others = tuple(p for p in parties if p not in funders)
    return ConventionView(
        lines_view(convention.motifs, ("convention", "motifs")),
        funders[0] if funders else Leaf(None, facts.path),
        (*others, *funders),
    )


def same_as_before(dossier: Dossier) -> Leaf:
    """Was this amount granted in each of the earlier years that the report recalls?"""
    earlier = {c.montant for c in dossier.expose.contributions} if dossier.expose else set()
    granted = {dossier.convention.subvention.montant} if dossier.convention else set()
    return Leaf(bool(granted) and earlier == granted, ("expose", "contributions"))
