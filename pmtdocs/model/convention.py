"""``convention.yaml``: parties, subsidy, durations, signature."""

from collections.abc import Callable
from typing import Any, Literal

from pydantic import Field, model_validator

from pmtdocs.french import parse_date, plain
from pmtdocs.model.base import (
    Amount,
    Blank,
    BodyKey,
    Count,
    Date,
    Hour,
    Model,
    PersonKey,
    Rate,
    Text,
    YesNo,
)
from pmtdocs.model.prose import Blocks


class Party(Model):
    """A signatory and the person who binds it."""

    organisation: BodyKey
    role: Literal["financeur", "bénéficiaire", "partenaire"]
    representant: PersonKey
    fonction: Text
    """Fonction au féminin ou au masculin, telle que la personne la porte : « Présidente »."""
    signe_le: Date | None = None
    """Jour où cette partie a signé, si les parties n'ont pas signé le même jour."""
    signe_a: Hour | None = None
    """Heure de sa signature, utile le jour même de la réception ou de la publication."""


class Instalment(Model):
    """A payment: a share of the subsidy and what triggers it."""

    taux: Rate
    montant: Amount
    evenement: Text | None = None
    """Ce qui déclenche le paiement : « à la signature de la présente convention »."""
    date: Date | None = None
    """Date de paiement que la convention fixe, le cas échéant."""
    paye_le: Date | None = None
    """Jour du paiement."""


class Subsidy(Model):
    """What is granted; a ceiling, never revised upwards."""

    montant: Amount
    versements: tuple[Instalment, ...] = Field(min_length=1)
    affectee: YesNo | None = None
    """Est-elle affectée à une dépense déterminée (un programme, une action) ?"""


class Period(Model):
    """From one day to another, both included."""

    debut: Date
    fin: Date


class Term(Model):
    """When the convention begins and ends."""

    effet: Date | None = None
    """Prise d'effet, si l'acte la fixe ; sinon la signature."""
    fin: Date
    """Jour où la convention cesse, au plus tard."""
    cesse_a_la_remise: YesNo = False
    """La convention cesse-t-elle avec la remise des pièces ? `fin` en est alors la date limite."""
    remise: Date | None = None
    """Date limite de remise du compte rendu financier, si elle n'est pas la fin."""
    eligibilite: Period | None = None
    """Période pendant laquelle les dépenses comptent."""
    preavis_mois: Count
    """Préavis de résiliation, en mois."""
    conservation_annees: Count
    """Durée de conservation des pièces justificatives, en années."""

    @model_validator(mode="before")
    @classmethod
    def _handed_over_at_the_end(cls, value: Any) -> Any:
        """One date said once: where the convention ends with the documents, both are that day."""
        if isinstance(value, dict) and _says(plain, value.get("cesse_a_la_remise")) == "oui":
            end = value.get("fin")
            return {"remise": end, **value} if _says(parse_date, end) else value
        return value


def _says(read: Callable[[str], object], value: object) -> object:
    """What a text says; None for what is not read: its own type will say why."""
    try:
        return read(value) if isinstance(value, str) else None
    except ValueError:
        return None


class Signature(Model):
    """Where and when it is signed; a date still unknown is « à compléter »."""

    lieu: Text
    date: Date | Blank
    exemplaires: Count
    """Nombre d'originaux que l'acte annonce."""
    motif_exemplaires: Text | None = None
    """Pourquoi plus d'originaux que de parties : « un pour le comptable »."""
    electronique: YesNo = False
    """Signature électronique : il n'y a alors aucun original papier (`exemplaires: 0`)."""


class Convention(Model):
    """The contract between the funder and the beneficiary."""

    intitule: Text
    """Suite du titre « Convention » : « relative au soutien… »."""
    annexee_au_rapport: YesNo = True
    """Est-elle une annexe du rapport ? Non : le conseil vote une convention « à intervenir »."""
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
    notification: Date | None = None
    """Jour où la convention signée est notifiée au bénéficiaire."""
    donnees_ouvertes: Date | None = None
    """Jour où les données de la subvention sont publiées."""
