"""What a sitting has to decide, as its papers list it: ``affaires``."""

from __future__ import annotations

from typing import NamedTuple

from pmtdocs.dossier.lines import whole
from pmtdocs.dossier.model import BLANK, Blank, Dossier
from pmtdocs.dossier.model.blank import has_blank
from pmtdocs.dossier.model.deliberation import Deliberation
from pmtdocs.dossier.model.dossier import AFFAIRS, Affair
from pmtdocs.dossier.model.known import known
from pmtdocs.dossier.model.sitting import Point
from pmtdocs.dossier.model.words import RichText
from pmtdocs.dossier.views.sitting import VoteView, vote_view
from pmtdocs.dossier.views.tree import Leaf, NumberLeaf, RichLeaf
from pmtdocs.finding import Path
from pmtdocs.language.french import join


class AffairView(NamedTuple):
    """One report of the sitting: that of a dossier, or a point that no dossier holds."""

    rapport: NumberLeaf
    """Numéro du rapport dans l'ordre du jour."""
    numero: Leaf
    """Numéro de la délibération ; vide si ce n'en est pas une."""
    intitule: Leaf
    """Titre du rapport."""
    rapporteur: Leaf
    """Qui le présente, avec sa qualité ; vide si ce n'est pas dit."""
    presents: NumberLeaf
    """Membres présents quand il est mis aux voix."""
    procurations: NumberLeaf
    """Procurations qui valent à ce moment."""
    pour: NumberLeaf
    """Voix pour."""
    contre: NumberLeaf
    """Voix contre."""
    abstention: NumberLeaf
    """Abstentions."""
    contre_noms: Leaf
    """Qui a voté contre, si les noms sont connus."""
    abstention_noms: Leaf
    """Qui s'est abstenu, si les noms sont connus."""
    interesses_noms: Leaf
    """Conseillers intéressés, avec le poids de chacun."""
    resultat: Leaf
    """« adoptée à l'unanimité », « rejetée » ; ce que dit un point de l'ordre du jour."""
    debats: tuple[RichLeaf, ...]
    """La teneur des débats, un paragraphe par élément."""


def affairs_view(dossier: Dossier) -> tuple[AffairView, ...]:
    """In the order of passage; an act that several dossiers carry out is one affair."""
    sitting = dossier.seance
    if sitting is None:
        return ()
    rows: dict[tuple[object, ...], AffairView] = {}
    for i, point in enumerate(sitting.points):
        rows["point", i] = _point(dossier, point, ("seance", "points", i))
    own = dossier.deliberation
    if own:
        rows[_act(own)] = _affair(dossier, own, ())
    for name, affair in dossier.affaires.items():
        root = (AFFAIRS, name)
        there = _dossier(dossier, name, affair)
        rows.setdefault(_act(affair.deliberation), _affair(there, affair.deliberation, root))

    def rank(row: AffairView) -> tuple[bool, int]:
        number = row.rapport.value
        ranked = isinstance(number, int) and (not sitting.ordre or number in sitting.ordre)
        return not ranked, sitting.rank(number) if ranked and isinstance(number, int) else 0

    return tuple(sorted(rows.values(), key=rank))


def _act(report: Deliberation) -> tuple[object, ...]:
    return report.rapport, report.intitule, report.numero


def _dossier(dossier: Dossier, name: str, affair: Affair) -> Dossier:
    """The other dossier, as far as it was read."""
    facts = {"dossier": affair.dossier, "deliberation": affair.deliberation, **affair.faits}
    there = Dossier.model_construct(commun=dossier.commun, seance=dossier.seance, **facts)
    return whole(there.model_copy(update={"nom": name}))


def _affair(dossier: Dossier, report: Deliberation, root: Path) -> AffairView:
    from pmtdocs.dossier.views.context import printed  # which offers these

    at: Path = (*root, "deliberation")
    vote = vote_view(known(dossier))

    def counted(name: str) -> Leaf:
        leaf: Leaf = getattr(vote, name)
        return Leaf(leaf.value, (*root, *leaf.path))

    def named(field: str) -> Leaf:
        people = getattr(report.vote, field) if report.vote else ()
        return Leaf(join([dossier.name_of(one) for one in people]), (*at, "vote", field))

    who = report.rapporteur
    person = who.personne if has_blank(who.personne) else dossier.name_of(who.personne)
    return AffairView(
        rapport=Leaf(report.rapport, (*at, "rapport")),
        numero=Leaf(report.numero, (*at, "numero")),
        intitule=Leaf(printed(dossier, report.intitule), (*at, "intitule")),
        rapporteur=Leaf(f"{person}, {who.qualite}", (*at, "rapporteur")),
        presents=counted("presents"),
        procurations=counted("procurations"),
        pour=counted("pour"),
        contre=counted("contre"),
        abstention=counted("abstention"),
        contre_noms=named("ont_vote_contre"),
        abstention_noms=named("se_sont_abstenus"),
        interesses_noms=counted("interesses_noms"),
        resultat=Leaf(_result(dossier, report, vote), (*at, "vote")),
        debats=tuple(
            Leaf(RichText(printed(dossier, text)), (*at, "debats", i))
            for i, text in enumerate(report.debats)
        ),
    )


def _result(dossier: Dossier, report: Deliberation, vote: VoteView) -> str | Blank:
    """« adoptée à l'unanimité »: what was decided, as the list of the deliberations says it."""
    if report.vote is None or not dossier.voted:
        return BLANK
    if not report.vote.adopte:
        return "rejetée"
    how = report.vote.unanimite or ("à la majorité des suffrages exprimés" if vote.contre else "")
    return f"adoptée {how}".strip()


def _point(dossier: Dossier, point: Point, at: Path) -> AffairView:
    who = dossier.name_of(point.rapporteur) if point.rapporteur else None
    nothing = Leaf(None, at)
    return AffairView(
        rapport=Leaf(point.rapport, (*at, "rapport")),
        numero=Leaf(point.numero, (*at, "numero")),
        intitule=Leaf(point.intitule, (*at, "intitule")),
        rapporteur=Leaf(who, (*at, "rapporteur")),
        presents=nothing,
        procurations=nothing,
        pour=nothing,
        contre=nothing,
        abstention=nothing,
        contre_noms=nothing,
        abstention_noms=nothing,
        interesses_noms=nothing,
        resultat=Leaf(point.resultat, (*at, "resultat")),
        debats=tuple(Leaf(text, (*at, "debats", i)) for i, text in enumerate(point.debats)),
    )
