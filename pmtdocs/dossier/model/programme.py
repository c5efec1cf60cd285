"""``programme.yaml``: the programme of actions, a tree whose levels the dossier names."""

from collections.abc import Iterator
from typing import Self

from pydantic import Field

from pmtdocs.dossier.model.base import Model
from pmtdocs.dossier.model.blank import consistent, fault
from pmtdocs.dossier.model.prose import Blocks, Figure, Figures, check_fields, fields
from pmtdocs.dossier.model.words import Key, RichText, Text
from pmtdocs.language.french import plural

#: The ways in which a label gives the rank of a title.
RANKS = ("chiffre", "romain", "lettre")


class Level(Model):
    """A level of the tree and how its titles are numbered."""

    nom: Key
    """« axe », « objectif », « mission »."""
    etiquette: Text = ""
    """Ce qui précède le titre : « Axe {chiffre} : », « {romain}. », « {lettre}/ », ou rien."""

    @consistent
    def _known(self) -> Self:
        for name in fields(self.etiquette):
            if name not in RANKS:
                options = ", ".join(f"{{{rank}}}" for rank in RANKS)
                raise fault(f"l'étiquette cite {{{name}}} ; elle peut citer {options}")
        return self


class Action(Model):
    """Something the beneficiary undertakes to do, with the figures that can be verified."""

    texte: RichText
    """Les nombres vérifiables s'y écrivent {nom}, leur valeur dans `chiffres`."""
    chiffres: Figures = Field(default_factory=dict)
    """Les chiffres que le texte nomme : nom, puis valeur."""
    actions: tuple["Action", ...] = ()
    """Sous-actions, imprimées en retrait."""

    @consistent
    def _known(self) -> Self:
        check_fields(self.texte, self.chiffres)
        return self

    def figures(self) -> Iterator[tuple[str, Figure]]:
        """The figures of the action and of its sub-actions."""
        yield from self.chiffres.items()
        for action in self.actions:
            yield from action.figures()


class Deliverable(Model):
    """What is handed over as proof. ``reprend`` repeats figures of the actions by name."""

    texte: RichText
    """Le livrable ; « {nom} » y est remplacé par le chiffre de ce nom."""
    chiffres: Figures = Field(default_factory=dict)
    """Les chiffres qu'il est le premier à donner."""
    reprend: tuple[Key, ...] = ()
    """Noms des chiffres d'actions que le texte répète."""

    @consistent
    def _known(self) -> Self:
        check_fields(self.texte, (*self.chiffres, *self.reprend))
        return self


class Deliverables(Model):
    """The deliverables of a level, under their printed heading."""

    intitule: Text
    """Titre de la liste : « Livrables »."""
    elements: tuple[Deliverable, ...] = Field(min_length=1)
    """Les livrables."""


class Element(Model):
    """A node of the programme: an axis, an objective, a mission."""

    titre: Text
    """Titre, sans son rang : il est imprimé d'après `niveaux`."""
    introduction: Blocks = ()
    """Paragraphes qui précèdent les actions."""
    libelle_actions: Text | None = None
    """Annonce de la liste des actions : « Objectifs attendus »."""
    actions: tuple[Action, ...] = ()
    """Ce que le bénéficiaire s'engage à faire."""
    cibles: tuple[Action, ...] = ()
    """Résultats chiffrés que l'année doit atteindre."""
    enfants: tuple["Element", ...] = ()
    """Les éléments du niveau suivant."""
    livrables: Deliverables | None = None
    """Ce qui est remis comme preuve."""

    @property
    def is_bare(self) -> bool:
        """Has it nothing but a title?"""
        held = (self.introduction, self.actions, self.cibles, self.enfants, self.livrables)
        return not any(held)

    def figures(self) -> dict[str, Figure]:
        """Every figure named in this node and below; the scope of ``reprend``."""
        return dict(self._figures())

    def _figures(self) -> Iterator[tuple[str, Figure]]:
        for action in (*self.actions, *self.cibles):
            yield from action.figures()
        for child in self.enfants:
            yield from child._figures()

    @consistent
    def _repeats(self) -> Self:
        if self.livrables is None:
            return self
        known = list(self._figures())
        for name in (n for item in self.livrables.elements for n in item.reprend):
            values = {figure.valeur for other, figure in known if other == name}
            if not values:
                raise fault(f"le livrable reprend « {name} », qu'aucune action ne chiffre")
            if len(values) > 1:
                raise fault(f"le livrable reprend « {name} », qui a ici plusieurs valeurs")
        return self


class Programme(Model):
    """The whole programme of a year."""

    nom: Text | None = None
    """« Programme Santé » ; aucun quand le programme n'a pas de nom propre."""
    intitule: Text
    """Titre du programme."""
    niveaux: tuple[Level, ...] = Field(min_length=1)
    """Les niveaux de l'arbre, du plus haut au plus bas."""
    elements: tuple[Element, ...] = Field(min_length=1)
    """Les éléments du premier niveau."""

    @consistent
    def _depth(self) -> Self:
        depth = max(_depth(e) for e in self.elements)
        if depth > len(self.niveaux):
            named = len(self.niveaux)
            said = plural(depth, "niveau", "niveaux")
            raise fault(f"le programme a {said}, « niveaux » en nomme {named}")
        return self


def _depth(element: Element) -> int:
    return 1 + max((_depth(child) for child in element.enfants), default=0)
