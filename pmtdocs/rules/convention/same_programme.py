"""CNV016: the dossiers of one programme, compared with one another."""

from __future__ import annotations

from pmtdocs.dossier.model import Dossier
from pmtdocs.dossier.model.budget import WHOLE, whole
from pmtdocs.dossier.model.dossier import COFUNDERS, Cofunding
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import euros, join
from pmtdocs.rules.base import Fault, Faults, cites, needs, rule


@cites("Déduit des documents : les financeurs d'un programme soutiennent le même")
@needs(COFUNDERS)
@rule("programmes-discordants", Severity.ERROR)
def CNV016(dossier: Dossier) -> Faults:
    """Les dossiers d'un même programme ont le même bénéficiaire, les mêmes exercices, et, si chacun
    écrit son budget, le même total sur la même base de taxe.

    Pourquoi : Chaque financeur calcule sa part sur ce total : deux totaux font deux taux, et l'un
    des deux actes est faux.
    Faux : Budget commun de 800 000 € HT, budget d'un cofinanceur de 800 000 € TTC.
    Juste : Budget commun de 800 000 € HT, repris par le cofinanceur (« base: »).
    """
    for name, other in dossier.cofinancements.items():
        yield from _sheets(dossier, name, other)
        yield from _budgets(dossier, name, other)


def _differs(path: Path, name: str, mine: str, theirs: str, within: Path = ()) -> Fault:
    return Fault(
        path,
        f"{mine} ; dans le dossier « {name} » du même programme, {theirs}.",
        ((COFUNDERS, name, *(within or path)),),
        "Corrigez celui des deux qui se trompe ; si ce sont deux programmes, retirez « base ».",
    )


def _sheets(dossier: Dossier, name: str, other: Cofunding) -> Faults:
    mine, theirs = dossier.dossier, other.dossier
    here, there = (dossier.commun.organisations.get(s.beneficiaire or "") for s in (mine, theirs))
    if here and there and here != there:
        yield _differs(
            ("dossier", "beneficiaire"), name, f"Le bénéficiaire est {here.le}", f"c'est {there.le}"
        )
    if set(mine.exercices) != set(theirs.exercices):
        years, others = (join([str(y) for y in s.exercices]) for s in (mine, theirs))
        yield _differs(
            ("dossier", "exercices"), name, f"Le dossier porte sur {years}", f"c'est {others}"
        )


def _budgets(dossier: Dossier, name: str, other: Cofunding) -> Faults:
    """Only a dossier that wrote a budget of its own can state another."""
    mine, theirs = dossier.budget, other.budget
    if mine is None or theirs is None:
        return
    if mine.taxe != theirs.taxe:
        yield _differs(
            ("budget", "taxe"), name, f"Le budget est {mine.taxe}", f"il est {theirs.taxe}"
        )
    total, stated = (whole(b.depenses.stated())[WHOLE] for b in (mine, theirs))
    if total != stated:
        path: Path = ("budget", "depenses")
        fault = _differs(
            path, name, f"Le programme coûte {euros(total)}", f"il coûte {euros(stated)}"
        )
        yield fault._replace(figures=(total, stated))
