"""``acte.yaml``: what is signed without a vote, from an arrêté to a letter."""

from typing import Annotated, Literal, Self

from pydantic import Field

from pmtdocs.dossier.model.base import Amount, Date, Model
from pmtdocs.dossier.model.blank import PROSE, Blank, consistent, fault
from pmtdocs.dossier.model.deliberation import Appeal, Credit, Enforcement, Signatory
from pmtdocs.dossier.model.words import (
    BodyKey,
    HeldBy,
    Noun,
    PersonOrBlank,
    RichText,
    Text,
    TextOrBlank,
)

#: Those that decide, in articles; the others say, in paragraphs.
DECISIONS = ("arrêté", "décision")


class Delegation(Model):
    """The deliberation by which an assembly lets somebody decide in its place."""

    instance: Noun
    """Assemblée qui délègue : « Conseil de la métropole »."""
    date: Date
    """Jour où elle l'a fait."""
    numero: Text | None = None
    """Numéro de sa délibération."""
    plafond: Amount | None = None
    """Montant au-delà duquel l'assemblée décide elle-même, si la délégation en fixe un."""


class Author(Model):
    """Who decides, certifies or writes."""

    personne: PersonOrBlank | None = None
    """La personne."""
    qualite: Annotated[Noun, HeldBy("personne")]
    """En quelle qualité : « Président », « Maire »."""


class Article(Model):
    """An article of the act; its number goes without saying."""

    titre: Text | None = None
    """« Objet » ; un article peut n'avoir que son numéro."""
    texte: tuple[RichText, ...] = Field(min_length=1)
    """Ses paragraphes."""


class Act(Model):
    """What an authority decides alone, certifies or writes."""

    nature: Literal["arrêté", "décision", "attestation", "lettre", "certificat"]
    """« arrêté » ou « décision » : en articles ; « attestation », « lettre », « certificat » : en
    paragraphes."""
    numero: TextOrBlank | None = None
    """Son numéro."""
    intitule: Annotated[Text, PROSE]
    """Son objet : « attribution d'une subvention à la Recyclerie »."""
    date: Date | Blank
    """Jour de la signature."""
    lieu: Noun | None = None
    """Où l'acte est fait : « Exemple-Ville »."""
    auteur: Author
    """Qui décide, ou écrit."""
    delegation: Delegation | None = None
    """Délégation de l'assemblée en vertu de laquelle l'auteur décide seul."""
    portee: Literal["individuelle", "réglementaire"] = "individuelle"
    """« individuelle » : l'acte vise quelqu'un, il lui est notifié et n'est pas publié."""
    destinataire: BodyKey | None = None
    """Organisme ou personne que l'acte vise, à qui la lettre s'adresse ; à défaut, le bénéficiaire
    du dossier."""
    representant: PersonOrBlank | None = None
    """Personne à l'attention de qui l'acte part."""
    fonction: Annotated[Noun, HeldBy("representant")] | None = None
    """Sa fonction : « Présidente »."""
    visas: Annotated[tuple[RichText, ...], PROSE] = ()
    """Textes sur lesquels l'acte se fonde, sans « Vu » : « le code général des collectivités… »."""
    considerants: Annotated[tuple[RichText, ...], PROSE] = ()
    """Motifs, sans « Considérant » : « que l'association… »."""
    articles: Annotated[tuple[Article, ...], PROSE] = ()
    """Ce que décide un arrêté ou une décision, après ce que le dossier accorde."""
    texte: Annotated[tuple[RichText, ...], PROSE] = ()
    """Ce que dit une attestation, une lettre, un certificat : un paragraphe par élément."""
    inscription: Credit | None = None
    """Ligne budgétaire qui paie ce que l'acte accorde."""
    signataires: tuple[Signatory, ...] = ()
    """Qui signe à la place de l'auteur : « Pour le Président, la Directrice générale »."""
    recours: Appeal | None = None
    """Où et pendant combien de temps l'acte peut être contesté."""
    execution: Enforcement | None = None
    """Transmission au représentant de l'État, réception : ce qui rend l'acte exécutoire."""
    notification: Date | None = None
    """Jour où l'acte individuel est notifié."""
    publication: Date | None = None
    """Jour où l'acte réglementaire est publié."""

    @property
    def decide(self) -> bool:
        """Does it decide, or only say?"""
        return self.nature in DECISIONS

    @property
    def individuel(self) -> bool:
        """Is it about somebody, notified and never published?"""
        return self.portee == "individuelle" or not self.decide

    @consistent
    def _of_one_form(self) -> Self:
        """An arrêté has articles, a letter has paragraphs."""
        said = "texte" if self.decide else "articles"
        if getattr(self, said):
            other = "articles" if self.decide else "texte"
            raise fault(f"l'acte « {self.nature} » n'a pas de « {said} » : écrivez « {other} »")
        if not self.decide and not self.texte:
            raise fault(f"l'acte « {self.nature} » dit quelque chose : écrivez « texte »")
        return self
