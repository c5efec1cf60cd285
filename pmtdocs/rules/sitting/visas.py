"""SEA016: the article on the budget that an act cites, by the law of its authority and day."""

from __future__ import annotations

import re

from pmtdocs.dossier.law import parameter
from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Severity
from pmtdocs.language.french import short_date
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, text_rule
from pmtdocs.templates.words import Wordings

_KEY = "subventions-au-budget"
_ARTICLE = re.compile(r"\bl\. ?(\d{4}-\d+)\b")


@cites("CGCT, art. L. 2311-7, L. 3312-7 et L. 4311-2 ; art. L. 1612-25 depuis 2026 (à vérifier)")
@needs("seance.date")
@text_rule("article-d-une-autre-collectivite", Severity.INFO, of_any_part=True)
def SEA016(wordings: Wordings, dossier: Dossier) -> Faults:
    """L'article du code qui fonde les subventions inscrites au budget est celui de la collectivité,
    au jour de la séance.

    Pourquoi : Un visa repris d'un autre modèle ou d'une autre année affaiblit l'acte qu'il fonde.
    Faux : « Vu l'article L. 2311-7 du code général des collectivités territoriales », en 2031.
    Juste : « Vu l'article L. 1612-25 du code général des collectivités territoriales », en 2031.
    """
    right = dossier.droit(_KEY)
    known = {n for value in parameter(_KEY).values for n in _numbers(value.source)}
    if right is None:
        return
    for paragraph in wordings.paragraphs():
        cited = [n for n in _numbers(paragraph.words) if n in known]
        if cited and not set(cited) & set(_numbers(right.source)):
            yield Fault(
                paragraph.path,
                f"L'acte cite l'article L. {cited[0]}. Pour cette collectivité, à la séance du "
                f"{short_date(given(dossier.seance).date)}, c'est : {right.cited()}.",
                (("seance", "date"),),
                "Citez cet article-là, ou vérifiez « type » du financeur dans organisations.yaml.",
            )


def _numbers(text: str) -> list[str]:
    return _ARTICLE.findall(text.lower())
