"""What several years share: organisations, people, communes (``data/_commun/``)."""

import datetime as dt
import re
from typing import Literal

from pydantic import Field

from pmtdocs.dossier.model.base import Count, Date, Model, computed
from pmtdocs.dossier.model.words import BodyKey, Key, Text, TownKey
from pmtdocs.language.french import contract

#: Its first figures are the département: two, or three overseas.
_POSTCODE = re.compile(r"\b(?=\d{5}\b)(9[78]\d|\d\d)")


class Organisation(Model):
    """A public authority, an association, a funder."""

    nom: Text
    """Nom tel qu'il s'imprime : « Exemple Métropole »."""
    designation: Text | None = None
    """Désignation complète, sans article : « communauté urbaine Exemple Métropole »."""
    sigle: Text | None = None
    """« EM »."""
    article: Literal["le", "la", "l'", "les"] | None = None
    """Article devant le nom ; aucun pour « Exemple Métropole »."""
    nature: Literal["collectivité", "association", "fondation", "État", "autre"] = "autre"
    """Ce qu'est l'organisme : collectivité, association, fondation…"""
    siren: Text | None = None
    """Neuf chiffres, par groupes de trois."""
    siret: Text | None = None
    """Quatorze chiffres."""
    rna: Text | None = None
    """Numéro au répertoire national des associations : « W123456789 »."""
    regime_tva: Literal["non assujetti", "assujetti", "partiel"] | None = None
    """Récupère-t-il la TVA ? « assujetti » : oui ; « partiel » : en partie seulement."""
    siege: Text | None = None
    """Adresse du siège."""

    @property
    def departement(self) -> str:
        """« 67 » for a seat at « 67000 Strasbourg », « 974 »; empty when the seat does not say."""
        found = _POSTCODE.search(self.siege or "")
        return found[1] if found else ""

    @property
    def public(self) -> bool:
        """Is its money public?"""
        return self.nature in ("collectivité", "État")

    @computed
    def le(self) -> str:
        """« le Club des Exemples »."""
        return contract("", self.article, self.nom)

    @computed
    def du(self) -> str:
        """« du Club des Exemples », « d'Exemple Métropole »."""
        return contract("de", self.article, self.nom)

    @computed
    def au(self) -> str:
        """« au Club des Exemples », « à Exemple Métropole »."""
        return contract("à", self.article, self.nom)


class Office(Model):
    """What a person does in a body, and since when: who is interested when it is given money."""

    organisme: BodyKey
    """Organisme de data/_commun/organisations.yaml."""
    fonction: Text
    """« administrateur », « président », « représentant de la collectivité »."""
    depuis: Date | None = None
    """Premier jour de la fonction ; absent : depuis toujours."""
    jusqu_au: Date | None = None
    """Dernier jour de la fonction ; absent : encore en cours."""

    def held(self, day: dt.date) -> bool:
        """Is the office held on a day?"""
        started = self.depuis is None or self.depuis <= day
        return started and (self.jusqu_au is None or day <= self.jusqu_au)


class Person(Model):
    """Someone named in an act: the name once; an act's own spelling stands under `publie`."""

    civilite: Literal["M.", "Mme"] | None = None
    """« M. » ou « Mme »."""
    prenom: Text
    """« Jeanne » ; une initiale (« B. ») si l'acte n'imprime que cela."""
    nom: Text
    """En capitales dans les listes : « DUPONT »."""
    commune: TownKey | None = None
    """Commune dont cette personne occupe un siège."""
    fonctions: tuple[Office, ...] = ()
    """Registre des désignations : [{organisme: pole, fonction: administrateur, depuis: …}]."""

    @computed
    def complet(self) -> str:
        """« Mme Jeanne DUPONT »."""
        return " ".join(p for p in (self.civilite, self.prenom, self.nom) if p)

    @computed
    def titre(self) -> str:
        """« Madame » ou « Monsieur »."""
        return {"Mme": "Madame", "M.": "Monsieur"}.get(self.civilite or "", "")

    @computed
    def feminin(self) -> bool:
        """Pour les accords : `{% if … .feminin %}habilitée{% else %}habilité{% endif %}`."""
        return self.civilite == "Mme"

    def agreed(self, word: str) -> str:
        """« présent » or « présente »."""
        return f"{word}e" if self.feminin else word


class Town(Model):
    """A member commune and its seats in the council."""

    nom: Text
    """Nom de la commune."""
    sieges: Count = 1
    """Nombre de sièges au conseil communautaire."""


class Commons(Model):
    """The three shared tables."""

    organisations: dict[Key, Organisation] = Field(default_factory=dict)
    personnes: dict[Key, Person] = Field(default_factory=dict)
    communes: dict[Key, Town] = Field(default_factory=dict)
