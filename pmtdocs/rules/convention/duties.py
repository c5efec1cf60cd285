"""CNV, OPN001: what the law asks of a grant: a convention, a commitment, an auditor, its data."""

from __future__ import annotations

from decimal import Decimal

from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import euros, short_date
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule
from pmtdocs.rules.budget.funding import public_by_year
from pmtdocs.rules.dates.events import as_figure, gap


@cites("Loi n° 2000-321 du 12 avril 2000, art. 10 ; décret n° 2001-495 du 6 juin 2001, art. 1")
@needs("deliberation.inscription.publie.operation", "beneficiaire.de_droit_prive")
@rule("convention-absente", Severity.ERROR, since=Stage.PROJET)
def CNV001(dossier: Dossier) -> Faults:
    """Au-delà du seuil, apprécié par autorité et par année, la subvention à un organisme de droit
    privé a sa convention.

    Pourquoi : Sans elle, le comptable ne peut pas payer.
    Faux : Subvention de 45 000 €, aucun fichier convention.yaml.
    Juste : Subvention de 45 000 €, convention dans le dossier.
    """
    body, years = dossier.beneficiaire, dossier.dossier.exercices
    granted = given(given(dossier.deliberation).operation)
    announced = dossier.attribution is not None and dossier.attribution.convention  # ATT007
    if dossier.convention or announced or body is None:
        return
    threshold = dossier.droit("convention-seuil")
    if threshold is None or not body.de_droit_prive:
        return
    others = [g for g in dossier.dossier.autres_subventions if g.annee in years]
    total = granted + sum((g.montant for g in others), Decimal(0))
    if total > threshold.value * len(years):
        more = f", {euros(total)} avec les autres subventions de l'année" if others else ""
        yield Fault(
            ("deliberation", "inscription", "publie", "operation"),
            f"La subvention est de {euros(granted)}{more} : au-delà de {euros(threshold.value)} "
            f"par an une convention est obligatoire, le dossier n'en a pas (dépassement de "
            f"{euros(total - threshold.value * len(years))}).",
            (("dossier", "beneficiaire"),),
            _OF_ITS_OWN if dossier.attribution else "Ajoutez convention.yaml.",
            (threshold.value * len(years), total),
        )


_OF_ITS_OWN = (
    "Écrivez « convention: oui » sur cette ligne, avec « representant » et « fonction » de qui la "
    "signe, et dans convention.yaml ce qui vaut pour toutes."
)


@cites("Loi n° 2000-321, art. 10-1 ; décret n° 2021-1947 du 31 décembre 2021")
@needs("dossier.demande.date", "dossier.demande.engagement_republicain")
@rule("engagement-republicain-absent", Severity.ERROR)
def CNV005(dossier: Dossier) -> Faults:
    """L'association ou la fondation qui demande une subvention a souscrit le contrat d'engagement
    républicain ; la date de la demande décide.

    Pourquoi : L'engagement précède l'attribution ; une clause de la convention n'en tient pas lieu.
    Faux : Demande du 15 janvier 2031, contrat non souscrit.
    Juste : Demande du 15 janvier 2031, contrat souscrit.
    """
    request, body = given(dossier.dossier.demande), dossier.beneficiaire
    asked = dossier.droit("contrat-engagement-republicain", request.date)
    missing = request.engagement_republicain is False
    if body is None or asked is None or not asked.value or not missing:
        return
    yield Fault(
        ("dossier", "demande", "engagement_republicain"),
        f"La demande est du {short_date(request.date)} ; {body.le} n'a pas souscrit le contrat "
        "d'engagement républicain, exigé à cette date.",
        (("dossier", "demande", "date"),),
        "Demandez-lui de le souscrire avant toute attribution.",
    )


@cites("Code de commerce, art. L. 612-4 et D. 612-5")
@needs("dossier.demande.commissaire_aux_comptes")
@rule("commissaire-aux-comptes-absent", Severity.WARNING)
def CNV007(dossier: Dossier) -> Faults:
    """Au-delà d'un total annuel de subventions publiques, l'organisme a un commissaire aux comptes
    ; toutes ses subventions comptent.

    Pourquoi : Ses comptes sont certifiés et publiés : la collectivité s'appuie sur eux.
    Faux : Subventions publiques 245 000 €, pas de commissaire aux comptes.
    Juste : Subventions publiques 245 000 €, comptes certifiés par un commissaire aux comptes.
    """
    request = given(dossier.dossier.demande)
    if request.commissaire_aux_comptes is not False:
        return
    threshold = dossier.droit("commissaire-aux-comptes-seuil", request.date)
    if threshold is None:
        return
    totals: list[tuple[Decimal, Path]] = [
        (total, ("budget", "recettes")) for total in public_by_year(dossier).values()
    ]
    if request.subventions_publiques is not None:
        totals.append(
            (request.subventions_publiques, ("dossier", "demande", "subventions_publiques"))
        )
    total, place = max(totals, default=(Decimal(0), ("budget", "recettes")), key=lambda t: t[0])
    if total > threshold.value:
        yield Fault(
            ("dossier", "demande", "commissaire_aux_comptes"),
            f"Les subventions publiques de l'année font au moins {euros(total)}, au-delà de "
            f"{euros(threshold.value)} : un commissaire aux comptes est exigé, le dossier dit "
            "qu'il n'y en a pas.",
            (place,),
            "Vérifiez auprès du bénéficiaire : s'il en a un, corrigez le dossier ; sinon, il doit "
            "en nommer un.",
            (threshold.value, total),
        )


@cites("Décret n° 2017-779 du 5 mai 2017 ; arrêté du 17 novembre 2017")
@needs("convention.signature.date", "convention.donnees_ouvertes")
@rule("donnees-publiees-trop-tard", Severity.WARNING, since=Stage.SIGNE)
def OPN001(dossier: Dossier) -> Faults:
    """Au-delà du seuil, les données de la subvention sont publiées dans le délai qui court de la
    signature.

    Pourquoi : Chacun peut savoir à qui l'argent public est donné, et combien.
    Faux : Convention de 45 000 € signée le 30 avril, données publiées le 31 juillet.
    Juste : Convention de 45 000 € signée le 30 avril, données publiées le 30 juillet.
    """
    convention = given(dossier.convention)
    if convention.subvention is None:
        return
    granted, published = convention.subvention.montant, given(convention.donnees_ouvertes)
    signed = given(convention.signature.date)
    sum_of_law = dossier.droit("donnees-ouvertes-seuil", signed)
    delay = dossier.droit("donnees-ouvertes-mois", signed)
    if sum_of_law is None or delay is None or granted <= sum_of_law.value:
        return
    limit = delay.after(signed)
    if published > limit:
        yield Fault(
            ("convention", "donnees_ouvertes"),
            f"Les données de la subvention ({euros(granted)}, au-delà de "
            f"{euros(sum_of_law.value)}) sont publiées le {short_date(published)} ; elles devaient "
            f"l'être le {short_date(limit)} au plus tard : {gap(limit, published)} de retard.",
            (("convention", "signature", "date"),),
            "Vérifiez les deux dates.",
            (as_figure(limit), as_figure(published)),
        )
