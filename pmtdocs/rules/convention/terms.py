"""CNV: what facts decide of a convention: reports, payments, originals, dates."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from pmtdocs.dossier import law
from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.dossier.model.convention import Signature
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import plural, short_date
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule
from pmtdocs.rules.dates.events import Event, as_figure, event, gap

_TERM: Path = ("convention", "duree")


@cites("Loi n° 2000-321 du 12 avril 2000, art. 10 ; arrêté du 11 octobre 2006")
@needs("convention.subvention.affectee", "convention.duree.remise", "beneficiaire.de_droit_prive")
@rule("compte-rendu-financier-trop-tard", Severity.ERROR)
def CNV004(dossier: Dossier) -> Faults:
    """Le compte rendu financier d'une subvention affectée est remis dans le délai qui court de la
    fin de l'exercice, du dernier s'il y en a plusieurs.

    Pourquoi : Passé ce délai, rien n'atteste que l'argent a servi à ce qui a été décidé.
    Faux : Subvention de 2031, compte rendu attendu le 1er octobre 2032.
    Juste : Subvention de 2031, compte rendu attendu le 30 avril 2032.
    """
    term = given(dossier.convention).duree
    due, last = given(term.remise), max(dossier.dossier.exercices)
    delay = dossier.droit("compte-rendu-financier-mois")
    if delay is None or not given(dossier.subvention).affectee:
        return
    limit = delay.after(dt.date(last, 12, 31))
    if due > limit:
        written = "fin" if term.cesse_a_la_remise else "remise"
        yield Fault(
            (*_TERM, written),
            f"Le compte rendu financier est attendu le {short_date(due)} ; pour une subvention de "
            f"{last}, il est dû le {short_date(limit)} au plus tard : {gap(due, limit)} de retard.",
            (("dossier", "exercices"),),
            "Avancez la date de remise ; la convention peut cesser plus tard.",
            (as_figure(limit), as_figure(due)),
        )


@cites("Loi n° 2021-875 du 1er juillet 2021")
@needs("convention.notification")
@rule("versement-tardif", Severity.WARNING, since=Stage.PAYE)
def CNV008(dossier: Dossier) -> Faults:
    """À défaut de date ou d'événement convenus, la subvention est payée dans le délai qui court de
    sa notification.

    Pourquoi : Le bénéficiaire engage ses dépenses en comptant sur elle.
    Faux : Notification le 30 avril, paiement le 15 juillet, rien de convenu.
    Juste : Notification le 30 avril, paiement « à la signature de la convention ».
    """
    notified = given(given(dossier.convention).notification)
    delay = law.parameter("paiement-jours").at(notified)
    if dossier.subvention is None or delay is None:
        return
    limit = delay.after(notified)
    for i, payment in enumerate(dossier.subvention.versements):
        if payment.evenement or payment.date or payment.paye_le is None:
            continue
        if payment.paye_le > limit:
            yield Fault(
                ("convention", "subvention", "versements", i, "paye_le"),
                f"Le versement est payé le {short_date(payment.paye_le)} ; sans date ni événement "
                f"convenus, il était dû le {short_date(limit)} au plus tard : "
                f"{gap(payment.paye_le, limit)} de retard.",
                (("convention", "notification"),),
                "Vérifiez les dates, ou indiquez ce que la convention fixe.",
                (as_figure(limit), as_figure(payment.paye_le)),
            )


@cites("Usage : un original par partie")
@needs("convention.signature")
@rule("originaux-mal-comptes", Severity.WARNING)
def CNV009(dossier: Dossier) -> Faults:
    """Il y a autant d'originaux que de parties, davantage si l'acte dit pourquoi, aucun si la
    signature est électronique.

    Pourquoi : Chaque partie garde un original ; un original de trop n'a pas de destinataire.
    Faux : Trois originaux pour deux parties, sans raison.
    Juste : Deux originaux pour deux parties.
    """
    convention = given(dossier.convention)
    parties, signature = len(convention.parties), convention.signature
    wanted = 0 if signature.electronique else parties
    if words := _originals(signature, parties):
        yield Fault(
            ("convention", "signature", "exemplaires"),
            words,
            tuple(("convention", "parties", i) for i in range(parties)),
            "Corrigez le nombre, ou dites pourquoi : « motif_exemplaires ».",
            (Decimal(wanted), Decimal(signature.exemplaires)),
        )


def _originals(signature: Signature, parties: int) -> str:
    stated = signature.exemplaires
    said = f"La convention annonce {plural(stated, 'original', 'originaux')}"
    if signature.electronique:
        return f"{said}, elle est signée électroniquement : il n'y en a aucun." if stated else ""
    said += f" pour {plural(parties, 'partie')}"
    if stated < parties:
        missing = plural(parties - stated, "original", "originaux")
        return f"{said} : il manque {missing}."
    if stated > parties and signature.motif_exemplaires is None:
        return f"{said} : {stated - parties} de plus, sans raison dite."
    return ""


@cites("Annualité ; déduit des documents")
@needs("convention.duree")
@rule("durees-incoherentes", Severity.ERROR)
def CNV011(dossier: Dossier) -> Faults:
    """L'année, la période d'éligibilité, la prise d'effet et la fin s'accordent sans se confondre :
    une convention de 2031 peut prendre effet en avril et finir en 2032.

    Pourquoi : Une dépense hors période, ou une convention finie avant de commencer, ne se paie pas.
    Faux : Exercice 2031, dépenses éligibles jusqu'en juin 2032, convention finie en avril 2032.
    Juste : Exercice 2031, dépenses éligibles en 2031, effet à la signature, fin le 30 avril 2032.
    """
    convention = given(dossier.convention)
    duration = convention.duree
    end = Event("la fin de la convention", (*_TERM, "fin"), duration.fin)
    effect = event("sa prise d'effet", (*_TERM, "effet"), duration.effet)
    day = convention.signature.date
    signed = event("sa signature", ("convention", "signature", "date"), day)
    years = _years(dossier)
    pairs = [(years[1], end), *((e, end) for e in (*_voted(dossier), *effect, *signed))]
    pairs += [(e, years[2]) for e in effect]
    if period := duration.eligibilite:
        root: Path = (*_TERM, "eligibilite")
        opens = Event("le début de la période d'éligibilité", (*root, "debut"), period.debut)
        closes = Event("la fin de la période d'éligibilité", (*root, "fin"), period.fin)
        pairs += [(opens, closes), (opens, years[2]), (years[0], closes), (closes, end)]
    yield from (_reversed(before, after) for before, after in pairs if after.day < before.day)


def _voted(dossier: Dossier) -> list[Event]:
    """The sitting that approves it; one held after its years puts right what is past."""
    day = dossier.seance.date if dossier.seance and dossier.deliberation else None
    late = day is not None and day.year > max(dossier.dossier.exercices)
    return event("la séance qui l'approuve", ("seance", "date"), None if late else day)


def _years(dossier: Dossier) -> tuple[Event, Event, Event]:
    """First day of the years of the grant, first of the last year, last day of all."""
    years, path = dossier.dossier.exercices, ("dossier", "exercices")
    return (
        Event("le début de l'exercice", path, dt.date(min(years), 1, 1)),
        Event("le début du dernier exercice", path, dt.date(max(years), 1, 1)),
        Event("la fin de l'exercice", path, dt.date(max(years), 12, 31)),
    )


def _reversed(before: Event, after: Event) -> Fault:
    """What a person must look at is the convention's own date, not the year of the dossier."""
    mine, other = (before, after) if after.path[0] == "dossier" else (after, before)
    return Fault(
        mine.path,
        after.precedes(before),
        (other.path,),
        "Corrigez la date fausse ; l'année, l'éligibilité, l'effet et la fin sont distincts.",
        (as_figure(other.day), as_figure(mine.day)),
    )
