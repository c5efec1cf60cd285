"""The columns of a table of grants: their headings as we write them, and as others do."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pmtdocs.language.spelling import squash

#: Key of a line → heading, then other words for it.
COLUMNS: dict[str, tuple[str, ...]] = {
    "beneficiaire": ("Bénéficiaire", "Association", "Organisme", "Nom", "Tiers",
                     "Nom de l'association"),
    "siret": ("SIRET", "SIREN", "N° SIRET", "Numéro SIRET"),
    "objet": ("Objet", "Projet", "Action", "Motif", "Objet de la subvention"),
    "nature": ("Nature", "Forme"),
    "section": ("Section",),
    "inscription": ("Ligne budgétaire", "Imputation", "Inscription", "Article"),
    "montant_precedent": ("Montant précédent", "N-1", "Année précédente", "Subvention N-1",
                          "Montant N-1"),
    "montant_demande": ("Montant demandé", "Demande", "Demandé", "Subvention demandée"),
    "montant": ("Montant", "Montant attribué", "Montant accordé", "Attribué", "Accordé",
                "Montant proposé", "Proposition", "Proposé", "Subvention", "Montant voté", "N",
                "Subvention proposée", "Subvention accordée"),
    "convention": ("Convention", "Convention oui/non", "Convention (oui/non)"),
    "representant": ("Représentant", "Signataire", "Président"),
    "fonction": ("Fonction", "Qualité"),
    "interesses": ("Intéressés", "Conseillers intéressés", "Élus intéressés",
                   "Ne prennent pas part au vote"),
}  # fmt: skip
_KNOWN = {squash(word): key for key, words in COLUMNS.items() for word in words}
_YEAR = re.compile(r"(?<!\d)(20\d\d)(?!\d)")
_SPACES = re.compile(r"\s")


def recognise(headings: Sequence[str]) -> dict[int, str]:
    """The key of each column, by rank; of two columns of one kind, the first. « Subvention 2030 »
    and « 2031 »: the last year is granted, the one before was.
    """
    found: dict[int, str] = {}
    for rank, words in enumerate(headings):
        key = _KNOWN.get(squash(words))
        if key and key not in found.values():
            found[rank] = key
    dated = [(int(m[1]), i) for i, w in enumerate(headings) if (m := _YEAR.search(_bare(w)))]
    for _, rank in sorted(dated, key=lambda pair: (-pair[0], pair[1])):
        keys = ["montant_demande"] if "demand" in headings[rank].lower() else [*_BY_YEAR]
        free = (key for key in keys if key not in found.values())
        if rank not in found and (key := next(free, None)):
            found[rank] = key
    return found


#: What columns that name a year hold, the last year first.
_BY_YEAR = ("montant", "montant_precedent")


def _bare(words: str) -> str:
    """Without the space of « 2 031 », a number as a workbook shows it."""
    return _SPACES.sub("", words) if words[:1].isdigit() else words


def is_heading(headings: Sequence[str]) -> bool:
    """Does a row name who receives and how much?"""
    keys = [*recognise(headings).values()]
    return {"beneficiaire", "montant"} <= set(keys)
