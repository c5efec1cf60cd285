"""DAT: weekdays, what comes before what, and the years that titles repeat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.budget import WHOLE
from pmtdocs.finding import Kind, Path, Severity
from pmtdocs.language.french import plain, plural, short_date
from pmtdocs.rules.base import Doc, Fault, Rule
from pmtdocs.rules.convention.chronology import (
    Event,
    as_figure,
    event,
    gap,
    sitting_of,
)

_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_DEDUCED = "Déduit des documents : "


def dates(dossier: Dossier) -> Iterator[Fault]:
    """DAT001: the weekday is that of the date, and each date comes after what it follows."""
    yield from _weekday(dossier)
    for before, after in _in_order(dossier):
        if after.day < before.day:
            yield Fault(
                after.path,
                f"{after.said()[0].upper()}{after.said()[1:]} précède {before.said()} : "
                f"écart de {gap(before.day, after.day)}.",
                (before.path,),
                "Corrigez celle des deux dates qui est fausse.",
                (as_figure(before.day), as_figure(after.day)),
            )


def _weekday(dossier: Dossier) -> Iterator[Fault]:
    sitting = dossier.seance
    if sitting is None or sitting.publie.jour is None:
        return
    day = _DAYS[sitting.date.weekday()]
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
    held = sitting_of(dossier)
    for before in _before_the_sitting(dossier):
        yield from ((before, sitting) for sitting in held)
    for after in _after_the_sitting(dossier):
        yield from ((sitting, after) for sitting in held)
    execution = dossier.deliberation.execution if dossier.deliberation else None
    if execution:
        root: Path = ("deliberation", "execution")
        sent = event("l'envoi au préfet", (*root, "transmission"), execution.transmission)
        got = event("la réception par le préfet", (*root, "reception"), execution.reception)
        yield from ((s, g) for s in sent for g in got)
    for after in _after_the_signature(dossier):
        yield from ((signed, after) for signed in _signature(dossier))


def _before_the_sitting(dossier: Dossier) -> Iterator[Event]:
    request, report, sitting = dossier.dossier.demande, dossier.deliberation, dossier.seance
    if request:
        yield from event("la demande de subvention", ("dossier", "demande", "date"), request.date)
    for i, opinion in enumerate(report.avis if report else ()):
        name = f"l'avis « {opinion.instance} »"
        yield from event(name, ("deliberation", "avis", i, "date"), opinion.date)
    if sitting:
        yield from event("la convocation", ("seance", "convocation"), sitting.convocation)


def _after_the_sitting(dossier: Dossier) -> Iterator[Event]:
    if dossier.seance:
        yield from event("la publication", ("seance", "publication"), dossier.seance.publication)
    execution = dossier.deliberation.execution if dossier.deliberation else None
    if execution:
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


_YEAR = re.compile(
    r"\b(?:annees?|exercices?|budget|previsionnel|programme|indicateurs|bp) (\d{4})"
    r"(?: ?(?:-|a|/) ?(\d{4}))?"
)


def years(dossier: Dossier) -> Iterator[Fault]:
    """DAT002: the years that titles and tables repeat are those of the dossier."""
    known = dossier.dossier.exercices
    for path, text in _titles(dossier):
        said = [(int(y), int(last or y)) for y, last in _YEAR.findall(plain(text))]
        if said and not any(first <= year <= last for first, last in said for year in known):
            yield _year_differs(path, f"« {text} » dit {said[0][0]}", said[0][0], known)
    for key in ("depenses", "recettes"):
        side = getattr(dossier.budget, key, None)
        for line, budgeted in side.lines() if side else ():
            for year in sorted(set(budgeted.montant) - {WHOLE} - set(known)):
                path = ("budget", key, *line, "montant")
                yield _year_differs(path, f"Un montant est donné pour {year}", year, known)
    yield from _earlier_years(dossier)


def _titles(dossier: Dossier) -> Iterator[tuple[Path, str]]:
    for subject in ("convention", "deliberation", "budget", "indicateurs"):
        if facts := getattr(dossier, subject):
            yield (subject, "intitule"), facts.intitule
    if dossier.deliberation:
        path: Path = ("deliberation", "inscription", "budget")
        yield path, dossier.deliberation.inscription.budget
    if dossier.budget:
        yield ("budget", "depenses", "colonne_montant"), dossier.budget.depenses.colonne_montant
        yield ("budget", "recettes", "colonne_montant"), dossier.budget.recettes.colonne_montant


def _year_differs(path: Path, words: str, said: int, known: tuple[int, ...]) -> Fault:
    listed = ", ".join(str(year) for year in known)
    return Fault(
        path,
        f"{words}, le dossier porte sur {listed} : écart de {plural(abs(said - known[0]), 'an')}.",
        (("dossier", "exercices"),),
        "Corrigez l'année ici, ou les exercices dans dossier.yaml.",
        (Decimal(known[0]), Decimal(said)),
    )


def _earlier_years(dossier: Dossier) -> Iterator[Fault]:
    """The review and the grants recalled are of years before this one; the review's title too."""
    known = dossier.dossier.exercices
    for i, grant in enumerate(dossier.expose.contributions if dossier.expose else ()):
        if grant.annee >= known[0]:
            path: Path = ("expose", "contributions", i, "annee")
            words = f"Une subvention « des années précédentes » est de {grant.annee}"
            yield _year_differs(path, words, grant.annee, known)
    review = dossier.bilan
    if review is None:
        return
    if review.annee >= known[0]:
        words = f"Le bilan de l'année précédente porte sur {review.annee}"
        yield _year_differs(("bilan", "annee"), words, review.annee, known)
    titled = re.search(r"\b((?:19|20)\d\d)$", review.intitule)
    if titled and int(titled[1]) != review.annee:
        yield Fault(
            ("bilan", "intitule"),
            f"« {review.intitule} » dit {titled[1]}, le bilan porte sur {review.annee} : "
            f"écart de {plural(abs(int(titled[1]) - review.annee), 'an')}.",
            (("bilan", "annee"),),
            "Mettez la même année aux deux endroits.",
            (Decimal(review.annee), Decimal(titled[1])),
        )


def commission_first(dossier: Dossier) -> Iterator[Fault]:
    """DAT003: by custom the commission gives its opinion before the bureau."""
    opinions = list(enumerate(dossier.deliberation.avis if dossier.deliberation else ()))
    dated = [
        (plain(opinion.instance), e)
        for i, opinion in opinions
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
                    "L'usage est inverse ; vérifiez les deux dates.",
                    (as_figure(commission.day), as_figure(bureau.day)),
                )


DAT001 = Rule(
    Kind("DAT001", "dates-incoherentes", Severity.ERROR, _DEDUCED + "calendrier et chronologie"),
    Doc(
        "Le jour de la semaine est celui de la date ; demande, avis et convocation précèdent la "
        "séance ; publication, envoi, signature, notification et paiement la suivent, dans "
        "l'ordre.",
        "Une date fausse fait douter de la procédure et fausse les délais de recours.",
        "Séance du mercredi 10 avril 2031, convoquée le 14 avril.",
        "Séance du jeudi 10 avril 2031, convoquée le 4 avril, publiée le 24 avril.",
    ),
    dates,
    needs=("seance.date",),
)
DAT002 = Rule(
    Kind("DAT002", "annee-discordante", Severity.ERROR, _DEDUCED + "l'année est la même partout"),
    Doc(
        "L'année des intitulés, du budget et de l'inscription est un exercice du dossier ; le "
        "bilan et les subventions rappelées sont d'années antérieures.",
        "Un acte repris de l'an passé garde souvent une année que personne n'a changée.",
        "Dossier de 2032, convention « pour l'année 2031 ».",
        "Dossier de 2031, convention « pour l'année 2031 », bilan de 2030.",
    ),
    years,
    needs=("dossier.exercices",),
)
DAT003 = Rule(
    Kind("DAT003", "bureau-avant-commission", Severity.INFO, "Usage des assemblées"),
    Doc(
        "La commission donne son avis avant le bureau.",
        "Le bureau arrête d'ordinaire l'ordre du jour au vu de l'avis de la commission.",
        "Bureau du 13 mars, commission du 28 mars.",
        "Commission du 13 mars, bureau du 28 mars.",
    ),
    commission_first,
    needs=("deliberation.avis",),
)
DATE_RULES = (DAT001, DAT002, DAT003)
