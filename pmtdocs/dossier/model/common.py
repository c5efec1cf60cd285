"""What several years share: organisations, people, communes (``data/_commun/``)."""

import datetime as dt
import re
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import Field, model_validator

from pmtdocs.dossier.law import ANY, Body
from pmtdocs.dossier.model.base import Count, Date, Model, Sort, computed
from pmtdocs.dossier.model.blank import consistent, fault
from pmtdocs.dossier.model.free import Facts
from pmtdocs.dossier.model.words import BodyKey, Key, Noun, Text, TownKey
from pmtdocs.language.agreement import Agreement, Name, contract, feminine, split, with_article
from pmtdocs.language.french import plain

#: Its first figures are the département: two, or three overseas.
_POSTCODE = re.compile(r"\b(?=\d{5}\b)(9[78]\d|\d\d)")
Kind = Literal[
    "commune", "communauté de communes", "communauté d'agglomération", "communauté urbaine",
    "métropole", "département", "région", "collectivité à statut particulier",
    "syndicat de communes", "syndicat mixte", "PETR", "CCAS", "établissement public",
    "groupement d'intérêt public", "État", "association", "fondation", "société",
    "personne physique",
]  # fmt: skip
#: What the kinds are that are not « collectivité ».
_NATURES = {
    "établissement public": "autre",
    "groupement d'intérêt public": "autre",
    "État": "État",
    "association": "association",
    "fondation": "fondation",
    "société": "autre",
    "personne physique": "autre",
}
#: The kinds of private law: they alone need a convention.
PRIVATE = ("association", "fondation", "société")
#: « Ville d'Exemple » is no name by itself: an article goes before it, said or not.
_COMMON = re.compile(
    "(?:Académie|Agence|Amicale|Association|Atelier|Bibliothèque|Caisse|Centre|Cercle|Chambre|"
    "Chorale|Club|Collectif|Collège|Comité|Communauté|Commune|Compagnie|Confédération|Conseil|"
    "Conservatoire|Coopérative|Crèche|Département|Entente|Fanfare|Fondation|Foyer|Fédération|"
    "Groupe|Groupement|Hôpital|Institut|Ligue|Ludothèque|Lycée|Maison|Mission|Musée|Mutuelle|"
    "Médiathèque|Métropole|Observatoire|Office|Orchestre|Recyclerie|Ressourcerie|Région|Société|"
    "Syndicat|Théâtre|Union|Université|Ville|École|Épicerie|Œuvre) "
)
#: What the name of a council says of its authority.
_COUNCILS = {
    "conseil municipal": "commune",
    "conseil departemental": "département",
    "conseil general": "département",
    "conseil regional": "région",
}


class Organisation(Model):
    """A public authority, an association, a funder; or somebody who is granted something."""

    nom: Noun
    """Nom tel qu'il s'imprime : « Exemple Métropole »."""
    designation: Noun | None = None
    """Désignation complète, sans article : « communauté urbaine Exemple Métropole »."""
    sigle: Noun | None = None
    """« EM »."""
    article: Literal["le", "la", "l'", "les"] | None = None
    """Article devant le nom ; aucun pour « Exemple Métropole », inutile à « Ville d'Exemple »."""
    genre: Literal["féminin", "masculin"] | None = None
    """Si ni l'article ni les mots du nom ne le disent : « l'Aurore », « les Baladins »."""
    nature: Literal["collectivité", "association", "fondation", "État", "autre"] = "autre"
    """Ce qu'est l'organisme : collectivité, association, fondation… ; inutile avec « type »."""
    type: Kind | None = None
    """Ce qu'il est au juste : le droit en dépend (délais de convocation, quorum, convention)."""
    qualite: Text | None = None
    """Ce que l'acte ajoute après son nom : « pôle de compétitivité »."""
    population: Count | None = None
    """Habitants d'une commune (population municipale)."""
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
    faits: Facts = Field(default_factory=dict)
    """Faits propres, que le modèle imprime par leur clé : « beneficiaire.faits.clé »."""

    @model_validator(mode="before")
    @classmethod
    def _nature_of_its_kind(cls, value: Any) -> Any:
        """The kind refines the nature, which need not be written then."""
        kind = value.get("type") if isinstance(value, dict) else None
        if isinstance(kind, str) and kind in get_args(Kind):
            return {"nature": _NATURES.get(kind, "collectivité"), **value}
        return value

    @consistent
    def _one_nature(self) -> Self:
        nature = _NATURES.get(self.type or "", "collectivité")
        if self.type and self.nature != nature:
            raise fault(f"« {self.type} » est de nature « {nature} », non « {self.nature} »")
        if self.type and self.type != "commune" and self.population is not None:
            raise fault("« population » ne se dit ici que d'une commune")
        return self

    @property
    def de_droit_prive(self) -> bool | None:
        """Is it of private law? None where the data do not tell."""
        if self.physique:
            return None  # the law speaks of bodies
        if self.type:
            return self.type in PRIVATE
        known = {"collectivité": False, "État": False, "association": True, "fondation": True}
        return known.get(self.nature)

    @property
    def physique(self) -> bool:
        """Is it somebody, whom nothing that is published names?"""
        return self.type == "personne physique"

    @property
    def departement(self) -> str:
        """« 67 » for a seat at « 67000 Strasbourg », « 974 »; empty when the seat does not say."""
        found = _POSTCODE.search(self.siege or "")
        return found[1] if found else ""

    @property
    def public(self) -> bool:
        """Is its money public?"""
        return self.de_droit_prive is False

    @property
    def body(self) -> Body:
        """What the law may ask of it."""
        kind = self.nature if self.nature in get_args(Kind) else None
        return Body(self.type or kind, self.population)

    @computed
    def feminin(self) -> bool:
        """Le nom est-il féminin ? L'article, le champ « genre », sinon ses mots, le disent."""
        return self.told_feminine or False

    @property
    def told_feminine(self) -> bool | None:
        """Is its name feminine? None where nothing tells."""
        if self.genre or self.determinant in ("le", "la"):
            return self.genre == "féminin" or self.determinant == "la"
        kind = None if self.pluriel else self.type
        named = self.determinant or split(self.nom)[0]
        first, *others = (
            (self.nom, self.designation) if named else (self.designation, kind, self.nom)
        )
        told = (feminine(one) for one in (first, *others, kind) if one)
        return next((one for one in told if one is not None), None)

    @computed
    def pluriel(self) -> bool:
        """Le nom est-il au pluriel (« les Rencontres ») ? Pour les verbes qui ne finissent pas par
        -e : `{% if … .pluriel %}remettent{% else %}remet{% endif %}`."""
        return "les" in (self.article, split(self.nom)[0])

    @property
    def determinant(self) -> str | None:
        """The article before its name: the one said, or that of the noun that it begins with."""
        if self.article or not _COMMON.match(self.nom):
            return self.article
        return split(with_article(self.nom))[0]

    def _named(self, preposition: str) -> Name:
        said = contract(preposition, self.determinant, self.nom)
        return Name(said, Agreement(self.feminin, self.pluriel))

    @computed
    def sorte(self) -> Annotated[str, Sort.NAME]:
        """Ce qu'il est, en un mot : « communauté urbaine », « association », « organisme »."""
        return self.type or (self.nature if self.nature != "autre" else "organisme")

    @computed
    def appellation(self) -> Annotated[str, Sort.NAME]:
        """« la communauté urbaine Exemple Métropole » : désignation, ou nom, avec son article."""
        return with_article(self.designation) if self.designation else self.le

    @computed
    def le(self) -> Annotated[str, Sort.NAME]:
        """« le Club des Exemples »."""
        return self._named("")

    @computed
    def du(self) -> Annotated[str, Sort.NAME]:
        """« du Club des Exemples », « d'Exemple Métropole »."""
        return self._named("de")

    @computed
    def au(self) -> Annotated[str, Sort.NAME]:
        """« au Club des Exemples », « à Exemple Métropole »."""
        return self._named("à")


class Office(Model):
    """What a person does in a body, and since when: who is interested when it is given money."""

    organisme: BodyKey
    """Organisme de data/_commun/organisations.yaml."""
    fonction: Noun
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
    def complet(self) -> Annotated[str, Sort.NAME]:
        """« Mme Jeanne DUPONT »."""
        said = " ".join(p for p in (self.civilite, self.prenom, self.nom) if p)
        return Name(said, Agreement(self.feminin))

    @computed
    def titre(self) -> str:
        """« Madame » ou « Monsieur »."""
        return {"Mme": "Madame", "M.": "Monsieur"}.get(self.civilite or "", "")

    @computed
    def feminin(self) -> bool:
        """Pour les accords ; le filtre « e » suffit souvent : `habilité{{ … .complet|e }}`."""
        return self.civilite == "Mme"

    def agreed(self, word: str) -> str:
        """« présent » or « présente »."""
        return f"{word}e" if self.feminin else word


class Town(Model):
    """A member commune and its seats in the council."""

    nom: Noun
    """Nom de la commune."""
    sieges: Count = 1
    """Nombre de sièges au conseil communautaire."""
    population: Count | None = None
    """Habitants (population municipale) : sous 3 500 partout, la convocation part plus tard."""


class Commons(Model):
    """The three shared tables."""

    organisations: dict[Key, Organisation] = Field(default_factory=dict)
    personnes: dict[Key, Person] = Field(default_factory=dict)
    communes: dict[Key, Town] = Field(default_factory=dict)

    def body(self, funder: Organisation | None, council: str) -> Body:
        """The body whose council decides; the name of the council says it failing a type.

        The law of a group of communes depends on the largest of them.
        """
        body = funder.body if funder else ANY
        if body.kind is None:
            named = (kind for name, kind in _COUNCILS.items() if name in plain(council))
            body = body._replace(kind=next(named, None))
        known = [n for town in self.communes.values() if (n := town.population) is not None]
        if body.kind == "commune" or not known:
            return body
        return body._replace(population=max(known), partial=len(known) < len(self.communes))
