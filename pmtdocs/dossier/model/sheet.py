"""``dossier.yaml``: what a dossier is, how far it has gone, what it prints."""

from decimal import Decimal
from enum import IntEnum
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, WithJsonSchema

from pmtdocs.dossier.model.application import AidRegime, OtherGrant, Request
from pmtdocs.dossier.model.base import Amount, Date, Model, Year
from pmtdocs.dossier.model.blank import consistent, fault
from pmtdocs.dossier.model.documents import DocumentKey, Pieces
from pmtdocs.dossier.model.free import Facts
from pmtdocs.dossier.model.words import BodyKey, FileKey, Key, RichText, Text
from pmtdocs.language.french import or_rather, plain


class Stage(IntEnum):
    """How far the dossier has gone. Rules and mandatory facts follow it."""

    INSTRUCTION, COMMISSION, BUREAU, PROJET, VOTE, EXECUTOIRE, SIGNE, PAYE, RENDU = range(9)


_NAMED = (
    "instruction", "commission", "bureau", "projet", "voté", "exécutoire", "signé", "payé",
    "rendu compte",
)  # fmt: skip
STAGES = dict(zip(_NAMED, Stage, strict=True))
#: What an act that nobody votes is then.
_ALSO = {"pris": Stage.VOTE}


def stage_of(name: object) -> Stage | None:
    """« Voté » → ``VOTE``; None for what is no stage."""
    known = {plain(one): stage for one, stage in {**STAGES, **_ALSO}.items()}
    return known.get(plain(str(name)))


def _read_stage(value: Any) -> Any:
    if not isinstance(value, str):
        raise fault(f"un état est attendu ici : {', '.join(STAGES)}")
    if (stage := stage_of(value)) is not None:
        return stage
    hint = or_rather(value, STAGES)
    raise fault(f"l'état « {value} » n'existe pas{hint} Les états : {', '.join(STAGES)}.")


StageName = Annotated[
    Stage, BeforeValidator(_read_stage), WithJsonSchema({"enum": [*STAGES, *_ALSO]})
]


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


class Sheet(Model):
    """``dossier.yaml``: a folder that holds one is a dossier; its name carries no meaning."""

    modele: FileKey
    """Dossier de templates/ qui tient les mots."""
    etat: StageName
    """Étape atteinte (« pris » vaut « voté ») ; dans un modèle, son rang : 0 instruction, 4 voté,
    8 rendu compte."""
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
    def parts(self) -> tuple[str, ...]:
        """What its documents print, each once, in order."""
        return tuple(dict.fromkeys(part for parts in self.documents.values() for part in parts))
