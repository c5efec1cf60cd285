"""ACT011 to ACT015: what somebody decides without a vote, and whom it is about."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from itertools import chain

from pmtdocs.dossier.lines import ROOT
from pmtdocs.dossier.model import Blank, Dossier, Stage
from pmtdocs.dossier.model.act import Act, Delegation
from pmtdocs.dossier.model.common import Organisation
from pmtdocs.dossier.publication import ADDRESSED, DECIDING, published_parts
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import euros, plain
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule
from pmtdocs.rules.dates.events import Event, as_figure, event
from pmtdocs.rules.texts.phrases import texts_of

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
    alone, act = dossier.droit("octroi-par-l-executif"), given(dossier.acte)
    said = [_granted(dossier)] if dossier.accorde_seul else [*_granting(dossier, act)]
    if said and alone and not alone.value:
        author = act.auteur.qualite
        yield Fault(
            _AUTHOR,
            f"L'acte attribue une subvention, et son auteur ({author}) ne le peut pas seul : seule "
            f"l'assemblée {given(dossier.financeur).du} l'attribue. {alone.cited()}.",
            (said[0],),
            "Soumettez-la au vote : remplacez acte.yaml par deliberation.yaml, puis notifiez.",
        )


#: « Une subvention de 500 € est attribuée à… », not « la subvention attribuée par délibération ».
_GRANTS = re.compile(
    r"\b(?:subvention|aide|bourse)s?\b[^.;]{0,80}\b(?:est|sont) (?:attribu|accord|allou|octroy)ee"
)


def _granting(dossier: Dossier, act: Act) -> Iterator[Path]:
    """The articles of an act that grant by their words, where nobody votes."""
    if act.decide and dossier.deliberation is None:
        for path, text in texts_of(("acte", "articles"), act.articles):
            said = plain(text)
            if _GRANTS.search(said) and "deliberation" not in said:
                yield path


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
    """Une délibération, ou un autre acte publié, n'attribue rien à une personne physique, et ne la
    nomme pas.

    Pourquoi : Ce qui est publié en ligne ne se reprend pas ; un acte individuel est notifié.
    Faux : « Attribue une bourse de 800 € à Mme Léa EXEMPLE », dans une délibération.
    Juste : Le conseil vote le règlement des bourses ; un arrêté, notifié, attribue celle-ci.
    """
    kinds = {part.partition("-")[0] for part in published_parts(dossier)}
    published = [kind for kind in ("deliberation", *DECIDING) if kind in kinds]
    named = chain(_granted_bodies(dossier), _named_in_texts(dossier, published))
    for path, body in named if published else ():
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
    for key, said in (("date", "sa date"), ("numero", "son numéro")) if dossier.voted else ():
        if isinstance(getattr(act, key), Blank):
            yield Fault(
                ("acte", key),
                f"L'acte est dit pris, et {said} est à compléter.",
                (("dossier", "etat"),),
                "Écrivez la valeur, ou revenez à l'état « projet ».",
            )
    later = event("la notification", ("acte", "notification"), act.notification)
    later += event("la publication", ("acte", "publication"), act.publication)
    sent: list[Event] = []
    if execution := act.execution:
        root: Path = ("acte", "execution")
        sent = event("l'envoi au préfet", (*root, "transmission"), execution.transmission)
        got = event("la réception par le préfet", (*root, "reception"), execution.reception)
        yield from _in_order((one, after) for one in sent for after in got)
        later += got if not sent else []
    signed = event("l'acte", ("acte", "date"), act.date)
    yield from _in_order((one, after) for one in signed for after in (*later, *sent))


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
            "Ajoutez « articles », ou ce qu'il accorde : attributions.yaml, convention.yaml. Ce "
            "qu'une délibération accorde n'est pas de cet acte : il lui faut son propre dossier.",
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


@cites("Déduit des documents : une pièce imprime l'acte dont elle a le nom")
@needs("acte", "dossier.documents")
@rule("piece-d-un-autre-acte", Severity.WARNING)
def ACT016(dossier: Dossier) -> Faults:
    """Les pièces « arrete », « decision », « attestation », « certificat » et « lettre » impriment
    un acte de cette nature.

    Pourquoi : Un arrêté imprimé comme une attestation n'a ni articles ni dispositif.
    Faux : Nature « attestation », document « arrete: [arrete] ».
    Juste : Nature « attestation », document « attestation: [attestation] ».
    """
    act, known = given(dossier.acte), (*DECIDING, *ADDRESSED)
    own = plain(act.nature)
    for name, parts in dossier.dossier.documents.items():
        for i, part in enumerate(parts):
            if part in known and part != own:
                yield Fault(
                    ("dossier", "documents", name, i),
                    f"La pièce « {part} » imprime un autre acte que celui du dossier, de nature "
                    f"« {act.nature} ».",
                    (("acte", "nature"),),
                    f"Écrivez la pièce « {own} », ou corrigez la nature.",
                )


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
    if dossier.acte and dossier.acte.destinataire:
        yield ("acte", "destinataire"), bodies[dossier.acte.destinataire]
    for rank, one in enumerate(dossier.attributions.lignes if dossier.attributions else ()):
        yield (*ROOT, rank, "beneficiaire"), bodies[one.beneficiaire]


def _named_in_texts(dossier: Dossier, published: list[str]) -> Iterator[tuple[Path, Organisation]]:
    """The natural persons whom the texts of what is published name, with or without « Mme »."""
    people = [one for one in dossier.commun.organisations.values() if one.physique]
    subjects: tuple[str, ...] = ("deliberation", "expose") if "deliberation" in published else ()
    subjects += ("acte",) if {*published} & {*DECIDING} else ()
    for subject in subjects if people else ():
        for path, text in texts_of((subject,), getattr(dossier, subject)):
            said = plain(text)
            yield from ((path, one) for one in people if _bare(one.nom) in said)


def _bare(name: str) -> str:
    return re.sub(r"^(?:mme|m\.) ", "", plain(name))
