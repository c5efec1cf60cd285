"""PRG003, PRG004: the rank that a title says; totals and lists that the prose counts by itself."""

from __future__ import annotations

import re
from decimal import Decimal

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.base import Model
from pmtdocs.dossier.model.programme import Element
from pmtdocs.dossier.model.prose import Block
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import join, number, plain, plural
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule
from pmtdocs.rules.texts.phrases import phrases


@cites("Déduit des documents : un titre dit le rang de ce qu'il annonce")
@needs("programme")
@rule("rang-discordant", Severity.WARNING)
def PRG003(dossier: Dossier) -> Faults:
    """L'intitulé des livrables qui cite un axe ou un objectif par son numéro cite le sien.

    Pourquoi : Un objectif ajouté décale les numéros tapés à la main : les livrables
    se rattachent alors à un autre objectif.
    Faux : Sous l'objectif 2 : « Livrables à fournir sur l'objectif 3 ».
    Juste : Sous l'objectif 2 : « Livrables à fournir sur l'objectif 2 ».
    """
    programme = given(dossier.programme)
    levels = [plain(level.nom).replace("-", " ") for level in programme.niveaux]
    for i, element in enumerate(programme.elements):
        yield from _within(("programme", "elements", i), element, levels, (i + 1,))


def _within(path: Path, element: Element, levels: list[str], numbers: tuple[int, ...]) -> Faults:
    if element.livrables:
        where = (*path, "livrables", "intitule")
        for level, number in zip(levels, numbers, strict=False):
            yield from _rank(where, element.livrables.intitule, level, number, path)
    for i, child in enumerate(element.enfants):
        yield from _within((*path, "enfants", i), child, levels, (*numbers, i + 1))


def _rank(path: Path, text: str, level: str, number: int, place: Path) -> Faults:
    """One number after the name of the level; a list of numbers names several of them."""
    pattern = rf"\b{re.escape(level)}s? (?:n° ?)?(\d+)(?! ?(?:,|et|a|-|ou) ?\d)"
    said = [int(n) for n in re.findall(pattern, plain(text))]
    if len(said) == 1 and said[0] != number:
        yield Fault(
            path,
            f"« {text} » dit {level} {said[0]}, ces livrables sont sous le n° {number}.",
            ((*place, "titre"),),
            "Corrigez le numéro, ou déplacez ces livrables.",
            (Decimal(number), Decimal(said[0])),
        )


_N = r"(?:\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)"
#: « 1 050 chercheurs (450 pour le public, 600 pour le privé) »
_PARTS = re.compile(rf"(?<![\d,])({_N}) [^\d().,;:]{{3,60}}\(([^()]+)\)")
_ITEM = re.compile(rf"\s*({_N}) \D")
_NUMBERS = ("", "", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
_COUNT = rf"({'|'.join(filter(None, _NUMBERS))}|\d\d?) "
#: « Trois enjeux majeurs ressortent : », « Deux axes : », « elles rencontrent trois difficultés : »
_ANNOUNCED = re.compile(
    rf"(?:^|\. )(?:les )?{_COUNT}"
    r"(?:[\w'-]+ ?){1,4}?(?: ?(?:ressort|se degag|apparaiss|suiv|sont)\w*[^.:]*)? ?:$"
    rf"|\b{_COUNT}(?:grand\w* |autres? )?(?:difficulte|enjeu|axe|objectif|priorite|mission|volet|"
    r"point|theme|raison|condition|etape|pilier|critere|levier|defi|engagement)[sx](?: \w+)? ?:$"
)


@cites("Déduit des documents : un total est la somme de ses parts")
@rule("compte-du-texte-faux", Severity.WARNING)
def PRG004(dossier: Dossier) -> Faults:
    """Un nombre du texte suivi de ses parts entre parenthèses en est la somme, à une faute de
    frappe près ; une liste compte autant de points que la phrase qui l'annonce.

    Pourquoi : Deux nombres dans une même phrase, et le lecteur doute des deux.
    Faux : « 1 050 chercheurs (450 pour le public, 601 pour le privé) ».
    Juste : « 1 050 chercheurs (450 pour le public, 600 pour le privé) ».
    """
    for path, text in phrases(dossier):
        for whole, inside in _PARTS.findall(text) if "(" in text else ():
            items = [_ITEM.match(item) for item in re.split(r",| et ", inside)]
            parts = [_int(item[1]) for item in items if item]
            if len(items) == len(parts) > 1 and is_near(_int(whole), sum(parts)):
                yield _sum(path, _int(whole), parts)
    for subject in ("convention", "programme", "expose"):
        yield from _lists((subject,), getattr(dossier, subject))


def _int(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def is_near(whole: int, total: int) -> bool:
    """One off, or two digits swapped: a slip. Further off, they are not parts of this whole."""
    gap = abs(whole - total)
    swapped = gap % 9 == 0 and len(str(gap // 9).rstrip("0")) == 1
    return 0 < gap <= whole / 2 and (gap == 1 or swapped)


def _sum(path: Path, whole: int, parts: list[int]) -> Fault:
    total = sum(parts)
    return Fault(
        path,
        f"Le texte dit {number(whole)}, et ses parts {join([number(p) for p in parts])} font "
        f"{number(total)} : écart de {number(abs(whole - total))}.",
        (path[:1],),
        "Comparez au texte de l'acte, puis corrigez la part ou le total.",
        (Decimal(total), Decimal(whole)),
    )


def _lists(path: Path, value: object) -> Faults:
    """Every pair of blocks of which the first announces the second."""
    if isinstance(value, tuple):
        for i, item in enumerate(value):
            yield from _lists((*path, i), item)
            before = value[i - 1] if i else None
            if isinstance(item, Block) and isinstance(before, Block) and before.paragraphe:
                yield from _announced((*path, i), before.paragraphe, len(item.liste))
    elif isinstance(value, Model) and not isinstance(value, Block):
        for name in type(value).model_fields:
            yield from _lists((*path, name), getattr(value, name))


def _announced(path: Path, text: str, listed: int) -> Faults:
    match = _ANNOUNCED.search(plain(text).strip())
    if match is None or not listed:
        return
    count = match[1] or match[2]
    said = _NUMBERS.index(count) if count in _NUMBERS else int(count)
    if said != listed:
        yield Fault(
            path,
            f"Le texte annonce {said} points, la liste en compte {listed} : écart de "
            f"{plural(abs(said - listed), 'point')}.",
            ((*path[:-1], int(path[-1]) - 1),),
            "Complétez la liste, ou corrigez le nombre annoncé.",
            (Decimal(listed), Decimal(said)),
        )
