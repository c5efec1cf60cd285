"""DAT001, DAT003: weekdays, and what comes before what."""

from __future__ import annotations

from collections.abc import Iterator

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import WEEKDAYS, plain, short_date
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule
from pmtdocs.rules.dates.events import Event, as_figure, event, gap


@cites("Déduit des documents : calendrier et chronologie")
@needs("seance.date")
@rule("dates-incoherentes", Severity.ERROR)
def DAT001(dossier: Dossier) -> Faults:
    """Le jour de la semaine est celui de la date ; demande, avis et convocation précèdent la séance
    ; publication, envoi, signature, notification et paiement la suivent, dans l'ordre.

    Pourquoi : Une date fausse fait douter de la procédure et fausse les délais de recours.
    Faux : Séance du mercredi 10 avril 2031, convoquée le 14 avril.
    Juste : Séance du jeudi 10 avril 2031, convoquée le 4 avril, publiée le 24 avril.
    """
    yield from _weekday(dossier)
    for before, after in _in_order(dossier):
        if after.day < before.day:
            yield Fault(
                after.path,
                after.precedes(before),
                (before.path,),
                "Corrigez celle des deux dates qui est fausse.",
                (as_figure(before.day), as_figure(after.day)),
            )


def _weekday(dossier: Dossier) -> Faults:
    sitting = given(dossier.seance)
    if sitting.publie.jour is None:
        return
    day = WEEKDAYS[sitting.date.weekday()]
    if plain(sitting.publie.jour) != day:
        yield Fault(
            ("seance", "publie", "jour"),
            f"Le {short_date(sitting.date)} est un {day}, l'acte imprime "
            f"« {sitting.publie.jour} ».",
            (("seance", "date"),),
            "Corrigez le jour ou la date de la séance.",
        )


def _in_order(dossier: Dossier) -> Iterator[tuple[Event, Event]]:
    """Pairs of dated facts of which the second cannot come before the first."""
    held = Event("la séance", ("seance", "date"), given(dossier.seance).date)
    yield from ((before, held) for before in _before_the_sitting(dossier))
    yield from ((held, after) for after in _after_the_sitting(dossier))
    if execution := dossier.execution:
        root: Path = ("deliberation", "execution")
        sent = event("l'envoi au préfet", (*root, "transmission"), execution.transmission)
        got = event("la réception par le préfet", (*root, "reception"), execution.reception)
        yield from ((s, g) for s in sent for g in got)
    for after in _after_the_signature(dossier):
        yield from ((signed, after) for signed in _signature(dossier))


def _before_the_sitting(dossier: Dossier) -> Iterator[Event]:
    request, report = dossier.dossier.demande, dossier.deliberation
    if request:
        yield from event("la demande de subvention", ("dossier", "demande", "date"), request.date)
    for i, opinion in enumerate(report.avis if report else ()):
        name = f"l'avis « {opinion.instance} »"
        yield from event(name, ("deliberation", "avis", i, "date"), opinion.date)
    sitting = given(dossier.seance)
    yield from event("la convocation", ("seance", "convocation"), sitting.convocation)
    yield from event("l'envoi des rapports", ("seance", "rapports"), sitting.rapports)


def _after_the_sitting(dossier: Dossier) -> Iterator[Event]:
    published = given(dossier.seance).publication
    yield from event("la publication", ("seance", "publication"), published)
    if execution := dossier.execution:
        root: Path = ("deliberation", "execution")
        listed = execution.publication_liste
        yield from event("la publication de la liste", (*root, "publication_liste"), listed)
        yield from event("l'envoi au préfet", (*root, "transmission"), execution.transmission)
    yield from _signature(dossier)


def _signature(dossier: Dossier) -> list[Event]:
    day = dossier.convention.signature.date if dossier.convention else None
    return event("la signature de la convention", ("convention", "signature", "date"), day)


def _after_the_signature(dossier: Dossier) -> Iterator[Event]:
    convention = dossier.convention
    if convention is None:
        return
    yield from event("la notification", ("convention", "notification"), convention.notification)
    path: Path = ("convention", "donnees_ouvertes")
    yield from event("la publication des données", path, convention.donnees_ouvertes)
    for i, payment in enumerate(convention.subvention.versements if convention.subvention else ()):
        path = ("convention", "subvention", "versements", i, "paye_le")
        yield from event(f"le paiement n° {i + 1}", path, payment.paye_le)


@cites("Usage des assemblées")
@needs("deliberation.avis")
@rule("bureau-avant-commission", Severity.INFO)
def DAT003(dossier: Dossier) -> Faults:
    """La commission donne son avis avant le bureau.

    Pourquoi : Le bureau arrête d'ordinaire l'ordre du jour au vu de l'avis de la commission.
    Faux : Bureau du 13 mars, commission du 28 mars.
    Juste : Commission du 13 mars, bureau du 28 mars.
    """
    dated = [
        (plain(opinion.instance), e)
        for i, opinion in enumerate(given(dossier.deliberation).avis)
        for e in event(opinion.instance, ("deliberation", "avis", i, "date"), opinion.date)
    ]
    for name, bureau in dated:
        for other, commission in dated:
            late = bureau.day < commission.day
            if name.startswith("bureau") and other.startswith("commission") and late:
                yield Fault(
                    bureau.path,
                    f"« {bureau.name} » se prononce le {short_date(bureau.day)}, "
                    f"{gap(bureau.day, commission.day)} avant « {commission.name} » "
                    f"({short_date(commission.day)}).",
                    (commission.path,),
                    "L'usage est l'inverse : vérifiez les deux dates.",
                    (as_figure(commission.day), as_figure(bureau.day)),
                )
