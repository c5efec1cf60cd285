"""Everything that a template may print, for every part of a modèle: one tree, one contract."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from pmtdocs.model import SUBJECTS, Dossier
from pmtdocs.views.budget import budget_view
from pmtdocs.views.convention import parties_view, same_as_before
from pmtdocs.views.programme import programme_view
from pmtdocs.views.prose import items_view, lines_view, sections_view
from pmtdocs.views.sitting import sitting_view, vote_view
from pmtdocs.views.tree import Lazy, Leaf, Node, Projector, Value

#: Printed through their view alone: the raw facts still hold « {services} » or unsummed lines.
_VIEWED = ("programme", "budget")


def context(dossier: Dossier) -> Node:
    """The facts under their own keys, completed by what the views compute."""
    projector = Projector(dossier.commun)
    facts = {
        name: projector.node(subject, (name,))
        for name in SUBJECTS
        if name not in _VIEWED and (subject := getattr(dossier, name)) is not None
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
        fields["vote"] = lambda: projector.node(vote_view(dossier), ("deliberation",))

    def completed(name: str, view: View) -> Node:
        computed = projector.node(view(dossier, facts), (name,))
        return facts[name].plus(computed) if name in facts else computed

    for name, view in _VIEWS.items():
        if getattr(dossier, name) is not None:
            fields[name] = partial(completed, name, view)
    return Node(fields)


View = Callable[[Dossier, dict[str, Node]], object]


def _programme(dossier: Dossier, _: dict[str, Node]) -> object:
    return dossier.programme and programme_view(dossier.programme)


def _budget(dossier: Dossier, _: dict[str, Node]) -> object:
    return dossier.budget and budget_view(dossier, dossier.budget)


def _sitting(dossier: Dossier, _: dict[str, Node]) -> object:
    return dossier.seance and sitting_view(dossier, dossier.seance)


def _convention(dossier: Dossier, facts: dict[str, Node]) -> object:
    motifs = dossier.convention.motifs if dossier.convention else ()
    return {
        "motifs": lines_view(motifs, ("convention", "motifs")),
        **parties_view(facts["convention"]),
    }


def _report(dossier: Dossier, _: dict[str, Node]) -> object:
    report = dossier.expose
    return report and {
        "resume": lines_view(report.resume, ("expose", "resume")),
        "lignes": sections_view(report.sections),
        "montant_identique": same_as_before(dossier),
    }


def _review(dossier: Dossier, _: dict[str, Node]) -> object:
    return dossier.bilan and {"elements": items_view(dossier.bilan.elements)}


#: What completes the facts of a subject, worked out when a template asks for it.
_VIEWS: dict[str, View] = {
    "programme": _programme,
    "budget": _budget,
    "seance": _sitting,
    "convention": _convention,
    "expose": _report,
    "bilan": _review,
}
