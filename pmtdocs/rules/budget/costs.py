"""BUD015: the costs that are eligible, and the rate that the convention prints."""

from __future__ import annotations

import re
from decimal import Decimal

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Severity
from pmtdocs.language.french import euros, percent
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, text_rule
from pmtdocs.templates.words import Wordings

#: The in-kind left out of what counts, as a clause or a person may say it.
_LEFT_OUT = re.compile(
    r"\ben nature\b[^.\n]{0,80}\b(?:ne comptent? pas|exclue?s?|ne sont pas (?:eligibles|prises))"
    r"|\b(?:hors|sans|a l'exclusion des?|a l'exception des?|non compris(?:es)?) (?:les? |la )?"
    r"(?:contributions?|valorisations?|apports?|benevolat)[^.\n]{0,40}\b(?:en nature|volontaires?)"
)
#: The share of the grant in a total that holds the in-kind, and in one that does not.
_RATE, _RATE_OF_CASH = "budget.taux_financeur", "budget.taux_hors_nature"


@cites("Déduit des documents : le taux et les dépenses se comptent sur la même base")
@needs("budget", "convention.subvention")
@text_rule("taux-et-depenses-sur-deux-bases", Severity.WARNING)
def BUD015(wordings: Wordings, dossier: Dossier) -> Faults:
    """Une convention qui ne compte pas les contributions en nature parmi les dépenses éligibles ne
    donne pas un taux calculé sur un total qui les comprend.

    Pourquoi : Le taux appliqué aux seules dépenses éligibles n'atteint jamais la subvention, même
    si tout est dépensé.
    Faux : Taux de 20 % sur 100 000 € dont 10 000 € en nature, qui « ne comptent pas ».
    Juste : Taux de 22,22 % sur 90 000 €, hors contributions en nature.
    """
    wording, budget = given(wordings.convention), given(dossier.budget)
    lines = [line for _, line in budget.depenses.lines() if line.en_nature]
    in_kind = sum((a for line in lines for a in line.montant.values()), Decimal(0))
    total = sum(budget.depenses.stated().values(), Decimal(0))
    if not 0 < in_kind < total:
        return
    said = wording.saying(_LEFT_OUT)  # « hors nature » beside the other rate tells of that rate
    out = next((p for p in said if _RATE_OF_CASH not in p.fields), None)
    rate = next((p for p in wording.printed if _RATE in p.fields), None)
    if out is None or rate is None:
        return
    granted, cash = given(dossier.subvention).montant, total - in_kind
    most = (granted * cash / total).quantize(Decimal(1))
    yield Fault(
        rate.path,
        f"La convention donne le taux de la subvention sur {euros(total)} dont {euros(in_kind)} "
        f"en nature, qu'elle ne compte pas parmi les dépenses : tout dépensé, ce taux "
        f"({percent((100 * granted / total).quantize(Decimal('0.01')))}) de {euros(cash)} fait "
        f"{euros(most)}, et non {euros(granted)}.",
        (out.path, ("budget", "depenses")),
        "Donnez le taux sur les dépenses hors nature (budget.taux_hors_nature), ou comptez les "
        "contributions en nature.",
        (granted, most),
    )
