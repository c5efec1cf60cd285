"""An amendment as templates print it: articles and annexes that change, budgets side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from difflib import SequenceMatcher
from typing import NamedTuple

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.amendment import Amendment
from pmtdocs.dossier.model.blank import has_blank
from pmtdocs.dossier.model.budget import Side, Total
from pmtdocs.dossier.views.budget import BudgetRow, BudgetSide, budget_view
from pmtdocs.dossier.views.context import filling
from pmtdocs.dossier.views.prose import ProseLine, lines_view
from pmtdocs.dossier.views.tree import AmountLeaf, Leaf, Node
from pmtdocs.language import french

#: U+2212 lines up with « + ».
_MINUS = "\u2212"
_NUMBERED = re.compile(r"(article|annexe)\s(\d+)(?:er)?")


class Passage(NamedTuple):
    """Words that change."""

    genre: Leaf
    """remplacé, ajouté, supprimé"""
    entier: Leaf
    """« oui » si c'est un alinéa entier ; vide pour quelques mots d'un alinéa."""
    lieu: Leaf
    """« alinéa 2 », « « Objectif 1 », alinéa 3 » ; « après l'alinéa 1 » pour ce qui est inséré."""
    ancien: Leaf
    """Les mots de la convention ; vide pour ce qui est ajouté."""
    nouveau: Leaf
    """Ceux qui les remplacent ; vide pour ce qui est supprimé."""
    apres: Leaf
    """Les mots qui précèdent ce qui est ajouté ; vide au début d'un alinéa."""


class ArticleChange(NamedTuple):
    """An article of the convention that changes."""

    nom: Leaf
    """« article 3 », ou « préambule »."""
    etat: Leaf
    """modifié, ajouté, supprimé"""
    titre: Leaf
    """Son titre, sans numéro."""
    passages: tuple[Passage, ...]
    """Les mots qui changent, dans l'ordre."""
    lignes: tuple[ProseLine, ...]
    """Sa nouvelle rédaction : paragraphes et puces."""


class BudgetChangeRow(NamedTuple):
    """A row of the budget, before and after."""

    genre: Leaf
    """ligne, année (part d'une ligne qui change), sous-total, total"""
    etat: Leaf
    """inchangé, modifié, ajouté, supprimé"""
    libelle: Leaf
    """Ce que la ligne nomme."""
    ancien: AmountLeaf
    """Montant de la convention ; vide pour une ligne ajoutée."""
    nouveau: AmountLeaf
    """Montant de l'avenant ; vide pour une ligne supprimée."""
    ecart: Leaf
    """Différence avec son signe : « +5 000 », « −1 000 », « 0 »."""


class BudgetChange(NamedTuple):
    """One of the two tables, before and after."""

    intitule: Leaf
    """Titre du tableau : « Dépenses »."""
    colonne_libelle: Leaf
    """En-tête de la première colonne."""
    lignes: tuple[BudgetChangeRow, ...]
    """Toutes les lignes, changées ou non, dans l'ordre du budget."""
    somme_ancienne: AmountLeaf
    """Somme des lignes de la convention, si le total qu'elle imprime en diffère ; vide sinon."""
    somme_nouvelle: AmountLeaf
    """Somme des lignes de l'avenant, si le total qu'il imprime en diffère ; vide sinon."""


class AnnexChange(NamedTuple):
    """An annex of the convention that changes."""

    nom: Leaf
    """« annexe 2 »."""
    titre: Leaf
    """Son titre, tel qu'elle l'imprime."""
    passages: tuple[Passage, ...]
    """Les mots qui changent, hors des tableaux du budget."""
    depenses: BudgetChange | None
    """Les dépenses avant et après, si l'annexe est le budget."""
    recettes: BudgetChange | None
    """Les recettes avant et après, si l'annexe est le budget."""


class AmendmentView(NamedTuple):
    """What ``avenant`` adds to its facts in templates."""

    motifs: tuple[ProseLine, ...]
    """Pourquoi la convention est modifiée, ligne par ligne."""
    stipulations: Leaf
    """« articles 1er à 4 et 7, annexes 1 et 2 » : tout ce qui change, en une phrase."""
    articles: tuple[ArticleChange, ...]
    """Les articles qui changent, dans l'ordre de la convention."""
    annexes: tuple[AnnexChange, ...]
    """Les annexes qui changent, dans l'ordre."""


def amendment_node(
    act: Amendment,
    dossier: Dossier,
    articles: tuple[ArticleChange, ...],
    annexes: tuple[AnnexChange, ...],
) -> Node:
    """``avenant`` in templates: its facts, completed by what changes."""
    projector, root = filling(dossier), ("avenant",)
    names = [*(str(one.nom) for one in articles), *(str(one.nom) for one in annexes)]
    motives = lines_view(act.motifs, (*root, "motifs"))
    view = AmendmentView(motives, Leaf(_summed(names)), articles, annexes)
    return projector.node(act, root).plus(projector.node(view, root))


def _summed(names: list[str]) -> str:
    """« préambule, articles 1er à 4 et 7, annexe 2 »."""
    numbered = {word: list(_ranks(word, names)) for word in ("article", "annexe")}
    others = [name for name in names if not _NUMBERED.fullmatch(name)]
    said = [f"{word}{'s' * (len(ranks) > 1)}{french.NBSP}{_runs(ranks, word)}"
            for word, ranks in numbered.items() if ranks]  # fmt: skip
    return ", ".join([*others, *said])


def _ranks(word: str, names: list[str]) -> list[int]:
    found = (_NUMBERED.fullmatch(name) for name in names)
    return sorted({int(m[2]) for m in found if m and m[1] == word})


def _runs(ranks: list[int], word: str) -> str:
    """« 1er à 4 et 7 »: three that follow one another are said by the first and the last."""
    runs: list[list[int]] = []
    for rank in ranks:
        if runs and rank == runs[-1][-1] + 1:
            runs[-1].append(rank)
        else:
            runs.append([rank])
    first = "1er" if word == "article" else "1"
    said = [[first if rank == 1 else str(rank) for rank in run] for run in runs]
    short = [[f"{run[0]} à {run[-1]}"] if len(run) > 2 else run for run in said]
    return french.join([one for run in short for one in run])


def budget_changes(before: Dossier, after: Dossier) -> tuple[BudgetChange, BudgetChange] | None:
    """Expenses and receipts, before and after; None when one of the two has no budget."""
    if before.budget is None or after.budget is None:
        return None
    was, now = budget_view(before.budget, before), budget_view(after.budget, after)
    years = tuple(str(year) for year in now.annees)
    sides = (
        (before.budget.depenses, after.budget.depenses, was.depenses, now.depenses),
        (before.budget.recettes, after.budget.recettes, was.recettes, now.recettes),
    )
    spent, received = (
        _side(old, new, years, (_apart(one, old), _apart(other, new)))
        for one, other, old, new in sides
    )
    return spent, received


def _apart(table: Side, printed: BudgetSide) -> Leaf:
    """What the lines of a table make, when its total says otherwise: a reserve accepts it."""
    made, total = Total.of(table.sum()), printed.lignes[-1].montant
    same = made == total.value or has_blank((made, total.value))
    return Leaf(None if same else Decimal(made), total.path)


def _side(
    was: BudgetSide, now: BudgetSide, years: tuple[str, ...], sums: tuple[Leaf, Leaf]
) -> BudgetChange:
    keys = [[(str(row.genre), str(row.libelle)) for row in side.lignes] for side in (was, now)]
    rows: list[BudgetChangeRow] = []
    matcher = SequenceMatcher(None, keys[0], keys[1], autojunk=False)
    for same, i1, i2, j1, j2 in matcher.get_opcodes():
        old, new = was.lignes[i1:i2], now.lignes[j1:j2]
        if same == "equal":
            for one, other in zip(old, new, strict=True):
                rows += _pair(one, other, years)
        else:
            rows += [_row(one, one.montant, None) for one in old]
            rows += [_row(one, None, one.montant) for one in new]
    return BudgetChange(now.intitule, now.colonne_libelle, tuple(rows), *sums)


def _pair(was: BudgetRow, now: BudgetRow, years: tuple[str, ...]) -> Iterator[BudgetChangeRow]:
    """The row, then the years of which the part changes."""
    yield _row(now, was.montant, now.montant)
    for year, one, other in zip(years, was.montants, now.montants, strict=False):
        if one != other:
            yield _row(now, one, other)._replace(genre=Leaf("année"), libelle=Leaf(year))


def _row(row: BudgetRow, was: Leaf | None, now: Leaf | None) -> BudgetChangeRow:
    gap = _amount(now) - _amount(was)
    kept = "modifié" if gap else "inchangé"
    state = "ajouté" if was is None else "supprimé" if now is None else kept
    nothing = Leaf(None, row.montant.path)
    old, new = (nothing if leaf is None else leaf for leaf in (was, now))
    return BudgetChangeRow(row.genre, Leaf(state), row.libelle, old, new, Leaf(_signed(gap)))


def _amount(leaf: Leaf | None) -> Decimal:
    return leaf.value if leaf is not None and isinstance(leaf.value, Decimal) else Decimal(0)


def _signed(gap: Decimal) -> str:
    sign = "+" if gap > 0 else _MINUS if gap < 0 else ""
    return f"{sign}{french.number(abs(gap))}"
