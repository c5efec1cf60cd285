"""TXT004: a date or a year in prose that is, but for a slip, one of the facts."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import PLAIN_MONTHS, WEEKDAYS, long_date
from pmtdocs.language.mentions import Mention, Sort
from pmtdocs.rules.base import Fault, Faults, cites, once, rule
from pmtdocs.rules.dates.events import Event, as_figure, event
from pmtdocs.rules.dates.years import is_slip
from pmtdocs.rules.texts.phrases import values_of
from pmtdocs.rules.texts.prose import PAST, Sentence, decides, is_ours, sentences, struck

_EXERCISES: Path = ("dossier", "exercices")
#: What a date is of, by the last of these words before it, else the first after.
_SUBJECTS = (
    r"\b(?:(?P<end>prend(?:ra)? fin|s'acheve\w*|jusqu'au|terme|fin de la (?:presente )?convention|"
    r"expir\w+|echeance|cesse\w*)|"
    r"(?P<call>convo\w+)|(?P<commission>commissions?)|(?P<bureau>bureau)|(?P<request>demande)|"
    r"(?P<publication>publie\w*|publication|affich\w+)|"
    r"(?P<sitting>seance|deliber\w+|conseil|assemblee|(?<!a )(?<!ont )reuni[es]*)|"
    r"(?P<contract>convention|contrat))\b"
)
#: Those who meet elsewhere than in the council: of the beneficiary, of experts.
_OTHER_COUNCIL = (
    r"\b(?:associations?|generale|extraordinaire|jury|(?:conseil|comite|bureau) (?:d'|scientifique|"
    r"technique|strategique|economique|de (?:pilotage|surveillance)|du (?:pole|club|cluster)))\b"
)
#: A year that the act decides for stands just after one of these.
_FOR_YEAR = (
    r"\b(?:pour|exercice budgetaire|pour l'annee|l'annee|l'exercice|au titre de|exercice|annee|"
    r"budget(?: primitif)?|bp|"
    r"(?:programme|plan)(?: d'actions?)?|subvention|millesime) $"
)
_ENTERED = r"\b(?:inscri\w+|impute\w*|convention est conclue)\b"
_REVIEW = r"\b(?:bilans?|comptes?|resultats?|realise\w*|clos|certifi\w+)\b"
#: Where DAT002 and DAT004 read the years.
_TITLES = {"intitule", "titre", "titre_financement", "colonne_montant", "budget", "numero"}
#: Between what a date is of and the date, if nothing else begins then.
_AT_ONCE = r" ?(?:(?:le|au|du|de|la|presente|convention|est|sera|fixee?) )*"
#: The programme or the budget that the act annexes; another may be recalled, or joined.
_ANNEXED = (
    r"\b(?:(?:programme d'actions?|programme|budget(?: previsionnel)?) |plan de financement )"
    r"(?:collectives )?(?:(?:de|pour) l'annee |(?:de )?l'exercice )?$",
    r" (?:est|sont|figure(?:nt)?) (?:decrit|detaille|presente|expose|defini)?e?s? ?"
    r"(?:en|a l'|dans l'|aux) ?annexes? \d\b(?! (?:du rapport|du bilan|de l'avenant|d'un))",
)
_LAW = r"\b(?:loi|decret|arrete|conseil d'etat|association|assemblee generale|comite|jury)\b"
#: An act is called by its date: « la convention du 12 mars ».
_ACT = r"\b(?:convention|accord|contrat|arrete|decision|avis|courrier|lettre|rapport)\w*\b.{0,60}$"


@cites("Déduit des documents : les données disent les dates, la prose les répète")
@rule("date-contraire-aux-faits", Severity.WARNING)
def TXT004(dossier: Dossier) -> Faults:
    """Dans les textes, la date de la séance, d'un avis, de la convocation ou de la fin n'est pas
    celle du dossier à un jour, un mois ou un an près ; l'année pour laquelle l'acte décide est un
    exercice ; une date existe et tombe le jour qu'elle dit ; une action n'est pas datée de l'an
    passé.

    Pourquoi : Une phrase reprise de l'an passé garde la date que personne n'a changée.
    Faux : « Le Conseil a délibéré le 11 avril 2030 », quand la séance est du 11 avril 2031.
    Juste : « Le Conseil a délibéré le 11 avril 2031 ».
    """
    for sentence in sentences(dossier):
        for mention in sentence.mentions:
            if mention.sort is Sort.DATE:
                yield from _day(sentence, mention, dossier)
            elif mention.sort is Sort.YEAR:
                yield from _year(sentence, mention, dossier)


def _fault(sentence: Sentence, mention: Mention, said: str, place: Path, help: str) -> Fault:
    return Fault(
        sentence.path, f"Le texte dit « {sentence.shown(mention)} » ; {said}.", (place,), help
    )


# --- days --------------------------------------------------------------------------------------


def _day(sentence: Sentence, mention: Mention, dossier: Dossier) -> Faults:
    day, years = mention.value, dossier.dossier.exercices
    if isinstance(day, dt.date):
        named, right = sentence.before(mention).split()[-1:], WEEKDAYS[day.weekday()]
        if named and named[0] in WEEKDAYS and named[0] != right:
            said = f"ce jour n'est pas un {named[0]}, mais un {right}"
            yield _fault(sentence, mention, said, sentence.path, "Corrigez le jour ou la date.")
        elif day.year == min(years) - 1 and _is_planned(sentence, mention):
            said = f"le programme est celui de {min(years)}"
            help = "Corrigez l'année, ou dites que l'action est passée."
            yield _fault(sentence, mention, said, _EXERCISES, help)
        else:
            yield from _slip(sentence, mention, [day], dossier)
    elif re.fullmatch(r".*\d{4}", str(day)):
        said = "ce jour n'est dans aucun calendrier"
        yield _fault(sentence, mention, said, sentence.path, "Corrigez la date.")
    else:
        meant = (_in_year(str(day), year) for year in {*years, *(y + 1 for y in years)})
        yield from _slip(sentence, mention, [one for one in meant if one], dossier)


def _is_planned(sentence: Sentence, mention: Mention) -> bool:
    """Is it the day of an action to come?"""
    return (
        sentence.path[0] == "programme"
        and sentence.path[-1] == "texte"
        and not re.search(PAST, sentence.folded)
        and not re.search(_ACT, sentence.before(mention))
    )


def _in_year(day: str, year: int) -> dt.date | None:
    """« 11 avril » of a year."""
    number, month = day.split()
    try:
        return dt.date(year, PLAIN_MONTHS.index(month) + 1, int(number.removesuffix("er")))
    except ValueError:
        return None


def _slip(
    sentence: Sentence, mention: Mention, said: list[dt.date], dossier: Dossier
) -> Iterator[Fault]:
    """A day that is none of the dossier, and nearly the one of what the sentence speaks of."""
    if sentence.path[0] == "bilan" or re.search(_OTHER_COUNCIL, sentence.folded):
        return
    before = [*re.finditer(_SUBJECTS, sentence.before(mention))]
    found = before[-1] if before else re.search(_SUBJECTS, sentence.after(mention))
    between = sentence.folded[before[-1].end() : mention.start] if before else ","
    for known in _events(dossier, str(found.lastgroup)) if found else ():
        at_once = re.fullmatch(_AT_ONCE, between) is not None
        if any(_near(day, known.day, beside=at_once) for day in said):
            known_day = not _days(dossier).isdisjoint(said)
            if known_day or re.search(_LAW, sentence.folded) or not struck(sentence, dossier):
                return
            text = f"{known.name} est du {long_date(known.day)}"
            fault = _fault(sentence, mention, text, known.path, "Corrigez la date qui est fausse.")
            yield fault._replace(figures=(as_figure(known.day), as_figure(said[0])))
            return


def _near(one: dt.date, other: dt.date, *, beside: bool) -> bool:
    """One of the day, the month and the year is another, and it by a slip; or it is the day
    ``beside``, of another month."""
    changed = [
        (a, b)
        for a, b in ((one.day, other.day), (one.month, other.month), (one.year, other.year))
        if a != b
    ]
    if len(changed) != 1:
        return beside and abs((one - other).days) == 1
    a, b = changed[0]
    return abs(a - b) in (1, 10) or sorted(str(a)) == sorted(str(b))


@once
def _days(dossier: Dossier) -> frozenset[dt.date]:
    return frozenset(day for _, day in values_of(dt.date, (), dossier))


#: What the dossier dates, by what a sentence says that a date is of.
_DATED: tuple[tuple[str, str, Path], ...] = (
    ("sitting", "la séance", ("seance", "date")),
    ("call", "la convocation", ("seance", "convocation")),
    ("publication", "la publication", ("seance", "publication")),
    ("request", "la demande", ("dossier", "demande", "date")),
    ("contract", "la signature de la convention", ("convention", "signature", "date")),
    ("contract", "la séance", ("seance", "date")),
    ("end", "la fin de la convention", ("convention", "duree", "fin")),
    ("end", "la remise du compte rendu", ("convention", "duree", "remise")),
)


def _events(dossier: Dossier, subject: str) -> list[Event]:
    """The facts that a sentence about it may date."""
    found = [
        e
        for kind, name, path in _DATED
        if kind == subject
        for e in event(name, path, _fact(dossier, path))
    ]
    for i, opinion in enumerate(dossier.deliberation.avis if dossier.deliberation else ()):
        if subject in opinion.instance.casefold():
            here: Path = ("deliberation", "avis", i, "date")
            found += event(f"l'avis « {opinion.instance} »", here, opinion.date)
    return found


def _fact(dossier: Dossier, path: Path) -> Any:
    fact: Any = dossier
    for step in path:
        fact = getattr(fact, str(step), None)
    return fact


# --- years -------------------------------------------------------------------------------------


def _year(sentence: Sentence, mention: Mention, dossier: Dossier) -> Faults:
    """A year that the act decides for, and that is none of its own."""
    year, own = int(str(mention.value)), dossier.dossier.exercices
    near = next((one for one in own if is_slip(year, one)), None)
    if near is None or year in own or sentence.path[-1] in _TITLES:
        return
    said = {int(str(m.value)) for m in sentence.mentions if m.sort is Sort.YEAR}
    opens, goes_on = _ANNEXED
    annexed = re.search(opens, sentence.before(mention)) and re.match(
        goes_on, sentence.after(mention)
    )
    if (
        said & {*own}
        or not (annexed or re.search(_FOR_YEAR, sentence.before(mention)))
        or re.search(_REVIEW, sentence.folded)
        or not (annexed or decides(sentence) or re.search(_ENTERED, sentence.folded))
        or not is_ours(sentence, dossier, whenever=True)
    ):
        return
    text = f"l'exercice est {' et '.join(map(str, own))}"
    yield _fault(sentence, mention, text, _EXERCISES, "Corrigez l'année qui est fausse.")
