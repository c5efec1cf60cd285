"""BUD006: the subsidy is the same wherever it is stated; BUD010, BUD012: the credit pays it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice
from typing import NamedTuple

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.budget import WHOLE, Total, add, comparable
from pmtdocs.dossier.model.convention import Instalment, Subsidy, rounding_of
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import euros, percent
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule
from pmtdocs.rules.budget import funding

_SUBSIDY: Path = ("convention", "subvention", "montant")
_PAYMENTS: Path = ("convention", "subvention", "versements")


@cites("Déduit des documents : la subvention est la même partout où elle est dite")
@needs("convention.subvention")
@rule("subvention-discordante", Severity.ERROR)
def BUD006(dossier: Dossier) -> Faults:
    """La subvention de la convention est celle du budget, des versements et du rapport, en tout et
    année par année.

    Pourquoi : Deux montants dans un même acte : le comptable ne peut pas payer.
    Faux : Subvention 45 000, ligne du budget 40 000.
    Juste : Subvention 45 000, ligne du budget 45 000, versement de 100 % soit 45 000.
    """
    subsidy = given(dossier.subvention)
    granted = subsidy.montant
    yield from _funder_lines(dossier, granted)
    yield from islice(_instalments(subsidy), 1)
    report = dossier.deliberation
    operation = report.operation if report else None
    if operation is not None and operation != granted:
        yield _differs(
            ("deliberation", "inscription", "publie", "operation"),
            f"Le rapport imprime une opération de {euros(operation)}",
            operation,
            granted,
        )


def in_year(year: int) -> str:
    """« pour 2029 »; nothing for an amount of all years."""
    return "" if year == WHOLE else f" pour {year}"


def _differs(path: Path, said: str, value: Decimal, granted: Decimal, year: int = WHOLE) -> Fault:
    return Fault(
        path,
        f"{said}{in_year(year)}, la convention accorde {euros(granted)} : "
        f"écart de {euros(abs(value - granted))}.",
        (_SUBSIDY,),
        "Vérifiez lequel est juste, et mettez-le aux deux endroits.",
        (value, granted),
    )


def _funder_lines(dossier: Dossier, granted: Total) -> Faults:
    """What the budget expects of the funder; nothing if it names no funder at all."""
    funder = dossier.dossier.financeur
    if dossier.budget is None or funder is None:
        return
    everyone = [*dossier.budget.recettes.lines()]
    own = [(path, line) for path, line in everyone if line.financeur == funder]
    lines = [(path, line) for path, line in own if not line.en_nature]
    if not any(line.financeur for _, line in everyone):
        return
    body = dossier.commun.organisations[funder]
    nothing = (
        f"Le budget n'attend rien {body.du}" if lines else f"Aucune recette ne nomme {body.le}"
    )
    if own and not lines:
        nothing = f"Le budget n'attend {body.du} que des contributions en nature"
    first = (lines or own)[:1]
    path: Path = ("budget", "recettes", *first[0][0], "montant") if first else _RECEIPTS
    expected, shares = comparable(add(line.montant for _, line in lines), granted.by_year)
    for year in sorted({*expected, *shares}):
        total, share = expected.get(year, Decimal(0)), shares.get(year, Decimal(0))
        if total != share:
            said = f"Le budget attend {body.du} {euros(total)}" if total else nothing
            differs = _differs(path, said, total, share, year)
            yield differs if lines else differs._replace(help=_NO_LINE)


_RECEIPTS: Path = ("budget", "recettes")
_NO_LINE = (
    "Nommez le financeur sur sa ligne de recettes (« financeur: … »), ajoutez cette ligne si elle "
    "manque, ou corrigez le financeur du dossier."
)


# --- the payments ----------------------------------------------------------------------------


class _Part(NamedTuple):
    """What is paid together: the whole subsidy, or its part of one year."""

    name: str
    granted: Decimal
    payments: list[tuple[int, Instalment]]
    """With their rank among all payments."""


def _instalments(subsidy: Subsidy) -> Faults:
    """What is wrong with the payments, the most precise first: the next ones follow from it."""
    for part in _parts(subsidy):
        if part.payments:
            yield from _payments(part)
        else:
            yield Fault(
                _PAYMENTS,
                f"Aucun versement ne paie {part.name}, de {euros(part.granted)}.",
                (_SUBSIDY,),
                "Ajoutez ce versement, ou retirez cette année de la subvention.",
                (part.granted, Decimal(0)),
            )


def _parts(subsidy: Subsidy) -> Iterator[_Part]:
    ranked = [*enumerate(subsidy.versements)]
    if not subsidy.by_year:
        yield _Part("la subvention", subsidy.montant, ranked)
        return
    for year, share in subsidy.montant.by_year.items():
        payments = [(i, payment) for i, payment in ranked if payment.annee == year]
        yield _Part(f"la part de {year}", share, payments)


def _payments(part: _Part) -> Faults:
    """Payments that make the subsidy may be rounded, to the euro each, and the last be the rest."""
    granted, payments = part.granted, [payment for _, payment in part.payments]
    first = part.payments[0][0]
    total = sum((p.montant for p in payments), Decimal(0))
    rounding = sum((rounding_of(p.taux) for p in payments), Decimal(0))
    slack = len(payments) + granted * rounding / 100 if total == granted else Decimal(0)
    for i, payment in part.payments:
        expected = (granted * payment.taux / 100).quantize(Decimal("0.01"), ROUND_HALF_UP)
        if abs(payment.montant - expected) > (slack if len(payments) > 1 else 0):
            yield _wrong_payment(i, payment, granted, expected)
    rates = sum((p.taux for p in payments), Decimal(0))
    if abs(rates - 100) > rounding:
        yield Fault(
            (*_PAYMENTS, first, "taux"),
            f"Les versements font ensemble {percent(rates)} de {part.name}, "
            f"et non {percent(Decimal(100))} : écart de {percent(abs(rates - 100))}.",
            (_SUBSIDY,),
            "Corrigez un taux, ou ajoutez le versement qui manque.",
            (rates, Decimal(100)),
        )
    if total != granted:
        year = payments[0].annee or WHOLE
        path = (*_PAYMENTS, first, "montant")
        yield _differs(path, f"Les versements font ensemble {euros(total)}", total, granted, year)


def _wrong_payment(rank: int, payment: Instalment, granted: Decimal, expected: Decimal) -> Fault:
    return Fault(
        (*_PAYMENTS, rank, "montant"),
        f"{percent(payment.taux)} de {euros(granted)} font {euros(expected)}, "
        f"le versement est de {euros(payment.montant)} : "
        f"écart de {euros(abs(expected - payment.montant))}.",
        (_SUBSIDY,),
        "Corrigez le taux ou le montant du versement.",
        (expected, payment.montant),
    )


# --- the credit ------------------------------------------------------------------------------


def _of_its_year(dossier: Dossier) -> tuple[Decimal | None, Path, str]:
    """What the credit is to cover, where it is written and how it is called: of a grant given year
    by year, the part of the year that the credit names. That of a table, ATT002 compares.
    """
    amount, path = funding.granted(dossier)
    years = dossier.dossier.exercices
    if dossier.attributions or amount is None or len(years) == 1:
        return None if dossier.attributions else amount, path, "La subvention"
    year = given(dossier.inscription).year(years)
    share = amount.by_year.get(year or WHOLE) if year and isinstance(amount, Total) else None
    return share, (*path, str(year)), f"La part de {year} de la subvention"


@cites("Déduit des documents")
@needs("inscription.engage")
@rule("credit-restant-insuffisant", Severity.ERROR)
def BUD010(dossier: Dossier) -> Faults:
    """La subvention, ou sa part de l'année du crédit, ne dépasse pas ce qui en reste une fois ôté
    ce qui est engagé.

    Pourquoi : Un crédit sert souvent à plusieurs opérations : le montant inscrit ne suffit pas à
    juger.
    Faux : Crédit 214 400, déjà engagé 180 000, subvention 45 000.
    Juste : Crédit 214 400, déjà engagé 100 000, subvention 45 000.
    """
    (amount, path, named), entry = _of_its_year(dossier), given(dossier.inscription)
    if amount is None:
        return
    credit, committed = entry.credit, given(entry.engage)
    root: Path = (dossier.decidee, "inscription")
    left = credit - committed
    if left < amount <= credit:
        yield Fault(
            path,
            f"{named} est de {euros(amount)} ; du crédit de {euros(credit)}, "
            f"{euros(committed)} sont déjà engagés, "
            f"il reste {euros(max(left, Decimal(0)))} : il manque {euros(amount - left)}.",
            ((*root, "credit"), (*root, "engage")),
            "Abondez le crédit par une décision modificative, ou réduisez la subvention.",
            (left if left > 0 else Decimal(0), amount),
        )


@cites("Déduit des documents")
@needs("inscription")
@rule("subvention-superieure-au-credit", Severity.ERROR)
def BUD012(dossier: Dossier) -> Faults:
    """La subvention d'un exercice ne dépasse pas le crédit inscrit au budget de cet exercice.

    Pourquoi : Une dépense sans crédit ne peut être ni engagée ni payée.
    Faux : Crédit inscrit 40 000, subvention 45 000.
    Juste : Crédit inscrit 214 400, subvention 45 000.
    """
    amount, path, named = _of_its_year(dossier)
    entered = given(dossier.inscription).credit
    if amount is not None and amount > entered:
        yield Fault(
            path,
            f"{named} est de {euros(amount)}, le crédit inscrit de {euros(entered)} : "
            f"il manque {euros(amount - entered)}.",
            ((dossier.decidee, "inscription", "credit"),),
            "Vérifiez les deux montants.",
            (entered, amount),
        )
