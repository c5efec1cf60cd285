"""BUD007, BUD011: a budget with or without VAT, and its headings that say which."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.budget import Budget
from pmtdocs.finding import Path, Severity
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule

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
