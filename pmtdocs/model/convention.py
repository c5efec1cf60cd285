"""``convention.yaml``: parties, subsidy, durations, signature."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pmtdocs.model.base import Amount, Blank, BodyKey, Count, Date, Model, PersonKey, Rate, Text
from pmtdocs.model.prose import Blocks


class Party(Model):
    """A signatory and the person who binds it."""

    organisation: BodyKey
    role: Literal["financeur", "bénéficiaire", "partenaire"]
    representant: PersonKey
    fonction: Text
    """Fonction au féminin ou au masculin, telle que la personne la porte : « Présidente »."""


class Instalment(Model):
    """A payment: a share of the subsidy and what triggers it."""

    taux: Rate
    montant: Amount
    evenement: Text
    """Ce qui déclenche le paiement : « à la signature de la présente convention »."""


class Subsidy(Model):
    """What is granted; a ceiling, never revised upwards."""

    montant: Amount
    versements: tuple[Instalment, ...] = Field(min_length=1)


class Term(Model):
    """When the convention begins and ends."""

    fin: Date
    """Date limite de remise des pièces, qui met fin à la convention."""
    preavis_mois: Count
    """Préavis de résiliation, en mois."""
    conservation_annees: Count
    """Durée de conservation des pièces justificatives, en années."""


class Signature(Model):
    """Where and when it is signed; a date still unknown is « à compléter »."""

    lieu: Text
    date: Date | Blank
    exemplaires: Count
    """Nombre d'originaux que l'acte annonce."""


class Convention(Model):
    """The contract between the funder and the beneficiary."""

    intitule: Text
    """Suite du titre « Convention » : « relative au soutien… »."""
    parties: tuple[Party, ...] = Field(min_length=2)
    motifs: Blocks
    """Exposé des motifs."""
    subvention: Subsidy
    duree: Term
    exemplaires_compte_rendu: Count
    """Nombre d'exemplaires des comptes et du rapport d'activité."""
    tribunal: Text
    comptable: Text
    """Comptable assignataire, par son titre."""
    signature: Signature
