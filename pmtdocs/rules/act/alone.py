"""ACT011 to ACT015: what somebody decides without a vote, and whom it is about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from pmtdocs.dossier.lines import ROOT
from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.dossier.model.act import Delegation
from pmtdocs.dossier.model.common import Organisation
from pmtdocs.dossier.publication import DECIDING, published_parts
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import euros
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule
from pmtdocs.rules.dates.events import Event, as_figure, event

_AUTHOR: Path = ("acte", "auteur")
_LENT: Path = ("convention", "en_nature", "valeur")


@cites("CGCT, art. L. 2122-22 et L. 2311-7")
@needs("acte", "financeur")
@rule("octroi-par-une-autorite-qui-ne-le-peut", Severity.ERROR)
def ACT011(dossier: Dossier) -> Faults:
    """Une subvention n'est pas attribuée par un arrêté ou une décision de qui ne peut l'attribuer
    seul : le maire, auquel le conseil municipal ne peut pas le déléguer.

    Pourquoi : L'acte d'une autorité incompétente est annulé, et l'argent versé est à rendre.
    Faux : Arrêté du maire qui attribue 1 500 € à un club.
    Juste : Délibération du conseil municipal, que la lettre du maire notifie.
    """
    alone = dossier.droit("octroi-par-l-executif")
    if dossier.accorde_seul and alone and not alone.value:
        author = given(dossier.acte).auteur.qualite
        yield Fault(
            _AUTHOR,
            f"L'acte attribue une subvention, et son auteur ({author}) ne le peut pas seul : seule "
            f"l'assemblée {given(dossier.financeur).du} l'attribue. {alone.cited()}.",
            (_granted(dossier),),
            "Soumettez-la au vote : remplacez acte.yaml par deliberation.yaml, puis notifiez.",
        )


@cites("CGCT, art. L. 5211-10")
@needs("acte", "financeur")
@rule("octroi-hors-delegation", Severity.ERROR)
def ACT012(dossier: Dossier) -> Faults:
    """L'exécutif qui attribue une subvention sans vote en a reçu délégation de l'assemblée, avant
    l'acte, et pour ce montant.

    Pourquoi : Sans délégation, ou au-delà, l'acte est pris par une autorité incompétente.
    Faux : Délégation jusqu'à 23 000 €, subvention de 25 000 €.
    Juste : Délégation jusqu'à 23 000 €, subvention de 12 000 €.
    """
    alone = dossier.droit("octroi-par-l-executif")
    if not dossier.accorde_seul or alone is None or not alone.value:
        return
    act = given(dossier.acte)
    if act.delegation is None:
        yield Fault(
            _AUTHOR,
            "L'acte attribue une subvention sans vote, et ne dit pas quelle délégation de "
            f"l'assemblée le permet. {alone.cited()}.",
            (_granted(dossier),),
            "Ajoutez « delegation » (instance, date, numero) à acte.yaml ; sans délégation, "
            "soumettez la subvention au vote.",
        )
    else:
        yield from _beyond(dossier, act.delegation)


def _beyond(dossier: Dossier, delegation: Delegation) -> Faults:
    root: Path = ("acte", "delegation")
    limit = delegation.plafond
    for path, amount in _amounts(dossier):
        if limit is not None and amount > limit:
            yield Fault(
                path,
                f"L'acte attribue {euros(amount)}, la délégation va jusqu'à {euros(limit)} : "
                f"écart de {euros(amount - limit)}.",
                ((*root, "plafond"),),
                "Corrigez celui des deux montants qui est faux, ou soumettez-la au vote.",
                (limit, amount),
            )
    delegated = event("la délégation", (*root, "date"), delegation.date)
    signed = event("l'acte", ("acte", "date"), given(dossier.acte).date)
    yield from _in_order((before, one) for before in delegated for one in signed)


@cites("CGCT, art. L. 2131-1 et R. 2131-1 ; CRPA, art. L. 312-1-2 ; RGPD, art. 5 (à vérifier)")
@needs("dossier.documents")
@rule("personne-physique-publiee", Severity.ERROR)
def ACT013(dossier: Dossier) -> Faults:
    """Une délibération, ou un autre acte publié, n'attribue rien à une personne physique.

    Pourquoi : Ce qui est publié en ligne ne se reprend pas ; un acte individuel est notifié.
    Faux : « Attribue une bourse de 800 € à Mme Léa EXEMPLE », dans une délibération.
    Juste : Le conseil vote le règlement des bourses ; un arrêté, notifié, attribue celle-ci.
    """
    kinds = {part.partition("-")[0] for part in published_parts(dossier)}
    published = [kind for kind in ("deliberation", *DECIDING) if kind in kinds]
    for path, body in _granted_bodies(dossier) if published else ():
        if body.physique:
            yield Fault(
                path,
                f"La pièce « {published[0]} » est publiée, et nommerait une personne : {body.nom}.",
                (("dossier", "documents"),),
                "Attribuez-le par un acte individuel, notifié et non publié : acte.yaml, dans un "
                "dossier à part.",
            )


@cites("CGCT, art. L. 2131-1 et L. 2131-2 ; CRPA, art. L. 221-8")
@needs("acte")
@rule("acte-mal-date", Severity.ERROR)
def ACT014(dossier: Dossier) -> Faults:
    """Un acte pris sans vote est transmis, notifié ou publié après sa date ; individuel, il est
    notifié et non publié.

    Pourquoi : Le délai de recours court de la notification pour l'un, de la publication pour
    l'autre.
    Faux : Arrêté du 3 septembre, notifié le 1er septembre.
    Juste : Arrêté du 3 septembre, notifié le 8 septembre.
    """
    act = given(dossier.acte)
    if act.individuel and act.publication:
        yield Fault(
            ("acte", "publication"),
            "L'acte est individuel, et les données disent qu'il est publié.",
            (("acte", "portee" if act.decide else "nature"),),
            "Écrivez ce jour sous « notification » ; si l'acte n'est pas individuel, écrivez "
            "« portee: réglementaire ».",
        )
    later = event("la notification", ("acte", "notification"), act.notification)
    if execution := act.execution:
        root: Path = ("acte", "execution")
        later += event("l'envoi au préfet", (*root, "transmission"), execution.transmission)
        later += event("la réception par le préfet", (*root, "reception"), execution.reception)
    signed = event("l'acte", ("acte", "date"), act.date)
    yield from _in_order((one, after) for one in signed for after in later)


def _in_order(pairs: Iterable[tuple[Event, Event]]) -> Faults:
    """Of two dated facts, the second comes no earlier than the first."""
    for before, after in pairs:
        if after.day < before.day:
            yield Fault(
                after.path,
                after.precedes(before),
                (before.path,),
                "Corrigez celle des deux dates qui est fausse.",
                (as_figure(before.day), as_figure(after.day)),
            )


@cites("Déduit des documents ; CGCT, art. L. 2311-7 et L. 1612-1 (à vérifier)")
@needs("acte")
@rule("acte-sans-dispositif", Severity.ERROR, since=Stage.PROJET)
def ACT015(dossier: Dossier) -> Faults:
    """Un arrêté, une décision décide quelque chose : il accorde, ou il a des articles ; la somme
    qu'il accorde est imputée sur un crédit.

    Pourquoi : Sans dispositif, l'acte n'a pas d'effet ; sans crédit, la dépense ne se paie pas.
    Faux : Arrêté sans article, dans un dossier qui n'accorde rien.
    Juste : Arrêté dont l'article 1er attribue 800 €, imputés au chapitre 65.
    """
    act = given(dossier.acte)
    if act.decide and not act.articles and not dossier.accorde_seul:
        yield Fault(
            ("acte", "nature"),
            f"L'acte ({act.nature}) ne décide rien : ni article, ni subvention.",
            (("acte", "intitule"),),
            "Ajoutez « articles », ou ce qu'il accorde : attributions.yaml, convention.yaml.",
        )
    if dossier.accorde_seul and act.inscription is None:
        for path, amount in unfunded(dossier):
            yield Fault(
                path,
                f"L'acte accorde {euros(amount)}, et ne dit pas quel crédit les paie.",
                (("acte", "nature"),),
                "Ajoutez « inscription » (budget, credit) à acte.yaml.",
            )
            return


def _granted(dossier: Dossier) -> Path:
    return ROOT if dossier.attributions else next(_amounts(dossier))[0]


def _amounts(dossier: Dossier) -> Iterator[tuple[Path, Decimal]]:
    """What the act grants, in money or not, each with its place."""
    table = dossier.attributions
    if table is None and dossier.subvention:
        yield ("convention", "subvention", "montant"), dossier.subvention.montant
    if table is None and dossier.convention and (lent := dossier.convention.en_nature):
        yield _LENT, lent.valeur
    for rank, one in table.connues.items() if table else ():
        yield (*ROOT, rank, "montant"), one.montant


def unfunded(dossier: Dossier) -> Iterator[tuple[Path, Decimal]]:
    """What is granted in money and charged to no budget line of its own."""
    known = dossier.attributions.connues if dossier.attributions else {}
    paid = {(*ROOT, rank, "montant") for rank, o in known.items() if o.en_nature or o.inscription}
    paid.add(_LENT)
    yield from ((path, amount) for path, amount in _amounts(dossier) if path not in paid)


def _granted_bodies(dossier: Dossier) -> Iterator[tuple[Path, Organisation]]:
    bodies = dossier.commun.organisations
    if dossier.beneficiaire:
        yield ("dossier", "beneficiaire"), dossier.beneficiaire
    for rank, one in enumerate(dossier.attributions.lignes if dossier.attributions else ()):
        yield (*ROOT, rank, "beneficiaire"), bodies[one.beneficiaire]
