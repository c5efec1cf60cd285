"""CNV003, 014, 021-023: who signs the convention, by what number, and what may not stay blank."""

from __future__ import annotations

import re
from collections.abc import Callable

from pmtdocs.dossier.lines import siren_of
from pmtdocs.dossier.model import Blank, Dossier, Stage
from pmtdocs.dossier.model.common import Organisation
from pmtdocs.finding import Path, Severity
from pmtdocs.language.identifiers import digits, siren_fault, siret_fault
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, repeated, rule

_COPY = "Recopiez-le depuis l'avis de situation de l'INSEE."
_RNA = re.compile(r"W\d{9}")


@cites("Déduit des documents ; clé de Luhn des numéros SIREN et SIRET (INSEE)")
@needs("convention.parties")
@rule("parties-incompletes", Severity.ERROR)
def CNV003(dossier: Dossier) -> Faults:
    """Les parties sont le financeur et le bénéficiaire du dossier ; leurs SIREN et SIRET sont
    justes ; avant la signature, plus rien n'est « à compléter ».

    Pourquoi : Une partie mal désignée, et nul ne sait qui s'est engagé ni qui payer.
    Faux : SIREN 123 456 728, deux chiffres intervertis.
    Juste : SIREN 123 456 782, dont la clé de contrôle tombe juste.
    """
    yield from wrong_numbers(dossier)
    yield from _roles(dossier)
    if dossier.dossier.etat >= Stage.EXECUTOIRE:
        yield from _unidentified(dossier)
        yield from _blanks(dossier)


def _named(dossier: Dossier) -> dict[str, Path]:
    """Every organisation that the dossier names, with the first place that names it."""
    places: dict[str, Path] = {}
    for i, party in enumerate(dossier.convention.parties if dossier.convention else ()):
        places.setdefault(party.organisation, ("convention", "parties", i, "organisation"))
    for path, line in dossier.budget.recettes.lines() if dossier.budget else ():
        if line.financeur:
            places.setdefault(line.financeur, ("budget", "recettes", *path, "financeur"))
    if dossier.attributions and not dossier.attribution:  # a line names its own
        for i, one in enumerate(dossier.attributions.lignes):
            places.setdefault(one.beneficiaire, ("attributions", "lignes", i, "beneficiaire"))
    return places


def wrong_numbers(dossier: Dossier) -> Faults:
    """SIREN and SIRET that are wrong, of every organisation that the dossier names."""
    line = dossier.attribution if dossier.attributions else None
    told = line.beneficiaire if line else ""  # with the table
    for key, place in _named(dossier).items():
        if key == told:
            continue
        body = dossier.commun.organisations[key]
        root: Path = ("commun", "organisations", key)
        siren = siren_fault(body.siren) if body.siren else ""
        for name, fault in (("siren", siren), ("siret", _siret(body))):
            if fault:
                yield Fault((*root, name), f"{fault} ({body.nom}).", (place,), _COPY)


def _siret(body: Organisation) -> str:
    if not body.siret:
        return ""
    if body.siren and not digits(body.siret).startswith(digits(body.siren)):
        return f"Le SIRET « {body.siret} » ne commence pas par le SIREN « {body.siren} »"
    return siret_fault(body.siret)


def _roles(dossier: Dossier) -> Faults:
    parties, bodies = given(dossier.convention).parties, dossier.commun.organisations
    yield from _one_body_twice(dossier)
    for i, first in repeated(party.organisation for party in parties):
        yield Fault(
            ("convention", "parties", i, "organisation"),
            f"{bodies[parties[i].organisation].nom} est deux fois partie à la convention.",
            (("convention", "parties", first, "organisation"),),
            "Nommez l'autre partie, ou retirez celle-ci.",
        )
    if dossier.dossier.financeur is None and dossier.subvention:
        yield Fault(
            ("convention", "subvention"),
            "La convention accorde une subvention, et le dossier ne nomme pas son financeur.",
            (("dossier",),),
            "Ajoutez « financeur » dans dossier.yaml, ou retirez la subvention.",
        )
    for role, key, name in (
        ("financeur", dossier.dossier.financeur, "financeur"),
        ("bénéficiaire", dossier.dossier.beneficiaire, "beneficiaire"),
    ):
        if key and key not in [p.organisation for p in parties if p.role == role]:
            yield Fault(
                ("convention", "parties"),
                f"Aucune partie à la convention n'est le {role} du dossier, {bodies[key].nom}.",
                (("dossier", name),),
                "Ajoutez cette partie, ou corrigez son rôle.",
            )


def _one_body_twice(dossier: Dossier) -> Faults:
    """Two parties of one SIREN: a body does not contract with itself."""
    keys = list(dict.fromkeys(p.organisation for p in given(dossier.convention).parties))
    bodies = dossier.commun.organisations
    known = [(key, number) for key in keys if (number := siren_of(bodies[key]))]
    for i, first in repeated(number for _, number in known):
        (mine, number), (other, _) = known[i], known[first]
        yield Fault(
            ("commun", "organisations", mine, _where(bodies[mine], "SIREN")),
            f"{bodies[mine].nom} et {bodies[other].nom}, parties à la convention, ont le même "
            f"SIREN ({number}) : un SIREN désigne une seule personne morale.",
            (("commun", "organisations", other, _where(bodies[other], "SIREN")),),
            _COPY,
        )


def _unidentified(dossier: Dossier) -> Faults:
    for i, party in enumerate(given(dossier.convention).parties):
        body = dossier.commun.organisations[party.organisation]
        if not body.siren and not body.siret:
            yield Fault(
                ("commun", "organisations", party.organisation),
                f"{body.nom} n'a ni SIREN ni SIRET : la convention ne peut pas être signée.",
                (("convention", "parties", i, "organisation"),),
                "Ajoutez « siren » ou « siret » dans data/_commun/organisations.yaml.",
            )


def _blanks(dossier: Dossier) -> Faults:
    state: Path = ("dossier", "etat")
    if dossier.deliberation and isinstance(dossier.deliberation.numero, Blank):
        yield _blank(("deliberation", "numero"), "Le numéro de la délibération", state)
    signature = given(dossier.convention).signature
    if dossier.dossier.etat >= Stage.SIGNE and isinstance(signature.date, Blank):
        yield _blank(("convention", "signature", "date"), "La date de signature", state)


def _blank(path: Path, noun: str, state: Path) -> Fault:
    return Fault(
        path,
        f"{noun} est encore « à compléter », l'état du dossier suppose qu'il n'y a plus de blanc.",
        (state,),
        "Complétez, ou revenez à l'état précédent.",
    )


@cites("Forme usuelle du répertoire national des associations")
@needs("beneficiaire.rna")
@rule("numero-rna-inhabituel", Severity.WARNING)
def CNV014(dossier: Dossier) -> Faults:
    """Le numéro RNA d'une association est W suivi de neuf chiffres.

    Pourquoi : Ce numéro identifie l'association dans les données publiées de la subvention.
    Faux : RNA W25100000, un chiffre manque.
    Juste : RNA W251000001, neuf chiffres.
    """
    for key, place in _named(dossier).items():
        body = dossier.commun.organisations[key]
        if body.rna and not _RNA.fullmatch(digits(body.rna)):
            yield Fault(
                ("commun", "organisations", key, "rna"),
                f"Le numéro RNA « {body.rna} » ({body.nom}) n'a pas la forme usuelle : W et neuf "
                "chiffres.",
                (place,),
                "Vérifiez-le ; outre-mer et en Alsace-Moselle, il peut être d'une autre forme.",
            )


@cites("Code civil, art. 1161 (représentation de deux parties, à vérifier pour ces organismes)")
@needs("convention.parties")
@rule("signataire-des-deux-parties", Severity.WARNING)
def CNV021(dossier: Dossier) -> Faults:
    """Une même personne ne signe pas pour deux parties.

    Pourquoi : Un contrat dont les deux signatures sont d'une seule main n'engage pas sûrement
    chacune des parties.
    Faux : Mme Anne DURAND signe pour la collectivité et pour l'association.
    Juste : Mme Anne DURAND signe pour la collectivité, M. Luc PETIT pour l'association.
    """
    parties, bodies = given(dossier.convention).parties, dossier.commun.organisations
    for i, first in repeated(party.representant for party in parties):
        if parties[i].organisation != parties[first].organisation:
            yield Fault(
                ("convention", "parties", i, "representant"),
                f"{dossier.name_of(parties[i].representant)} signe pour deux parties : "
                f"{bodies[parties[first].organisation].le} et "
                f"{bodies[parties[i].organisation].le}.",
                (("convention", "parties", first, "representant"),),
                "Corrigez l'une des deux ; si la même personne représente les deux organismes, "
                "faites signer pour l'un d'eux une autre personne habilitée.",
            )


@cites(
    "Code de commerce, art. R. 123-221 (numéro unique d'identification) ; INSEE, répertoire Sirene "
    "(premier chiffre à vérifier)"
)
@needs("commun.organisations")
@rule("numero-d-un-autre-organisme", Severity.WARNING)
def CNV022(dossier: Dossier) -> Faults:
    """Le SIREN, le SIRET et le numéro RNA d'un organisme que le dossier nomme ne sont ceux d'aucun
    autre organisme connu ; un SIREN qui commence par 1 ou 2 est celui d'un organisme public.

    Pourquoi : Le comptable paie l'organisme que le numéro désigne.
    Faux : Même SIREN pour l'association et pour la communauté d'agglomération.
    Juste : Un SIREN pour chacune.
    """
    named = _named(dossier)
    parties = {p.organisation for p in dossier.convention.parties} if dossier.convention else set()
    for noun, of in (("SIREN", siren_of), ("numéro RNA", _rna_of)):
        yield from _shared_numbers(dossier, noun, of, list(named), parties)
    for key, place in named.items():
        yield from _public_number(dossier, key, place)


def _shared_numbers(
    dossier: Dossier,
    noun: str,
    of: Callable[[Organisation], str],
    named: list[str],
    parties: set[str],
) -> Faults:
    """A number that another entry has too; of two bodies that are named, said once."""
    bodies, holders = dossier.commun.organisations, dict[str, list[str]]()
    for key, body in bodies.items():
        holders.setdefault(of(body), []).append(key)
    told: set[str] = set()
    for mine in named:
        told.add(mine)
        number = of(bodies[mine])
        for other in holders[number] if number else ():
            if other in told or {mine, other} <= parties:  # parties: CNV003
                continue
            yield Fault(
                ("commun", "organisations", mine, _where(bodies[mine], noun)),
                f"Le {noun} {number} est à la fois celui {bodies[mine].du} et celui "
                f"{bodies[other].du} : un numéro est d'un seul organisme.",
                (("commun", "organisations", other, _where(bodies[other], noun)),),
                "Corrigez celui des deux qui a été recopié ; si c'est un seul organisme, "
                "n'en gardez qu'une entrée.",
            )


def _rna_of(body: Organisation) -> str:
    return digits(body.rna or "").upper()


def _where(body: Organisation, noun: str) -> str:
    """The field that says a number; a SIREN, also the SIRET."""
    return "rna" if "RNA" in noun else "siren" if body.siren else "siret"


def _public_number(dossier: Dossier, key: str, place: Path) -> Faults:
    """« 2… » for an association: the number, or the nature, is another's."""
    body = dossier.commun.organisations[key]
    field, number = _where(body, "SIREN"), siren_of(body)
    if number[:1] in ("1", "2") and body.nature in ("association", "fondation"):
        yield Fault(
            ("commun", "organisations", key, field),
            f"« {getattr(body, field)} » commence par {number[0]}, comme le SIREN d'un organisme "
            f"public, et la nature {body.du} est « {body.nature} ».",
            (place,),
            "Vérifiez le numéro et la nature dans data/_commun/organisations.yaml.",
        )
