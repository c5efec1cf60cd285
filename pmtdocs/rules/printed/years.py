"""The year that titles, headers and footers say."""

from __future__ import annotations

import re

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Severity
from pmtdocs.language.french import join
from pmtdocs.rules.base import Fault, Faults, cites, printed_rule
from pmtdocs.rules.printed.reading import read
from pmtdocs.word.printed import Printed

#: What is of the year of the dossier, and of no other.
_OF_YEAR = re.compile(
    r"\b(?:pour l'(?:année|exercice)|exercice|(?:budget(?: prévisionnel)?|indicateurs|subvention|"
    r"plan de financement(?: prévisionnel)?|programme d'actions?|convention(?: annuelle)?"
    r"(?: d'objectifs)?)(?: de l'année)?) (?P<year>20\d\d)(?! ?[-–/à] ?\d)\b",
    re.IGNORECASE,
)
_ANNEX = re.compile(r"annexe \d", re.IGNORECASE)
#: A title that speaks of the past, or of what is not this act.
_OTHER = re.compile(
    r"\b(?:bilan|rappel|rapport d'activité|compte rendu|réalis\w+|résultats?|historique|évolution|"
    r"contributions?|loi|décret|arrêté|règlement|plan pluriannuel|PPIF|avenant|modifi\w+|"
    r"perçue?s?|reçue?s?|obtenue?s?|versée?s?|accordée?s?|clos|"
    r"précédente?s?|antérieure?s?|depuis|compar\w+)\b",
    re.IGNORECASE,
)


@cites("Déduit des documents : l'année est la même partout")
@printed_rule("annee-imprimee-discordante", Severity.WARNING)
def PRT007(printed: Printed, dossier: Dossier) -> Faults:
    """L'année qu'un titre, un en-tête ou un pied de page imprimé donne au budget, au programme, à
    la convention ou à la subvention est un exercice du dossier.

    Pourquoi : Un modèle repris de l'an passé garde dans un titre l'année que l'on y a tapée.
    Faux : « Budget prévisionnel 2031 » en tête d'une annexe de 2032.
    Juste : « Budget prévisionnel {{ dossier.exercices }} » dans le modèle.
    """
    years = dossier.dossier.exercices
    for found in read(printed).find(_OF_YEAR):
        one = found.seen.paragraph
        is_title = one.kind in ("heading", "table", "header", "footer")
        is_title = is_title or bool(_ANNEX.match(found.seen.text))
        said = int(found.match["year"])
        if is_title and said not in years and not _OTHER.search(found.seen.text):
            yield Fault(
                found.path,
                f"« {found.match[0]} » est imprimé dans « {found.seen.text.strip()[:80]} », et le "
                f"dossier porte sur {join([str(year) for year in years])}.",
                (("dossier", "exercices"),),
                "Écrivez l'année par son champ dans le modèle, ou corrigez-la dans les données.",
            )
