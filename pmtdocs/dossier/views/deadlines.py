"""The dates that a grant has to keep, from the facts known so far, each with its law."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from typing import NamedTuple

from pmtdocs.dossier import days_off
from pmtdocs.dossier.model import Blank, Dossier
from pmtdocs.dossier.model.convention import Convention, Subsidy
from pmtdocs.dossier.model.sitting import Sitting
from pmtdocs.finding import Path
from pmtdocs.language.french import NBSP, day_name, plain, short_date


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


def notice_key(sitting: Sitting) -> str:
    """The parameter that says how long before it the members are called; empty for none."""
    if plain(sitting.instance).startswith(("commission permanente", "bureau")):
        return ""  # as its règlement intérieur says
    if sitting.seconde_convocation:
        return "seconde-convocation-jours-francs"
    urgent, ordinary = "convocation-jours-francs-urgence", "convocation-jours-francs"
    return urgent if sitting.urgence else ordinary


def reports_key(sitting: Sitting) -> str:
    """The parameter that says how long before it reports are sent; empty for none."""
    outside = sitting.urgence or sitting.seconde_convocation
    return "rapports-jours" if notice_key(sitting) and not outside else ""


def _sitting(dossier: Dossier) -> Iterator[Deadline]:
    sitting = dossier.seance
    if sitting is None:
        return
    path: Path = ("seance", "convocation")
    for key, name, done in (
        (notice_key(sitting), "Envoyer la convocation", sitting.convocation),
        (reports_key(sitting), "Envoyer les rapports", sitting.rapports or sitting.convocation),
    ):
        if delay := dossier.droit(key) if key else None:
            limit = delay.before(sitting.date)
            yield Deadline(name, limit, "la séance", delay.cited(), path, done)
    if listed := dossier.droit("publication-liste-jours"):
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
    delay = dossier.droit("paiement-jours", notified)
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
    sum_of_law = dossier.droit("donnees-ouvertes-seuil", day)
    months = dossier.droit("donnees-ouvertes-mois", day)
    if sum_of_law and months and subsidy.montant > sum_of_law.value:
        name, since = "Publier les données de la subvention", "la signature de la convention"
        path, done = ("convention", "donnees_ouvertes"), convention.donnees_ouvertes
        due = months.after(signed) if signed else None
        yield Deadline(name, due, since, months.cited(), path, done)


def _report(dossier: Dossier, convention: Convention, subsidy: Subsidy) -> Iterator[Deadline]:
    """One a year for which it is granted; the convention may ask for it earlier than the law."""
    path: Path = ("convention", "duree", "remise")
    if convention.duree.remise:
        name, basis = "Recevoir le compte rendu financier", "Convention"
        yield Deadline(name, convention.duree.remise, "", basis, path)
    years = dossier.dossier.exercices
    for year in years if subsidy.affectee else ():
        end = dt.date(year, 12, 31)
        if months := dossier.droit("compte-rendu-financier-mois", end):
            which = f" de {year}" if len(years) > 1 else ""
            name = f"Recevoir le compte rendu financier{which}, au plus tard"
            yield Deadline(name, months.after(end), "la fin de l'exercice", months.cited(), path)


def _appeal(dossier: Dossier) -> Iterator[Deadline]:
    """From the day when the decision is published, or notified to whom it is about."""
    act = None if dossier.deliberation else dossier.acte
    published = dossier.seance.publication if dossier.seance else None
    against, known, path = "la délibération", published, ("seance", "publication")
    if act:
        step = "notification" if act.individuel else "publication"
        against, known, path = "l'acte", getattr(act, step), ("acte", step)
    months = dossier.droit("recours-mois", known)
    if months and (act.decide if act else dossier.deliberation):
        limit, basis = None, months.cited()
        if known:
            limit = months.after(known, _where(dossier))
            if limit != (end := months.ends(known)):
                basis += f" ; prorogé du {day_name(end)} {short_date(end)}"
        name = f"Fin du délai de recours contre {against}"
        yield Deadline(name, limit, f"la {path[1]}", basis, path)


_PARTS: tuple[Callable[[Dossier], Iterator[Deadline]], ...] = (_sitting, _convention, _appeal)
