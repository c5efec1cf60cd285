"""Everything that a template may print, for every part of a modèle: one tree, one contract."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from pmtdocs.dossier.model import SUBJECTS, Dossier
from pmtdocs.dossier.model.known import known
from pmtdocs.dossier.views.aid import AidsView, aids_view
from pmtdocs.dossier.views.budget import BudgetView, budget_view
from pmtdocs.dossier.views.convention import ConventionView, convention_view, same_as_before
from pmtdocs.dossier.views.deliberation import DeliberationView, deliberation_view
from pmtdocs.dossier.views.programme import ProgrammeView, programme_view
from pmtdocs.dossier.views.prose import (
    ReportView,
    ReviewView,
    items_view,
    lines_view,
    sections_view,
)
from pmtdocs.dossier.views.sitting import SittingView, sitting_view, vote_view
from pmtdocs.dossier.views.tree import Lazy, Leaf, Node, Projector, Value

#: Printed through their view alone: the raw facts still hold « {services} » or unsummed lines.
VIEWED = ("programme", "budget")


def context(dossier: Dossier) -> Node:
    """The facts under their own keys, completed by what the views compute."""
    projector = Projector(dossier.commun)
    facts = {
        name: projector.node(subject, (name,))
        for name in SUBJECTS
        if name not in VIEWED and (subject := getattr(dossier, name)) is not None
    }
    years = dossier.dossier.exercices
    period = str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"
    fields: dict[str, Value | Lazy] = {
        **facts,
        "financeur": facts["dossier"]["financeur"],
        "beneficiaire": facts["dossier"]["beneficiaire"],
        "exercice": Leaf(period, ("dossier", "exercices")),
    }
    if dossier.seance and dossier.deliberation:
        fields["vote"] = lambda: projector.node(vote_view(known(dossier)), ("deliberation",))

    def completed(name: str, view: Callable[[Dossier, dict[str, Node]], object]) -> Node:
        computed = projector.node(view(dossier, facts), (name,))
        return facts[name].plus(computed) if name in facts else computed

    for name, view in VIEWS.items():
        if getattr(dossier, name) is not None:
            fields[name] = partial(completed, name, view)
    return Node(fields)


def _programme(dossier: Dossier, _: dict[str, Node]) -> ProgrammeView | None:
    return programme_view(dossier.programme) if dossier.programme else None


def _budget(dossier: Dossier, _: dict[str, Node]) -> BudgetView | None:
    return budget_view(dossier, dossier.budget) if dossier.budget else None


def _sitting(dossier: Dossier, _: dict[str, Node]) -> SittingView | None:
    return sitting_view(dossier, dossier.seance) if dossier.seance else None


def _convention(dossier: Dossier, facts: dict[str, Node]) -> ConventionView | None:
    return convention_view(dossier.convention, facts["convention"]) if dossier.convention else None


def _aids(dossier: Dossier, facts: dict[str, Node]) -> AidsView | None:
    return aids_view(dossier.aides, facts["aides"]) if dossier.aides else None


def _deliberation(dossier: Dossier, facts: dict[str, Node]) -> DeliberationView | None:
    return deliberation_view(facts["deliberation"]) if dossier.deliberation else None


def _report(dossier: Dossier, _: dict[str, Node]) -> ReportView | None:
    if (report := dossier.expose) is None:
        return None
    lines = lines_view(report.resume, ("expose", "resume"))
    year = Leaf(dossier.bilan.annee if dossier.bilan else None, ("bilan", "annee"))
    return ReportView(lines, sections_view(report.sections), same_as_before(dossier), year)


def _review(dossier: Dossier, _: dict[str, Node]) -> ReviewView | None:
    return ReviewView(items_view(dossier.bilan.elements)) if dossier.bilan else None


#: What completes the facts of a subject, worked out when a template asks for it.
VIEWS: dict[str, Callable[[Dossier, dict[str, Node]], object]] = {
    "programme": _programme,
    "budget": _budget,
    "aides": _aids,
    "seance": _sitting,
    "convention": _convention,
    "deliberation": _deliberation,
    "expose": _report,
    "bilan": _review,
}
