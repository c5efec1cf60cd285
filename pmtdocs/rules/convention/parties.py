"""CNV003 and CNV014: who signs the convention, by what number, and what may not stay blank."""

from __future__ import annotations

import re

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
    yield from _numbers(dossier)
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
    return places


def _numbers(dossier: Dossier) -> Faults:
    for key, place in _named(dossier).items():
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
