"""NOM002: a name that the data hold, copied with a slip of the pen somewhere else."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import permutations
from operator import ne
from typing import NamedTuple

from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Path, Severity
from pmtdocs.language.spelling import squash, within, words
from pmtdocs.rules.base import Fault, Faults, cites, rule
from pmtdocs.rules.texts.phrases import phrases

_FIX = "Vérifiez le nom, et corrigez celui des deux endroits qui est fautif."
#: Shorter words are too often near by chance.
_WORD, _TOWN, _LONG = 4, 6, 8
#: Places that an act names, as the model calls them.
_PLACES = frozenset({"lieu", "adresse", "tribunal", "juridiction"})
#: What the budget prints beside its amounts, as the model calls it.
_LABELS = frozenset({"nom", "libelle", "libelle_total", "intitule", "colonne_libelle"})
#: A longer text is not quoted whole.
_SHOWN = 60


class Known(NamedTuple):
    """A name that the data hold, where it is written, and its words."""

    name: str
    path: Path
    words: tuple[str, ...]

    @classmethod
    def of(cls, name: str, path: Path) -> Known:
        return cls(name, path, words(name))


@cites("Déduit des documents : un nom se recopie à la lettre")
@rule("nom-mal-recopie", Severity.WARNING)
def NOM002(dossier: Dossier) -> Faults:
    """Le nom d'un organisme, du programme, d'une commune ou d'une ligne du budget est le même
    partout où il revient, et la clé d'une personne ou d'une commune est celle de son nom ;
    pluriels, féminins, capitales et accents ne comptent pas.

    Pourquoi : Une lettre de trop dans un titre, et l'acte désigne un organisme qui n'existe pas.
    Faux : Convention « relative au programme de la Maison des Associatons ».
    Juste : Convention « relative au programme de la Maison des Associations ».
    """
    yield from _keys(dossier)
    yield from _texts(dossier)
    yield from _towns(dossier)
    yield from _labels(dossier)
    yield from _funders(dossier)


# --- the key of an entry, and its name -------------------------------------------------------


def _keys(dossier: Dossier) -> Faults:
    """« jean-petit: {prenom: Jean, nom: PETTI} »: the key says the name a second time."""
    entries = {("personnes", k): (p.prenom + p.nom) for k, p in dossier.commun.personnes.items()}
    entries |= {("communes", key): town.nom for key, town in dossier.commun.communes.items()}
    for (table, key), name in entries.items():
        if _mistyped(squash(key), squash(name)):
            path: Path = ("commun", table, key)
            shown = getattr(dossier.commun.personnes.get(key), "complet", name)
            yield Fault(
                (*path, "nom"),
                f"La clé « {key} » et le nom « {shown} » ne diffèrent que d'une lettre ou deux.",
                (path,),
                _FIX,
            )


def _mistyped(one: str, other: str) -> bool:
    """A letter or two apart; « jean-martin-2 » is another man of that name."""
    letters = 1 if len(one) < _LONG else 2
    return (
        one != other
        and re.sub(r"\D", "", one) == re.sub(r"\D", "", other)
        and within(one, other, letters)
    )


# --- a name inside a text --------------------------------------------------------------------


def _texts(dossier: Dossier) -> Faults:
    """Names of the bodies and of the programme, in titles and in prose."""
    names = [*_bodies(dossier)]
    if dossier.programme and dossier.programme.nom:
        names.append(Known.of(dossier.programme.nom, ("programme", "nom")))
    bodies = dossier.commun.organisations
    exact = {words(body.nom) for body in bodies.values()}
    for key, body in bodies.items():  # a body and its own designation
        path: Path = ("commun", "organisations", key)
        own = [Known.of(body.nom, (*path, "nom"))]
        yield from _misspelt((*path, "designation"), body.designation or "", own, exact)
    longer = [known for known in names if len(known.words) > 1]
    for path, text in phrases(dossier):
        if " " in text and path[-1] != "libelle":  # a budget line has its own words: NOM001
            yield from _misspelt(path, text, longer, exact)


def _bodies(dossier: Dossier) -> Iterator[Known]:
    for key in filter(None, (dossier.dossier.financeur, dossier.dossier.beneficiaire)):
        body = dossier.commun.organisations[key]
        for field in ("nom", "designation"):
            if name := getattr(body, field):
                yield Known.of(name, ("commun", "organisations", key, field))


def _towns(dossier: Dossier) -> Faults:
    """Communes, where the act says a place."""
    towns = [
        Known.of(town.nom, ("commun", "communes", key, "nom"))
        for key, town in dossier.commun.communes.items()
    ]
    exact = {town.words for town in towns}
    longer = [town for town in towns if len(squash(town.name)) >= _TOWN]
    for path, text in phrases(dossier):
        if path[-1] in _PLACES:
            yield from _misspelt(path, text, longer, exact)


def _misspelt(path: Path, text: str, names: Iterable[Known], exact: set[tuple[str, ...]]) -> Faults:
    """The first run of words that is nearly one of the names, and no name at all."""
    said = words(text)
    there = set(said)
    for known in names:
        size = len(known.words)
        if sum(map(there.__contains__, known.words)) < size - 1:
            continue  # one word may differ, no more
        for i in range(len(said) - size + 1):
            run = said[i : i + size]
            if slip(run, known.words) and run not in exact:
                shown = text if len(text) <= _SHOWN else " ".join(run)
                yield Fault(
                    path, f"« {shown} » : le nom s'écrit « {known.name} ».", (known.path,), _FIX
                )
                return


def slip(run: Sequence[str], wanted: Sequence[str]) -> bool:
    """The same words but one, which is a letter apart; a plural or a feminine is no slip."""
    if len(run) != len(wanted) or sum(map(ne, run, wanted)) != 1:
        return False
    one, other = next((a, b) for a, b in zip(run, wanted, strict=True) if a != b)
    return (
        min(len(one), len(other)) >= _WORD
        and within(one, other, limit=1)
        and stem(one) != stem(other)
        and not any(c.isdigit() for c in one + other)
    )


def stem(word: str) -> str:
    """« présidentes » and « président » alike."""
    return word.rstrip("esx")


# --- the labels of the budget ----------------------------------------------------------------


def _labels(dossier: Dossier) -> Faults:
    """« PRIVE » and « Sous-total PRIVE », a line that stands on both sides.

    Looked up by what a slip would make of a label: no label is compared with all others.
    """
    labels: dict[tuple[str, ...], tuple[Path, str]] = {}
    for path, text in phrases(dossier):
        if path[0] == "budget" and path[-1] in _LABELS:
            labels.setdefault(words(text), (path, text))
    near = _near({word for label in labels for word in label})
    sizes = {len(label) for label in labels}
    for label, (path, text) in labels.items():
        slips = {other for other in _slips(label, near, sizes) if other in labels}
        for other in sorted(slips):
            once = len(other) < len(label) or other < label
            runs = (label[i : i + len(other)] for i in range(len(label) - len(other) + 1))
            if once and other not in runs:
                place, said = labels[other]
                message = f"Le budget écrit ici « {text} », et « {said} » ailleurs."
                yield Fault(path, message, (place,), _FIX)


def _near(vocabulary: Iterable[str]) -> dict[str, set[str]]:
    """Each word with those that may be a slip of it: all have what is left without a letter."""
    left: dict[str, list[str]] = {}
    for word in vocabulary:
        if len(word) >= _WORD and not any(map(str.isdigit, word)):
            for some in {word, *(word[:i] + word[i + 1 :] for i in range(len(word)))}:
                left.setdefault(some, []).append(word)
    near: dict[str, set[str]] = {}
    for one, other in (pair for alike in left.values() for pair in permutations(alike, 2)):
        if slip((one,), (other,)):
            near.setdefault(one, set()).add(other)
    return near


def _slips(
    label: tuple[str, ...], near: dict[str, set[str]], sizes: set[int]
) -> Iterator[tuple[str, ...]]:
    """What may have been meant: a run of words of one of these sizes, with another for one."""
    for i, word in enumerate(label):
        for other in near.get(word, ()):
            meant = (*label[:i], other, *label[i + 1 :])
            for n in sizes:
                yield from (meant[j : j + n] for j in range(max(0, i - n + 1), i + 1))


def _funders(dossier: Dossier) -> Faults:
    """A line that says the name of one body and is paid by another."""
    bodies = dossier.commun.organisations
    by_name = {
        squash(name): key
        for key, body in bodies.items()
        for name in (body.nom, body.designation, body.sigle)
        if name
    }
    for path, line in dossier.budget.recettes.lines() if dossier.budget else ():
        said = by_name.get(squash(line.libelle or ""))
        if line.financeur and said and said != line.financeur:
            yield Fault(
                ("budget", "recettes", *path, "financeur"),
                f"La ligne « {line.libelle} » est payée par « {bodies[line.financeur].nom} », "
                f"et ce libellé est le nom de « {bodies[said].nom} ».",
                (("commun", "organisations", said, "nom"),),
                "Corrigez le libellé, ou la clé du financeur.",
            )
