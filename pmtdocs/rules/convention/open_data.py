"""OPN001: the data of the grant, published in time."""

from __future__ import annotations

from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.finding import Severity
from pmtdocs.language.french import euros, short_date
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule
from pmtdocs.rules.dates.events import as_figure, gap


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
