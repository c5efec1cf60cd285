"""DEL006: the administrative court of the authority that decides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pmtdocs.dossier import courts
from pmtdocs.dossier.model import Dossier
from pmtdocs.finding import Path, Severity
from pmtdocs.language.french import plain
from pmtdocs.language.identifiers import digits
from pmtdocs.rules.base import Fault, Faults, cites, needs, rule

_COURT = re.compile(
    r"\btribunal administratif (?:de la |de l'|de |du |d')(?P<town>[\w -]+?)\s*(?:[,;(.]|$)"
)
#: A SIREN that says its département: of a commune, a département, a group, a syndicat, a CCAS.
_LOCAL = re.compile(r"2[12456](?P<code>\d\d)\d{5}")


@cites("CJA, art. R. 221-3 et R. 312-1 (à vérifier)")
@needs("financeur.siren")
@rule("tribunal-d-un-autre-ressort", Severity.WARNING)
def DEL006(dossier: Dossier) -> Faults:
    """Le tribunal administratif que nomment la délibération et la convention est celui du
    département où siège la collectivité, que son SIREN dit.

    Pourquoi : Un recours porté devant un autre tribunal se perd, ou tarde.
    Faux : SIREN d'une commune de la Côte-d'Or (21 21…), tribunal administratif de Lyon.
    Juste : SIREN d'une commune de la Côte-d'Or (21 21…), tribunal administratif de Dijon.
    """
    code, place = _department(dossier)
    right = courts.seats().get(code)
    for path, text in _named(dossier) if right else ():
        town = _COURT.search(plain(text))
        if town and right and town["town"].strip() != plain(right):
            yield Fault(
                path,
                f"L'acte nomme « {text} » ; la collectivité est du département {code} par son "
                f"numéro, et le tribunal administratif de ce ressort siège à {right}.",
                (place,),
                f"Écrivez « Tribunal administratif de {right} », ou vérifiez le numéro.",
            )


def _department(dossier: Dossier) -> tuple[str, Path]:
    """The département that the number of the funder says, and where it stands."""
    key, body = dossier.dossier.financeur or "", dossier.financeur
    found = _LOCAL.fullmatch(digits(body.siren or "")) if body else None
    return (found["code"] if found else ""), ("commun", "organisations", key, "siren")


def _named(dossier: Dossier) -> Iterator[tuple[Path, str]]:
    report, convention = dossier.deliberation, dossier.convention
    if report and report.recours:
        yield ("deliberation", "recours", "juridiction"), report.recours.juridiction
    if convention and convention.tribunal:
        yield ("convention", "tribunal"), convention.tribunal
