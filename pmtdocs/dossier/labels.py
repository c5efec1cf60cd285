"""A path of the data in human words: « Budget, dépenses, ligne « Frais de structure » »."""

from __future__ import annotations

import re
from typing import get_args

from pmtdocs.dossier.model.budget import Section, section_name
from pmtdocs.dossier.source import Tree
from pmtdocs.finding import Path
from pmtdocs.language.columns import shorten
from pmtdocs.language.french import plain

_SUBJECTS = {
    "dossier": "Dossier", "convention": "Convention", "programme": "Programme d'actions",
    "budget": "Budget", "indicateurs": "Indicateurs", "aides": "Dispositifs d'aide",
    "attributions": "Attributions",
    "seance": "Séance", "deliberation": "Délibération",
    "acte": "Acte", "expose": "Rapport", "bilan": "Bilan",
    "avenant": "Avenant", "clauses": "Clauses", "commun": "Données communes",
    "cofinancements": "Autres financeurs", "tirages": "Autres dossiers du même crédit",
    "affaires": "Affaires de la séance", "jumelles": "Autre fichier de la séance",
}  # fmt: skip
# How an item of a list is called; the list itself then goes without saying.
_ONE_OF_SEVERAL = (
    "ligne", "groupe", "action", "cible", "membre", "procuration", "partie", "versement",
    "indicateur", "signataire", "article", "visa", "point", "contribution",
    "fonction", "clause", "dispositif",
)  # fmt: skip
_ITEMS = {f"{item}s": item for item in _ONE_OF_SEVERAL} | {
    "elements": "élément",
    "enfants": "élément",
    "interesses": "conseiller intéressé",
    "reserves": "réserve",
    "sortis": "membre sorti",
    "avis": "avis",
    "aides_de_minimis": "aide de minimis",
    "autres_subventions": "autre subvention",
    "octrois": "octroi à",
}
# What the keys say without its accents, then what they say otherwise.
_ACCENTED = (
    "dépenses", "durée", "publié", "modèle", "libellé", "intitulé", "thème", "année", "qualité",
    "en qualité de", "rôle", "secrétaire", "suppléant", "à compter de", "numéro", "levée",
    "présidence", "résumé", "événement", "bénéficiaire", "état", "civilité", "prénom", "affectée",
    "éligibilité", "début", "cesse à la remise", "données ouvertes", "signé le", "signé à",
    "payé le", "engagé", "exécution", "réception", "exécutoire", "engagement républicain",
    "première année", "note de synthèse", "adopté", "voix du président", "déduit", "décision",
    "opération", "répartition partielle", "crédit", "représentant", "annexée au rapport",
    "arrivée", "départ", "débats", "résultat", "ont voté contre", "intéressés", "portée",
    "considérants", "délégation",
)  # fmt: skip
_WORDS = {plain(words).replace(" ", "_"): words for words in _ACCENTED} | {
    "libelle_total": "libellé du total",
    "delai_mois": "délai en mois",
    "preavis_mois": "préavis en mois",
    "conservation_annees": "durée de conservation",
    "exemplaires_compte_rendu": "exemplaires du compte rendu",
    "jusqu_a": "jusqu'à",
    "publication_liste": "publication de la liste",
    "regime_aide": "régime d'aide",
    "regime_tva": "régime de TVA",
    "motif_urgence": "motif de l'urgence",
    "premiere": "première séance",
    "blancs_nuls": "bulletins blancs et nuls",
    "fondement_deport": "fondement du déport",
    "plafond_aide": "plafond de l'aide",
    "plafond_depenses": "plafond de dépenses",
    "apres_signatures": "décompte après les signatures",
    "une_fois": "une fois par entreprise",
    "presents_ou": "lieu des présents",
    "reserve_execution": "réserve d'exécution",
    "titre_financement": "titre du financement",
    "colonne_libelle": "en-tête des libellés",
    "colonne_montant": "en-tête des montants",
}
_NAMES = (
    "libelle", "intitule", "titre", "nom", "financeur", "instance", "regle", "theme", "texte",
    "entreprise", "beneficiaire",
)  # fmt: skip
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
            words.append(_item(str(before), here, step, trees))
        elif step not in _ITEMS or isinstance(here, str):
            words.append(_WORDS.get(step, step.replace("_", " ")))
        before = step
    return ", ".join(words)


def _item(field: str, item: Tree, rank: int, trees: dict[str, Tree]) -> str:
    """« ligne « Achats » », « ligne n° 3 », « section d'investissement »."""
    noun, name = _ITEMS.get(field, "élément"), _name(item, trees)
    section = item.get("section") if field == "groupes" and isinstance(item, dict) else None
    if isinstance(section, str) and section in get_args(Section):
        noun = section_name(section)
        if section in plain(name):  # its name says no more
            return noun
    return f"{noun} « {name} »" if name else f"{noun} n° {rank + 1}"


def _descend(tree: Tree, step: str | int) -> Tree:
    if isinstance(tree, list) and isinstance(step, int) and step < len(tree):
        return tree[step]
    return tree.get(step) if isinstance(tree, dict) and isinstance(step, str) else None


def _name(tree: Tree, trees: dict[str, Tree]) -> str:
    if isinstance(tree, str):
        return "" if _HOLE.fullmatch(tree) else shorten(tree, _MAX_NAME)
    if not isinstance(tree, dict):
        return ""
    said = {k: v for k, v in tree.items() if isinstance(v, str) and not _HOLE.fullmatch(v)}
    if key := next((key for key in _NAMES if key in said), None):
        is_body = key in ("financeur", "beneficiaire")
        name = _shared(said[key], "organisations", trees) if is_body else said[key]
        return shorten(name, _MAX_NAME)
    return next((_shared(said[key], "personnes", trees) for key in _PEOPLE if key in said), "")


def _shared(key: str, table: str, trees: dict[str, Tree]) -> str:
    """The name behind a key of a shared table."""
    entry = _descend(_descend(trees.get("commun"), table), key)
    if not isinstance(entry, dict):
        return key
    return " ".join(str(entry[k]) for k in ("civilite", "prenom", "nom") if k in entry)
