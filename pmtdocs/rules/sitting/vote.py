"""VOT: what the act prints of the vote, against what is computed from the lists."""

from __future__ import annotations

from decimal import Decimal

from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.dossier.model.deliberation import Vote, VotePublished
from pmtdocs.dossier.views.quorum import quorum_of
from pmtdocs.dossier.views.vote import SetAside, at_hour, ballot_of, covers, vote_at, vote_of
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import join, plain, plural
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule

_PRINTED: Path = ("deliberation", "vote", "publie")
#: Reasons that a reader of the lists would not see at once.
_HIDDEN = (SetAside.GIVER_PRESENT, SetAside.GIVER_REPLACED, SetAside.HOLDER_AWAY)


@cites("Déduit des documents : chaque voix qui pouvait s'exprimer est comptée une fois")
@needs("seance", "deliberation.vote", "heure_du_vote")
@rule("decompte-faux", Severity.ERROR, since=Stage.VOTE)
def VOT001(dossier: Dossier) -> Faults:
    """Pour, contre, abstentions, refus et voix des intéressés font les présents et les procurations
    en vigueur au rapport.

    Pourquoi : Une voix de trop ou de moins : une arrivée, un départ ou une procuration a été
    oubliée.
    Faux : 6 présents et 2 procurations ; 7 pour et 2 voix d'un intéressé.
    Juste : 6 présents et 2 procurations ; 6 pour et 2 voix d'un intéressé.
    """
    ballot, vote = ballot_of(dossier), vote_of(dossier)
    if ballot is None or vote is None or ballot.total == vote.votants:
        return
    gap = ballot.total - vote.votants
    valid = plural(len(vote.procurations), "procuration")
    voters = f"{plural(len(vote.presents), 'présent')} + {valid} en vigueur"
    yield Fault(
        _PRINTED,
        f"Le vote imprimé fait {plural(ballot.total, 'voix', 'voix')} ({ballot.sum()}), les listes "
        f"en donnent {vote.votants} ({voters}) : écart de {plural(abs(gap), 'voix', 'voix')}.",
        (("seance", "membres"), ("seance", "procurations"), ("deliberation", "interesses")),
        f"{_hint(dossier, gap)}Comparez le décompte aux arrivées, aux départs et aux procurations.",
        (Decimal(vote.votants), Decimal(ballot.total)),
    )


def _hint(dossier: Dossier, gap: int) -> str:
    vote, name = vote_of(dossier), dossier.name_of
    if by_video := _by_video(dossier, gap):
        return by_video
    if vote is None or gap < 0:
        return ""
    weighing = [name(p) for p, weight in vote.poids.items() if weight == gap]
    who = "des conseillers intéressés" if gap == sum(vote.poids.values()) > 0 else ""
    if who := f"de {weighing[0]}" if len(weighing) == 1 else who:
        return (
            f"L'écart est aussi le poids {who} : ces voix sont-elles comptées deux fois, ou les "
            "listes ont-elles perdu un présent ? "
        )
    hidden = ((proxy, why.value) for proxy, why in vote.ecartees if why in _HIDDEN)
    aside = [f"{name(proxy.de)} à {name(proxy.a)} ({why})" for proxy, why in hidden]
    return f"Procurations qui ne comptent pas ici : {join(aside)}. " if aside else ""


def _by_video(dossier: Dossier, gap: int) -> str:
    """The members by video, when they make the gap: counted by one side and not by the other."""
    report = given(dossier.deliberation)
    sitting = given(at_hour(given(dossier.seance), dossier.heure_du_vote))
    away = [m for m in sitting.membres if m.mode == "visio" and covers(m, sitting, report.rapport)]
    other = sitting.model_copy(update={"visio_vote": not sitting.visio_vote})
    votes = vote_at(other, report.rapport, (), report.sortis).votants
    ballot = ballot_of(dossier)
    if not away or not (abs(gap) == len(away) or (ballot and ballot.total == votes)):
        return ""
    many = "du membre" if len(away) == 1 else f"des {len(away)} membres"
    if gap > 0 and not sitting.visio_vote:
        return (
            f"L'écart est celui {many} en visioconférence : si le règlement intérieur fait voter "
            "ceux qui y sont, écrivez « visio_vote: oui » dans seance.yaml. "
        )
    if gap < 0 and sitting.visio_vote:
        return (
            f"L'écart est celui {many} en visioconférence : si l'on n'y a voté que par "
            "procuration, écrivez « visio_vote: non » dans seance.yaml. "
        )
    return ""


@cites("CGCT, art. L. 2121-20")
@needs("deliberation.vote")
@rule("resultat-contraire-au-vote", Severity.ERROR, since=Stage.VOTE)
def VOT002(dossier: Dossier) -> Faults:
    """Le rapport est adopté si, et seulement si, les voix pour dépassent les voix contre ; à
    égalité, la voix du président décide, sauf au scrutin secret.

    Pourquoi : La majorité se compte sur les suffrages exprimés ; sans suffrage, rien n'est adopté.
    Faux : 4 voix pour, 4 contre, scrutin secret, rapport dit adopté.
    Juste : 5 voix pour, 4 contre, rapport dit adopté.
    """
    report = given(dossier.deliberation)
    vote = given(report.vote)
    printed, passed = vote.publie, _passed(vote)
    if passed == vote.adopte or (passed is None and not vote.adopte):
        return
    said = "adopté" if vote.adopte else "rejeté"
    gap = abs(printed.pour - printed.contre)
    apart = f" (écart de {plural(gap, 'voix', 'voix')})" if gap else ""
    yield Fault(
        ("deliberation", "vote", "adopte") if not vote.adopte else ("deliberation", "vote"),
        f"Le rapport n° {report.rapport} est dit {said} avec {printed.pour} voix pour et "
        f"{printed.contre} contre{apart} : {_result(vote)}.",
        ((*_PRINTED, "pour"), (*_PRINTED, "contre")),
        "Vérifiez le décompte. Un rapport rejeté s'écrit « adopte: non » ; une égalité au scrutin "
        "public, « voix_du_president: pour » ou « contre ».",
        (Decimal(printed.pour), Decimal(printed.contre)),
    )


def _passed(vote: Vote) -> bool | None:
    """Does the count adopt the report? None: a tie, and nobody says how the president voted."""
    printed = vote.publie
    if printed.pour != printed.contre:
        return printed.pour > printed.contre
    if printed.pour == 0 or vote.scrutin == "secret":
        return False
    return None if vote.voix_du_president is None else vote.voix_du_president == "pour"


def _result(vote: Vote) -> str:
    """Why the count decides as it does."""
    printed = vote.publie
    if printed.pour == printed.contre == 0:
        return "aucun suffrage exprimé, donc pas d'adoption"
    if printed.pour > printed.contre:
        return "la majorité des suffrages exprimés l'adopte"
    if printed.pour < printed.contre:
        return "la majorité des suffrages exprimés le rejette"
    if vote.scrutin == "secret":
        return "au scrutin secret, l'égalité vaut rejet"
    if vote.voix_du_president:
        return f"à égalité, la voix du président ({vote.voix_du_president}) décide"
    return "à égalité, la voix du président décide, et le dossier ne la dit pas"


@cites("Usage : l'unanimité se dit des suffrages exprimés")
@needs("deliberation.vote")
@rule("unanimite-contraire-au-vote", Severity.WARNING, since=Stage.VOTE)
def VOT003(dossier: Dossier) -> Faults:
    """« À l'unanimité » si, et seulement si, personne n'est contre ; avec des abstentions, « à
    l'unanimité des suffrages exprimés », ou rien.

    Pourquoi : La mention est ce que le public lit : elle résume le décompte.
    Faux : « À l'unanimité », avec 2 abstentions.
    Juste : « À l'unanimité des suffrages exprimés », avec 2 abstentions.
    """
    vote = given(given(dossier.deliberation).vote)
    printed, said = vote.publie, plain(vote.unanimite or "")
    unanimous, aside = "unanimite" in said, _set_aside(printed)
    mention: Path = ("deliberation", "vote", "unanimite")
    if unanimous and printed.contre:
        message = f"L'acte dit « {vote.unanimite} » et compte {printed.contre} voix contre."
        help = "Retirez la mention (« à la majorité »), ou corrigez le décompte."
        other = "contre"
    elif unanimous and printed.abstention and "exprime" not in said:
        message = (
            f"L'acte dit « {vote.unanimite} » et compte {plural(printed.abstention, 'abstention')}"
            " : l'usage est de dire « à l'unanimité des suffrages exprimés »."
        )
        help, other = "Complétez la mention, ou corrigez le décompte.", "abstention"
    elif not unanimous and printed.contre == 0 < printed.pour and not aside:
        message = f"{printed.pour} voix pour, 0 contre, et l'acte ne dit pas « à l'unanimité »."
        help = (
            "Ajoutez la mention si l'acte la porte, ou corrigez le décompte ; sinon, une réserve "
        )
        help += "dit pourquoi."
        mention, other = mention if vote.unanimite else mention[:-1], "contre"
    else:
        return
    figures = (Decimal(printed.contre), Decimal(printed.abstention))
    yield Fault(mention, message, ((*_PRINTED, other),), help, figures)


def _set_aside(printed: VotePublished) -> int:
    """The votes not cast: with some, an act may say nothing of unanimity."""
    counts = (printed.abstention, printed.refus, printed.ne_prennent_pas_part, printed.blancs_nuls)
    return sum(count or 0 for count in counts)


@cites("CGCT, art. L. 2121-15 : au scrutin public, le nom des votants et le sens de leur vote")
@needs("seance", "deliberation.vote")
@rule("noms-contraires-au-vote", Severity.ERROR, since=Stage.VOTE)
def SEA046(dossier: Dossier) -> Faults:
    """Ceux que l'on nomme contre, ou parmi les abstentions, sont des membres de la séance, nommés
    une fois, et pas plus nombreux que les voix imprimées.

    Pourquoi : Le procès-verbal dit le sens du vote de chacun : il ne peut pas contredire le compte.
    Faux : 1 voix contre, et deux noms sous « ont_vote_contre ».
    Juste : 2 voix contre : M. Luc PETIT, et Mme Eva SIMON qu'il représente.
    """
    vote, sitting = given(given(dossier.deliberation).vote), given(dossier.seance)
    seats = {person for m in sitting.membres for person in (m.membre, m.suppleant)}
    named: dict[str, Path] = {}
    for key, count in (("ont_vote_contre", "contre"), ("se_sont_abstenus", "abstention")):
        people, most = getattr(vote, key), getattr(vote.publie, count)
        path: Path = ("deliberation", "vote", key)
        for i, person in enumerate(people):
            wrong = "" if person in seats else "n'est pas dans les listes de la séance"
            wrong = "est nommé deux fois parmi les votes" if person in named else wrong
            if wrong:
                place = named.get(person, ("seance", "membres"))
                help = "Corrigez ce nom, ou retirez-le."
                yield Fault((*path, i), f"{dossier.name_of(person)} {wrong}.", (place,), help)
            named.setdefault(person, (*path, i))
        if len(people) > most:
            yield Fault(
                path,
                f"{plural(len(people), 'nom')} sous « {key} », pour {plural(most, 'voix', 'voix')} "
                f"dans le décompte imprimé : écart de {len(people) - most}.",
                ((*_PRINTED, count),),
                "Corrigez les noms, ou le décompte.",
                (Decimal(len(people)), Decimal(most)),
            )


@cites("Réponse ministérielle, Assemblée nationale, n° 26978")
@needs("deliberation.vote")
@rule("situation-au-vote-ambigue", Severity.INFO, since=Stage.VOTE)
def VOT006(dossier: Dossier) -> Faults:
    """Abstention, refus de prendre part, intérêt et sortie de la salle sont quatre situations.

    Pourquoi : Le refus compte au quorum, l'intérêt et la sortie n'y comptent pas.
    Faux : 3 voix « ne prennent pas part au vote », sans dire pourquoi.
    Juste : 2 voix d'un conseiller intéressé, nommé ; 1 refus de prendre part au vote.
    """
    report = given(dossier.deliberation)
    if unclear := given(report.vote).publie.ne_prennent_pas_part or 0:
        verb = "voix ne prend pas part", "voix ne prennent pas part"
        yield Fault(
            (*_PRINTED, "ne_prennent_pas_part"),
            f"{plural(unclear, *verb)} au vote : l'acte ne dit pas si c'est un refus (il compte au "
            "quorum, et se lit d'ordinaire comme une abstention), un intérêt ou une sortie de la "
            f"salle.{_quorum_either_way(dossier, unclear)}",
            (("deliberation", "vote"), ("deliberation", "rapport")),
            "Si vous le savez, nommez ces membres sous « interesses » ou « sortis », ou "
            "comptez-les sous « refus ».",
            (Decimal(0), Decimal(unclear)),
        )
    for i, person in enumerate(report.sortis):
        for j, one in enumerate(report.interesses):
            if one.membre == person:
                yield Fault(
                    ("deliberation", "sortis", i),
                    f"{dossier.commun.personnes[person].complet} est à la fois parmi les membres "
                    "sortis sans intérêt déclaré et parmi les intéressés.",
                    (("deliberation", "interesses", j),),
                    "Gardez une seule des deux situations : son poids n'est pas le même.",
                )


def _quorum_either_way(dossier: Dossier, unclear: int) -> str:
    quorum = quorum_of(dossier)
    if quorum is None or not quorum.atteint:
        return ""
    there, fewest = quorum.comptes, quorum.comptes - unclear
    sure = fewest >= quorum.requis
    said = "Le quorum est atteint dans tous les cas" if sure else "Le quorum peut en dépendre"
    least = f"{fewest} sans eux" if sure else f"{fewest} au moins sans eux"
    return f" {said} : {plural(there, 'présent')}, {least}, il en faut {quorum.requis}."
