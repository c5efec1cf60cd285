"""DAT002: the years that the acts repeat; DAT004: where it does not look, copied with a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.budget import WHOLE
from pmtdocs.dossier.model.prose import Report, Section
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import plain, plural
from pmtdocs.rules.base import Fault, Faults, cites, needs, rule

_DEDUCED = "Déduit des documents : l'année est la même partout"
_FIX = "Mettez la même année aux deux endroits."
_EXERCISES: Path = ("dossier", "exercices")
_YEAR = re.compile(
    r"\b(?:annees?|exercices?|budget|previsionnel|programme|indicateurs|bp) (\d{4})"
    r"(?: ?(?:-|a|/) ?(\d{4}))?"
)
_SPAN = re.compile(r"\b(\d{4}) ?(?:[-–/]|a|à) ?(\d{4})\b")
_OF_YEAR = re.compile(r"\b(?:annees?|exercices?|programme d'actions(?: de)?) (\d{4})\b")
_AT_END = re.compile(r"(?<!france )(?<!horizon )(?<!agenda )\b(\d{4})$")
_OPENING = re.compile(r"^(?:en|l'annee|pour l'annee) (\d{4})\b")
#: A year before another number, in « 2031/2031.00042 » or « 2031-042 ».
_BEFORE = re.compile(r"(?<!\d)(\d{4})(?=[^\d]\d)")


@cites(_DEDUCED)
@needs("dossier.exercices")
@rule("annee-discordante", Severity.ERROR)
def DAT002(dossier: Dossier) -> Faults:
    """L'année des intitulés, du budget et de l'inscription est un exercice du dossier ; le bilan et
    les subventions rappelées sont d'années antérieures.

    Pourquoi : Un acte repris de l'an passé garde souvent une année que personne n'a changée.
    Faux : Dossier de 2032, convention « pour l'année 2031 ».
    Juste : Dossier de 2031, convention « pour l'année 2031 », bilan de 2030.
    """
    known = dossier.dossier.exercices
    for path, text in _dated_titles(dossier):
        said = [(int(y), int(last or y)) for y, last in _YEAR.findall(plain(text))]
        if said and not any(first <= year <= last for first, last in said for year in known):
            yield _year_differs(path, f"« {text} » dit {said[0][0]}", said[0][0], known)
    for key in ("depenses", "recettes"):
        side = getattr(dossier.budget, key, None)
        for line, budgeted in side.lines() if side else ():
            for year in sorted(set(budgeted.montant) - {WHOLE} - set(known)):
                path = ("budget", key, *line, "montant")
                yield _year_differs(path, f"Un montant est donné pour {year}", year, known)
    yield from _earlier_years(dossier)


def _dated_titles(dossier: Dossier) -> Iterator[tuple[Path, str]]:
    for subject in ("convention", "deliberation", "budget", "indicateurs"):
        if facts := getattr(dossier, subject):
            yield (subject, "intitule"), facts.intitule
    if dossier.inscription:
        yield (dossier.decidee, "inscription", "budget"), dossier.inscription.budget
    if dossier.budget:
        yield ("budget", "depenses", "colonne_montant"), dossier.budget.depenses.colonne_montant
        yield ("budget", "recettes", "colonne_montant"), dossier.budget.recettes.colonne_montant


def _year_differs(path: Path, words: str, said: int, known: tuple[int, ...]) -> Fault:
    words += f", le dossier porte sur {', '.join(map(str, known))}"
    apart = plural(abs(said - known[0]), "an")
    return _of_dossier(path, f"{words} : écart de {apart}.", said, known)


def _not_before(path: Path, words: str, said: int, known: tuple[int, ...]) -> Faults:
    """The year must come before those of the dossier."""
    if said >= known[0]:
        must = "l'année doit être antérieure"
        words = f"{words} de {said}, et le dossier commence en {known[0]} : {must}."
        yield _of_dossier(path, words, said, known)


def _of_dossier(path: Path, words: str, said: int, known: tuple[int, ...]) -> Fault:
    help = "Corrigez l'année ici, ou les exercices dans dossier.yaml."
    return Fault(path, words, (_EXERCISES,), help, (Decimal(known[0]), Decimal(said)))


def _earlier_years(dossier: Dossier) -> Faults:
    """The review and the grants recalled are of years before this one; the review's title too."""
    known = dossier.dossier.exercices
    for i, grant in enumerate(dossier.expose.contributions if dossier.expose else ()):
        path: Path = ("expose", "contributions", i, "annee")
        said = "Une subvention « des années précédentes » est"
        yield from _not_before(path, said, grant.annee, known)
    review = dossier.bilan
    if review is None:
        return
    yield from _not_before(("bilan", "annee"), "Le bilan est", review.annee, known)
    titled = re.search(r"\b((?:19|20)\d\d)$", review.intitule)
    if titled and int(titled[1]) != review.annee:
        yield Fault(
            ("bilan", "intitule"),
            f"« {review.intitule} » dit {titled[1]}, le bilan porte sur {review.annee} : "
            f"écart de {plural(abs(int(titled[1]) - review.annee), 'an')}.",
            (("bilan", "annee"),),
            _FIX,
            (Decimal(review.annee), Decimal(titled[1])),
        )


# --- DAT004 ----------------------------------------------------------------------------------


@cites(_DEDUCED)
@needs("dossier.exercices")
@rule("annee-mal-recopiee", Severity.WARNING)
def DAT004(dossier: Dossier) -> Faults:
    """Les titres du programme, des indicateurs et du rapport, le numéro de la délibération, le plan
    pluriannuel et le bilan ne disent pas une année voisine de la bonne, ni ses chiffres dans un
    autre ordre.

    Pourquoi : Un titre repris de l'an passé ou tapé trop vite contredit l'acte qu'il annonce.
    Faux : Dossier de 2031, « Programme d'actions 2030 », délibération n° 2030/2031.00042.
    Juste : Dossier de 2031, « Programme d'actions 2031 », délibération n° 2031/2031.00042.
    """
    yield from _titles(dossier)
    yield from _number(dossier)
    yield from _plan(dossier)
    yield from _review(dossier)


def is_slip(said: int, year: int) -> bool:
    """One year beside, or the same digits in another order: not another year on purpose."""
    return said != year and (abs(said - year) == 1 or sorted(str(said)) == sorted(str(year)))


def _differs(path: Path, text: str, said: int, year: int, place: Path) -> Fault:
    return Fault(
        path,
        f"« {text} » dit {said}, et l'année est {year}.",
        (place,),
        _FIX,
        (Decimal(year), Decimal(said)),
    )


def _slips(dossier: Dossier, path: Path, text: str, said: list[int]) -> Faults:
    """A title that says a year near those of the dossier, and neither they nor a span of them."""
    years = dossier.dossier.exercices
    near = [(s, y) for s in said for y in years if is_slip(s, y)]
    spans = [(int(first), int(last)) for first, last in _SPAN.findall(plain(text))]
    spanned = any(first <= year <= last for first, last in spans for year in years)
    if near and not spanned and not set(said) & set(years):
        yield _differs(path, text, *near[0], _EXERCISES)


def _titles(dossier: Dossier) -> Faults:
    """Titles that end with a year, and those of the report: its review speaks of the past."""
    for subject in ("programme", "indicateurs"):
        if facts := getattr(dossier, subject):
            said = [int(year) for year in _AT_END.findall(plain(facts.intitule))]
            yield from _slips(dossier, (subject, "intitule"), facts.intitule, said)
    for path, text in _headings(dossier.expose) if dossier.expose else ():
        if "bilan" not in plain(text) and "rappel" not in plain(text):
            found = (*_OF_YEAR.findall(plain(text)), *_AT_END.findall(plain(text)))
            said = [int(year) for year in found]
            yield from _slips(dossier, path, text, said)


def _headings(report: Report) -> Iterator[tuple[Path, str]]:
    yield from _sections(("expose", "sections"), report.sections)
    if report.titre_financement:
        yield ("expose", "titre_financement"), report.titre_financement


def _sections(path: Path, sections: tuple[Section, ...]) -> Iterator[tuple[Path, str]]:
    for i, section in enumerate(sections):
        yield (*path, i, "titre"), section.titre
        yield from _sections((*path, i, "sections"), section.sections)


def _number(dossier: Dossier) -> Faults:
    """« 2031/2031.00042 »: what stands before the last number is the year of the sitting."""
    report, sitting = dossier.deliberation, dossier.seance
    if report is None or sitting is None or not isinstance(report.numero, str):
        return
    year = sitting.date.year
    if report.numero.endswith(str(year)):
        return  # « 1042/2031 »: the year comes last
    for said in dict.fromkeys(map(int, _BEFORE.findall(report.numero))):
        if is_slip(said, year):
            path: Path = ("deliberation", "numero")
            yield _differs(path, report.numero, said, year, ("seance", "date"))


def _plan(dossier: Dossier) -> Faults:
    """« PPIF 2031-2035 »: a plan that pays has begun, and does not end before it begins."""
    if dossier.inscription is None:
        return
    text = dossier.inscription.budget
    first_year = min(dossier.dossier.exercices)
    for first, last in (map(int, span) for span in _SPAN.findall(text)):
        if first > first_year or last < first:
            yield Fault(
                (dossier.decidee, "inscription", "budget"),
                f"« {text} » cite un plan de {first} à {last}, qui ne couvre pas {first_year}.",
                (_EXERCISES,),
                "Corrigez les années du plan ; il peut finir plus tôt, il ne commence pas après.",
                (Decimal(first_year), Decimal(first)),
            )


def _review(dossier: Dossier) -> Faults:
    """« En 2030, … » opens the review of 2030."""
    review = dossier.bilan
    if review is None:
        return
    for name, pattern in (("introduction", _OPENING), ("intitule", _AT_END)):
        text = getattr(review, name)
        for said in map(int, pattern.findall(plain(text))):
            if is_slip(said, review.annee):
                yield _differs(("bilan", name), text, said, review.annee, ("bilan", "annee"))
