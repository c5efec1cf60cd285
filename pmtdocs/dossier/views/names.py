"""The proper names that a dossier knows, in every spelling, and where each stands in the data."""

from __future__ import annotations

from collections.abc import Iterator

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.common import Organisation, Person
from pmtdocs.finding import Path
from pmtdocs.language.propernames import Names

Spelling = tuple[str, Path]


def names_of(dossier: Dossier) -> Names:
    """People, bodies and communes of the shared tables, the programme, and the act's spellings."""
    return Names([*_shared(dossier), *_own(dossier)])


def _shared(dossier: Dossier) -> Iterator[Spelling]:
    commons = dossier.commun
    for key, town in commons.communes.items():
        yield town.nom, ("commun", "communes", key, "nom")
    for key, body in commons.organisations.items():
        yield from _body(body, ("commun", "organisations", key))
    for key, person in commons.personnes.items():
        path: Path = ("commun", "personnes", key)
        yield from ((spelling, path) for spelling in _person(person))


def _body(body: Organisation, path: Path) -> Iterator[Spelling]:
    for field in ("nom", "designation", "sigle"):
        if spelling := getattr(body, field):
            yield spelling, (*path, field)
    *short, _ = body.nom.split()
    if sum(word[0].isupper() for word in short) > 1:
        yield " ".join(short), (*path, "nom")  # said without its last word, in conversation


def _person(person: Person) -> Iterator[str]:
    """With the first name, or with the civility: a surname alone may be any word."""
    full = f"{person.prenom} {person.nom}"
    yield full
    for civility in (person.civilite, person.titre):
        if civility:
            yield f"{civility} {full}"
            yield f"{civility} {person.nom}"


def _own(dossier: Dossier) -> Iterator[Spelling]:
    if dossier.programme and dossier.programme.nom:
        yield dossier.programme.nom, ("programme", "nom")
    if dossier.seance is None:
        return
    for i, seat in enumerate(dossier.seance.membres):
        if seat.publie:
            yield seat.publie, ("seance", "membres", i, "publie")
    for key, name in dossier.seance.publie.communes.items():
        yield name, ("seance", "publie", "communes", key)
