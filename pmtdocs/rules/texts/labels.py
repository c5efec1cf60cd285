"""TXT008: a label that two pieces of a dossier give to two years."""

from __future__ import annotations

import re

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Severity
from pmtdocs.rules.base import Fault, Faults, cites, rule
from pmtdocs.rules.texts.prose import Sentence, sentences

#: What is given for a year, and that year: « labellisé … pour l'année 2031 ».
_LABEL = re.compile(
    r"\b(?:re-?)?(?P<what>label|agrement|accredit|certification)\w*\b[^.;:]{0,80}?"
    r"\b(?:pour|au titre de) l'annee (?P<year>\d{4})\b"
)


@cites("Déduit des documents : le rapport et la convention disent les mêmes faits")
@rule("label-de-deux-annees", Severity.INFO)
def TXT008(dossier: Dossier) -> Faults:
    """Un label, un agrément ou une certification que la convention et le rapport donnent « pour
    l'année … » l'est pour la même année.

    Pourquoi : Les motifs de la convention répètent le rapport ; l'une des années est celle d'avant.
    Faux : « Le label obtenu pour l'année 2031 », et ailleurs « labellisé pour l'année 2030 ».
    Juste : « Le label obtenu pour l'année 2031 », aux deux endroits.
    """
    told: dict[str, dict[str, dict[str, Sentence]]] = {}
    for sentence in sentences(dossier):
        for said in _LABEL.finditer(sentence.folded):
            years = told.setdefault(said["what"], {}).setdefault(str(sentence.path[0]), {})
            years.setdefault(said["year"], sentence)
    for pieces in told.values():
        here, there = pieces.get("convention", {}), pieces.get("expose", {})
        if len(here) == len(there) == 1 and here.keys() != there.keys():
            (year, sentence), (other, beside) = *here.items(), *there.items()
            yield Fault(
                sentence.path,
                f"Le texte donne un label ou un agrément « pour l'année {year} », le rapport "
                f"« pour l'année {other} ».",
                (beside.path,),
                "Vérifiez l'année, et corrigez celle des deux qui est fausse.",
            )
