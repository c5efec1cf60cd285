"""The programme as lines to print: the tree flattened, each line with its kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pmtdocs.dossier.model import RichText
from pmtdocs.dossier.model.programme import RANKS, Action, Element, Level, Programme
from pmtdocs.dossier.model.prose import Figure, fill
from pmtdocs.dossier.views.prose import ProseLine, lines_view
from pmtdocs.dossier.views.tree import Leaf
from pmtdocs.finding import Path
from pmtdocs.language.french import letter, roman


@dataclass(frozen=True)
class ProgrammeView:
    """``programme`` in templates."""

    nom: Leaf
    """Nom court du programme."""
    intitule: Leaf
    """Titre du programme, tel que l'annexe l'imprime."""
    lignes: tuple[ProseLine, ...]
    """Le programme, ligne par ligne, titres compris."""


def programme_view(programme: Programme, *_: object) -> ProgrammeView:
    """Flatten the tree: title, introduction, actions, targets, children, then deliverables."""
    root: Path = ("programme",)
    lines = [
        line
        for i, element in enumerate(programme.elements)
        for line in _element(element, programme.niveaux, 1, i + 1, (*root, "elements", i))
    ]
    title = Leaf(programme.intitule, (*root, "intitule"))
    return ProgrammeView(Leaf(programme.nom, (*root, "nom")), title, tuple(lines))


def label(level: Level, rank: int) -> str:
    """« Axe 1 : », « II. », « B/ » : the level's own pattern."""
    ranks = {"chiffre": str(rank), "romain": roman(rank), "lettre": letter(rank)}
    out = str(level.etiquette)
    for name in RANKS:
        out = out.replace(f"{{{name}}}", ranks[name])
    return out


def _line(kind: str, text: str, path: Path, level: int = 0, rich: bool = True) -> ProseLine:
    return ProseLine(Leaf(kind), Leaf(level), Leaf(RichText(text) if rich else text, path))


def _element(
    element: Element, levels: tuple[Level, ...], depth: int, rank: int, path: Path
) -> Iterator[ProseLine]:
    title = f"{label(levels[depth - 1], rank)} {element.titre}".strip()
    yield _line("niveau", title, (*path, "titre"), depth, rich=False)
    yield from lines_view(element.introduction, (*path, "introduction"))
    if element.libelle_actions:
        yield _line("intitulé", element.libelle_actions, (*path, "libelle_actions"), rich=False)
    yield from _actions("action", element.actions, (*path, "actions"))
    yield from _actions("cible", element.cibles, (*path, "cibles"))
    for i, child in enumerate(element.enfants):
        yield from _element(child, levels, depth + 1, i + 1, (*path, "enfants", i))
    if element.livrables:
        where = (*path, "livrables")
        yield _line("livrables", element.livrables.intitule, (*where, "intitule"), rich=False)
        known = element.figures()
        for i, item in enumerate(element.livrables.elements):
            figures = {**known, **item.chiffres}
            yield _line("livrable", fill(item.texte, figures), (*where, "elements", i, "texte"))


def _actions(kind: str, actions: tuple[Action, ...], path: Path) -> Iterator[ProseLine]:
    for i, action in enumerate(actions):
        figures: dict[str, Figure] = dict(action.chiffres)
        yield _line(kind, fill(action.texte, figures), (*path, i, "texte"))
        yield from _actions("sous-action", action.actions, (*path, i, "actions"))
