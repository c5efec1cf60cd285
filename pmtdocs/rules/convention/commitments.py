"""CNV023-026: the power to sign, payments after the end, unusual durations, the share of a year."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal

from pmtdocs.dossier import law
from pmtdocs.dossier.model import Blank, Dossier, Stage
from pmtdocs.dossier.model.convention import Empowerment, Instalment
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import euros, plain, plural, short_date
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule
from pmtdocs.rules.dates.events import as_figure, gap

_TERM: Path = ("convention", "duree")


@cites("CGCT, art. L. 2122-21 et L. 5211-2 (à vérifier pour une communauté urbaine)")
@needs("convention.parties")
@rule("habilitation-d-une-autre-deliberation", Severity.WARNING)
def CNV023(dossier: Dossier) -> Faults:
    """La délibération qui habilite à signer est, pour le financeur, celle du dossier ; aucune n'est
    postérieure à la signature.

    Pourquoi : Une habilitation recopiée de l'an passé autorise une autre convention.
    Faux : Séance du 10 avril 2031, habilitation du 11 avril 2030.
    Juste : Séance du 10 avril 2031, habilitation du 10 avril 2031.
    """
    convention, sitting = given(dossier.convention), dossier.seance
    for i, party in enumerate(convention.parties):
        path: Path = ("convention", "parties", i, "habilitation")
        power, own = party.habilitation, party.organisation == dossier.dossier.financeur
        if power is None or isinstance(power.date, Blank):
            continue
        signed = party.signe_le or convention.signature.date
        if own and sitting and dossier.deliberation and not dossier.avenant:
            yield from _other_act(dossier, power, path)
        if isinstance(signed, dt.date) and power.date > signed:
            yield Fault(
                (*path, "date"),
                f"L'habilitation est du {short_date(power.date)}, {gap(power.date, signed)} après "
                f"la signature ({short_date(signed)}).",
                (
                    ("convention", "parties", i, "signe_le")
                    if party.signe_le
                    else ("convention", "signature", "date"),
                ),
                "Corrigez celle des deux dates qui est fausse : on signe une fois habilité.",
                (as_figure(signed), as_figure(power.date)),
            )


def _other_act(dossier: Dossier, power: Empowerment, path: Path) -> Faults:
    held, number = given(dossier.seance).date, given(dossier.deliberation).numero
    help = (
        "Corrigez l'habilitation, ou retirez-la : la délibération du dossier autorise à signer. Si "
        "c'est une délégation générale, acceptez ce constat par une réserve qui la cite."
    )
    if power.date != held:
        yield Fault(
            (*path, "date"),
            f"L'habilitation à signer est du {short_date(given(power.date))}, la délibération du "
            f"dossier est du {short_date(held)} : écart de {gap(given(power.date), held)}.",
            (("seance", "date"),),
            help,
            (as_figure(held), as_figure(given(power.date))),
        )
    elif isinstance(power.numero, str) and isinstance(number, str) and power.numero != number:
        yield Fault(
            (*path, "numero"),
            f"L'habilitation à signer cite la délibération « {power.numero} », celle du dossier "
            f"est « {number} ».",
            (("deliberation", "numero"),),
            help,
        )


#: How long after the end a payment is still in the order of things: on account, then the balance.
_ON_ACCOUNT, _BALANCE = 6, 12
_BALANCE_SAID = re.compile(r"\bsolde\b|\bbilan\b|\bcomptes? rendus?\b|\bjustificat|\bremise\b")


@cites("Usage : une avance se paie pendant la convention, le solde peu après sa fin")
@needs("convention.subvention")
@rule("versement-apres-la-fin", Severity.WARNING)
def CNV024(dossier: Dossier) -> Faults:
    """Un versement, prévu ou payé, ne suit pas de loin la fin de la convention : six mois pour
    une avance, moins d'un an pour le solde.

    Pourquoi : La convention finie, rien ne fonde plus un paiement que sa date ne suive de près.
    Faux : Fin de la convention 30 avril 2032, avance payée le 30 novembre 2032.
    Juste : Fin de la convention 30 avril 2032, solde payé le 30 juin 2032.
    """
    end = given(dossier.convention).duree.fin
    payments = given(dossier.subvention).versements
    for i, payment in enumerate(payments):
        balance = _is_balance(payment, i == len(payments) - 1)
        limit = law.add_months(end, _BALANCE if balance else _ON_ACCOUNT)
        for key, verb, mend in (("date", "est prévu", _LONGER), ("paye_le", "est payé", "")):
            day = getattr(payment, key)
            if isinstance(day, dt.date) and (day >= limit if balance else day > limit):
                what = "Le solde" if balance and i else f"Le versement n° {i + 1}"
                yield Fault(
                    ("convention", "subvention", "versements", i, key),
                    f"{what} {verb} le {short_date(day)}, {gap(day, end)} après la fin de la "
                    f"convention ({short_date(end)}).",
                    ((*_TERM, "fin"),),
                    f"Corrigez la date fausse ; si les deux sont justes, {mend}acceptez ce constat "
                    "par une réserve.",
                    (as_figure(end), as_figure(day)),
                )


#: What can be done of a payment to come, as long as the convention runs.
_LONGER = "prolongez la convention par un avenant avant sa fin, ou "


def _is_balance(payment: Instalment, last: bool) -> bool:
    return last or _BALANCE_SAID.search(plain(payment.evenement or "")) is not None


@cites(
    "Loi n° 68-1250 du 31 décembre 1968, art. 1 (quatre ans, à vérifier pour les pièces) ; usage"
)
@needs("convention.duree")
@rule("duree-inhabituelle", Severity.INFO)
def CNV025(dossier: Dossier) -> Faults:
    """Les pièces se gardent au moins le temps où le paiement peut être discuté, et le préavis de
    résiliation laisse à la convention la moitié de sa durée.

    Pourquoi : Des pièces détruites trop tôt ne prouvent plus rien, et un préavis aussi long que la
    convention ne sert à personne.
    Faux : Convention d'un an, préavis de douze mois, pièces gardées un an.
    Juste : Convention d'un an, préavis d'un mois, pièces gardées dix ans.
    """
    term = given(dossier.convention).duree
    kept, least = (
        term.conservation_annees,
        law.parameter("conservation-annees").at(dossier.day_of_law),
    )
    if kept is not None and least and kept < least.value:
        yield Fault(
            (*_TERM, "conservation_annees"),
            f"Les pièces se gardent {plural(kept, 'an')}, et un paiement peut être discuté "
            f"{least.value} ans : écart de {plural(int(least.value) - kept, 'an')} "
            f"({least.cited()}).",
            ((*_TERM, "fin"),),
            "Vérifiez la durée ; l'usage est de dix ans, comme pour les pièces comptables.",
            (least.value, Decimal(kept)),
        )
    begins, place = _beginning(dossier)
    months = Decimal((term.fin - begins).days * 12) / 365
    if term.preavis_mois and months > 0 and term.preavis_mois > months / 2:
        yield Fault(
            (*_TERM, "preavis_mois"),
            f"Le préavis est de {term.preavis_mois} mois, et la convention en dure "
            f"{months:.0f}, du {short_date(begins)} au {short_date(term.fin)}.",
            (place, (*_TERM, "fin")),
            "Vérifiez le préavis : l'usage est d'un à trois mois.",
            (months.quantize(Decimal(1)), Decimal(term.preavis_mois)),
        )


def _beginning(dossier: Dossier) -> tuple[dt.date, Path]:
    convention = given(dossier.convention)
    if convention.duree.effet:
        return convention.duree.effet, (*_TERM, "effet")
    if isinstance(convention.signature.date, dt.date):
        return convention.signature.date, ("convention", "signature", "date")
    if dossier.seance:
        return dossier.seance.date, ("seance", "date")
    return dt.date(min(dossier.dossier.exercices), 1, 1), ("dossier", "exercices")


@cites("Loi n° 2000-321 du 12 avril 2000, art. 10 ; décret n° 2001-495 du 6 juin 2001, art. 1")
@needs("deliberation.inscription.publie.operation", "budget", "beneficiaire.de_droit_prive")
@rule("part-annuelle-sans-convention", Severity.WARNING, since=Stage.PROJET)
def CNV026(dossier: Dossier) -> Faults:
    """Sans convention, la part que le budget attend du financeur ne dépasse le seuil aucune année.

    Pourquoi : Le seuil se juge année par année : une part inégale peut le dépasser.
    Faux : 40 000 € sur deux ans, sans convention : 30 000 € la première année.
    Juste : 40 000 € sur deux ans, sans convention : 20 000 € chaque année.
    """
    years, body = dossier.dossier.exercices, given(dossier.beneficiaire)
    threshold = dossier.droit("convention-seuil")
    granted = given(given(dossier.deliberation).operation)
    if dossier.convention or threshold is None or not body.de_droit_prive:
        return
    if granted > threshold.value * len(years):
        return  # CNV001 says so
    for year, (share, path) in _shares(dossier).items():
        if share > threshold.value:
            yield Fault(
                path,
                f"Le budget attend du financeur {euros(share)} en {year} : au-delà de "
                f"{euros(threshold.value)} par an une convention est obligatoire, le dossier n'en "
                f"a pas (dépassement de {euros(share - threshold.value)}).",
                (("deliberation", "inscription", "publie", "operation"),),
                "Ajoutez convention.yaml, ou corrigez la part de l'année.",
                (threshold.value, share),
            )


def _shares(dossier: Dossier) -> dict[int, tuple[Decimal, Path]]:
    """What the budget expects of the funder each year that it tells, and where it first does."""
    shares: dict[int, tuple[Decimal, Path]] = {}
    for path, line in given(dossier.budget).recettes.lines():
        if line.financeur == dossier.dossier.financeur and not line.en_nature:
            for year, amount in line.montant.items():
                before = shares.get(year, (Decimal(0), ("budget", "recettes", *path, "montant")))
                shares[year] = (before[0] + amount, before[1])
    return {year: shares[year] for year in sorted(set(shares) & set(dossier.dossier.exercices))}
