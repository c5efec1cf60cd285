"""What several years share: organisations, people, communes (``data/_commun/``)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pmtdocs.french import contract
from pmtdocs.model.base import Count, Key, Model, Text, TownKey, computed


class Organisation(Model):
    """A public authority, an association, a funder."""

    nom: Text
    """Nom tel qu'il s'imprime : « Grand Besançon Métropole »."""
    designation: Text | None = None
    """Désignation complète, sans article : « communauté urbaine Grand Besançon Métropole »."""
    sigle: Text | None = None
    """« GBM », « PMT »."""
    article: Literal["le", "la", "l'", "les"] | None = None
    """Article devant le nom ; aucun pour « Grand Besançon Métropole »."""
    nature: Literal["collectivité", "association", "État", "autre"] = "autre"
    siren: Text | None = None
    """Neuf chiffres, par groupes de trois."""
    siret: Text | None = None
    """Quatorze chiffres."""
    siege: Text | None = None
    """Adresse du siège."""

    @computed
    def le(self) -> str:
        """« le Pôle des Microtechniques »."""
        return contract("", self.article, self.nom)

    @computed
    def du(self) -> str:
        """« du Pôle des Microtechniques », « de Grand Besançon Métropole »."""
        return contract("de", self.article, self.nom)

    @computed
    def au(self) -> str:
        """« au Pôle des Microtechniques », « à Grand Besançon Métropole »."""
        return contract("à", self.article, self.nom)


class Person(Model):
    """Someone named in an act: the name once; an act's own spelling stands under `publie`."""

    civilite: Literal["M.", "Mme"] | None = None
    prenom: Text
    """« Anne » ; une initiale (« B. ») si l'acte n'imprime que cela."""
    nom: Text
    """En capitales dans les listes : « VIGNOT »."""
    commune: TownKey | None = None
    """Commune dont cette personne occupe un siège."""

    @computed
    def complet(self) -> str:
        """« Mme Anne VIGNOT »."""
        return " ".join(p for p in (self.civilite, self.prenom, self.nom) if p)

    @computed
    def titre(self) -> str:
        """« Madame » ou « Monsieur »."""
        return {"Mme": "Madame", "M.": "Monsieur"}.get(self.civilite or "", "")

    @computed
    def feminin(self) -> bool:
        """Pour les accords : `{% if … .feminin %}habilitée{% else %}habilité{% endif %}`."""
        return self.civilite == "Mme"


class Town(Model):
    """A member commune and its seats in the council."""

    nom: Text
    sieges: Count = 1
    """Nombre de sièges au conseil communautaire."""


class Commons(Model):
    """The three shared tables."""

    organisations: dict[Key, Organisation] = Field(default_factory=dict)
    personnes: dict[Key, Person] = Field(default_factory=dict)
    communes: dict[Key, Town] = Field(default_factory=dict)
