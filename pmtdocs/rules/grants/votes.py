"""ATT008: a table of grants voted line by line."""

from __future__ import annotations

from decimal import Decimal

from pmtdocs.dossier import lines
from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.dossier.views.vote import vote_of
from pmtdocs.finding import Severity
from pmtdocs.language.french import join, plural
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule


@cites("CGCT, art. L. 2131-11 ; CE, 5 juillet 2021, n° 433537")
@needs("attributions", "seance", "deliberation.vote")
@rule("ligne-votee-sans-son-decompte", Severity.ERROR, since=Stage.VOTE)
def ATT008(dossier: Dossier) -> Faults:
    """Dans un vote ligne par ligne, une ligne à laquelle un conseiller est intéressé a son propre
    décompte : les voix qu'il retire n'y sont pas.

    Pourquoi : Le décompte commun compte la voix de qui ne devait pas voter cette ligne.
    Faux : 26 pour à toutes les lignes, Mme LOPEZ intéressée à l'une d'elles.
    Juste : Cette ligne a son vote : 25 pour, 1 voix d'une intéressée.
    """
    table = given(dossier.attributions)
    for rank, one in table.connues.items():
        if one.vote or not one.interesses or table.retrait_ensemble or table.vote == "ensemble":
            continue
        vote = vote_of(lines.line(dossier, rank))
        weights = {who.membre: vote.poids[who.membre] for who in one.interesses} if vote else {}
        if total := sum(weights.values()):
            names = join([f"{dossier.name_of(who)} ({n})" for who, n in weights.items()])
            yield Fault(
                (*lines.ROOT, rank, "interesses"),
                f"Cette ligne n'a pas son décompte, et {plural(total, 'voix', 'voix')} s'en "
                f"retirent : {names}.",
                (("deliberation", "vote", "publie"),),
                "Ajoutez « vote » à cette ligne, avec les voix qu'elle a recueillies.",
                (Decimal(total), Decimal(0)),
            )
