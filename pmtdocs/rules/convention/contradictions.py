"""CNV013: clauses that cannot both hold, by their words or by what the data pays."""

from __future__ import annotations

import re

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.convention import Subsidy
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import plain
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, text_rule
from pmtdocs.rules.convention.library import offered, opposed
from pmtdocs.templates.words import Wording, Wordings
from pmtdocs.word.paragraph import Paragraph

_REQUEST = re.compile(r"\bdemandes? de (?:versement|paiement)\b")
_BALANCE = re.compile(
    r"\bacomptes?\b|\b(?:versement|paiement) du solde\b|\bsolde de la subvention\b"
    r"|\bune avance de\b"
)
_EFFECT = re.compile(
    r"\bprend(?:ra)? effet\b[^.;\n]{0,60}?\b(signature|notification|transmission|publication)\b"
)


@cites("Déduit des documents : deux clauses d'un même acte ne se contredisent pas")
@needs("convention.subvention")
@text_rule("clauses-contradictoires", Severity.WARNING)
def CNV013(wordings: Wordings, dossier: Dossier) -> Faults:
    """Les clauses choisies tiennent ensemble : versement, contrôle, acompte, prise d'effet.

    Pourquoi : Une clause reprise d'une autre année ne s'applique à rien, ou rend l'acte ambigu.
    Faux : Tout est versé à la signature ; le contrôle a lieu « lors des demandes de versement ».
    Juste : Tout est versé à la signature ; le contrôle a lieu au vu du compte rendu financier.
    """
    yield from opposed(wordings, dossier)
    wording, subsidy = given(wordings.convention), given(dossier.subvention)
    for fault in _requests(wording, subsidy):
        yield offered(fault, "demande-de-versement", wordings)
    yield from _balance(wording, subsidy)
    yield from _effects(wording)


def _requests(wording: Wording, subsidy: Subsidy) -> Faults:
    """Everything is paid at signature: nobody will ask for a payment."""
    payments = subsidy.versements
    if not all("signature" in plain(payment.evenement or "") for payment in payments):
        return
    for paragraph in wording.saying(_REQUEST):
        yield Fault(
            paragraph.path,
            f"{_quoted(paragraph, _REQUEST)} : or toute la subvention est versée "
            f"« {payments[0].evenement} », il n'y aura aucune demande de versement.",
            (("convention", "subvention", "versements", 0, "evenement"), *_payment(wording)),
            "Contrôlez par exemple au vu du compte rendu financier, ou versez en plusieurs fois.",
        )


def _payment(wording: Wording) -> tuple[Path, ...]:
    """The article that says how the grant is paid."""
    found = next((p for p in wording.articles if "versement" in p.plain.split()), None)
    return (found.path,) if found else ()


def _balance(wording: Wording, subsidy: Subsidy) -> Faults:
    """An advance or a balance, when the grant is paid at once."""
    payments = subsidy.versements
    if len(payments) > 1:
        return
    for paragraph in wording.saying(_BALANCE):
        yield Fault(
            paragraph.path,
            f"{_quoted(paragraph, _BALANCE)} : or la subvention est versée en une fois.",
            (("convention", "subvention", "versements", 0), *_payment(wording)),
            "Retirez ces mots, ou prévoyez plusieurs versements dans convention.yaml.",
        )


def _effects(wording: Wording) -> Faults:
    """Two days of effect."""
    found = [(p, m[1]) for p in wording.printed if (m := _EFFECT.search(p.plain))]
    for paragraph, event in found[1:]:
        first, before = found[0]
        if event != before:
            yield Fault(
                paragraph.path,
                f"La convention prend effet ici à la {event}, et à l'article {first.article} "
                f"à la {before}.",
                (first.path,),
                "Gardez une seule date d'effet.",
            )


def _quoted(paragraph: Paragraph, pattern: re.Pattern[str]) -> str:
    match = pattern.search(paragraph.plain)
    return f"Le texte parle de « {match[0] if match else ''} »"
