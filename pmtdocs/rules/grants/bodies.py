"""ATT003-006: who receives the lines of a table of grants, and how often."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pmtdocs.dossier.lines import ROOT, siren_of
from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.dossier.model.attributions import Attribution
from pmtdocs.finding import Severity
from pmtdocs.language.french import euros, join, plain, plural
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, repeated, rule
from pmtdocs.rules.convention.parties import wrong_numbers

_NAMED = 5


@cites("Déduit des documents : une ligne par bénéficiaire et par objet")
@needs("attributions")
@rule("attribution-en-double", Severity.WARNING)
def ATT003(dossier: Dossier) -> Faults:
    """Deux lignes n'accordent pas au même organisme, pour le même objet, deux fois la même chose.

    Pourquoi : Une ligne copiée deux fois est payée deux fois.
    Faux : Club des Exemples, « fonctionnement de l'année », sur deux lignes.
    Juste : Club des Exemples, « fonctionnement de l'année » et « tournoi d'été ».
    """
    lines = given(dossier.attributions).connues
    ranks = [*lines]
    keys = [(_body(dossier, o), plain(o.objet), o.nature, o.section) for o in lines.values()]
    for rank, first in ((ranks[again], ranks[one]) for again, one in repeated(keys)):
        yield Fault(
            (*ROOT, rank),
            f"{_name(dossier, lines[rank])} est deux fois au tableau pour « {lines[rank].objet} » "
            f"({euros(lines[first].montant)}, puis {euros(lines[rank].montant)}).",
            ((*ROOT, first),),
            "Retirez l'une des deux lignes, ou dites ce qui distingue leurs objets.",
        )


def _body(dossier: Dossier, one: Attribution) -> str:
    """What tells a body: its SIREN, else its key."""
    return siren_of(dossier.commun.organisations[one.beneficiaire]) or one.beneficiaire


def _name(dossier: Dossier, one: Attribution) -> str:
    return dossier.commun.organisations[one.beneficiaire].nom


def _ranks(dossier: Dossier) -> Iterator[list[int]]:
    """The lines of each body that receives, together; of one whose lines are all known."""
    groups: dict[str, list[int]] = {}
    table = given(dossier.attributions)
    for rank, one in enumerate(table.lignes):
        if one.accordee:
            groups.setdefault(_body(dossier, one), []).append(rank)
    known = table.connues.keys()
    yield from (ranks for ranks in groups.values() if known >= {*ranks})


@cites("Loi n° 2000-321, art. 9-1 et 10 ; décret n° 2001-495, art. 1 (cumul à vérifier)")
@needs("attributions")
@rule("convention-sur-une-partie-des-attributions", Severity.WARNING, since=Stage.PROJET)
def ATT004(dossier: Dossier) -> Faults:
    """Au-delà du seuil des conventions, ce qu'un organisme de droit privé reçoit en plusieurs
    lignes est couvert par sa convention ; ce qu'il reçoit en nature compte aussi, à vérifier.

    Pourquoi : Le seuil s'apprécie par autorité, par organisme et par année, et non par ligne.
    Faux : 20 000 € avec convention et 5 000 € sans, au même club.
    Juste : 25 000 € avec convention.
    """
    lines, threshold = given(dossier.attributions).lignes, dossier.droit("convention-seuil")
    for ranks in _ranks(dossier) if threshold else ():
        mine = [lines[rank] for rank in ranks]
        body = dossier.commun.organisations[mine[0].beneficiaire]
        apart = [rank for rank in ranks if not lines[rank].convention]
        total = sum((one.montant for one in mine), Decimal(0))
        most = given(threshold).value * len(dossier.dossier.exercices)
        if not body.de_droit_prive or not apart or total <= most or _is_judged(mine, most):
            continue
        covered = total - sum((lines[rank].montant for rank in apart), Decimal(0))
        what = f"la convention en couvre {euros(covered)}" if covered else "sans convention"
        kind = ", dont une part en nature" if any(one.en_nature for one in mine) else ""
        yield Fault(
            (*ROOT, apart[0], "montant"),
            f"{body.nom} reçoit en tout {euros(total)}{kind}, {what} : le seuil est de "
            f"{euros(most)} par an.",
            tuple((*ROOT, rank, "montant") for rank in ranks if rank != apart[0])
            or (("dossier", "exercices"),),
            "Vérifiez que la convention dit tout ce qui est accordé, ou qu'il n'en faut pas.",
            (most, total),
        )


def _is_judged(mine: list[Attribution], most: Decimal) -> bool:
    """Is it money without any convention above the threshold? CNV001 says so, as an error."""
    plain_ones = [one.montant for one in mine if not one.convention and not one.en_nature]
    return sum(plain_ones, Decimal(0)) > most


@cites("Clé de Luhn des numéros SIREN et SIRET (INSEE)")
@needs("attributions")
@rule("numero-de-beneficiaire-faux", Severity.ERROR)
def ATT005(dossier: Dossier) -> Faults:
    """Les SIREN et SIRET des bénéficiaires du tableau sont justes.

    Pourquoi : Le comptable paie l'organisme que le numéro désigne.
    Faux : SIREN 123 456 728, deux chiffres intervertis.
    Juste : SIREN 123 456 782, dont la clé de contrôle tombe juste.
    """
    yield from wrong_numbers(dossier)


@cites("Décret n° 2017-779 du 5 mai 2017 (données essentielles des subventions)")
@needs("attributions")
@rule("beneficiaires-sans-siret", Severity.INFO, since=Stage.PROJET)
def ATT006(dossier: Dossier) -> Faults:
    """Chaque bénéficiaire du tableau a son SIRET.

    Pourquoi : Le mandat et les données publiées des subventions le demandent.
    Faux : Club des Exemples, ni SIREN ni SIRET.
    Juste : Club des Exemples, SIRET 123 456 782 00018.
    """
    lines, bodies = given(dossier.attributions).lignes, dossier.commun.organisations
    granted = ((one.beneficiaire, i) for i, one in enumerate(lines))
    missing = {k: i for k, i in granted if not (bodies[k].siret or bodies[k].physique)}
    if missing:
        names = [bodies[key].nom for key in missing]
        more = [f"{len(names) - _NAMED} de plus"] if len(names) > _NAMED else []
        who = plural(len(names), "bénéficiaire")
        yield Fault(
            (*ROOT, min(missing.values()), "beneficiaire"),
            f"{who} sans SIRET : {join([*names[:_NAMED], *more])}.",
            tuple(("commun", "organisations", key) for key in [*missing][:_NAMED]),
            "Ajoutez « siret » dans data/_commun/organisations.yaml.",
        )
