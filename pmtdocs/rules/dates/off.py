"""DAT005, DAT006: what takes place, or falls due, on a Sunday or a public holiday."""

from __future__ import annotations

import calendar
from collections.abc import Iterator

from pmtdocs.dossier import days_off
from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import day_name, short_date
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule
from pmtdocs.rules.dates.events import Event, as_figure, event


@cites("Code du travail, art. L. 3133-1, L. 3134-13 et L. 3422-2")
@needs("seance.date")
@rule("seance-un-jour-ferie", Severity.INFO)
def DAT005(dossier: Dossier) -> Faults:
    """La séance, sa convocation et les avis ne tombent ni un dimanche ni un jour férié.

    Pourquoi : La loi ne l'interdit pas, mais ce jour-là est souvent une erreur de date.
    Faux : Séance du dimanche 13 avril 2031.
    Juste : Séance du jeudi 10 avril 2031.
    """
    sitting, report = given(dossier.seance), dossier.deliberation
    events = event("la séance", ("seance", "date"), sitting.date)
    events += event("la convocation", ("seance", "convocation"), sitting.convocation)
    for i, opinion in enumerate(report.avis if report else ()):
        name, path = f"l'avis « {opinion.instance} »", ("deliberation", "avis", i, "date")
        events += event(name, path, opinion.date)
    other: Path = ("seance", "date")
    yield from _off(dossier, events, other, "Si la date est exacte, rien n'est à faire.")


@cites("Convention ; code du travail, art. L. 3133-1, L. 3134-13 et L. 3422-2")
@needs("convention")
@rule("echeance-un-jour-ferie", Severity.INFO)
def DAT006(dossier: Dossier) -> Faults:
    """La remise du compte rendu et les versements à date fixe ne tombent ni un dimanche ni un jour
    férié ; la fin d'un mois ne compte pas.

    Pourquoi : Rien ne reporte au jour ouvrable suivant une date que la convention fixe.
    Faux : Compte rendu attendu le dimanche 29 juin 2031.
    Juste : Compte rendu attendu le vendredi 27 juin 2031, ou le 30 juin 2031.
    """
    other: Path = ("convention", "duree")
    help = "Choisissez un jour ouvrable, ou laissez la date si elle convient aux deux parties."
    yield from _off(dossier, _due(dossier), other, help)


def _due(dossier: Dossier) -> Iterator[Event]:
    """Days that somebody chose: the end of a month is that of a period, or of the law."""
    convention = given(dossier.convention)
    term = "fin" if convention.duree.cesse_a_la_remise else "remise"
    events = event(
        "la remise du compte rendu", ("convention", "duree", term), convention.duree.remise
    )
    for i, payment in enumerate(convention.subvention.versements if convention.subvention else ()):
        path: Path = ("convention", "subvention", "versements", i, "date")
        events += event(f"le versement n° {i + 1}", path, payment.date)
    for one in events:
        if one.day.day != calendar.monthrange(one.day.year, one.day.month)[1]:
            yield one


def _off(dossier: Dossier, events: Iterator[Event] | list[Event], other: Path, help: str) -> Faults:
    place = dossier.financeur.departement if dossier.financeur else ""
    for one in events:
        if why := days_off.sunday_or_holiday(one.day, place):
            day = f"{day_name(one.day)} {short_date(one.day)}"
            said = day if why == "dimanche" else f"{day}, {why}"
            yield Fault(
                one.path,
                f"Date à vérifier : {one.name} tombe le {said}.",
                (other,),
                help,
                (as_figure(one.day),),
            )
