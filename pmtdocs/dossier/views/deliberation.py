"""The bodies consulted on the report: those whose opinion is known, and the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, cast

from pmtdocs.dossier.model.deliberation import Opinion
from pmtdocs.dossier.views.tree import Node

OpinionNode = Annotated[Node, Opinion]


@dataclass(frozen=True)
class DeliberationView:
    """What ``deliberation`` adds to its facts in templates."""

    avis_rendus: tuple[OpinionNode, ...]
    """Les avis dont on sait la date ou le sens."""
    saisines: tuple[OpinionNode, ...]
    """Les instances saisies dont on ne sait que le nom."""


def deliberation_view(facts: Node) -> DeliberationView:
    """``facts`` is the deliberation as a node: its opinions are sorted, not projected again."""
    opinions = cast("tuple[Node, ...]", facts["avis"])
    return DeliberationView(
        tuple(o for o in opinions if o["date"] or o["avis"]),
        tuple(o for o in opinions if not (o["date"] or o["avis"])),
    )
