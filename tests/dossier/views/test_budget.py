"""A budget as rows: its sections, what each makes, what the whole makes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import ValidationError

from pmtdocs.dossier.labels import describe
from pmtdocs.dossier.load import Loaded
from pmtdocs.dossier.model.budget import Budget
from pmtdocs.dossier.views.budget import BudgetSide, budget_view
from tests.support import sections


def _rows(side: BudgetSide) -> list[tuple[str, str, object]]:
    return [(str(row.genre), str(row.libelle), row.montant.value) for row in side.lignes]


def test_each_section_has_its_lines_and_its_total(dossier_2024: Loaded) -> None:
    view = budget_view(sections.budget(), dossier_2024.dossier)
    names = ["section de fonctionnement", "section d’investissement"]
    assert [str(one.nom) for one in view.sections] == names
    assert [one.ecart.value for one in view.sections] == [0, 0]
    assert _rows(view.sections[0].depenses)[-3:] == [
        ("ligne", "Virement à la section d’investissement", Decimal(8000)),
        ("sous-total", "Sous-total", Decimal(8000)),
        ("total", "Total de la section de fonctionnement", Decimal(70000)),
    ]
    assert _rows(view.sections[1].recettes)[-1] == ("total", "Sous-total", Decimal(20000))
    assert (view.total.value, view.recettes.total.value, view.ecart.value) == (90000, 90000, 0)


def test_a_budget_in_one_piece_is_one_section_without_a_name(dossier_2024: Loaded) -> None:
    dossier = dossier_2024.dossier
    assert dossier.budget is not None
    view = budget_view(dossier.budget, dossier)
    assert [(str(one.nom), one.depenses, one.recettes) for one in view.sections] == [
        ("", view.depenses, view.recettes)
    ]
    assert not view.par_section


def test_a_group_of_no_section_beside_others_is_refused() -> None:
    tree = sections.tree()
    del tree["recettes"]["groupes"][0]["section"]
    with pytest.raises(ValidationError, match="« Fonctionnement » de « Recettes » n'est d'aucune"):
        Budget.model_validate(tree, context={"organisations": set()})


@pytest.mark.parametrize(
    ("rank", "words"),
    [
        (0, "Budget, dépenses, section de fonctionnement « Courant », ligne « Salaires »"),
        (2, "Budget, dépenses, section d'investissement, ligne « Mobilier »"),
    ],
)
def test_a_line_is_said_to_be_of_its_section(rank: int, words: str) -> None:
    path = ("budget", "depenses", "groupes", rank, "lignes", 0)
    assert describe(path, {"budget": sections.tree()}) == words
