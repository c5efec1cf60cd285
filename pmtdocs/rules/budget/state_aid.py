"""BUD008, BUD009: State aid stays below the cap of its regime and the ceiling of minimis."""

from __future__ import annotations

from decimal import Decimal

from pmtdocs.dossier import law
from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.application import AidRegime
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import euros, percent, plural, short_date
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule
from pmtdocs.rules.budget.funding import public_by_year

_GRANTED: Path = ("convention", "subvention", "montant")


@cites("Règlement (UE) n° 651/2014, art. 27 (à vérifier)")
@needs("dossier.regime_aide", "budget")
@rule("intensite-d-aide-depassee", Severity.WARNING)
def BUD008(dossier: Dossier) -> Faults:
    """Si le dossier se prévaut d'un régime exempté, la part publique ne dépasse pas son plafond ;
    elle est dite avec et sans les contributions en nature.

    Pourquoi : Au-delà, l'aide est illégale et peut être récupérée auprès du bénéficiaire.
    Faux : Financements publics 245 000, dépenses 490 000 dont 20 000 en nature : 52,13 %.
    Juste : Financements publics 235 000, dépenses 490 000 dont 20 000 en nature : 50 %.
    """
    regime, budget = given(dossier.dossier.regime_aide), given(dossier.budget)
    if regime.nature != "régime exempté":
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


def _too_long(dossier: Dossier, regime: AidRegime) -> Faults:
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


@cites("Règlement (UE) 2023/2831")
@needs("dossier.regime_aide", "convention.subvention", "seance.date")
@rule("plafond-de-minimis-depasse", Severity.WARNING)
def BUD009(dossier: Dossier) -> Faults:
    """Si le dossier choisit le régime de minimis, les aides reçues de tous les financeurs français
    sur la période restent, celle-ci comprise, sous le plafond.

    Pourquoi : Au-delà, l'aide devait être notifiée ou relever d'un autre régime.
    Faux : Aides de minimis déjà reçues 290 000 €, subvention de 45 000 €.
    Juste : Aides de minimis déjà reçues 100 000 €, subvention de 45 000 €.
    """
    regime, granted = given(dossier.dossier.regime_aide), given(dossier.subvention).montant
    day = given(dossier.seance).date
    ceiling = law.parameter("de-minimis-plafond").at(day)
    span = law.parameter("de-minimis-annees").at(day)
    if regime.nature != "de minimis" or ceiling is None or span is None:
        return
    start = law.add_months(day, -12 * int(span.value))
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
