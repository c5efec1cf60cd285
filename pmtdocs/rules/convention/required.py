"""CNV002, 012: what the words of the convention must say.

A clause is recognised by its usual words, broadly: what is said otherwise than expected must not
be reported as missing. Patterns are matched on plain text (no accent, no capital).
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from pmtdocs.dossier.law import Value
from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.budget import WHOLE
from pmtdocs.dossier.model.convention import Subsidy
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import euros, short_date
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, text_rule
from pmtdocs.rules.convention.accounts import ONWARD, RECIPIENT
from pmtdocs.rules.convention.library import judged, offered
from pmtdocs.templates.words import Wording, Wordings
from pmtdocs.word.paragraph import ROOT

_AMOUNT: Path = ("convention", "subvention", "montant")
_GRANT = r"(?:subvention|aide|fonds|somme|concours)"
_SPENT = r"(?:depens|utilis|employ|consomm)\w+"


class Clause(NamedTuple):
    """Something that a convention says: its key in a path, its name, how it is recognised."""

    key: str
    name: str
    words: re.Pattern[str]
    field: str = ""
    """A field whose printing says it as well: ``subvention.montant``."""
    beside: tuple[str, ...] = ("subvention", "obligation", "objet")
    """Words of the heading of the article where it would stand, the best first."""

    def is_said(self, wording: Wording) -> bool:
        """Is it said anywhere in the part?"""
        return bool(self.words.search(wording.plain)) or (
            bool(self.field) and any(self.field in name for name in wording.fields)
        )

    def missing(self, wording: Wording, why: str) -> Fault:
        """The fault of a convention that does not say it."""
        beside = next((p for w in self.beside for p in wording.articles if w in p.plain), None)
        where = f"à l'article {beside.article} « {beside.words} »" if beside else "dans un article"
        return Fault(
            (ROOT, wording.part, self.key),
            f"La convention ne dit pas {self.name} : {why}.",
            (beside.path, _AMOUNT) if beside else (_AMOUNT,),
            f"Ajoutez cette clause, par exemple {where}.",
        )


def _clause(key: str, name: str, words: str, field: str = "", beside: str = "subvention") -> Clause:
    return Clause(key, name, re.compile(words), field, tuple(beside.split("|")))


CONTROL = _clause("controle", "comment l'emploi de la subvention est contrôlé", r"\bcontrol\w+")
_REQUIRED = (
    _clause("objet", "quel est son objet", r"\bobjet\b|fixe les conditions|a pour but"),
    _clause("montant", "le montant de la subvention", r"\d ?(?:€|euros)", "subvention.montant"),
    _clause(
        "versement",
        "comment la subvention est versée",
        rf"modalites de (?:versement|paiement)|\b{_GRANT}\b[^.\n]{{0,150}}\b(?:verse|paye|mandat)",
        "versements",
        "montant|subvention",
    ),
    _clause(
        "conditions-d-utilisation",
        "à quelles conditions la subvention est utilisée",
        rf"\b(?:emploi|utilis|employ|affect|consacr)\w*\b[^.\n]{{0,150}}\b{_GRANT}s?\b"
        rf"|\b{_GRANT}s?\b[^.\n]{{0,150}}\b(?:utilis|employ|affect|consacr)",
        beside="obligation|objet",
    ),
    CONTROL,
    _clause(
        "evaluation",
        "comment les résultats sont évalués",
        r"\bevalu\w+|\bindicateurs?\b|resultats obtenus|rapport d'activite",
        beside="control|programme|subvention",
    ),
)
_UNSPENT = _clause(
    "reste-non-depense",
    "à quelles conditions le bénéficiaire conserve ce qu'il n'a pas dépensé de la subvention",
    rf"\bnon {_SPENT}|\bpas (?:ete )?(?:\w+ )?{_SPENT}|\bexcedent|\breliquat|\btrop[- ]percu"
    r"|\bfonds dedies|\bin(?:employe|utilise)",
    beside="revers|restitu|rembours|subvention",
)


def _is_compulsory(dossier: Dossier, subsidy: Subsidy, day: dt.date) -> Value | None:
    """The threshold above which the law wants a convention, when this grant exceeds it."""
    beneficiary = dossier.beneficiaire
    if beneficiary is None or not beneficiary.de_droit_prive:
        return None
    threshold = dossier.droit("convention-seuil", day)
    by_year = subsidy.montant.by_year
    shared = subsidy.montant / len(dossier.dossier.exercices)
    yearly = shared if WHOLE in by_year else max(by_year.values())
    return threshold if threshold and yearly > threshold.value else None


@cites("Loi n° 2000-321 du 12 avril 2000, art. 10 ; loi n° 2021-875 du 1er juillet 2021")
@needs("convention.subvention", "beneficiaire.de_droit_prive")
@text_rule("clause-obligatoire-absente", Severity.ERROR)
def CNV002(wordings: Wordings, dossier: Dossier) -> Faults:
    """La convention obligatoire dit l'objet, le montant, les conditions d'utilisation, et depuis la
    loi n° 2021-875 le versement, le contrôle, l'évaluation et, pour un organisme à but non
    lucratif, ce que devient le reste non dépensé.

    Pourquoi : Sans ces clauses, la convention ne remplit pas ce que la loi demande, et le
    reversement de ce qui n'est pas dépensé se discute.
    Faux : Une convention de 45 000 € votée en 2031 qui ne dit rien des sommes non dépensées.
    Juste : « La part de la subvention non dépensée au 31 décembre est reversée. »
    """
    wording, subsidy = given(wordings.convention), given(dossier.subvention)
    day, how, place = judged(dossier)
    threshold = _is_compulsory(dossier, subsidy, day)
    if threshold is None:
        return
    why = (
        f"la loi l'exige au-delà de {euros(threshold.value)} par an, "
        f"la subvention est de {euros(subsidy.montant)}"
    )
    for clause in _REQUIRED:
        always = clause.key not in _SINCE
        if (always or _asked(_SINCE[clause.key], dossier, day)) and not clause.is_said(wording):
            yield offered(clause.missing(wording, why), clause.key, wordings)
    unspent = _asked("reste-non-depense", dossier, day)
    if unspent and unspent.since and not _UNSPENT.is_said(wording):
        since = f"la loi l'exige depuis le {short_date(unspent.since)} ({unspent.cited()})"
        fault = _UNSPENT.missing(wording, f"{since} ; or la convention {how} {short_date(day)}")
        placed = fault._replace(related=(*fault.related, place))
        yield offered(placed, _UNSPENT.key, wordings)


#: The clauses that the law did not always want, and the parameter that says since when.
_SINCE = {
    "versement": "convention-versement",
    "controle": "convention-controle-evaluation",
    "evaluation": "convention-controle-evaluation",
}


def _asked(key: str, dossier: Dossier, day: dt.date) -> Value | None:
    """Since when the law wants a clause of this beneficiary; None where it does not."""
    found = dossier.droit(key, day)
    return found if found and found.value else None


# --- CNV012 ----------------------------------------------------------------------------------

#: The circulaire is on relations with associations.
_NOT_FOR_PROFIT = ("association", "fondation")
_REPAID = re.compile(r"\brevers(?:ement|ee?s?|er)\b|\brestitu|\brembours")
_HEARD = re.compile(
    r"\bentendu|\bobservations\b|\bcontradictoire|\bmise? (?:a meme|en mesure) de|\bs'expliquer"
)
_ENDED = "comment elle prend fin avant terme"
_TRIED = r"\blitige|\bcontentieux|\btribunal|\bjuridiction"
_CUSTOM = (
    _clause("resiliation", _ENDED, r"\bresili|\bdenonc", beside="litige"),
    _clause(
        "litiges", "quel tribunal connaît des litiges", _TRIED, "convention.tribunal", "resili"
    ),
)
_REVERSED = _clause("reversement", "quand la subvention est reversée", "", beside="control|resili")


@cites("Circulaire du 29 septembre 2015")
@needs("convention.subvention", "beneficiaire")
@text_rule("sanction-incomplete", Severity.WARNING)
def CNV012(wordings: Wordings, dossier: Dossier) -> Faults:
    """La convention avec un organisme privé prévoit le contrôle, le reversement après avoir entendu
    le bénéficiaire, la résiliation et le tribunal compétent.

    Pourquoi : Reprendre une subvention sans que le bénéficiaire ait pu s'expliquer expose à un
    recours.
    Faux : « Le financeur peut exiger le reversement de l'aide. »
    Juste : « Après avoir entendu le bénéficiaire, il peut exiger le reversement de l'aide. »
    """
    wording, subsidy = given(wordings.convention), given(dossier.subvention)
    body = given(dossier.beneficiaire)
    if body.public:
        return
    why = "la circulaire du 29 septembre 2015 le prévoit"
    if body.body.kind not in _NOT_FOR_PROFIT:
        why = "l'usage, pris des conventions avec les associations, le veut"
    voluntary = _is_compulsory(dossier, subsidy, judged(dossier)[0]) is None
    for clause in (*((CONTROL,) if voluntary else ()), *_CUSTOM):  # else CNV002 says it
        if not clause.is_said(wording):
            yield offered(clause.missing(wording, why), clause.key, wordings)
    repaid = [p for p in wording.saying(_REPAID) if not ONWARD.search(p.plain)]
    if not repaid:
        yield offered(_REVERSED.missing(wording, why), _REVERSED.key, wordings)
    elif not _HEARD.search(wording.plain):
        first = next((p for p in repaid if not p.is_heading), repaid[0])
        unheard = Fault(
            first.path,
            "La subvention peut être reprise sans que le bénéficiaire soit entendu : "
            f"la convention ne prévoit pas qu'il présente d'abord ses observations ; {why}.",
            (RECIPIENT,),
            "Ajoutez par exemple « après avoir entendu le bénéficiaire ».",
        )
        yield offered(unheard, "observations", wordings)
