"""NOM004, NOM005: another authority where the data mean one of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.common import Organisation
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import plain
from pmtdocs.language.spelling import words
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule
from pmtdocs.rules.names.copies import stem

_SMALL = frozenset(("de", "du", "des", "d", "la", "le", "les", "l", "et", "en", "a", "au", "aux"))
_PROPER = (
    r"[A-ZÀ-Ý][\w'’-]*(?:(?: |-)(?:(?:de|du|des|la|le|les|en|et|sur) |[dl]['’])*[A-ZÀ-Ý][\w'’-]*)*"
)
#: « Conseil régional de X », « Ville de X », « X Métropole »: an authority, then which one it is.
_AUTHORITY = re.compile(
    r"\b(?i:conseil (?:régional|départemental|général)|région|département|(?<!contrat de )ville"
    r"|commune|mairie|métropole|communauté (?:de communes|urbaine|d['’]agglomération))"
    rf" (?:(?:de la|des?|du) |(?:de )?[dl]['’])?(?P<name>{_PROPER})"
    rf"|^(?P<before>{_PROPER}) (?:Métropole|Agglomération)\b"
)
#: « BFC », « FEDER », « CAGB »: letters that no name here need explain.
_ACRONYM = re.compile(r"[A-Z]{2,6}\d*")
#: What a grant is for, or is: « Région Plan Climat », « Participation Métropole ».
_NO_NAME = re.compile(
    r"(?:plan|contrat|fonds|appel|dispositif|programme|projet|action|politique|aide|subvention"
    r"|participation|contribution|cotisation|dotation|service|direction|culture|jeunesse|sport)s?\b"
)


@cites("Déduit des documents : une ligne nomme le financeur qui la paie")
@needs("commun.organisations")
@rule("autre-collectivite-nommee", Severity.WARNING)
def NOM004(dossier: Dossier) -> Faults:
    """La collectivité qu'une ligne du budget nomme est celle qui la paie ; la fonction de qui
    signe ou préside est celle de son organisme.

    Pourquoi : Une ligne copiée d'un autre dossier promet l'argent d'une autre collectivité.
    Faux : Ligne « Conseil régional Grand Est », financeur : Région Bretagne.
    Juste : Ligne « Conseil régional », financeur : Région Bretagne.
    """
    bodies = dossier.commun.organisations
    for path, line in dossier.budget.recettes.lines() if dossier.budget else ():
        body = bodies.get(line.financeur or "")
        if body and line.libelle and (other := _other(line.libelle, body)):
            yield Fault(
                ("budget", "recettes", *path, "libelle"),
                f"La ligne « {line.libelle} » nomme {other}, et son financeur est « {body.nom} ».",
                (("commun", "organisations", str(line.financeur), "nom"),),
                "Corrigez le libellé, ou la clé du financeur.",
            )
    for path, said, key in _titles(dossier):
        title = _ALSO.split(said)[0]
        for other_key, body in bodies.items():
            if other_key != key and _says(title, body) and not _says(title, bodies[key]):
                yield Fault(
                    path,
                    f"« {title} » nomme {body.le}, et parle ici pour {bodies[key].le}.",
                    (("commun", "organisations", other_key, "nom"),),
                    "Corrigez la fonction, ou l'organisme.",
                )


#: « Maire de X, vice-présidente de Y »: what else somebody is.
_ALSO = re.compile(
    r"(?:\s*[,;(]|\s+et)\s*(?:\w+\s+)?(?=vice|président|maire|conseill|adjoint|député|sénat)",
    re.IGNORECASE,
)


def _other(label: str, body: Organisation) -> str:
    """The proper name of an authority in a label, if none of its words is of the body."""
    if (found := _AUTHORITY.search(label)) is None:
        return ""
    name = str(found["name"] or found["before"])
    own = {stem(word) for said in _names(body) for word in words(said)}
    proper = [word for word in name.split() if not _ACRONYM.fullmatch(word)]
    theirs = {stem(part) for word in proper for part in words(word) if part not in _SMALL}
    other = theirs and not theirs & own and not _NO_NAME.match(plain(name))
    return f"« {' '.join(proper)} »" if other else ""


def _names(body: Organisation) -> list[str]:
    return [name for name in (body.nom, body.designation, body.sigle) if name]


def _titles(dossier: Dossier) -> Iterator[tuple[Path, str, str]]:
    """Functions, and the body for which each is held."""
    for i, party in enumerate(dossier.convention.parties if dossier.convention else ()):
        yield ("convention", "parties", i, "fonction"), party.fonction, party.organisation
    own, sitting = dossier.dossier.financeur, dossier.seance
    if own and sitting and sitting.presidence.qualite:
        yield ("seance", "presidence", "qualite"), sitting.presidence.qualite, own


def _says(title: str, body: Organisation) -> bool:
    """Does it hold a name of the body, whole?"""
    said = f" {' '.join(words(title))} "
    return any(f" {' '.join(words(name))} " in said for name in _names(body))


#: Of an office and of no place, or of a whole département.
_OFFICE = frozenset(words("service gestion comptable trésor public finances publiques trésorerie"))
_WIDER = re.compile(r"departemental|regional|\bpaierie|\bpayeur|\bdr?fip\b|\bddfip\b")
_SEAT = re.compile(
    r"\b(?:de |du |des |d'|d’)(?P<town>[A-ZÀ-Ý][\w'’-]*(?:[ -][A-ZÀ-Ý][\w'’-]*)*)\s*$"
)


@cites("Usage : le poste comptable est celui de la collectivité (un autre siège est possible)")
@needs("convention.comptable", "financeur")
@rule("comptable-d-un-autre-lieu", Severity.INFO)
def NOM005(dossier: Dossier) -> Faults:
    """Le comptable est nommé d'après la collectivité, une de ses communes ou le lieu où elle siège.

    Pourquoi : La convention dit qui paiera : le titre d'un poste voisin envoie le mandat ailleurs.
    Faux : Convention signée à Exempleville, « Comptable du service de gestion comptable
    d'Autreville ».
    Juste : Convention signée à Exempleville, « Comptable du service de gestion comptable
    d'Exempleville ».
    """
    convention, funder = given(dossier.convention), given(dossier.financeur)
    accountant = given(convention.comptable)
    found = _SEAT.search(accountant)
    if found is None or _WIDER.search(plain(accountant)):
        return
    places = [*_names(funder), funder.siege or "", *map(str, (convention.signature.lieu,))]
    places += [town.nom for town in dossier.commun.communes.values()]
    if dossier.seance:
        places += [dossier.seance.lieu, dossier.seance.adresse]
    known = {stem(word) for place in places for word in words(place)}
    said = {stem(word) for word in words(found["town"]) if word not in _OFFICE} - _SMALL
    if said and not said & known:
        yield Fault(
            ("convention", "comptable"),
            f"« {accountant} » : « {found['town']} » n'est ni {funder.le}, ni une de ses communes, "
            "ni le lieu de la signature ou de la séance.",
            (("convention", "signature", "lieu"),),
            "Vérifiez le titre du poste comptable ; s'il siège bien là, rien n'est à changer.",
        )
