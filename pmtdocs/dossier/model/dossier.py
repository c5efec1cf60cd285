"""A dossier: everything that one grant of one year (or several) is made of."""

import datetime as dt
from decimal import Decimal
from typing import Any, NamedTuple

from pydantic import Field

from pmtdocs.dossier.law import ANY, Body, Value, parameter
from pmtdocs.dossier.model.act import Act
from pmtdocs.dossier.model.aid import AidSchemes
from pmtdocs.dossier.model.amendment import Amendment, Change, Inexact
from pmtdocs.dossier.model.attributions import Attribution, Attributions
from pmtdocs.dossier.model.base import Model
from pmtdocs.dossier.model.blank import has_blank
from pmtdocs.dossier.model.budget import Budget
from pmtdocs.dossier.model.common import Commons, Organisation
from pmtdocs.dossier.model.convention import Convention, Subsidy
from pmtdocs.dossier.model.deliberation import Credit, Deliberation, Enforcement
from pmtdocs.dossier.model.indicators import Indicators
from pmtdocs.dossier.model.programme import Programme
from pmtdocs.dossier.model.prose import Report, Review
from pmtdocs.dossier.model.sheet import Sheet, Stage
from pmtdocs.dossier.model.sitting import Sitting
from pmtdocs.dossier.model.words import Text
from pmtdocs.finding import Path


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
    acte: Act | None = None
    """L'acte pris sans vote : arrêté, décision, attestation, lettre, certificat."""
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
        """What made its decision enforceable."""
        return self.decision.execution if self.decision else None

    @property
    def decision(self) -> Deliberation | Act | None:
        """What decides: the report put to the vote, else the act that none is needed for."""
        return self.deliberation or self.acte

    @property
    def decidee(self) -> str:
        """The subject that says it."""
        return "acte" if self.acte and not self.deliberation else "deliberation"

    @property
    def inscription(self) -> Credit | None:
        """The budget line that pays what it grants."""
        return self.decision.inscription if self.decision else None

    @property
    def accorde_seul(self) -> bool:
        """Does its act grant something, in money or in kind, without a vote?"""
        if self.acte is None or not self.acte.decide or self.deliberation:
            return False
        lines = self.attributions.lignes if self.attributions else ()
        in_kind = self.convention.en_nature if self.convention else None
        return bool(self.subvention or in_kind) or any(one.accordee for one in lines)

    @property
    def assemblee(self) -> Body:
        """Whose council decides, as the law tells them apart."""
        instance = self.seance.instance if self.seance else ""
        return self.commun.body(self.financeur, "" if has_blank(instance) else instance)

    @property
    def papiers(self) -> bool:
        """Does it hold the papers of a shared sitting, and nothing of its own to decide?"""
        return self.dossier.seance is not None and not (self.deliberation or self.acte)

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
        """The day whose law rules the grant: of the sitting, of the act that needs none, else the
        first day of its years.
        """
        for held in (self.seance, self.acte):
            if held and isinstance(held.date, dt.date):
                return held.date
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
    "acte": Act,
    "expose": Report,
    "bilan": Review,
}
#: The shared files of ``data/_commun/``.
SHARED = ("organisations", "personnes", "communes")
