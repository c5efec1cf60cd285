"""SEA: what must hold of the proxies, all along the sitting."""

from __future__ import annotations

from decimal import Decimal
from itertools import islice

from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.dossier.model.sitting import Presence, Proxy, Sitting
from pmtdocs.dossier.views.vote import covers, voting_modes
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import plural
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule

_MEMBERS: Path = ("seance", "membres")
_PROXIES: Path = ("seance", "procurations")
_COMPARE = "Comparez la procuration aux listes des présents et des absents, puis corrigez."


class _Seats:
    """Who sits where: looked up by person."""

    def __init__(self, sitting: Sitting) -> None:
        self.sitting = sitting
        modes = voting_modes(sitting)
        self.known: dict[str, int] = {}
        self.voting: dict[str, tuple[int, Presence]] = {}
        for i, seat in enumerate(sitting.membres):
            for person in (seat.membre, seat.suppleant):
                if person:
                    self.known.setdefault(person, i)
            if seat.mode in modes:
                self.voting.setdefault(seat.person, (i, seat))

    def there(self, person: str, question: int) -> bool | None:
        """Does the person sit and vote at a report? None where only an hour would tell."""
        seat = self.voting.get(person)
        if seat is None or not covers(seat[1], self.sitting, question):
            return False
        return None if seat[1].timed else True


@cites("CGCT, art. L. 2121-20")
@needs("seance.procurations")
@rule("procuration-irreguliere", Severity.ERROR, since=Stage.VOTE)
def SEA002(dossier: Dossier) -> Faults:
    """Qui donne procuration est absent, qui la porte siège et vote, et n'en porte pas plus que la
    loi ne le permet au jour de la séance.

    Pourquoi : La procuration cesse quand le membre arrive ; une voix de trop fausse le vote.
    Faux : M. Luc PETIT porte deux procurations le 10 avril 2031.
    Juste : M. Luc PETIT en porte une, et une autre à compter de la question où la première cesse.
    """
    seats = _Seats(given(dossier.seance))
    for i, proxy in enumerate(seats.sitting.procurations):
        yield from _one(dossier, seats, i, proxy)
    yield from _several(dossier, seats)


def _one(dossier: Dossier, seats: _Seats, i: int, proxy: Proxy) -> Faults:
    """The first thing wrong with a proxy, if any."""
    giver, holder = (dossier.commun.personnes[p].complet for p in (proxy.de, proxy.a))
    where: Path = (*_PROXIES, i)
    for key, person, name in (("de", proxy.de, giver), ("a", proxy.a, holder)):
        if person not in seats.known:
            message = f"{name} ne figure ni parmi les présents ni parmi les absents."
            yield Fault((*where, key), message, (_MEMBERS,), _COMPARE)
            return
    if proxy.de == proxy.a:
        message = f"{giver} se donne procuration à soi-même."
        yield Fault(where, message, ((*_MEMBERS, seats.known[proxy.de]),), _COMPARE)
    elif proxy.a not in seats.voting:
        message = (
            f"{giver} donne procuration à {holder}, qui ne siège pas dans la salle : "
            "cette voix ne peut pas être exprimée."
        )
        yield Fault((*where, "a"), message, ((*_MEMBERS, seats.known[proxy.a]),), _COMPARE)
    else:
        yield from _overlap(dossier, seats, i, proxy)


def _overlap(dossier: Dossier, seats: _Seats, i: int, proxy: Proxy) -> Faults:
    """A proxy of somebody present throughout; one said to begin or end where it cannot be."""
    people = dossier.commun.personnes
    giver, holder = people[proxy.de], people[proxy.a]
    giving = seats.voting.get(proxy.de)
    if giving and giving[1].throughout:
        yield Fault(
            (*_PROXIES, i, "de"),
            f"{giver.complet} est {giver.agreed('présent')} toute la séance selon la liste, et "
            f"donne pourtant procuration à {holder.complet}.",
            ((*_MEMBERS, giving[0]),),
            _COMPARE,
        )
    else:
        yield from islice(_bounds(dossier, seats, i, proxy), 1)


def _bounds(dossier: Dossier, seats: _Seats, i: int, proxy: Proxy) -> Faults:
    giver, holder = (dossier.commun.personnes[p] for p in (proxy.de, proxy.a))
    for key in ("a_compter_de", "jusqu_a"):
        question = getattr(proxy, key)
        if question is None:
            continue
        if seats.there(proxy.de, question):
            seat = seats.known[proxy.de]
            wrong = f"{giver.complet}, qui la donne, est {giver.agreed('présent')} à cette question"
        elif seats.there(proxy.a, question) is False:
            seat = seats.known[proxy.a]
            wrong = f"{holder.complet}, qui la porte, n'y est pas dans la salle"
        else:
            continue
        yield Fault(
            (*_PROXIES, i, key),
            f"La procuration de {giver.complet} à {holder.complet} vaut à la question "
            f"n° {question}, or {wrong}.",
            ((*_MEMBERS, seat),),
            _COMPARE,
        )


def _several(dossier: Dossier, seats: _Seats) -> Faults:
    """Too many proxies held at once, or one member who gives two at once."""
    if limit := dossier.droit("procurations-par-membre"):
        law = f"la loi en permet {limit.value} au plus ({limit.cited()})"
        yield from _too_many(dossier, seats, "a", int(limit.value), f"porte {{}}, {law}")
    yield from _too_many(dossier, seats, "de", 1, "donne {}, pour une seule voix")


def _too_many(dossier: Dossier, seats: _Seats, role: str, most: int, words: str) -> Faults:
    by_person: dict[str, list[int]] = {}
    proxies = seats.sitting.procurations
    for i, proxy in enumerate(proxies):
        by_person.setdefault(getattr(proxy, role), []).append(i)
    for person, ranks in by_person.items():
        if len(ranks) <= most:
            continue
        at_once, question = _most_at_once(seats, [proxies[i] for i in ranks])
        if at_once > most:
            count = f"{at_once} procurations à la question n° {question}"
            yield Fault(
                (*_PROXIES, ranks[most], role),
                f"{dossier.commun.personnes[person].complet} {words.format(count)} : "
                f"{plural(at_once - most, 'procuration')} de trop.",
                tuple((*_PROXIES, i) for i in ranks if i != ranks[most]),
                "Gardez celle qui a été donnée la première, ou bornez-les par « à compter de » "
                "et « jusqu'à ».",
                (Decimal(at_once), Decimal(most)),
            )


def _most_at_once(seats: _Seats, some: list[Proxy]) -> tuple[int, int]:
    """How many of these are in force together at most, and at which report first.

    A giver may well have two proxies whose ranges meet: both are counted here.
    """

    def count(question: int) -> int:
        return sum(
            covers(p, seats.sitting, question)
            and seats.there(p.a, question) is True
            and seats.there(p.de, question) is False
            for p in some
        )

    counts = {question: count(question) for question in seats.sitting.ordre or _bounds_of(seats)}
    most = max(counts.values())
    return most, next(q for q, n in counts.items() if n == most)


def _bounds_of(seats: _Seats) -> list[int]:
    """The reports at which something may change, where no order of passage names them all."""
    several: list[Presence | Proxy] = [*seats.sitting.membres, *seats.sitting.procurations]
    begun = {one.a_compter_de for one in several} | {(one.jusqu_a or 0) + 1 for one in several}
    return sorted({1} | {q for q in begun if q})


@cites("Déduit des documents : la procuration commence où la présence finit, et inversement")
@needs("seance.procurations")
@rule("procuration-non-jointive", Severity.WARNING, since=Stage.VOTE)
def SEA009(dossier: Dossier) -> Faults:
    """La procuration d'un membre présent une partie de la séance couvre exactement l'autre.

    Pourquoi : Un numéro décalé d'une question prive ce membre de sa voix à cette question.
    Faux : Présente jusqu'à la question n° 5 incluse, procuration à compter de la question n° 7.
    Juste : Présente jusqu'à la question n° 5 incluse, procuration à compter de la question n° 6.
    """
    sitting = given(dossier.seance)
    seats = _Seats(sitting)
    for i, proxy in enumerate(sitting.procurations):
        giving = seats.voting.get(proxy.de)
        key, gap = _between(sitting, giving[1], proxy) if giving else ("", ())
        if giving and gap:
            several = f"aux questions n° {gap[0]} à {gap[-1]}"
            when = several if len(gap) > 1 else f"à la question n° {gap[0]}"
            giver = dossier.commun.personnes[proxy.de]
            words = f"ni {giver.agreed('présent')} ni {giver.agreed('représenté')}"
            yield Fault(
                (*_PROXIES, i, key),
                f"{giver.complet} n'est {words} {when}, entre sa présence et sa procuration : "
                f"écart de {plural(len(gap), 'question')}.",
                ((*_MEMBERS, giving[0]),),
                "Vérifiez les deux numéros ; si c'est exact, il n'y a rien à faire.",
                (Decimal(len(gap)), Decimal(0)),
            )


def _between(sitting: Sitting, seat: Presence, proxy: Proxy) -> tuple[str, tuple[int, ...]]:
    """The bound of the proxy that is away from the presence, and the reports in between."""
    if seat.jusqu_a is not None and proxy.a_compter_de is not None:
        gap = _after(sitting, seat.jusqu_a, proxy.a_compter_de)
        if gap:
            return "a_compter_de", gap
    if seat.a_compter_de is not None and proxy.jusqu_a is not None:
        return "jusqu_a", _after(sitting, proxy.jusqu_a, seat.a_compter_de)
    return "", ()


def _after(sitting: Sitting, last: int, first: int) -> tuple[int, ...]:
    """The reports between two, neither of them."""
    if not sitting.ordre:
        return tuple(range(last + 1, first))
    return sitting.ordre[sitting.rank(last) + 1 : sitting.rank(first)]
