"""Prose and programme as lines to print: the tree flattened, each line with its kind."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from pmtdocs.dossier.model import Dossier, RichText
from pmtdocs.dossier.model.programme import RANKS, Action, Element, Level, Programme
from pmtdocs.dossier.model.prose import Blocks, Report, Review, Section, fill
from pmtdocs.dossier.views.tree import Leaf, Node, NumberLeaf, RichLeaf, YearLeaf, YesNoLeaf
from pmtdocs.finding import Path
from pmtdocs.language.french import letter, roman


class ProseLine(NamedTuple):
    """One printed line; a template gives each ``genre`` its style."""

    genre: Leaf
    """niveau, paragraphe, puce ; programme : intitulé, action, sous-action, cible, livrable(s)"""
    niveau: NumberLeaf
    """Profondeur d'un titre, à partir de 1 ; 0 pour les autres lignes."""
    texte: RichLeaf
    """Les mots de la ligne."""


class ItemView(NamedTuple):
    """An achievement of the review."""

    theme: Leaf
    """Quelques mots qui ouvrent la ligne ; vide s'il n'y en a pas."""
    texte: RichLeaf
    """La réalisation, chiffres en place."""


class ReportView(NamedTuple):
    """What ``expose`` adds to its facts in templates."""

    resume: tuple[ProseLine, ...]
    """Résumé, ligne par ligne."""
    lignes: tuple[ProseLine, ...]
    """Parties du rapport, titres compris, ligne par ligne."""
    montant_identique: YesNoLeaf
    """Le même montant a-t-il été accordé chacune des années rappelées ?"""
    annee_bilan: YearLeaf
    """Année du bilan joint au rapport ; vide s'il n'y en a pas."""


class ReviewView(NamedTuple):
    """What ``bilan`` adds to its facts in templates."""

    elements: tuple[ItemView, ...]
    """Réalisations, chiffres en place."""


def lines_view(blocks: Blocks, path: Path) -> tuple[ProseLine, ...]:
    """Paragraphs and bullets of a stretch of prose."""
    return tuple(_lines(blocks, path))


def report_view(report: Report, dossier: Dossier, _: Node) -> ReportView:
    """Sections in depth-first order, titles included; is the subsidy the usual one?"""
    earlier = {c.montant for c in report.contributions}
    granted = {dossier.subvention.montant} if dossier.subvention else set()
    return ReportView(
        lines_view(report.resume, ("expose", "resume")),
        tuple(_sections(report.sections, 1, ("expose", "sections"))),
        Leaf(bool(granted) and earlier == granted, ("expose", "contributions")),
        Leaf(dossier.bilan.annee if dossier.bilan else None, ("bilan", "annee")),
    )


def review_view(review: Review, *_: object) -> ReviewView:
    """Achievements with their figures written in."""
    items = []
    for i, item in enumerate(review.elements):
        path, text = ("bilan", "elements", i), RichText(fill(item.texte, item.chiffres))
        items.append(ItemView(Leaf(item.theme, (*path, "theme")), Leaf(text, (*path, "texte"))))
    return ReviewView(tuple(items))


def _lines(blocks: Blocks, path: Path) -> Iterator[ProseLine]:
    for i, block in enumerate(blocks):
        if block.paragraphe is not None:
            yield _line("paragraphe", block.paragraphe, (*path, i))
        for j, text in enumerate(block.liste):
            yield _line("puce", text, (*path, i, "liste", j))


def _sections(sections: tuple[Section, ...], depth: int, path: Path) -> Iterator[ProseLine]:
    for i, section in enumerate(sections):
        place = (*path, i)
        yield _line("niveau", section.titre, (*place, "titre"), depth, rich=False)
        yield from _lines(section.contenu, (*place, "contenu"))
        yield from _sections(section.sections, depth + 1, (*place, "sections"))


class ProgrammeView(NamedTuple):
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
    lines = tuple(_elements(programme.elements, programme.niveaux, 1, (*root, "elements")))
    title = Leaf(programme.intitule, (*root, "intitule"))
    return ProgrammeView(Leaf(programme.nom, (*root, "nom")), title, lines)


def label(level: Level, rank: int) -> str:
    """« Axe 1 : », « II. », « B/ » : the level's own pattern."""
    ranks = {"chiffre": str(rank), "romain": roman(rank), "lettre": letter(rank)}
    out = str(level.etiquette)
    for name in RANKS:
        out = out.replace(f"{{{name}}}", ranks[name])
    return out


def _line(kind: str, text: str, path: Path, level: int = 0, rich: bool = True) -> ProseLine:
    return ProseLine(_said(kind), _said(level), Leaf(text, path, rich))


@cache
def _said(value: str | int) -> Leaf:
    """What the view says itself: the same leaf for all lines of a kind."""
    return Leaf(value)


def _elements(
    elements: tuple[Element, ...], levels: tuple[Level, ...], depth: int, path: Path
) -> Iterator[ProseLine]:
    """Titles and what they head; where none heads anything, they are a list and not titles."""
    listed = all(element.is_bare for element in elements)
    for i, element in enumerate(elements):
        title = f"{label(levels[depth - 1], i + 1)} {element.titre}".strip()
        where, (kind, level) = (*path, i), ("action", 0) if listed else ("niveau", depth)
        yield _line(kind, title, (*where, "titre"), level, rich=False)
        yield from _content(element, levels, depth, where)


def _content(
    element: Element, levels: tuple[Level, ...], depth: int, path: Path
) -> Iterator[ProseLine]:
    yield from lines_view(element.introduction, (*path, "introduction"))
    if element.libelle_actions:
        yield _line("intitulé", element.libelle_actions, (*path, "libelle_actions"), rich=False)
    yield from _actions("action", element.actions, (*path, "actions"))
    yield from _actions("cible", element.cibles, (*path, "cibles"))
    yield from _elements(element.enfants, levels, depth + 1, (*path, "enfants"))
    if element.livrables:
        where = (*path, "livrables")
        yield _line("livrables", element.livrables.intitule, (*where, "intitule"), rich=False)
        known = element.figures()
        for i, item in enumerate(element.livrables.elements):
            figures = {**known, **item.chiffres}
            yield _line("livrable", fill(item.texte, figures), (*where, "elements", i, "texte"))


def _actions(kind: str, actions: tuple[Action, ...], path: Path) -> Iterator[ProseLine]:
    for i, action in enumerate(actions):
        yield _line(kind, fill(action.texte, action.chiffres), (*path, i, "texte"))
        yield from _actions("sous-action", action.actions, (*path, i, "actions"))
