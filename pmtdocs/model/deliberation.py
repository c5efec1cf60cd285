"""``deliberation.yaml``: the report put to the vote, and the vote."""

from __future__ import annotations

from pydantic import Field

from pmtdocs.model.base import Amount, Count, Date, Model, PersonKey, Text, TextOrBlank


class Opinion(Model):
    """What a commission or the bureau thought of the report."""

    instance: Text
    date: Date | None = None
    avis: Text | None = None
    """« Favorable »."""


class CreditPublished(Model):
    """The amount of the operation as the report prints it."""

    operation: Amount | None = None


class Credit(Model):
    """The budget line that pays."""

    budget: Text
    """« BP 2024 et PPIF 2024-2028 « Actions recherche et innovation » »."""
    credit: Amount
    """Montant prévu au budget, qui peut servir à d'autres opérations."""
    publie: CreditPublished = Field(default_factory=CreditPublished)


class Rapporteur(Model):
    """Who presents the report."""

    personne: PersonKey
    qualite: Text


class Interested(Model):
    """A member who takes no part; ``publie`` is the weight that the act prints."""

    membre: PersonKey
    publie: Count | None = None


class VotePublished(Model):
    """The vote as the act prints it, counted by others."""

    pour: Count
    contre: Count
    abstention: Count
    interesses: Count | None = None
    """Voix des conseillers intéressés, la leur et celles qu'ils portent."""
    ne_prennent_pas_part: Count | None = None
    """Voix qui ne prennent pas part au vote, quand l'acte ne dit pas pourquoi."""


class Vote(Model):
    """The result. Nothing here is computed: the count is the clerk's."""

    unanimite: Text | None = None
    """Mention de l'acte : « à l'unanimité »."""
    publie: VotePublished


class Signatory(Model):
    """Who signs the extract, and as what."""

    personne: PersonKey
    en_qualite_de: Text
    """« La Présidente », au-dessus du nom."""
    qualite: Text | None = None
    """Sous le nom : « Maire de Besançon »."""


class Appeal(Model):
    """Where and how long the act can be challenged."""

    juridiction: Text
    delai_mois: Count


class Deliberation(Model):
    """One report of the sitting and what the council decided."""

    numero: TextOrBlank
    rapport: Count
    """Numéro du rapport dans l'ordre du jour."""
    intitule: Text
    rapporteur: Rapporteur
    avis: tuple[Opinion, ...] = ()
    inscription: Credit
    interesses: tuple[Interested, ...] = ()
    vote: Vote | None = None
    signataires: tuple[Signatory, ...] = Field(min_length=1)
    recours: Appeal | None = None
