"""SEA: the notice of the sitting, what goes with it, urgency, a second notice."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import NamedTuple

from pmtdocs.dossier.law import Value, parameter
from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.dossier.model.sitting import Sitting
from pmtdocs.dossier.organs import organs
from pmtdocs.dossier.views.deadlines import notice_key, reports_key
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import plain, plural, short_date
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, once, rule, text_rule
from pmtdocs.rules.convention.library import offered
from pmtdocs.templates.words import Wordings
from pmtdocs.word.paragraph import ROOT

_CALLED: Path = ("seance", "convocation")
_HELD: Path = ("seance", "date")
_SECOND: Path = ("seance", "seconde_convocation", "premiere")


class _Notice(NamedTuple):
    """The clear days between the notice and the sitting, and those that the law wants."""

    days: int
    needed: Value
    least: Value
    """What it wants of the smallest commune, where the population is not known."""
    said: str


def _least(key: str, dossier: Dossier) -> Value | None:
    """What the law wants if the inhabitants that are not told are the fewest possible."""
    body = dossier.assemblee
    small = body._replace(population=body.population or 0, partial=False)
    return parameter(key).at(given(dossier.seance).date, small)


@once
def _notice(dossier: Dossier) -> _Notice | None:
    """None where the law sets no delay: a commission permanente has its own rules."""
    sitting = given(dossier.seance)
    called, key = given(sitting.convocation), notice_key(sitting)
    needed = dossier.droit(key) if key else None
    if needed is None or called > sitting.date:
        return None  # DAT001 says so
    days = max((sitting.date - called).days - 1, 0)
    counted = plural(days, "jour franc", "jours francs")
    said = f"Convocation du {short_date(called)} pour une séance du {short_date(sitting.date)}"
    least = _least(key, dossier) or needed
    return _Notice(days, needed, least, f"{said} : {counted}")


@cites("CGCT, art. L. 2121-11, L. 2121-12 et L. 2121-17 ; CE, 22 juillet 2015, n° 383072")
@needs("seance.convocation")
@rule("convocation-tardive", Severity.ERROR, since=Stage.PROJET)
def SEA003(dossier: Dossier) -> Faults:
    """La convocation part cinq jours francs au moins avant la séance ; trois pour une commune de
    moins de 3 500 habitants ou sur seconde convocation, un en cas d'urgence.

    Pourquoi : Les membres doivent avoir le temps d'étudier l'ordre du jour.
    Faux : Convocation le 6 avril pour une séance le 11 : quatre jours francs.
    Juste : Convocation le 5 avril pour une séance le 11 : cinq jours francs.
    """
    found, sitting = _notice(dossier), given(dossier.seance)
    if found is None or found.days >= int(found.least.value):
        return
    needed = found.needed
    hint = "" if sitting.urgence or sitting.seconde_convocation else _OTHERWISE
    if hint and dossier.assemblee.kind is None and found.days >= _SMALL:
        hint += _UNTYPED
    yield Fault(
        _CALLED,
        f"{found.said}, il en faut au moins {needed.value} ({needed.cited()}) : "
        f"il manque {plural(int(needed.value) - found.days, 'jour')}.",
        (_HELD,),
        "Ni le jour de l'envoi ni celui de la séance ne comptent. Corrigez une date si elle est "
        f"fausse ; sinon l'acte est irrégulier, demandez conseil.{hint}",
        (Decimal(found.days), needed.value),
    )


_OTHERWISE = (
    " Si la convocation a été envoyée en urgence, et que le conseil l'a admis à l'ouverture de la "
    "séance, écrivez « urgence: oui » et « motif_urgence » ; si le quorum avait manqué à une "
    "première séance, « seconde_convocation »."
)


#: The clear days of the smallest authorities.
_SMALL = 3
_UNTYPED = (
    " Trois jours suffisent à un groupement dont aucune commune n'a 3 500 habitants : dites alors "
    "son « type » dans organisations.yaml, et la « population » de chacune dans communes.yaml."
)


@cites("CGCT, art. L. 2121-11, L. 2121-12 et L. 5211-1")
@needs("seance.convocation")
@rule("delai-selon-la-population", Severity.INFO, since=Stage.PROJET)
def SEA011(dossier: Dossier) -> Faults:
    """Quand le délai de convocation dépend de la population, les données la disent.

    Pourquoi : Trois jours francs suffisent sous 3 500 habitants ; il en faut cinq au-delà.
    Faux : Conseil municipal convoqué quatre jours francs avant, population inconnue.
    Juste : Conseil municipal convoqué quatre jours francs avant, commune de 1 200 habitants.
    """
    found = _notice(dossier)
    if found is None or not int(found.least.value) <= found.days < int(found.needed.value):
        return
    organ = organs().get(dossier.assemblee.kind or "")
    where = _OWN if organ and organ.habitants == "siens" else _ALL_TOWNS
    yield Fault(
        _CALLED,
        f"{found.said}. Il en faut {found.needed.value} ({found.needed.cited()}), ou "
        f"{found.least.value} sous 3 500 habitants ({found.least.cited()}) : la population n'est "
        "pas connue, à vérifier.",
        (_HELD,),
        f"Écrivez {where}.",
        (Decimal(found.days), found.needed.value),
    )


_OWN = "« population » de la commune dans organisations.yaml"
_ALL_TOWNS = (
    "« population » de chaque commune membre dans communes.yaml ; une seule suffit si elle a 3 500 "
    "habitants ou plus"
)


@cites("CGCT, art. L. 3121-19 et L. 4132-18")
@needs("seance.rapports")
@rule("rapports-tardifs", Severity.WARNING, since=Stage.PROJET)
def SEA015(dossier: Dossier) -> Faults:
    """Les rapports partent douze jours au moins avant la séance d'un conseil départemental ou
    régional, sauf urgence ; ces jours ne sont pas francs.

    Pourquoi : Là, c'est l'envoi des rapports, non la convocation, que la loi date.
    Faux : Rapports envoyés huit jours avant la séance.
    Juste : Rapports envoyés douze jours avant la séance.
    """
    sitting = given(dossier.seance)
    needed = dossier.droit(key) if (key := reports_key(sitting)) else None
    sent = given(sitting.rapports)
    days = (sitting.date - sent).days
    if needed is None or not 0 <= days < int(needed.value):
        return
    yield Fault(
        ("seance", "rapports"),
        f"Les rapports sont partis le {short_date(sent)}, pour une séance du "
        f"{short_date(sitting.date)} : {plural(days, 'jour')}, il en faut au moins {needed.value} "
        f"({needed.cited()}) : il manque {plural(int(needed.value) - days, 'jour')}.",
        (_HELD,),
        "Corrigez une date si elle est fausse ; en urgence, écrivez « urgence: oui » ; sinon "
        "demandez conseil.",
        (Decimal(days), needed.value),
    )


_FROM = " ; elle est due à partir de 3 500 habitants, population à vérifier"


@cites("CGCT, art. L. 2121-12")
@needs("seance.note_de_synthese")
@rule("note-de-synthese-absente", Severity.WARNING, since=Stage.PROJET)
def SEA004(dossier: Dossier) -> Faults:
    """La note explicative de synthèse accompagne la convocation, à partir de 3 500 habitants.

    Pourquoi : Elle informe les membres de chaque affaire soumise à délibération.
    Faux : Dans seance.yaml, « note_de_synthese: non ».
    Juste : Dans seance.yaml, « note_de_synthese: oui ».
    """
    sitting, asked = given(dossier.seance), dossier.droit("note-de-synthese")
    if sitting.note_de_synthese is False and asked and asked.value:
        least = _least("note-de-synthese", dossier)
        doubt = "" if least and least.value else _FROM
        yield Fault(
            ("seance", "note_de_synthese"),
            f"La note explicative de synthèse n'était pas jointe à la convocation{doubt}.",
            (_CALLED if sitting.convocation else _HELD,),
            "Joignez-la à la convocation ; après le vote, demandez conseil : la délibération est "
            "fragile.",
        )


@cites("CGCT, art. L. 2121-17, al. 2 ; art. L. 3121-14 et L. 4132-13")
@needs("seance.seconde_convocation")
@rule("seconde-convocation-contradictoire", Severity.ERROR, since=Stage.PROJET)
def SEA012(dossier: Dossier) -> Faults:
    """La seconde convocation suit la première séance ; la seconde réunion d'un conseil
    départemental ou régional se tient de plein droit trois jours après.

    Pourquoi : Le conseil ne délibère sans quorum que s'il a manqué à une première séance.
    Faux : Première séance le 8 avril, seconde convocation partie le 5 avril.
    Juste : Première séance le 4 avril, seconde convocation le 5 avril, séance le 11 avril.
    """
    sitting = given(dossier.seance)
    first = given(sitting.seconde_convocation).premiere
    if sitting.date <= first:
        yield _before(first, sitting.date, "la séance", _HELD)
    delay = dossier.droit("seconde-reunion-jours")
    if delay and first < sitting.date != delay.after(first):
        yield Fault(
            _HELD,
            f"La première réunion est du {short_date(first)}, la seconde du "
            f"{short_date(sitting.date)} ; elle se tient de plein droit {delay.value} jours plus "
            f"tard ({delay.cited()}), le {short_date(delay.after(first))}.",
            (_SECOND,),
            "Vérifiez les deux dates ; une autre séance s'ouvre avec le quorum ordinaire.",
            (delay.value, Decimal((sitting.date - first).days)),
        )
    elif delay is None and sitting.convocation and sitting.convocation < first:
        yield _before(first, sitting.convocation, "la seconde convocation", _CALLED)


def _before(first: dt.date, day: dt.date, what: str, path: Path) -> Fault:
    return Fault(
        path,
        f"La première séance, sans quorum, est du {short_date(first)} ; {what}, qui la suit, est "
        f"du {short_date(day)}.",
        (_SECOND,),
        "Corrigez celle des deux dates qui est fausse.",
    )


@cites("CGCT, art. L. 2121-11 et L. 2121-12")
@needs("seance")
@rule("urgence-sans-motif", Severity.INFO, since=Stage.PROJET)
def SEA013(dossier: Dossier) -> Faults:
    """L'urgence qui abrège le délai de convocation a son motif.

    Pourquoi : Il en est rendu compte à l'ouverture de la séance, où le conseil se prononce.
    Faux : Dans seance.yaml, « urgence: oui », sans motif.
    Juste : Dans seance.yaml, « urgence: oui » et « motif_urgence: l'aide de l'État expire le
    30 avril ».
    """
    sitting: Sitting = given(dossier.seance)
    if sitting.urgence and not sitting.motif_urgence:
        yield Fault(
            ("seance", "urgence"),
            "La convocation est envoyée en urgence, sans que le motif en soit donné.",
            (_HELD,),
            "Écrivez-le sous « motif_urgence », tel qu'il a été dit au conseil.",
        )


_SAID = (
    r"\b(?:seconde|deuxieme|nouvelle) convocation|\bconvoque\w* (?:de|a) nouveau"
    r"|\ba nouveau convoque|\bquorum\b[^.]*\bpremiere|\bsans condition de quorum"
)


@cites("CGCT, art. L. 2121-17, al. 2")
@needs("seance.seconde_convocation")
@text_rule("seconde-convocation-tue", Severity.WARNING, of_any_part=True)
def SEA014(wordings: Wordings, dossier: Dossier) -> Faults:
    """Sur seconde convocation, l'acte dit qu'il délibère sans quorum parce qu'il a manqué à la
    première séance.

    Pourquoi : Qui lit l'extrait y voit trop peu de présents : la mention dit qu'il est valable.
    Faux : Une délibération prise par trois membres sur neuf, sans un mot de la première séance.
    Juste : « Le quorum n'ayant pas été atteint le 4 avril, le conseil a été convoqué de nouveau. »
    """
    printing = [
        wording
        for part, wording in wordings.parts.items()
        if part.startswith("deliberation") or not wording.fields.isdisjoint(_ATTENDED)
    ]
    if not printing or re.search(_SAID, plain(str(dossier.expose))):
        return
    for wording in printing:
        said = ("seance.seconde_convocation", "vote.regle_du_quorum")
        if re.search(_SAID, wording.plain) or any(f.startswith(said) for f in wording.fields):
            return
    part = printing[0]
    silent = Fault(
        (ROOT, part.part, "seconde-convocation"),
        f"La séance se tient sur seconde convocation (première le "
        f"{short_date(given(given(dossier.seance).seconde_convocation).premiere)}), et la pièce "
        f"« {part.part} » ne le dit pas.",
        (_SECOND,),
        "Dites-le près des effectifs, par exemple : Le quorum n'ayant pas été atteint le "
        "{{ seance.seconde_convocation.premiere }}, le conseil a été convoqué de nouveau et "
        "délibère sans condition de quorum.",
    )
    yield offered(silent, "seconde-convocation", wordings)


#: A part that prints who was there is the extract of the register.
_ATTENDED = ("seance.membres_en_exercice", "seance.presidence.membre.complet", "seance.salle")
