"""Prose that changes each year: paragraphs and lists that the project officer writes."""

import re
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from pmtdocs.dossier.model.base import Amount, Count, Model, Year, YesNo
from pmtdocs.dossier.model.blank import DOTS, consistent, fault, has_blank
from pmtdocs.dossier.model.words import RICH_SCHEMA, Key, RichText, Text
from pmtdocs.language.french import number

#: « {services} », or with the braces of a template, « {{ exercice }} »: the name is group 1 or 2.
FIELD = re.compile(r"\{\{([^{}]*)\}\}|\{([^{}]*)\}")
#: What names a fact of the dossier, and no figure of its own text.
FACT = re.compile(r"\s*(?:exercice\b|\w+\.)|.*\|")


class Figure(Model):
    """A number of a text. ``detail`` gives the parts that must add up to it."""

    valeur: Count
    detail: tuple[Count, ...] = ()
    """Décomposition, dans l'ordre du texte : [6, 14, 2, 1, 2, 1]."""
    compte_la_liste: YesNo = False
    """oui si ce nombre est celui des sous-actions énumérées dessous : « 6 prestations : »."""


def _figure(value: object) -> object:
    return {"valeur": value} if isinstance(value, str) else value


Figures = dict[
    Key, Annotated[Figure, BeforeValidator(_figure, json_schema_input_type=Figure | Count)]
]


def fields(text: str) -> tuple[str, ...]:
    """The names between braces in a text with figures."""
    return tuple(one or other for one, other in FIELD.findall(text))


def fill(text: str, figures: Mapping[str, Figure], hole: str = DOTS) -> str:
    """``"{services} services"`` → ``"6 services"``; what names a fact of the dossier is left."""

    def shown(field: re.Match[str]) -> str:
        if (figure := figures.get(field[1] or field[2])) is None:
            return field[0]
        return hole if has_blank(figure.valeur) else number(figure.valeur)

    return FIELD.sub(shown, str(text))


class Block(Model):
    """A paragraph (plain text in the YAML) or a list; exactly one of the two."""

    paragraphe: RichText | None = None
    """Un paragraphe."""
    liste: tuple[RichText, ...] = ()
    """Une liste à puces."""

    @model_validator(mode="before")
    @classmethod
    def _shorthand(cls, value: Any) -> Any:
        return {"paragraphe": value} if isinstance(value, str) else value

    @consistent
    def _one(self) -> Self:
        if (self.paragraphe is None) == (not self.liste):
            raise fault("un bloc est un paragraphe ou une liste (« liste: »), l'un des deux")
        return self

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [RICH_SCHEMA, handler(schema)]}


Blocks = tuple[Block, ...]


class Section(Model):
    """A titled stretch of prose; sections nest as the report's I., A/ … do."""

    titre: Text
    """Titre de la partie."""
    contenu: Blocks = ()
    """Ses paragraphes et ses listes."""
    sections: tuple["Section", ...] = ()
    """Ses sous-parties."""


class Contribution(Model):
    """What the funder gave in an earlier year."""

    annee: Year
    """L'année."""
    montant: Amount
    """Montant de la subvention de cette année."""


class Report(Model):
    """``expose.yaml``: the report that the council read before it voted."""

    resume: Blocks
    """Résumé du rapport ; le montant demandé s'y ajoute de lui-même."""
    contributions: tuple[Contribution, ...] = ()
    """Subventions des années précédentes."""
    sections: tuple[Section, ...] = ()
    """Parties du rapport (I., II. …) avant le plan de financement."""
    titre_financement: Text | None = None
    """Titre de la partie sur le plan de financement, si ce n'est pas celui du modèle Word."""


class Item(Model):
    """An achievement of the past year; its figures are named, as those of an action are."""

    theme: Text | None = None
    """Quelques mots qui ouvrent la puce, en gras."""
    texte: RichText
    """La réalisation ; « {nom} » y est remplacé par le chiffre de ce nom."""
    chiffres: Figures = Field(default_factory=dict)
    """Les chiffres que le texte nomme : nom, puis valeur."""

    @consistent
    def _known(self) -> Self:
        check_fields(self.texte, self.chiffres)
        return self


class Review(Model):
    """``bilan.yaml``: what the programme of the year before achieved."""

    intitule: Text
    """Titre du bilan."""
    annee: Year
    """Année dont c'est le bilan."""
    introduction: RichText
    """Phrase qui précède les réalisations."""
    elements: tuple[Item, ...] = Field(min_length=1)
    """Les réalisations."""


def check_fields(text: str, names: Iterable[str]) -> None:
    """Each name between braces has its figure and each figure is used; raises a typing fault."""
    used, known = set(fields(text)), set(names)
    for name in sorted(name for name in used - known if not FACT.match(name)):
        raise fault(f"le texte cite {{{name}}}, qui n'est pas dans « chiffres »")
    for name in sorted(known - used):
        raise fault(f"le chiffre « {name} » n'est pas cité dans le texte : écrivez-y {{{name}}}")
