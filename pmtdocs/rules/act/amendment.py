"""AVN: an amendment is decided, then signed, before the convention ends; it changes something, and
neither the object nor the parties.
"""

from __future__ import annotations

from collections.abc import Iterator

from pmtdocs.dossier.model import Blank, Dossier
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import short_date
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule
from pmtdocs.rules.dates.events import gap

_CONTRACT = (
    "Droit commun des contrats : ce qui est expiré ne se modifie plus, et un avenant ne change ni "
    "l'objet ni l'économie du contrat (à vérifier pour une convention de subvention)"
)
_SIGNED: Path = ("avenant", "signature", "date")
_DECIDED: Path = ("avenant", "decision", "date")
_END: Path = ("convention", "duree", "fin")
_CHANGES: Path = ("avenant", "modifie")


@cites(_CONTRACT)
@needs("avenant", "convention")
@rule("avenant-hors-delai", Severity.ERROR)
def AVN001(dossier: Dossier) -> Faults:
    """L'avenant est autorisé et signé avant la fin de la convention qu'il modifie.

    Pourquoi : Une convention qui a pris fin ne peut plus être modifiée, ni prolongée.
    Faux : Fin de la convention 30 avril 2032, avenant signé le 12 mai 2032.
    Juste : Fin de la convention 30 avril 2032, avenant signé le 1er octobre 2031.
    """
    amended = given(dossier.avenant)
    if (before := amended.origine.convention) is None:
        return
    end, act = before.duree.fin, amended.acte
    for day, path, done in (
        (act.decision.date, _DECIDED, "autorisé"),
        (act.signature.date, _SIGNED, "signé"),
    ):
        if not isinstance(day, Blank) and day > end:
            yield Fault(
                path,
                f"L'avenant est {done} le {short_date(day)}, {gap(end, day)} après la "
                f"fin de la convention ({short_date(end)}) : elle ne peut plus être modifiée.",
                (_END,),
                "Corrigez la date ; après la fin, il faut une nouvelle convention.",
            )
            return


@cites("CGCT, art. L. 2131-1 et L. 5211-3 : une délibération s'exécute une fois exécutoire")
@needs("avenant")
@rule("avenant-signe-sans-autorisation", Severity.ERROR)
def AVN002(dossier: Dossier) -> Faults:
    """L'avenant est signé après la délibération ou la décision qui l'autorise.

    Pourquoi : Qui signe sans y être autorisé n'engage pas la collectivité.
    Faux : Délibération du 12 septembre, avenant signé le 2 septembre.
    Juste : Délibération du 12 septembre, avenant signé le 1er octobre.
    """
    act = given(dossier.avenant).acte
    decided, signed = act.decision.date, act.signature.date
    if isinstance(decided, Blank) or isinstance(signed, Blank) or decided <= signed:
        return
    yield Fault(
        _SIGNED,
        f"L'avenant est signé le {short_date(signed)}, {gap(signed, decided)} avant la "
        f"{act.decision.acte} qui l'autorise ({short_date(decided)}).",
        (_DECIDED,),
        f"Signez après la {act.decision.acte}, ou corrigez l'une des deux dates.",
    )


@cites("Déduit : un avenant modifie")
@needs("avenant")
@rule("avenant-sans-effet", Severity.ERROR)
def AVN003(dossier: Dossier) -> Faults:
    """Une valeur au moins diffère de celle du dossier.

    Pourquoi : Un avenant qui répète la convention n'a pas d'objet : sans doute une valeur oubliée.
    Faux : Le dossier porte 20 000, l'avenant aussi, et rien d'autre.
    Juste : Le dossier porte 20 000, l'avenant 25 000.
    """
    amended = given(dossier.avenant)
    if not amended.changements:
        yield Fault(
            _CHANGES,
            "L'avenant ne change rien : chaque valeur qu'il donne est déjà celle du dossier.",
            tuple((name,) for name in amended.acte.modifie.subjects()),
            "Écrivez sous « modifie » ce qui change, et la nouvelle valeur.",
        )


@cites("Déduit des documents")
@needs("avenant")
@rule("ancienne-valeur-inexacte", Severity.ERROR)
def AVN004(dossier: Dossier) -> Faults:
    """Ce que l'avenant dit remplacer (`ancien`) est ce que porte le dossier.

    Pourquoi : Deux avenants préparés sur des versions différentes se contrediraient sans qu'on le
    voie.
    Faux : Avenant : de 30 000 à 35 000 ; le dossier porte 20 000.
    Juste : Avenant : de 20 000 à 25 000 ; le dossier porte 20 000.
    """
    for one in given(dossier.avenant).inexacts:
        yield Fault(
            one.chemin,
            f"L'avenant remplace « {one.dit} », le dossier porte « {one.ecrit} ».",
            (one.origine,),
            "Corrigez « ancien », ou vérifiez que l'avenant vise la bonne valeur.",
        )


@cites(_CONTRACT)
@needs("avenant")
@rule("objet-du-contrat-change", Severity.WARNING)
def AVN005(dossier: Dossier) -> Faults:
    """L'objet, les parties et les années restent ; une partie du programme au moins demeure.

    Pourquoi : Au-delà d'une adaptation, c'est un autre contrat, qui suit toute la procédure.
    Faux : L'avenant donne la subvention à un autre bénéficiaire.
    Juste : L'avenant change le montant, les dates, quelques actions.
    """
    for path, what in _essential(dossier, given(dossier.avenant).origine):
        yield Fault(
            path,
            f"L'avenant change {what} : un avenant adapte la convention, il n'en fait pas une "
            "autre (à vérifier).",
            (_CHANGES,),
            "Faites vérifier ce changement ; s'il fait un autre contrat, passez une nouvelle "
            "convention.",
        )


def _essential(dossier: Dossier, before: Dossier) -> Iterator[tuple[Path, str]]:
    """What makes the contract what it is, and is no longer."""
    sheet, was = dossier.dossier, before.dossier
    if sheet.beneficiaire != was.beneficiaire:
        yield ("dossier", "beneficiaire"), "le bénéficiaire"
    if sheet.financeur != was.financeur:
        yield ("dossier", "financeur"), "le financeur"
    if not set(sheet.exercices) & set(was.exercices):
        yield ("dossier", "exercices"), "toutes les années de la subvention"
    yield from _contract(dossier, before)


def _contract(dossier: Dossier, before: Dossier) -> Iterator[tuple[Path, str]]:
    if dossier.convention and before.convention:
        if dossier.convention.intitule != before.convention.intitule:
            yield ("convention", "intitule"), "l'objet que porte l'intitulé de la convention"
        both = before.convention, dossier.convention
        bodies = [{party.organisation for party in each.parties} for each in both]
        if bodies[0] - bodies[1]:
            yield ("convention", "parties"), "les parties"
    if dossier.programme and before.programme:
        titles = [{e.titre for e in p.elements} for p in (before.programme, dossier.programme)]
        if not titles[0] & titles[1]:
            yield ("programme", "elements"), "tous les éléments du programme"
