"""BUD016: one credit on which several dossiers draw."""

from __future__ import annotations

import re
from decimal import Decimal

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Severity
from pmtdocs.language.french import euros, join, plain
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule
from pmtdocs.rules.budget.funding import granted

_NAMED = 3
#: « BP 2031 » alone: of which credit of that budget, nobody can tell.
_NO_LINE = re.compile(r"(?:bp|budget)?(?: (?:primitif|principal|annexe|general|\d{4}))*")


@cites("Déduit des documents")
@needs("inscription")
@rule("credit-depasse-par-plusieurs-dossiers", Severity.WARNING)
def BUD016(dossier: Dossier) -> Faults:
    """Les dossiers d'un même financeur et d'un même exercice qui nomment la même ligne budgétaire
    et le même crédit n'accordent pas ensemble plus que ce crédit.

    Pourquoi : Chaque dossier paraît couvert quand il est lu seul ; le dernier ne peut être payé.
    Faux : Crédit de 50 000, ce dossier accorde 20 000, un autre 35 000 sur la même ligne.
    Juste : Crédit de 50 000, ce dossier accorde 20 000, un autre 30 000 sur la même ligne.
    """
    report, others, entry = dossier.deliberation, dossier.tirages, given(dossier.inscription)
    credit = entry.credit
    own, _ = granted(dossier)
    refused = report is not None and report.vote is not None and not report.vote.adopte
    if own is None or refused or _NO_LINE.fullmatch(plain(entry.budget)):
        return
    if own > credit:  # alone, it is BUD012
        return
    if all(amount == credit for amount in (own, *(other.montant for other in others))):
        return  # the line may state the credit of each operation
    total = sum((other.montant for other in others), own)
    if total <= credit:
        return
    shown = others[:_NAMED]
    told = [f"« {other.dossier} » {euros(other.montant)}" for other in shown]
    if more := others[_NAMED:]:
        rest = sum((other.montant for other in more), Decimal(0))
        told.append(f"{len(more)} de plus {euros(rest)}")
    whose = "d'autres dossiers nomment" if others[1:] else "un autre dossier nomme"
    yield Fault(
        (dossier.decidee, "inscription", "credit"),
        f"Ce dossier accorde {euros(own)} sur un crédit de {euros(credit)}, {whose} la même "
        f"ligne et le même crédit : {join(told)}. Ensemble {euros(total)} : "
        f"il manque {euros(total - credit)}.",
        tuple(other.chemin for other in shown),
        "À vérifier : si c'est le même crédit, abondez-le par une décision modificative ou "
        "réduisez une subvention ; sinon, nommez plus précisément la ligne de chacun.",
        (total, credit),
    )
