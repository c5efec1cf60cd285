"""An act signed without a vote, as it prints."""

from __future__ import annotations

from typing import NamedTuple, cast

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.act import Act
from pmtdocs.dossier.views.tree import Leaf, Node, RichLeaf, YesNoLeaf


class ArticleView(NamedTuple):
    """An article, whose first paragraph bears its number."""

    titre: Leaf
    """Son titre ; vide s'il n'en a pas."""
    ouverture: RichLeaf
    """Son premier paragraphe, que le style numérote."""
    suite: tuple[RichLeaf, ...]
    """Ses autres paragraphes."""


class ActView(NamedTuple):
    """What ``acte`` adds to its facts in templates."""

    articles: tuple[ArticleView, ...]
    """Ses articles, après ceux que le modèle écrit lui-même."""
    accorde: YesNoLeaf
    """Accorde-t-il quelque chose de lui-même, sans délibération ?"""
    individuel: YesNoLeaf
    """Est-il notifié, et non publié ?"""


def act_view(act: Act, dossier: Dossier, facts: Node) -> ActView:
    """Articles with their first paragraph apart; whether it grants without a vote."""
    return ActView(
        tuple(_article(one) for one in cast("tuple[Node, ...]", facts["articles"])),
        Leaf(dossier.accorde_seul, ("acte", "nature")),
        Leaf(act.individuel, ("acte", "portee")),
    )


def _article(article: Node) -> ArticleView:
    first, *others = cast("tuple[Leaf, ...]", article["texte"])
    return ArticleView(cast(Leaf, article["titre"]), first, tuple(others))
