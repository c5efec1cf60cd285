"""TXT007, TXT008: a duration, a number of payments, a label that prose tells otherwise."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import plural
from pmtdocs.language.numerals import NUMERALS, read_numeral
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule
from pmtdocs.rules.texts.prose import Sentence, is_ours, sentences

_N = r"(?P<n>\d+|[a-z]+(?:-[a-z]+)*)(?: \(\w+\))?"
#: What a sentence must say, and where it says how many; the first is looked for before the others.
_NOTICE = (
    "preavis",
    r"\bconvention\b",
    rf"\bpreavis (?:est )?(?:fixe a |de |d'){_N} (?P<of>mois)\b",
)
_KEPT = (
    "conserv",
    r"\b(?:pieces?|justificati\w+|comptab\w+)\b",
    rf"\bconserv\w+\b[^,]{{0,60}}? (?:pendant|durant) {_N} (?P<of>ans|annees)\b",
)
_PAID = (
    "vers",
    r"\b(?:subvention|soutien|aide|participation|contribution|dotation)\b",
    rf"\bvers\w+(?: [\w']+){{0,3}} en {_N}(?: seules?)? "
    r"(?P<of>fois|versements?|tranches?|acomptes?)\b",
)
#: Other contracts have their own notices, other papers are kept otherwise.
_OTHERS = r"\b(?:bail|loyers?|contrats?|salari\w+|marches?|donnees|personnel\w*)\b"


@cites("Déduit des documents : les données disent les faits, la prose les répète")
@needs("convention")
@rule("duree-contraire-aux-faits", Severity.WARNING)
def TXT007(dossier: Dossier) -> Faults:
    """Dans les textes, le préavis, la durée pendant laquelle les pièces sont gardées et le nombre
    de versements sont ceux de la convention.

    Pourquoi : Le bénéficiaire se fie à ce qu'il lit d'abord : le rapport, puis les motifs.
    Faux : « La subvention est versée en deux fois », quand la convention prévoit un versement.
    Juste : « La subvention est versée en une fois ».
    """
    for stem, about, pattern, numbers, path, unit in _terms(dossier):
        for sentence in sentences(dossier) if numbers else ():
            words = sentence.folded
            if stem not in words:
                continue
            said = re.search(pattern, words) if re.search(about, words) else None
            value = _number(said["n"]) if said else 0
            if (
                said is None
                or not value
                or value in numbers
                or re.search(_OTHERS, words)
                or not is_ours(sentence, dossier)
            ):
                continue
            yield Fault(
                sentence.path,
                f"Le texte dit « {sentence.text[slice(*said.span())]} » ; la convention prévoit "
                f"{plural(numbers[0], *unit)}.",
                (path,),
                "Corrigez celui des deux qui est faux.",
            )


def _terms(dossier: Dossier) -> Iterator[tuple[str, str, str, list[int], Path, tuple[str, str]]]:
    """What the convention counts: the words, the numbers that are right, where, the unit."""
    convention = given(dossier.convention)
    here: Path = ("convention", "duree")
    notice, kept = convention.duree.preavis_mois, convention.duree.conservation_annees
    yield *_NOTICE, [notice] if notice else [], (*here, "preavis_mois"), ("mois", "mois")
    yield *_KEPT, [kept] if kept else [], (*here, "conservation_annees"), ("an", "ans")
    grant = convention.subvention
    years = Counter(payment.annee for payment in grant.versements) if grant else Counter()
    paid = [sum(years.values())] + [len(years), *years.values()] * (len(years) > 1)
    yield (
        *_PAID,
        paid if years else [],
        ("convention", "subvention", "versements"),
        ("versement", "versements"),
    )


def _number(words: str) -> int:
    """A number in figures or in words; 0 for any other word."""
    if words.isdigit():
        return int(words)
    parts = words.split("-")
    return read_numeral(parts) if all(part in NUMERALS for part in parts) else 0


#: What is given for a year, and that year: « labellisé … pour l'année 2031 ».
_LABEL = re.compile(
    r"\b(?:re-?)?(?P<what>label|agrement|accredit|certification)\w*\b[^.;:]{0,80}?"
    r"\b(?:pour|au titre de) l'annee (?P<year>\d{4})\b"
)


@cites("Déduit des documents : le rapport et la convention disent les mêmes faits")
@rule("label-de-deux-annees", Severity.INFO)
def TXT008(dossier: Dossier) -> Faults:
    """Un label, un agrément ou une certification que la convention et le rapport donnent « pour
    l'année … » l'est pour la même année.

    Pourquoi : Les motifs de la convention répètent le rapport ; l'une des années est celle d'avant.
    Faux : « Le label obtenu pour l'année 2031 », et ailleurs « labellisé pour l'année 2030 ».
    Juste : « Le label obtenu pour l'année 2031 », aux deux endroits.
    """
    told: dict[str, dict[str, dict[str, Sentence]]] = {}
    for sentence in sentences(dossier):
        for said in _LABEL.finditer(sentence.folded):
            years = told.setdefault(said["what"], {}).setdefault(str(sentence.path[0]), {})
            years.setdefault(said["year"], sentence)
    for pieces in told.values():
        here, there = pieces.get("convention", {}), pieces.get("expose", {})
        if len(here) == len(there) == 1 and here.keys() != there.keys():
            (year, sentence), (other, beside) = *here.items(), *there.items()
            yield Fault(
                sentence.path,
                f"Le texte donne un label ou un agrément « pour l'année {year} », le rapport "
                f"« pour l'année {other} ».",
                (beside.path,),
                "Vérifiez l'année, et corrigez celle des deux qui est fausse.",
            )
