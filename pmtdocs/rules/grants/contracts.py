"""ATT007: the conventions that the lines of a table of grants announce."""

from __future__ import annotations

from pmtdocs.dossier.model import Dossier, Stage
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import join
from pmtdocs.rules.base import Fault, Faults, cites, given, needs, rule


@cites("Déduit des documents : une convention a deux parties")
@needs("attribution.convention")
@rule("convention-d-attribution-incomplete", Severity.ERROR, since=Stage.PROJET)
def ATT007(dossier: Dossier) -> Faults:
    """Une ligne qui a une convention dit qui la signe et à quel titre ; convention.yaml dit ce qui
    vaut pour toutes.

    Pourquoi : Sans ces faits, la convention que le vote approuve ne peut pas être imprimée.
    Faux : « convention: oui », sans « representant ».
    Juste : « convention: oui », « representant » et « fonction ».
    """
    line = dossier.entier or dossier
    one = given(line.attribution)
    if not one.convention or line.convention or one.beneficiaire in dossier.detachees:
        return
    here: Path = ("attribution", "convention")
    unsaid = [name for name in ("representant", "fonction") if getattr(one, name) is None]
    said = join([f"« {name} »" for name in unsaid])
    if unsaid:
        help = f"Ajoutez {said}, ou écrivez « convention: non »."
        message = f"Cette ligne a une convention et ne dit pas {said}."
    else:
        help = "Ajoutez convention.yaml : la partie qui verse, la durée, la signature."
        message = "Cette ligne a une convention, et le dossier n'a pas de convention.yaml."
    yield Fault(here, message, (("dossier", "beneficiaire"),), help)
