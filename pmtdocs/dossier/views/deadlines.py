"""The dates that a grant has to keep, from the facts known so far, each with its law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import NamedTuple

from pmtdocs.dossier import days_off, law
from pmtdocs.dossier.model import Blank, Dossier
from pmtdocs.dossier.model.convention import Convention, Subsidy
from pmtdocs.finding import Path
from pmtdocs.language.french import NBSP, day_name, short_date


class Deadline(NamedTuple):
    """What must be done by a day.

    ``due`` is None while the event it runs from is unknown: ``since`` says which. ``done`` is the
    day when it was done, ``path`` where that day is written, or would be. ``basis`` is the law or
    the convention, with the Sunday or holiday that it falls on or was put off from.
    """

    name: str
    due: dt.date | None
    since: str
    basis: str
    path: Path
    done: dt.date | None = None


def deadlines(dossier: Dossier) -> tuple[Deadline, ...]:
    """Every deadline that the law or the convention sets, in order of date, the unknown last."""
    found = [_placed(deadline, dossier) for part in _PARTS for deadline in part(dossier)]
    return tuple(sorted(found, key=lambda d: (d.due is None, d.due or dt.date.min)))


def _placed(deadline: Deadline, dossier: Dossier) -> Deadline:
    """It, saying that it falls on a Sunday or on a holiday, which puts no day of these off."""
    off = deadline.due and days_off.sunday_or_holiday(deadline.due, _where(dossier))
    return deadline._replace(basis=f"{deadline.basis} ; {off}") if off else deadline


def _where(dossier: Dossier) -> str:
    return dossier.financeur.departement if dossier.financeur else ""


def _sitting(dossier: Dossier) -> Iterator[Deadline]:
    sitting = dossier.seance
    if sitting is None:
        return
    urgent = "convocation-jours-francs" + ("-urgence" if sitting.urgence else "")
    if clear := law.parameter(urgent).at(sitting.date):
        name, limit = "Envoyer la convocation", clear.before(sitting.date)
        path: Path = ("seance", "convocation")
        yield Deadline(name, limit, "la séance", clear.cited(), path, sitting.convocation)
    if listed := law.parameter("publication-liste-jours").at(sitting.date):
        path = ("deliberation", "execution", "publication_liste")
        done = dossier.execution.publication_liste if dossier.execution else None
        name, limit = "Publier la liste des délibérations", listed.after(sitting.date)
        yield Deadline(name, limit, "la séance", listed.cited(), path, done)


def _convention(dossier: Dossier) -> Iterator[Deadline]:
    convention = dossier.convention
    if convention is None:
        return
    if convention.subvention:
        yield from _payments(dossier, convention, convention.subvention)
        yield from _open_data(dossier, convention, convention.subvention)
        yield from _report(dossier, convention, convention.subvention)
    basis = "Convention"
    yield Deadline("Fin de la convention", convention.duree.fin, "", basis, ("convention", "duree"))


def _payments(dossier: Dossier, convention: Convention, subsidy: Subsidy) -> Iterator[Deadline]:
    """Where the convention sets a date, that one; else so many days after it is notified."""
    several = len(subsidy.versements) > 1
    notified = convention.notification
    delay = law.parameter("paiement-jours").at(notified or dossier.day_of_law)
    for i, payment in enumerate(subsidy.versements):
        path: Path = ("convention", "subvention", "versements", i, "paye_le")
        which = f" le versement n°{NBSP}{i + 1}" if several else " la subvention"
        if payment.date:
            yield Deadline(f"Payer{which}", payment.date, "", "Convention", path, payment.paye_le)
        elif payment.evenement:
            basis, said = "Convention", payment.evenement
            yield Deadline(f"Payer{which}, {said}", None, "", basis, path, payment.paye_le)
        elif delay:
            due = delay.after(notified) if notified else None
            since = "la notification de la convention"
            yield Deadline(f"Payer{which}", due, since, delay.cited(), path, payment.paye_le)


def _open_data(dossier: Dossier, convention: Convention, subsidy: Subsidy) -> Iterator[Deadline]:
    signed = None if isinstance(convention.signature.date, Blank) else convention.signature.date
    day = signed or dossier.day_of_law
    sum_of_law = law.parameter("donnees-ouvertes-seuil").at(day)
    months = law.parameter("donnees-ouvertes-mois").at(day)
    if sum_of_law and months and subsidy.montant > sum_of_law.value:
        name, since = "Publier les données de la subvention", "la signature de la convention"
        path, done = ("convention", "donnees_ouvertes"), convention.donnees_ouvertes
        due = months.after(signed) if signed else None
        yield Deadline(name, due, since, months.cited(), path, done)


def _report(dossier: Dossier, convention: Convention, subsidy: Subsidy) -> Iterator[Deadline]:
    """The convention may ask for the report earlier than the law does."""
    last = dt.date(max(dossier.dossier.exercices), 12, 31)
    path: Path = ("convention", "duree", "remise")
    if convention.duree.remise:
        name, basis = "Recevoir le compte rendu financier", "Convention"
        yield Deadline(name, convention.duree.remise, "", basis, path)
    months = law.parameter("compte-rendu-financier-mois").at(last)
    if months and subsidy.affectee:
        name, since = "Recevoir le compte rendu financier, au plus tard", "la fin de l'exercice"
        yield Deadline(name, months.after(last), since, months.cited(), path)


def _appeal(dossier: Dossier) -> Iterator[Deadline]:
    published = dossier.seance.publication if dossier.seance else None
    months = law.parameter("recours-mois").at(published or dossier.day_of_law)
    if dossier.deliberation and months:
        name, path = "Fin du délai de recours contre la délibération", ("seance", "publication")
        limit, basis = None, months.cited()
        if published:
            limit = months.after(published, _where(dossier))
            if limit != (end := months.ends(published)):
                basis += f" ; prorogé du {day_name(end)} {short_date(end)}"
        yield Deadline(name, limit, "la publication", basis, path)


_PARTS: tuple[Callable[[Dossier], Iterator[Deadline]], ...] = (_sitting, _convention, _appeal)
