"""What a company gets from an aid scheme, and why: said by ``pmtdocs aid`` and by the annex."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, NamedTuple, cast

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.aid import AidSchemes, Scheme
from pmtdocs.dossier.model.blank import has_blank
from pmtdocs.dossier.views.tree import AmountLeaf, Leaf, Node
from pmtdocs.language.french import percent

_CENT = Decimal("0.01")
_ZERO = Decimal(0)
#: Share of the spending ceiling that the example of the annex spends, in %.
_EXAMPLE = Decimal(75)
_WITHIN = "sous ce plafond, qui accorde l'aide en fixe le montant"
SchemeNode = Annotated[Node, Scheme]
#: How the fields that may be deduced are called.
LABELS = {
    "taux": "taux",
    "plafond_aide": "plafond de l'aide",
    "plafond_depenses": "plafond de dépenses",
    "forfait": "forfait",
    "une_fois": "une seule aide par entreprise",
    "decision": "décision",
}


class Step(NamedTuple):
    """A line of the reasoning: what it is, how much, and where that comes from."""

    label: str
    amount: Decimal
    why: str = ""


class Award(NamedTuple):
    """The aid, and what decided of it; None for a scheme that gives no sum, or « up to » one."""

    amount: Decimal | None
    steps: tuple[Step, ...]
    why: str


def share(rate: Decimal, spending: Decimal) -> Decimal:
    """A rate of a spending, to the nearest cent, half a cent counting for a whole one."""
    return (spending * rate / 100).quantize(_CENT, ROUND_HALF_UP)


def ceiling(scheme: Scheme) -> Decimal | None:
    """The most that a company may receive: the ceiling, else what it follows from."""
    if scheme.plafond_aide is not None:
        return scheme.plafond_aide
    if scheme.taux is not None and scheme.plafond_depenses is not None:
        return share(scheme.taux, scheme.plafond_depenses)
    return scheme.forfait


def award(scheme: Scheme, spending: Decimal = _ZERO, already: Decimal = _ZERO) -> Award:
    """The aid for a spending, ``already`` being what the same scheme gave to this company.

    The ceiling is taken for all that the company receives of the scheme.
    """
    limit = ceiling(scheme)
    if scheme.forfait is None and scheme.taux is None and limit is None:
        return Award(None, (), "ce dispositif accompagne l'entreprise sans aide chiffrée")
    steps = [*_before(scheme, spending)]
    amount, why = (steps[-1].amount, steps[-1].why) if steps else (None, _WITHIN)
    if scheme.une_fois and already:
        steps.append(Step("Déjà accordé", already))
        return Award(_ZERO, tuple(steps), "ce dispositif n'aide une entreprise qu'une fois")
    if limit is not None:
        left = max(limit - already, _ZERO)
        steps.append(Step("Plafond de l'aide", limit))
        if already:
            steps += [Step("Déjà accordé", already), Step("Reste sous le plafond", left)]
        if not left or (amount is not None and left < amount):
            amount, why = left, "le plafond est atteint" if already == 0 else _left(left)
    return Award(amount, tuple(steps), why)


def _left(left: Decimal) -> str:
    if not left:
        return "ce qui a été accordé atteint déjà le plafond"
    return "c'est ce qui reste sous le plafond, une fois ôté ce qui a été accordé"


def _before(scheme: Scheme, spending: Decimal) -> Iterator[Step]:
    """What the scheme gives before its ceiling and what was already granted."""
    if scheme.forfait is not None:
        yield Step("Forfait", scheme.forfait, "la somme est fixe, quelle que soit la dépense")
        return
    if (rate := scheme.taux) is None:
        return
    yield Step("Dépense présentée", spending)
    bounded = "" if ceiling(scheme) is None else ", dans la limite du plafond"
    why = f"c'est {percent(rate)} de la dépense{bounded}"
    if scheme.plafond_depenses is not None and spending > scheme.plafond_depenses:
        spending, why = scheme.plafond_depenses, "le plafond de dépenses est atteint"
        yield Step("Dépense retenue", spending, "plafond de dépenses du dispositif")
    yield Step(f"{percent(rate)} de la dépense", share(rate, spending), why)


class Deduction(NamedTuple):
    """A field that no document gives, and where it comes from."""

    champ: Leaf
    """Le champ que personne n'a publié."""
    comment: Leaf
    """D'où il est déduit."""


class SchemeRow(NamedTuple):
    """A scheme of the annex."""

    dispositif: SchemeNode
    """Le dispositif lui-même."""
    exemple_depense: AmountLeaf
    """Dépense prise en exemple : les trois quarts du plafond ; vide s'il n'y en a pas."""
    exemple_aide: AmountLeaf
    """Aide pour cette dépense, calculée comme par `pmtdocs aid`."""
    deductions: tuple[Deduction, ...]
    """Ce qu'aucun document publié ne donne, et comment c'est déduit."""


class AidsView(NamedTuple):
    """What ``aides`` adds to its facts in templates."""

    lignes: tuple[SchemeRow, ...]
    """Un dispositif par ligne, avec un exemple."""


def aids_view(aids: AidSchemes, _: Dossier, facts: Node) -> AidsView:
    """Each scheme with an example of what it gives."""
    nodes = cast("tuple[Node, ...]", facts["dispositifs"])
    pairs = zip(aids.dispositifs, nodes, strict=True)
    return AidsView(tuple(_row(scheme, node) for scheme, node in pairs))


def _row(scheme: Scheme, node: Node) -> SchemeRow:
    """The example spends a part of the ceiling: neither nothing nor the whole."""
    top = None if has_blank(scheme) else scheme.plafond_depenses
    spending = None if top is None else share(_EXAMPLE, top)
    aid = None if spending is None else award(scheme, spending).amount
    deduced = [(LABELS[k], how, (*node.path, "deduit", k)) for k, how in scheme.deduit.items()]
    return SchemeRow(
        node,
        Leaf(spending, (*node.path, "plafond_depenses")),
        Leaf(aid, (*node.path, "taux")),
        tuple(Deduction(Leaf(name, path), Leaf(how, path)) for name, how, path in deduced),
    )
