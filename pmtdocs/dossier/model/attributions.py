"""``attributions.yaml``: several grants put to one vote, a line a beneficiary and object."""

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationInfo, model_validator

from pmtdocs.dossier.model.application import OtherGrant, Request
from pmtdocs.dossier.model.base import Amount, Count, Date, Model, Rate, Sort, YesNo
from pmtdocs.dossier.model.blank import BLANK_WORDS, BLANKS, OR_BLANK, has_blank
from pmtdocs.dossier.model.budget import Total
from pmtdocs.dossier.model.convention import Instalment
from pmtdocs.dossier.model.deliberation import Credit, Interested, Vote
from pmtdocs.dossier.model.words import BodyKey, HeldBy, Key, Noun, PersonOrBlank, Text


class Attribution(Model):
    """A line of the table: what one body is granted, and for what."""

    beneficiaire: BodyKey
    """Organisme qui reçoit."""
    objet: Text
    """Ce que la subvention finance : « fonctionnement de l'année »."""
    nature: Literal["numéraire", "en nature"] = "numéraire"
    """« numéraire », ou « en nature » : une mise à disposition, que le montant valorise."""
    section: Literal["fonctionnement", "investissement"] = "fonctionnement"
    """Section du budget qui paie."""
    inscription: Key | None = None
    """Ligne budgétaire qui paie, sous « inscriptions » ; à défaut, celle de la délibération."""
    montant_precedent: Amount | None = None
    """Montant attribué l'année précédente."""
    montant_demande: Amount | None = None
    """Montant demandé."""
    montant: Annotated[Total, Sort.AMOUNT, OR_BLANK]
    """Montant attribué, ou valeur de ce qui l'est en nature ; ou un montant par année."""
    convention: YesNo = False
    """La ligne a-t-elle sa convention ?"""
    representant: PersonOrBlank | None = None
    """Personne qui signe la convention au nom du bénéficiaire, et à qui la lettre s'adresse."""
    fonction: Annotated[Noun, HeldBy("representant", "beneficiaire")] | None = None
    """Sa fonction : « Présidente »."""
    versements: tuple[Instalment, ...] = ()
    """Ses paiements, s'ils ne sont pas ceux que le tableau dit pour toutes les conventions."""
    affectee: YesNo | None = None
    """Est-elle affectée à une dépense déterminée ?"""
    demande: Request | None = None
    """La demande du bénéficiaire et ce qu'il y déclare."""
    autres_subventions: tuple[OtherGrant, ...] = ()
    """Autres subventions du même financeur à ce bénéficiaire, hors de ce tableau, par année."""
    interesses: tuple[Interested, ...] = ()
    """Conseillers intéressés à cette ligne."""
    vote: Vote | None = None
    """Le vote de cette ligne, s'il se fait ligne par ligne ; à défaut, celui de la délibération."""

    @model_validator(mode="before")
    @classmethod
    def _signed_by_somebody(cls, value: Any, info: ValidationInfo) -> Any:
        """Who signs the convention of a draft may be left unsaid, as « à compléter »."""
        if isinstance(value, dict) and value.get("convention") == "oui":
            unsaid = dict.fromkeys(("representant", "fonction"), BLANK_WORDS)
            return {**unsaid, **value} if BLANKS in (info.context or ()) else value
        return value

    @property
    def en_nature(self) -> bool:
        """Is it something else than money?"""
        return self.nature == "en nature"

    @property
    def accordee(self) -> bool:
        """Is it granted, as far as is known? A line may be voted down alone, or be of 0 €."""
        return self.montant != 0 and (self.vote is None or self.vote.adopte)


class Share(Model):
    """A payment that the conventions of the lines provide for, as a share of each."""

    taux: Rate
    """Part de la subvention, en %."""
    evenement: Text
    """Ce qui déclenche le paiement : « à la signature de la présente convention »."""


class AttributionsPublished(Model):
    """What the act prints of the table, compared with what is computed."""

    total: Amount | None = None
    """Total des subventions en numéraire que l'acte imprime."""
    nombre: Count | None = None
    """Nombre de lignes qu'il annonce."""


class Attributions(Model):
    """The table of the grants put to the vote."""

    intitule: Text | None = None
    """Titre du tableau."""
    vote: Literal["ensemble", "ligne par ligne"] = "ensemble"
    """« ensemble » : un seul vote pour toutes les lignes ; « ligne par ligne » : un par ligne."""
    retrait: Literal["ensemble", "ligne"] = "ensemble"
    """D'un vote d'ensemble, qui est intéressé à une ligne se retire pour toutes (« ensemble »), ou
    pour la sienne seule (« ligne »)."""
    inscriptions: dict[Key, Credit] = Field(default_factory=dict)
    """Lignes budgétaires qui paient, si la délibération n'en nomme pas une pour toutes."""
    versements: tuple[Share, ...] = ()
    """Les paiements que prévoit chaque convention ; à défaut, un seul, à sa signature."""
    publie: AttributionsPublished = Field(default_factory=AttributionsPublished)
    """Ce que l'acte imprime, pour comparer."""
    notification: Date | None = None
    """Jour des lettres qui notifient les attributions."""
    lignes: tuple[Attribution, ...] = Field(min_length=1)
    """Une ligne par bénéficiaire et par objet."""

    @property
    def retrait_ensemble(self) -> bool:
        """Does an interested member take no part in any of it?"""
        return self.vote == self.retrait == "ensemble"

    @property
    def connues(self) -> dict[int, Attribution]:
        """The lines without a hole, nor one in what pays them, by rank: what rules can judge."""
        unknown = {key for key, credit in self.inscriptions.items() if has_blank(credit)}
        every = enumerate(self.lignes)
        return {i: o for i, o in every if o.inscription not in unknown and not has_blank(o)}

    @property
    def total(self) -> Decimal:
        """What is granted in money; a hole while one of the amounts is."""
        granted = (one.montant for one in self.lignes if one.accordee and not one.en_nature)
        return sum(granted, Decimal(0))
