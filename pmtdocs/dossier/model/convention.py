"""``convention.yaml``: parties, subsidy, durations, signature."""

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator

from pmtdocs.dossier.model.base import Amount, Count, Date, Hour, Model, Rate, Sort, Year, YesNo
from pmtdocs.dossier.model.blank import OR_BLANK, Blank, consistent, fault
from pmtdocs.dossier.model.budget import Total
from pmtdocs.dossier.model.prose import Blocks
from pmtdocs.dossier.model.words import (
    BodyKey,
    HeldBy,
    Noun,
    NounOrBlank,
    PersonOrBlank,
    Text,
    TextOrBlank,
)
from pmtdocs.language.french import join, parse_date, plain


class Empowerment(Model):
    """The decision by which a party may sign, where the dossier has no sitting of its own."""

    instance: Noun
    """« conseil communautaire »."""
    date: Date | Blank
    """Jour de la délibération."""
    numero: TextOrBlank | None = None
    """Numéro de la délibération."""


class Party(Model):
    """A signatory and the person who binds it."""

    organisation: BodyKey
    """L'organisme qui signe."""
    role: Literal["financeur", "bénéficiaire", "partenaire"]
    """« financeur », « bénéficiaire » ou « partenaire »."""
    representant: PersonOrBlank
    """La personne qui signe en son nom."""
    fonction: Annotated[Noun, HeldBy("representant", "organisation")]
    """Fonction telle que la personne la porte : « Présidente » ; « Maire » suit sa civilité, sauf
    article : « le Maire »."""
    habilitation: Empowerment | None = None
    """Délibération qui habilite à signer, si le dossier n'a pas de seance.yaml."""
    signe_le: Date | None = None
    """Jour où cette partie a signé, si les parties n'ont pas signé le même jour."""
    signe_a: Hour | None = None
    """Heure de sa signature, utile le jour même de la réception ou de la publication."""


class Instalment(Model):
    """A payment: a share of the subsidy, or of its part of a year, and what triggers it."""

    taux: Rate
    """Part de la subvention, en %."""
    montant: Amount
    """Montant du versement."""
    annee: Year | None = None
    """Exercice dont ce versement paie la part, si la subvention est donnée par année."""
    evenement: Text | None = None
    """Ce qui déclenche le paiement : « à la signature de la présente convention »."""
    date: Date | None = None
    """Date de paiement que la convention fixe, le cas échéant."""
    paye_le: Date | None = None
    """Jour du paiement."""


def rounding_of(rate: Decimal) -> Decimal:
    """What a rate may hide: « 33,33 » stands for a third, « 60 » for itself."""
    exponent = int(rate.normalize().as_tuple().exponent)
    return Decimal(5).scaleb(exponent - 1) if exponent < 0 else Decimal(0)


class Subsidy(Model):
    """What is granted; a ceiling, never revised upwards."""

    montant: Annotated[Total, Sort.AMOUNT, OR_BLANK]
    """Montant, ou un montant par année : {2028: 10 000, 2029: 12 000}."""
    versements: tuple[Instalment, ...] = Field(min_length=1)
    """Les paiements, dans l'ordre."""
    affectee: YesNo | None = None
    """Est-elle affectée à une dépense déterminée (un programme, une action) ?"""

    @property
    def by_year(self) -> bool:
        """Are its payments said year by year?"""
        return self.versements[0].annee is not None

    @consistent
    def _paid_by_year(self) -> Self:
        years, paid = self.montant.by_year, {p.annee for p in self.versements}
        if None in paid and len(paid) > 1:
            raise fault("certains versements disent leur année, d'autres non")
        for year in sorted(year for year in paid if year and year not in years):
            raise fault(
                f"un versement paie l'année {year} : la subvention ne donne aucun montant pour elle"
            )
        return self


class InKind(Model):
    """What is lent or done for nothing, and what it is worth: a grant too (loi 2000-321, 9-1)."""

    objet: Text
    """Ce qui est mis à disposition ou rendu : « la salle Exemple, chaque mardi soir »."""
    valeur: Annotated[Total, Sort.AMOUNT, OR_BLANK]
    """Sa valeur en euros, ou par année ; rien n'est versé."""


class Period(Model):
    """From one day to another, both included."""

    debut: Date
    """Premier jour."""
    fin: Date
    """Dernier jour."""


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
    preavis_mois: Count | None = None
    """Préavis de résiliation, en mois."""
    conservation_annees: Count | None = None
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

    lieu: NounOrBlank
    """Ville où la convention est signée."""
    date: Date | Blank
    """Jour de la signature ; « à compléter » tant qu'il n'est pas connu."""
    exemplaires: Count
    """Nombre d'originaux que l'acte annonce."""
    motif_exemplaires: Text | None = None
    """Pourquoi plus d'originaux que de parties : « un pour le comptable »."""
    electronique: YesNo = False
    """Signature électronique : il n'y a alors aucun original papier (`exemplaires: 0`)."""


class Convention(Model):
    """The contract that the parties sign: a grant, or objectives that they share."""

    intitule: Text
    """Suite du titre « Convention » : « relative au soutien… »."""
    annexee_au_rapport: YesNo = True
    """Est-elle une annexe du rapport ? Non : le conseil vote une convention « à intervenir »."""
    rang_annexe: Count | None = None
    """Son rang parmi les annexes du rapport, s'il en a plusieurs : 2 pour « annexe 2 »."""
    parties: tuple[Party, ...] = Field(min_length=1)
    """Les signataires, dans l'ordre où l'acte les présente ; sans celui de chaque ligne, dans un
    dossier qui a des attributions."""
    motifs: Blocks
    """Exposé des motifs."""
    but: Text | None = None
    """Pour quoi la subvention est attribuée : « animer la filière du bois »."""
    actions: Text | None = None
    """Ce que le bénéficiaire s'engage à mener : « des actions de formation des bénévoles »."""
    subvention: Subsidy | None = None
    """Ce qui est accordé, et comment c'est payé ; absent d'un contrat qui n'accorde rien."""
    en_nature: InKind | None = None
    """Aide en nature, avec ou sans subvention : mise à disposition d'un local, d'agents…"""
    reserve_execution: Text | None = None
    """Réserve sous laquelle le programme s'exécute : « dans la mesure où … le permet »."""
    duree: Term
    """Prise d'effet, fin et délais."""
    exemplaires_compte_rendu: Count | None = None
    """Nombre d'exemplaires des comptes et du rapport d'activité."""
    tribunal: Noun | None = None
    """Juridiction compétente en cas de litige."""
    comptable: Noun | None = None
    """Comptable assignataire, par son titre."""
    signature: Signature
    """Lieu, date et exemplaires."""
    notification: Date | None = None
    """Jour où la convention signée est notifiée au bénéficiaire."""
    donnees_ouvertes: Date | None = None
    """Jour où les données de la subvention sont publiées."""

    @consistent
    def _complete_grant(self) -> Self:
        """Who pays wants to be accounted to; a contract without money may leave all this unsaid."""
        said = {
            "comptable": self.comptable,
            "tribunal": self.tribunal,
            "exemplaires_compte_rendu": self.exemplaires_compte_rendu,
            "duree: preavis_mois": self.duree.preavis_mois,
            "duree: conservation_annees": self.duree.conservation_annees,
        }
        absent = [f"« {name} »" for name, value in said.items() if value is None]
        if self.subvention and absent:
            raise fault(f"une convention qui accorde une subvention dit aussi {join(absent)}")
        return self
