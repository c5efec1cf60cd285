"""NOM: one person, one commune, one body spelt in two ways.

The spelling of data/_commun is compared with what an act prints under ``publie``. Capitals,
accents, hyphens, a civility that is missing and initials make no difference: nobody is taken for
somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.common import Person
from pmtdocs.finding import Path, Severity
from pmtdocs.language.spelling import is_near, near_pairs, squash
from pmtdocs.rules.base import Fault, Faults, cites, rule

_CIVILITY = re.compile(r"^\s*(?:M\.|MM\.|Mme|Mmes|Monsieur|Madame)\s+")
_ASIDE = re.compile(r"\s*(?:[,(]| représentée? par ).*$")
_FIX = "Vérifiez le nom, et corrigez celle des deux orthographes qui est fautive."


@cites("Déduit des documents : une personne, une commune, un organisme n'ont qu'un nom")
@rule("nom-ecrit-de-deux-facons", Severity.WARNING)
def NOM001(dossier: Dossier) -> Faults:
    """Une personne, une commune ou un organisme s'écrit partout de la même façon ; capitales,
    accents, traits d'union, civilité et initiales ne comptent pas.

    Pourquoi : Un nom fautif dans la liste des présents ou des intéressés fait douter de qui a voté.
    Faux : « Mme Claire LECONTE » parmi les présents, « Claire LECOMTE » parmi les intéressés.
    Juste : « Mme Claire LECOMTE » aux deux endroits, ou « C. LECOMTE » parmi les procurations.
    """
    yield from _members(dossier)
    yield from _towns(dossier)
    yield from _budget_lines(dossier)
    yield from _twins(dossier)


# --- people ----------------------------------------------------------------------------------


def _members(dossier: Dossier) -> Faults:
    """The lists of the sitting and its proxies."""
    if dossier.seance is None:
        return
    acts = _Acts(dossier)
    for i, seat in enumerate(dossier.seance.membres):
        if seat.publie:
            yield from acts.person(("seance", "membres", i, "publie"), seat.publie, seat.person)
    for i, proxy in enumerate(dossier.seance.procurations):
        giver, found, holder = (proxy.publie or "").partition(" à ")
        if found:
            where = ("seance", "procurations", i, "publie")
            yield from acts.person(where, giver, proxy.de)
            yield from acts.person(where, holder, proxy.a)


class _Acts:
    """Where the act prints each person under the shared spelling."""

    def __init__(self, dossier: Dossier) -> None:
        self.people = dossier.commun.personnes
        self.places: dict[str, list[tuple[Path, str]]] = {}
        for place, where, key in _printed(dossier):
            self.places.setdefault(key, []).append((place, where))

    def person(self, path: Path, printed: str, key: str) -> Faults:
        """A name that the act spells in its own way."""
        person = self.people[key]
        name = _ASIDE.sub("", _CIVILITY.sub("", printed)).strip()
        if squash(name) in _ways(person):
            return
        elsewhere = self.places.get(key, [])
        places = [("commun", "personnes", key), *(place for place, _ in elsewhere)]
        whole = f"« {person.prenom} {person.nom} »"
        other = f"{whole} {elsewhere[0][1]}" if elsewhere else f"{whole} dans data/_commun"
        yield Fault(path, f"L'acte imprime ici « {name} », et {other}.", tuple(places), _FIX)


def _ways(person: Person) -> set[str]:
    """The ways to print a person that nobody would take for a misspelling."""
    initials = "".join(part[0] for part in re.split(r"[\s.-]+", person.prenom) if part)
    firsts = ("", person.prenom, initials, person.prenom[0])
    return {squash(first + person.nom) for first in firsts} | {squash(person.nom + person.prenom)}


def _printed(dossier: Dossier) -> Iterator[tuple[Path, str, str]]:
    """Where an act prints a person without a spelling of its own."""
    if report := dossier.deliberation:
        for i, one in enumerate(report.interesses):
            yield ("deliberation", "interesses", i), "parmi les intéressés", one.membre
        yield ("deliberation", "rapporteur"), "comme rapporteur", report.rapporteur.personne
        for i, signatory in enumerate(report.signataires):
            yield ("deliberation", "signataires", i), "à la signature", signatory.personne
    for i, proxy in enumerate(dossier.seance.procurations if dossier.seance else ()):
        if not proxy.publie:
            for person in (proxy.de, proxy.a):
                yield ("seance", "procurations", i), "parmi les procurations", person


# --- communes and bodies ---------------------------------------------------------------------


def _towns(dossier: Dossier) -> Faults:
    if dossier.seance is None:
        return
    for key, printed in dossier.seance.publie.communes.items():
        name = dossier.commun.communes[key].nom
        if squash(printed) != squash(name):
            yield Fault(
                ("seance", "publie", "communes", key),
                f"L'acte imprime la commune « {printed} », et son nom est « {name} ».",
                (("commun", "communes", key, "nom"),),
                _FIX,
            )


def _budget_lines(dossier: Dossier) -> Faults:
    """A line that names a known body under a spelling of its own."""
    for path, line in dossier.budget.recettes.lines() if dossier.budget else ():
        if line.libelle is None:
            continue
        bodies = dossier.commun.organisations
        for key in (line.financeur,) if line.financeur else bodies:
            body = bodies[key]
            for name in filter(None, (body.nom, body.designation)):
                if is_near(line.libelle, name):
                    yield Fault(
                        ("budget", "recettes", *path, "libelle"),
                        f"Le budget écrit « {line.libelle} », et l'organisme s'appelle « {name} ».",
                        (("commun", "organisations", key),),
                        _FIX,
                    )


def _twins(dossier: Dossier) -> Faults:
    """Two entries of the shared tables that are likely one: same commune, same first name.

    Of two who are likely one, one sits: both, and the lists would not add up (SEA006); neither,
    and this dossier prints neither.
    """
    people, members = dossier.commun.personnes, dossier.seance.membres if dossier.seance else ()
    seated = {person for m in members for person in (m.membre, m.suppleant) if person}
    by_town: dict[tuple[str | None, str], dict[str, str]] = {}
    for key, person in people.items():
        by_town.setdefault((person.commune, squash(person.prenom)), {})[key] = person.nom
    for names in by_town.values():
        for first, second in near_pairs(names):
            a, b = people[first], people[second]
            alike = (a.civilite or b.civilite) == (b.civilite or a.civilite)
            if alike and len({first, second} & seated) == 1:
                yield _twice("personnes", first, second, a.complet, b.complet)
    bodies = {key: body.nom for key, body in dossier.commun.organisations.items()}
    for first, second in near_pairs(bodies):
        yield _twice("organisations", first, second, bodies[first], bodies[second])


def _twice(table: str, first: str, second: str, one: str, two: str) -> Fault:
    return Fault(
        ("commun", table, second),
        f"« {two} » et « {one} » ne diffèrent que d'une lettre ou deux : sans doute un seul nom.",
        (("commun", table, first),),
        "Si c'est le même, gardez une entrée ; l'orthographe d'un acte se note sous « publie ».",
    )
