"""What the amounts and shares of a dossier are of: the grant, the budget, the payments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.budget import Side, add
from pmtdocs.finding import Path
from pmtdocs.language.french import NBSP
from pmtdocs.rules.base import once
from pmtdocs.rules.texts.phrases import values_of

#: Beyond, two lines would make any amount.
_FEW = 40
GRANT: Path = ("convention", "subvention", "montant")
#: The facts that sentences repeat most, and the field that says each.
FIELDS: dict[Path, str] = {
    GRANT: "{convention.subvention.montant}",
    ("budget", "depenses", "publie", "total"): "{budget.total}",
    ("budget", "depenses"): "{budget.total}",
}
_PAYMENTS: Path = ("convention", "subvention", "versements")


class Known(NamedTuple):
    """A figure of the facts: what it is, in words, and where it is written."""

    value: Decimal
    name: str
    path: Path


class Amounts(NamedTuple):
    """Those that a sentence may mean, by what it says that they are of; the chief one first."""

    grant: list[Known]
    budget: list[Known]
    payments: list[Known]
    rates: list[Known]
    """Of the grant in the budget, in %."""
    shares: list[Known]
    """Of the payments in the grant, in %."""
    facts: dict[Decimal, Path]
    """Every amount that the dossier states."""
    sums: frozenset[Decimal]
    """What some of them make together: true, if a text says them, and no fact to be near to."""

    def true(self, value: object) -> bool:
        """Is it an amount of the dossier, whatever it is of?"""
        return value in self.facts or value in self.sums


@once
def amounts_of(dossier: Dossier) -> Amounts:
    """What the dossier says, with the sums that a sentence may say."""
    grant, budget = [*_grant(dossier)], [*_budget(dossier)]
    payments = dossier.subvention.versements if dossier.subvention else ()
    names = [f"le versement n°{NBSP}{i + 1}" for i in range(len(payments))]
    names = names if len(names) > 1 else ["le versement"]
    listed = [*enumerate(zip(names, payments, strict=False))]
    paid = [Known(p.montant, name, (*_PAYMENTS, i, "montant")) for i, (name, p) in listed]
    shares = [Known(p.taux, name, (*_PAYMENTS, i, "taux")) for i, (name, p) in listed]
    rates = [
        Known(100 * g.value / b.value, "la part de la subvention dans le budget", g.path)
        for g in grant
        for b in budget
        if b.value
    ]
    facts = {known.value: known.path for known in (*paid, *budget, *grant[::-1])}
    for path, value in values_of(Decimal, (), dossier):
        facts.setdefault(value, path)
    return Amounts(grant, budget, paid, rates, shares, facts, frozenset(_sums(dossier)))


def _grant(dossier: Dossier) -> Iterator[Known]:
    """The grant, then its parts by year, which the convention or the budget gives."""
    if dossier.subvention is not None:
        total = dossier.subvention.montant
        for value in (Decimal(total), *total.by_year.values()):
            yield Known(value, "la subvention", GRANT)
    lines = dossier.budget.recettes.lines() if dossier.budget else ()
    funder = dossier.dossier.financeur or None
    paid = add(line.montant for _, line in lines if line.financeur == funder and funder)
    for value in (_whole([paid]), *paid.values()) if paid else ():
        yield Known(value, "ce que le budget attend du financeur", ("budget", "recettes"))


def _budget(dossier: Dossier) -> Iterator[Known]:
    """The total as printed, the sums of both sides, with and without what is in kind."""
    if dossier.budget is None:
        return
    for name in ("depenses", "recettes"):
        side: Side = getattr(dossier.budget, name)
        path: Path = ("budget", name, "publie", "total") if side.publie else ("budget", name)
        in_kind = _whole(line.montant for _, line in side.lines() if line.en_nature)
        for amounts in (side.stated(), side.sum()):
            total = _whole([amounts])
            for value in (total, total - in_kind, *(amounts.values() if len(amounts) > 1 else ())):
                yield Known(value, "le total du budget", path)


def _whole(amounts: Iterable[Mapping[int, Decimal]]) -> Decimal:
    return sum((value for amount in amounts for value in amount.values()), Decimal(0))


def _sums(dossier: Dossier) -> Iterator[Decimal]:
    """Groups, lines two by two, what is left of a total without one, and grants over the years."""
    for name in ("depenses", "recettes") if dossier.budget else ():
        side: Side = getattr(dossier.budget, name)
        total = _whole([side.sum()])
        parts = [_whole([line.montant]) for _, line in side.lines()]
        parts += [_whole([group.sum()]) for group in side.groupes]
        for part in parts:
            yield from (part, total - part)
        if len(parts) <= _FEW:
            yield from map(sum, combinations(parts, 2))
    given = [c.montant for c in dossier.expose.contributions] if dossier.expose else []
    if dossier.subvention:
        given.append(dossier.subvention.montant)
    for end in range(2, len(given) + 1):
        for start in range(end - 1):
            yield sum(given[start:end], Decimal(0))
