"""A path of the data in human words: « Budget, dépenses, ligne « Frais de structure » »."""

from __future__ import annotations

import re

from pmtdocs.dossier.source import Tree
from pmtdocs.finding import Path
from pmtdocs.language.columns import shorten

_SUBJECTS = {
    "dossier": "Dossier",
    "convention": "Convention",
    "programme": "Programme d'actions",
    "budget": "Budget",
    "indicateurs": "Indicateurs",
    "aides": "Dispositifs d'aide",
    "seance": "Séance",
    "deliberation": "Délibération",
    "expose": "Rapport",
    "bilan": "Bilan",
    "avenant": "Avenant",
    "clauses": "Clauses",
    "commun": "Données communes",
    "cofinancements": "Autres financeurs",
}
# How an item of a list is called; the list itself then goes without saying.
_ITEMS = {
    "lignes": "ligne",
    "groupes": "groupe",
    "elements": "élément",
    "enfants": "élément",
    "actions": "action",
    "cibles": "cible",
    "membres": "membre",
    "procurations": "procuration",
    "parties": "partie",
    "versements": "versement",
    "indicateurs": "indicateur",
    "interesses": "conseiller intéressé",
    "signataires": "signataire",
    "contributions": "contribution",
    "reserves": "réserve",
    "fonctions": "fonction",
    "sortis": "membre sorti",
    "avis": "avis",
    "clauses": "clause",
    "aides_de_minimis": "aide de minimis",
    "autres_subventions": "autre subvention",
    "dispositifs": "dispositif",
    "octrois": "octroi à",
}
_WORDS = {
    "depenses": "dépenses",
    "duree": "durée",
    "publie": "publié",
    "modele": "modèle",
    "libelle": "libellé",
    "libelle_total": "libellé du total",
    "intitule": "intitulé",
    "theme": "thème",
    "annee": "année",
    "qualite": "qualité",
    "en_qualite_de": "en qualité de",
    "role": "rôle",
    "secretaire": "secrétaire",
    "suppleant": "suppléant",
    "delai_mois": "délai en mois",
    "preavis_mois": "préavis en mois",
    "conservation_annees": "durée de conservation",
    "exemplaires_compte_rendu": "exemplaires du compte rendu",
    "a_compter_de": "à compter de",
    "jusqu_a": "jusqu'à",
    "numero": "numéro",
    "levee": "levée",
    "presidence": "présidence",
    "resume": "résumé",
    "evenement": "événement",
    "beneficiaire": "bénéficiaire",
    "etat": "état",
    "civilite": "civilité",
    "prenom": "prénom",
    "affectee": "affectée",
    "eligibilite": "éligibilité",
    "debut": "début",
    "cesse_a_la_remise": "cesse à la remise",
    "donnees_ouvertes": "données ouvertes",
    "signe_le": "signé le",
    "signe_a": "signé à",
    "paye_le": "payé le",
    "engage": "engagé",
    "execution": "exécution",
    "reception": "réception",
    "executoire": "exécutoire",
    "publication_liste": "publication de la liste",
    "engagement_republicain": "engagement républicain",
    "regime_aide": "régime d'aide",
    "regime_tva": "régime de TVA",
    "premiere_annee": "première année",
    "note_de_synthese": "note de synthèse",
    "adopte": "adopté",
    "voix_du_president": "voix du président",
    "blancs_nuls": "bulletins blancs et nuls",
    "fondement_deport": "fondement du déport",
    "plafond_aide": "plafond de l'aide",
    "plafond_depenses": "plafond de dépenses",
    "une_fois": "une fois par entreprise",
    "deduit": "déduit",
    "decision": "décision",
    "operation": "opération",
    "repartition_partielle": "répartition partielle",
    "credit": "crédit",
    "representant": "représentant",
    "presents_ou": "lieu des présents",
    "reserve_execution": "réserve d'exécution",
    "annexee_au_rapport": "annexée au rapport",
    "titre_financement": "titre du financement",
    "colonne_libelle": "en-tête des libellés",
    "colonne_montant": "en-tête des montants",
}
_NAMES = (
    "libelle",
    "intitule",
    "titre",
    "nom",
    "financeur",
    "instance",
    "regle",
    "theme",
    "texte",
    "entreprise",
)
_PEOPLE = ("suppleant", "membre", "personne", "de", "representant")
_MAX_NAME = 48
#: « à compléter » is no name.
_HOLE = re.compile("[àa] compl[eé]ter", re.IGNORECASE)


def describe(path: Path, trees: dict[str, Tree]) -> str:
    """Words for ``path``; ``trees`` are the raw trees by first component of the path."""
    if not path:
        return "Dossier"
    words = [_SUBJECTS.get(str(path[0]), str(path[0]))]
    here: Tree = trees.get(str(path[0]))
    before: str | int = path[0]
    for step in path[1:]:
        here = _descend(here, step)
        if isinstance(step, int):
            noun = _ITEMS.get(str(before), "élément")
            name = _name(here, trees)
            words.append(f"{noun} « {name} »" if name else f"{noun} n° {step + 1}")
        elif step not in _ITEMS:
            words.append(_WORDS.get(step, step.replace("_", " ")))
        before = step
    return ", ".join(words)


def _descend(tree: Tree, step: str | int) -> Tree:
    if isinstance(tree, list) and isinstance(step, int) and step < len(tree):
        return tree[step]
    return tree.get(step) if isinstance(tree, dict) and isinstance(step, str) else None


def _name(tree: Tree, trees: dict[str, Tree]) -> str:
    if isinstance(tree, str):
        return "" if _HOLE.fullmatch(tree) else shorten(tree, _MAX_NAME)
    if not isinstance(tree, dict):
        return ""
    for key in _NAMES:
        if isinstance(value := tree.get(key), str) and not _HOLE.fullmatch(value):
            return shorten(
                _shared(value, "organisations", trees) if key == "financeur" else value, _MAX_NAME
            )
    for key in _PEOPLE:
        if isinstance(value := tree.get(key), str) and not _HOLE.fullmatch(value):
            return _shared(value, "personnes", trees)
    return ""


def _shared(key: str, table: str, trees: dict[str, Tree]) -> str:
    """The name behind a key of a shared table."""
    entry = _descend(_descend(trees.get("commun"), table), key)
    if not isinstance(entry, dict):
        return key
    return " ".join(str(entry[k]) for k in ("civilite", "prenom", "nom") if k in entry)
