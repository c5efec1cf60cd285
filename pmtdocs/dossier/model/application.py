"""What a beneficiary asks for, declares of itself, and already had."""

from typing import Literal

from pmtdocs.dossier.model.base import Amount, Date, Model, Rate, Year, YesNo
from pmtdocs.dossier.model.words import Text


class Request(Model):
    """What the beneficiary asked for, and declared of itself."""

    date: Date
    """Jour de la demande de subvention."""
    engagement_republicain: YesNo | None = None
    """A-t-il souscrit le contrat d'engagement républicain ?"""
    subventions_publiques: Amount | None = None
    """Total de toutes les subventions publiques de l'année qu'il déclare."""
    commissaire_aux_comptes: YesNo | None = None
    """A-t-il un commissaire aux comptes ?"""


class SmallAid(Model):
    """An aid de minimis received before this one, whoever gave it."""

    organisme: Text
    """Qui a versé l'aide."""
    date: Date
    """Jour de l'octroi."""
    montant: Amount
    """Montant de l'aide."""


class AidRegime(Model):
    """The State-aid regime that the dossier chooses."""

    nature: Literal["aucune aide", "régime exempté", "de minimis"]
    """Position du dossier au regard des aides d'État."""
    regime: Text | None = None
    """Régime dont l'acte se prévaut, tel qu'il le cite."""
    fonctionnement_pole: YesNo = False
    """Aide au fonctionnement d'un pôle d'innovation : son plafond est alors celui du règlement."""
    plafond: Rate | None = None
    """Intensité maximale du régime, en % des coûts admissibles, pour un autre régime."""
    couts_admissibles: Amount | None = None
    """Coûts admissibles ; à défaut, le total des dépenses."""
    premiere_annee: Year | None = None
    """Première année aidée au titre de ce régime."""
    aides_de_minimis: tuple[SmallAid, ...] | None = None
    """Aides de minimis que le bénéficiaire déclare avoir reçues."""


class OtherGrant(Model):
    """Another grant of the same authority to the same beneficiary."""

    annee: Year
    """Exercice de cette subvention."""
    montant: Amount
    """Montant de cette subvention."""
    objet: Text
    """Ce qu'elle finance."""
