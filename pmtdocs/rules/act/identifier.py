"""ACT001: how the act is named when it is sent to the préfet."""

from __future__ import annotations

import datetime as dt
import re

from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import short_date
from pmtdocs.language.identifiers import digits
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule

_ACT = re.compile(r"\d{3}-(\d{9})-(\d{8})-[0-9A-Z_]{1,15}-(DE|AR|AI|CC|BF|AU)")


@cites("Télétransmission @CTES, d'après des actes publiés (longueur du numéro : à vérifier)")
@needs("execution.acte")
@rule("identifiant-d-acte-mal-forme", Severity.ERROR, since=Stage.EXECUTOIRE)
def ACT001(dossier: Dossier) -> Faults:
    """L'identifiant de l'acte télétransmis a la forme attendue ; son SIREN est celui de la
    collectivité, sa date celle de la séance, ou de l'acte pris sans vote.

    Pourquoi : Un identifiant mal formé est refusé, ou range l'acte sous un autre nom.
    Faux : 2031/2031.00042, le numéro de la délibération.
    Juste : 099-123456789-20310410-D2031_00042-DE.
    """
    act = given(given(dossier.execution).acte)
    path: Path = (dossier.decidee, "execution", "acte")
    match = _ACT.fullmatch(act)
    if match is None:
        yield Fault(
            path,
            f"« {act} » n'a pas la forme d'un identifiant d'acte : département, SIREN, "
            "date AAAAMMJJ, numéro (15 signes au plus, longueur à vérifier), nature.",
            ((dossier.decidee, "numero"),),
            "Écrivez par exemple 099-123456789-20310410-D2031_00042-DE.",
        )
        return
    yield from _siren(dossier, path, match[1])
    of_act = None if dossier.deliberation else dossier.acte
    said, place = ("l'acte est", "acte") if of_act else ("la séance est", "seance")
    dated = of_act or dossier.seance
    day = dated.date if dated else None
    if isinstance(day, dt.date) and match[2] != f"{day:%Y%m%d}":
        yield Fault(
            path,
            f"L'identifiant de l'acte porte la date {match[2]}, {said} du {short_date(day)}.",
            ((place, "date"),),
            "Corrigez l'identifiant ou l'autre date.",
        )


def _siren(dossier: Dossier, path: Path, siren: str) -> Faults:
    funder = dossier.financeur
    if funder and funder.siren and digits(funder.siren) != siren:
        place: Path = ("commun", "organisations", dossier.dossier.financeur or "", "siren")
        yield Fault(
            path,
            f"L'identifiant de l'acte porte le SIREN {siren}, celui {funder.du} est "
            f"{funder.siren}.",
            (place,),
            "Corrigez l'identifiant ou le SIREN.",
        )
