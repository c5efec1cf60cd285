"""A dossier: everything that one grant of one year (or several) is made of."""

from decimal import Decimal
from enum import IntEnum
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from pmtdocs.french import nearest, plain
from pmtdocs.model.base import (
    Amount,
    BodyKey,
    Date,
    Key,
    Model,
    Rate,
    Text,
    Year,
    YesNo,
    fault,
)
from pmtdocs.model.budget import Budget
from pmtdocs.model.common import Commons, Organisation
from pmtdocs.model.convention import Convention
from pmtdocs.model.deliberation import Deliberation
from pmtdocs.model.indicators import Indicators
from pmtdocs.model.programme import Programme
from pmtdocs.model.prose import Report, Review
from pmtdocs.model.sitting import Sitting


class Stage(IntEnum):
    """How far the dossier has gone. Rules and mandatory facts follow it."""

    INSTRUCTION, COMMISSION, BUREAU, PROJET, VOTE, EXECUTOIRE, SIGNE, PAYE, RENDU = range(9)


STAGES = {
    "instruction": Stage.INSTRUCTION,
    "commission": Stage.COMMISSION,
    "bureau": Stage.BUREAU,
    "projet": Stage.PROJET,
    "voté": Stage.VOTE,
    "exécutoire": Stage.EXECUTOIRE,
    "signé": Stage.SIGNE,
    "payé": Stage.PAYE,
    "rendu compte": Stage.RENDU,
}


def _read_stage(value: Any) -> Any:
    if not isinstance(value, str):
        raise fault(f"un état est attendu ici : {', '.join(STAGES)}")
    for name, stage in STAGES.items():
        if plain(name) == plain(value):
            return stage
    close = nearest(value, STAGES)
    hint = f" ; vouliez-vous dire « {close} » ?" if close else "."
    raise fault(f"l'état « {value} » n'existe pas{hint} Les états : {', '.join(STAGES)}.")


StageName = Annotated[Stage, BeforeValidator(_read_stage), WithJsonSchema({"enum": list(STAGES)})]


class Reserve(Model):
    """An anomaly of an adopted act, accepted with its reason, at one place, for these figures."""

    regle: Text
    """Code de la règle : BUD001."""
    chemin: Text
    """Où, dans les données : budget.depenses ; dans un texte : textes.convention.article-7."""
    calcule: Amount | None = None
    """Les deux chiffres que le constat compare ; aucun s'il n'en compare pas."""
    publie: Amount | None = None
    motif: Text
    date: Date

    @property
    def chiffres(self) -> tuple[Decimal, ...]:
        """The figures accepted, as a finding gives them: computed, stated; or none."""
        return tuple(f for f in (self.calcule, self.publie) if f is not None)

    @model_validator(mode="after")
    def _two_figures(self) -> Self:
        if len(self.chiffres) == 1:
            raise fault("une réserve donne « calcule » et « publie », ou ni l'un ni l'autre")
        return self


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
    date: Date
    """Jour de l'octroi."""
    montant: Amount


class AidRegime(Model):
    """The State-aid regime that the dossier chooses."""

    nature: Literal["aucune aide", "régime exempté", "de minimis"]
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
    montant: Amount
    objet: Text


class Sheet(Model):
    """``dossier.yaml``: a folder that holds one is a dossier; its name carries no meaning."""

    modele: Key
    """Dossier de templates/ qui tient les mots."""
    etat: StageName
    exercices: tuple[Year, ...] = Field(min_length=1)
    financeur: BodyKey
    beneficiaire: BodyKey
    documents: dict[Key, tuple[Key, ...]] = Field(default_factory=dict)
    """Chaque document produit et ses parties, dans l'ordre."""
    reserves: tuple[Reserve, ...] = ()
    demande: Request | None = None
    """La demande de subvention et ce que le bénéficiaire y déclare."""
    regime_aide: AidRegime | None = None
    """Régime d'aides d'État dont le dossier se prévaut, s'il en nomme un."""
    autres_subventions: tuple[OtherGrant, ...] = ()
    """Autres subventions du même financeur au même bénéficiaire, par année."""


class Dossier(Model):
    """The whole, as the rules and views see it. Paths begin with the names of these fields."""

    nom: Text
    dossier: Sheet
    convention: Convention | None = None
    programme: Programme | None = None
    budget: Budget | None = None
    indicateurs: Indicators | None = None
    seance: Sitting | None = None
    deliberation: Deliberation | None = None
    expose: Report | None = None
    bilan: Review | None = None
    commun: Commons = Field(default_factory=Commons)

    @property
    def beneficiaire(self) -> Organisation | None:
        """Who receives the grant."""
        return self.commun.organisations.get(self.dossier.beneficiaire)

    @property
    def financeur(self) -> Organisation | None:
        """Who pays it."""
        return self.commun.organisations.get(self.dossier.financeur)

    @property
    def voted(self) -> bool:
        """From the vote on, an act prints what was published and is no longer a draft."""
        return self.dossier.etat >= Stage.VOTE

    @property
    def registre_des_interets(self) -> tuple[tuple[str, int], ...]:
        """Who holds, or held, an office in the beneficiary: (person, rank of the office)."""
        return tuple(
            (key, i)
            for key, person in self.commun.personnes.items()
            for i, office in enumerate(person.fonctions)
            if office.organisme == self.dossier.beneficiaire
        )


#: The data files of a dossier and the type that reads each.
SUBJECTS: dict[str, type[Model]] = {
    "dossier": Sheet,
    "convention": Convention,
    "programme": Programme,
    "budget": Budget,
    "indicateurs": Indicators,
    "seance": Sitting,
    "deliberation": Deliberation,
    "expose": Report,
    "bilan": Review,
}
#: The shared files of ``data/_commun/``.
SHARED = ("organisations", "personnes", "communes")
