"""AID001: what an aid scheme says of its rate and ceilings, and who received it."""

from __future__ import annotations

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.aid import AidSchemes, Scheme
from pmtdocs.dossier.views.aid import share
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import euros, percent, plain, short_date
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, repeated, rule


@cites("Déduit des documents : le plafond de l'aide est le taux du plafond de dépenses")
@needs("aides")
@rule("dispositif-d-aide-incoherent", Severity.ERROR)
def AID001(dossier: Dossier) -> Faults:
    """Le taux d'un dispositif, appliqué à son plafond de dépenses, donne son plafond d'aide ; ce
    qui ne s'accorde qu'une fois n'est pas accordé deux fois à la même entreprise.

    Pourquoi : Une entreprise bâtit son plan de financement sur le plus favorable des deux plafonds.
    Faux : Taux 50 %, plafond de dépenses 10 000, plafond de l'aide 6 000.
    Juste : Taux 50 %, plafond de dépenses 10 000, plafond de l'aide 5 000.
    """
    aids = given(dossier.aides)
    for i, scheme in enumerate(aids.dispositifs):
        path: Path = ("aides", "dispositifs", i)
        yield from _ceilings(scheme, path)
        if scheme.une_fois:
            yield from _twice(aids, scheme, path)


def _ceilings(scheme: Scheme, path: Path) -> Faults:
    rate, spending, aid = scheme.taux, scheme.plafond_depenses, scheme.plafond_aide
    if aid is not None and scheme.forfait is not None and scheme.forfait > aid:
        yield Fault(
            (*path, "forfait"),
            f"Le forfait de « {scheme.nom} » est de {euros(scheme.forfait)}, son plafond de "
            f"{euros(aid)} : {euros(scheme.forfait - aid)} de trop.",
            ((*path, "plafond_aide"),),
            "Corrigez l'un des deux montants.",
            (aid, scheme.forfait),
        )
    if rate is None or spending is None or aid is None:
        return
    computed = share(rate, spending)
    if computed != aid:
        yield Fault(
            (*path, "plafond_aide"),
            f"{percent(rate)} de {euros(spending)} font {euros(computed)}, le plafond de l'aide "
            f"« {scheme.nom} » est de {euros(aid)} : écart de {euros(abs(computed - aid))}.",
            ((*path, "taux"), (*path, "plafond_depenses")),
            "Corrigez le taux, ou l'un des deux plafonds.",
            (computed, aid),
        )


def _twice(aids: AidSchemes, scheme: Scheme, path: Path) -> Faults:
    """Companies are compared as texts are: « ACME » and « Acmé » are one."""
    of_scheme = [(i, one) for i, one in enumerate(aids.octrois) if one.dispositif == scheme.cle]
    for again, first in repeated(plain(one.entreprise) for _, one in of_scheme):
        (i, granted), (earlier, before) = of_scheme[again], of_scheme[first]
        yield Fault(
            ("aides", "octrois", i, "entreprise"),
            f"{granted.entreprise} reçoit « {scheme.nom} » le {short_date(granted.date)}, "
            f"après l'avoir reçu le {short_date(before.date)} : ce dispositif "
            "n'aide une entreprise qu'une fois.",
            (("aides", "octrois", earlier), (*path, "une_fois")),
            "Vérifiez s'il s'agit de la même entreprise, puis retirez l'octroi de trop.",
        )
