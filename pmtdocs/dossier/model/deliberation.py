"""``deliberation.yaml``: the report put to the vote, and the vote."""

import re
from collections.abc import Collection
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field

from pmtdocs.dossier.model.base import Amount, Count, Date, Hour, Model, YesNo
from pmtdocs.dossier.model.words import (
    HeldBy,
    Noun,
    PersonKey,
    PersonOrBlank,
    RichText,
    Text,
    TextOrBlank,
)


class Opinion(Model):
    """What a commission or the bureau thought of the report."""

    instance: Noun
    """Commission ou bureau consulté."""
    date: Date | None = None
    """Jour de l'avis."""
    avis: Text | None = None
    """« Favorable »."""


class CreditPublished(Model):
    """The amount of the operation as the report prints it."""

    operation: Amount | None = None
    """Montant de l'opération, tel que le rapport l'imprime."""


class Credit(Model):
    """The budget line that pays."""

    budget: Text
    """« BP 2031, chapitre 65, « Soutien aux associations » »."""
    credit: Amount
    """Montant prévu au budget, qui peut servir à d'autres opérations."""
    engage: Amount | None = None
    """Ce qui est déjà engagé sur ce crédit, sans la présente subvention."""
    publie: CreditPublished = Field(default_factory=CreditPublished)
    """Ce que le rapport imprime, pour comparer."""

    def year(self, years: Collection[int]) -> int | None:
        """Which of these it is of, if it says one: « BP 2031 ». An authorisation is of several."""
        said = {int(year) for year in _YEAR.findall(str(self.budget))} & {*years}
        return said.pop() if len(said) == 1 and not _LASTING.search(str(self.budget)) else None


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: « AP 2031 », « autorisation d'engagement », « 2031-2033 ».
_LASTING = re.compile(r"\bA[PE]\b|\bAP/CP\b|\b[Aa]utorisations?\b|\b\d{4} ?(?:[-–/]|à|et) ?\d{4}\b")


class Rapporteur(Model):
    """Who presents the report."""

    personne: PersonOrBlank
    """La personne qui présente le rapport."""
    qualite: Annotated[Noun, HeldBy("personne")]
    """Sa qualité : « Vice-Présidente »."""


class Interested(Model):
    """A member who takes no part; ``publie`` is the weight that the act prints."""

    membre: PersonKey
    """La personne."""
    publie: Count | None = None
    """Voix qu'elle compte, telles que l'acte les imprime."""
    fondement_deport: Literal["intérêt", "désigné par la loi"] = "intérêt"
    """« désigné par la loi » (CGCT, art. L. 1111-6, II) : hors du nombre des membres au quorum."""
    sorti: YesNo | None = None
    """A-t-elle quitté la salle de l'examen du rapport jusqu'après le vote ? Si l'acte le dit."""


class VotePublished(Model):
    """The vote as the act prints it, counted by others."""

    pour: Count
    """Voix pour."""
    contre: Count
    """Voix contre."""
    abstention: Count
    """Abstentions."""
    interesses: Count | None = None
    """Voix des conseillers intéressés, la leur et celles qu'ils portent."""
    ne_prennent_pas_part: Count | None = None
    """Voix qui ne prennent pas part au vote, quand l'acte ne dit pas pourquoi."""
    refus: Count | None = None
    """Voix qui refusent de prendre part au vote, quand l'acte le dit : elles comptent au quorum."""
    blancs_nuls: Count | None = None
    """Bulletins blancs et nuls d'un scrutin secret."""


class Vote(Model):
    """The result. Nothing here is computed: the count is the clerk's."""

    unanimite: Text | None = None
    """Mention de l'acte : « à l'unanimité »."""
    verbe: Text | None = None
    """Verbe d'un acte adopté qui n'« attribue » pas : « se prononce favorablement sur »."""
    apres_signatures: YesNo = False
    """L'acte adopté imprime-t-il le décompte du vote après les signatures ?"""
    adopte: YesNo = True
    """Le rapport est-il adopté ? Écrivez non pour un rapport rejeté."""
    scrutin: Literal["public", "secret"] = "public"
    """Au scrutin secret, la voix du président ne départage pas une égalité."""
    voix_du_president: Literal["pour", "contre"] | None = None
    """En cas d'égalité au scrutin public : elle est prépondérante."""
    ont_vote_contre: tuple[PersonKey, ...] = ()
    """Qui a voté contre, quand le procès-verbal le nomme ; un membre représenté s'y nomme aussi."""
    se_sont_abstenus: tuple[PersonKey, ...] = ()
    """Qui s'est abstenu, quand le procès-verbal le nomme."""
    publie: VotePublished
    """Le décompte que l'acte imprime."""


class Signatory(Model):
    """Who signs the extract, and as what."""

    personne: PersonOrBlank
    """La personne qui signe."""
    en_qualite_de: Annotated[Noun, HeldBy("personne")]
    """« La Présidente », au-dessus du nom."""
    qualite: RichText | None = None
    """Sous le nom : « Maire de la commune »."""


class Appeal(Model):
    """Where and how long the act can be challenged."""

    juridiction: Noun
    """Tribunal à saisir."""
    delai_mois: Count
    """Délai de recours, en mois."""


class Enforcement(Model):
    """What makes the act enforceable: sent to the préfet, received, published."""

    transmission: Date | None = None
    """Jour de l'envoi au représentant de l'État."""
    reception: Date | None = None
    """Jour de l'accusé de réception."""
    heure_reception: Hour | None = None
    """Heure de l'accusé de réception."""
    heure_publication: Hour | None = None
    """Heure de la publication."""
    publication_liste: Date | None = None
    """Jour où la liste des délibérations de la séance est affichée et mise en ligne."""
    executoire: Date | None = None
    """Jour à partir duquel l'acte est dit exécutoire."""
    acte: Text | None = None
    """Identifiant de télétransmission : « 000-123456789-20010201-D1-DE »."""


class Deliberation(Model):
    """One report of the sitting and what the council decided."""

    numero: TextOrBlank
    """Numéro de la délibération."""
    rapport: Count
    """Numéro du rapport dans l'ordre du jour."""
    intitule: Text
    """Titre du rapport."""
    rapporteur: Rapporteur
    """Qui présente le rapport."""
    presidence: PersonKey | None = None
    """Qui préside pour ce rapport, si le président de séance, intéressé, a quitté la salle."""
    avis: tuple[Opinion, ...] = ()
    """Instances consultées et leur avis."""
    inscription: Credit | None = None
    """Ligne budgétaire qui paie ; absente d'un acte qui n'accorde rien, ou rien qu'en nature."""
    interesses: tuple[Interested, ...] = ()
    """Conseillers intéressés, qui ne prennent pas part au vote."""
    sortis: tuple[PersonKey, ...] = ()
    """Membres sortis de la salle pour ce rapport sans être intéressés : ni présents, ni votants."""
    heure_du_vote: Hour | None = None
    """Heure du vote, si la séance dit des arrivées ou des départs par leur heure."""
    debats: tuple[RichText, ...] = ()
    """La teneur des débats, pour le procès-verbal : un paragraphe par élément."""
    vote: Vote | None = None
    """Le résultat du vote ; absent tant que le conseil n'a pas voté."""
    signataires: tuple[Signatory, ...] = Field(min_length=1)
    """Qui signe l'extrait."""
    recours: Appeal | None = None
    """Où et pendant combien de temps l'acte peut être contesté."""
    execution: Enforcement | None = None
    """Transmission, réception, publication : ce qui rend l'acte exécutoire."""

    @property
    def operation(self) -> Decimal | None:
        """The amount that the report prints."""
        return self.inscription.publie.operation if self.inscription else None
