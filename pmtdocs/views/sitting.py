"""The sitting as the register prints it: members by commune, proxies, the vote."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from pmtdocs.finding import Path
from pmtdocs.french import NBSP, join
from pmtdocs.model import Dossier
from pmtdocs.model.deliberation import Interested
from pmtdocs.model.sitting import Presence, Proxy, Sitting
from pmtdocs.views.tree import Later, Leaf, NumberLeaf, YesNoLeaf
from pmtdocs.views.vote import Vote, vote_of


@dataclass(frozen=True)
class TownMembers:
    """The members of one commune on one list."""

    commune: Leaf
    noms: tuple[Leaf, ...]
    liste: Leaf
    """Les noms, séparés par des virgules."""


@dataclass(frozen=True)
class SittingView:
    """Fields that the sitting adds to its facts in templates; each worked out when asked for."""

    salle: Later[tuple[TownMembers, ...]]
    visio: Later[tuple[TownMembers, ...]]
    absents: Later[tuple[TownMembers, ...]]
    procurations_par_commune: Later[tuple[TownMembers, ...]]
    ordre_de_passage: Leaf


@dataclass(frozen=True)
class VoteView:
    """``vote`` in templates: the published count of an adopted act, else what is computed."""

    presents: NumberLeaf
    procurations: NumberLeaf
    votants: NumberLeaf
    """Voix qui pouvaient s'exprimer, conseillers intéressés compris."""
    pour: NumberLeaf
    contre: NumberLeaf
    abstention: NumberLeaf
    interesses: NumberLeaf
    ne_prennent_pas_part: NumberLeaf
    unanimite: Leaf
    interesses_noms: Leaf
    """« Mme A (1) et MM. B (2) et C (1) »."""
    interesses_nombre: NumberLeaf
    """Nombre de personnes, pour l'accord."""
    interesses_feminin: YesNoLeaf


def sitting_view(dossier: Dossier, sitting: Sitting) -> SittingView:
    """Group each list by commune, in the order of the file, which is the act's own."""
    order = ", ".join(str(n) for n in sitting.ordre)
    return SittingView(
        partial(_listed, dossier, sitting, "salle"),
        partial(_listed, dossier, sitting, "visio"),
        partial(_listed, dossier, sitting, "absent"),
        partial(_proxies, dossier, sitting),
        Leaf(order, ("seance", "ordre")),
    )


def _listed(dossier: Dossier, sitting: Sitting, mode: str) -> tuple[TownMembers, ...]:
    return _by_town(
        dossier,
        (
            (m.person, _member(dossier, m), ("seance", "membres", i))
            for i, m in enumerate(sitting.membres)
            if m.mode == mode
        ),
    )


def _proxies(dossier: Dossier, sitting: Sitting) -> tuple[TownMembers, ...]:
    return _by_town(
        dossier,
        (
            (p.de, _proxy(dossier, p), ("seance", "procurations", i))
            for i, p in enumerate(sitting.procurations)
        ),
    )


def _by_town(dossier: Dossier, people: Iterable[tuple[str, str, Path]]) -> tuple[TownMembers, ...]:
    commons = dossier.commun
    printed = dossier.seance.publie.communes if dossier.seance else {}

    def town(entry: tuple[str, str, Path]) -> str:
        return commons.personnes[entry[0]].commune or ""

    out = []
    for key, group in groupby(people, town):
        name = commons.communes[key].nom if key else ""
        shown = printed.get(key, name) if dossier.voted else name
        names = tuple(Leaf(text, path) for _, text, path in group)
        listed = Leaf(", ".join(str(name.value) for name in names), names[0].path)
        out.append(TownMembers(Leaf(shown, ("commun", "communes", key)), names, listed))
    return tuple(out)


def _member(dossier: Dossier, seat: Presence) -> str:
    """« Mme Valérie HALLER (jusqu'à la question n° 5 incluse) »."""
    people = dossier.commun.personnes
    name = people[seat.person].complet
    if seat.publie and dossier.voted:
        name = seat.publie
    elif seat.suppleant and seat.membre:
        substitute = people[seat.suppleant]
        whose = "sa suppléante" if substitute.feminin else "son suppléant"
        holder = people[seat.membre]
        agreed = "représentée" if holder.feminin else "représenté"
        name = f"{holder.complet} {agreed} par {whose} {substitute.complet}"
    elif seat.suppleant:
        name += ", suppléante" if people[seat.suppleant].feminin else ", suppléant"
    return name + bounds(seat)


def _proxy(dossier: Dossier, proxy: Proxy) -> str:
    people = dossier.commun.personnes
    text = f"{people[proxy.de].complet} à {people[proxy.a].complet}"
    return (proxy.publie if proxy.publie and dossier.voted else text) + bounds(proxy)


def bounds(one: Presence | Proxy) -> str:
    words = []
    if one.a_compter_de is not None:
        words.append(f"à compter de la question n°{NBSP}{one.a_compter_de}")
    if one.jusqu_a is not None:
        words.append(f"jusqu'à la question n°{NBSP}{one.jusqu_a} incluse")
    return f" ({', '.join(words)})" if words else ""


def vote_view(dossier: Dossier) -> VoteView | None:
    """The vote of the dossier's report, or None when there is no sitting."""
    vote = vote_of(dossier)
    if vote is None or dossier.deliberation is None:
        return None
    root: Path = ("deliberation", "vote")
    facts = dossier.deliberation.vote
    published = facts.publie if facts and dossier.voted else None
    interested = dossier.deliberation.interesses

    def count(name: str) -> Leaf:
        return Leaf(getattr(published, name) if published else None, (*root, "publie", name))

    weight = sum(vote.poids.values())
    printed = count("interesses")
    return VoteView(
        presents=Leaf(len(vote.presents), ("seance", "membres")),
        procurations=Leaf(len(vote.procurations), ("seance", "procurations")),
        votants=Leaf(vote.votants, ("seance",)),
        pour=count("pour"),
        contre=count("contre"),
        abstention=count("abstention"),
        interesses=printed if printed.value is not None else Leaf(weight, root),
        ne_prennent_pas_part=count("ne_prennent_pas_part"),
        unanimite=Leaf(facts.unanimite if facts else None, (*root, "unanimite")),
        interesses_noms=Leaf(_interested(dossier, interested, vote), root[:1]),
        interesses_nombre=Leaf(len(interested), root[:1]),
        interesses_feminin=Leaf(_all_women(dossier, interested), root[:1]),
    )


def _all_women(dossier: Dossier, interested: tuple[Interested, ...]) -> bool:
    return all(dossier.commun.personnes[i.membre].feminin for i in interested)


def _interested(dossier: Dossier, interested: tuple[Interested, ...], vote: Vote) -> str:
    """« Mme A (1) et MM. B (2) et C (1) » : one civility for several."""
    people = dossier.commun.personnes
    groups = []
    for civility, many in (("Mme", "Mmes"), ("M.", "MM."), (None, "")):
        names = [
            f"{people[i.membre].prenom} {people[i.membre].nom} ({_weight(dossier, i, vote)})"
            for i in interested
            if people[i.membre].civilite == civility
        ]
        if names:
            title = many if len(names) > 1 else civility or ""
            groups.append(f"{title} {join(names)}".lstrip())
    return join(groups)


def _weight(dossier: Dossier, one: Interested, vote: Vote) -> int:
    return one.publie if one.publie is not None and dossier.voted else vote.poids[one.membre]
