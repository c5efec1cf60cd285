"""``avenants/<numéro>.yaml``: an amendment to a convention; it states only what changes."""

from typing import Annotated, Any, Literal

from pydantic import Field, WithJsonSchema

from pmtdocs.dossier.model.base import Count, Date, Model, YesNo
from pmtdocs.dossier.model.blank import Blank
from pmtdocs.dossier.model.prose import Blocks
from pmtdocs.dossier.model.words import Noun, TextOrBlank
from pmtdocs.finding import Path

#: A tree whose keys are those of the dossier's own file; it is typed once laid over that file.
Partial = Annotated[
    dict[str, Any],
    WithJsonSchema(
        {
            "type": "object",
            "description": "Ce qui change, sous les mêmes clés que le fichier du dossier. Une "
            "valeur, ou {ancien: …, nouveau: …} ; « suppression: oui » retire, "
            "« ajout: oui » ajoute à une liste (« apres: … » dit après quel élément).",
        }
    ),
]


class Authority(Model):
    """What allows the funder to sign the amendment."""

    acte: Literal["délibération", "décision"] = "délibération"
    """« délibération » d'une assemblée, ou « décision » prise par délégation."""
    instance: Noun
    """« Conseil de Communauté », « Bureau »."""
    date: Date | Blank
    """Jour de la délibération ou de la décision."""
    numero: TextOrBlank
    """Son numéro."""


class AmendmentSignature(Model):
    """Where and when the amendment is signed."""

    lieu: Noun
    """Ville où l'avenant est signé."""
    date: Date | Blank
    """Jour de la signature ; « à compléter » tant qu'il n'est pas connu."""
    exemplaires: Count
    """Nombre d'originaux."""
    electronique: YesNo = False
    """Signature électronique : il n'y a alors aucun original papier (`exemplaires: 0`)."""


class CreditChange(Model):
    """The budget line that pays the amended subsidy, as the new decision says it."""

    inscription: Partial
    """La ligne budgétaire, avec les clés de deliberation.yaml."""


class Changes(Model):
    """What changes, by file of the dossier; what is not named stays as it is."""

    convention: Partial | None = None
    """Montant, versements, durées, parties : les clés de convention.yaml."""
    programme: Partial | None = None
    """Éléments et actions ajoutés, retirés ou changés : les clés de programme.yaml."""
    budget: Partial | None = None
    """Lignes ajoutées, retirées ou changées : les clés de budget.yaml."""
    indicateurs: Partial | None = None
    """Les clés de indicateurs.yaml."""
    aides: Partial | None = None
    """Les clés de aides.yaml."""
    dossier: Partial | None = None
    """Exercices, réserves : les clés de dossier.yaml."""
    deliberation: CreditChange | None = None
    """La ligne budgétaire seule : la délibération d'origine, elle, ne change pas."""

    def subjects(self) -> tuple[str, ...]:
        """The files that it changes."""
        return tuple(name for name in type(self).model_fields if getattr(self, name) is not None)


class Amendment(Model):
    """The amendment's own facts, and what it changes."""

    numero: Count
    """Rang de l'avenant : 1 pour le premier ; le n° 2 s'applique après le n° 1."""
    decision: Authority
    """Délibération ou décision qui autorise à le signer."""
    motifs: Blocks = Field(min_length=1)
    """Pourquoi la convention est modifiée."""
    effet: Date | None = None
    """Prise d'effet, si l'avenant la fixe ; sinon sa signature."""
    signature: AmendmentSignature
    """Lieu, date et exemplaires."""
    modifie: Changes
    """Ce qui change, et rien d'autre."""


class Change(Model):
    """A value that the amendment changes."""

    chemin: Path
    """Its path in the amended dossier; in the one before, for what is taken away."""
    lieu: str
    """The same in human words."""
    avant: str | None = None
    """What was written; None for what is added."""
    apres: str | None = None
    """What is written; None for what is taken away."""


class Inexact(Model):
    """A former value that the amendment gives, and that the dossier does not hold."""

    chemin: Path
    """Where the amendment gives it."""
    origine: Path
    """Where the dossier gives its own."""
    dit: str
    """What the amendment says that it was."""
    ecrit: str
    """What it was."""
