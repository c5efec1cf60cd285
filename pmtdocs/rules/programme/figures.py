"""PRG001: the figures of the programme agree with their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import zip_longest

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.programme import Action, Element
from pmtdocs.dossier.model.prose import Figure
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import join, number, plain, plural
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule

_SUM = "Comparez chaque part au texte de l'acte, puis corrigez la part ou le total."
#: « (5 FRI, 4 ANR, 1 INTERREG) », and the number that opens each item.
_PARENTHESES = re.compile(r"\(([^()]*)\)")
_LEADING = re.compile(r"\s*(\d+)\s")
#: « {comites} comités …, dont {comites-bioinnovation} », « entre {min} et {max} ».
_OF_WHICH = re.compile(r"\{([^{}]+)\}[^{}.;]*\bdont \{([^{}]+)\}")
_BETWEEN = re.compile(r"\bentre \{([^{}]+)\} et \{([^{}]+)\}")
#: A figure and what it counts; « nouveaux projets » are projects.
NOUN = re.compile(
    r"\{([^{}]+)\} (?:(?:nouve\w+|autres|grande?s|petite?s|premi\w+|jeunes|principa\w+) )?(\w+)"
)


@cites("Déduit des documents : un total est la somme de ses parts")
@needs("programme")
@rule("chiffres-du-programme-discordants", Severity.ERROR)
def PRG001(dossier: Dossier) -> Faults:
    """Un chiffre du programme est la somme de ses parts, et compte autant de points que la liste
    qu'il annonce ; une part « dont » ne dépasse pas son tout.

    Pourquoi : Le solde et le bilan se jugent sur ces chiffres : deux nombres, c'est un litige.
    Faux : « 6 prestations pour 26 entreprises » : 6 + 14 + 2 + 1 + 2 + 2.
    Juste : « 6 prestations pour 26 entreprises » : 6 + 14 + 2 + 1 + 2 + 1.
    """
    for path, action in (found for inside in elements(dossier) for found in own(*inside)):
        for name, figure in action.chiffres.items():
            where = (*path, "chiffres", name)
            yield from _sum(where, figure)
            yield from _in_text(where, figure, action, path)
            yield from _sub_actions(where, figure, action, path)
        yield from _bounds(path, action)
    if dossier.bilan:
        for i, item in enumerate(dossier.bilan.elements):
            for name, figure in item.chiffres.items():
                yield from _sum(("bilan", "elements", i, "chiffres", name), figure)


def own(path: Path, element: Element) -> Iterator[tuple[Path, Action]]:
    """Actions, targets and sub-actions of one element, with their paths; not its children's."""
    for key, actions in (("actions", element.actions), ("cibles", element.cibles)):
        for i, action in enumerate(actions):
            yield from _below((*path, key, i), action)


def _below(path: Path, action: Action) -> Iterator[tuple[Path, Action]]:
    yield path, action
    for i, child in enumerate(action.actions):
        yield from _below((*path, "actions", i), child)


def elements(dossier: Dossier) -> Iterator[tuple[Path, Element]]:
    for i, element in enumerate(given(dossier.programme).elements):
        yield from within(("programme", "elements", i), element)


def within(path: Path, element: Element) -> Iterator[tuple[Path, Element]]:
    yield path, element
    for i, child in enumerate(element.enfants):
        yield from within((*path, "enfants", i), child)


def _sum(path: Path, figure: Figure) -> Faults:
    """The parts add up."""
    total = sum(figure.detail)
    if figure.detail and total != figure.valeur:
        parts = " + ".join(number(part) for part in figure.detail)
        yield Fault(
            path,
            f"Les parts font {parts} = {number(total)}, le texte dit {number(figure.valeur)} : "
            f"écart de {number(abs(total - figure.valeur))}.",
            (path[:-2],),
            _SUM,
        )


def _in_text(path: Path, figure: Figure, action: Action, root: Path) -> Faults:
    """The parts typed in the text, in brackets, are those of the detail of some figure."""
    text, known = action.texte, [f.detail for f in action.chiffres.values()]
    if figure.detail in _enumerated(text):
        return
    for typed in _enumerated(text):
        if len(typed) == len(figure.detail) and typed not in known:
            yield Fault(
                path,
                f"Le texte énumère {join([number(n) for n in typed])}, le détail "
                f"{join([number(n) for n in figure.detail])}.",
                ((*root, "texte"),),
                "Mettez les mêmes nombres aux deux endroits.",
            )


def _enumerated(text: str) -> list[tuple[int, ...]]:
    """The numbers of each list in brackets: « (5 FRI, 4 ANR, 1 INTERREG) » → 5, 4, 1."""
    listed = ([_LEADING.match(i) for i in one.split(",")] for one in _PARENTHESES.findall(text))
    return [tuple(int(i[1]) for i in items if i) for items in listed if all(items)]


def _sub_actions(path: Path, figure: Figure, action: Action, root: Path) -> Faults:
    """What is listed below: as many items as announced, and the same parts."""
    listed = len(action.actions)
    if figure.compte_la_liste and listed != figure.valeur:
        yield Fault(
            path,
            f"Le texte annonce {number(figure.valeur)}, la liste en compte {number(listed)} : "
            f"écart de {number(abs(figure.valeur - listed))}.",
            ((*root, "actions"),),
            "Complétez la liste, ou corrigez le nombre annoncé.",
        )
    parts = [[*child.chiffres.items()] for child in action.actions]
    if not figure.detail or not _counts_alike(path[-1], action):
        return  # the items count something else, or several things: they are not the parts
    for i, (part, found) in enumerate(zip_longest(figure.detail, parts)):
        named = found[0] if found else None
        if part is not None and named and named[1].valeur != part:
            yield Fault(
                (*root, "actions", i, "chiffres", named[0]),
                f"Ce point de la liste dit {number(named[1].valeur)}, le détail du total "
                f"{number(part)} : écart de {number(abs(named[1].valeur - part))}.",
                (path,),
                _SUM,
            )
    if len(figure.detail) != listed:
        yield Fault(
            path,
            f"Le détail compte {plural(len(figure.detail), 'part')}, la liste "
            f"{plural(listed, 'point')}.",
            ((*root, "actions"),),
            "Complétez la liste ou le détail.",
        )


def _counts_alike(name: str | int, action: Action) -> bool:
    """Does each sub-action count one thing, the same as the figure: « 26 entreprises »?"""
    noun = dict(NOUN.findall(action.texte)).get(str(name), "")
    below = [[word for _, word in NOUN.findall(child.texte)] for child in action.actions]
    return bool(below) and all(
        len(child.chiffres) == 1 and [_one(word) for word in words] == [_one(noun)]
        for child, words in zip(action.actions, below, strict=True)
    )


def _one(noun: str) -> str:
    """The singular, near enough to compare: « entreprises » → « entreprise »."""
    return plain(noun).rstrip("sx")


def _bounds(path: Path, action: Action) -> Faults:
    """« 4 comités, dont 1 » : the part does not exceed the whole ; « entre 180 et 200 »."""
    values = {name: figure.valeur for name, figure in action.chiffres.items()}
    pairs = [(small, large, "dont") for large, small in _OF_WHICH.findall(action.texte)]
    pairs += [(low, high, "entre") for low, high in _BETWEEN.findall(action.texte)]
    for small, large, word in pairs:
        if {small, large} <= values.keys() and values[small] > values[large]:
            said = (
                f"Le texte dit {number(values[large])}, « dont » {number(values[small])} : "
                "la part dépasse le tout"
                if word == "dont"
                else f"Le texte dit « entre {number(values[small])} et {number(values[large])} »"
            )
            gap = number(values[small] - values[large])
            place = (*path, "chiffres", small)
            yield Fault(
                place,
                f"{said} ; écart de {gap}.",
                ((*path, "chiffres", large),),
                "Corrigez l'un des deux.",
            )
