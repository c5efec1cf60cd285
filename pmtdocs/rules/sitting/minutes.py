"""SEA010: what the minutes of a sitting cannot say together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.dossier.model.sitting import Sitting
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import hour
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule

_COMES_OR_GOES = {
    "a_compter_de": "arrive à la question n° {}",
    "jusqu_a": "part après la question n° {}",
    "arrivee": "arrive à {}",
    "depart": "part à {}",
}
#: A sitting may end after midnight; it does not last longer than this.
_LONGEST = 12 * 60


@cites("Déduit des documents : le registre ne se contredit pas")
@needs("seance")
@rule("seance-contradictoire", Severity.ERROR, since=Stage.VOTE)
def SEA010(dossier: Dossier) -> Faults:
    """La séance est levée après son ouverture ; arrivées, départs et vote sont entre les deux ; un
    membre absent n'arrive ni ne part ; chaque membre des listes est d'une commune, et son suppléant
    de la même.

    Pourquoi : Un registre qui se contredit ne prouve pas qui a délibéré.
    Faux : M. Luc PETIT, absent, jusqu'à la question n° 5 incluse.
    Juste : M. Luc PETIT, présent jusqu'à la question n° 5 incluse.
    """
    sitting = given(dossier.seance)
    yield from _hours(dossier, sitting)
    yield from _absent(dossier, sitting)
    yield from _homeless(dossier, sitting)
    yield from _substitutes(dossier, sitting)


def _hours(dossier: Dossier, sitting: Sitting) -> Faults:
    """The sitting ends after it has begun; whoever comes or goes does so meanwhile."""
    closed = sitting.levee
    end = _LONGEST if closed is None else sitting.minutes(closed)
    if closed and end < 0:
        yield Fault(
            ("seance", "levee"),
            f"La séance, ouverte à {hour(sitting.ouverture)}, est levée à {hour(closed)}.",
            (("seance", "ouverture"),),
            "Corrigez celle des deux heures qui est fausse.",
        )
        return
    told = f", levée à {hour(closed)}" if closed else ""
    for path, at, words in _moments(dossier, sitting):
        if not 0 <= sitting.minutes(at) <= end:
            yield Fault(
                path,
                f"{words} à {hour(at)}, la séance est ouverte à {hour(sitting.ouverture)}{told}.",
                (("seance", "ouverture"),),
                "Corrigez l'heure qui est fausse ; qui est là d'un bout à l'autre n'en a pas.",
            )


def _moments(dossier: Dossier, sitting: Sitting) -> Iterator[tuple[Path, dt.time, str]]:
    """What is said to happen at an hour of the sitting."""
    for i, seat in enumerate(sitting.membres):
        for key, verb in (("arrivee", "arrive"), ("depart", "part")):
            if (at := getattr(seat, key)) is not None:
                yield ("seance", "membres", i, key), at, f"{dossier.name_of(seat.person)} {verb}"
    if (report := dossier.deliberation) and report.heure_du_vote:
        words = f"Le rapport n° {report.rapport} est voté"
        yield ("deliberation", "heure_du_vote"), report.heure_du_vote, words


def _absent(dossier: Dossier, sitting: Sitting) -> Faults:
    for i, seat in enumerate(sitting.membres):
        for key, words in _COMES_OR_GOES.items():
            when = getattr(seat, key)
            if seat.mode == "absent" and when is not None:
                path: Path = ("seance", "membres", i)
                yield Fault(
                    (*path, "mode"),
                    f"{dossier.name_of(seat.person)} est dans la liste des absents, et "
                    f"{words.format(when if isinstance(when, int) else hour(when))}.",
                    ((*path, key),),
                    "Mettez ce membre parmi les présents, ou retirez ce qui dit quand il y est.",
                )


def _homeless(dossier: Dossier, sitting: Sitting) -> Faults:
    """Every seat belongs to a commune; said only where the communes hold all of them."""
    towns = dossier.commun.communes
    if sum(town.sieges for town in towns.values()) != sitting.membres_en_exercice:
        return
    for i, seat in enumerate(sitting.membres):
        person = seat.membre or seat.person
        entry = dossier.commun.personnes[person]
        if entry.commune is None:
            path: Path = ("seance", "membres", i)
            yield Fault(
                path,
                f"{entry.complet} est dans les listes de la séance et n'a pas de commune, "
                "alors que les communes occupent tous les sièges.",
                (("commun", "personnes", person),),
                "Corrigez le nom, ou ajoutez « commune » dans data/_commun/personnes.yaml.",
            )


def _substitutes(dossier: Dossier, sitting: Sitting) -> Faults:
    """A substitute is somebody else, of the same commune."""
    people = dossier.commun.personnes
    for i, seat in enumerate(sitting.membres):
        if not seat.membre or not seat.suppleant:
            continue
        holder, substitute = people[seat.membre], people[seat.suppleant]
        towns = {town for town in (holder.commune, substitute.commune) if town}
        if seat.membre == seat.suppleant or len(towns) > 1:
            why = (
                "est donné pour son propre suppléant"
                if seat.membre == seat.suppleant
                else f"est d'une autre commune que {substitute.complet}, qui le supplée"
            )
            yield Fault(
                ("seance", "membres", i, "suppleant"),
                f"{holder.complet} {why}.",
                (("commun", "personnes", seat.membre), ("commun", "personnes", seat.suppleant)),
                "Corrigez le nom du suppléant, ou sa commune dans data/_commun/personnes.yaml.",
            )
