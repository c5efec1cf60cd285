"""CNV006, 015: what the convention asks the beneficiary to hand over, and to whom money may go."""

from __future__ import annotations

import re

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Path, Severity
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, text_rule
from pmtdocs.rules.convention.library import offered
from pmtdocs.templates.words import Wordings
from pmtdocs.word.paragraph import ROOT

_ACCOUNTS = re.compile(r"\bcomptes?\b[^.\n]{0,150}\bcertifi|\bcertifi\w+[^.\n]{0,150}\bcomptes?\b")
_BUDGET = re.compile(
    r"(?:\bcopies?\b|\bcertifi\w+)[^.\n]{0,150}\bbudgets?\b|\bbudgets?\b[^.\n]{0,150}\bcertifi"
)
#: The grant given on to another body.
ONWARD = re.compile(
    r"\b(?:revers|redistribu|retroced|subvention)\w*[^.\n]{0,150}"
    r"\b(?:autres? (?:organisme|association|personne|structure)|tiers\b)"
)
_FINANCIAL_REPORT = re.compile(
    r"\bcomptes?[- ]rendus?\b[^.\n]{0,60}\bfinanciers?\b|\bcerfa\b[^.\n]{0,20}\b15059\b"
)
_HANDED_OVER = re.compile(r"\bcomptes?\b|rapports? d'activite|\bjustificatifs?\b")
RECIPIENT: Path = ("dossier", "beneficiaire")


@cites("CGCT, art. L. 1611-4")
@needs("convention.subvention", "beneficiaire.de_droit_prive")
@text_rule("comptes-ou-reversement-tus", Severity.WARNING)
def CNV006(wordings: Wordings, dossier: Dossier) -> Faults:
    """La convention demande la copie certifiée du budget et des comptes, et dit que la subvention
    n'est pas reversée à un autre organisme, sauf ce qu'elle permet.

    Pourquoi : Le bénéficiaire lit la convention, non le code : ce qu'elle tait n'est pas remis.
    Faux : « Il remet ses comptes annuels certifiés. »
    Juste : « Il remet une copie certifiée de son budget et de ses comptes de l'exercice écoulé. »
    """
    wording, beneficiary = given(wordings.convention), given(dossier.beneficiaire)
    if not beneficiary.de_droit_prive:
        return
    found = next(wording.saying(_ACCOUNTS), None)
    if found is None or not _BUDGET.search(wording.plain):
        said = "que les comptes certifiés, et non le budget" if found else "ni budget ni comptes"
        fault = Fault(
            found.path if found else (ROOT, wording.part, "copie-certifiee"),
            f"La convention ne demande {said} : le bénéficiaire d'une subvention fournit une copie "
            "certifiée de ses budgets et de ses comptes de l'exercice écoulé.",
            (RECIPIENT,),
            "Demandez la copie certifiée du budget et des comptes : la loi l'exige.",
        )
        yield offered(fault, "copie-certifiee", wordings)
    if not ONWARD.search(wording.plain):
        fault = Fault(
            (ROOT, wording.part, "reversement-a-un-tiers"),
            "La convention ne dit pas si le bénéficiaire peut reverser la subvention à un autre "
            "organisme : la loi l'interdit, sauf si la convention le prévoit expressément.",
            (RECIPIENT,),
            "Rappelez l'interdiction, ou dites à qui et pour quoi le reversement est permis.",
        )
        yield offered(fault, "reversement-a-un-tiers", wordings)


@cites("Loi n° 2000-321 du 12 avril 2000, art. 10 ; arrêté du 11 octobre 2006")
@needs("convention.subvention.affectee", "beneficiaire.de_droit_prive")
@text_rule("compte-rendu-financier-tu", Severity.ERROR)
def CNV015(wordings: Wordings, dossier: Dossier) -> Faults:
    """La convention d'une subvention affectée à une dépense déterminée nomme le compte rendu
    financier parmi les pièces à remettre.

    Pourquoi : Des comptes annuels, même certifiés, couvrent tout l'organisme : ils n'attestent pas
    que la subvention a payé l'action qui l'a motivée.
    Faux : Subvention affectée, « Il remet ses comptes annuels certifiés. »
    Juste : Subvention affectée, « Il remet le compte rendu financier du programme. »
    """
    wording, beneficiary = given(wordings.convention), given(dossier.beneficiaire)
    if not (beneficiary.de_droit_prive and given(dossier.subvention).affectee):
        return
    if _FINANCIAL_REPORT.search(wording.plain):
        return
    asked = next((p for p in wording.saying(_HANDED_OVER) if not p.is_heading), None)
    said = f" ; elle demande « {asked.words.rstrip(' ;.')} »" if asked else ""
    fault = Fault(
        asked.path if asked else (ROOT, wording.part, "compte-rendu-financier"),
        "La subvention est affectée à une dépense déterminée, et la convention ne demande pas de "
        f"compte rendu financier{said}. La loi veut ce compte rendu, qui atteste que "
        "les dépenses sont conformes à l'objet.",
        (("convention", "subvention", "affectee"),),
        "Nommez-le parmi les pièces à remettre : « le compte rendu financier du programme ».",
    )
    yield offered(fault, "compte-rendu-financier", wordings)
