"""Prose as lines to print: blocks and sections flattened, each line with its kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pmtdocs.dossier.model import Dossier, RichText
from pmtdocs.dossier.model.prose import Blocks, Report, Review, Section, fill
from pmtdocs.dossier.views.tree import Leaf, Node, NumberLeaf, RichLeaf, YearLeaf, YesNoLeaf
from pmtdocs.finding import Path


@dataclass(frozen=True)
class ProseLine:
    """One printed line; a template gives each ``genre`` its style."""

    genre: Leaf
    """niveau, paragraphe, puce ; programme : intitulé, action, sous-action, cible, livrable(s)"""
    niveau: NumberLeaf
    """Profondeur d'un titre, à partir de 1 ; 0 pour les autres lignes."""
    texte: RichLeaf
    """Les mots de la ligne."""


@dataclass(frozen=True)
class ItemView:
    """An achievement of the review."""

    theme: Leaf
    """Quelques mots qui ouvrent la ligne ; vide s'il n'y en a pas."""
    texte: RichLeaf
    """La réalisation, chiffres en place."""


@dataclass(frozen=True)
class ReportView:
    """What ``expose`` adds to its facts in templates."""

    resume: tuple[ProseLine, ...]
    """Résumé, ligne par ligne."""
    lignes: tuple[ProseLine, ...]
    """Parties du rapport, titres compris, ligne par ligne."""
    montant_identique: YesNoLeaf
    """Le même montant a-t-il été accordé chacune des années rappelées ?"""
    annee_bilan: YearLeaf
    """Année du bilan joint au rapport ; vide s'il n'y en a pas."""


@dataclass(frozen=True)
class ReviewView:
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
            yield ProseLine(Leaf("paragraphe"), Leaf(0), Leaf(block.paragraphe, (*path, i)))
        for j, text in enumerate(block.liste):
            yield ProseLine(Leaf("puce"), Leaf(0), Leaf(text, (*path, i, "liste", j)))


def _sections(sections: tuple[Section, ...], depth: int, path: Path) -> Iterator[ProseLine]:
    for i, section in enumerate(sections):
        place = (*path, i)
        yield ProseLine(Leaf("niveau"), Leaf(depth), Leaf(section.titre, (*place, "titre")))
        yield from _lines(section.contenu, (*place, "contenu"))
        yield from _sections(section.sections, depth + 1, (*place, "sections"))
