"""Everything that a template may print, for every part of a modèle: one tree, one contract."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from pydantic import BaseModel

from pmtdocs.dossier.model import SUBJECTS, Dossier
from pmtdocs.dossier.model.dossier import AFFAIRS
from pmtdocs.dossier.model.known import known
from pmtdocs.dossier.publication import published_parts
from pmtdocs.dossier.views.act import act_view
from pmtdocs.dossier.views.affairs import affairs_view
from pmtdocs.dossier.views.aid import aids_view
from pmtdocs.dossier.views.attributions import attributions_view
from pmtdocs.dossier.views.budget import budget_view
from pmtdocs.dossier.views.convention import convention_view
from pmtdocs.dossier.views.prose import programme_view, report_view, review_view
from pmtdocs.dossier.views.sitting import deliberation_view, sitting_view, vote_view
from pmtdocs.dossier.views.tree import Lazy, Leaf, Node, Projector, Value
from pmtdocs.language.agreement import Agreement, Name

if TYPE_CHECKING:
    from pmtdocs.dossier.views.fields import Fields

T = TypeVar("T")
#: What a dossier, or a document, may do without.
OPTIONAL = (*SUBJECTS, AFFAIRS, "vote", "attribution", "avenant")
#: Printed through their view alone: the raw facts still hold « {services} » or unsummed lines.
VIEWED = ("programme", "budget")


def context(dossier: Dossier, published: bool = False, whole: Node | None = None) -> Node:
    """The facts under their own keys, completed by what the views compute.

    In what is ``published``, a private fact raises PrivateError when a template asks for it. A line
    of attributions takes the table from the facts of the ``whole``, where it is worked out once.
    """
    facts = _tree(dossier, filling(dossier, published))
    if whole:
        facts.fields["attributions"] = partial(whole.__getitem__, "attributions")
    return facts


def fields(dossier: Dossier) -> Fields:
    """Its facts as its texts name them; most texts name none.

    A private fact is one of them where all that is printed is notified.
    """
    from pmtdocs.dossier.views.fields import Fields  # it reads the contract, which reads the views

    published = bool(published_parts(dossier)) or not dossier.dossier.documents
    projector = Projector(dossier.commun, published=published, people=True)
    return Fields(partial(_tree, dossier, projector))


def printed(dossier: Dossier, facts: T) -> T:
    """A text of a dossier with its fields filled in, or a group of facts with all of its texts."""
    known = cache(partial(fields, dossier))

    def filled(value: Any) -> Any:
        if isinstance(value, str):
            return type(value)(known().fill(value)) if "{" in value else value
        if isinstance(value, BaseModel):
            inside = {name: filled(getattr(value, name)) for name in type(value).model_fields}
            return value.model_copy(update=inside)
        if isinstance(value, tuple):
            return tuple(map(filled, value))
        return {key: filled(one) for key, one in value.items()} if type(value) is dict else value

    return cast(T, filled(facts))


def filling(dossier: Dossier, published: bool = False) -> Projector:
    """What makes nodes of facts whose texts have their fields filled in."""
    known = cache(partial(fields, dossier))
    return Projector(dossier.commun, lambda text, rich: known().fill(text, rich), published)


def _tree(dossier: Dossier, projector: Projector) -> Node:
    facts = {
        name: projector.node(subject, (name,))
        for name in SUBJECTS
        if name not in VIEWED and (subject := getattr(dossier, name)) is not None
    }
    years = dossier.dossier.exercices
    period = str(years[0]) if len(years) == 1 else f"{years[0]}-{years[-1]}"
    fields: dict[str, Value | Lazy] = {
        **{name: Leaf(None, (name,)) for name in OPTIONAL},
        **facts,
        "financeur": facts["dossier"]["financeur"],
        "beneficiaire": lambda: facts["dossier"]["beneficiaire"],
        "destinataire": lambda: _destinee(facts),
        "faits": facts["dossier"]["faits"],
        "exercice": Leaf(period, ("dossier", "exercices")),
        "periode": Leaf(_years(period, len(years) > 1), ("dossier", "exercices")),
    }
    if dossier.attribution:
        fields["attribution"] = projector.node(
            dossier.attribution, dossier.written(("attribution",))
        )
    if dossier.seance:
        fields[AFFAIRS] = lambda: projector.project(affairs_view(dossier), (AFFAIRS,))
    if dossier.seance and dossier.deliberation:
        fields["vote"] = lambda: projector.node(vote_view(known(dossier)), ("deliberation",))

    def completed(name: str) -> Node:
        raw = facts.get(name, Node({}, (name,)))
        return raw.plus(projector.node(VIEWS[name](getattr(dossier, name), dossier, raw), (name,)))

    for name in VIEWS:
        if getattr(dossier, name) is not None:
            fields[name] = partial(completed, name)
    return Node(fields)


def _destinee(facts: dict[str, Node]) -> Value:
    """Whom an act is about: the one that it names, else who receives the grant."""
    named = facts["acte"]["destinataire"] if "acte" in facts else None
    return named or facts["dossier"]["beneficiaire"]


def _years(period: str, several: bool) -> Name:
    """« année 2031 », « années 2028-2030 », to which filters give an article."""
    return Name(f"{'années' if several else 'année'} {period}", Agreement(True, several))


#: What completes the facts of a subject, worked out when a template asks for it: from the subject,
#: its dossier, and its facts as a node, which a view sorts or completes, not projected again.
VIEWS: dict[str, Callable[[Any, Dossier, Node], object]] = {
    "programme": programme_view,
    "budget": budget_view,
    "aides": aids_view,
    "attributions": attributions_view,
    "seance": sitting_view,
    "convention": convention_view,
    "deliberation": deliberation_view,
    "acte": act_view,
    "expose": report_view,
    "bilan": review_view,
}
