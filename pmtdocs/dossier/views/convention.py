"""The parties by what they do, and the subsidy year by year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Annotated, NamedTuple, cast

from pmtdocs.dossier.model import BLANK, Blank, Dossier
from pmtdocs.dossier.model.budget import WHOLE
from pmtdocs.dossier.model.convention import Convention, Party
from pmtdocs.dossier.organs import organs
from pmtdocs.dossier.views.prose import ProseLine, lines_view
from pmtdocs.dossier.views.tree import AmountLeaf, Leaf, NameLeaf, Node, NumberLeaf, YearLeaf
from pmtdocs.language.agreement import split
from pmtdocs.language.french import plain

PartyNode = Annotated[Node, Party]


class YearShare(NamedTuple):
    """The part of the subsidy of one year."""

    annee: YearLeaf
    """L'année."""
    montant: AmountLeaf
    """Part de la subvention pour cette année."""


class ConventionView(NamedTuple):
    """What ``convention`` adds to its facts in templates."""

    motifs: tuple[ProseLine, ...]
    """Exposé des motifs, ligne par ligne."""
    financeur: PartyNode | Leaf
    """La partie qui verse la subvention."""
    ordonnateur: NameLeaf
    """Qui ordonne la dépense : qui signe pour le financeur, sauf par délégation (vice-président,
    adjoint), où c'est l'exécutif : « Président »."""
    beneficiaire: PartyNode | Leaf
    """La partie qui la reçoit."""
    signataires: tuple[PartyNode, ...]
    """Les parties dans l'ordre où elles signent : celle qui verse en dernier."""
    annees: tuple[YearShare, ...]
    """La subvention, année par année ; vide si elle n'est donnée qu'en tout."""
    versements_nombre: NumberLeaf
    """En combien de fois la subvention est versée ; 0 pour un contrat qui n'accorde rien."""


def convention_view(convention: Convention, dossier: Dossier, facts: Node) -> ConventionView:
    """The parties sorted by what they do, the subsidy year by year."""
    parties = cast("tuple[Node, ...]", facts["parties"])
    funders = tuple(p for p in parties if p["role"] == "financeur")
    others = tuple(p for p in parties if p not in funders)
    receivers = [p for p in others if p["role"] == "bénéficiaire"]
    return ConventionView(
        lines_view(convention.motifs, ("convention", "motifs")),
        funders[0] if funders else Leaf(None, facts.path),
        _orders(dossier, funders),
        receivers[0] if receivers else Leaf(None, facts.path),
        (*others, *funders),
        tuple(shares(convention)),
        Leaf(len(convention.subvention.versements) if convention.subvention else 0, facts.path),
    )


#: Who signs by delegation orders nothing.
_DEPUTY = re.compile(r"(?:\w+ )?(?:vice|adjoint|conseill)")


def _orders(dossier: Dossier, funders: tuple[PartyNode, ...]) -> Leaf:
    office = cast(Leaf, funders[0]["fonction"]) if funders else Leaf(None)
    own = organs().get(dossier.assemblee.kind or "")
    if own and isinstance(office.value, str) and _DEPUTY.match(plain(split(office.value)[1])):
        return office.with_value(own.executif)
    return office


def shares(convention: Convention) -> Iterator[YearShare]:
    """The subsidy year by year; nothing when it is given only as a whole."""
    granted = convention.subvention.montant if convention.subvention else BLANK
    for year, amount in () if isinstance(granted, Blank) else granted.by_year.items():
        if year != WHOLE:
            path = ("convention", "subvention", "montant", str(year))
            yield YearShare(Leaf(year, path), Leaf(amount, path))
