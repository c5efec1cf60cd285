"""SEA010: what the minutes of a sitting cannot say together."""

from __future__ import annotations

from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.dossier.model.sitting import Sitting
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import hour
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule

#: A sitting may end after midnight; it does not last longer than this.
_LONGEST = 12 * 60


@cites("Déduit des documents : le registre ne se contredit pas")
@needs("seance")
@rule("seance-contradictoire", Severity.ERROR, since=Stage.VOTE)
def SEA010(dossier: Dossier) -> Faults:
    """La séance est levée après son ouverture ; un membre absent n'arrive ni ne part ; chaque
    membre des listes est d'une commune, et son suppléant de la même.

    Pourquoi : Un registre qui se contredit ne prouve pas qui a délibéré.
    Faux : M. Luc PETIT, absent, jusqu'à la question n° 5 incluse.
    Juste : M. Luc PETIT, présent jusqu'à la question n° 5 incluse.
    """
    sitting = given(dossier.seance)
    yield from _hours(sitting)
    yield from _absent(dossier, sitting)
    yield from _homeless(dossier, sitting)
    yield from _substitutes(dossier, sitting)


def _hours(sitting: Sitting) -> Faults:
    opened, closed = (60 * t.hour + t.minute for t in (sitting.ouverture, sitting.levee))
    if (closed - opened) % (24 * 60) > _LONGEST:
        yield Fault(
            ("seance", "levee"),
            f"La séance, ouverte à {hour(sitting.ouverture)}, est levée à {hour(sitting.levee)}.",
            (("seance", "ouverture"),),
            "Corrigez celle des deux heures qui est fausse.",
        )


def _absent(dossier: Dossier, sitting: Sitting) -> Faults:
    for i, seat in enumerate(sitting.membres):
        for key, verb in (("a_compter_de", "arrive à"), ("jusqu_a", "part après")):
            question = getattr(seat, key)
            if seat.mode == "absent" and question is not None:
                path: Path = ("seance", "membres", i)
                yield Fault(
                    (*path, "mode"),
                    f"{dossier.commun.personnes[seat.person].complet} est dans la liste des "
                    f"absents, et {verb} la question n° {question}.",
                    ((*path, key),),
                    "Mettez ce membre parmi les présents, ou retirez la question.",
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
