"""DEL: what makes the deliberation enforceable, who signs it, how it can be challenged."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import hour, plain, plural, short_date
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule
from pmtdocs.rules.dates.events import Event, as_figure, event, gap

_EXECUTION: Path = ("deliberation", "execution")


@cites("CGCT, art. L. 2121-25 et L. 2131-1")
@needs("seance.date", "deliberation.execution.publication_liste")
@rule("liste-publiee-trop-tard", Severity.WARNING, since=Stage.EXECUTOIRE)
def DEL001(dossier: Dossier) -> Faults:
    """La liste des délibérations est publiée dans la semaine qui suit la séance.

    Pourquoi : La liste fait connaître ce qui a été décidé ; l'acte lui-même n'a pas ce délai.
    Faux : Séance du 11 avril, liste publiée le 19 avril.
    Juste : Séance du 11 avril, liste publiée le 18 avril, acte publié le 24 avril.
    """
    published = given(given(dossier.execution).publication_liste)
    held = given(dossier.seance).date
    delay = dossier.droit("publication-liste-jours")
    if delay is None:
        return
    limit = delay.after(held)
    if published > limit:
        yield Fault(
            (*_EXECUTION, "publication_liste"),
            f"La liste des délibérations de la séance du {short_date(held)} est publiée le "
            f"{short_date(published)} ; elle devait l'être le {short_date(limit)} au plus tard : "
            f"{gap(published, limit)} de retard.",
            (("seance", "date"),),
            "Vérifiez la date ; l'acte lui-même n'a pas ce délai.",
            (as_figure(limit), as_figure(published)),
        )


@cites("CGCT, art. L. 2131-1, L. 2131-2 et L. 5211-3 ; CE, avis, 10 juin 1996, n° 176873")
@needs("convention.signature.date", "execution.reception")
@rule("convention-signee-avant-l-acte-executoire", Severity.ERROR, since=Stage.EXECUTOIRE)
def DEL002(dossier: Dossier) -> Faults:
    """La collectivité signe la convention après la réception de la délibération, ou de l'acte pris
    sans vote, par le préfet, et sa publication ou notification ; le même jour, les heures le
    disent.

    Pourquoi : Signée avant, la convention l'est par une autorité qui n'en a pas encore le pouvoir.
    Faux : Délibération publiée le 24 avril, convention signée le 22 avril.
    Juste : Délibération reçue le 22 avril, publiée le 24 avril, convention signée le 25 avril.
    """
    execution, root = given(dossier.execution), (dossier.decidee, "execution")
    received = event("reçue par le préfet", (*root, "reception"), execution.reception)
    published = _made_known(dossier)
    what = "la délibération" if dossier.deliberation else "la décision"
    hours = (execution.heure_reception, execution.heure_publication)
    for signed, at in _signatures(dossier):
        for steps, their_hour in zip((received, published), hours, strict=True):
            for before in steps:
                yield from _signed_after(what, signed, at, before, their_hour)


def _made_known(dossier: Dossier) -> list[Event]:
    """The day when the decision is published, or notified to whom it is about."""
    act, sitting = dossier.acte, dossier.seance
    if act and not dossier.deliberation:
        if act.individuel:
            return event("notifiée", ("acte", "notification"), act.notification)
        return event("publiée", ("acte", "publication"), act.publication)
    return event("publiée", ("seance", "publication"), sitting.publication) if sitting else []


def _signatures(dossier: Dossier) -> Iterator[tuple[Event, dt.time | None]]:
    """When the authority signed: its own day if the data tell it, else that of the convention."""
    convention = given(dossier.convention)
    for i, party in enumerate(convention.parties):
        if party.organisation == dossier.dossier.financeur:
            path: Path = ("convention", "signature", "date")
            day = convention.signature.date
            if party.signe_le is not None:
                path, day = ("convention", "parties", i, "signe_le"), party.signe_le
            yield from ((e, party.signe_a) for e in event("la convention", path, day))
            return


_AFTER = (
    "Corrigez la date si elle est fausse : la collectivité signe après, l'association peut signer "
    "avant."
)
_HOURS = "Indiquez les heures (« signe_a », « heure_reception », « heure_publication »)."


def _signed_after(
    what: str, signed: Event, at: dt.time | None, before: Event, their_hour: dt.time | None
) -> Faults:
    words, help = f"La collectivité signe la convention le {short_date(signed.day)}", _AFTER
    if signed.day > before.day:
        return
    if signed.day < before.day:
        words += (
            f" ; {what} n'est {before.name} que le {short_date(before.day)}, "
            f"{gap(signed.day, before.day)} plus tard."
        )
    elif at is None or their_hour is None:
        words += (
            f", le jour même où {what} est {before.name} : sans les deux heures, rien ne "
            "dit qu'elle signe après."
        )
        help = _HOURS
    elif at <= their_hour:
        words += (
            f" à {hour(at)} ; {what} n'est {before.name} qu'à {hour(their_hour)}, le même jour."
        )
    else:
        return
    figures = (as_figure(before.day), as_figure(signed.day))
    yield Fault(signed.path, words, (before.path,), help, figures)


@cites("CJA, art. R. 421-1")
@needs("decision.recours")
@rule("recours-mal-indique", Severity.WARNING)
def DEL003(dossier: Dossier) -> Faults:
    """La délibération, ou l'acte pris sans vote, indique le tribunal administratif, le même que la
    convention, et le délai de recours de la loi.

    Pourquoi : Un recours mal indiqué ne fait pas courir le délai contre celui qui l'a suivi.
    Faux : Recours devant le tribunal judiciaire dans les trois mois.
    Juste : Recours devant le tribunal administratif, nommé avec sa ville, dans les deux mois.
    """
    decision = dossier.decision
    appeal = given(decision.recours if decision else None)
    yield from _court(dossier, appeal.juridiction)
    delay = dossier.droit("recours-mois")
    stated = appeal.delai_mois
    if delay is not None and stated != delay.value:
        yield Fault(
            (dossier.decidee, "recours", "delai_mois"),
            f"L'acte ouvre un recours de {stated} mois, la loi en donne {delay.value} : "
            f"écart de {abs(stated - delay.value)} mois. {delay.cited()}.",
            (("seance", "date") if dossier.seance else (dossier.decidee, "numero"),),
            "Écrivez le délai que la loi fixe.",
            (delay.value, Decimal(stated)),
        )


def _court(dossier: Dossier, court: str) -> Faults:
    path: Path = (dossier.decidee, "recours", "juridiction")
    said = "La délibération" if dossier.deliberation else "L'acte"
    other = dossier.convention.tribunal if dossier.convention else None
    place: Path = ("convention", "tribunal") if other else (*path[:2], "delai_mois")
    if "tribunal administratif" not in plain(court):
        yield Fault(
            path,
            f"Le recours est porté devant « {court} », qui n'est pas un tribunal administratif.",
            (place,),
            "Nommez le tribunal administratif du ressort.",
        )
    elif other and plain(court) not in plain(other) and plain(other) not in plain(court):
        yield Fault(
            path,
            f"{said} nomme « {court} », la convention « {other} » : deux tribunaux pour "
            "une même collectivité.",
            (place,),
            "Nommez aux deux endroits le tribunal administratif du ressort.",
        )


@cites("CGCT, art. L. 2121-23, depuis le 1er juillet 2022")
@needs("deliberation.signataires", "seance.presidence", "seance.secretaire")
@rule("signature-de-la-deliberation-incomplete", Severity.WARNING, since=Stage.VOTE)
def DEL004(dossier: Dossier) -> Faults:
    """La délibération est signée par qui préside la séance et par le secrétaire de séance.

    Pourquoi : Les deux signatures attestent ensemble ce que l'assemblée a décidé.
    Faux : Séance de 2031, une seule signature : celle de la présidente.
    Juste : Séance de 2031, signatures de la présidente et de la secrétaire de séance.
    """
    report, sitting = given(dossier.deliberation), given(dossier.seance)
    both = dossier.droit("signature-secretaire")
    if both is None or not both.value:
        return
    signers = {signatory.personne for signatory in report.signataires}
    for office, words in (("presidence", "qui préside"), ("secretaire", "secrétaire de séance")):
        person = getattr(sitting, office).membre
        instead = report.presidence if office == "presidence" else None
        if not signers & {person, instead}:
            name = dossier.commun.personnes[person].complet
            yield Fault(
                ("deliberation", "signataires"),
                f"{name}, {words}, n'est pas parmi les signataires : la délibération porte "
                f"{plural(len(signers), 'signature')} sans la sienne.",
                (("seance", office, "membre"),),
                "Si l'acte la porte, ajoutez-la aux données ; sinon, faites signer, ou vérifiez "
                "qui tenait cet office.",
            )


@cites("CGCT, art. L. 2131-1")
@needs("execution.executoire")
@rule("acte-dit-executoire-trop-tot", Severity.WARNING, since=Stage.EXECUTOIRE)
def DEL005(dossier: Dossier) -> Faults:
    """L'acte n'est dit exécutoire qu'à partir de sa publication, ou de sa notification s'il est
    individuel, et de sa transmission.

    Pourquoi : Une décision appliquée avant d'être exécutoire expose ce qu'on en a tiré.
    Faux : Acte publié le 24 avril, dit exécutoire le 20 avril.
    Juste : Acte transmis le 22 avril, publié le 24 avril, exécutoire le 24 avril.
    """
    execution, root = given(dossier.execution), (dossier.decidee, "execution")
    said = given(execution.executoire)
    known = (one._replace(name=f"sa {one.path[-1]}") for one in _made_known(dossier))
    sent = event("sa transmission", (*root, "transmission"), execution.transmission)
    for step in (*known, *sent):
        if said < step.day:
            yield Fault(
                (*root, "executoire"),
                f"L'acte est dit exécutoire le {short_date(said)}, {gap(said, step.day)} avant "
                f"{step.said()}.",
                (step.path,),
                "Corrigez la date si elle est fausse : un acte n'est exécutoire qu'une fois publié "
                "ou notifié, et transmis au représentant de l'État.",
                (as_figure(step.day), as_figure(said)),
            )
