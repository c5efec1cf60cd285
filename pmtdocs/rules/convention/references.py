"""CNV010: « article n », « annexe n » and cross-references lead to what they name.

Two series of annexes live side by side: those of the report put to the vote (the review, the
convention itself) and those of the convention (programme, budget, indicators).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import join, plain, plural
from pmtdocs.rules.base import Fault, Faults, cites, needs, text_rule
from pmtdocs.rules.texts.phrases import phrases
from pmtdocs.templates.words import Wording, Wordings
from pmtdocs.word.paragraph import ROOT, Paragraph

REPORT, CONVENTION = "du rapport", "de la convention"

_MORE = r"(?P<more>(?:(?:, ?| et | ou | a )(?:n° ?)?\d{1,6}(?!\d))*)"
_ARTICLE = re.compile(rf"\barticles? (?:n° ?)?(?P<first>\d{{1,6}})(?:er)?\b(?!-\d){_MORE}")
_ANNEX = re.compile(rf"\bannexes? (?:n° ?)?(?P<first>\d{{1,6}})\b{_MORE}")
_HEADING = re.compile(r"annexe (?:n° ?)?(\d{1,6})\b")
_SCOPE = re.compile(
    r"\W{0,2}(?:du|de la|de cette|a la|de l')\s*(?:presente )?(rapport|deliberation|convention)"
)
_LAW = r"(?:code|loi|decret|arrete|reglement|traite|directive|ordonnance|circulaire|cgct)\b"
_LAW_AFTER = re.compile(
    rf"(?:er)?\W{{0,3}}(?:alinea \d+ )?(?:modifiee? )?(?:du|de la|de l'|de) ?{_LAW}"
)
_LAW_BEFORE = rf"\b{_LAW}[^.;]{{0,70}}$"
#: Staff cite in prose the articles of statutes, of a contract: « l'article 7 des statuts ».
_OF_ANOTHER = re.compile(r" (?:de|du|des|d')\b")
_ANOTHER_TEXT = r"\b(?:statuts|contrats?|charte|accord|bail|marche|pacte)\b"
#: No act has so many articles between two that it names.
_SPAN = 1_000
Cited = tuple[re.Match[str], str, list[int]]
#: « le règlement et son annexe 4 »
_POSSESSED = re.compile(r"\b(?:son|sa|ses|leurs?) $")
_NEAR = 250
#: « article 657 » is of the budget.
ACCOUNT = 100
#: What annexes are about, by the root of their fields; how a sentence names it.
_SUBJECTS = {
    "programme": re.compile(r"\bprogramme\b|\blivrables\b"),
    "budget": re.compile(r"\bbudget\b|\bplan de financement\b"),
    "indicateurs": re.compile(r"\bindicateurs?\b"),
    "bilan": re.compile(r"\bbilan\b"),
    "convention": re.compile(r"\bconvention\b"),
}
_LEADS = re.compile(r"(?:\ben|\ba l'|\baux|\bdans l'|\bdans les|\bpar l'|\bl')\s*$")
#: « l'objet …, tel que défini à l'article 1 »: the heading named just before.
_NAMED = (
    r"\b(objet|duree|obligations|controle|reversement|resiliation|litiges)\b"
    r"(?: de la (?:presente )?convention| qui l'a motivee?)?,? (?:tel(?:le)?s? qu[e'] ?)?"
    r"(?:le |la |les )?(?:defini|decrit|prevu|fixe|vise|precise|enonce)\w* (?:a |par )l'$"
)


@dataclass
class Series:
    """The annexes of each act by number: the part, and the paragraph that says its number."""

    annexes: dict[str, dict[int, tuple[Wording, Paragraph]]] = field(
        default_factory=lambda: {REPORT: {}, CONVENTION: {}}
    )
    twice: list[tuple[Paragraph, Paragraph]] = field(default_factory=list)
    owners: dict[str, str] = field(default_factory=dict)
    """Part → the series that « annexe n », said without more, refers to in it."""

    def add(self, wording: Wording, owner: str, is_convention: bool, rank: int | None) -> None:
        """File a part; the convention is itself an annex of the report, whose rank is a fact."""
        self.owners[wording.part] = owner
        heading = own_heading(wording)
        if is_convention and rank:
            heading = rank, wording.printed[0]
        if heading is not None:
            number, paragraph = heading
            table = self.annexes[REPORT if is_convention else owner]
            if number in table:
                self.twice.append((table[number][1], paragraph))
            table.setdefault(number, (wording, paragraph))


def series(wordings: Wordings, dossier: Dossier) -> Series:
    """Sort the parts by act: an annex belongs to the act that it follows in a document."""
    found = Series()
    rank = dossier.convention.rang_annexe if dossier.convention else None
    for parts in sorted(dossier.dossier.documents.values(), key=len, reverse=True):
        owner = ""
        for wording in (wordings.parts[name] for name in parts if name in wordings.parts):
            is_convention = wording is wordings.convention
            if is_convention or own_heading(wording) is None:
                owner = CONVENTION if is_convention else REPORT
            if owner and wording.part not in found.owners:
                found.add(wording, owner, is_convention, rank)
    return found


def own_heading(wording: Wording) -> tuple[int, Paragraph] | None:
    """« Annexe 2 : budget » at the head of a part."""
    for paragraph in wording.printed[:2]:
        if match := _HEADING.match(paragraph.plain):
            return int(match[1]), paragraph
    return None


@cites("Déduit des documents : un renvoi mène à ce qu'il nomme")
@needs("convention")
@text_rule("renvoi-faux", Severity.ERROR)
def CNV010(wordings: Wordings, dossier: Dossier) -> Faults:
    """Chaque « article n », chaque « annexe n » et chaque renvoi de Word mène à un article ou à une
    annexe qui existe et qui traite de ce que la phrase dit.

    Pourquoi : Un article ajouté décale les numéros tapés à la main ; et le rapport et la convention
    ont chacun leurs annexes, numérotées à part.
    Faux : « Le budget prévisionnel figurant en annexe 3 », quand l'annexe 3 est consacrée aux
    indicateurs.
    Juste : « Le budget prévisionnel figurant en annexe 2 », et un renvoi de Word pour les articles.
    """
    known = series(wordings, dossier)
    for first, second in known.twice:
        yield Fault(
            second.path,
            f"Deux annexes d'un même acte portent ce numéro : « {second.words} » "
            f"et « {first.words} ».",
            (first.path,),
            "Numérotez l'une des deux autrement, et corrigez ce qui y renvoie.",
        )
    bookmarks = {b for w in wordings.parts.values() for p in w.paragraphs for b in p.bookmarks}
    for wording in wordings.parts.values():
        own = own_heading(wording)
        for paragraph in wording.printed:
            yield from _bookmarks(paragraph, bookmarks)
            yield from _articles(paragraph, wordings, known)
            if own is None or paragraph is not own[1]:
                yield from _annexes(paragraph, known)
    for phrase in in_data(wordings, dossier):
        yield from _articles(phrase, wordings, known)
        yield from _annexes(phrase, known)


class Phrase(NamedTuple):
    """A text of the data, read as the paragraph of the part that prints it."""

    path: Path
    part: str
    plain: str


def in_data(wordings: Wordings, dossier: Dossier) -> Iterator[Phrase]:
    """The texts of the data that cite an article or an annex."""
    printed: dict[str, str] = {}
    for part, wording in wordings.parts.items():
        for name in sorted(wording.fields):
            printed.setdefault(name.split(".")[0], part)
    for path, text in phrases(dossier):
        if ("nnexe" in text or "rticle" in text) and str(path[0]) in printed:
            yield Phrase(path, printed[str(path[0])], plain(text))


def _bookmarks(paragraph: Paragraph, known: set[str]) -> Faults:
    for name in paragraph.refs:
        if name not in known:
            yield Fault(
                paragraph.path,
                f"Un renvoi mène au signet « {name} », qu'aucune pièce ne porte : l'article "
                "visé a sans doute été supprimé.",
                ((ROOT, paragraph.part),),
                "Dans Word, refaites le renvoi vers l'article voulu (Références, Renvoi).",
            )


def _before(text: str, match: re.Match[str]) -> str:
    """What stands just before: a sentence says there what it refers to."""
    return text[max(match.start() - _NEAR, 0) : match.start()]


def _numbers(match: re.Match[str]) -> list[int]:
    numbers = [int(n) for n in re.findall(r"\d+", match["more"])]
    first = int(match["first"])
    is_range = re.fullmatch(r" a (?:n° ?)?\d+", match["more"])
    if is_range and first < numbers[0] <= first + _SPAN:
        return list(range(first, numbers[0] + 1))
    return [first, *numbers]


# --- articles --------------------------------------------------------------------------------


def _articles(paragraph: Paragraph | Phrase, wordings: Wordings, known: Series) -> Faults:
    text, convention = paragraph.plain, wordings.convention
    for match in _ARTICLE.finditer(text):
        before, end = _before(text, match), match.end()
        if convention is None or _LAW_AFTER.match(text, end) or re.search(_LAW_BEFORE, before):
            continue
        scope = _SCOPE.match(text, end)
        inside = known.owners.get(paragraph.part, CONVENTION) == CONVENTION
        if scope[1] != "convention" if scope else not inside:
            continue
        if (
            isinstance(paragraph, Phrase)
            and not scope
            and (_OF_ANOTHER.match(text, end) or re.search(_ANOTHER_TEXT, before))
        ):
            continue
        count, numbers = len(convention.articles), _numbers(match)
        if min(numbers) >= ACCOUNT:
            continue
        if absent := [n for n in numbers if not 0 < n <= count]:
            yield Fault(
                paragraph.path,
                f"Le texte renvoie à l'article {join([str(n) for n in absent])}, et la convention "
                f"compte {plural(count, 'article')}.",
                (convention.articles[-1].path,),
                "Corrigez le numéro."
                if isinstance(paragraph, Phrase)
                else "Corrigez le numéro, ou faites-en un renvoi de Word : il suivra l'article.",
            )
        else:
            yield from _misnamed(paragraph, match, convention)


def _misnamed(paragraph: Paragraph | Phrase, match: re.Match[str], convention: Wording) -> Faults:
    """« l'objet défini à l'article 3 », where article 3 is about something else."""
    named = re.search(_NAMED, _before(paragraph.plain, match))
    numbers = _numbers(match)
    if named is None or any(named[1] in convention.heading(n).plain for n in numbers):
        return
    if right := next((p for p in convention.articles if named[1] in p.plain), None):
        wrong = convention.heading(numbers[0])
        yield Fault(
            paragraph.path,
            f"Le texte renvoie à l'article {numbers[0]} pour « {named[1]} » : cet article est "
            f"« {wrong.words} », c'est l'article {right.article} qui est « {right.words} ».",
            (right.path, wrong.path),
            f"Écrivez article {right.article}, ou faites-en un renvoi de Word.",
        )


# --- annexes ---------------------------------------------------------------------------------


def citations(one: Paragraph | Phrase, known: Series) -> Iterator[Cited]:
    """Each « annexe n » of this act: the series that it is of, and its numbers."""
    for match in _ANNEX.finditer(one.plain):
        if isinstance(one, Phrase) and _POSSESSED.search(_before(one.plain, match)):
            continue
        scope = _SCOPE.match(one.plain, match.end())
        owner = known.owners.get(one.part, "")
        if scope:
            owner = CONVENTION if scope[1] == "convention" else REPORT
        yield match, owner, _numbers(match)


def _annexes(paragraph: Paragraph | Phrase, known: Series) -> Faults:
    for match, owner, numbers in citations(paragraph, known):
        table = known.annexes.get(owner)
        if not table:  # this act's annexes are not printed: nothing to compare with
            continue
        if absent := [n for n in numbers if n not in table]:
            yield _no_such_annex(paragraph, absent, owner, known)
        else:
            yield from _wrong_annex(paragraph, match, numbers, owner, known)


def _no_such_annex(
    paragraph: Paragraph | Phrase, absent: list[int], owner: str, known: Series
) -> Fault:
    other = CONVENTION if owner == REPORT else REPORT
    there = known.annexes[other].get(absent[0])
    hint = "Corrigez le numéro, ou ajoutez l'annexe aux documents du dossier."
    if there:
        hint = f"Si vous pensez à l'annexe {absent[0]} {other}, écrivez-le : ce sont deux séries."
    last = [heading for _, heading in known.annexes[owner].values()][-1]
    return Fault(
        paragraph.path,
        f"Le texte renvoie à l'annexe {join([str(n) for n in absent])} {owner}, qui n'existe pas : "
        f"les annexes {owner} sont {join([str(n) for n in sorted(known.annexes[owner])])}.",
        (there[1].path if there else last.path,),
        hint,
    )


def _wrong_annex(
    paragraph: Paragraph | Phrase,
    match: re.Match[str],
    numbers: list[int],
    owner: str,
    known: Series,
) -> Faults:
    """« le budget figurant en annexe 3 », where annex 3 holds the indicators."""
    table = known.annexes[owner]
    before = re.split(r"[.;:]", paragraph.plain[: match.start()])[-1][-100:]
    if not _LEADS.search(before):
        return
    last = {s: m[-1].start() for s, p in _SUBJECTS.items() if (m := [*p.finditer(before)])}
    if not last:
        return
    subject = max(last, key=lambda s: last[s])
    right = [n for n, (wording, _) in table.items() if subject in _about(wording)]
    if right and not set(right) & set(numbers):
        wrong = table[numbers[0]][1]
        yield Fault(
            paragraph.path,
            f"Le texte renvoie à l'annexe {numbers[0]} {owner} pour « {subject} » : cette annexe "
            f"est « {wrong.words} », c'est l'annexe {right[0]} qui en traite.",
            (table[right[0]][1].path, wrong.path),
            f"Écrivez annexe {right[0]}.",
        )


def _about(wording: Wording) -> set[str]:
    """What an annex is about, by the words and fields of its heading."""
    if (own := own_heading(wording)) is None:
        return set()
    roots = {name.split(".")[0] for name in own[1].fields}
    return {s for s, p in _SUBJECTS.items() if s in roots or p.search(own[1].plain)}
