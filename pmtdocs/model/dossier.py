"""A dossier: everything that one grant of one year (or several) is made of."""

from __future__ import annotations

from enum import IntEnum
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from pmtdocs.french import nearest, plain
from pmtdocs.model.base import Amount, BodyKey, Date, Key, Model, Text, Year, fault
from pmtdocs.model.budget import Budget
from pmtdocs.model.common import Commons
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
    """An anomaly of an adopted act, accepted with its reason and for these figures only."""

    regle: Text
    """Code de la règle : BUD001."""
    chemin: Text
    """Où, dans les données : budget.depenses."""
    calcule: Amount
    publie: Amount
    motif: Text
    date: Date


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
    def voted(self) -> bool:
        """From the vote on, an act prints what was published and is no longer a draft."""
        return self.dossier.etat >= Stage.VOTE


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
