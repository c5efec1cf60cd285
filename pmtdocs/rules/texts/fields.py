"""TXT021 to TXT023: the fields that the texts of the data name between braces."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.dossier.model.prose import FIELD
from pmtdocs.finding import Path, Severity
from pmtdocs.rules.base import Fault, Faults, cites, once, rule
from pmtdocs.rules.texts.phrases import beside, phrases
from pmtdocs.rules.texts.prose import fields_of

if TYPE_CHECKING:
    from pmtdocs.dossier.views.fields import Refused, Said

_SOURCE = "Déduit des documents : un fait n'est écrit qu'une fois"
#: The texts whose names without a point are their own: figures, the rank of a title.
_OWN_NAMES = ("texte", "etiquette")
_ALONE = re.compile(r"\S*[{}]\S*")
_KEPT = "Le guide dit comment nommer un fait dans un texte ; sinon, retirez les accolades."


class Named(NamedTuple):
    """What stands between braces in a text, and what it is."""

    path: Path
    typed: str
    said: Said | None = None
    refused: Refused | None = None


@cites(_SOURCE)
@rule("champ-de-texte-inconnu", Severity.ERROR)
def TXT021(dossier: Dossier) -> Faults:
    """Un texte des données nomme entre accolades un fait du dossier, un seul, par le nom qu'il
    porte dans les modèles.

    Pourquoi : Ce qui n'est pas un champ s'imprime tel quel, accolades comprises.
    Faux : « une subvention de {convention.subvention.montan} ».
    Juste : « une subvention de {convention.subvention.montant} ».
    """
    for path, typed, _, refused in _named(dossier):
        if refused:
            yield Fault(path, refused.why, (refused.at or path[:1],), refused.help, words=typed)


@cites(_SOURCE)
@rule("accolades-imprimees", Severity.WARNING)
def TXT022(dossier: Dossier) -> Faults:
    """Les accolades d'un texte nomment un fait du dossier ; les autres s'impriment.

    Pourquoi : Un acte n'a pas d'accolades : un nom qui n'est pas compris s'y lirait tel quel.
    Faux : « {montant de la subvention} ».
    Juste : « {convention.subvention.montant} ».
    """
    for path, typed, said, refused in _named(dossier):
        if not (said or refused):
            from pmtdocs.dossier.views.fields import nearest  # it loads the contract

            near = [f"{{{name}}}" for name in nearest(typed.strip("{} "))]
            help = f"Si c'est un fait du dossier : {' ou '.join(near)}." if near else _KEPT
            yield Fault(path, f"« {typed} » sera imprimé tel quel.", (path[:1],), help, words=typed)


@cites(_SOURCE)
@rule("champ-de-texte-sans-valeur", Severity.ERROR, since=Stage.VOTE)
def TXT023(dossier: Dossier) -> Faults:
    """Le fait qu'un texte nomme est dans les données.

    Pourquoi : Sans lui, l'acte imprime des pointillés au milieu d'une phrase.
    Faux : « signée le {convention.signature.date} », sans date de signature dans convention.yaml.
    Juste : La date est dans convention.yaml, ou la phrase se passe d'elle.
    """
    for path, typed, said, _ in _named(dossier):
        if said and said.leaf.value is None:
            message = f"{typed} : le dossier ne donne pas ce fait."
            at, help = said.leaf.path or path[:1], "Écrivez ce fait, ou passez-vous-en ici."
            yield Fault(path, message, (at,), help, words=typed)


@once
def _named(dossier: Dossier) -> list[Named]:
    """What the texts of a dossier name, holes or not: a hole beside a text hides nothing of it."""
    whole, found = dossier.entier or dossier, []
    for path, text in (*phrases(whole), *beside(whole)):
        if "{" not in text and "}" not in text:
            continue
        for field in FIELD.finditer(text):
            name = field[1] or field[2]
            if path[-1] not in _OWN_NAMES or "." in name or "|" in name:
                found.append(_read(whole, path, field))
        rest = FIELD.sub(lambda field: "x" * len(field[0]), text)
        alone = (text[brace.start() : brace.end()] for brace in _ALONE.finditer(rest))
        found += [Named(path, words) for words in alone]
    return found


def _read(dossier: Dossier, path: Path, field: re.Match[str]) -> Named:
    from pmtdocs.dossier.views.fields import Refused  # it loads the contract

    found = fields_of(dossier).read(field)
    said, refused = (None, found) if isinstance(found, Refused) else (found, None)
    return Named(path, field[0], said, refused)
