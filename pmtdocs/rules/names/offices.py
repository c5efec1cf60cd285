"""NOM003: who holds which office, wherever the data say it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.deliberation import Deliberation
from pmtdocs.dossier.model.sitting import Sitting
from pmtdocs.finding import Path, Severity
from pmtdocs.language.agreement import feminine
from pmtdocs.language.spelling import words
from pmtdocs.rules.base import Fault, Faults, cites, rule
from pmtdocs.rules.names.copies import slip, stem

#: Offices that one person holds at a time in a body.
_ALONE = re.compile(r"president|secretair|directeur general|directric general")
_VERIFY = "Vérifiez la fonction et le nom de qui la porte."


class Office(NamedTuple):
    """A person, the office as the data word it, the body, and where each is written."""

    person: str
    title: str
    body: str
    path: Path
    who: Path

    @property
    def words(self) -> tuple[str, ...]:
        """« La Présidente » → presidente: without its article."""
        said = words(self.title)
        return said[1:] if said[:1] and said[0] in ("le", "la", "l") else said


@cites("Déduit des documents : une fonction a un titulaire, et s'écrit d'une façon")
@rule("fonction-discordante", Severity.WARNING)
def NOM003(dossier: Dossier) -> Faults:
    """Dans la convention, la séance et les signatures, une même présidence ou un même secrétariat
    est d'une seule personne, sa fonction s'écrit d'une seule façon, un homme ne porte pas un titre
    au féminin, et la civilité imprimée est celle de la personne.

    Pourquoi : Le signataire doit être celui que l'acte désigne : sinon nul ne sait qui s'est
    engagé.
    Faux : Convention signée par la Présidente, Mme Jeanne LOPEZ ; séance présidée par Mme Anne
    DURAND, Présidente.
    Juste : Convention et séance : Mme Anne DURAND, Présidente.
    """
    held = [*_offices(dossier)]
    for one, other in combinations(held, 2):
        yield from _two_holders(dossier, one, other)
        yield from _two_spellings(one, other)
    for office in held:
        yield from _gender(dossier, office)
    yield from _civilities(dossier)


def _offices(dossier: Dossier) -> Iterator[Office]:
    own = dossier.dossier.financeur
    for i, party in enumerate(dossier.convention.parties if dossier.convention else ()):
        root: Path = ("convention", "parties", i)
        where, who = (*root, "fonction"), (*root, "representant")
        yield Office(party.representant, party.fonction, party.organisation, where, who)
    if own and dossier.seance:
        yield from _of_sitting(dossier.seance, own)
    if own and dossier.deliberation:
        yield from _of_report(dossier.deliberation, own)


def _of_sitting(sitting: Sitting, own: str) -> Iterator[Office]:
    for key in ("presidence", "secretaire"):
        chair, who = getattr(sitting, key), ("seance", key, "membre")
        if chair.qualite:
            yield Office(chair.membre, chair.qualite, own, ("seance", key, "qualite"), who)
    where = ("seance", "secretaire", "membre")  # here the key says the office
    yield Office(sitting.secretaire.membre, "Secrétaire de séance", own, where, where)


def _of_report(report: Deliberation, own: str) -> Iterator[Office]:
    rapporteur, root = report.rapporteur, ("deliberation", "rapporteur")
    where, who = (*root, "qualite"), (*root, "personne")
    yield Office(rapporteur.personne, rapporteur.qualite, own, where, who)
    for i, signatory in enumerate(report.signataires):
        for field in ("en_qualite_de", "qualite"):
            if title := getattr(signatory, field):
                path: Path = ("deliberation", "signataires", i)
                yield Office(signatory.personne, title, own, (*path, field), (*path, "personne"))


def _two_holders(dossier: Dossier, one: Office, other: Office) -> Faults:
    """« Présidente » of one body, said of two people."""
    if one.person == other.person or one.body != other.body:
        return
    body = words(dossier.commun.organisations[one.body].nom)
    titles = [[stem(word) for word in _without(office.words, body)] for office in (one, other)]
    if titles[0] == titles[1] and _ALONE.match(" ".join(titles[0])):
        names = [dossier.commun.personnes[office.person].complet for office in (one, other)]
        yield Fault(
            other.who,
            f"« {other.title} » désigne ici {names[1]}, et « {one.title} » ailleurs {names[0]}.",
            (one.who,),
            _VERIFY,
        )


def _without(title: tuple[str, ...], body: tuple[str, ...]) -> tuple[str, ...]:
    """« présidente de la Ville » → présidente: the body goes without saying."""
    if title[-len(body) :] != body:
        return title
    rest = title[: -len(body)]
    while rest and rest[-1] in ("de", "du", "d", "la", "le", "l", "des"):
        rest = rest[:-1]
    return rest


def _two_spellings(one: Office, other: Office) -> Faults:
    """« Présidente » and « Présidante »."""
    for a in one.words:
        for b in other.words:
            if slip((a,), (b,)):
                yield Fault(
                    other.path,
                    f"La fonction s'écrit « {other.title} » ici et « {one.title} » ailleurs.",
                    (one.path,),
                    "Corrigez celle des deux qui est fautive.",
                )
                return


def _gender(dossier: Dossier, office: Office) -> Faults:
    """A man is not « la Présidente »; a woman may wish to be « le Président »."""
    person = dossier.commun.personnes[office.person]
    if person.civilite == "M." and feminine(office.title):
        yield Fault(
            office.path,
            f"{person.complet} est dit « {office.title} », au féminin.",
            (("commun", "personnes", office.person), office.who),
            "Accordez la fonction, ou corrigez la civilité ou le nom.",
        )


def _civilities(dossier: Dossier) -> Faults:
    """« Mme Frédérique » on the list of a sitting, a man in the shared table.

    « M. » is also the initial of Marie.
    """
    for i, seat in enumerate(dossier.seance.membres if dossier.seance else ()):
        printed = (seat.publie or "").split(" ", 1)[0]
        person = dossier.commun.personnes[seat.person]
        initial = printed == f"{person.prenom[0]}." == "M."
        if printed in ("M.", "Mme") and not initial and person.civilite not in (None, printed):
            yield Fault(
                ("seance", "membres", i, "publie"),
                f"L'acte imprime « {seat.publie} », ailleurs c'est {person.complet}.",
                (("commun", "personnes", seat.person, "civilite"),),
                "Corrigez celle des deux civilités qui est fausse.",
            )
