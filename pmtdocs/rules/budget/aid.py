"""BUD007 to BUD012: VAT, State aid and the credit that pays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pmtdocs.dossier import law
from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.budget import Budget
from pmtdocs.dossier.model.dossier import AidRegime
from pmtdocs.finding import Kind, Path, Severity
from pmtdocs.language.french import euros, percent, plural, short_date
from pmtdocs.rules.base import Doc, Fault, Rule
from pmtdocs.rules.funding import public_by_year

_GRANTED: Path = ("convention", "subvention", "montant")
#: What a budget may say of VAT, by what its owner does with it.
_BASES = {"assujetti": ("HT",), "non assujetti": ("TTC", "net de taxe")}


def tax_basis(dossier: Dossier) -> Iterator[Fault]:
    """BUD007: a body that recovers the VAT counts without it, another with it."""
    body, budget = dossier.beneficiaire, dossier.budget
    if body is None or budget is None:
        return
    bases = _BASES.get(body.regime_tva or "")
    if bases and budget.taxe not in bases:
        position = "récupère la TVA" if body.regime_tva == "assujetti" else "ne récupère pas la TVA"
        yield Fault(
            ("budget", "taxe"),
            f"Le budget est {budget.taxe}, or {body.le} {position} : il se compte {bases[0]}.",
            (("commun", "organisations", dossier.dossier.beneficiaire, "regime_tva"),),
            "Vérifiez auprès du bénéficiaire ; la subvention elle-même n'est ni HT ni TTC.",
        )


def tax_words(dossier: Dossier) -> Iterator[Fault]:
    """BUD011: a heading of the budget that says HT or TTC says what the budget is."""
    if dossier.budget is None:
        return
    for path, text in _headings(dossier.budget):
        said = set(re.findall(r"\b(?:HT|TTC)\b", text))
        if said and said != {dossier.budget.taxe}:
            yield Fault(
                path,
                f"« {text} » dit {' et '.join(sorted(said))}, le budget est {dossier.budget.taxe}.",
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


def intensity(dossier: Dossier) -> Iterator[Fault]:
    """BUD008: the share of public money stays below the cap of the regime that is chosen."""
    regime, budget = dossier.dossier.regime_aide, dossier.budget
    if regime is None or budget is None or regime.nature != "régime exempté":
        return
    yield from _too_long(dossier, regime)
    cap, cited = _cap(dossier, regime)
    public = sum(public_by_year(dossier).values(), Decimal(0))
    stated = sum(budget.depenses.stated().values(), Decimal(0))
    in_kind = sum(
        (a for _, e in budget.depenses.lines() if e.en_nature for a in e.montant.values()),
        Decimal(0),
    )
    costs = regime.couts_admissibles or stated
    cash = costs if regime.couts_admissibles else stated - in_kind
    if cap is None or min(costs, cash) <= 0 or 100 * public <= cap * cash:
        return
    share, share_in_cash = 100 * public / costs, 100 * public / cash
    both = percent(share)
    if cash != costs:
        both += f" des dépenses, {percent(share_in_cash)} sans les contributions en nature"
    yield Fault(
        ("dossier", "regime_aide"),
        f"Les financeurs publics apportent {euros(public)}, soit {both} ; le plafond est de "
        f"{percent(cap)} : écart de {euros(public - cap * cash / 100)}. {cited}.",
        (("budget", "recettes"), ("budget", "depenses")),
        "Vérifiez l'assiette des coûts admissibles et le taux du régime.",
        (cap, share_in_cash.quantize(Decimal("0.01"))),
    )


def _cap(dossier: Dossier, regime: AidRegime) -> tuple[Decimal | None, str]:
    if regime.fonctionnement_pole:
        cap = law.parameter("pole-intensite").at(dossier.day_of_law)
        return (cap.value, cap.cited()) if cap else (None, "")
    return regime.plafond, regime.regime or "Plafond que le dossier indique"


def _too_long(dossier: Dossier, regime: AidRegime) -> Iterator[Fault]:
    limit = law.parameter("pole-duree-annees").at(dossier.day_of_law)
    first, last = regime.premiere_annee, max(dossier.dossier.exercices)
    if not regime.fonctionnement_pole or first is None or limit is None:
        return
    length = last - first + 1
    if length > limit.value:
        yield Fault(
            ("dossier", "regime_aide", "premiere_annee"),
            f"L'aide au fonctionnement du pôle dure depuis {first} : {plural(length, 'an')} en "
            f"{last}, pour {limit.value} au plus. {limit.cited()}.",
            (("dossier", "exercices"),),
            "Vérifiez la première année, ou changez de régime.",
            (limit.value, Decimal(length)),
        )


def de_minimis(dossier: Dossier) -> Iterator[Fault]:
    """BUD009: aids de minimis of three years, whoever gives them, stay below the ceiling."""
    regime, subsidy = dossier.dossier.regime_aide, dossier.subvention
    if regime is None or subsidy is None or dossier.seance is None:
        return
    day = dossier.seance.date
    ceiling = law.parameter("de-minimis-plafond").at(day)
    span = law.parameter("de-minimis-annees").at(day)
    if regime.nature != "de minimis" or ceiling is None or span is None:
        return
    start = law.add_months(day, -12 * int(span.value))
    granted = subsidy.montant
    counted = [
        (i, a.montant) for i, a in enumerate(regime.aides_de_minimis or ()) if start < a.date <= day
    ]
    total = granted + sum((amount for _, amount in counted), Decimal(0))
    if total > ceiling.value:
        root: Path = ("dossier", "regime_aide", "aides_de_minimis")
        yield Fault(
            ("dossier", "regime_aide"),
            f"Les aides de minimis depuis le {short_date(start)} font {euros(total)}, celle-ci "
            f"comprise ({euros(granted)}) ; le plafond est de {euros(ceiling.value)} : "
            f"dépassement de {euros(total - ceiling.value)}. {ceiling.cited()}.",
            (_GRANTED, *((*root, i, "montant") for i, _ in counted)),
            "Réduisez l'aide, ou fondez-la sur un autre régime.",
            (ceiling.value, total),
        )


def credit_left(dossier: Dossier) -> Iterator[Fault]:
    """BUD010: the grant is no more than what is left of the credit."""
    report, subsidy = dossier.deliberation, dossier.subvention
    if report is None or subsidy is None or report.inscription.engage is None:
        return
    if len(dossier.dossier.exercices) > 1:  # the credit is that of one year
        return
    granted, credit = subsidy.montant, report.inscription.credit
    left = credit - report.inscription.engage
    if granted <= credit and granted > left:
        yield Fault(
            _GRANTED,
            f"La subvention est de {euros(granted)} ; du crédit de {euros(credit)}, "
            f"{euros(report.inscription.engage)} sont déjà engagés, "
            f"il reste {euros(max(left, Decimal(0)))} : il manque {euros(granted - left)}.",
            (
                ("deliberation", "inscription", "credit"),
                ("deliberation", "inscription", "engage"),
            ),
            "Abondez le crédit par une décision modificative, ou réduisez la subvention.",
            (left if left > 0 else Decimal(0), granted),
        )


def credit(dossier: Dossier) -> Iterator[Fault]:
    """BUD012: the grant of one year is no more than the credit itself."""
    report, subsidy = dossier.deliberation, dossier.subvention
    if report is None or subsidy is None or len(dossier.dossier.exercices) > 1:
        return
    granted, entered = subsidy.montant, report.inscription.credit
    if granted > entered:
        yield Fault(
            _GRANTED,
            f"La subvention est de {euros(granted)}, le crédit inscrit de {euros(entered)} : "
            f"il manque {euros(granted - entered)}.",
            (("deliberation", "inscription", "credit"),),
            "Vérifiez les deux montants.",
            (entered, granted),
        )


BUD007 = Rule(
    Kind("BUD007", "base-de-tva-contraire-au-regime", Severity.WARNING, "Déduit des documents"),
    Doc(
        "Le budget de qui récupère la TVA est hors taxes ; celui de qui ne la récupère pas est "
        "toutes taxes comprises.",
        "La TVA récupérée n'est pas une dépense : la compter gonfle le budget et le taux d'aide.",
        "Bénéficiaire assujetti à la TVA, budget TTC.",
        "Bénéficiaire non assujetti à la TVA, budget TTC.",
    ),
    tax_basis,
    needs=("budget.taxe", "beneficiaire.regime_tva"),
)
BUD008 = Rule(
    Kind(
        "BUD008",
        "intensite-d-aide-depassee",
        Severity.WARNING,
        "Règlement (UE) n° 651/2014, art. 27 (à vérifier)",
    ),
    Doc(
        "Si le dossier se prévaut d'un régime exempté, la part publique ne dépasse pas son "
        "plafond ; elle est dite avec et sans les contributions en nature.",
        "Au-delà, l'aide est illégale et peut être récupérée auprès du bénéficiaire.",
        "Financements publics 245 000, dépenses 490 000 dont 20 000 en nature : 52,13 %.",
        "Financements publics 235 000, dépenses 490 000 dont 20 000 en nature : 50 %.",
    ),
    intensity,
    needs=("dossier.regime_aide", "budget"),
)
BUD009 = Rule(
    Kind("BUD009", "plafond-de-minimis-depasse", Severity.WARNING, "Règlement (UE) 2023/2831"),
    Doc(
        "Si le dossier choisit le régime de minimis, les aides reçues de tous les financeurs "
        "français sur la période restent, celle-ci comprise, sous le plafond.",
        "Au-delà, l'aide devait être notifiée ou relever d'un autre régime.",
        "Aides de minimis déjà reçues 290 000 €, subvention de 45 000 €.",
        "Aides de minimis déjà reçues 100 000 €, subvention de 45 000 €.",
    ),
    de_minimis,
    needs=("dossier.regime_aide", "convention.subvention", "seance.date"),
)
BUD010 = Rule(
    Kind("BUD010", "credit-restant-insuffisant", Severity.ERROR, "Déduit des documents"),
    Doc(
        "La subvention ne dépasse pas ce qui reste du crédit, une fois ôté ce qui est engagé.",
        "Un crédit sert souvent à plusieurs opérations : le montant inscrit ne suffit pas à juger.",
        "Crédit 214 400, déjà engagé 180 000, subvention 45 000.",
        "Crédit 214 400, déjà engagé 100 000, subvention 45 000.",
    ),
    credit_left,
    needs=("deliberation.inscription.engage", "convention.subvention"),
)
BUD011 = Rule(
    Kind("BUD011", "taxe-dite-de-deux-facons", Severity.WARNING, "Déduit des documents"),
    Doc(
        "Un intitulé du budget qui dit HT ou TTC dit ce qu'est le budget.",
        "Un lecteur qui voit HT ici et TTC là ne sait plus quel total la subvention complète.",
        "Budget TTC, tableau « Dépenses prévisionnelles (en € HT) ».",
        "Budget HT, tableau « Dépenses prévisionnelles (en € HT) ».",
    ),
    tax_words,
    needs=("budget",),
)
BUD012 = Rule(
    Kind("BUD012", "subvention-superieure-au-credit", Severity.ERROR, "Déduit des documents"),
    Doc(
        "La subvention d'un exercice ne dépasse pas le crédit inscrit au budget.",
        "Une dépense sans crédit ne peut être ni engagée ni payée.",
        "Crédit inscrit 40 000, subvention 45 000.",
        "Crédit inscrit 214 400, subvention 45 000.",
    ),
    credit,
    needs=("deliberation.inscription", "convention.subvention"),
)
AID_RULES = (BUD007, BUD008, BUD009, BUD010, BUD011, BUD012)
