"""BUD007, BUD011, BUD015: on what base a budget counts: with or without VAT, what is in kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.budget import Budget
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import euros, percent
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule, text_rule
from pmtdocs.templates.words import Wordings

#: What a budget may say of VAT, by what its owner does with it.
_BASES = {"assujetti": ("HT",), "non assujetti": ("TTC", "net de taxe")}


@cites("Déduit des documents")
@needs("budget.taxe", "beneficiaire.regime_tva")
@rule("base-de-tva-contraire-au-regime", Severity.WARNING)
def BUD007(dossier: Dossier) -> Faults:
    """Le budget de qui récupère la TVA est hors taxes ; celui de qui ne la récupère pas est toutes
    taxes comprises.

    Pourquoi : La TVA récupérée n'est pas une dépense : la compter gonfle le budget et le taux
    d'aide.
    Faux : Bénéficiaire assujetti à la TVA, budget TTC.
    Juste : Bénéficiaire non assujetti à la TVA, budget TTC.
    """
    body, budget = given(dossier.beneficiaire), given(dossier.budget)
    bases = _BASES.get(body.regime_tva or "")
    if bases and budget.taxe not in bases:
        position = "récupère la TVA" if body.regime_tva == "assujetti" else "ne récupère pas la TVA"
        yield Fault(
            ("budget", "taxe"),
            f"Le budget est {budget.taxe}, or {body.le} {position} : il se compte {bases[0]}.",
            (("commun", "organisations", given(dossier.dossier.beneficiaire), "regime_tva"),),
            "Vérifiez auprès du bénéficiaire ; la subvention elle-même n'est ni HT ni TTC.",
        )


@cites("Déduit des documents")
@needs("budget")
@rule("taxe-dite-de-deux-facons", Severity.WARNING)
def BUD011(dossier: Dossier) -> Faults:
    """Un intitulé du budget qui dit HT ou TTC dit ce qu'est le budget.

    Pourquoi : Un lecteur qui voit HT ici et TTC là ne sait plus quel total la subvention complète.
    Faux : Budget TTC, tableau « Dépenses prévisionnelles (en € HT) ».
    Juste : Budget HT, tableau « Dépenses prévisionnelles (en € HT) ».
    """
    budget = given(dossier.budget)
    for path, text in _headings(budget):
        said = set(re.findall(r"\b(?:HT|TTC)\b", text))
        if said and said != {budget.taxe}:
            yield Fault(
                path,
                f"« {text} » dit {' et '.join(sorted(said))}, le budget est {budget.taxe}.",
                (("budget", "taxe"),),
                "Dites-le une seule fois, et de même partout.",
            )


def _headings(budget: Budget) -> Iterator[tuple[Path, str]]:
    yield ("budget", "intitule"), budget.intitule
    for key, side in (("depenses", budget.depenses), ("recettes", budget.recettes)):
        for name in ("intitule", "colonne_libelle", "colonne_montant", "libelle_total"):
            yield ("budget", key, name), getattr(side, name)
        for g, group in enumerate(side.groupes):
            yield ("budget", key, "groupes", g, "libelle_total"), group.libelle_total


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
