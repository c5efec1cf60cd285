"""``seance.yaml``: who sat, who came late or left, who voted for whom."""

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import Field

from pmtdocs.dossier.model.act import Delegation
from pmtdocs.dossier.model.base import Count, Date, Hour, Model, Order, YesNo
from pmtdocs.dossier.model.blank import OR_BLANK, consistent, fault
from pmtdocs.dossier.model.words import (
    HeldBy,
    Noun,
    PersonKey,
    PersonOrBlank,
    RichText,
    Text,
    TownKey,
)

#: A sitting may end after midnight; it does not last longer than half a day.
_NOON, _DAY = 12 * 60, 24 * 60


class Presence(Model):
    """A seat of the council and how it was held at this sitting."""

    membre: PersonKey | None = None
    """Titulaire du siège ; absent si l'acte ne nomme que le suppléant."""
    suppleant: PersonKey | None = None
    """Suppléant qui siège à sa place."""
    mode: Annotated[Literal["salle", "visio", "absent"], OR_BLANK]
    """« salle », « visio » ou « absent »."""
    a_compter_de: Count | None = None
    """Arrivée : présent à compter de la question n° …"""
    jusqu_a: Count | None = None
    """Départ : présent jusqu'à la question n° … incluse."""
    arrivee: Hour | None = None
    """Heure d'arrivée, si le registre ne dit pas à quelle question : « 18h40 »."""
    depart: Hour | None = None
    """Heure de départ, si le registre ne dit pas après quelle question."""
    publie: Text | None = None
    """Le nom tel que l'acte l'imprime, s'il diffère de data/_commun/personnes.yaml."""

    @property
    def person(self) -> str:
        """Who sits: the substitute if there is one."""
        return self.suppleant or self.membre or ""

    @property
    def throughout(self) -> bool:
        """All along, as far as the register says: no arrival, no departure."""
        bounds = (self.a_compter_de, self.jusqu_a, self.arrivee, self.depart)
        return all(bound is None for bound in bounds)

    @property
    def timed(self) -> bool:
        """Does an hour say when, that no report is known for?"""
        return self.arrivee is not None or self.depart is not None

    @consistent
    def _somebody(self) -> Self:
        if not self.person:
            raise fault("le siège n'a ni « membre » ni « suppleant »")
        return self


class Proxy(Model):
    """A power to vote given by one member to another."""

    de: PersonKey
    """Qui donne la procuration."""
    a: PersonKey
    """Qui la reçoit."""
    a_compter_de: Count | None = None
    """Numéro de la première question pour laquelle elle vaut."""
    jusqu_a: Count | None = None
    """Numéro de la dernière question pour laquelle elle vaut."""
    publie: Text | None = None
    """La procuration telle que l'acte l'imprime, si un nom y diffère : « Mme X à M. Y »."""


class Chair(Model):
    """Somebody who holds an office of the sitting, and in what capacity."""

    membre: PersonOrBlank
    """La personne."""
    qualite: Annotated[Noun, HeldBy("membre")] | None = None
    """Sa qualité : « Présidente »."""


class SittingPublished(Model):
    """What the act prints of the sitting, compared with what is computed."""

    jour: Text | None = None
    """Jour de la semaine : « jeudi »."""
    communes: dict[TownKey, Text] = Field(default_factory=dict)
    """Communes que l'acte orthographie autrement que data/_commun/communes.yaml."""
    procurations_par_commune: YesNo = True
    """L'acte range-t-il les procurations par commune ? Non : elles se suivent."""


class SecondCall(Model):
    """The sitting before, which lacked its quorum: this one decides without any."""

    premiere: Date
    """Jour de la première séance, où le quorum n'a pas été atteint."""


class Point(Model):
    """What the council examined and no dossier holds: the minutes of the sitting before, say."""

    rapport: Count
    """Son numéro dans l'ordre du jour."""
    intitule: Text
    """« Approbation du procès-verbal de la séance précédente »."""
    rapporteur: PersonKey | None = None
    """Qui le présente."""
    numero: Text | None = None
    """Numéro de la délibération, si c'en est une."""
    resultat: Text | None = None
    """Ce qui en est résulté : « adopté à l'unanimité », « pris acte », « retiré »."""
    debats: tuple[RichText, ...] = ()
    """La teneur des débats, pour le procès-verbal."""


class Sitting(Model):
    """A meeting of the deliberative body."""

    instance: Noun
    """« Conseil de Communauté »."""
    delegation: Delegation | None = None
    """Délibération par laquelle l'assemblée a délégué à cette instance, si c'est un bureau ou une
    commission permanente."""
    date: Date
    """Jour de la séance."""
    convocation: Date | None = None
    """Jour d'envoi de la convocation aux membres."""
    urgence: YesNo = False
    """Convocation en urgence : le délai est abrégé."""
    motif_urgence: Text | None = None
    """Pourquoi il y avait urgence : « la subvention conditionne une aide qui expire le 30 »."""
    seconde_convocation: SecondCall | None = None
    """Le quorum a manqué à une première séance : celle-ci délibère sans, et l'acte le dit."""
    rapports: Date | None = None
    """Envoi des rapports aux membres, s'il précède la convocation (département, région)."""
    note_de_synthese: YesNo | None = None
    """La note explicative de synthèse était-elle jointe à la convocation ?"""
    publication: Date | None = None
    """Jour où l'acte est publié."""
    lieu: Text
    """Où le conseil siège : « Salle du Conseil »."""
    adresse: Text
    """Adresse du lieu de la séance."""
    presents_ou: Text | None = None
    """Où siègent les présents, si d'autres sont en visioconférence : « à la mairie »."""
    presidence: Chair
    """Qui préside la séance."""
    secretaire: Chair
    """Qui en est secrétaire."""
    ouverture: Hour
    """Heure d'ouverture."""
    levee: Hour | None = None
    """Heure de levée, dès qu'elle est connue."""
    membres_en_exercice: Count
    """Nombre de membres en exercice."""
    ordre: Order = ()
    """Ordre de passage des rapports, que suit « à compter de la question n° 6 » ; absent : celui de
    leurs numéros."""
    points: tuple[Point, ...] = ()
    """Ce qu'aucun dossier ne tient de l'ordre du jour : [{rapport: 1, intitule: …}]."""
    visio_vote: YesNo = False
    """Un membre en visioconférence vote-t-il lui-même, comme le règlement intérieur le permet ?
    Non : seulement par procuration."""
    publie: SittingPublished = Field(default_factory=SittingPublished)
    """Ce que l'acte imprime de la séance, pour comparer."""
    membres: tuple[Presence, ...] = Field(min_length=1)
    """Tous les membres du conseil, présents ou non."""
    procurations: tuple[Proxy, ...] = ()
    """Les procurations, une par une."""

    def rank(self, report: int) -> int:
        """Its place in the order of passage, that of the numbers where none is told. Raises
        ValueError for a report that is not in it.
        """
        return self.ordre.index(report) if self.ordre else report

    def minutes(self, hour: dt.time) -> int:
        """From the opening to an hour, midnight passed or not; before it, less than none."""
        past = 60 * (hour.hour - self.ouverture.hour) + hour.minute - self.ouverture.minute
        return (past + _NOON) % _DAY - _NOON

    @property
    def timed(self) -> bool:
        """Did somebody arrive or leave at an hour, not at a report?"""
        return any(seat.timed for seat in self.membres)

    @consistent
    def _questions(self) -> Self:
        ranges = [(m.a_compter_de, m.jusqu_a) for m in self.membres]
        ranges += [(p.a_compter_de, p.jusqu_a) for p in self.procurations]
        for first, last in ranges:
            for question in (first, last):
                if self.ordre and question is not None and question not in self.ordre:
                    raise fault(f"la question n° {question} n'est pas dans l'ordre de passage")
            if first and last and self.rank(last) < self.rank(first):
                raise fault(f"« à compter de {first}, jusqu'à {last} » : la fin précède le début")
        return self
