"""The sitting as the register prints it: members by commune, proxies, opinions, the vote."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import Annotated, NamedTuple, cast

from pmtdocs.dossier.model import BLANK, Dossier
from pmtdocs.dossier.model.blank import has_blank
from pmtdocs.dossier.model.deliberation import Deliberation, Interested, Opinion
from pmtdocs.dossier.model.sitting import Presence, Proxy, Sitting
from pmtdocs.dossier.organs import organs
from pmtdocs.dossier.views.convention import YearShare, shares
from pmtdocs.dossier.views.quorum import quorum_at
from pmtdocs.dossier.views.tree import (
    AmountLeaf,
    Later,
    Leaf,
    NameLeaf,
    Node,
    NumberLeaf,
    YearLeaf,
    YesNoLeaf,
    show,
)
from pmtdocs.dossier.views.vote import Vote, vote_of, voting_modes
from pmtdocs.finding import Path
from pmtdocs.language.french import NBSP, join

OpinionNode = Annotated[Node, Opinion]


class TownMembers(NamedTuple):
    """The members of one commune on one list."""

    commune: NameLeaf
    """Nom de la commune."""
    noms: tuple[Leaf, ...]
    """Les noms, un par un."""
    liste: Leaf
    """Les noms, séparés par des virgules."""


class SittingView(NamedTuple):
    """Fields that the sitting adds to its facts in templates; each worked out when asked for."""

    salle: Later[tuple[TownMembers, ...]]
    """Membres présents dans la salle, par commune."""
    visio: Later[tuple[TownMembers, ...]]
    """Membres en visioconférence, par commune."""
    absents: Later[tuple[TownMembers, ...]]
    """Membres absents, par commune."""
    procurations_par_commune: Later[tuple[TownMembers, ...]]
    """Procurations, par commune de qui la donne."""
    procurations_liste: Later[Leaf]
    """Les procurations, toutes communes confondues, séparées par des virgules."""
    ordre_de_passage: Leaf
    """Numéros des rapports, dans l'ordre où ils ont été examinés."""
    presents_a_l_ouverture: NumberLeaf
    """Combien de membres sont là quand la séance s'ouvre."""
    quorum: Later[NumberLeaf]
    """Combien doivent être là pour délibérer, si nul ne se retire ; 0 s'il n'en faut pas."""
    assemblee: NameLeaf
    """L'assemblée délibérante, selon le type de collectivité : « conseil départemental »."""
    code: NameLeaf
    """Le code propre à ce type d'organisme, s'il en a un."""
    article_delegation: Leaf
    """L'article du CGCT qui permet à l'assemblée de déléguer à l'instance qui siège ; vide si c'est
    elle qui siège."""


class VoteView(NamedTuple):
    """``vote`` in templates: the published count of an adopted act, else what is computed."""

    presents: NumberLeaf
    """Membres présents quand le rapport est mis aux voix."""
    procurations: NumberLeaf
    """Procurations qui valent à ce moment."""
    votants: NumberLeaf
    """Voix qui pouvaient s'exprimer, conseillers intéressés compris."""
    pour: NumberLeaf
    """Voix pour."""
    contre: NumberLeaf
    """Voix contre."""
    abstention: NumberLeaf
    """Abstentions."""
    interesses: NumberLeaf
    """Voix des conseillers intéressés, la leur et celles qu'ils portent."""
    ne_prennent_pas_part: NumberLeaf
    """Voix qui ne prennent pas part au vote."""
    unanimite: Leaf
    """« à l'unanimité » ; vide si l'acte ne le dit pas."""
    interesses_noms: Leaf
    """« Mme A (1) et MM. B (2) et C (1) »."""
    interesses_nombre: NumberLeaf
    """Nombre de personnes, pour l'accord."""
    interesses_feminin: YesNoLeaf
    """N'y a-t-il que des femmes parmi eux ? Pour les accords."""
    interesses_sortis: YesNoLeaf
    """Est-il dit de tous ceux qui sont présents qu'ils ont quitté la salle ?"""
    quorum: NumberLeaf
    """Combien doivent être là pour délibérer ; 0 s'il n'en faut pas (seconde convocation)."""
    comptes_au_quorum: NumberLeaf
    """Ceux qui comptent : présents sans les intéressés, représentés si la loi les compte."""
    regle_du_quorum: Leaf
    """« plus de la moitié de 123 » ; « sans condition de quorum, sur seconde convocation »."""


class Granted(NamedTuple):
    """What the act grants."""

    montant: AmountLeaf
    """Montant de la convention ; sans elle, celui de l'opération que le rapport imprime."""
    dite: YesNoLeaf
    """Ce montant est-il dit, fût-il encore « à compléter » ?"""
    annees: tuple[YearShare, ...]
    """Ce que paie chaque exercice ; vide si la subvention n'est donnée qu'en tout."""
    exercice: YearLeaf
    """L'exercice dont « inscription » est le crédit, si la subvention est donnée par année."""


class DeliberationView(NamedTuple):
    """What ``deliberation`` adds to its facts in templates."""

    avis_rendus: tuple[OpinionNode, ...]
    """Les avis dont on sait la date ou le sens."""
    saisines: tuple[OpinionNode, ...]
    """Les instances saisies dont on ne sait que le nom."""
    attribution: Granted
    """Ce qui est accordé, avec ou sans convention."""


def deliberation_view(report: Deliberation, dossier: Dossier, facts: Node) -> DeliberationView:
    """The bodies consulted: those whose opinion is known, and the others; what is granted."""
    opinions = cast("tuple[Node, ...]", facts["avis"])
    given = tuple(o for o in opinions if o["date"] or o["avis"])
    granted = Leaf(
        report.operation, dossier.written(("deliberation", "inscription", "publie", "operation"))
    )
    if dossier.subvention:
        path: Path = ("convention", "subvention", "montant")
        granted = Leaf(dossier.subvention.montant, dossier.written(path))
    years = tuple(shares(dossier.convention)) if dossier.convention else ()
    entry = report.inscription
    year = entry.year(dossier.dossier.exercices) if years and entry else None
    of_year = Leaf(year, ("deliberation", "inscription", "budget"))
    said = Granted(granted, Leaf(granted.value is not None, granted.path), years, of_year)
    return DeliberationView(given, tuple(o for o in opinions if o not in given), said)


def sitting_view(sitting: Sitting, dossier: Dossier, _: Node) -> SittingView:
    """Group each list by commune, in the order of the file, which is the act's own."""
    order = BLANK if has_blank(sitting.ordre) else ", ".join(map(str, sitting.ordre)) or None

    def listed(mode: str) -> tuple[TownMembers, ...]:
        seats = [(i, seat) for i, seat in enumerate(sitting.membres) if seat.mode == mode]
        path: Path = ("seance", "membres")
        return _by_town(dossier, [(s.person, _member(dossier, s), (*path, i)) for i, s in seats])

    def proxies() -> tuple[TownMembers, ...]:
        path: Path = ("seance", "procurations")
        given = enumerate(sitting.procurations)
        return _by_town(dossier, [(p.de, _proxy(dossier, p), (*path, i)) for i, p in given])

    def all_proxies() -> Leaf:
        named = [_proxy(dossier, proxy) for proxy in sitting.procurations]
        return Leaf(join(named), ("seance", "procurations"))

    def quorum() -> Leaf:
        path: Path = ("seance", "membres_en_exercice")
        if has_blank((sitting.membres_en_exercice, sitting.date)):
            return Leaf(BLANK, path)
        return Leaf(quorum_at(dossier, sitting, Vote((), (), (), {})).requis, path)

    return SittingView(
        partial(listed, "salle"),
        partial(listed, "visio"),
        partial(listed, "absent"),
        proxies,
        all_proxies,
        Leaf(order, ("seance", "ordre")),
        Leaf(_at_opening(sitting), ("seance", "membres")),
        quorum,
        *_organs(dossier, sitting),
    )


def _organs(dossier: Dossier, sitting: Sitting) -> tuple[Leaf, Leaf, Leaf]:
    """The assembly, the code of its own, the article by which it delegates to who sits."""
    path: Path = ("seance", "instance")
    own = organs().get(dossier.assemblee.kind or "")
    if own is None:
        return Leaf(None, path), Leaf(None, path), Leaf(None, path)
    known = not has_blank(sitting.instance)
    article = own.delegation if known and own.delegates_to(sitting.instance) else None
    return Leaf(own.assemblee, path), Leaf(own.code or None, path), Leaf(article, path)


def _at_opening(sitting: Sitting) -> int:
    """Who is there to vote from the first report on."""
    modes, first = voting_modes(sitting), sitting.ordre[0] if sitting.ordre else 1
    there = (m for m in sitting.membres if m.mode in modes and m.arrivee is None)
    return sum(m.a_compter_de in (None, first) for m in there)


def _by_town(dossier: Dossier, people: list[tuple[str, str, Path]]) -> tuple[TownMembers, ...]:
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
    """« Mme Claire LECOMTE (jusqu'à la question n° 5 incluse) »."""
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
    """« (à compter de la question n° 6) », « (arrivée à 18 h) »; empty for who is always there."""
    words = []
    if one.a_compter_de is not None:
        words.append(f"à compter de la question n°{NBSP}{one.a_compter_de}")
    if one.jusqu_a is not None:
        words.append(f"jusqu'à la question n°{NBSP}{one.jusqu_a} incluse")
    if isinstance(one, Presence):
        hours = (("arrivée", one.arrivee), ("départ", one.depart))
        words += [f"{what} à {show(at)}" for what, at in hours if at is not None]
    return f" ({', '.join(words)})" if words else ""


def vote_view(dossier: Dossier) -> VoteView:
    """The vote of the dossier's report; all holes while the sitting is not known, and what is
    counted of those present where the hour of the vote is wanted and not known.
    """
    report = dossier.deliberation
    if dossier.seance is None or report is None:
        return VoteView(**{name: Leaf(BLANK) for name in VoteView._fields})
    root: Path = ("deliberation", "vote")
    facts, vote, people = report.vote, vote_of(dossier), dossier.commun.personnes
    published = facts.publie if facts and dossier.voted else None

    def count(name: str) -> Leaf:
        return Leaf(getattr(published, name) if published else None, (*root, "publie", name))

    counted = _counted(dossier, dossier.seance, vote) if vote else _UNCOUNTED
    printed = count("interesses")
    weight = Leaf(sum(vote.poids.values()) if vote else BLANK, root)
    interested = report.interesses
    return VoteView(
        **counted,
        pour=count("pour"),
        contre=count("contre"),
        abstention=count("abstention"),
        interesses=printed if printed.value is not None else weight,
        ne_prennent_pas_part=count("ne_prennent_pas_part"),
        unanimite=Leaf(facts.unanimite if facts else None, (*root, "unanimite")),
        interesses_nombre=Leaf(len(interested), root[:1]),
        interesses_feminin=Leaf(all(people[i.membre].feminin for i in interested), root[:1]),
    )


def _counted(dossier: Dossier, sitting: Sitting, vote: Vote) -> dict[str, Leaf]:
    """What depends on who was there when the report was put to the vote."""
    interested = dossier.deliberation.interesses if dossier.deliberation else ()
    present = {seat.person for seat in vote.presents}
    out = [i.sorti for i in interested if i.membre in present]
    quorum, named = quorum_at(dossier, sitting, vote, interested), ("deliberation", "interesses")
    return {
        "presents": Leaf(len(vote.presents), ("seance", "membres")),
        "procurations": Leaf(len(vote.procurations), ("seance", "procurations")),
        "votants": Leaf(vote.votants, ("seance",)),
        "interesses_noms": Leaf(_interested(dossier, interested, vote), named),
        "interesses_sortis": Leaf(bool(out) and all(out), named),
        "quorum": Leaf(quorum.requis, ("seance", "membres_en_exercice")),
        "comptes_au_quorum": Leaf(quorum.comptes, ("seance", "membres")),
        "regle_du_quorum": Leaf(quorum.regle, ("seance", "membres_en_exercice")),
    }


_UNCOUNTED = {
    name: Leaf(BLANK)
    for name in (
        "presents", "procurations", "votants", "interesses_noms", "interesses_sortis", "quorum",
        "comptes_au_quorum", "regle_du_quorum",
    )
}  # fmt: skip


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
