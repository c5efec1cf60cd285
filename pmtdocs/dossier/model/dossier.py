"""A dossier: everything that one grant of one year (or several) is made of."""

import datetime as dt
from decimal import Decimal
from enum import IntEnum
from typing import Annotated, Any, NamedTuple, Self

from pydantic import BeforeValidator, Field, WithJsonSchema

from pmtdocs.dossier.law import ANY, Body, Value, parameter
from pmtdocs.dossier.model.aid import AidSchemes
from pmtdocs.dossier.model.amendment import Amendment, Change, Inexact
from pmtdocs.dossier.model.application import AidRegime, OtherGrant, Request
from pmtdocs.dossier.model.attributions import Attribution, Attributions
from pmtdocs.dossier.model.base import Amount, Date, Model, Year
from pmtdocs.dossier.model.blank import consistent, fault, has_blank
from pmtdocs.dossier.model.budget import Budget
from pmtdocs.dossier.model.common import Commons, Organisation
from pmtdocs.dossier.model.convention import Convention, Subsidy
from pmtdocs.dossier.model.deliberation import Deliberation, Enforcement
from pmtdocs.dossier.model.documents import DocumentKey, Pieces
from pmtdocs.dossier.model.free import Facts
from pmtdocs.dossier.model.indicators import Indicators
from pmtdocs.dossier.model.programme import Programme
from pmtdocs.dossier.model.prose import Report, Review
from pmtdocs.dossier.model.sitting import Sitting
from pmtdocs.dossier.model.words import BodyKey, FileKey, Key, RichText, Text
from pmtdocs.finding import Path
from pmtdocs.language.french import or_rather, plain


class Stage(IntEnum):
    """How far the dossier has gone. Rules and mandatory facts follow it."""

    INSTRUCTION, COMMISSION, BUREAU, PROJET, VOTE, EXECUTOIRE, SIGNE, PAYE, RENDU = range(9)


_NAMED = (
    "instruction", "commission", "bureau", "projet", "voté", "exécutoire", "signé", "payé",
    "rendu compte",
)  # fmt: skip
STAGES = dict(zip(_NAMED, Stage, strict=True))


def stage_of(name: object) -> Stage | None:
    """« Voté » → ``VOTE``; None for what is no stage."""
    return {plain(known): stage for known, stage in STAGES.items()}.get(plain(str(name)))


def _read_stage(value: Any) -> Any:
    if not isinstance(value, str):
        raise fault(f"un état est attendu ici : {', '.join(STAGES)}")
    if (stage := stage_of(value)) is not None:
        return stage
    hint = or_rather(value, STAGES)
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
    """Le chiffre que l'acte imprime."""
    motif: Text
    """Pourquoi l'anomalie est acceptée."""
    date: Date
    """Jour où elle l'a été."""

    @property
    def chiffres(self) -> tuple[Decimal, ...]:
        """The figures accepted, as a finding gives them: computed, stated; or none."""
        return tuple(f for f in (self.calcule, self.publie) if f is not None)

    @consistent
    def _two_figures(self) -> Self:
        if len(self.chiffres) == 1:
            raise fault("une réserve donne « calcule » et « publie », ou ni l'un ni l'autre")
        return self


#: How the name of a part begins that is addressed to somebody: a document of such parts alone is
#: notified, never published.
NOTIFIED = ("attestation", "certificat", "lettre")


def _is_notified(part: str) -> bool:
    return part.partition("-")[0] in NOTIFIED


class Sheet(Model):
    """``dossier.yaml``: a folder that holds one is a dossier; its name carries no meaning."""

    modele: FileKey
    """Dossier de templates/ qui tient les mots."""
    etat: StageName
    """Étape atteinte ; dans un modèle, son rang : 0 instruction, 4 voté, 8 rendu compte."""
    exercices: tuple[Year, ...] = Field(min_length=1)
    """Années couvertes par la subvention."""
    base: Text | None = None
    """Dossier du même programme : son programme, son budget… valent ici s'ils y manquent."""
    financeur: BodyKey | None = None
    """Organisme qui verse la subvention ; absent si le dossier n'en accorde aucune."""
    beneficiaire: BodyKey | None = None
    """Organisme qui reçoit la subvention, ou qui porte le programme ; absent s'il n'y en a pas un
    seul."""
    vote: Text | None = None
    """Dossier dont la délibération vote cette subvention avec d'autres : celui des attributions."""
    seance: FileKey | None = None
    """Séance du vote, quand plusieurs dossiers la partagent : « 2031-04-10-conseil » est lue dans
    data/seances/2031-04-10-conseil.yaml."""
    documents: dict[DocumentKey, Pieces] = Field(default_factory=dict)
    """Chaque document produit et ses parties, dans l'ordre ; « convention-{beneficiaire} » en fait
    un par ligne d'attributions.yaml."""
    clauses: tuple[Key, ...] = ()
    """Clauses facultatives choisies dans clauses.yaml du modèle : [prorata, avance-et-solde]."""
    avertissement: tuple[RichText, ...] = ()
    """Ce que les documents disent de leurs sources : ce qui est déduit, ce qui n'est pas connu."""
    reserves: tuple[Reserve, ...] = ()
    """Anomalies de l'acte adopté, acceptées avec leur motif."""
    demande: Request | None = None
    """La demande de subvention et ce que le bénéficiaire y déclare."""
    regime_aide: AidRegime | None = None
    """Régime d'aides d'État dont le dossier se prévaut, s'il en nomme un."""
    autres_subventions: tuple[OtherGrant, ...] = ()
    """Autres subventions du même financeur au même bénéficiaire, par année."""
    faits: Facts = Field(default_factory=dict)
    """Faits propres au dossier, que le modèle imprime par leur clé : « faits.clé »."""

    @property
    def publiees(self) -> frozenset[str]:
        """The parts that some document publishes: all but those of what is only notified."""
        published = (p for p in self.documents.values() if not all(map(_is_notified, p)))
        return frozenset(part for parts in published for part in parts)

    @property
    def parts(self) -> tuple[str, ...]:
        """What its documents print, each once, in order."""
        return tuple(dict.fromkeys(part for parts in self.documents.values() for part in parts))


class Cofunding(Model):
    """What another dossier of the same programme says: who else funds it, and how much."""

    dossier: Sheet
    convention: Convention | None = None
    budget: Budget | None = None
    """Son propre budget, s'il ne prend pas celui d'ici."""

    @property
    def subvention(self) -> Subsidy | None:
        """What its convention grants."""
        return self.convention.subvention if self.convention else None


class Affair(Model):
    """What another dossier puts to the vote of the same sitting."""

    dossier: Sheet
    deliberation: Deliberation
    faits: dict[str, Any] = Field(default_factory=dict)
    """Ses autres faits, par sujet, quand ses textes en nomment."""


#: The field of a dossier that holds the others of its programme, by name.
COFUNDERS = "cofinancements"
#: The one that holds the others of its sitting, in the order of passage.
AFFAIRS = "affaires"
#: The one that holds the other files that tell its sitting.
TWINS = "jumelles"
#: What other dossiers say: their holes are theirs.
OTHERS = (COFUNDERS, AFFAIRS)
#: The one that holds what others draw on its credit.
DRAWS = "tirages"


class Draw(NamedTuple):
    """What a dossier grants on the credit that it names."""

    dossier: str
    ligne: tuple[str, int, str, Decimal]
    """Le crédit : financeur, exercice, ligne budgétaire, montant."""
    acte: tuple[str, str]
    """Numéro de la délibération et bénéficiaire."""
    montant: Decimal
    compte: bool
    """Proposé au conseil ou voté, et non rejeté."""
    chemin: Path
    """Où le montant est écrit."""


class Dossier(Model):
    """The whole, as the rules and views see it. Paths begin with the names of these fields."""

    nom: Text
    dossier: Sheet
    """La fiche du dossier : modèle, étape, financeur, bénéficiaire."""
    convention: Convention | None = None
    """La convention : parties, subvention, durée, signature."""
    programme: Programme | None = None
    """Le programme d'actions."""
    budget: Budget | None = None
    """Le budget prévisionnel."""
    indicateurs: Indicators | None = None
    """Les indicateurs à rendre."""
    aides: AidSchemes | None = None
    """Les dispositifs d'aide aux entreprises."""
    attributions: Attributions | None = None
    """Les attributions votées ensemble : une ligne par bénéficiaire."""
    attribution: Attribution | None = None
    """La ligne d'attributions que ce dossier est, quand il est lu pour elle seule."""
    detachees: dict[str, str] = Field(default_factory=dict)
    """Les lignes d'attributions qui sont un dossier à part : leur bénéficiaire, et ce dossier."""
    ecrits: tuple[tuple[Path, Path], ...] = ()
    """Où sont écrits les faits d'ici qui le sont ailleurs : leur chemin, puis celui-là."""
    seance: Sitting | None = None
    """La séance : présents, absents, procurations."""
    deliberation: Deliberation | None = None
    """Le rapport soumis au vote et la décision."""
    expose: Report | None = None
    """L'exposé qui précède la décision."""
    bilan: Review | None = None
    """Le bilan de l'année passée."""
    commun: Commons = Field(default_factory=Commons)
    cofinancements: dict[str, Cofunding] = Field(default_factory=dict)
    """Les autres dossiers du même programme, par nom."""
    affaires: dict[str, Affair] = Field(default_factory=dict)
    """Les autres dossiers de la même séance, par nom."""
    jumelles: tuple[Text, ...] = ()
    """Les autres fichiers qui disent la même séance : même jour, même instance."""
    tirages: tuple[Draw, ...] = ()
    """Ce que d'autres dossiers accordent sur le même crédit, le plus grand d'abord."""
    avenant: "Amended | None" = None
    """L'avenant appliqué à ce dossier, quand il est lu avec lui."""
    entier: "Dossier | None" = None
    """Le dossier avec ses trous, quand celui-ci est ce que l'on en sait."""

    @property
    def beneficiaire(self) -> Organisation | None:
        """Who receives the grant, or bears the programme; nobody where there is not one alone."""
        return self.commun.organisations.get(self.dossier.beneficiaire or "")

    @property
    def financeur(self) -> Organisation | None:
        """Who pays it; nobody where nothing is granted."""
        return self.commun.organisations.get(self.dossier.financeur or "")

    @property
    def subvention(self) -> Subsidy | None:
        """What its convention grants; nothing in a contract of objectives."""
        return self.convention.subvention if self.convention else None

    @property
    def execution(self) -> Enforcement | None:
        """What made its deliberation enforceable."""
        return self.deliberation.execution if self.deliberation else None

    @property
    def assemblee(self) -> Body:
        """Whose council decides, as the law tells them apart."""
        return self.commun.body(self.financeur, self.seance.instance if self.seance else "")

    @property
    def papiers(self) -> bool:
        """Does it hold the papers of a shared sitting, and nothing of its own to decide?"""
        return self.dossier.seance is not None and self.deliberation is None

    @property
    def rapports(self) -> tuple[int, ...]:
        """The reports of the sitting in the order of passage; those that are known, where no order
        is told.
        """
        if self.seance is None or self.seance.ordre:
            return self.seance.ordre if self.seance else ()
        numbers = [one.deliberation.rapport for one in self.affaires.values()]
        numbers += [point.rapport for point in self.seance.points]
        numbers += [self.deliberation.rapport] if self.deliberation else []
        return tuple(sorted({number for number in numbers if not has_blank(number)}))

    @property
    def heure_du_vote(self) -> dt.time | bool | None:
        """When the report was put to the vote: any time, where no hour counts; None where one does
        and nobody tells it, so that who was there is not known.
        """
        if self.seance is None or not self.seance.timed:
            return True
        return self.deliberation.heure_du_vote if self.deliberation else None

    def droit(self, key: str, day: dt.date | None = None) -> Value | None:
        """What the law fixes here on a day (of the sitting); None where it fixes nothing."""
        asked, body = parameter(key), self.assemblee
        if asked.of_beneficiary:
            body = self.beneficiaire.body if self.beneficiaire else ANY
        return asked.at(day or self.day_of_law, body)

    def name_of(self, person: str) -> str:
        """The whole name of somebody."""
        return self.commun.personnes[person].complet

    def written(self, path: Path) -> Path:
        """Where a fact is written, for one that comes from another place than its own."""
        held = (pair for pair in self.ecrits if path[: len(pair[0])] == pair[0])
        if (found := max(held, key=lambda pair: len(pair[0]), default=None)) is None:
            return path
        return (*found[1], *path[len(found[0]) :])

    @property
    def voted(self) -> bool:
        """From the vote on, an act prints what was published and is no longer a draft."""
        return self.dossier.etat >= Stage.VOTE

    @property
    def provisoire(self) -> bool:
        """Are its documents « PROJET »? The papers of a sitting are sent before any vote, from the
        stage « projet » on.
        """
        return self.dossier.etat < (Stage.PROJET if self.papiers else Stage.VOTE)

    @property
    def day_of_law(self) -> dt.date:
        """The day whose law rules the grant: of the sitting, else the first day of its years."""
        if self.seance and not has_blank(self.seance.date):
            return self.seance.date
        return dt.date(min(self.dossier.exercices), 1, 1)

    @property
    def registre_des_interets(self) -> tuple[tuple[str, int], ...]:
        """Who holds, or held, an office in the beneficiary: (person, rank of the office)."""
        return tuple(
            (key, i)
            for key, person in self.commun.personnes.items()
            for i, office in enumerate(person.fonctions)
            if office.organisme == self.dossier.beneficiaire
        )


class Amended(Model):
    """The amendment that a dossier was read with, and what it changed."""

    acte: Amendment
    origine: Dossier
    """The dossier as it was before."""
    changements: tuple[Change, ...]
    inexacts: tuple[Inexact, ...] = ()


#: The data files of a dossier and the type that reads each.
SUBJECTS: dict[str, type[Model]] = {
    "dossier": Sheet,
    "convention": Convention,
    "programme": Programme,
    "budget": Budget,
    "indicateurs": Indicators,
    "aides": AidSchemes,
    "attributions": Attributions,
    "seance": Sitting,
    "deliberation": Deliberation,
    "expose": Report,
    "bilan": Review,
}
#: The shared files of ``data/_commun/``.
SHARED = ("organisations", "personnes", "communes")
