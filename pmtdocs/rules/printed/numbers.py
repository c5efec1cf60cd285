"""A number and what it counts, one or several."""

from __future__ import annotations

import re

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Severity
from pmtdocs.rules.base import Fault, Faults, cites, printed_rule
from pmtdocs.rules.printed.reading import read
from pmtdocs.word.printed import Printed

#: What acts count, in the singular: none is also a verb or an adjective.
_COUNTED = (
    "abstention|acompte|action|adhérente?|administrateur|administratrice|agent|alinéa|an|animation|"
    "année|annexe|article|association|atelier|avenant|avis|bénéficiaire|brevet|chercheur|"
    "chercheuse|commission|commune|conseiller|conseillère|contrat|convention|copie|décision|"
    "déléguée?|délibération|diplôme|document|dossier|échéance|élue?|emploi|employée?|"
    "entreprise|étudiante?|euro|évènement|événement|exemplaire|exercice|financeur|formation|"
    "habitant|heure|indicateur|indicatrice|jour|journée|laboratoire|livrable|logement|"
    "majorité|membre|objectif|page|partenaire|partie|pièce|pouvoir|procuration|projet|"
    "représentant|réunion|salariée?|séance|semaine|signataire|société|subvention|suppléante?|"
    "titulaire|tranche|versement|vice-président|vice-présidente"
)
_SEVERAL = (
    r"deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|"
    r"trente|quarante|cinquante|soixante|cent|mille|(?:\w+-)+(?:une?|deux|trois|quatre|cinq|six|sept|"
    r"huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt)"
)
_FIGURE = r"\d{1,3}(?: \d{3})+|\d{1,6}"
_AGAIN = r"(?: \((?:\d[\d ]*|[a-zà-ÿ-]+)\))?"
_BEFORE = r"(?<![\w,./'’-])(?<!\d )"
_ONE = re.compile(
    rf"(?<![\w,./-])(?<!\d )(?P<n>une?|[01]){_AGAIN} (?P<noun>{_COUNTED})s\b", re.IGNORECASE
)
_MORE = re.compile(
    rf"{_BEFORE}(?P<n>{_SEVERAL}|{_FIGURE}(?:,\d+)?){_AGAIN} (?P<noun>{_COUNTED})(?![\w'’-])"
)
#: The number is that of a thing: « annexe 2 », « axe 1 », « n° 12 ».
_NAMED = re.compile(
    r"(?:n°|nos?|\b(?:article|annexe|alinéa|axe|objectif|phase|catégorie|rapport|question|point|page|"
    r"paragraphe|tranche|lot|année|an|étape|action|projet|commission|tableau|titre|chapitre|volet|"
    r"niveau|version|classe|type|défi|mission|compte|poste|ligne|imputation|code|salle|module|session|"
    r"atelier|groupe|équipe|opération|fiche|mesure|priorité|orientation|enjeu|bâtiment|zone|tél|"
    r"\d+ ?[-–/à]|L|R|D)s?\.?) ?$",
    re.IGNORECASE,
)
#: « 74 subvention d'exploitation » at the head of a line of a budget, « 65748 subvention ».
_ACCOUNT = re.compile(r"(?:6\d|7\d|86|87)\d{0,4}|[1-8]\d{3,5}")
#: « vingt et un membres », « cent une voix ».
_ADDED = re.compile(r"\b(?:et|cents?|mille|millions?|vingt)[ -]$", re.IGNORECASE)


@cites("Grevisse et Goosse, Le Bon Usage : accord du nom avec le nombre qui le précède")
@printed_rule("nombre-non-accorde", Severity.WARNING)
def PRT004(printed: Printed, _dossier: Dossier) -> Faults:
    """Un nom s'accorde avec le nombre imprimé devant lui, en chiffres ou en lettres.

    Pourquoi : Le modèle écrit le nom, la donnée le nombre : « un » ou « deux » y passent tous deux.
    Faux : « Fait en un exemplaires », « deux exemplaire », « 1 membres ».
    Juste : « Fait en un exemplaire », « deux exemplaires », « 1 membre ».
    """
    reading = read(printed)
    for found in reading.find(_ONE):
        if not _NAMED.search(found.before) and not _ADDED.search(found.before):
            yield _fault(found.path, found.match[0], found.match[0].removesuffix("s"))
    for found in reading.find(_MORE):
        value = re.sub(r"\D.*", "", found.match["n"].replace(" ", ""))
        is_year = re.fullmatch(r"(?:19|20)\d\d", found.match["n"])
        if _NAMED.search(found.before) or is_year or (value and int(value) < 2):
            continue
        is_account = found.start == 0 and _ACCOUNT.fullmatch(found.match["n"])
        if is_account or found.match["noun"].endswith("s"):
            continue
        yield _fault(found.path, found.match[0], f"{found.match[0]}s")


def _fault(path: tuple[str | int, ...], said: str, right: str) -> Fault:
    return Fault(
        path,
        f"« {said} » est imprimé.",
        help=f"Écrivez « {right} » ; dans le modèle, une condition choisit selon le nombre "
        "({% if … > 1 %}s{% endif %}).",
    )
