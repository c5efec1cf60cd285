"""``indicateurs.yaml``: what the beneficiary measures and reports."""

from pydantic import Field

from pmtdocs.model.base import Date, Model, RichText, Text, TextOrBlank


class Indicator(Model):
    """A document to hand over and the data it holds, or a plain measure."""

    libelle: RichText
    """« Tableau listant les entreprises »."""
    donnees: tuple[RichText, ...] = ()
    """Données à renseigner, une par colonne du tableau attendu."""
    valeur_initiale: TextOrBlank | None = None
    cible: TextOrBlank | None = None
    source: Text | None = None
    date: Date | None = None


class IndicatorGroup(Model):
    """Indicators about one kind of member."""

    intitule: Text
    indicateurs: tuple[Indicator, ...] = Field(min_length=1)


class Indicators(Model):
    """The annex of indicators."""

    intitule: Text
    introduction: RichText
    groupes: tuple[IndicatorGroup, ...] = Field(min_length=1)
