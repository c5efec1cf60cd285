"""SEA041-045: what the dossiers of one sitting say together, and what its papers list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath
from typing import NamedTuple

from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.dossier.model.blank import has_blank
from pmtdocs.dossier.model.deliberation import Deliberation
from pmtdocs.dossier.model.dossier import AFFAIRS, TWINS
from pmtdocs.dossier.model.sitting import Point
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import join, plain, short_date
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule


class _Said(NamedTuple):
    """A report of the sitting, and where it is told."""

    rapport: int
    intitule: str
    numero: object
    path: Path
    whose: str

    def is_act_of(self, other: _Said) -> bool:
        """One deliberation that several dossiers carry out, or a copy: the same title, and no other
        number. What is to be filled in accuses nobody.
        """
        numbers = {one.numero for one in (self, other) if not has_blank(one.numero)}
        titles = {plain(one.intitule) for one in (self, other) if not has_blank(one.intitule)}
        return len(numbers - {None}) < _SEVERAL and len(titles) < _SEVERAL


_SEVERAL = 2


def _others(dossier: Dossier) -> Iterator[_Said]:
    """What the other dossiers of the sitting and its points put to the vote."""
    for name, affair in dossier.affaires.items():
        path: Path = (AFFAIRS, name, "deliberation")
        yield _said(affair.deliberation, path, f"le dossier « {name} »")
    for i, point in enumerate(given(dossier.seance).points):
        yield _said(point, ("seance", "points", i), "un point de la séance")


def _said(one: Deliberation | Point, path: Path, whose: str) -> _Said:
    return _Said(one.rapport, one.intitule, one.numero, path, whose)


def _pairs(dossier: Dossier) -> Iterator[tuple[_Said, _Said]]:
    """Each report against those it may contradict: a dossier's own against the others; in the
    papers of the sitting, the others against one another.
    """
    others, own = list(_others(dossier)), dossier.deliberation
    if own:
        mine = _said(own, ("deliberation",), "ce dossier")
        yield from ((mine, other) for other in others)
    else:
        yield from ((b, a) for i, a in enumerate(others) for b in others[i + 1 :])


@cites("Déduit des documents : un rapport, un numéro")
@needs("seance", AFFAIRS)
@rule("rapport-en-double", Severity.ERROR)
def SEA041(dossier: Dossier) -> Faults:
    """Dans une séance que plusieurs dossiers partagent, chaque rapport a son numéro.

    Pourquoi : L'ordre du jour, les arrivées et les départs se lisent par ces numéros.
    Faux : Deux dossiers de la séance du 10 avril, deux intitulés, et tous deux le rapport n° 3.
    Juste : Le rapport n° 3 pour l'un, le n° 4 pour l'autre.
    """
    for one, other in _pairs(dossier):
        numbers = one.rapport, other.rapport
        if not has_blank(numbers) and len({*numbers}) == 1 and not one.is_act_of(other):
            yield Fault(
                (*one.path, "rapport"),
                f"Le rapport n° {one.rapport} est deux fois dans la séance : « {one.intitule} » "
                f"et « {other.intitule} » ({other.whose}).",
                ((*other.path, "rapport"),),
                "Corrigez le numéro de l'un des deux.",
            )


@cites("Déduit des documents : une délibération, un numéro")
@needs("seance", AFFAIRS)
@rule("numero-en-double", Severity.ERROR)
def SEA042(dossier: Dossier) -> Faults:
    """Deux rapports d'une même séance ne donnent pas deux délibérations d'un même numéro.

    Pourquoi : Le numéro désigne l'acte : la convention, le préfet et le juge le citent.
    Faux : Les rapports n° 3 et n° 4 donnent tous deux la délibération 2031-12.
    Juste : Le rapport n° 3 donne la délibération 2031-12, le n° 4 la 2031-13.
    """
    for one, other in _pairs(dossier):
        if has_blank((one.numero, other.numero, one.rapport, other.rapport)):
            continue
        if one.numero and one.numero == other.numero and one.rapport != other.rapport:
            yield Fault(
                (*one.path, "numero"),
                f"La délibération n° {one.numero} est celle du rapport n° {one.rapport} et celle "
                f"du rapport n° {other.rapport} ({other.whose}).",
                ((*other.path, "numero"),),
                "Corrigez le numéro de l'une des deux.",
            )


@cites("CGCT, art. L. 2121-10, L. 2121-15 et L. 2121-25")
@needs("seance.ordre")
@rule("affaire-sans-intitule", Severity.WARNING)
def SEA043(dossier: Dossier) -> Faults:
    """Les papiers d'une séance disent de quoi traite chaque rapport de l'ordre de passage : un
    dossier le tient, ou un point de la séance.

    Pourquoi : La convocation porte l'ordre du jour, la liste toutes les délibérations examinées.
    Faux : Ordre de passage 1-5 ; les dossiers et les points disent les rapports 2 à 5.
    Juste : Le même, et « points: [{rapport: 1, intitule: …} ] ».
    """
    if not dossier.papiers:
        return
    told = {one.rapport for one in _others(dossier) if not has_blank(one.rapport)}
    if lacking := [number for number in given(dossier.seance).ordre if number not in told]:
        numbers, many = join([f"n° {number}" for number in lacking]), len(lacking) > 1
        named = f"Les rapports {numbers} sont" if many else f"Le rapport {numbers} est"
        yield Fault(
            ("seance", "ordre"),
            f"{named} dans l'ordre de passage, et rien ne dit {'leur' if many else 'son'} "
            "intitulé.",
            (("dossier", "seance"),),
            "Nommez cette séance dans le dossier qui le tient (« seance: … »), ou écrivez-le sous "
            "« points » : « - {rapport: …, intitule: …} ».",
        )


@cites("Déduit des documents : une séance n'a qu'une feuille de présence")
@needs("seance", TWINS)
@rule("seance-en-double", Severity.WARNING)
def SEA045(dossier: Dossier) -> Faults:
    """Une séance que des dossiers partagent n'est dite que dans un fichier.

    Pourquoi : Deux listes des mêmes membres finissent par différer, et les votes avec elles.
    Faux : La séance du 10 avril dans data/seances, et dans le seance.yaml d'un autre dossier.
    Juste : L'autre dossier la nomme lui aussi (« seance: … »), et n'a pas de seance.yaml.
    """
    sitting = given(dossier.seance)
    for file in dossier.jumelles:
        yield Fault(
            ("seance", "date"),
            f"La séance du {short_date(sitting.date)} ({sitting.instance}) est dite aussi dans le "
            f"seance.yaml du dossier « {PurePath(file).parent.name} » : ses présences peuvent "
            "différer.",
            ((TWINS, file),),
            "Gardez un seul des deux fichiers : effacez l'autre, et nommez celui qui reste dans "
            "chaque dossier (« seance: … »).",
        )


@cites("CGCT, art. L. 2121-15 et L. 2121-25")
@needs("seance", AFFAIRS)
@rule("affaire-sans-resultat", Severity.ERROR, since=Stage.VOTE)
def SEA044(dossier: Dossier) -> Faults:
    """La liste des délibérations et le procès-verbal disent le résultat de chaque affaire.

    Pourquoi : La liste dit ce qui fut adopté ou rejeté ; une affaire sans résultat y manque.
    Faux : Papiers à l'état « voté », un dossier de la séance encore à l'état « projet ».
    Juste : Tous les dossiers de la séance sont à l'état « voté ».
    """
    if not dossier.papiers:
        return
    for name, affair in dossier.affaires.items():
        if affair.dossier.etat < Stage.VOTE or affair.deliberation.vote is None:
            yield Fault(
                (AFFAIRS, name, "dossier", "etat"),
                f"Le dossier « {name} », de cette séance, ne dit pas le résultat de son vote.",
                (("dossier", "etat"),),
                "Donnez-le dans ce dossier (« vote », et « etat: voté ») ; si l'affaire a été "
                "retirée, retirez-y « seance » et dites-le sous « points » de la séance.",
            )
