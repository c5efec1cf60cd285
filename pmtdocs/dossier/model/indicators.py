"""``indicateurs.yaml``: what the beneficiary measures and reports."""

from pydantic import Field

from pmtdocs.dossier.model.base import Date, Model
from pmtdocs.dossier.model.words import RichText, Text, TextOrBlank


class Target(Model):
    """What is to be reached by a term."""

    echeance: Text
    """Quand : « à deux ans »."""
    valeur: TextOrBlank | None = None
    """Valeur à atteindre ; absente si elle n'a pas été publiée."""


class Indicator(Model):
    """A document to hand over and the data it holds, or a plain measure."""

    libelle: RichText
    """« Tableau listant les entreprises »."""
    donnees: tuple[RichText, ...] = ()
    """Données à renseigner, une par colonne du tableau attendu."""
    valeur_initiale: TextOrBlank | None = None
    """Valeur au départ."""
    cible: TextOrBlank | None = None
    """Valeur à atteindre."""
    objectifs: tuple[Target, ...] = ()
    """Valeurs à atteindre, si elles ont chacune leur échéance."""
    source: Text | None = None
    """D'où la valeur est tirée."""
    date: Date | None = None
    """Jour où elle est relevée."""


class IndicatorGroup(Model):
    """Indicators about one kind of member."""

    intitule: Text
    """Titre du groupe."""
    indicateurs: tuple[Indicator, ...] = Field(min_length=1)
    """Les indicateurs du groupe."""


class Indicators(Model):
    """The annex of indicators."""

    intitule: Text
    """Titre de l'annexe."""
    introduction: RichText
    """Phrase qui précède les indicateurs."""
    groupes: tuple[IndicatorGroup, ...] = Field(min_length=1)
    """Les indicateurs, par groupe."""
