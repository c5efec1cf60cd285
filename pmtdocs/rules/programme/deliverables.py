"""PRG002: deliverables repeat the figures and the scope of the actions that they prove."""

from __future__ import annotations

import re

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.programme import Action, Deliverable
from pmtdocs.dossier.model.prose import fields
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import number, plain
from pmtdocs.rules.base import Fault, Faults, cites, needs, rule
from pmtdocs.rules.programme.figures import NOUN, elements, own, within

_CHOICE = re.compile(r"(\w{4,}) (?:ou|et) (\w{4,})")
_NEAR = 60


@cites("Déduit des documents : un livrable prouve l'action qu'il reprend")
@needs("programme")
@rule("livrable-absent-ou-discordant", Severity.WARNING)
def PRG002(dossier: Dossier) -> Faults:
    """Chaque objectif a un livrable, en propre ou au niveau au-dessus, et un livrable reprend les
    chiffres et la portée de son action.

    Pourquoi : Sans livrable, rien ne montre que l'objectif est tenu ; plus étroit, il n'en montre
    qu'une partie.
    Faux : Action : 6 projets, individuels ou collaboratifs ; livrable : 6 projets individuels.
    Juste : Action : 6 projets, individuels ou collaboratifs ; livrable : les 6 projets.
    """
    proved = {path for path, element in elements(dossier) if element.livrables}
    if not proved:
        return  # a programme without deliverables proves its actions otherwise
    above = {path[:end] for path in proved for end in range(len(path))}
    for path, element in elements(dossier):
        below = any(path[:end] in proved for end in range(len(path) + 1))
        if element.actions and not below and path not in above:
            yield Fault(
                path,
                f"« {element.titre} » n'a de livrable ni en propre ni au niveau au-dessus.",
                ((*path, "actions"),),
                "Dites ce que le bénéficiaire remettra pour cet objectif.",
            )
        if element.livrables:
            actions = [found for inside in within(path, element) for found in own(*inside)]
            for i, item in enumerate(element.livrables.elements):
                yield from _deliverable((*path, "livrables", "elements", i), item, actions)


def _deliverable(path: Path, item: Deliverable, actions: list[tuple[Path, Action]]) -> Faults:
    for name in fields(item.texte):
        for where, action in actions:
            if name in action.chiffres and name in item.reprend:
                yield from _scope(path, item, name, where, action)
    yield from _other_figure(path, item, actions)


def _scope(path: Path, item: Deliverable, name: str, where: Path, action: Action) -> Faults:
    """« 6 projets, individuels ou collaboratifs » : the deliverable names the same kinds."""
    marked = f"{{{name}}}"
    sentence = re.split(r"[.;]", action.texte.split(marked, 1)[1])[0]
    said = plain(item.texte.split(marked, 1)[1])
    kinds = _CHOICE.search(sentence)
    if kinds is None or kinds.start() > _NEAR:
        return
    named = [kind for kind in kinds.groups() if plain(kind) in said]
    if len(named) == 1:
        missing = next(kind for kind in kinds.groups() if kind not in named)
        yield Fault(
            (*path, "texte"),
            f"L'action porte sur « {kinds[0]} », le livrable ne dit que « {named[0]} » : "
            f"« {missing} » y manque.",
            ((*where, "texte"),),
            "Donnez au livrable la même portée qu'à l'action.",
        )


def _other_figure(path: Path, item: Deliverable, actions: list[tuple[Path, Action]]) -> Faults:
    """A deliverable that counts the same things as one action counts as many."""
    for name, noun in NOUN.findall(item.texte):
        if name not in item.chiffres:
            continue
        same = [
            ((*where, "chiffres", other), action.chiffres[other].valeur)
            for where, action in actions
            for other, word in NOUN.findall(action.texte)
            if plain(word) == plain(noun)
        ]
        mine = item.chiffres[name].valeur
        if len(same) == 1 and same[0][1] != mine:
            place, theirs = same[0]
            yield Fault(
                (*path, "chiffres", name),
                f"Le livrable compte {number(mine)} {noun}, l'action {number(theirs)} : "
                f"écart de {number(abs(mine - theirs))}.",
                (place,),
                f"Reprenez le chiffre de l'action : « reprend: [{place[-1]}] ».",
            )
