"""The parties by what they do, and whether the subsidy is the usual one."""

from __future__ import annotations

from typing import cast

from pmtdocs.model import Dossier
from pmtdocs.views.tree import Leaf, Node, Value


def parties_view(convention: Node) -> dict[str, Value]:
    """``financeur``: the party that pays; ``signataires``: the parties as they sign, it last."""
    parties = cast("tuple[Node, ...]", convention["parties"])
    funders = tuple(p for p in parties if p["role"] == "financeur")
    others = tuple(p for p in parties if p not in funders)
    return {
        "financeur": funders[0] if funders else Leaf(None, convention.path),
        "signataires": (*others, *funders),
    }


def same_as_before(dossier: Dossier) -> Leaf:
    """Was this amount granted in each of the earlier years that the report recalls?"""
    earlier = {c.montant for c in dossier.expose.contributions} if dossier.expose else set()
    granted = {dossier.convention.subvention.montant} if dossier.convention else set()
    return Leaf(bool(granted) and earlier == granted, ("expose", "contributions"))
