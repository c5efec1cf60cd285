"""NOM011: what the documents must agree with, and that does not say its gender."""

from __future__ import annotations

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Severity
from pmtdocs.language.agreement import feminine, with_article
from pmtdocs.rules.base import Fault, Faults, cites, rule


@cites("Déduit des documents : les mots s'accordent avec le nom de qui décide et de qui reçoit")
@rule("genre-inconnu", Severity.INFO)
def NOM011(dossier: Dossier) -> Faults:
    """L'instance qui délibère et les parties disent leur genre, par leur article ou par leurs mots.

    Pourquoi : « le », « convoqué », « ils » s'accordent avec elles ; faute de savoir, l'acte les
    imprime au masculin.
    Faux : Instance « Folketing » ; organisme « Baladins », article « les ».
    Juste : Instance « le Folketing » ; organisme « Baladins », article « les », genre « féminin ».
    """
    if dossier.seance and feminine(instance := dossier.seance.instance) is None:
        said = with_article(instance)
        yield Fault(
            ("seance", "instance"),
            f"Rien ne dit si « {instance} » est féminin : l'acte imprime « {said} ».",
            (("dossier", "documents"),),
            f"Écrivez l'article devant : « {said} » si c'est juste.",
        )
    convention, own = dossier.convention, dossier.dossier
    parties = (one.organisation for one in (convention.parties if convention else ()))
    for key in dict.fromkeys((*parties, own.financeur, own.beneficiaire)):
        body = dossier.commun.organisations.get(key or "")
        if body and body.article in ("l'", "les") and body.told_feminine is None:
            yield Fault(
                ("commun", "organisations", str(key), "nom"),
                f"Rien ne dit si « {body.le} » est féminin : l'acte l'accorde au masculin.",
                (("dossier", "documents"),),
                "Ajoutez « genre: masculin » ou « genre: féminin » à cet organisme.",
            )
